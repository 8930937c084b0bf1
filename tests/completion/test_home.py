"""The home page of those who look after several organisations: who has met what, whose term ends."""

import datetime
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.models import Organization, User
from branches.views import home
from reports.views import home as office_home
from tests.completion.conftest import TODAY, Visitor, plain
from tests.meetings import hold

Visit = Callable[[User], Visitor]


@pytest.mark.parametrize("who", ["administrator", "viewer"])
def test_the_matrix_stands_on_the_home_page(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, who: str
) -> None:
    visitor = visit(getattr(cast, who))
    rows = visitor.rows("home")
    assert rows["第一支部"][0].startswith("3/4 主题党日：应完成 4 次，已完成 3 次；未完成：3月；待完成：5月")
    assert rows["第二支部"][-1] == "11/12 91%"
    html = visitor.html("home")
    assert "还缺 3 次" in plain(html)
    assert ("/add/" in html) is (who == "administrator")
    (branch,) = re.findall(r'href="([^"]*)">第一支部</a></th>', html)
    page = visitor.client.get(branch.replace("&amp;", "&")).content.decode()
    assert ("3月 登记" if who == "administrator" else "3月 0/1 次") in plain(page)
    (export,) = re.findall(r'href="(/completion/excel/[^"]*)"', html)
    assert visitor.client.get(export).status_code == 200


def test_a_cell_leads_to_the_records_it_counts(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    visitor = visit(cast.administrator)
    (url, *_) = re.findall(r'<a class="strip" href="([^"]*)"', visitor.html("home"))
    assert "共 3 条符合条件" in visitor.client.get(url.replace("&amp;", "&")).content.decode()


def test_of_many_those_with_the_most_missing_are_shown(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_home, "ROWS", 1)
    visitor = visit(cast.administrator)
    rows = visitor.rows("home")
    assert "第一支部" in rows
    assert "第二支部" not in rows
    assert "其余 1 个在“完成情况”中" in plain(visitor.html("home"))


def test_a_secretary_of_one_branch_gets_the_list_and_no_matrix(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    html = visit(cast.secretary).html("home")
    assert "应开展的活动" in html
    assert "<table" not in html


def test_a_very_large_office_is_offered_its_parts(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "LOOKED_THROUGH", 2)
    visitor = visit(cast.administrator)
    html = visitor.html("home")
    assert "<table" not in html
    (branch,) = re.findall(r'<li><a href="([^"]*)">第二支部</a></li>', html)
    assert "2月党小组会，未完成" in plain(visitor.client.get(branch.replace("&amp;", "&")).content.decode())
    assert "水务" not in html


def test_terms_that_end_are_told_to_those_within_reach(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for organization, days in ((year.first, 20), (year.second, 150), (year.elsewhere, 20)):
        organization.term_ends_on = TODAY + datetime.timedelta(days=days)
        organization.save()
    words = plain(visit(cast.administrator).html("home"))
    assert "一个月内届满 第一支部 任期到 2024年6月9日" in words
    assert "六个月内届满 第二支部" in words
    assert "水务" not in words
    assert "第二支部" not in plain(visit(cast.secretary).html("home"))
    monkeypatch.setattr(office_home, "TERMS", 1)
    assert "还有 1 个" in plain(visit(cast.administrator).html("home"))
    assert "届满" not in plain(visit(cast.inspector).html("home").replace("影响期近期届满", ""))


def test_queries_do_not_grow_with_the_office(
    visit: Visit, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    def queries() -> int:
        visitor = visit(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            visitor.html("home")
        return len(captured)

    few = queries()
    for number in range(12):
        branch = Organization.objects.create(
            name=f"第{number + 3}党支部", kind="branch", parent=year.bureau, founded_on=year.first.founded_on
        )
        hold(branch, "2024-01-10")
    assert queries() <= few
