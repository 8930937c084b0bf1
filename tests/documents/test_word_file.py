"""The Word file, opened again: layout of GB/T 9704, text, comments, properties."""

import datetime
import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, Twips

from reports.document import Align, Annex, Column, Document, Heading, Level, Paragraph, Table
from reports.word.render import render
from tests.documents.building import document, number


def opened(made: Document, review: bool = False) -> WordDocument:
    return docx.Document(io.BytesIO(render(made, (lambda span: f"批注：{span.text}") if review else None)))


@pytest.fixture
def summary() -> Document:
    table = Table(
        (Column("序号", 1, Align.CENTER), Column("项目", 3), Column("2023年", 2, Align.RIGHT)),
        ((("1",), ("党组会次数",), (number("党组会次数", 24),)),),
    )
    return document(
        Paragraph(("2023年，工作有序开展。",)),
        Heading(Level.FIRST, "一、", ("政治建设",)),
        Heading(Level.SECOND, "（一）", ("坚持学习。",), ("召开党组会", number("党组会次数", 24), "次。")),
        Heading(Level.THIRD, "1.", ("细目",)),
        Heading(Level.FOURTH, "（1）", ("细点",)),
        annexes=[Annex("2023年度统计表", (table,)), Annex("名单", (Paragraph(("略。",)),))],
        title=("青峰市档案发展局机关党委", "2023年度党建工作总结"),
    )


def test_the_page_is_that_of_the_standard(summary: Document) -> None:
    (section,) = opened(summary).sections
    assert (section.page_width, section.page_height) == (Twips(11906), Twips(16838))
    for length, wanted in (
        (section.top_margin, Mm(37)),
        (section.bottom_margin, Mm(35)),
        (section.left_margin, Mm(28)),
        (section.right_margin, Mm(26)),
    ):
        assert length is not None
        assert abs(length - wanted) < Cm(0.01)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def east_asian(word: WordDocument, style: str) -> str:
    found = next(each for each in word.styles if each.style_id == style)
    return str(found.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")))


def test_faces_and_sizes_are_those_of_the_standard(summary: Document) -> None:
    word = opened(summary)
    wanted = {
        "Title": ("方正小标宋简体", Pt(22)),
        "Heading1": ("黑体", Pt(16)),
        "Heading2": ("楷体_GB2312", Pt(16)),
        "Heading3": ("仿宋_GB2312", Pt(16)),
        "Heading4": ("仿宋_GB2312", Pt(16)),
        "Normal": ("仿宋_GB2312", Pt(16)),
        "PageNumberOdd": ("宋体", Pt(14)),
    }
    sizes = {style.style_id: style.font.size for style in word.styles if style.style_id in wanted}
    assert {style: (east_asian(word, style), sizes[style]) for style in wanted} == wanted
    assert not any(style.font.bold for style in word.styles if style.style_id in wanted)
    body = next(style for style in word.styles if style.style_id == "Normal")
    assert body.font.name == "Times New Roman"
    indent = body.element.pPr.find(qn("w:ind"))
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


def test_missing_faces_have_stand_ins(summary: Document) -> None:
    package = zipfile.ZipFile(io.BytesIO(render(summary)))
    fonts = package.read("word/fontTable.xml").decode()
    for face, other in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("方正小标宋简体", "宋体")):
        entry = fonts[fonts.index(f'w:name="{face}"') :]
        assert other in entry[: entry.index("</w:font>")]


def test_a_run_in_heading_has_its_face_on_the_first_sentence_only(summary: Document) -> None:
    word = opened(summary)
    paragraph = next(each for each in word.paragraphs if each.text.startswith("（一）"))
    assert paragraph.style is not None
    assert paragraph.style.style_id == "Normal"
    styles = [(run.text, run.style.style_id if run.style else "") for run in paragraph.runs]
    assert styles[:2] == [("（一）", "RunIn2"), ("坚持学习。", "RunIn2")]
    assert "".join(text for text, style in styles if style != "RunIn2") == "召开党组会24次。"
    assert east_asian(word, "RunIn2") == "楷体_GB2312"
    alone = next(each for each in word.paragraphs if each.text == "一、政治建设")
    assert alone.style is not None
    assert alone.style.style_id == "Heading1"


def test_a_long_title_is_broken_where_it_may_be_and_a_short_one_is_not(summary: Document) -> None:
    assert [paragraph.text for paragraph in opened(summary).paragraphs][:3] == [*summary.title_lines, ""]
    short = opened(document(Paragraph(("正文。",)), title=("某局", "工作总结")))
    assert [paragraph.text for paragraph in short.paragraphs][:2] == ["某局工作总结", ""]


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(summary: Document) -> None:
    word = opened(summary)
    assert word.settings.odd_and_even_pages_header_footer
    (section,) = word.sections
    for footer, style, side in (
        (section.footer, "PageNumberOdd", "right"),
        (section.even_page_footer, "PageNumberEven", "left"),
    ):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert paragraph._p.xpath(".//w:instrText")[0].text.strip() == "PAGE"
        assert paragraph.style is not None
        assert paragraph.style.style_id == style
        properties = paragraph.style.element.pPr
        assert properties.find(qn("w:jc")).get(qn("w:val")) == side
        assert properties.find(qn("w:ind")).get(qn(f"w:{side}")) == "280"


def test_signature_and_date_close_the_text(summary: Document) -> None:
    texts = [paragraph.text for paragraph in opened(summary).paragraphs]
    at = texts.index("附件：1.2023年度统计表")
    assert texts[at - 1 : at + 5] == [
        "",
        "附件：1.2023年度统计表",
        "2.名单",
        "",
        "青峰市档案发展局机关党委",
        "2024年1月8日",
    ]


@pytest.mark.parametrize(
    ("signature", "name_right", "date_right"),
    [
        ("青峰市档案发展局机关党委", 2, 6),  # the date begins two characters right of the signature
        ("机关党委", 6, 2),  # a short one moves in instead
    ],
)
def test_the_date_begins_two_characters_behind_the_signature(
    signature: str, name_right: float, date_right: float
) -> None:
    word = opened(document(Paragraph(("正文。",)), signature=signature))
    found = [paragraph.paragraph_format.right_indent for paragraph in word.paragraphs[-2:]]
    assert found == [Twips(round(name_right * 320)), Twips(round(date_right * 320))]


def test_each_annex_begins_on_a_page_of_its_own(summary: Document) -> None:
    paragraphs = opened(summary).paragraphs
    marks = [paragraph for paragraph in paragraphs if paragraph.paragraph_format.page_break_before]
    assert [mark.text for mark in marks] == ["附件1", "附件2"]
    one = document(Paragraph(("正文。",)), annexes=summary.annexes[:1])
    texts = [paragraph.text for paragraph in opened(one).paragraphs]
    assert "附件：2023年度统计表" in texts
    assert "附件" in texts


def test_a_table_repeats_its_head_and_keeps_its_rows_whole(summary: Document) -> None:
    (table,) = opened(summary).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "项目", "2023年"],
        ["1", "党组会次数", "24"],
    ]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    assert sum(int(column.width or 0) for column in table.columns) <= Twips(8845)


def test_the_review_copy_differs_by_its_comments_only(summary: Document) -> None:
    plain, review = opened(summary), opened(summary, review=True)
    assert [p.text for p in plain.paragraphs] == [p.text for p in review.paragraphs]
    assert len(list(plain.comments)) == 0
    assert [comment.text for comment in review.comments] == ["批注：24", "批注：24"]
    paragraph = next(each for each in review.paragraphs if each.text.startswith("（一）"))
    (start,) = paragraph._p.xpath("./w:commentRangeStart")
    (end,) = paragraph._p.xpath("./w:commentRangeEnd")
    marked = [node for node in start.itersiblings() if node in list(end.itersiblings(preceding=True))]
    assert "".join(text for node in marked for text in node.xpath(".//w:t/text()")) == "24"


def test_the_same_document_gives_the_same_bytes(summary: Document) -> None:
    assert render(summary) == render(summary)
    assert render(summary, lambda span: "批注") == render(summary, lambda span: "批注")


def test_properties_name_the_organisation_and_nothing_else(summary: Document) -> None:
    properties = opened(summary).core_properties
    assert properties.title == "青峰市档案发展局机关党委2023年度党建工作总结"
    assert properties.author == properties.last_modified_by == "青峰市档案发展局机关党委"
    assert properties.comments == ""
    assert properties.created == datetime.datetime(2024, 1, 5, 1, 5, tzinfo=datetime.UTC)
    names = zipfile.ZipFile(io.BytesIO(render(summary))).namelist()
    assert not [name for name in names if "thumbnail" in name or "custom" in name or "app.xml" in name]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    word = opened(document(Paragraph(("甲\x00乙\x0b丙\ufffe丁\ud800戊😀",))))
    assert word.paragraphs[2].text == "甲乙丙丁戊😀"
