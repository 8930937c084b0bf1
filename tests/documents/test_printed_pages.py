"""The official layout as LibreOffice prints it: 22 lines of 28 characters, indents, page numbers, annexes."""

from itertools import cycle, islice
from pathlib import Path

import pytest

from reports.document import Align, Annex, Column, Heading, Level, Paragraph, Table
from reports.word.render import render
from tests.documents.building import document, number
from tests.documents.pages import Page, printed

pytestmark = pytest.mark.office

POINTS = 72 / 25.4  # in a millimetre
CHARACTER = 16  # points: the body face is 3号


def text(length: int) -> str:
    """So many characters without punctuation, which may hang or be carried over."""
    return "".join(islice(cycle("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"), length))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    table = Table(
        (Column("序号", 1, Align.CENTER), Column("项目", 3), Column("2023年", 2, Align.RIGHT)),
        tuple(((str(row),), ("党组会次数",), (number("党组会次数", row),)) for row in range(1, 60)),
    )
    summary = document(
        Paragraph((text(3 * 22 * 28),)),
        Heading(Level.FIRST, "一、", ("政治建设",)),
        Heading(Level.SECOND, "（一）", ("坚持学习。",), ("召开“专题”会", number("党组会次数", 24), "次。")),
        annexes=[Annex("2023年度统计表", (table,)), Annex("名单", (Paragraph(("略。",)),))],
        title=("青峰市档案发展局机关党委", "2023年度党建工作总结"),
    )
    return printed(render(summary), tmp_path_factory.mktemp("pages"))


def test_a_page_is_a4_with_22_lines_of_28_characters(pages: list[Page]) -> None:
    assert (round(pages[0].width), round(pages[0].height)) == (595, 842)
    for page in pages[1:3]:
        assert [len(line.text) for line in page.body] == [28] * 22


def test_the_text_block_keeps_the_margins(pages: list[Page]) -> None:
    for line in pages[1].body:
        assert abs(line.left - 28 * POINTS) < 2
        assert line.right <= (210 - 26) * POINTS + 1
    assert pages[1].body[0].top >= 37 * POINTS - 1
    assert pages[1].body[-1].bottom <= (297 - 35) * POINTS + 1


def test_the_first_page_opens_with_title_blank_line_and_indented_text(pages: list[Page]) -> None:
    organization, title, first, second, *_ = pages[0].body
    assert (organization.text, title.text) == ("青峰市档案发展局机关党委", "2023年度党建工作总结")
    for line in (organization, title):
        centre = (line.left + line.right) / 2
        assert abs(centre - (28 + 210 - 26) / 2 * POINTS) < 4
    line_height = second.top - first.top
    assert abs(line_height - 28.95) < 0.2
    assert len(pages[0].body) == 21  # 22 with the blank line under the title
    assert abs(first.left - second.left - 2 * CHARACTER) < 1
    assert (len(first.text), len(second.text)) == (26, 28)


def test_page_numbers_stand_outside_one_character_in_and_7_mm_below(pages: list[Page]) -> None:
    assert [page.number.text for page in pages] == [f"—{at}—" for at in range(1, len(pages) + 1)]
    for at, page in enumerate(pages, start=1):
        line = page.number
        if at % 2:
            assert abs((210 - 26) * POINTS - line.right - 14) < 3
        else:
            assert abs(line.left - 28 * POINTS - 14) < 3
        below = line.top - (297 - 35) * POINTS
        assert 7 * POINTS - 4 < below < 7 * POINTS + 6


def test_headings_are_indented_like_paragraphs(pages: list[Page]) -> None:
    lines = [line for page in pages for line in page.body]
    for start in ("一、政治建设", "（一）坚持学习。召开“专题”会24次。"):
        line = next(line for line in lines if line.text == start)
        assert abs(line.left - 28 * POINTS - 2 * CHARACTER) < 9  # brackets and quotes have a blank half


def test_each_annex_has_its_own_page_and_repeats_the_head_of_its_table(pages: list[Page]) -> None:
    starts = [at for at, page in enumerate(pages) if page.body[0].text in ("附件1", "附件2")]
    assert len(starts) == 2
    assert pages[starts[0]].body[1].text == "2023年度统计表"
    table_pages = pages[starts[0] : starts[1]]
    assert len(table_pages) > 1
    for page in table_pages:
        assert "序号项目2023年" in [line.text for line in page.body]
    right = (210 - 26) * POINTS
    assert all(line.right <= right + 1 for page in table_pages for line in page.body)


def test_the_review_copy_prints_too(tmp_path: Path) -> None:
    made = document(Paragraph(("召开党组会", number("党组会次数", 24), "次。")))
    (page,) = printed(render(made, lambda span: "指标：党组会次数"), tmp_path)
    assert "召开党组会24次。" in [line.text for line in page.body]


@pytest.mark.parametrize("lines", [16, 17, 18, 19])
def test_no_page_holds_the_signature_alone(tmp_path: Path, lines: int) -> None:
    """However the text ends at the foot of the page, its last words stand above the signature."""
    filler = [Paragraph((text(20),)) for _ in range(lines)]
    made = document(*filler, Paragraph(("最后一段。",)), annexes=[Annex("名单", (Paragraph(("略。",)),))])
    pages = printed(render(made), tmp_path)
    (page,) = [page for page in pages if "2024年1月8日" in [line.text for line in page.body]]
    words = [line.text for line in page.body]
    assert "最后一段。" in words
    assert "附件：名单" in words
    assert "青峰市档案发展局机关党委" in words


def test_every_punctuation_mark_is_printed_wherever_the_line_ends(tmp_path: Path) -> None:
    sentence = "召开党组会60次，研究事项26次；按月提醒、按季核对，做到应开展的及时开展，已开展的及时登记。"
    shifted = [Paragraph((sentence[start:] + sentence * 2,)) for start in range(len(sentence))]
    shown = "".join(line.text for page in printed(render(document(*shifted)), tmp_path) for line in page.body)
    written = "".join(str(span) for paragraph in shifted for span in paragraph.spans)
    for mark in "，；、。":
        assert shown.count(mark) == written.count(mark)
