"""A spreadsheet file, given as bytes, read in a limited child process into sheets of rows.

calamine ends the whole process on some hostile sheets, and no exception can be caught from that; hence the
child. Its output goes through a file, so the rows of a long sheet never stand in this process's memory all
at once.
"""

import json
import os
import subprocess  # noqa: S404 - starts this very interpreter with fixed arguments
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from .child import limits

TIMEOUT_SECONDS = limits.CPU_SECONDS
MAX_FILE_BYTES = 50 * 2**20

_ROOT = str(Path(__file__).resolve().parent.parent.parent)
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from branches.importing.child.main import main; main()"
)
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。"

REASONS = {
    "empty": "这个文件是空的。",
    "not_workbook": "这不是 Excel 或 WPS 表格文件。" + _SAVE_AS,
    "html": "这个文件虽然叫表格，内容却是网页（HTML）。" + _SAVE_AS,
    "text": "这个文件虽然叫表格，内容却是纯文本（CSV 等）。" + _SAVE_AS,
    "xml_2003": "这是“XML 表格 2003”格式。" + _SAVE_AS,
    "pdf": "这是 PDF 文件，不是表格。请上传原来的 Excel 文件。",
    "word": "这是 Word 文档，不是表格。请把其中的表格复制到 Excel 后再上传。",
    "xlsb": "这是二进制工作簿（.xlsb）。" + _SAVE_AS,
    "password": "这个文件设了打开密码。请去掉密码后再上传。",
    "damaged": "这个文件已损坏或不完整，打不开。请用 Excel 打开确认后另存一份再上传。",
    "entities": "这个文件含有 Excel 不会写入的内容，为安全起见不予打开。" + _SAVE_AS,
    "too_big": "表格太大，或者在很远的行列有零散内容。请删去台账以外的行和列，或分成几个文件再上传。",
    "too_slow": f"读这个文件超过了 {TIMEOUT_SECONDS} 秒。请分成几个较小的文件再上传。",
    "too_many_rows": f"表格超过 {limits.MAX_ROWS:,} 行。请分成几个文件再上传。",
    "too_many_sheets": f"工作表超过 {limits.MAX_SHEETS} 张。请分成几个文件再上传。",
    "too_wide": f"第 {limits.MAX_COLUMNS} 列之后还有内容，不像台账。请删去多余的列。",
    "file_too_big": f"文件超过 {MAX_FILE_BYTES // 2**20} MB。请分成几个文件再上传。",
}


class WorkbookError(Exception):
    """A file that is not read.

    ``str()`` is one Chinese sentence for the user, ``code`` a key of ``REASONS``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code])
        self.code = code


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that is not empty but has no value: an Excel error, a formula never computed, a text without
    end.
    """

    shown: str

    @property
    def message(self) -> str:
        if self.shown == "formula":
            return "公式没有计算结果，请在 Excel 中打开、保存后再上传。"
        if self.shown == "too_long":
            return f"超过 {limits.MAX_TEXT:,} 个字，请缩短。"
        return f"单元格是错误值 {self.shown}，请在 Excel 中改正。"


Cell = None | str | bool | int | float | date | datetime | time | timedelta | Unreadable


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; Excel's row numbers, zero-based columns, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet.

    ``problem``: a Chinese reason why it has no rows; ``since_1904``: serials count from 1904.
    """

    name: str
    hidden: bool
    since_1904: bool
    merges: list[Merge]
    problem: str | None
    row_count: int = 0
    _spool: IO[bytes] | None = field(default=None, repr=False)
    _start: int = 0

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Rows with content:

        Excel's row number and the cells from column A, without empty ones at the end.
        """
        if self._spool is None:
            return
        position = self._start
        for _ in range(self.row_count):
            self._spool.seek(position)
            line = self._spool.readline()
            position += len(line)
            _, number, cells = json.loads(line)
            yield number, [_decoded(cell) if type(cell) is list else cell for cell in cells]


class Workbook:
    """The sheets of a file. Closes its spool file at the end of the ``with`` block."""

    def __init__(self, sheets: list[Sheet], spool: IO[bytes]) -> None:
        self.sheets = sheets
        self._spool = spool

    def close(self) -> None:
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_workbook(data: bytes) -> Workbook:
    """Read an .xlsx, .xlsm, .xls, .et or .ods by its content.

    Raises WorkbookError, and nothing else, on any file.
    """
    if len(data) > MAX_FILE_BYTES:
        raise WorkbookError("file_too_big")
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        spool = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the workbook
        try:
            _run_child(source, spool)
            return Workbook(_index(spool), spool)
        except WorkbookError:
            spool.close()
            raise


def _run_child(source: IO[bytes], spool: IO[bytes]) -> None:
    try:
        ended = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", _PROGRAM, _ROOT],
            stdin=source,
            stdout=spool,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            env={"PATH": os.defpath, "RUST_BACKTRACE": "0", **_system_environment()},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookError("too_slow") from error
    if ended.returncode in (
        -24,
        -9,
    ):  # SIGXCPU; SIGKILL comes from the system when it is short of memory or time
        raise WorkbookError("too_slow" if ended.returncode == -24 else "too_big")
    if ended.returncode in (-6, -25, -11):  # SIGABRT: an allocation failed; SIGXFSZ: too much output; a crash
        raise WorkbookError("too_big" if ended.returncode != -11 else "damaged")
    if ended.returncode != 0:
        raise WorkbookError("damaged")


def _system_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}


def _index(spool: IO[bytes]) -> list[Sheet]:
    """Walk the child's lines once and note where each sheet begins. Anything but a clean end is an error."""
    try:
        return _sheets(spool)
    except (ValueError, TypeError, LookupError) as error:  # not the lines that the child writes
        raise WorkbookError("damaged") from error


def _sheets(spool: IO[bytes]) -> list[Sheet]:
    sheets: list[Sheet] = []
    spool.seek(0)
    position = 0
    complete = False
    for line in spool:
        position += len(line)
        if line.startswith(b'["row",'):
            sheets[-1].row_count += 1
            continue
        kind, *rest = json.loads(line)
        if kind == "refused":
            raise WorkbookError(rest[0])
        if kind == "sheet":
            sheets.append(_sheet(rest[0], spool, position))
        complete = kind == "end"
    if not complete:
        raise WorkbookError("damaged")
    return sheets


def _sheet(head: dict[str, Any], spool: IO[bytes], start: int) -> Sheet:
    merges = [Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in head["merges"]]
    problem = head.get("problem")
    return Sheet(
        name=head["name"],
        hidden=head["hidden"],
        since_1904=head["since_1904"],
        merges=merges,
        problem=REASONS[problem] if problem else None,
        _spool=spool,
        _start=start,
    )


def _decoded(cell: list[Any]) -> Cell:
    tag, value = cell
    if tag == "d":
        return date.fromisoformat(value)
    if tag == "t":
        return datetime.fromisoformat(value)
    if tag == "h":
        return time.fromisoformat(value)
    if tag == "p":
        return timedelta(seconds=value)
    return Unreadable(value)
