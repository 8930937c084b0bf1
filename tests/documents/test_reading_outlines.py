"""Outlines as they are read: headings, sentences, points, fragments, and every problem with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Level
from reports.outlines import UnknownOutline, available, load
from reports.outlines.reading import Fragment, Repeat, TableCall, Text, read
from reports.outlines.writing import NothingToReport, write
from reports.placeholders import PlaceholderError
from tests.documents.building import IMPRINT, FakeWords


def blocks(body: str) -> list[Text | TableCall]:
    return list(read(f"标题：总结\n\n{body}").blocks)


def test_the_header_names_the_outline_and_its_title() -> None:
    outline = read("名称：年度总结\n说明：一年一次。\n标题：某局\n标题：总结\n署名：某局\n\n正文。", slug="x")
    assert (outline.name, outline.about) == ("年度总结", "一年一次。")
    assert [len(line) for line in outline.title] == [1, 1]
    assert [block.line for block in outline.blocks] == [7]


def test_headings_are_told_from_paragraphs() -> None:
    lines = [
        "一、总体",
        "（一）要点",
        "(二)要点",
        "1.细目",
        "（2）细点",
        "1.5万元用于慰问。",
        "\u3000一、不是标题",
    ]
    levels = [block.level for block in blocks("\n".join(lines)) if isinstance(block, Text)]
    assert levels == [
        Level.FIRST,
        Level.SECOND,
        Level.SECOND,
        Level.THIRD,
        Level.FOURTH,
        None,
        None,
    ]


def test_sentences_end_with_their_closing_marks() -> None:
    (block,) = blocks("他说：“要实干。”随后部署！一是抓紧；二是抓实。")
    assert isinstance(block, Text)
    assert [sentence.source for sentence in block.sentences] == [
        "他说：“要实干。”",
        "随后部署！",
        "一是抓紧；",
        "二是抓实。",
    ]
    assert [sentence.point for sentence in block.sentences] == [False, False, True, True]


def test_marks_inside_brackets_end_no_sentence() -> None:
    (block,) = blocks("开会{【甲】次。又开【乙】次}，〖每项短板：一是【丙】。〗。")
    assert isinstance(block, Text)
    assert len(block.sentences) == 1
    kinds = [type(part) for part in block.sentences[0].parts]
    assert kinds == [str, Fragment, str, Repeat, str]


def test_notes_and_empty_lines_are_no_text() -> None:
    assert [block.line for block in blocks("// 给编写人看的\n\n甲。\n\n// 再来\n乙。")] == [5, 8]


def test_an_annex_takes_what_follows_it() -> None:
    outline = read("标题：总结\n\n正文。\n附件：统计表\n【表·指标对比】\n附件2：名单\n张贴。")
    assert len(outline.blocks) == 1
    assert [annex.title for annex in outline.annexes] == [("统计表",), ("名单",)]
    assert outline.annexes[0].blocks == (TableCall("指标对比", 5),)


def test_every_problem_is_reported_with_its_line() -> None:
    text = "说明：缺标题\n\n甲【乙。\n正常。\n丙{丁}。\n〖每项短板〗。\n{戊{己【庚】}}。\n辛}。\n一、"
    with pytest.raises(PlaceholderError) as caught:
        read(text)
    assert [problem.line for problem in caught.value.problems] == [1, 3, 5, 6, 7, 8, 9]
    assert "缺少“标题：”" in str(caught.value)


def test_built_in_outlines_are_found_by_slug_and_others_refused_in_chinese() -> None:
    assert "year_end" in [outline.slug for outline in available()]
    assert load("year_end").name == "年度党建工作总结"
    for slug in ("nothing", "../year_end", "year_end.txt", ""):
        with pytest.raises(UnknownOutline, match="没有名为"):
            load(slug)


@given(st.text(alphabet="【】{}〖〗|·列举余甲乙一二是。；：、，（）1.附件表每项短板/ 　\n", max_size=60))
def test_any_text_is_written_or_refused_with_a_line(body: str) -> None:
    words = FakeWords({"甲": 3, "乙": None}, each=[{"甲": 1}])
    try:
        document = write(read(f"标题：总结\n\n{body}"), words, IMPRINT)
    except PlaceholderError as error:
        lines = len(body.splitlines()) + 2
        assert all(1 <= problem.line <= max(lines, 3) for problem in error.problems)
    except NothingToReport:
        pass
    else:
        text = "".join(document.lines())
        assert not [mark for mark in "【】{}〖〗" if mark in text]
