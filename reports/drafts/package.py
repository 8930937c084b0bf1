"""A .docx as a ZIP file: opened with limits, and written again with one part changed.

Every other part keeps its bytes as they lie in the file, compressed as they were. That is why the archive is
put together here by hand: ``zipfile`` can only compress parts anew.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reports.drafts.errors import DraftError

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 300 * 2**20
MOST_IN_PART = 48 * 2**20
MOST_PARTS = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 65_535
_SEES_SIZES_LATER = 1 << 3
_ENCRYPTED = 1
_ZIP64_LIMIT = 0xFFFFFFFF
_MAIN = re.compile(
    rb"<(?:[\w.-]+:)?Relationship\b(?=[^<>]*\bType=[\"'][^\"'<>]*/officeDocument[\"'])[^<>]*\bTarget=[\"']([^\"'<>]+)[\"']"
)


@contextmanager
def damage_refused() -> Iterator[None]:
    """What a broken or made-up archive makes its reader raise becomes a DraftError."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        OSError,
    ) as error:
        raise DraftError("文件已损坏，不能作为 .docx 打开，请用 Word 或 WPS 重新另存后再试。") from error


@dataclass(frozen=True, slots=True)
class Package:
    """``main`` is the name of the part that holds the document's text."""

    data: bytes
    main: str
    content: bytes

    @classmethod
    def opened(cls, data: bytes) -> "Package":
        """Raises DraftError for what is no plain .docx within the limits."""
        _refuse_other_formats(data)
        with damage_refused(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_excess(parts)
            names = [part.filename for part in parts]
            _refuse_kinds(archive, names)
            main = _main_part(archive, names)
            return cls(data, main, part_of(archive, main))

    def with_content(self, content: bytes) -> bytes:
        """The file with the main part replaced by ``content`` and everything else as it was."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            parts = sorted(archive.infolist(), key=lambda part: part.header_offset)
            directory = archive.start_dir
        written = bytearray()
        moved: dict[int, int] = {}
        sizes: tuple[int, int, int] = (0, 0, 0)
        ends = [part.header_offset for part in parts[1:]] + [directory]
        for part, end in zip(parts, ends, strict=True):
            moved[part.header_offset] = len(written)
            local = self.data[part.header_offset : end]
            if part.filename == self.main:
                local, sizes = _rewritten(local, part.compress_type, content)
            written += local
        start = len(written)
        written += self._directory(directory, len(parts), moved, sizes)
        return bytes(written + self._end(len(written) - start, start))

    def _directory(
        self, position: int, count: int, moved: dict[int, int], sizes: tuple[int, int, int]
    ) -> bytes:
        directory = bytearray()
        for _ in range(count):
            fields = list(_CENTRAL.unpack_from(self.data, position))
            end = position + _CENTRAL.size + fields[10] + fields[11] + fields[12]
            name = self.data[position + _CENTRAL.size : position + _CENTRAL.size + fields[10]]
            fields[16] = moved[fields[16]]
            if name == self.main.encode():
                fields[3] &= ~_SEES_SIZES_LATER
                fields[7], fields[8], fields[9] = sizes
            directory += _CENTRAL.pack(*fields) + self.data[position + _CENTRAL.size : end]
            position = end
        return bytes(directory)

    def _end(self, size: int, start: int) -> bytes:
        position = self.data.rfind(b"PK\x05\x06", max(0, len(self.data) - _END.size - _LONGEST_COMMENT))
        fields = list(_END.unpack_from(self.data, position))
        fields[5], fields[6] = size, start
        return _END.pack(*fields) + self.data[position + _END.size :]


def _rewritten(local: bytes, method: int, content: bytes) -> tuple[bytes, tuple[int, int, int]]:
    """The local record with ``content``; and its CRC, packed and unpacked size."""
    fields = list(_LOCAL.unpack_from(local))
    packed = content
    if method == zipfile.ZIP_DEFLATED:
        packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush()
    sizes = (zlib.crc32(content), len(packed), len(content))
    fields[2] &= ~_SEES_SIZES_LATER
    fields[6], fields[7], fields[8] = sizes
    names = local[_LOCAL.size : _LOCAL.size + fields[9] + fields[10]]
    return _LOCAL.pack(*fields) + names + packed, sizes


def _refuse_other_formats(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise DraftError(f"文件超过 {MOST_BYTES // 2**20} MB，请删去图片等内容后再试。")
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise DraftError("文件设有打开密码，请先取消密码保护。")
        raise DraftError("这是旧版 .doc 文件，请用 Word 或 WPS 另存为 .docx 后再试。")
    if not data.startswith(b"PK\x03\x04"):
        raise DraftError("文件不是有效的 .docx 文档，请用 Word 或 WPS 另存为 .docx 后再试。")


def _refuse_excess(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise DraftError(f"文件解开后超过 {MOST_UNPACKED // 2**20} MB，不予打开。")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise DraftError("文件设有打开密码，请先取消密码保护。")
    if min((part.header_offset for part in parts), default=1) != 0:
        raise DraftError("文件结构不规范，请用 Word 或 WPS 重新另存后再试。")
    if any(_ZIP64_LIMIT in (part.file_size, part.compress_size, part.header_offset) for part in parts):
        raise DraftError("文件结构不规范，请用 Word 或 WPS 重新另存后再试。")


def _refuse_kinds(archive: zipfile.ZipFile, names: list[str]) -> None:
    if len(set(names)) != len(names):
        raise DraftError("文件结构不规范，请用 Word 或 WPS 重新另存后再试。")
    if "[Content_Types].xml" not in names:
        raise DraftError("文件不是有效的 .docx 文档，请用 Word 或 WPS 另存为 .docx 后再试。")
    types = part_of(archive, "[Content_Types].xml")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise DraftError("文件含有宏，请另存为不含宏的 .docx 后再试。")
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise DraftError("文件带有数字签名，改动会使签名失效，请用未签名的文件。")


def _main_part(archive: zipfile.ZipFile, names: list[str]) -> str:
    found = _MAIN.search(part_of(archive, "_rels/.rels")) if "_rels/.rels" in names else None
    main = found[1].decode("utf-8", "replace").lstrip("/") if found else ""
    if main not in names or not main.endswith(".xml") or not main.startswith("word/"):
        raise DraftError("文件不是有效的 .docx 文档，请用 Word 或 WPS 另存为 .docx 后再试。")
    return main


def part_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """The part of that name, which must be there. Raises DraftError for one that is too large."""
    part = archive.getinfo(name)
    if part.file_size > MOST_IN_PART:
        raise DraftError(f"文件正文超过 {MOST_IN_PART // 2**20} MB，不予打开。")
    with archive.open(part) as file:
        return file.read(part.file_size + 1)
