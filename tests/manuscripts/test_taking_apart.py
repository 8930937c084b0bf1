"""Whatever is typed: every piece knows its place, and the text comes to a document or to a reason."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branches.forms.text import tidy_text
from reports.manuscripts.composing import compose
from reports.manuscripts.reading import Kind, take_apart
from reports.manuscripts.remarks import Verdict, remarks
from reports.manuscripts.texts import as_text
from reports.periods import Period

LONELY = ["【", "】", "|", "·列举3", "表·指标对比", "党组会次数"]
MARKS = ["标题：", "署名：", "附件：", "\n", "\n\n", "//", "一、", "（二）", "3.", "（4）", "\u3000", "一是"]
WORDS = ["“", "”", "《", "》", "情况", "a", "{", "〖", " ", "😀", "2023年", "；", "。", "！", "【【", "】】"]
COUNTED = [
    "【党组会次数】",
    "【党课次数|汉字】次",
    "【读书班次数】期",
    "召开党组会5次",
    "主题党日三次",
    "**次",
]


def texts(scraps: list[str]) -> st.SearchStrategy[str]:
    several = st.lists(st.sampled_from(scraps), max_size=40)
    return several.map(lambda found: tidy_text("标题：情况\n\n" + "".join(found)))


@given(texts([*LONELY, *MARKS, *WORDS, *COUNTED]))
def test_every_piece_is_found_again_at_its_place(text: str) -> None:
    position = 0
    for line in take_apart(text).lines:
        for piece in line.pieces:
            source = text[piece.start : piece.end]
            assert piece.start >= position
            assert source in {piece.plain, piece.plain * 2}
            assert source.count("\n") == 0
            position = piece.end
        assert 0 <= line.heading <= len(line.pieces)
        assert (line.heading > 0) == (line.kind is Kind.HEADING)


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(texts([*MARKS, *WORDS, *COUNTED]), texts([*LONELY, *MARKS, *WORDS])))
def test_any_text_is_composed_and_its_document_comes_back(
    office: SimpleNamespace, records: SimpleNamespace, text: str
) -> None:
    period = Period.year(2023)
    composed = compose(text, office.bureau, period)
    for remark in remarks(composed.lines, office.bureau, period):
        assert remark.typed.startswith(text[remark.start : remark.end])
        assert (remark.placeholder != "") <= (remark.verdict is not Verdict.NONE)
    if not composed.problems:
        again = compose(as_text(composed.document), office.bureau, period, now=composed.document.counted_at)
        assert again.problems == []
        assert again.document == composed.document
