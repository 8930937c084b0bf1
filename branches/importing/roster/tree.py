"""A list of organisations put together as a tree: which stands below which, in whatever way the list says it.

A column for the one above, a column for each level, a level as a number, or names that are set in: only
where one of these says it. Otherwise the organisation named for the table, or nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from branches.forms.entries import build_organization
from branches.importing.cells.roster import kind_in_name
from branches.importing.cells.text import NUMERAL, CellError, chinese_number, folded
from branches.importing.roster.counterparts import Doubt, organization_there
from branches.importing.rows.findings import Finding, RowReading
from branches.importing.rows.values import Values
from branches.importing.tables.choosing import UNIT
from branches.importing.tables.fields.roster import LEVELS
from branches.importing.tables.organizations import OrganizationFinder, canonical
from branches.models import Organization
from branches.partialdates import in_words, is_whole

DAYS = ("founded_on", "dissolved_on", "term_ends_on")
_BETWEEN_NAMES = re.compile(r"[、,;/\n]+")
_LEVEL = re.compile(rf"第?(?P<number>\d+|[{NUMERAL}]+)级?(?:党组织|组织|单位)?")
_SET_IN = re.compile(r"[ \t\u3000\xa0]*")
NO_PARENT = "没有写上级党组织，表里也看不出。请写明上级党组织，或在上传时选择。"


@dataclass(slots=True)
class Planned:
    """One row. ``stored`` is there already; ``made`` is it, or the unsaved organisation it would become.

    ``named_above``: the text that names the one above; ``row_above``: the row that is; both empty when
    nothing says it. ``again``: the row before that bears the same name.
    """

    reading: RowReading
    where: str
    name: str
    kind: str
    stored: Organization | None = None
    made: Organization | None = None
    named_above: str = ""
    row_above: "Planned | None" = None
    says_top: bool = False
    again: "Planned | None" = None
    values: Values = field(default_factory=dict)

    @property
    def errors(self) -> bool:
        return bool(self.reading.errors)

    @property
    def wanted(self) -> Organization:
        """What the row says, apart from what is there."""
        return Organization(**as_columns(self.values))

    @property
    def is_new(self) -> bool:
        return self.made is not None and self.stored is None


def planned(reading: RowReading, sheet: str) -> Planned:
    """The row by itself: name, kind, and what it says of the one above."""
    read = reading.read
    levels = [(kind, read[name]) for name, kind in LEVELS.items() if read.get(name)]
    name = _tidy(read.get("name", ""))
    kind = read.get("kind", "")
    if not name and levels:
        level, written = levels[-1]
        name, kind, levels = _tidy(written), kind or level, levels[:-1]
    above = _tidy((read.get("parent") or "").rpartition("：")[2] or (levels[-1][1] if levels else ""))
    if not name:
        reading.fail("name", "没有写党组织名称。")
    kind = kind or kind_in_name(name)
    if name and not kind and not reading.has_error("kind"):
        reading.fail("kind", f"看不出“{name[:30]}”是党委、党总支、党支部还是党小组。请写明类别。")
    where = f"工作表“{sheet}”第 {reading.number} 行"
    return Planned(reading, where, name, kind, named_above="" if above == name else above)


def _tidy(name: str) -> str:
    return " ".join(folded(name).split())


@dataclass(slots=True)
class Brought:
    """The organisations that a file brings, by name, and keys for them that no stored one has."""

    named: dict[str, Planned] = field(default_factory=dict)
    keys: Iterator[int] = field(default_factory=lambda: count(-1, -1))


class Tree:
    """The rows of one table, in their order."""

    def __init__(
        self, rows: Sequence[RowReading], finder: OrganizationFinder, brought: Brought, sheet: str
    ) -> None:
        self._finder = finder
        self._brought = brought
        self.rows = [planned(reading, sheet) for reading in rows]
        self._below_by_level()
        self._below_by_setting_in()

    def _below_by_level(self) -> None:
        """第一级, 第二级: below the nearest row above it of one level less."""
        if not any(each.reading.read.get("level") for each in self.rows):
            return
        last: dict[int, Planned] = {}
        depths = [_level_of(each) for each in self.rows]
        top = min((depth for depth in depths if depth is not None), default=None)
        for each, depth in zip(self.rows, depths, strict=True):
            if depth is None or top is None:
                continue
            last = {number: row for number, row in last.items() if number < depth} | {depth: each}
            if each.named_above:
                continue
            each.says_top = depth == top
            each.row_above = last.get(depth - 1)
            if not each.says_top and each.row_above is None:
                each.reading.fail("level", "上一级在前面的行里没有。请写明上级党组织。")

    def _below_by_setting_in(self) -> None:
        """Names that begin further to the right than the one they belong to."""
        if any(each.named_above or each.row_above or each.says_top for each in self.rows):
            return
        depths = [_set_in(each.reading) for each in self.rows]
        if len(set(depths)) < 2:
            return
        stack: list[tuple[int, Planned]] = []
        for each, depth in zip(self.rows, depths, strict=True):
            beside = depth
            while stack and stack[-1][0] >= depth:
                beside, _ = stack.pop()
            if beside != depth:
                each.reading.fail("name", "名称缩进的层次看不清。请写明上级党组织。")
            each.row_above = stack[-1][1] if stack else None
            each.says_top = not stack
            stack.append((depth, each))

    def resolve(self, *, roots_allowed: bool) -> None:
        """Find what is there already, put the others below theirs, and check them.

        ``roots_allowed``: whether the topmost may stand below nothing.
        """
        for each in self.rows:
            self._identify(each)
        planned = (each.made for each in self._brought.named.values() if each.made is not None)
        everything = OrganizationFinder([*self._finder.by_key.values(), *planned])
        for each in self.rows:
            if each.made is not None:
                self._place(each, everything, roots_allowed)
        self._refuse_circles()
        for each in self.rows:
            if each.is_new and not each.errors:
                self._check(each)

    def _identify(self, row: Planned) -> None:
        if not row.name:
            return
        try:
            row.stored = organization_there(row.name, self._finder)
        except Doubt as doubt:
            row.reading.fail("name", str(doubt))
            return
        row.values = _values(row)
        if row.stored is not None:
            row.made = row.stored
            return
        earlier = self._brought.named.setdefault(canonical(row.name), row)
        if earlier is not row:
            row.again = earlier
        row.made = Organization(pk=next(self._brought.keys), **as_columns(row.values))

    def _place(self, row: Planned, everything: OrganizationFinder, roots_allowed: bool) -> None:
        above: Organization | None = row.reading.read.get("above")
        if row.row_above is not None:
            above = row.row_above.made
        elif row.named_above:
            try:
                above = everything.find(row.named_above)
            except CellError as error:
                row.reading.fail("parent", str(error))
                return
        elif row.is_new and row.says_top and above is not None and row.kind == above.kind == "committee":
            row.reading.fail(
                "name", f"看不出它与“{above.name}”的关系。如就是它，请写成这个名称；否则请写明上级党组织。"
            )
        elif row.is_new and above is None and not (roots_allowed and row.says_top):
            row.reading.errors.append(Finding("", NO_PARENT, asks=UNIT))
        if row.stored is not None:
            self._compare_places(row, above)
        elif row.made is not None and above is not None:
            row.made.parent = above
            row.values["parent"] = above.name

    def _compare_places(self, row: Planned, above: Organization | None) -> None:
        """An organisation that is there keeps its place; under a name of its own it may be another one."""
        stored = row.stored
        assert stored is not None  # noqa: S101 - the caller looked
        says_above = bool(row.named_above or row.row_above)
        if not says_above or above is None or stored.parent_id == above.pk:
            return
        if stored.name == row.name:
            row.reading.remark("parent", f"已登记的上级是“{stored.parent}”，本行写的是“{above}”，没有改动。")
        else:
            row.reading.fail(
                "name",
                f"已有“{stored.name}”，上级是“{stored.parent}”，与本行不同。如是另一个党组织，请写全称。",
            )

    def _refuse_circles(self) -> None:
        by_key = {each.made.pk: each for each in self.rows if each.is_new and each.made is not None}
        for each in by_key.values():
            seen: set[int] = set()
            key = each.made.pk if each.made is not None else 0
            while key in by_key and key not in seen:
                seen.add(key)
                above = by_key[key].made
                key = (above.parent_id if above is not None else None) or 0
            if key in seen:
                each.reading.fail("parent", "上级党组织绕了一圈又回到自己，请核对。")

    def _check(self, row: Planned) -> None:
        assert row.made is not None  # noqa: S101 - the caller looked
        built = build_organization(as_columns(row.values), stored=row.made)
        for name, sentences in built.errors.items():
            for sentence in sentences:
                row.reading.fail(name, sentence)


def _values(row: Planned) -> Values:
    read = row.reading.read
    values: Values = {"name": row.name}
    if row.kind:
        values["kind"] = row.kind
    if read.get("short_name"):
        values["short_name"] = _tidy(read["short_name"])
    if read.get("former_names"):
        parts = (_tidy(part) for part in _BETWEEN_NAMES.split(read["former_names"]))
        values["former_names"] = [part for part in parts if part]
    for name in DAYS:
        if (found := read.get(name)) is not None and is_whole(found.known):
            values[name] = found.known
        elif found is not None:
            row.reading.remark(name, f"只写到{in_words(found.known)}，没有记入。知道是哪一天后请补上。")
    if (found := read.get("term_years")) is not None:
        number, unit = found
        if unit not in ("", "年") or number != int(number):
            row.reading.fail("term_years", "请写任期的年数，如 3。")
        else:
            values["term_years"] = int(number)
    return values


def as_columns(values: Values) -> dict[str, Any]:
    """The values as the columns hold them, all but the one above."""
    days = {name: date.fromisoformat(values[name]) for name in DAYS if name in values}
    return {name: value for name, value in values.items() if name not in (*DAYS, "parent")} | days


def _level_of(row: Planned) -> int | None:
    written = folded(row.reading.read.get("level", ""))
    match = _LEVEL.fullmatch(written)
    number = None
    if match is not None:
        number = int(match["number"]) if match["number"].isdigit() else chinese_number(match["number"])
    if written and number is None:
        row.reading.fail("level", f"看不懂“{written[:10]}”是第几级。请写一级、二级，或写明上级党组织。")
    return number


def _set_in(reading: RowReading) -> int:
    place = reading.places.get("name")
    cell = reading.cells[place] if place is not None and place < len(reading.cells) else None
    return len((_SET_IN.match(cell) or [""])[0].replace("\u3000", "  ")) if isinstance(cell, str) else 0
