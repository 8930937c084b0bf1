"""What the review copy says beside each number, and what it never says."""

import datetime
import io
from types import SimpleNamespace

import docx
import pytest
from django.utils import timezone

from branches.models import Organization, Role, Talk, User
from reports.document import MOST_ROWS, Column, Document, Listing, Number, Table, Tally
from reports.outlines import load
from reports.outlines.composing import compose
from reports.outlines.reading import read
from reports.periods import Period
from reports.word.render import render
from reports.word.review import notes
from tests.documents.building import document

NOW = datetime.datetime(2024, 1, 5, 9, 5, tzinfo=timezone.get_default_timezone())


def composed(sentence: str, organization: Organization) -> Document:
    return compose(read(f"标题：总结\n\n{sentence}"), organization, Period.year(2023), now=NOW)


def note(sentence: str, organization: Organization, user: User | None = None) -> str:
    document = composed(sentence, organization)
    (span,) = document.traced()
    return notes(document, organization, user)(span)


def test_a_comment_says_what_was_counted_when_and_from_which_records(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    assert note("开展【主题党日次数】次。", office.bureau).splitlines() == [
        "指标：主题党日次数",
        "口径：期内开展的类型为“主题党日”的会议活动次数，一条记录计一次。",
        "数值：3次",
        "期间：2023年1月1日至2023年12月31日",
        "统计时间：2024年1月5日 09:05",
        "记录：共3条：",
        "2023-01-15 第一支部 主题党日：“新春”话担当",
        "2023-02-15 第一支部 主题党日：5月主题党日活动",
        "2023-03-15 第一支部 主题党日：《论语》里的为政之道",
    ]


def test_only_the_first_records_are_named(office: SimpleNamespace, records: SimpleNamespace) -> None:
    for month in (1, 2):
        Talk.objects.create(
            organization=office.second, kind="heart", talker="某人", date=datetime.date(2023, month, 1)
        )
    copy = records.theme_days[0]
    for number in range(3):
        copy.pk, copy.title = None, f"补录第{number}次"
        copy.save(force_insert=True)
    lines = note("开展【主题党日次数】次。", office.bureau).splitlines()
    assert "记录：共6条，前3条：" in lines
    assert len(lines) == 9


def test_the_change_names_both_values_and_both_periods(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    lines = note("同比【党组会次数|增减】次。", office.bureau).splitlines()
    assert "数值：2次" in lines
    assert "上年：1次（期间：2022年1月1日至2022年12月31日）" in lines


@pytest.mark.parametrize(
    ("sentence", "secrets"),
    [
        ("处理【第一种形态处理人次】人次。", ("吴静宜", "迟到", "第二支部", "2023-07")),
        ("谈话【谈心谈话人次】人次。", ("程远山", "林晓岚", "第一支部", "2023-05")),
    ],
)
def test_persons_are_never_named(
    office: SimpleNamespace, records: SimpleNamespace, sentence: str, secrets: tuple[str, ...]
) -> None:
    text = note(sentence, office.bureau)
    assert "记录：共1条，涉及个人，不列明细。" in text
    assert not [secret for secret in secrets if secret in text]


def test_records_out_of_reach_are_counted_but_not_named(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    neighbour = User.objects.create_user(username="neighbour", password="a-long-password-1")
    Role.objects.create(user=neighbour, kind="secretary", organization=office.second)
    lines = note("开展【主题党日次数】次。", office.bureau, neighbour).splitlines()
    assert lines[-1] == "记录：共3条。"


def test_a_listing_says_where_its_titles_come_from(office: SimpleNamespace, records: SimpleNamespace) -> None:
    document = composed("学了【主题党日主题·列举1】。", office.bureau)
    (span,) = document.traced()
    assert isinstance(span, Listing)
    text = notes(document, office.bureau)(span)
    assert "内容：主题党日主题" in text
    assert "不同的名称共2个，取自“主题党日次数”所计的记录。" in text


def test_every_traced_span_of_the_summary_carries_its_comment(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    document = compose(load("year_end"), office.bureau, Period.year(2023), now=NOW)
    spans = list(document.traced())
    assert {type(span) for span in spans} == {Number, Listing, Tally}
    word = docx.Document(io.BytesIO(render(document, notes(document, office.bureau))))
    comments = list(word.comments)
    assert len(comments) == len(spans) > 20
    assert all("统计时间：2024年1月5日 09:05" in comment.text for comment in comments)
    assert {comment.author for comment in comments} == {"青峰市档案发展局机关党委"}
    everything = "\n".join(comment.text for comment in comments)
    assert not [name for name in ("吴静宜", "林晓岚", "迟到") if name in everything]


def test_of_a_very_long_table_the_first_rows_are_commented_on() -> None:
    rows = tuple((Tally(str(number), "次数", "开展的次数。"),) for number in range(MOST_ROWS + 5))
    long = document(Table((Column("次数"),), tuple((spans,) for spans in rows)))
    word = docx.Document(io.BytesIO(render(long, lambda span: span.text)))
    assert len(word.tables[0].rows) == 1 + MOST_ROWS + 5
    assert [comment.text for comment in word.comments] == [str(number) for number in range(MOST_ROWS)]
