"""Figures by the kind of record they are counted from, and who may see which."""

from collections.abc import Iterable

from django.db.models import Model

from branches.access import Permission, may
from branches.models import (
    Clue,
    DisciplinaryAction,
    Lecture,
    Meeting,
    Member,
    Organization,
    Talk,
    User,
    WorkItem,
)
from reports.figures.registry import Figure
from reports.figures.sources import SOURCES

SECTIONS: dict[type[Model], str] = {
    Meeting: "会议活动",
    Lecture: "党课",
    Talk: "谈话",
    WorkItem: "工作事项",
    DisciplinaryAction: "处理处分",
    Clue: "问题线索",
    Member: "党员和职务",
    Organization: "党组织",
}
"""In the order in which people look for them."""

SENSITIVE = frozenset({DisciplinaryAction, Clue})
"""Totals go to those who report, rows to the inspector alone (domain rule: discipline and clues)."""


def counted_from(figure: Figure) -> type[Model]:
    """The model of the rows behind a figure."""
    return SOURCES[figure.source].model


def by_section(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """The figures under the names of their sections, in the order of both; empty sections are left out."""
    found: dict[type[Model], list[Figure]] = {model: [] for model in SECTIONS}
    for figure in figures:
        found[counted_from(figure)].append(figure)
    return {SECTIONS[model]: rows for model, rows in found.items() if rows}


def may_see_total(user: User, figure: Figure, organization: Organization) -> bool:
    """Whether this person may know the figure's value there."""
    if counted_from(figure) in SENSITIVE:
        return may(user, Permission.REPORT, organization) or may(
            user, Permission.VIEW_DISCIPLINE, organization
        )
    return may(user, Permission.VIEW, organization) or may(user, Permission.REPORT, organization)


def may_see_rows(user: User, figure: Figure, organization: Organization) -> bool:
    """Whether this person may open the records behind the figure there."""
    needed = Permission.VIEW_DISCIPLINE if counted_from(figure) in SENSITIVE else Permission.VIEW
    return may(user, needed, organization)
