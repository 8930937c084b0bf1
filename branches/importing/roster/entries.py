"""What becomes of the rows of rosters: read, compared with who is there, and given their outcome."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from branches.importing.chunks import in_chunks
from branches.importing.comparing.byhand import ByHand, typed_by_hand
from branches.importing.comparing.records import Difference, sentences
from branches.importing.kinds import permission_for
from branches.importing.roster import counterparts, members
from branches.importing.roster.counterparts import Doubt
from branches.importing.roster.reading import RosterReader
from branches.importing.roster.tree import Brought, Planned, Tree
from branches.importing.rows.findings import RowReading
from branches.importing.rows.values import Values
from branches.importing.scope import Scope
from branches.importing.tables.organizations import OrganizationFinder
from branches.models import ImportRow, Member, Organization
from branches.partialdates import agree
from branches.querysets import BATCH

Outcome = ImportRow.Outcome
THERE = {"member": "名册中已有这个人。", "organization": "已登记这个党组织。"}


@dataclass(slots=True)
class Entry:
    """One row with what becomes of it. ``stored``: who or what is there already, which ``differences`` may
    bring up to date, unless ``fixed``.
    """

    reading: RowReading
    values: Values = field(default_factory=dict)
    outcome: str = Outcome.ERROR
    stored: Member | Organization | None = None
    differences: list[Difference] = field(default_factory=list)
    fixed: bool = False

    @property
    def version(self) -> int | None:
        """Of what is there, where the row may bring it up to date."""
        updates = self.stored is not None and self.differences and not self.fixed
        return counterparts.version(self.stored) if updates and self.stored is not None else None


@dataclass(frozen=True, slots=True)
class _Earlier:
    where: str
    digest: bytes
    birth_date: str


class Roster:
    """The rosters of one file. ``finder`` knows the branches that are there, and those the file brings."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.finder = OrganizationFinder(scope.organizations(permission_for("member")), scope.spellings)
        self._people: dict[tuple[str, str], _Earlier] = {}
        self._brought = Brought()

    def entries(self, sheet: str, reader: RosterReader) -> Iterator[Entry]:
        """Of one table, in the order of its rows."""
        if reader.slug == "organization":
            yield from self._of_organizations(sheet, list(reader.rows()), reader.finder)
            return
        for chunk in in_chunks(reader.rows(), BATCH):
            entries = [self._of_member(sheet, reading) for reading in chunk]
            self._describe("member", entries, self.finder)
            yield from entries

    def _of_member(self, sheet: str, reading: RowReading) -> Entry:
        if reading.skipped:
            return Entry(reading, outcome=Outcome.SKIPPED)
        entry = Entry(reading, members.member(reading, self.finder))
        built = members.build(entry.values, self.finder)
        self._refuse(entry, built.errors)
        if reading.errors:
            return entry
        if again := self._again(sheet, entry):
            return again
        try:
            entry.stored, remark = counterparts.member_there(built.row, self._scope.people, self.finder)
        except Doubt as doubt:
            reading.fail("name", str(doubt))
            return entry
        if remark:
            reading.remark("name", remark)
        if isinstance(entry.stored, Member):
            self._compare("member", entry, built.row, self.finder)
        else:
            entry.outcome = Outcome.WARNED if reading.remarks else Outcome.NEW
        return entry

    def _refuse(self, entry: Entry, errors: dict[str, list[str]]) -> None:
        """The errors of what was built at the cells they come from; a wrong cell gets no second one."""
        told = {each.column for each in entry.reading.errors}
        for name, found in errors.items():
            spelled = entry.reading.spelled.get(name, "")
            if (spelled and spelled in told) or (not spelled and told):
                continue
            for sentence in found:
                entry.reading.fail(name, sentence)

    def _again(self, sheet: str, entry: Entry) -> Entry | None:
        """The outcome of a second row of the same name in the same branch; None for a first one.

        Only days of birth that differ say that they are two people.
        """
        values, reading = entry.values, entry.reading
        key = (values["organization"], values["name"])
        this = _Earlier(
            f"工作表“{sheet}”第 {reading.number} 行", _digest(values), values.get("birth_date", "")
        )
        earlier = self._people.setdefault(key, this)
        if earlier is this:
            return None
        if earlier.digest == this.digest:
            reading.remark("", f"与{earlier.where}相同，只导入一次。")
            entry.outcome = Outcome.DUPLICATE
        elif not agree(earlier.birth_date, this.birth_date):
            reading.remark("name", f"与{earlier.where}同名，按出生日期是两个人。")
            return None
        else:
            reading.fail(
                "name",
                f"与{earlier.where}同在一个支部、姓名相同。如是两个人，请都写出生日期；如是同一人，请删去一行。",
            )
        return entry

    def _of_organizations(
        self, sheet: str, rows: list[RowReading], finder: OrganizationFinder
    ) -> Iterator[Entry]:
        tree = Tree([row for row in rows if not row.skipped], finder, self._brought, sheet)
        tree.resolve(roots_allowed=self._scope.user is None and self._scope.organization is None)
        _refuse_taken(tree.rows)
        _refuse_below_errors(tree.rows)
        planned = {each.reading.number: each for each in tree.rows}
        entries = []
        for row in rows:
            known = planned.get(row.number)
            entries.append(Entry(row, outcome=Outcome.SKIPPED) if known is None else _of_planned(known))
            if known is not None and known.stored is not None and not known.errors:
                self._compare("organization", entries[-1], known.wanted, finder)
        for each in tree.rows:
            if each.is_new and not each.errors and each.made is not None and each.again is None:
                self.finder.add(each.made)
        self._describe("organization", entries, finder)
        yield from entries

    def _compare(
        self, kind: str, entry: Entry, wanted: Member | Organization, finder: OrganizationFinder
    ) -> None:
        assert entry.stored is not None  # noqa: S101 - the caller found it
        entry.differences = counterparts.differences(kind, entry.stored, entry.values, wanted, finder)
        entry.outcome = Outcome.CHANGED if entry.differences else Outcome.DUPLICATE

    def _describe(self, kind: str, entries: Iterable[Entry], finder: OrganizationFinder) -> None:
        """Say of each row whose counterpart is there what is otherwise; one query for what people typed."""
        there = [each for each in entries if each.stored is not None]
        hands = typed_by_hand(each.stored for each in there if each.differences and each.stored is not None)
        for each in there:
            assert each.stored is not None  # noqa: S101 - filtered
            reading = each.reading
            if not each.differences:
                reading.remark("", THERE[kind])
                continue
            hand = hands.get(each.stored.pk, ByHand())
            each.differences = counterparts.by_hand(each.differences, each.stored, each.values, finder, hand)
            for name, said in sentences(each.differences):
                reading.remark(name, said)
            if any(difference.typed is not None for difference in each.differences):
                reading.remark("", "更新会改掉网页上填写的内容，只有单独选中这一行才更新。")


def _of_planned(row: Planned) -> Entry:
    """As far as the tree decides it."""
    entry = Entry(row.reading, row.values, stored=row.stored)
    if row.again is not None and not row.errors:
        if row.again.values == row.values:
            row.reading.remark("", f"与{row.again.where}相同，只导入一次。")
            entry.outcome = Outcome.DUPLICATE
        else:
            row.reading.fail(
                "name", f"与{row.again.where}像是同一个党组织，内容却不同。请核对，删去一行或写全称。"
            )
    elif row.stored is None and not row.errors:
        entry.outcome = Outcome.WARNED if row.reading.remarks else Outcome.NEW
    return entry


def _refuse_taken(rows: Iterable[Planned]) -> None:
    """Names that organisations elsewhere bear already: a name belongs to one."""
    names = [each.name for each in rows if each.is_new]
    taken = {
        name
        for some in in_chunks(names, BATCH)
        for name in Organization.objects.filter(name__in=some).values_list("name", flat=True)
    }
    for each in rows:
        if each.is_new and each.name in taken:
            each.reading.fail("name", "已有同名的党组织。")


def _refuse_below_errors(rows: Iterable[Planned]) -> None:
    """What stands below a row that is not imported has nowhere to stand."""
    by_key = {each.made.pk: each for each in rows if each.is_new and each.made is not None}
    again = True
    while again:
        again = False
        for each in by_key.values():
            above = by_key.get(each.made.parent_id or 0) if each.made is not None else None
            if above is not None and above.errors and not each.errors:
                each.reading.fail(
                    "parent", f"上级“{above.name}”（第 {above.reading.number} 行）有误，请先改正。"
                )
                again = True


def _digest(values: Values) -> bytes:
    plain = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(plain.encode(), digest_size=16).digest()
