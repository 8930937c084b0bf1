"""Files made for whoever asks: always saved to disk, never shown by the browser.

Titles and names that people typed stand in the names of the files: what is invisible in them, or turns the
direction of writing, does not.
"""

import io
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from django.http import FileResponse

from branches.filetypes import made_name

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, name: str, kind: str = WORD) -> FileResponse:
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=made_name(name), content_type=kind)


def workbook(name: str, write: Callable[[BinaryIO], object]) -> FileResponse:
    """What ``write`` puts into the file it is given; it stays on disk, however large it is."""
    file = TemporaryFile()  # noqa: SIM115 - closed with the response
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=made_name(name), content_type=EXCEL)
