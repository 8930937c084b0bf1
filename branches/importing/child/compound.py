"""Legacy .xls and .et: the compound file and the records calamine does not pass on.

calamine turns a cell that holds an error value (#N/A, #DIV/0!) into an empty one. An empty cell and a
broken one must not look alike to an importer, so the BIFF records are walked once for error cells. Layout:
MS-CFB, MS-XLS.
"""

import struct

from .limits import Refused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA  # this and every number above it is no sector
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Flaws = dict[tuple[int, int], str]


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


def inspect(data: bytes) -> tuple[dict[int, Flaws], bool]:
    """Error cells by sheet position (zero-based row and column) and whether dates count from 1904.

    Raises Refused: "password", "word", "not_workbook" or "damaged".
    """
    file = CompoundFile(data)
    if "EncryptedPackage" in file or "EncryptionInfo" in file:
        raise Refused("password")
    name = next((name for name in ("Workbook", "WORKBOOK", "Book", "BOOK") if name in file), None)
    if name is None:
        raise Refused("word" if "WordDocument" in file else "not_workbook")
    return _walk(file.stream(name))


def _walk(stream: bytes) -> tuple[dict[int, Flaws], bool]:
    flaws: dict[int, Flaws] = {}
    starts: list[int] = []
    since_1904, sheet, position, depth = False, -1, 0, 0
    while position + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, position)
        body = stream[position + 4 : position + 4 + length]
        if record == 0x0809:  # BOF: a sheet begins, or a chart inside it
            sheet = starts.index(position) if position in starts else sheet
            depth += 1
        elif record == 0x000A:  # EOF
            depth -= 1
        elif record == 0x002F:  # FILEPASS
            raise Refused("password")
        elif record == 0x0022 and len(body) >= 2:  # DATE1904
            since_1904 = body[0] == 1
        elif record == 0x0085 and len(body) >= 4:  # BOUNDSHEET
            starts.append(struct.unpack_from("<I", body)[0])
        elif record == 0x0205 and len(body) >= 8 and body[7] == 1:  # BOOLERR
            row, column = struct.unpack_from("<HH", body)
            flaws.setdefault(sheet, {})[row, column] = _ERRORS.get(body[6], "#N/A")
        elif record == 0x0006 and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:  # FORMULA
            row, column = struct.unpack_from("<HH", body)
            flaws.setdefault(sheet, {})[row, column] = _ERRORS.get(body[8], "#N/A")
        position += 4 + length
    return flaws, since_1904
