"""All of a year in one workbook: the statistics table agrees with the figures, the ledgers with the lists."""

import datetime
import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from branches.models import DisciplinaryAction, Job, Meeting
from branches.periods import Period
from reports.excel.year import STATISTICS
from reports.figures.counting import figure_values
from reports.figures.registry import registry

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 5)


@pytest.fixture
def records(office: SimpleNamespace) -> None:
    for place, times in ((office.first, 2), (office.second, 1), (office.elsewhere, 5)):
        for day in range(1, times + 1):
            Meeting.objects.create(
                organization=place, kind="theme_day", title="=1+1", date=DAY.replace(day=day), present=7
            )
    DisciplinaryAction.objects.create(organization=office.first, date=DAY, person="吴某某", form=1)


def workbook(client: Client, user: Any, place: Any) -> Any:
    client.force_login(user)
    answer = client.post(f"{reverse('year_workbook')}?organization={place.pk}&year=2024")
    assert answer.status_code == 302
    made = Job.objects.get(asked_by=user)
    assert made.state == Job.State.DONE, made.reason
    file = b"".join(client.get(reverse("job_file", args=[made.pk])))
    return load_workbook(io.BytesIO(file))


def statistics(book: Any) -> dict[str, dict[str, Any]]:
    title, _, head, *rows = book[STATISTICS].iter_rows(values_only=True)
    return {row[1]: dict(zip(head[3:], row[3:], strict=True)) for row in rows}


@pytest.mark.usefixtures("records")
def test_every_cell_of_the_statistics_is_the_figure_of_its_row(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    book = workbook(client, cast.administrator, office.bureau)
    told = statistics(book)
    assert set(told) == {
        each.name for each in (office.bureau, office.leading_group, office.first, office.second)
    }
    names = {f"{figure.name}（{figure.unit}）": figure.key for figure in registry}
    for place in (office.bureau, office.first, office.second, office.leading_group):
        values = figure_values(place, Period.year(2024))
        assert told[place.name] == {head: values[names[head]].value for head in told[place.name]}
    assert told[office.bureau.name]["主题党日次数（次）"] == 3
    assert told[office.leading_group.name]["主题党日次数（次）"] is None


@pytest.mark.usefixtures("records")
def test_the_ledgers_hold_what_the_person_may_see_and_nothing_runs(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    book = workbook(client, cast.administrator, office.bureau)
    assert book.sheetnames == [STATISTICS, "会议活动台账", "党课台账", "谈话台账", "工作事项台账"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum(cell.value == "=1+1" for cell in cells) == 3
    assert not any(cell.data_type == "f" for cell in cells)
    assert not any("吴某某" in str(cell.value) for cell in cells)
    assert statistics(book)[office.first.name]["第一种形态处理人次（人次）"] == 1


@pytest.mark.usefixtures("records")
def test_who_does_not_report_is_told_nothing_of_discipline(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    book = workbook(client, cast.secretary, office.first)
    assert not any("形态" in head for head in statistics(book)[office.first.name])
