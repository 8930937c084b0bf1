"""The archive: a ZIP file that appears whole or not at all, and is read with distrust."""

import errno
import hashlib
import json
import os
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from branches.backup import Refused, manifest
from branches.backup.manifest import Manifest, Member

CHUNK = 1024 * 1024
LONGEST_LINE = 64 * 1024 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024
HIGHEST_RATIO = 200
"""Text of a ledger shrinks to a tenth or a thirtieth; what shrinks further is a bomb."""
SMALL = CHUNK  # below this size the ratio does not matter

DAMAGED = "备份文件已损坏或不完整，没有恢复任何内容。"
_PART = re.compile(r"[^\\/:*?\"<>|\x00-\x1f\x7f]{1,200}")


class Writer:
    """Adds members one after another and notes size and SHA-256 of each."""

    def __init__(self, target: zipfile.ZipFile) -> None:
        self._zip = target
        self.members: dict[str, Member] = {}

    def add(self, name: str, chunks: Iterable[bytes], *, packed: bool) -> None:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.members[name] = Member(size, digest.hexdigest())

    def finish(self, what: Manifest) -> None:
        what.members = self.members
        self._zip.writestr(manifest.NAME, json.dumps(what.as_json(), ensure_ascii=False, indent=1))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A writer for the archive at ``path``, which is there only after everything was written and read back.

    Readable by its owner alone: it holds everything, the inspector's rows and password digests included.
    """
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
                yield Writer(target)
            file.flush()
            os.fsync(file.fileno())
        with Archive(Path(draft)) as written:
            written.verify()
        os.replace(draft, path)
    finally:
        Path(draft).unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_safe(name: str) -> bool:
    """Whether a name in the archive stays below where it is put, on every system."""
    parts = name.split("/")
    return 2 <= len(parts) <= 12 and all(
        _PART.fullmatch(part) and part.strip(". ") == part and part for part in parts
    )


@contextmanager
def distrust(told: str = DAMAGED) -> Iterator[None]:
    """Whatever a broken or made-up archive makes the readers raise is one refusal."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.EINVAL:  # a position before the beginning; anything else is the disk's fault
            raise
        raise Refused(told) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        KeyError,
        IndexError,
        ValueError,  # JSON and text that is none, numbers out of range
        OverflowError,
        RecursionError,
        RuntimeError,  # encrypted members
        NotImplementedError,  # unknown compression
    ) as error:
        raise Refused(told) from error


class Archive:
    """An archive opened for reading. Raises Refused for anything that is not a sound backup."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with distrust("这不是支部台账的备份文件，或者文件不完整。"):
            self._zip = zipfile.ZipFile(path)
        with distrust():
            try:
                self.manifest = self._read_manifest()
                self._check_members()
            except BaseException:
                self._zip.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _read_manifest(self) -> Manifest:
        if manifest.NAME not in self._zip.namelist():
            raise Refused("这不是支部台账的备份文件。")
        info = self._zip.getinfo(manifest.NAME)
        if info.file_size > LARGEST_MANIFEST:
            raise Refused(DAMAGED)
        with self._zip.open(info) as file:
            return manifest.read(loads(file.read(LARGEST_MANIFEST + 1)))

    def _check_members(self) -> None:
        """Exactly the members of the manifest, each once, harmlessly named, neither bombs nor overlapping."""
        infos = self._zip.infolist()
        names = [info.filename for info in infos if info.filename != manifest.NAME]
        if len(infos) != len(names) + 1 or len({name.casefold() for name in names}) != len(names):
            raise Refused("备份文件中有重复的内容，已拒绝。")
        if set(names) != set(self.manifest.members):
            raise Refused("备份文件的内容与目录不符，可能被改动过或不完整。")
        if not all(is_safe(name) and name.startswith(("data/", "files/")) for name in names):
            raise Refused("备份文件中有不安全的文件名，已拒绝。")
        for info in infos:
            known = self.manifest.members.get(info.filename)
            if known is not None and known.size != info.file_size:
                raise Refused(DAMAGED)
            if info.file_size > max(SMALL, HIGHEST_RATIO * info.compress_size):
                raise Refused("备份文件的压缩比异常，可能是恶意文件，已拒绝。")
        if sum(info.compress_size for info in infos) > self.path.stat().st_size:
            raise Refused(DAMAGED)

    def verify(self) -> None:
        """Read every member to its end and compare it with the manifest."""
        for name, known in self.manifest.members.items():
            digest = hashlib.sha256()
            for chunk in self.chunks(name):
                digest.update(chunk)
            if digest.hexdigest() != known.sha256:
                raise Refused(DAMAGED)

    def chunks(self, name: str) -> Iterator[bytes]:
        with distrust(), self._zip.open(name) as member:
            yield from iter(lambda: member.read(CHUNK), b"")

    def lines(self, name: str) -> Iterator[Any]:
        """The values of a member with one JSON value a line."""
        with distrust(), self._zip.open(name) as member:
            yield from map(loads, _lines(member))

    def data_names(self) -> list[str]:
        return [name for name in self.manifest.members if name.startswith("data/")]

    def file_names(self) -> list[str]:
        """Stored files by their path below the folder of files."""
        return sorted(
            name.removeprefix("files/") for name in self.manifest.members if name.startswith("files/")
        )


def _lines(member: IO[bytes]) -> Iterator[bytes]:
    while line := member.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise ValueError("line too long")
        yield line


def loads(text: bytes) -> Any:
    """JSON without the words that are none (NaN, Infinity); ValueError otherwise."""
    return json.loads(text.decode("utf-8"), parse_constant=_no_constant)


def _no_constant(word: str) -> None:
    raise ValueError(word)
