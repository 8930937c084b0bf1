"""Files as people send them."""

import io
import zipfile
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n%%EOF"


def photo(
    form: str = "JPEG",
    size: tuple[int, int] = (60, 40),
    color: Any = (90, 120, 60),
    mode: str = "RGB",
    **saved: Any,
) -> bytes:
    """A picture of one colour, or of what ``color`` is when it is a picture itself."""
    picture = color if isinstance(color, Image.Image) else Image.new(mode, size, color)
    made = io.BytesIO()
    picture.save(made, form, **saved)
    return made.getvalue()


def package(*names: str) -> bytes:
    """A ZIP archive with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
