"""One column for everything: 处分种类 with party sanctions, administrative ones and measures mixed."""

import re
from dataclasses import dataclass

from branches.importing.cells.choices import compact
from branches.importing.cells.text import CellError, folded, read_text, says_nothing
from branches.importing.cells.vocabularies import ADMINISTRATIVE_SANCTIONS, MEASURES, PARTY_SANCTIONS
from branches.importing.workbook.sheets import Cell

_PARTY = re.compile(r"党内|党纪|党籍|留党")
_ADMINISTRATIVE = re.compile(r"政务|行政|政纪|公职")


@dataclass(frozen=True, slots=True)
class Sanction:
    party: str = ""
    administrative: str = ""
    measure: str = ""


def read_sanction(cell: Cell, header: str = "") -> Sanction:
    """What was imposed. ``header`` decides where the word alone does not (警告 stands in both lists).

    Raises CellError on a bare 警告 or 开除 under a header that says neither, and on two sanctions of one
    sort.
    """
    if says_nothing(cell):
        return Sanction()
    found: dict[str, str] = {}
    text = folded(read_text(cell))
    for piece in re.split(r"[、,;/+\n和及并]+", text):
        if not compact(piece):
            continue
        sort, value = _one(compact(piece), compact(header))
        if found.get(sort, value) != value:
            raise CellError(f"“{text[:20]}”里有两种同类的处分。请分开填写。")
        found[sort] = value
    return Sanction(found.get("party", ""), found.get("administrative", ""), found.get("measure", ""))


def _one(piece: str, header: str) -> tuple[str, str]:
    party, administrative = bool(_PARTY.search(piece)), bool(_ADMINISTRATIVE.search(piece))
    if not party and not administrative:
        party, administrative = bool(_PARTY.search(header)), bool(_ADMINISTRATIVE.search(header))
    in_party, in_administrative = (
        PARTY_SANCTIONS.understands(piece),
        ADMINISTRATIVE_SANCTIONS.understands(piece),
    )
    if in_party and in_administrative and party == administrative:
        raise CellError(f"“{piece[:10]}”分不清是党纪处分还是政务处分。请写明，如“党内警告”。")
    if in_party and (party or not in_administrative):
        return "party", PARTY_SANCTIONS.read(piece)
    if in_administrative:
        return "administrative", ADMINISTRATIVE_SANCTIONS.read(piece)
    if MEASURES.understands(piece):
        return "measure", MEASURES.read(piece)
    if "留党察看" in piece:
        raise CellError("留党察看没有写明一年还是二年。")
    raise CellError(f"“{piece[:15]}”不是已知的处分或处理方式。请写全称，如“党内严重警告”“诫勉”。")
