"""Records of the old binary format, in a container that holds."""

import struct
from random import Random

from branches.importing.workbook.child.compound import CompoundFile
from tests.importing.fuzz.mutated import EVERYTHING, Mutated, Row, some_base
from tests.importing.workbooks import compound

Record = tuple[int, bytes]
BOF, BOUNDSHEET, MERGED = 0x0809, 0x0085, 0x00E5
CELLS = frozenset({0x0203, 0x0204, 0x0205, 0x0006, 0x00FD, 0x027E, 0x00BD})
NUMBERS = [
    0x0000,
    0x0001,
    0x000A,
    0x002F,
    0x0042,
    0x0055,
    0x0085,
    0x00FC,
    0x00FD,
    0x003C,
    0x0809,
    0x0022,
    0x00E5,
    0xFFFF,
]


def mutate(chance: Random) -> Mutated:
    base = some_base(chance, "xls")
    records = _records(CompoundFile(base.data).stream("Workbook"))
    how = chance.choice([*_ON_CELLS, *_ON_CELLS, _renumber, _remove_any, _offset, _length, _longer])
    touched: frozenset[Row] | None = frozenset()
    if how in _ON_CELLS:
        sheets = list(base.known.sheets)
        cells = _cells(records, sheets)
        index = chance.choice(list(cells))
        touched = frozenset({cells[index]} | how(chance, records, index, cells))
    elif how(chance, records):
        touched = EVERYTHING
    if how is not _offset:
        _set_offsets(records)
    stream = b"".join(struct.pack("<HH", number, len(body)) + body for number, body in records)
    if how is _length:
        stream = _with_a_wrong_length(chance, stream)
    is_data = all(base.is_data(row) for row in touched or ())
    return Mutated(base, compound({"Workbook": stream}), how.__name__, touched if is_data else EVERYTHING)


def _records(stream: bytes) -> list[Record]:
    """The records up to the last end; what fills the sector behind it is none."""
    found, place = [], 0
    while place + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, place)
        if number == 0:
            break
        found.append((number, stream[place + 4 : place + 4 + length]))
        place += 4 + length
    return found


def _cells(records: list[Record], sheets: list[str]) -> dict[int, Row]:
    """Which records are cells, and of which row."""
    found, sheet = {}, -2
    for index, (number, body) in enumerate(records):
        sheet += number == BOF
        if number in CELLS and sheet >= 0:
            found[index] = (sheets[sheet], struct.unpack_from("<H", body)[0] + 1)
    return found


def _set_offsets(records: list[Record]) -> None:
    starts, place = [], 0
    for number, body in records:
        if number == BOF:
            starts.append(place)
        place += 4 + len(body)
    sheets = [index for index, (number, _) in enumerate(records) if number == BOUNDSHEET]
    for index, start in zip(sheets, starts[1:], strict=False):
        records[index] = (BOUNDSHEET, struct.pack("<I", start) + records[index][1][4:])


def _body(chance: Random, records: list[Record], index: int, cells: dict[int, Row]) -> set[Row]:
    """Other content of the cell, its place kept."""
    number, body = records[index]
    changed = bytearray(body)
    for _ in range(chance.choice([1, 2, 8])):
        changed[chance.randrange(4, len(changed))] = chance.randrange(256)
    records[index] = (number, bytes(changed))
    return set()


def _row_or_column(chance: Random, records: list[Record], index: int, cells: dict[int, Row]) -> set[Row]:
    number, body = records[index]
    sheet, row = cells[index]
    moved = chance.choice([row - 1, row + 7, 0, 0xFFFF, 300])
    column = chance.choice([*struct.unpack_from("<H", body, 2), 0, 9, 255, 256, 0xFFFF])
    records[index] = (number, struct.pack("<HH", moved, column) + body[4:])
    return {(sheet, moved + 1)}


def _remove(chance: Random, records: list[Record], index: int, cells: dict[int, Row]) -> set[Row]:
    del records[index]
    return set()


def _double(chance: Random, records: list[Record], index: int, cells: dict[int, Row]) -> set[Row]:
    records.insert(index, records[index])
    return set()


def _exchange(chance: Random, records: list[Record], index: int, cells: dict[int, Row]) -> set[Row]:
    """Two cells in another order: their places stand in them."""
    other = chance.choice(list(cells))
    records[index], records[other] = records[other], records[index]
    return {cells[other]}


def _retype(chance: Random, records: list[Record], index: int, cells: dict[int, Row]) -> set[Row]:
    records[index] = (chance.choice([*CELLS, 0x0201, 0x00BE]), records[index][1])
    return set()


def _shorten(chance: Random, records: list[Record], index: int, cells: dict[int, Row]) -> set[Row]:
    number, body = records[index]
    records[index] = (number, body[: chance.randrange(len(body))])
    return set()


_ON_CELLS = (_body, _row_or_column, _remove, _double, _exchange, _retype, _shorten)


def _renumber(chance: Random, records: list[Record]) -> bool:
    index = _no_cell(chance, records)
    number, body = records[index]
    meant = _is_meant_otherwise(records, index, number)
    records[index] = (chance.choice(NUMBERS), body)
    return meant


def _remove_any(chance: Random, records: list[Record]) -> bool:
    index = _no_cell(chance, records)
    meant = _is_meant_otherwise(records, index, records[index][0])
    del records[index]
    return meant


def _no_cell(chance: Random, records: list[Record]) -> int:
    return chance.choice([index for index, (number, _) in enumerate(records) if number not in CELLS])


def _is_meant_otherwise(records: list[Record], index: int, number: int) -> bool:
    """Whether without this record it is another file: fewer sheets, other formats, nothing merged."""
    sheets = [index for index, (number, _) in enumerate(records) if number == BOF][1:]
    return index < sheets[0] or number in (BOF, MERGED)


def _longer(chance: Random, records: list[Record]) -> bool:
    index = chance.randrange(len(records))
    number, body = records[index]
    records[index] = (number, body + chance.randbytes(chance.choice([1, 10, 8000])))
    return number == MERGED


def _offset(chance: Random, records: list[Record]) -> bool:
    """Where a sheet is said to begin: somewhere else."""
    _set_offsets(records)
    index = chance.choice([index for index, (number, _) in enumerate(records) if number == BOUNDSHEET])
    start = chance.choice([0, 4, 3, 0xFFFFFFFF, 0x7FFFFFFF, chance.randrange(5000)])
    records[index] = (BOUNDSHEET, struct.pack("<I", start) + records[index][1][4:])
    return False


def _length(chance: Random, records: list[Record]) -> bool:
    """Done on the stream, see ``_with_a_wrong_length``."""
    return False


def _with_a_wrong_length(chance: Random, stream: bytes) -> bytes:
    """One record that says it is longer or shorter than it is: what follows is no record any more."""
    places, place = [], 0
    while place + 4 <= len(stream):
        places.append(place)
        place += 4 + struct.unpack_from("<H", stream, place + 2)[0]
    changed = bytearray(stream)
    struct.pack_into(
        "<H", changed, chance.choice(places) + 2, chance.choice([0, 1, 3, 12, 300, 8224, 0xFFFF])
    )
    return bytes(changed)
