"""Legacy .xls and .et: the compound file and the records calamine does not pass on.

calamine turns a cell that holds an error value (#N/A, #DIV/0!) into an empty one. An empty cell and a
broken one must not look alike to an importer, so the BIFF records are walked once: for error cells, for dates
that show no day, for rows that are hidden or struck through. Layout: MS-CFB, MS-XLS.
"""

import struct
from collections.abc import Iterator

from .facts import BUILT_IN, LINKS, MACROS, SheetFacts, shown_alone
from .limits import Refused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA  # this and every number above it is no sector
_BOF, _EOF = 0x0809, 0x000A
_FILEPASS, _DATE1904, _BOUNDSHEET, _SUPBOOK = 0x002F, 0x0022, 0x0085, 0x01AE
_OWN_SHEETS, _FUNCTIONS = b"\x01\x04", b"\x01\x3a"
"""What a _SUPBOOK says in place of another workbook's name."""
_BOOLERR, _FORMULA, _MULRK, _ROW = 0x0205, 0x0006, 0x00BD, 0x0208
_ONE_CELL = frozenset({_BOOLERR, _FORMULA, 0x0203, 0x027E, 0x0204, 0x00FD, 0x00D6})
"""Records of one cell with a value; all begin with its row, its column and its style."""
_FONT, _FORMAT, _XF = 0x0031, 0x041E, 0x00E0
_STRIKEOUT, _NO_HEIGHT = 0x0008, 0x0020
_EMPTY_TEXT = b"\x03"  # as the result of a formula
_WORKSHEET = 0  # among charts, macro sheets and modules
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class CompoundFile:
    """Streams of a compound file by name. Raises Refused("damaged") on any structure that does not hold."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            shift, mini_shift = struct.unpack_from("<HH", data, 30)
            (fat_sectors,) = struct.unpack_from("<I", data, 44)
            (directory,) = struct.unpack_from("<I", data, 48)
            self._mini_cutoff, mini_fat = struct.unpack_from("<II", data, 56)
            difat, _ = struct.unpack_from("<II", data, 68)
            if shift not in (9, 12) or mini_shift != 6 or fat_sectors > len(data) >> shift:
                raise Refused("damaged")
            self._sector, self._mini_sector = 1 << shift, 1 << mini_shift
            self._fat = self._table(self._fat_sectors(difat, fat_sectors))
            self._entries = self._read_directory(self._chain(directory))
            self._mini_fat = self._table(self._sectors_from(mini_fat))
        except struct.error as error:
            raise Refused("damaged") from error

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        block = self._data[start : start + self._sector]
        if not block:
            raise Refused("damaged")
        return block

    def _fat_sectors(self, difat: int, count: int) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        per_block = self._sector // 4 - 1
        for _ in range(count // per_block + 1):
            if difat >= _END_OF_CHAIN:
                break
            block = self._at(difat)
            *more, difat = struct.unpack(f"<{per_block + 1}I", block)
            sectors += more
        return [sector for sector in sectors if sector < _END_OF_CHAIN][:count]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        joined = b"".join(self._at(sector) for sector in sectors)
        return struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4])

    def _sectors_from(self, sector: int) -> list[int]:
        found: list[int] = []
        while sector < _END_OF_CHAIN:
            if sector >= len(self._fat) or len(found) > len(self._fat):
                raise Refused("damaged")
            found.append(sector)
            sector = self._fat[sector]
        return found

    def _chain(self, sector: int) -> bytes:
        return b"".join(self._at(number) for number in self._sectors_from(sector))

    @staticmethod
    def _read_directory(raw: bytes) -> dict[str, tuple[int, int]]:
        entries: dict[str, tuple[int, int]] = {}
        for start in range(0, len(raw) - 127, 128):
            (length,) = struct.unpack_from("<H", raw, start + 64)
            kind = raw[start + 66]
            if kind not in (2, 5) or not 2 <= length <= 64:
                continue
            name = raw[start : start + length - 2].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", raw, start + 116)
            entries.setdefault("/" if kind == 5 else name, (first, size))
        return entries

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        first, size = self._entries[name]
        if size >= self._mini_cutoff:
            return self._chain(first)[:size]
        pool = self._chain(self._entries["/"][0]) if "/" in self._entries else b""
        blocks: list[bytes] = []
        while first < _END_OF_CHAIN and len(blocks) <= len(self._mini_fat):
            if first >= len(self._mini_fat):
                raise Refused("damaged")
            blocks.append(pool[first * self._mini_sector : (first + 1) * self._mini_sector])
            first = self._mini_fat[first]
        return b"".join(blocks)[:size]


def inspect(data: bytes) -> tuple[dict[int, SheetFacts], bool, list[str]]:
    """What each sheet shows, by its position, whether dates count from 1904, and what stands beside the
    sheets.

    Raises Refused: "password", "word", "not_workbook" or "damaged".
    """
    file = CompoundFile(data)
    if "EncryptedPackage" in file or "EncryptionInfo" in file:
        raise Refused("password")
    name = next((name for name in ("Workbook", "WORKBOOK", "Book", "BOOK") if name in file), None)
    if name is None:
        raise Refused("word" if "WordDocument" in file else "not_workbook")
    stream = file.stream(name)
    starts: list[int | None] = []
    since_1904, styles = False, _Styles()
    beside = {MACROS} if "_VBA_PROJECT_CUR" in file or "VBA" in file else set()
    for record, body in _records(stream, 0):
        if record == _FILEPASS:
            raise Refused("password")
        if record == _DATE1904 and len(body) >= 2:
            since_1904 = body[0] == 1
        elif record == _BOUNDSHEET and len(body) >= 6:
            starts.append(struct.unpack_from("<I", body)[0] if body[5] == _WORKSHEET else None)
        elif record == _SUPBOOK and body[2:4] not in (_OWN_SHEETS, _FUNCTIONS):
            beside.add(LINKS)
        else:
            styles.note(record, body)
    facts = {sheet: _facts(stream, start, styles) for sheet, start in enumerate(starts) if start is not None}
    return facts, since_1904, sorted(beside)


class _Styles:
    """The cell styles of a workbook by their number: ``alone``, what they show of a date, and ``struck``."""

    def __init__(self) -> None:
        self.alone: dict[int, str] = {}
        self.struck: set[int] = set()
        self._count = 0
        self._biff8 = True
        self._struck_fonts: list[bool] = []
        self._shown = dict(BUILT_IN)

    def note(self, record: int, body: bytes) -> None:
        if len(body) < 4:
            return
        first, second = struct.unpack_from("<HH", body)
        if record == _BOF:
            self._biff8 = first != 0x0500
        elif record == _FONT:
            self._struck_fonts.append(bool(second & _STRIKEOUT))
        elif record == _FORMAT:
            self._shown[first] = shown_alone(self._text(body[2:]))
        elif record == _XF:
            if word := self._shown.get(second):
                self.alone[self._count] = word
            font = first - (first > 4)  # there is no font 4
            if font < len(self._struck_fonts) and self._struck_fonts[font]:
                self.struck.add(self._count)
            self._count += 1

    def _text(self, body: bytes) -> str:
        if not self._biff8:
            return body[1:].decode("gb18030", "replace")
        wide = len(body) > 2 and body[2] & 1
        return body[3:].decode("utf-16-le" if wide else "latin-1", "replace")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to the end that belongs to its beginning.

    A record that claims more or less than it holds shifts all that follow it: then the end is not found, and
    rows would be missing without a word. Raises Refused("damaged").
    """
    position, depth = start, 0
    while position + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, position)
        depth += (record == _BOF) - (record == _EOF)
        if depth <= 0:
            break
        yield record, stream[position + 4 : position + 4 + length]
        position += 4 + length
    if position + 4 > len(stream) or record != _EOF:
        raise Refused("damaged")


def _facts(stream: bytes, start: int, styles: _Styles) -> SheetFacts:
    """What the sheet that begins there shows; the cells of a chart inside it belong to it too."""
    facts = SheetFacts()
    for record, body in _records(stream, start):
        if record in _ONE_CELL and len(body) >= 6:
            row, column, style = struct.unpack_from("<HHH", body)
            flaw = _flaw(record, body) or styles.alone.get(style, "")
            if record == _FORMULA and body[6:7] == _EMPTY_TEXT and body[12:14] == b"\xff\xff":
                facts.note_blank(row, column)
            facts.note(row, column, flaw, style in styles.struck)
        elif record == _MULRK and len(body) >= 6:  # numbers side by side: of each its style, then its value
            row, first = struct.unpack_from("<HH", body)
            for place in range((len(body) - 6) // 6):
                (style,) = struct.unpack_from("<H", body, 4 + place * 6)
                facts.note(row, first + place, styles.alone.get(style, ""), style in styles.struck)
        elif record == _ROW and len(body) >= 14 and struct.unpack_from("<H", body, 12)[0] & _NO_HEIGHT:
            facts.hidden.add(struct.unpack_from("<H", body)[0])
    return facts


def _flaw(record: int, body: bytes) -> str:
    """The error value of a cell; empty for any other."""
    if record == _BOOLERR and len(body) >= 8 and body[7] == 1:
        return _ERRORS.get(body[6], "#N/A")
    if record == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#N/A")
    return ""
