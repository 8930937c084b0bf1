"""The charts on the report page: the same numbers as the figures, each against a year earlier."""

import datetime
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from branches.models import Organization
from branches.periods import Period
from reports import activity
from reports.charts import BASE, WIDTH, side_by_side
from reports.views.report_charts import MOST_BRANCHES, charts
from tests.meetings import hold

pytestmark = pytest.mark.django_db


def test_months_of_a_year_beside_those_of_the_last(office: SimpleNamespace, records: SimpleNamespace) -> None:
    months = activity.stretches(office.bureau, Period.year(2023))
    assert [each.label for each in months] == [f"{number}月" for number in range(1, 13)]
    held = {each.label: (each.counts, each.before) for each in months if each.total or each.before}
    assert held == {
        "1月": ((2, 0, 0), 0),
        "2月": ((2, 0, 0), 0),
        "3月": ((1, 0, 0), 0),
        "4月": ((0, 1, 0), 0),
        "5月": ((0, 0, 1), 0),
        "6月": ((0, 0, 0), 1),
    }


def test_a_month_is_cut_to_the_period_and_a_long_one_is_told_by_years(office: SimpleNamespace) -> None:
    for on in (
        "2022-12-09",
        "2022-12-10",
        "2023-01-05",
        "2023-01-06",
        "2021-12-20",
        "2021-12-01",
        "2020-03-03",
    ):
        hold(office.first, on)
    around = Period.between(datetime.date(2022, 12, 10), datetime.date(2023, 1, 5))
    found = activity.stretches(office.bureau, around)
    assert [(each.label, each.total, each.before) for each in found] == [("12月", 1, 1), ("1月", 1, 0)]
    years = Period.between(datetime.date(2021, 1, 1), datetime.date(2023, 12, 31))
    found = activity.stretches(office.bureau, years)
    assert [(each.label, each.total, each.before) for each in found] == [
        ("2021年", 2, 1),
        ("2022年", 2, 2),
        ("2023年", 2, 2),
    ]


def test_columns_of_a_label_stand_side_by_side_and_in_proportion() -> None:
    chart = side_by_side("", ["1", "2"], [(4, 2), (0, 3)])
    assert [(box.series, round(BASE - box.height, 1)) for box in chart.boxes] == [
        (each.series, each.y) for each in chart.boxes
    ]
    heights = [box.height for box in chart.boxes]
    assert heights == [pytest.approx(heights[0] * share, abs=0.1) for share in (1, 0.5, 0.75)]
    assert chart.boxes[0].x + chart.boxes[0].width <= chart.boxes[1].x + 0.1
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in chart.boxes)
    assert [text.text for text in chart.values] == ["4", "0"]


def test_kinds_say_what_the_figures_say_and_open_their_records(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, records: SimpleNamespace
) -> None:
    bars = {bar.name: bar for bar in charts(office.bureau, Period.year(2023))["by_kind"]}
    assert {name: (bar.value, bar.before) for name, bar in bars.items()} == {
        "主题党日": (3, None),
        "党组会": (2, 1),
        "党课": (1, None),
        "谈心谈话": (1, None),
    }
    assert [bars[name].share for name in ("主题党日", "党课")] == [100, 33.3]
    client.force_login(cast.administrator)
    shown = client.get(bars["党组会"].url).content.decode()
    assert "党组会第1次会议" in shown
    assert "上年会议" not in shown


def test_branches_are_compared_with_the_busiest_first(office: SimpleNamespace, records: Any) -> None:
    bars = charts(office.bureau, Period.year(2023))["by_branch"]
    assert [(bar.name, bar.value) for bar in bars] == [("第一支部", 5), ("第二支部", 0)]
    assert charts(office.first, Period.year(2023))["by_branch"] == []


def test_of_many_branches_only_both_ends_are_drawn(office: SimpleNamespace, records: Any) -> None:
    for number in range(40):
        name = f"第{number}党支部"
        Organization.objects.create(name=name, kind="branch", parent=office.bureau)
    bars = charts(office.bureau, Period.year(2023))["by_branch"]
    assert len(bars) == MOST_BRANCHES + 1
    assert [bar.left_out for bar in bars if not bar.name] == [42 - MOST_BRANCHES]
    assert bars[0].name == "第一支部"


def test_a_year_without_anything_has_no_charts(office: SimpleNamespace, records: Any) -> None:
    assert charts(office.bureau, Period.year(2020)) == {}


def test_the_page_draws_them_below_the_document(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, records: Any
) -> None:
    client.force_login(cast.administrator)
    html = client.get(reverse("reports"), {"organization": office.bureau.pk, "year": 2023}).content.decode()
    assert html.index("sheet-signature") < html.index("各月活动次数") < html.index("各类活动次数")
    assert re.search(r"主题党日</a></th>.*?<td>3</td><td>无记录</td>", html, re.DOTALL)
