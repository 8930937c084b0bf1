"""How duties are laid out over the year: a mark for each month (quarter …), and where it leads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from branches.access import may
from branches.duties import Completion, Slot, State
from branches.models import RECORDS, Meeting, Organization, User
from branches.periods import part_of
from branches.views.home import SLUG, add_url
from reports.completion import WORDS, Matrix, Row, Sum, in_words, matrices, notes, short, sign


@dataclass(frozen=True, slots=True)
class Mark:
    """``span``: how many of the twelve columns it takes. ``url`` leads to what was held, or, where ``logs``,
    to the form for what is missing; "" leads nowhere."""

    slot: Slot
    sign: str
    word: str
    name: str
    span: int
    url: str
    logs: bool


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty of one organisation; ``notes``: in which part of the year it did not apply, and why."""

    completion: Completion
    url: str
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> Sum:
        return Sum.of([self.completion])


def duty_line(found: Completion, user: User) -> DutyLine:
    record_type = RECORDS[SLUG[found.duty.activity]]
    may_log = may(user, record_type.write_permission, found.organization) and not (
        found.organization.dissolved_on
    )
    return DutyLine(
        found,
        records_url(found) if found.held else "",
        tuple(_mark(found, slot, may_log) for slot in found.slots),
        tuple(notes(found)) if found.applies else (),
    )


def records_url(found: Completion, slot: Slot | None = None) -> str:
    """The list of exactly the records that count towards a duty, in the year or in one month (quarter …)."""
    duty = found.duty
    query = {
        "organization": found.organization.pk,
        "year": found.slots[0].period.start.year,
        "part": part_of(slot.period) if slot else "",
        "kind": duty.kind,
        "category": duty.agenda_category,
        "own": "" if duty.kind == Meeting.Kind.GROUP else "on",  # meetings of groups count for their branch
    }
    query = {name: value for name, value in query.items() if value}
    return f"{reverse('record_list', args=[SLUG[found.duty.activity]])}?{urlencode(query)}"


def _mark(found: Completion, slot: Slot, may_log: bool) -> Mark:
    logs = may_log and slot.state in {State.DUE, State.OVERDUE} and not slot.done
    url = add_url(found, slot) if logs else records_url(found, slot) if slot.done else ""
    mark = sign(slot)
    return Mark(slot, mark, WORDS[mark], short(slot.period), 12 // len(found.slots), url, logs)


STEP = 17
"""From one mark of a strip to the next, in pixels."""
ACROSS = 6
"""Marks side by side: a year of months is two rows."""
QUARTER_GAP = 3
"""Pixels between the quarters, so that the eye finds a month."""


@dataclass(frozen=True, slots=True)
class Placed:
    x: int
    y: int
    sign: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A completion in the matrix, drawn as small marks; ``words`` say the same."""

    completion: Completion
    marks: tuple[Placed, ...]
    words: str
    url: str

    @property
    def width(self) -> int:
        return max(mark.x for mark in self.marks) + STEP

    @property
    def height(self) -> int:
        return max(mark.y for mark in self.marks) + STEP


def strip(found: Completion) -> Strip:
    marks = tuple(
        _placed(position, sign(slot), len(found.slots)) for position, slot in enumerate(found.slots)
    )
    return Strip(found, marks, in_words(found, short), records_url(found) if found.held else "")


def _placed(position: int, mark: str, of: int) -> Placed:
    down, across = divmod(position, ACROSS)
    gap = QUARTER_GAP if across >= ACROSS // 2 and of > ACROSS else 0
    return Placed(across * STEP + gap, down * STEP, mark)


@dataclass(frozen=True, slots=True)
class Cell:
    """``name``: that of the column."""

    name: str
    strips: list[Strip]

    @property
    def behind(self) -> bool:
        return any(strip.completion.missing for strip in self.strips)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the matrix as it is drawn."""

    row: Row
    url: str
    cells: list[Cell]


def tables(
    found: Iterable[Completion], address: Callable[[Organization], str]
) -> list[tuple[Matrix, list[Line]]]:
    """The matrix of each kind of organisation as it is drawn; ``address`` leads to one organisation."""
    return [(table, [_line(row, table.columns, address) for row in table.rows]) for table in matrices(found)]


def _line(row: Row, columns: tuple[str, ...], address: Callable[[Organization], str]) -> Line:
    cells = [
        Cell(name, [strip(each) for each in cell]) for name, cell in zip(columns, row.cells, strict=True)
    ]
    return Line(row, address(row.organization), cells)
