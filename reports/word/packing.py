"""A Word document as the bytes of a file that tells nothing but whose it is."""

import io
import zipfile
from datetime import UTC, datetime

from docx.document import Document as WordDocument

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LONGEST = 255  # characters of a property


def packed(word: WordDocument, title: str, organization: str, moment: datetime) -> bytes:
    """The file, dated ``moment``. The same document gives the same bytes, whenever and wherever."""
    made = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    properties = word.core_properties
    properties.title = title[:_LONGEST]
    properties.author = properties.last_modified_by = organization[:_LONGEST]
    properties.created = properties.modified = made
    properties.language = "zh-CN"
    properties.revision = 1
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    file = io.BytesIO()
    word.save(file)
    return _stable(file.getvalue())


def _stable(package: bytes) -> bytes:
    """The same package with one fixed date on every part."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, source.read(name))
    return target.getvalue()
