"""From records to the document: the built-in outline, figures, listings and completion."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from branches.models import Duty, Meeting, Organization
from reports.document import Document, Listing, Number, Tally
from reports.figures.registry import registry
from reports.outlines import available, load
from reports.outlines.composing import compose
from reports.outlines.listings import KINDS
from reports.outlines.reading import read
from reports.outlines.shortfalls import MOST_LINES
from reports.outlines.words import OutlineWords
from reports.outlines.writing import NothingToReport, check
from reports.periods import Period
from reports.placeholders import PlaceholderError

YEAR = Period.year(2023)
NOW = datetime.datetime(2024, 1, 5, 9, 5, tzinfo=timezone.get_default_timezone())


def composed(body: str, organization: object, period: Period = YEAR) -> Document:
    outline = read(f"标题：【单位】【年份】年度总结\n\n{body}")
    return compose(outline, organization, period, now=NOW)


def line(body: str, organization: object) -> str:
    return list(composed(body, organization).lines())[1]


@pytest.mark.parametrize("outline", available(), ids=lambda outline: outline.slug)
def test_every_name_in_a_built_in_outline_is_known(office: SimpleNamespace, outline: object) -> None:
    check(outline, OutlineWords(office.bureau, YEAR, NOW.date(), []))


def test_every_listing_rests_on_a_figure_and_a_title() -> None:
    for kind in KINDS.values():
        assert registry.get(kind.figure) is not None, kind.name
        assert registry.named(kind.name) is None, kind.name


def test_the_summary_states_what_the_records_say(office: SimpleNamespace, records: SimpleNamespace) -> None:
    document = compose(load("year_end"), office.bureau, YEAR, now=NOW)
    text = "\n".join(document.lines())
    assert document.title_lines == ("青峰市档案发展局机关党委", "2023年度党建工作总结")
    for statement in (
        "召开党组会2次。",
        "组织学习2次，学习重要文稿2篇、3篇次。先后学习了“论学习”“论实干”。",
        "开展主题党日3次，参加26人次。",
        "讲授党课1次，听课9人次。",
        "其中，党支部书记讲授1次。",
        "开展谈心谈话1次、2人次。",
        "出台或修订制度文件2项，主要有《考勤办法》《请假制度》。",
        "运用监督执纪第一种形态处理1人次。",
    ):
        assert statement in text
    done, _, _ = text.partition("存在的主要问题")
    for absent in ("民主生活会", "读书班", "换届", "走访慰问", "党纪政务处分", "无记录"):
        assert absent not in done
    assert [
        block for block in text.splitlines() if block.startswith(("一、", "二、", "三、", "四、", "五、"))
    ]
    assert document.signature == "青峰市档案发展局机关党委"
    assert document.issued_on == datetime.date(2024, 1, 5)


def test_every_number_in_the_text_is_traced(office: SimpleNamespace, records: SimpleNamespace) -> None:
    """Digits stand in plain text only as the year, a date, or in the names of organisations and months."""
    document = compose(load("year_end"), office.bureau, YEAR, now=NOW)
    plain = "".join(span for span in document.spans() if isinstance(span, str))
    for known in ("2023年12月31日", "2023年", "2022年"):
        plain = plain.replace(known, "")
    tables = "".join(str(position) for position in range(1, 100))
    rest = {character for character in plain if character.isdigit()} - set(tables)
    assert not rest
    text = "".join(span for block in document.blocks for span in _plain(block)).replace("2023年12月31日", "")
    assert not [character for character in text.replace("2023年", "") if character.isdigit()]


def _plain(block: object) -> list[str]:
    spans = (*getattr(block, "spans", ()), *getattr(block, "run_on", ()))
    return [span for span in spans if isinstance(span, str)]


def test_a_part_of_the_office_counts_only_its_own(office: SimpleNamespace, records: SimpleNamespace) -> None:
    text = "\n".join(compose(load("year_end"), office.first, YEAR, now=NOW).lines())
    assert "开展主题党日3次" in text
    assert "召开党组会" not in text
    assert "第一种形态" not in text


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("开会【党组会次数】次。", "开会2次。"),
        ("开会【党组会次数|汉字】次。", "开会两次。"),
        ("参加【主题党日参加人次|余】人次。", "参加20余人次。"),
        ("上年【党组会次数|去年】次。", "上年1次。"),
        ("同比【党组会次数|增减】次。", "同比增加1次。"),
        ("读书班【读书班次数|无记录】期，党组会【党组会次数】次。", "读书班无记录，党组会2次。"),
        ("【截至】，【单位简称】开会【党组会次数】次。", "截至2023年12月31日，机关党委开会2次。"),
        ("【上年】年以来开会【党组会次数】次。", "2022年以来开会2次。"),
        ("学了【主题党日主题·列举1】。", "学了“‘新春’话担当”等。"),
        ("学了【主题党日主题·列举】。", "学了“‘新春’话担当”“《论语》里的为政之道”。"),
        ("出台【制度文件名称·列举1】。", "出台《考勤办法》等。"),
        ("讲了【党课题目·列举】。", "讲了“【党组会次数】{不是占位符}”。"),
    ],
)
def test_styles_facts_and_listings(
    office: SimpleNamespace, records: SimpleNamespace, sentence: str, printed: str
) -> None:
    assert line(sentence, office.bureau) == printed


def test_no_change_is_said_in_words(office: SimpleNamespace, records: SimpleNamespace) -> None:
    records.group_meetings[1].move_to_bin(None)
    assert line("同比【党组会次数|增减】次。", office.bureau) == "同比持平。"


def test_a_change_needs_records_in_both_years(office: SimpleNamespace, records: SimpleNamespace) -> None:
    with pytest.raises(NothingToReport):
        line("同比【主题党日次数|增减】次。", office.bureau)


def test_spans_know_what_they_state(office: SimpleNamespace, records: SimpleNamespace) -> None:
    document = composed("【党组会次数】次，同比【党组会次数|增减】次，【党课题目·列举】。", office.bureau)
    number, change, listing = document.traced()
    assert isinstance(number, Number)
    assert (number.value.figure.key, number.value.value, number.period) == (
        "meeting.leading_group.count",
        2,
        YEAR,
    )
    assert isinstance(change, Number)
    assert change.before is not None
    assert change.before.value == 1
    assert isinstance(listing, Listing)
    assert (listing.figure.key, listing.total) == ("lecture.count", 1)


def test_titles_that_say_nothing_or_too_much_are_not_listed(office: SimpleNamespace) -> None:
    for title in ("主题党日", "第三季度主题党日活动", "2023年5月支部主题党日", "字" * 41, "有主题"):
        Meeting.objects.create(
            organization=office.first, kind="theme_day", title=title, date=datetime.date(2023, 5, 5)
        )
    assert line("【主题党日主题·列举9】", office.bureau) == "“有主题”"


def test_the_title_most_records_share_comes_first(office: SimpleNamespace) -> None:
    for month, titles in ((1, ["甲题"]), (2, ["乙题", "乙题"]), (3, ["丙题"])):
        for title in titles:
            Meeting.objects.create(
                organization=office.first, kind="theme_day", title=title, date=datetime.date(2023, month, 5)
            )
    assert line("【主题党日主题·列举2】", office.bureau) == "“乙题”“甲题”等"


def test_shortfalls_are_counted_and_named(office: SimpleNamespace, records: SimpleNamespace) -> None:
    """Two branches; of the yearly 12 theme days the first held 3, the second none."""
    Duty.objects.exclude(name="主题党日").update(is_active=False)
    document = compose(load("year_end"), office.bureau, YEAR, now=NOW)
    text = "\n".join(document.lines())
    assert "对照1项应开展事项逐一核对，有1项没有完全达到规定次数。" in text
    assert "主题党日，2个党支部中有2个没有按月开展到位，共缺21次，涉及第一支部、第二支部。\n" in text
    assert "针对主题党日没有完全开展到位的问题" in text
    assert "均已按期" not in text
    missing = next(
        span for span in document.traced() if isinstance(span, Tally) and span.name.startswith("差额")
    )
    assert missing.lines[0].startswith("第一支部：应开展12次，按期完成3次，未达标：2023年4月、")
    table = next(table for table in document.tables() if table.name == "完成情况")
    cells = [span if isinstance(span, str) else span.text for (span,) in table.rows[0]]
    assert cells == ["1", "主题党日", "2", "24", "3", "第一支部、第二支部"]


def test_behind_a_number_of_many_organizations_stand_the_first_and_where_the_others_are(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    Duty.objects.exclude(name="主题党日").update(is_active=False)
    for number in range(3, 61):
        Organization.objects.create(
            name=f"第{number}党支部", short_name=f"第{number}支部", kind="branch", parent=office.bureau
        )
    document = compose(load("year_end"), office.bureau, YEAR, now=NOW)
    named = {span.name: span for span in document.traced() if isinstance(span, Tally)}
    counted = named["党组织数（主题党日）"]
    assert counted.text == "60"
    assert len(counted.lines) == MOST_LINES + 1
    assert counted.lines[-1] == f"另有{60 - MOST_LINES}个党组织，明细见“完成情况”。"


@pytest.mark.parametrize(("branches", "ends"), [(20, "、第20支部"), (21, "、第20支部等21个")])
def test_of_many_that_fell_short_the_table_names_the_first_and_says_how_many(
    office: SimpleNamespace, records: SimpleNamespace, branches: int, ends: str
) -> None:
    Duty.objects.exclude(name="主题党日").update(is_active=False)
    for number in range(3, branches + 1):
        Organization.objects.create(
            name=f"第{number}党支部", short_name=f"第{number}支部", kind="branch", parent=office.bureau
        )
    document = compose(load("year_end"), office.bureau, YEAR, now=NOW)
    table = next(table for table in document.tables() if table.name == "完成情况")
    named = str(table.rows[0][-1][0])
    assert named.startswith("第一支部、第二支部、第3支部、")
    assert named.endswith(ends)


def test_when_nothing_is_missing_the_text_says_so(office: SimpleNamespace, records: SimpleNamespace) -> None:
    Duty.objects.exclude(name="党课").update(is_active=False)
    Duty.objects.filter(name="党课").update(per="year", organization=office.first)
    text = "\n".join(compose(load("year_end"), office.bureau, YEAR, now=NOW).lines())
    assert "对照1项应开展事项逐一核对，均已按期达到规定次数" in text
    assert "没有完全达到" not in text
    assert "巩固组织生活成果" in text


def test_without_any_rule_nothing_is_claimed_about_completion(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    Duty.objects.update(is_active=False)
    document = compose(load("year_end"), office.bureau, YEAR, now=NOW)
    text = "\n".join(document.lines())
    for claim in ("应开展", "规定次数", "组织生活短板", "巩固组织生活"):
        assert claim not in text
    assert [annex.title for annex in document.annexes] == [
        "主要工作数据统计表（2023年度）",
        "各党支部组织生活开展情况表（2023年度）",
    ]


def test_the_table_compares_every_stated_figure(office: SimpleNamespace, records: SimpleNamespace) -> None:
    document = composed(
        "开会【党组会次数】次，讲课【党课次数】次。\n附件：统计表\n【表·指标对比】", office.bureau
    )
    (table,) = document.tables()
    assert [column.title for column in table.columns] == ["序号", "项目", "单位", "2023年", "2022年", "增减"]
    rows = [[span if isinstance(span, str) else span.text for (span,) in row] for row in table.rows]
    assert rows == [
        ["1", "党组会次数", "次", "2", "1", "增加1"],
        ["2", "党课次数", "次", "1", "无记录", "—"],
    ]


def test_a_year_without_records_is_refused(office: SimpleNamespace, records: SimpleNamespace) -> None:
    with pytest.raises(NothingToReport, match="2019年没有"):
        compose(load("year_end"), office.bureau, Period.year(2019), now=NOW)


def test_an_unknown_name_is_refused_with_its_line(office: SimpleNamespace) -> None:
    with pytest.raises(
        PlaceholderError, match="第3行：没有名为“党组会议次数”的指标或内容。是否指：党组会次数"
    ):
        composed("开会【党组会议次数】次。", office.bureau)


def test_the_queries_do_not_grow_with_the_records(office: SimpleNamespace, records: SimpleNamespace) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            compose(load("year_end"), office.bureau, YEAR, now=NOW)
        return len(queries)

    before = asked()
    for month in range(1, 13):
        for organization in (office.first, office.second):
            Meeting.objects.create(
                organization=organization,
                kind="general",
                title=f"第{month}次大会",
                date=datetime.date(2023, month, 20),
            )
    assert asked() == before < 60
