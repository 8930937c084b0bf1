"""What a file is, by what is in it; and the name under which it is shown and saved."""

import re
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO

IMAGES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Images that browsers show by themselves."""
HEIC = "image/heic"

_OFFICE = "application/vnd.openxmlformats-officedocument"
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    HEIC: (".heic", ".heif"),
    "application/msword": (".doc",),
    "application/vnd.ms-works": (".wps",),
    "application/vnd.ms-excel": (".xls", ".et"),
    "application/vnd.ms-powerpoint": (".ppt", ".dps"),
    f"{_OFFICE}.wordprocessingml.document": (".docx",),
    f"{_OFFICE}.spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}.presentationml.presentation": (".pptx",),
    "application/ofd": (".ofd",),
}
"""Every kind of file that is kept, with the endings a name of it may have."""

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"hevc"})
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMPOUND_SUFFIXES = {
    suffix: kind
    for kind, suffixes in SUFFIXES.items()
    if kind.startswith(("application/ms", "application/vnd.ms"))
    for suffix in suffixes
}
_PACKAGES = {"word/": "wordprocessingml.document", "xl/": "spreadsheetml.sheet"}
_PACKAGES |= {"ppt/": "presentationml.presentation"}
_LONGEST_NAME = 200  # bytes in UTF-8; most systems end at 255
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # control and format characters, lone surrogates
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_ENDING = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,8}$")


def media_type(file: IO[bytes], name: str) -> str | None:
    """What the file is, a key of ``SUFFIXES``; None when it is nothing we keep.

    Only the old Office formats, which share one container, are told apart by the name.
    """
    file.seek(0)
    head = file.read(32)
    file.seek(0)
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    if head.startswith(_COMPOUND):
        return _COMPOUND_SUFFIXES.get(PurePosixPath(name.lower()).suffix)
    if head.startswith(b"PK\x03\x04"):
        return _package(file)
    return None


def _package(file: IO[bytes]) -> str | None:
    """Which kind of office document a ZIP archive is; only its table of contents is read."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    finally:
        file.seek(0)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "OFD.xml" in names:
        return "application/ofd"
    if "[Content_Types].xml" not in names:
        return None
    return next(
        (
            f"{_OFFICE}.{kind}"
            for folder, kind in _PACKAGES.items()
            if any(name.startswith(folder) for name in names)
        ),
        None,
    )


def shown_name(name: str, kind: str = "") -> str:
    """The sender's name of a file without any folder, fit for a page, a header and a disk.

    Nothing in it is invisible or turns the direction of writing. With a ``kind`` it ends as files of that
    kind do: what is saved under it opens as what it is, whatever it was called (``x.php`` → ``x.php.jpg``).
    """
    line = " ".join(name.split())
    last = PureWindowsPath(PurePosixPath(line).name).name
    seen = "".join(each for each in last if unicodedata.category(each) not in _UNSEEN)
    plain = _FORBIDDEN.sub("_", seen).strip(". ")
    ending = _ENDING.search(plain)
    stem, suffix = (plain[: ending.start()], ending[0]) if ending else (plain, "")
    if kind and suffix.lower() not in SUFFIXES[kind]:
        stem, suffix = f"{stem}{suffix}", SUFFIXES[kind][0]
    cut = stem.encode()[: _LONGEST_NAME - len(suffix)].decode(errors="ignore").strip(". ")
    return f"{cut or '未命名文件'}{suffix}"


def made_name(title: str) -> str:
    """The name of a file made under a title, in which a stroke divides no folders: 党建/业务总结.docx."""
    return shown_name(re.sub(r"[\\/]", "_", title))
