"""What of an outline is written: with records, without, and how the rest closes up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Heading, Number
from reports.outlines.reading import read
from reports.outlines.writing import NothingToReport, write
from reports.placeholders import PlaceholderError
from tests.documents.building import IMPRINT, FakeWords, written

SOME = {"甲": 3, "乙": 12, "丙": None, "丁": None}


def test_a_sentence_without_records_is_left_out() -> None:
    assert written("开会【甲】次。讲课【丙】次。谈话【乙】次。", FakeWords(SOME)) == ["开会3次。谈话12次。"]


def test_a_sentence_marked_to_stay_says_that_there_are_no_records() -> None:
    lines = written("开会【甲】次，讲课【丙|无记录】次，谈话【乙|无记录】次。", FakeWords(SOME))
    assert lines == ["开会3次，讲课无记录，谈话12次。"]


def test_a_condition_prints_nothing() -> None:
    body = "【甲|有】有会。【丙|有】有课。【甲|无】没有会。【丙|无】没有课。"
    assert written(body, FakeWords(SOME)) == ["有会。没有课。"]


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("开{大会【甲】次}、{委员会【丙】次}、{小组会【乙】次}。", "开大会3次、小组会12次。"),
        ("开{大会【丙】次}、{委员会【甲】次}、{小组会【乙】次}。", "开委员会3次、小组会12次。"),
        ("开{大会【甲】次}、{委员会【丙】次}、{小组会【丁】次}。", "开大会3次。"),
        ("开{大会【丙】次}、{委员会【丁】次}、{小组会【乙】次}。", "开小组会12次。"),
        ("开{大会【甲】次}和{委员会【丙】次}。", "开大会3次。"),
        ("开{大会【丙】次}和{委员会【甲】次}。", "开委员会3次。"),
        ("开会【甲】次{，其中扩大【丙】次}，很好。", "开会3次，很好。"),
        ("开会【甲】次{，其中扩大【乙】次}，很好。", "开会3次，其中扩大12次，很好。"),
        ("其中，{书记【丙】次}、{委员【甲】次}，人人登台。", "其中，委员3次，人人登台。"),
        ("{评议【甲】次}，{谈话【丙】人次}，增进团结。", "评议3次，增进团结。"),
        (
            "有{预备党员【甲】名}、{发展对象【丙】名}、{积极分子【丁】名}，充实力量。",
            "有预备党员3名，充实力量。",
        ),
        ("办{读书班【丙】期}、{培训【甲】期}，{培训【丁】人次}。", "办培训3期。"),
        ("办{读书班【甲】期}；{培训【丙】期}，培训好。", "办读书班3期；培训好。"),
        ("{谈话【丙】人次}，{评议【甲】次}，增进团结。", "评议3次，增进团结。"),
    ],
)
def test_a_fragment_goes_with_one_separator(sentence: str, line: str) -> None:
    assert written(sentence, FakeWords(SOME)) == [line]


def test_a_sentence_goes_when_all_its_fragments_have_gone() -> None:
    assert written("开{大会【丙】次}、{小会【丁】次}。谈话【乙】次。", FakeWords(SOME)) == ["谈话12次。"]


def test_points_are_counted_anew_and_a_single_one_is_not_counted() -> None:
    body = "主要是：一是开会【甲】次；二是讲课【丙】次；三是谈话【乙】次；四是慰问【丁】次。"
    assert written(body, FakeWords(SOME)) == ["主要是：一是开会3次；二是谈话12次。"]
    assert written(body, FakeWords(SOME | {"乙": None})) == ["主要是：开会3次。"]


def test_a_point_goes_whole_when_none_of_its_sentences_has_records() -> None:
    body = "一是抓学习。学习【甲】次。二是抓教育。讲课【丙】次，慰问【丁】次。三是抓作风。谈话【乙】次。"
    assert written(body, FakeWords(SOME)) == ["一是抓学习。学习3次。二是抓作风。谈话12次。"]


def test_what_no_record_backs_goes_as_a_whole_and_headings_are_counted_anew() -> None:
    body = "\n".join(
        [
            "开头。",
            "一、教育",
            "抓得很紧。",
            "（一）讲课。讲课【丙】次。",
            "二、会议",
            "（一）慰问。慰问【丁】次。",
            "（二）开会。开会【甲】次。",
            "（三）谈话。谈话【乙】次。",
            "三、打算",
            "继续努力。",
        ]
    )
    assert written(body, FakeWords(SOME)) == [
        "开头。",
        "一、会议",
        "（一）开会。开会3次。",
        "（二）谈话。谈话12次。",
        "二、打算",
        "继续努力。",
    ]


def test_a_heading_left_alone_has_no_number() -> None:
    body = "一、会议\n（一）开会。开会【甲】次。\n（二）讲课。讲课【丙】次。"
    body += "\n二、谈话\n（一）谈心。谈心【乙】次。"
    assert written(body, FakeWords(SOME)) == ["一、会议", "开会。开会3次。", "二、谈话", "谈心。谈心12次。"]


def test_a_heading_stands_or_falls_with_its_condition() -> None:
    body = "（一）【甲|有】补短。补上。\n（二）【甲|无】巩固。巩固好。\n（三）提高。开会【甲】次。"
    assert written(body, FakeWords(SOME)) == ["（一）补短。补上。", "（二）提高。开会3次。"]
    assert written(body + "【乙】次。", FakeWords(SOME | {"甲": None})) == [
        "（一）巩固。巩固好。",
        "（二）提高。12次。",
    ]


def test_a_heading_runs_on_or_stands_on_a_line_of_its_own() -> None:
    outline = read("标题：总结\n\n（一）开会。开会【甲】次。\n（二）单独成行。\n正文。")
    first, second = [
        block for block in write(outline, FakeWords(SOME), IMPRINT).blocks if isinstance(block, Heading)
    ]
    assert (first.spans, first.run_on[0], first.run_on[2]) == (("开会。",), "开会", "次。")
    assert (second.spans, second.run_on) == (("单独成行",), ())


def test_repeats_are_numbered_and_parted() -> None:
    body = "仍有不足：〖每项短板：一是差【差】次〗。开会【甲】次。"
    two = FakeWords(SOME, each=[{"差": 2}, {"差": 5}])
    assert written(body, two) == ["仍有不足：一是差2次；二是差5次。开会3次。"]
    assert written(body, FakeWords(SOME, each=[{"差": 2}])) == ["仍有不足：差2次。开会3次。"]


def test_a_repeat_without_items_takes_its_sentence_along() -> None:
    words = FakeWords(SOME, each=[{"差": None}])
    assert written("仍有不足：〖每项短板：差【差】次〗。开会【甲】次。", words) == ["开会3次。"]


def test_numbers_know_their_figure() -> None:
    outline = read("标题：总结\n\n开会【乙|余】次。")
    (span,) = write(outline, FakeWords(SOME), IMPRINT).traced()
    assert isinstance(span, Number)
    assert (span.text, span.value.figure.name, span.value.value) == ("10余", "乙", 12)


def test_what_was_left_out_is_reported_with_its_line() -> None:
    outline = read("标题：总结\n\n开会【甲】次{，扩大【丙】次}。\n讲课【丁】次。【丙|无】没有课。")
    omitted = write(outline, FakeWords(SOME), IMPRINT).omitted
    assert [(item.line, item.names) for item in omitted] == [(3, ("丙",)), (4, ("丁",))]


def test_unknown_names_are_refused_all_at_once() -> None:
    outline = read(
        "标题：总结\n\n开会【甲】次。\n讲课【已】次、【庚】次。\n〖每项缺点：【乙】〗。\n【表·流水】"
    )
    with pytest.raises(PlaceholderError) as caught:
        write(outline, FakeWords(SOME), IMPRINT)
    assert [problem.line for problem in caught.value.problems] == [4, 4, 5, 6]


def test_nothing_is_written_when_there_are_no_records_at_all() -> None:
    with pytest.raises(NothingToReport, match="青峰市档案发展局机关党委”2023年没有"):
        written("开头。\n一、会议\n开会【丙】次。\n二、打算\n继续。", FakeWords(SOME))


def test_text_out_of_records_is_never_read_for_placeholders() -> None:
    words = FakeWords(SOME, said={"单位": "【甲】{局}一、"})
    assert written("【单位】开会【甲】次。", words) == ["【甲】{局}一、开会3次。"]


@given(
    marks=st.lists(st.sampled_from(["、", "，", "；", "和"]), min_size=1, max_size=6),
    present=st.lists(st.booleans(), min_size=7, max_size=7),
    tail=st.sampled_from(["。", "，很好。"]),
)
def test_whatever_is_missing_no_separator_is_left_over(
    marks: list[str], present: list[bool], tail: str
) -> None:
    names = [f"项{place}" for place in range(len(marks) + 1)]
    numbers: dict[str, int | None] = {
        name: 5 if there else None for name, there in zip(names, present, strict=False)
    }
    fragments = [f"{{{name}【{name}】次}}" for name in names]
    pieces = [fragment + mark for fragment, mark in zip(fragments, [*marks, ""], strict=True)]
    (line,) = written(f"开头。开{''.join(pieces)}{tail}有【有】次。", FakeWords(numbers | {"有": 1}))
    kept = [f"{name}5次" for name, there in zip(names, present, strict=False) if there]
    assert not re.search("[、，；和][、，；和。]|开[、，；和]|[、，；和]$", line)
    assert re.findall(r"项\d+5次", line) == kept
    assert ("开项" in line) == bool(kept)
    assert ("很好" in line) == (bool(kept) and tail == "，很好。")
