"""All of a period in one workbook: the statistics table, organisations × figures, and the ledgers."""

from collections.abc import Callable, Iterator, Sequence
from typing import IO

from django.utils import timezone
from openpyxl import Workbook

from branches.access import may
from branches.models import RECORDS, Organization, User
from branches.models.record import chinese_date
from branches.periods import Period
from reports.excel.cells import CENTRE, GREY, HEADER, NOTE, TEXT, TITLE, TOP, make_cell
from reports.excel.columns import Value
from reports.excel.ledger import add_ledger
from reports.excel.sheet import filter_rows, set_up
from reports.figures.counting import figure_values
from reports.figures.own import register_for
from reports.figures.registry import Figure, FigureValue
from reports.figures.sections import may_see_total

STATISTICS = "统计表"
NAME_WIDTH, KIND_WIDTH, FIGURE_WIDTH = 30, 10, 11
NOTHING = ""
"""What stands where there is no record: an empty cell, never a nought."""

Progress = Callable[[int, int, str], None]


def write_year(
    target: IO[bytes], organization: Organization, period: Period, user: User, progress: Progress
) -> None:
    """Write what this person may see of the organisation and all below it as .xlsx."""
    places = organizations_of(organization, period)
    slugs = [slug for slug, model in RECORDS.items() if may(user, model.view_permission, organization)]
    total = len(places) + len(slugs)
    book = Workbook(write_only=True)
    figures = _figures(organization, period, user)
    sheet = book.create_sheet(STATISTICS)
    set_up(sheet, [NAME_WIDTH, KIND_WIDTH, *[FIGURE_WIDTH] * len(figures)])
    sheet.append([make_cell(sheet, f"{organization.name}{period.name}{STATISTICS}", TITLE)])
    note = f"含各自的下级组织；空格为没有记录。汇总日期：{chinese_date(timezone.localdate())}"
    sheet.append([make_cell(sheet, note, NOTE)])
    titles = ("序号", "党组织", "类别", *(f"{figure.name}（{figure.unit}）" for figure in figures))
    sheet.append([make_cell(sheet, title, HEADER, CENTRE, GREY) for title in titles])
    for number, place in enumerate(places, start=1):
        progress(number, total, f"正在统计：{place}")
        values = figure_values(place, period, [figure.key for figure in figures]) if figures else {}
        cells: tuple[Value, ...] = (number, place.name, place.get_kind_display(), *_numbers(figures, values))
        sheet.append([make_cell(sheet, cell, TEXT, TOP) for cell in cells])
    filter_rows(sheet, len(titles), len(places))
    for number, slug in enumerate(slugs, start=len(places) + 1):
        model = RECORDS[slug]
        progress(number, total, f"正在写台账：{model._meta.verbose_name}")
        rows = model.objects.visible_to(user).under(organization).held_in(period)
        add_ledger(book, slug, rows, organization, period)
    book.save(target)


def organizations_of(organization: Organization, period: Period) -> list[Organization]:
    """The organisation and those below it that existed on the last day, in the order of the tree."""
    day = min(period.end, timezone.localdate())
    below = Organization.objects.under(organization).active_on(day).exclude(kind=Organization.Kind.GROUP)
    return [organization, *below.exclude(pk=organization.pk).order_by("path")]


def _figures(organization: Organization, period: Period, user: User) -> list[Figure]:
    """Those with records that this person may know, in the order of the register."""
    known = [figure for figure in register_for(organization) if may_see_total(user, figure, organization)]
    values = figure_values(organization, period, [figure.key for figure in known])
    return [figure for figure in known if values[figure.key].records]


def _numbers(figures: Sequence[Figure], values: dict[str, FigureValue]) -> Iterator[Value]:
    for figure in figures:
        value = values[figure.key].value
        yield NOTHING if value is None else value
