"""The Word file of a handbook, opened again; and its page numbers on paper."""

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from branches.models import Organization, Talk
from reports.printed.handbook import Handbook, Register
from reports.word.handbook import render_handbook
from tests.documents.pages import Page
from tests.documents.pages import printed as pages_of
from tests.handbook.conftest import SECRETS, YEAR, day, hold
from tests.handbook.test_composing import composed
from tests.printed.reading import AGAIN, fields, opened, table_fields
from tests.printed.test_word import rejoined, squeezed, text


def contents(word: WordDocument) -> list[tuple[str, str, int]]:
    """Style, text and page number of each line of the contents, as written."""
    found = []
    for paragraph in word.paragraphs:
        link = paragraph._p.find(qn("w:hyperlink"))
        if link is not None and paragraph.style is not None:
            *said, number = [each.text or "" for each in link.iter(qn("w:t"))]
            found.append((paragraph.style.style_id, "".join(said), int(number)))
    return found


def every_word(word: WordDocument) -> str:
    return "".join(each.text or "" for each in word.element.body.iter(qn("w:t"), qn("w:instrText")))


def test_every_record_and_every_register_is_there_cell_by_cell(year: SimpleNamespace) -> None:
    hold(year.branch, "committee", day(6), "很长的支委会", text(5_000))
    handbook = composed(year.branch)
    word = opened(render_handbook(handbook))
    tables = iter(word.tables)
    for part in (part for chapter in handbook.chapters for part in chapter.parts):
        table = next(tables)
        if isinstance(part, Register):
            head = [column.title for column in part.columns]
            rows = [[cell.text for cell in row] for row in part.rows]
            assert [[_text(cell) for cell in row._tr.iter(qn("w:tc"))] for row in table.rows] == [head, *rows]
            continue
        read = [table_fields(table)]
        while len(rejoined(read)) < len(fields(part)):
            read.append(table_fields(next(tables)))
        assert squeezed(rejoined(read)) == squeezed(fields(part))
    assert next(tables, None) is None


def _text(cell: Any) -> str:
    return "\n".join("".join(each.text or "" for each in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))


def test_the_cover_names_branch_year_and_secretaries(year: SimpleNamespace) -> None:
    lines = [paragraph.text for paragraph in opened(render_handbook(composed(year.branch))).paragraphs[:5]]
    assert lines == [
        "党支部工作手册",
        "（2024年度）",
        "党支部名称：青峰市档案发展局第二党支部",
        "党支部书记：赵清和（至6月12日）、钱若水（6月12日起）",
        "目　录",
    ]


def test_the_contents_list_every_chapter_and_record(year: SimpleNamespace) -> None:
    handbook = composed(year.branch)
    listed = contents(opened(render_handbook(handbook)))
    expected = []
    for number, chapter in enumerate(handbook.chapters):
        expected.append(
            ("TOC1", f"{'一二三四五六七八九十'[number] if number < 10 else '十一'}、{chapter.title}")
        )
        expected += [
            ("TOC2", f"{each.date.month}月{each.date.day}日　{each.listed}") for each in chapter.records()
        ]
    assert [(style, said) for style, said, _ in listed] == expected
    numbers = [page for _, _, page in listed]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1


def test_the_contents_can_be_made_anew(year: SimpleNamespace) -> None:
    """The field is whole, nothing asks for an update on opening, and every number leads to a place."""
    word = opened(render_handbook(composed(year.branch)))
    body = word.element.body
    kinds = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    entries = [each for each in body.iter(qn("w:instrText")) if (each.text or "").startswith(" TC ")]
    assert len(entries) == len(contents(word))
    assert all(each.getparent().find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None for each in entries)
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") + len(entries)
    assert not [each for each in body.iter(qn("w:fldChar")) if each.get(qn("w:dirty"))]
    assert word.settings.element.find(qn("w:updateFields")) is None
    marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    anchors = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert anchors == marks
    assert len(set(marks)) == len(marks) == len(contents(word))


def test_a_title_that_is_no_title_does_no_harm(year: SimpleNamespace) -> None:
    hold(year.branch, "committee", day(6), 'A"B\\C \\l 9 <w:p/> & {ns} ' + "长" * 160)
    word = opened(render_handbook(composed(year.branch)))
    (line,) = [said for _, said, _ in contents(word) if 'A"B' in said]
    assert line.endswith("…")
    assert 'A"B\\C \\l 9 <w:p/> & {ns} ' + "长" * 160 in every_word(word)


def test_nothing_of_discipline_is_in_the_file(year: SimpleNamespace) -> None:
    said = every_word(opened(render_handbook(composed(year.branch))))
    assert "第一季度大会" in said
    assert not [secret for secret in SECRETS if secret in said]


def test_cover_and_contents_have_no_numbers_and_chapters_begin_with_one(year: SimpleNamespace) -> None:
    front, body = opened(render_handbook(composed(year.branch))).sections
    assert not front._sectPr.findall(qn("w:footerReference"))
    assert not front._sectPr.findall(qn("w:headerReference"))
    assert body._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert body.header.paragraphs[0].text == "青峰市档案发展局第二党支部　2024年党支部工作手册"
    assert (front.page_width, front.left_margin) == (body.page_width, body.left_margin)


def test_the_same_handbook_gives_the_same_bytes(year: SimpleNamespace) -> None:
    assert render_handbook(composed(year.branch)) == render_handbook(composed(year.branch))


def test_progress_tells_of_every_record(year: SimpleNamespace) -> None:
    handbook, told = composed(year.branch), []
    render_handbook(handbook, lambda done, total, said: told.append((done, total, said)))
    total = len(list(handbook.records()))
    assert [(done, of) for done, of, _ in told] == [(number, total) for number in range(1, total + 1)]
    assert told[0][2] == "正在写支部党员大会，第 1 条记录"


def full_year(branch: Organization) -> Handbook:
    """A busy year: meetings around a full page, long ones, and talks that share pages."""
    for number in range(1, 13):
        hold(branch, "committee", day(number), f"{number}月支委会", text(250 + 100 * number, seed=number))
    hold(branch, "general", day(11, 5), "很长的大会", text(9_000))
    for number in range(1, 8):
        talk = Talk.objects.create(
            organization=branch, talker="赵清和", date=day(number, 20), content=text(90 * number, seed=number)
        )
        assert talk.pk
    Talk.objects.create(organization=branch, talker="钱若水", date=day(12), content=text(3_000))
    return composed(branch)


@pytest.mark.office
def test_the_contents_are_right_on_paper(year: SimpleNamespace, tmp_path: Path) -> None:
    """What the file says before anything is reckoned anew is where LibreOffice prints it."""
    handbook = full_year(year.branch)
    content = render_handbook(handbook)
    word = opened(content)
    pages = pages_of(content, tmp_path)
    listed = contents(word)
    first = next(at for at, page in enumerate(pages) if _starts(page, "一、支部基本情况"))
    assert first >= 2
    body = pages[first:]
    assert [page.number.text for page in body] == [f"—{at}—" for at in range(1, len(body) + 1)]
    assert not [line for page in pages[:first] for line in page.lines if line.text.startswith("—")]
    titles = iter([each for chapter in handbook.chapters for each in chapter.records()])
    for style, said, number in listed:
        lines = [line.text for line in body[number - 1].body]
        if style == "TOC1":
            assert said in lines
        else:
            record = next(titles)
            assert record.title in lines
            assert any(record.value("时间").split()[0] in line for line in lines)
    for page, after in pairwise(body):
        continued = [line.text for line in after.body if line.text.endswith(f"记录{AGAIN}")]
        if continued:
            assert continued[0].removesuffix(AGAIN) in {line.text.removesuffix(AGAIN) for line in page.body}
    shown = [line.text for page in pages[1:first] for line in page.body]
    for _, said, number in listed:
        joined = "".join(said.split())
        assert any(line.startswith(joined) and line.endswith(f".{number}") for line in shown), said


def _starts(page: Page, text: str) -> bool:
    return any(line.text == text for line in page.body)


def test_the_year_is_that_of_the_file(year: SimpleNamespace) -> None:
    assert composed(year.branch).file_name == f"青峰市档案发展局第二党支部{YEAR}年工作手册.docx"
