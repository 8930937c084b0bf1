"""Word drafts as Word writes them: what is text, what is changed, and what stays byte for byte."""

import io

import pytest
from docx import Document

from reports.drafts.draft import Change, Draft
from reports.drafts.files import opened
from tests.drafts.documents import MAIN, part, raw_parts, saved, with_body, with_part


def word(data: bytes) -> Draft:
    return opened("draft.docx", data)


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def replaced(data: bytes, old: str, new: str) -> bytes:
    """The file with the one place where ``old`` stands in its text reading ``new``."""
    draft = word(data)
    start = draft.text.index(old)
    return draft.with_changes([Change(start, start + len(old), new)])


def body(data: bytes) -> str:
    xml = part(data).decode()
    return xml[xml.index("<w:body>") + 8 : xml.index("</w:body>")]


def test_paragraphs_are_joined_by_line_feeds_and_tables_are_read_in_their_place() -> None:
    document = Document()
    document.add_paragraph("党组会**次")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "党课"
    table.cell(0, 1).text = "12次"
    document.add_paragraph("结束\t完\n")
    data = saved(document)

    assert word(data).text == "党组会**次\n党课\n12次\n结束\t完\n"
    again = Document(io.BytesIO(replaced(data, "12", "34")))
    assert again.tables[0].cell(0, 1).text == "34次"


def test_a_quantity_across_runs_takes_the_look_of_its_first_run() -> None:
    data = with_body(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>会*</w:t></w:r><w:r><w:t>*</w:t></w:r><w:r><w:t>次</w:t></w:r></w:p>"
    )
    assert body(replaced(data, "**", "12")) == (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>会12</w:t></w:r><w:r><w:t></w:t></w:r><w:r><w:t>次</w:t></w:r></w:p>"
    )


def test_characters_that_stay_are_not_touched() -> None:
    data = with_body(paragraph("会", "6", "0", "余", "次"))
    assert body(replaced(data, "60余", "70余")) == paragraph("会", "7", "0", "余", "次")
    assert body(replaced(data, "60余", "65")) == paragraph("会", "6", "5", "", "次")
    assert body(replaced(data, "60", "160")) == paragraph("会", "16", "0", "余", "次")
    assert body(replaced(data, "6", "67")) == paragraph("会", "67", "0", "余", "次")


def test_everything_but_the_characters_stays_byte_for_byte() -> None:
    document = Document()
    document.add_paragraph("召开党组会").add_run("**").bold = True
    document.paragraphs[0].add_run("次")
    document.sections[0].header.paragraphs[0].text = "页眉 12次"
    document.core_properties.title = "总结"
    data = saved(document)
    result = replaced(data, "**", "12")

    before, after = raw_parts(data), raw_parts(result)
    assert {name for name in before if before[name] != after[name]} == {MAIN}
    assert list(before) == list(after)
    assert part(result) == part(data).replace(b"<w:t>**</w:t>", b"<w:t>12</w:t>")
    assert Document(io.BytesIO(result)).sections[0].header.paragraphs[0].text == "页眉 12次"


def test_a_draft_without_changes_comes_back_as_it_was() -> None:
    data = with_body(paragraph("党组会12次"))
    assert word(data).with_changes([]) == data


def test_deleted_text_is_no_text_and_inserted_text_is() -> None:
    data = with_body(
        "<w:p><w:r><w:t>会</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>36</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>4</w:t></w:r></w:ins><w:r><w:t>0次</w:t></w:r>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>移走9次</w:t></w:r></w:moveFrom></w:p>'
    )
    assert word(data).text == "会40次"
    result = body(replaced(data, "40", "52"))
    assert '<w:ins w:id="2" w:author="a"><w:r><w:t>52</w:t></w:r></w:ins><w:r><w:t>次</w:t>' in result
    assert "<w:delText>36</w:delText>" in result
    assert "移走9次" in result


def test_hidden_runs_are_no_text() -> None:
    data = with_body(
        "<w:p><w:r><w:t>会</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>12次</w:t></w:r></w:p>'
    )
    assert word(data).text == "会12次"


def test_hyperlinks_content_controls_and_smart_tags_are_transparent() -> None:
    data = with_body(
        '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>会1</w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>2</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:smartTag w:uri="u" w:element="e"><w:r><w:t>次</w:t></w:r></w:smartTag></w:p>'
    )
    assert word(data).text == "会12次"
    assert word(replaced(data, "12", "345")).text == "会345次"


@pytest.mark.parametrize(
    "xml",
    [
        '<w:fldSimple w:instr="SUM(A1)"><w:r><w:t>12</w:t></w:r></w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SUM(9次)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent><w:r><w:t>12</w:t></w:r>'
        "</w:sdtContent></w:sdt>",
    ],
)
def test_what_word_would_write_over_is_read_but_fixed(xml: str) -> None:
    draft = word(with_body(f"<w:p><w:r><w:t>党组会</w:t></w:r>{xml}<w:r><w:t>次，党课8次</w:t></w:r></w:p>"))

    assert draft.text == "党组会12次，党课8次"
    assert draft.is_fixed(3, 5)
    assert not draft.is_fixed(9, 10)
    with pytest.raises(ValueError, match="cannot be changed"):
        draft.with_changes([Change(3, 5, "34")])


def box(text: str) -> str:
    return f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"


def test_a_text_box_is_read_once_and_changed_in_both_its_forms() -> None:
    data = with_body(
        "<w:p><w:r><w:t>框外1次</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box("框内**次")}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><v:textbox>{box('框内**次')}</v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>，完</w:t></w:r></w:p>"
    )
    assert word(data).text == "框外1次，完\n框内**次"
    result = replaced(data, "**", "12")
    assert body(result).count("框内12次") == 2
    assert "**" not in body(result)


def test_a_text_box_whose_forms_differ_is_not_changed() -> None:
    data = with_body(
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box("框内**次")}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><v:textbox>{box('框里**次')}</v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    draft = word(data)
    start = draft.text.index("**")
    assert draft.is_fixed(start, start + 2)


def test_entities_and_character_references_stay_as_they_are_spelt() -> None:
    data = with_body("<w:p><w:r><w:t>A&amp;B&#20250;&#215;&#215;次&lt;</w:t></w:r></w:p>")
    assert word(data).text == "A&B会××次<"
    assert body(replaced(data, "××", "12")) == "<w:p><w:r><w:t>A&amp;B&#20250;12次&lt;</w:t></w:r></w:p>"


def test_a_space_that_comes_to_stand_at_the_edge_is_kept() -> None:
    data = with_body("<w:p><w:r><w:t>会*</w:t></w:r><w:r><w:t>* 次</w:t></w:r></w:p>")
    result = replaced(data, "**", "12")
    assert body(result) == (
        '<w:p><w:r><w:t>会12</w:t></w:r><w:r><w:t xml:space="preserve"> 次</w:t></w:r></w:p>'
    )
    assert word(result).text == "会12 次"


def test_several_changes_in_one_run() -> None:
    data = with_body(paragraph("会**次，课*次，谈60余次"))
    draft = word(data)
    changes = [Change(1, 3, "12"), Change(6, 7, "5"), Change(10, 13, "70余")]
    assert word(draft.with_changes(changes)).text == "会12次，课5次，谈70余次"


def test_a_stored_part_stays_stored() -> None:
    data = with_part(with_body(paragraph("会**次")), "word/media/image.bin", bytes(range(256)) * 40)
    result = replaced(data, "**", "12")
    assert part(result, "word/media/image.bin") == bytes(range(256)) * 40
    assert raw_parts(result)["word/media/image.bin"] == raw_parts(data)["word/media/image.bin"]
