"""How a period is asked for, and how documents speak of it."""

import datetime
import io
import json
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branches.models import Meeting
from reports.document import Number
from reports.outlines import load
from reports.outlines.composing import compose
from reports.outlines.reading import read
from reports.periods import Period, as_query, next_stage, period_asked_for, reporting_name

NOW = datetime.datetime(2024, 3, 5, 9, 5, tzinfo=timezone.get_default_timezone())
YEAR = Period.year(2023)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


SPRING = Period.between(day("2023-03-05"), day("2023-05-20"))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("", YEAR),
        ("全年", YEAR),
        ("上半年", Period.half(2023, 1)),
        ("2023年下半年", Period.half(2023, 2)),
        ("第三季度", Period.quarter(2023, 3)),
        ("3季度", Period.quarter(2023, 3)),
        ("前三季度", Period.to_third_quarter(2023)),
        ("前两季度", Period.half(2023, 1)),
        ("前四季度", YEAR),
        ("3月", Period.month(2023, 3)),
        ("十二月份", Period.month(2023, 12)),
        ("1至11月", Period.between(day("2023-01-01"), day("2023-11-30"))),
        ("1-11月", Period.between(day("2023-01-01"), day("2023-11-30"))),
        ("十月至十二月", Period.quarter(2023, 4)),
        (" 2023-03-05 至 2023-05-20 ", SPRING),
        ("2023年3月5日至2023年5月20日", SPRING),
        ("2022-12-01~2023-01-31", Period.between(day("2022-12-01"), day("2023-01-31"))),
    ],
)
def test_a_period_is_asked_for_in_words(words: str, period: Period) -> None:
    assert period_asked_for(2023, words) == period


@pytest.mark.parametrize(
    "words",
    ["去年", "第五季度", "13月", "0月", "5至3月", "2023-02-30至2023-03-01", "2023-05-01至2023-03-01"]
    + ["2021-01-01至2021-03-01", "2022年上半年", "上半年度", "十十月", "1", "2023-03-05"],
)
def test_words_that_name_no_period_are_refused_in_chinese(words: str) -> None:
    with pytest.raises(ValueError, match=f"“{words}”不是 2023 年的时段，可以写上半年、下半年"):
        period_asked_for(2023, words)


@pytest.mark.parametrize(
    ("period", "query"),
    [
        (YEAR, {"year": "2023"}),
        (Period.half(2023, 2), {"year": "2023", "part": "h2"}),
        (Period.to_third_quarter(2023), {"year": "2023", "part": "q1-3"}),
        (SPRING, {"start": "2023-03-05", "end": "2023-05-20"}),
    ],
)
def test_a_period_stands_in_an_address(period: Period, query: dict[str, str]) -> None:
    assert as_query(period) == query


@pytest.mark.parametrize(
    ("period", "title", "ahead"),
    [
        (YEAR, "2023年度", "2024年"),
        (Period.half(2023, 1), "2023年上半年", "下半年"),
        (Period.half(2023, 2), "2023年下半年", "2024年"),
        (Period.quarter(2023, 1), "2023年第一季度", "第二季度"),
        (Period.quarter(2023, 2), "2023年第二季度", "下半年"),
        (Period.to_third_quarter(2023), "2023年前三季度", "第四季度"),
        (Period.month(2023, 6), "2023年6月", "7月"),
        (Period.month(2023, 12), "2023年12月", "2024年"),
        (Period.between(day("2023-01-01"), day("2023-11-30")), "2023年1至11月", "下一阶段"),
        (SPRING, "2023年3月5日至5月20日", "下一阶段"),
    ],
)
def test_how_a_document_speaks_of_its_period(period: Period, title: str, ahead: str) -> None:
    assert (reporting_name(period), next_stage(period)) == (title, ahead)


def test_title_text_and_annexes_name_the_period(office: SimpleNamespace, records: SimpleNamespace) -> None:
    """主题党日 of January and February, 党课 of April, and none of July's discipline in the first half."""
    document = compose(load("half_year"), office.bureau, Period.half(2023, 1), now=NOW)
    lines = list(document.lines())
    assert lines[0] == "青峰市档案发展局机关党委2023年上半年党建工作总结"
    assert lines[1].startswith("2023年上半年，青峰市档案发展局机关党委")
    assert "截至2023年6月30日，对照" in "\n".join(lines)
    assert "第一种形态" not in "\n".join(lines)
    assert any(line.endswith("下半年工作打算") for line in lines)
    assert [annex.title[-10:] for annex in document.annexes] == ["（2023年上半年）"] * 2
    table = next(table for table in document.tables() if table.name == "指标对比")
    assert [column.title for column in table.columns][3:5] == ["2023年上半年", "2022年上半年"]


def test_last_years_same_period_is_meant_by_last_year_and_change(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    for on in ("2022-01-20", "2022-02-20", "2022-09-09"):
        Meeting.objects.create(
            organization=office.leading_group, kind="leading_group", title=on, date=day(on)
        )
    outline = read("标题：总结\n\n【同期】【党组会次数|去年】次，【党组会次数】次，【党组会次数|增减】次。")
    document = compose(outline, office.bureau, Period.quarter(2023, 1), now=NOW)
    assert list(document.lines())[1] == "上年同期2次，2次，持平。"
    assert {span.period.name for span in document.traced() if isinstance(span, Number)} == {
        "2023年第一季度",
        "2022年第一季度",
    }
    (year,) = list(compose(outline, office.bureau, YEAR, now=NOW).lines())[1:]
    assert year == "上年4次，2次，减少2次。"


def test_while_the_period_runs_the_text_says_as_of_today(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    now = datetime.datetime(2023, 5, 20, 9, tzinfo=timezone.get_default_timezone())
    text = "\n".join(compose(load("half_year"), office.bureau, Period.half(2023, 1), now=now).lines())
    assert "截至2023年5月20日，" in text
    assert "6月30日" not in text


@pytest.fixture
def administrator(client: Client, cast: SimpleNamespace, records: SimpleNamespace) -> Client:
    client.force_login(cast.administrator)
    return client


def test_the_page_writes_any_period_and_its_numbers_open_that_period(administrator: Client) -> None:
    asked = {"year": 2023, "start": "2023-01-16", "end": "2023-02-20", "outline": "quarter"}
    html = administrator.get(reverse("reports"), asked).content.decode()
    assert "2023年1月16日至2月20日党建工作小结" in html
    link = html.partition("开展主题党日")[2].partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "start=2023-01-16&end=2023-02-20" in link
    shown = administrator.get(link).content.decode()
    assert "5月主题党日活动" in shown  # of 15 February
    assert "“新春”话担当" not in shown  # of 15 January
    word = administrator.get(reverse("report_word"), asked)
    assert word.status_code == 200


def test_the_page_of_figures_takes_any_period(administrator: Client) -> None:
    html = administrator.get(
        reverse("figures"), {"start": "2023-01-16", "end": "2023-02-20", "year": 2023}
    ).content.decode()
    assert "2023年1月16日至2月20日" in html
    assert "主题党日次数 1 次，查看记录" in html
    third = administrator.get(reverse("figures"), {"year": 2023, "part": "q1-3"}).content.decode()
    assert "2023年前三季度" in third


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"start": "2023-05-01", "end": "2023-03-01"}, "截止日期早于起始日期"),
        ({"start": "2023-05-01"}, "请把起始日期和截止日期都填上"),
        ({"end": "2023-05-01"}, "请把起始日期和截止日期都填上"),
        ({"start": "五月", "end": "2023-05-01"}, "起始日期不是有效的日期"),
        ({"start": "2999-05-01", "end": "2999-06-01"}, "起始日期还没有到"),
        ({"part": "h9"}, "请从列表中选择时段"),
    ],
)
@pytest.mark.parametrize("name", ["reports", "figures"])
def test_a_period_that_cannot_be_is_explained(
    administrator: Client, name: str, query: dict[str, str], message: str
) -> None:
    html = administrator.get(reverse(name), {"year": "2023"} | query).content.decode()
    assert message in html
    assert "sheet-title" not in html
    assert "section-1" not in html


def write(tmp_path: Path, **options: str) -> tuple[str, str]:
    out, target = io.StringIO(), tmp_path / "a.docx"
    given = {"organization": "机关党委", "year": "2023", "outline": "quarter"} | options
    call_command("write_report", output=str(target), json=True, stdout=out, **given)
    paragraphs = docx.Document(str(target)).paragraphs
    return json.loads(out.getvalue())["title"], "\n".join(paragraph.text for paragraph in paragraphs)


def test_the_command_writes_any_period(records: SimpleNamespace, tmp_path: Path) -> None:
    title, text = write(tmp_path, period="第一季度")
    assert title == "青峰市档案发展局机关党委2023年第一季度党建工作小结"
    assert "开展主题党日3次，参加26人次" in text
    assert "党课" not in text.partition("二、")[0]
    title, text = write(tmp_path, period="2023-02-01至2023-02-28")
    assert title.endswith("2023年2月党建工作小结")
    assert "开展主题党日1次，参加9人次" in text


@pytest.mark.parametrize(
    ("period", "message"),
    [("第五季度", "--period 无法使用：“第五季度”不是"), ("2999-01-01至2999-02-01", "--period 无法使用")],
)
def test_the_command_refuses_other_words(
    records: SimpleNamespace, tmp_path: Path, period: str, message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        write(tmp_path, period=period)
