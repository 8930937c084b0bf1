"""完成情况: the matrix organisation × duty of a year, for the page and for the workbook."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Q, QuerySet

from branches.duties import Completion, Slot, State, subject
from branches.models import Duty, Organization
from branches.periods import Period
from branches.querysets import OrganizationQuerySet

AHEAD = "ahead"
"""The sign of what has not begun; every other slot has the sign of its state."""

WORDS = {**{str(state): state.label for state in State}, AHEAD: "未到时间"}
"""What each sign says."""


def sign(slot: Slot) -> str:
    """A key of ``WORDS``: which mark and colour stand for a slot."""
    return AHEAD if slot.is_ahead else str(slot.state)


@dataclass(frozen=True, slots=True)
class Sum:
    """``required``, ``done`` and ``missing`` as in ``Completion``, over several of them."""

    required: int
    done: int

    @property
    def missing(self) -> int:
        return self.required - self.done

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all of it; None where nothing was asked for yet."""
        return self.done * 100 // self.required if self.required else None

    @classmethod
    def of(cls, found: Iterable[Completion]) -> "Sum":
        several = list(found)
        return cls(sum(each.required for each in several), sum(each.done for each in several))


@dataclass(frozen=True)
class Row:
    """One organisation. A cell holds a completion for each rule on that subject there; none: not asked."""

    organization: Organization
    cells: tuple[tuple[Completion, ...], ...]

    @cached_property
    def total(self) -> Sum:
        return Sum.of(self.completions)

    @property
    def completions(self) -> list[Completion]:
        return [each for cell in self.cells for each in cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The organisations of one kind, and what is to be held there."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def matrices(found: Iterable[Completion]) -> list[Matrix]:
    """A matrix for each kind of organisation, in the order of the tree; columns in the order of the rules.

    Rules on the same subject share a column: a branch with a rule of its own stands in line with the others.
    """
    by_kind: dict[str, list[Completion]] = {}
    for each in found:
        by_kind.setdefault(each.organization.kind, []).append(each)
    return [_matrix(Organization.Kind(kind).label, several) for kind, several in by_kind.items()]


def _matrix(kind: str, found: list[Completion]) -> Matrix:
    duties = sorted({each.duty.pk: each.duty for each in found}.values(), key=_from_the_top)
    columns: dict[tuple[str, str, str], str] = {}
    for duty in duties:
        columns.setdefault(subject(duty), duty.name)
    cells: dict[Organization, dict[tuple[str, str, str], list[Completion]]] = {}
    for each in found:
        cells.setdefault(each.organization, {}).setdefault(subject(each.duty), []).append(each)
    rows = tuple(
        Row(organization, tuple(tuple(of_it.get(column, ())) for column in columns))
        for organization, of_it in cells.items()
    )
    return Matrix(kind, tuple(columns.values()), rows)


def _from_the_top(duty: Duty) -> tuple[int, int]:
    """The rule of the whole office first: its name is the column's."""
    return len(duty.organization.path) if duty.organization else 0, duty.pk


def asked(organizations: OrganizationQuerySet, period: Period) -> "QuerySet[Organization]":
    """Those some rule is made for that existed at some time in the period, in the order of the tree."""
    rules = Duty.objects.filter(is_active=True).values_list("applies_to", flat=True)
    kinds = {kind for applies_to in rules for kind in applies_to}
    return organizations.filter(
        Q(founded_on=None) | Q(founded_on__lte=period.end),
        Q(dissolved_on=None) | Q(dissolved_on__gt=period.start),
        kind__in=sorted(kinds),
    ).order_by("path")


def in_words(found: Completion, name: Callable[[Period], str] = str) -> str:
    """已完成 10 次，应完成 12 次；缺 3月、5月 — one completion as a sentence."""
    if not found.applies:
        return f"不适用：{found.reason}"
    said = f"应完成 {found.required} 次，已完成 {found.done} 次" if found.required else ""
    late = "、".join(name(slot.period) for slot in found.slots if slot.state is State.OVERDUE)
    due = "、".join(name(slot.period) for slot in found.slots if slot.state is State.DUE)
    return "；".join(filter(None, [said, late and f"未完成：{late}", due and f"待完成：{due}"]))


def short(period: Period) -> str:
    """3月, 第一季度, 上半年 — a part of a year without the year; 全年 for all of it."""
    return period.name.removeprefix(f"{period.start.year}年") or "全年"


def notes(found: Completion) -> list[str]:
    """1月至3月：未设党小组 — why it did not apply, each reason with the part of the year it holds for."""
    said = []
    for reason, run in groupby(found.slots, key=lambda slot: "" if slot.is_ahead else slot.reason):
        names = [short(slot.period) for slot in run]
        if reason:
            span = names[0] if len(names) == 1 else f"{names[0]}至{names[-1]}"
            said.append(f"{span}：{reason}")
    return said
