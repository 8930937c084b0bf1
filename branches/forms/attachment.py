"""Files that come with a record: what they may be is decided by what is in them."""

import hashlib
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from branches.forms.fields import dress
from branches.forms.text import tidy_line
from branches.models import Attachment

LARGEST = 20 * 1024 * 1024
MOST_AT_ONCE = 20
WELCOME = "PDF、Word、Excel、PPT、WPS、OFD 文件，或 JPG、PNG、GIF、WebP、HEIC 照片"

IMAGES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
"""Images a browser shows by itself."""

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_OFFICE_SUFFIXES = {
    ".doc": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".xls": "application/vnd.ms-excel",
    ".et": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".dps": "application/vnd.ms-powerpoint",
}
_PACKAGES = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def media_type(file: UploadedFile) -> str | None:
    """What the file is, by its content; None when it is nothing we keep."""
    file.seek(0)
    head = file.read(32)
    file.seek(0)
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc"}:
        return "image/heic"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OFFICE_SUFFIXES.get(PurePosixPath(str(file.name).lower()).suffix)
    if head.startswith(b"PK\x03\x04"):
        return _package(file)
    return None


def _package(file: UploadedFile) -> str | None:
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
        (kind for folder, kind in _PACKAGES.items() if any(name.startswith(folder) for name in names)), None
    )


def shown_name(name: str) -> str:
    """The sender's name of the file without any folder, fit for a header and a page."""
    last = PureWindowsPath(PurePosixPath(tidy_line(name)).name).name
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", last).strip(". ")[-200:] or "未命名文件"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept, and what was found out about it."""

    file: UploadedFile
    name: str
    media_type: str
    sha256: str


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; each is judged, and the refusal names the file."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError("请选择要上传的文件。")
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(f"一次最多上传 {MOST_AT_ONCE} 个文件。")
        accepted, wrong = [], []
        for file in files:
            name = shown_name(str(file.name))
            kind = None if file.size > LARGEST or not file.size else media_type(file)
            if file.size > LARGEST:
                wrong.append(f"“{name}”有 {file.size / 1024 / 1024:.1f} MB，超过 20 MB，请压缩后再上传。")
            elif not file.size:
                wrong.append(f"“{name}”是空文件。")
            elif kind is None:
                wrong.append(f"“{name}”的类型不能识别，可以上传{WELCOME}。")
            else:
                digest = hashlib.sha256()
                for chunk in file.chunks():
                    digest.update(chunk)
                file.seek(0)
                accepted.append(Accepted(file, name, kind, digest.hexdigest()))
        if wrong:
            raise forms.ValidationError(wrong)
        return accepted


class AttachmentForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(label="附件类型", choices=Attachment.Kind.choices, initial=Attachment.Kind.OTHER)
    uploads = ManyFilesField(label="文件", help_text=f"可以一次选多个，每个不超过 20 MB。支持{WELCOME}。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        dress(self)
        self.fields["kind"].error_messages["invalid_choice"] = "请从列表中选择附件类型。"
