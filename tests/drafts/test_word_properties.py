"""Whatever the text and however its runs are cut: only the characters of quantities change."""

import io

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.drafts.draft import Change
from reports.drafts.files import opened
from reports.drafts.filling import fill
from reports.drafts.quantities import find
from reports.drafts.readings import read
from reports.figures.counting import figure_values  # noqa: F401  (declares the figures)
from reports.figures.registry import FigureValue, registry
from tests.drafts.documents import saved

VOCABULARY = """
召开 开展 党组会 支委会 党员大会 主题党日 中心组学习 讲党课 谈心谈话 全年 累计 班子成员 第一种形态处理 其中
12 60余 近60 三十 两 ** ＊＊ XX （） … ６０ 1,200 2023年 3月5日 第 每月 “七一” 《榜样5》
次 人次 名 篇 篇次 万元 项 条 个 ， 。 、 ； / ： （ ） ## < & 😀
"""
WORDS = st.sampled_from([*VOCABULARY.split(), " ", "\t", "\u3000"])
PROSE = st.lists(WORDS, max_size=40).map("".join)
VALUES = {figure.key: FigureValue(figure, 1011 + 7 * place, 1) for place, figure in enumerate(registry)}


def filled(text: str) -> list[Change]:
    return [
        Change(row.reading.quantity.start, row.reading.quantity.end, row.replacement)
        for row in fill(read(text, registry, 2023), VALUES)
        if row.replacement is not None
    ]


@settings(max_examples=300)
@given(PROSE)
def test_quantities_are_ordered_disjoint_stretches_with_their_unit(text: str) -> None:
    position = 0
    for quantity in find(text):
        assert position <= quantity.start < quantity.end < quantity.unit_end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        assert text[quantity.end : quantity.unit_end].strip(" \t\u3000\xa0").startswith(quantity.unit)
        position = quantity.unit_end


@settings(max_examples=300)
@given(PROSE)
def test_filling_changes_nothing_outside_quantities(text: str) -> None:
    found = {(quantity.start, quantity.end) for quantity in find(text)}
    changes = filled(text)
    assert {(change.start, change.end) for change in changes} <= found

    if text.strip():
        result = opened("draft.txt", text.encode()).with_changes(changes).decode()
        kept = text
        for change in reversed(changes):
            kept = kept[: change.start] + "\0" + kept[change.end :]
        assert _fits(kept.split("\0"), [change.text for change in changes]) == result


def _fits(between: list[str], new: list[str]) -> str:
    return between[0] + "".join(text + rest for text, rest in zip(new, between[1:], strict=True))


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_at_all_is_read(text: str) -> None:
    for reading in read(text, registry, 2023):
        assert reading.figure is None or reading.figure in reading.candidates


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=4), st.data())
def test_a_word_document_reads_like_its_text_and_changes_like_it(
    lines: list[list[str]], data: st.DataObject
) -> None:
    document = Document()
    for runs in lines:
        paragraph = document.add_paragraph()
        for run in runs:
            cut = data.draw(st.integers(0, len(run)))
            paragraph.add_run(run[:cut])
            paragraph.add_run(run[cut:]).bold = True
    file = saved(document)
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(file)).paragraphs)
    if not text.strip():
        return
    draft = opened("draft.docx", file)
    assert draft.text == text

    changes = [change for change in filled(text) if not draft.is_fixed(change.start, change.end)]
    result = opened("draft.docx", draft.with_changes(changes))
    expected = opened("draft.txt", text.encode()).with_changes(changes).decode()
    assert result.text == expected
