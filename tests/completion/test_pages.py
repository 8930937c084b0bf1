"""The page of completion: what is shown to whom, where its cells lead, and what it costs."""

import datetime
import io
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from branches.models import AgendaItem, DisciplinaryAction, Organization, User
from reports.views import completion as page
from tests.completion.conftest import Visitor, plain
from tests.meetings import hold

pytestmark = pytest.mark.django_db
Visit = Callable[[User], Visitor]


def test_an_administrator_sees_every_branch_with_its_gaps_in_words(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    rows = visit(cast.administrator).rows(organization=year.bureau.pk, year=2024)
    theme, general, groups, total = rows["第一支部"]
    assert "3/4" in theme
    assert "未完成：3月；待完成：5月" in theme
    assert "未完成：第一季度" in general
    assert groups == "不适用：未设党小组"
    assert total == "3/5 60%"
    assert rows["第二支部"][-1] == "11/12 91%"


def test_a_secretary_sees_the_own_branch_by_month_and_may_log_what_is_missing(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    secretary = visit(cast.secretary)
    rows = secretary.rows(year=2024)
    assert "第二支部" not in rows
    theme = rows["主题党日 每月 1 次"]
    assert theme[:3] == [
        "1月 1 次 1月主题党日已完成，查看记录",
        "2月 1 次 2月主题党日已完成，查看记录",
        theme[2],
    ]
    assert theme[2] == "3月 登记 3月主题党日，未完成"
    assert theme[4] == "5月 登记 5月主题党日，待完成"
    assert theme[5] == "6月 未到时间"
    assert rows["党小组会 每月 1 次"][0] == "不适用：未设党小组"
    links = re.findall(r'href="(/records/meeting/add/[^"]*)"', secretary.html("completion", year=2024))
    march = parse_qs(urlsplit(links[0].replace("&amp;", "&")).query, keep_blank_values=True)
    assert march == {"organization": [str(year.first.pk)], "kind": ["theme_day"], "date": [""]}
    assert secretary.client.get(links[0].replace("&amp;", "&")).status_code == 200


def test_a_viewer_is_offered_nothing_to_log(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    viewer = visit(cast.viewer)
    html = viewer.html("completion", organization=year.first.pk, year=2024)
    assert "3月" in html
    assert "/add/" not in html
    assert viewer.rows(organization=year.first.pk, year=2024)["主题党日 每月 1 次"][2] == "3月 0/1 次 未完成"


@pytest.mark.parametrize("who", ["inspector", "stranger"])
def test_who_may_not_read_records_finds_no_page(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, who: str
) -> None:
    for name in ("completion", "completion_export"):
        assert visit(getattr(cast, who)).get(name).status_code == 404


def test_what_is_out_of_reach_does_not_exist(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    for user, organization in ((cast.secretary, year.second), (cast.administrator, year.elsewhere)):
        for name in ("completion", "completion_export"):
            for query in ({}, {"own": "on"}):
                answer = visit(user).get(name, organization=organization.pk, year=2024, **query)
                assert answer.status_code == 404


def test_every_number_leads_to_exactly_the_records_it_counts(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, duties: SimpleNamespace
) -> None:
    """Also where the list could hold more: groups below a branch, another category, another month."""
    duties.make("研究党建", "general", "quarter", agenda_category="party_building")
    with_topic = hold(year.second, "2024-02-20", "general")
    AgendaItem.objects.create(meeting=with_topic, topic="党建", category="party_building")
    hold(year.group, "2024-01-20", "theme_day", title="小组的主题党日")
    administrator = visit(cast.administrator)
    html = administrator.html("completion", organization=year.second.pk, year=2024)
    number = r'<a class="slot-link" href="(/records/meeting/\?[^"]*)">.*?<span class="number">(\d+)'
    cells = re.findall(number, html, re.DOTALL)
    listed = [(url.replace("&amp;", "&"), int(count)) for url, count in cells]
    assert len(listed) == 5 + 4 + 2 + 1
    for url, count in listed:
        shown = administrator.client.get(url).content.decode()
        assert f"共 {count} 条符合条件" in shown, url
    (quarter,) = [url for url, _ in listed if "category" in url]
    assert (
        str(reverse("record_detail", args=["meeting", with_topic.pk]))
        in administrator.client.get(quarter).content.decode()
    )


def test_a_list_is_narrowed_to_a_part_of_one_year_or_of_any(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    hold(year.first, "2023-02-28")
    hold(year.first, "2023-03-01")
    secretary = visit(cast.secretary)

    def count(**query: Any) -> str:
        found = re.search(r"共 (\d+) 条", secretary.html("record_list", "meeting", **query))
        return found[1] if found else "none"

    assert count() == "5"
    assert count(year=2023, part="m2") == "1"
    assert count(year=2024, part="q1") == "2"
    assert count(part="m2") == "2"
    assert count(part="h2") == "none"
    assert count(part="m13") == "5"  # makes no sense, so it is left out


def test_only_those_behind(visit: Visit, cast: SimpleNamespace, year: SimpleNamespace) -> None:
    hold(year.group, "2024-02-12", "group")
    administrator = visit(cast.administrator)
    assert {"第一支部", "第二支部"} <= administrator.rows(year=2024).keys()
    behind = administrator.rows(year=2024, behind="on")
    assert "第一支部" in behind
    assert "第二支部" not in behind
    hold(year.first, "2024-03-12")
    hold(year.first, "2024-03-12", "general")
    assert "到目前为止没有欠缺" in administrator.html("completion", year=2024, behind="on")


def test_a_large_office_is_shown_by_the_page(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "PAGE", 1)
    administrator = visit(cast.administrator)
    assert "第二支部" not in administrator.rows(year=2024)
    assert "第二支部" in administrator.rows(year=2024, page=2)
    assert "应完成 <strong" in administrator.html("completion", year=2024)
    monkeypatch.setattr(page, "LOOKED_THROUGH", 1)
    html = administrator.html("completion", year=2024, page=2)
    assert "第二支部" in html
    assert "11/12" in plain(html)
    assert "超过 1 个" in html
    assert "只看有欠缺的" not in html
    assert "应完成 <strong" not in html
    assert '<svg class="chart"' not in html


@pytest.mark.parametrize("query", [{"year": "3000"}, {"year": "abc"}, {"year": ""}])
def test_a_year_that_cannot_be_is_told_at_the_field(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, query: dict[str, str]
) -> None:
    assert 'class="field-error"' in visit(cast.administrator).html("completion", **query)
    assert visit(cast.administrator).get("completion_export", **query).status_code == 404


def test_a_year_without_records_is_calm(visit: Visit, cast: SimpleNamespace, year: SimpleNamespace) -> None:
    html = visit(cast.administrator).html("completion", year=2014)
    assert "没有应开展的事项" in html
    assert '<svg class="chart"' not in html


def test_of_many_terms_the_first_to_end_are_named(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "TERMS", 1)
    for organization, day in ((year.first, 10), (year.second, 9)):
        organization.term_ends_on = datetime.date(2024, 6, day)
        organization.save()
    html = visit(cast.administrator).html("completion")
    said = plain(html[html.index('id="terms"') :])
    assert "任期到 2024年6月9日" in said
    assert "任期到 2024年6月10日" not in said
    assert "还有 1 个，请先选择下级党组织再看" in said


def test_terms_that_end_soon_are_shown_within_reach(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    for organization in (year.first, year.second, year.elsewhere):
        organization.term_ends_on = datetime.date(2024, 6, 10)
        organization.save()
    own = visit(cast.secretary).html("completion")
    assert plain(own[own.index('id="terms"') :]).count("一个月内届满") == 1
    everything = visit(cast.administrator).html("completion")
    assert everything.count("一个月内届满") == 2


def test_charts_say_in_a_table_what_they_draw(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    rows = visit(cast.secretary).rows(year=2024)
    html = visit(cast.secretary).html("completion", year=2024)
    assert html.count('<svg class="chart"') == 2
    assert " style=" not in html
    assert "<style" not in html
    january = re.findall(r"<tr><th scope=\"row\">1月</th>(.*?)</tr>", html)
    assert [re.findall(r"<td>(.*?)</td>", row) for row in january] == [
        ["1", "0", "0", "1"],
        ["1", "10", "9", "90.0%"],
    ]
    assert "6月" not in rows  # not begun: neither zero nor missing


def test_nothing_of_discipline_is_on_the_page(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    DisciplinaryAction.objects.create(
        organization=year.first, date=datetime.date(2024, 1, 5), person="涉案某", form=1, measure="reminder"
    )
    assert "涉案某" not in visit(cast.administrator).html("completion", year=2024)


def sheets(answer: Any) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_workbook_has_the_matrix_and_all_that_is_lacking(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    year.first.short_name = "=1+1"
    year.first.save()
    answer = visit(cast.administrator).get("completion_export", year=2024)
    assert "%E5%AE%8C%E6%88%90%E6%83%85%E5%86%B5.xlsx" in answer["Content-Disposition"]
    found = sheets(answer)
    matrix, lacking = found["完成情况"], found["欠缺明细"]
    assert matrix[0][0] == "青峰市档案发展局机关党委2024年完成情况"
    assert matrix[2][:7] == ("党支部", "主题党日", "支部党员大会", "党小组会", "应完成", "已完成", "欠缺")
    assert matrix[3][0] == "=1+1"
    assert matrix[3][1] == "✗ 应完成 4 次，已完成 3 次；未完成：3月；待完成：5月"
    assert matrix[3][3:7] == ("— 不适用：未设党小组", 5, 3, 2)
    assert lacking[2][:9] == (
        "党组织", "类别", "事项", "时段", "应开展", "已开展", "还缺", "状态", "截止日期",
    )  # fmt: skip
    assert lacking[3] == (
        "=1+1", "党支部", "主题党日", "2024年3月", 1, 0, 1, "未完成",
        datetime.datetime(2024, 3, 31), "支部工作条例第十六条",
    )  # fmt: skip
    assert [(row[0], row[2], row[3], row[7]) for row in lacking[4:]] == [
        ("=1+1", "主题党日", "2024年5月", "待完成"),
        ("=1+1", "支部党员大会", "2024年第一季度", "未完成"),
        ("=1+1", "支部党员大会", "2024年第二季度", "待完成"),
        ("第二支部", "党小组会", "2024年2月", "未完成"),
    ]


def test_a_secretary_takes_away_only_the_own_branch(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    found = sheets(visit(cast.secretary).get("completion_export", year=2024))
    said = str(found)
    assert "第一支部" in said
    assert "第二支部" not in said


@pytest.mark.parametrize("name", ["completion", "completion_export"])
def test_queries_do_not_grow_with_the_office(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, name: str
) -> None:
    def queries() -> int:
        administrator = visit(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            answer = administrator.get(name, year=2024)
            assert answer.status_code == 200
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        return len(captured)

    few = queries()
    for number in range(12):
        branch = Organization.objects.create(
            name=f"第{number + 3}党支部", kind="branch", parent=year.bureau, founded_on=year.first.founded_on
        )
        hold(branch, "2024-01-10")
    assert queries() == few
    assert few <= 30
