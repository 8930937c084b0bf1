"""The person's own workbook back: bad cells coloured and commented, everything else as it was."""

import datetime
import io
import posixpath
import re
import zipfile
from pathlib import PurePosixPath
from types import SimpleNamespace
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table

from branches.importing.batch import marking
from branches.importing.batch.intake import preview
from branches.importing.batch.marking import COLOUR, marked_workbook
from branches.importing.scope import Scope
from branches.models import ImportBatch
from tests.importing.workbooks import edited, ods, xls, xlsx

DAY = datetime.date(2023, 3, 5)
HEADER = ["党支部", "时间", "类型", "主题", "应到"]
BAD_DAY = ["第一支部", "4月31日", "主题党日", "参观", 9]
BAD_COUNT = ["第一支部", DAY, "主题党日", "植树", "四个半"]
NO_DAY = ["第一支部", None, "主题党日", "学习", 9]
ROWS = [HEADER, BAD_DAY, BAD_COUNT, NO_DAY, ["第一支部", DAY, "主题党日", "无误", 9]]

pytestmark = pytest.mark.django_db


def batch_of(data: bytes, name: str = "台账.xlsx") -> ImportBatch:
    return preview(data, name, Scope(year=2023))


def marked(data: bytes, name: str = "台账.xlsx") -> tuple[str, openpyxl.Workbook, bytes]:
    called, content = marked_workbook(batch_of(data, name))
    return called, openpyxl.load_workbook(io.BytesIO(content), keep_vba=called.endswith("xlsm")), content


def coloured(sheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == COLOUR}


def notes(sheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda rows: xlsx({"台账": rows}), "台账.xlsx"),
        (lambda rows: xls({"台账": rows}), "台账.xls"),
        (lambda rows: ods({"台账": rows}), "台账.ods"),
        (lambda rows: xls({"台账": rows}), "台账.et"),
    ],
)
def test_bad_cells_are_coloured_and_say_why(office: SimpleNamespace, make, name: str) -> None:
    called, book, _ = marked(make(ROWS), name)
    assert called == "台账（标出问题）.xlsx"
    sheet = book["台账"]
    assert coloured(sheet) == {"B2", "E3", "B4"}
    assert "没有 2023年4月31日这一天" in notes(sheet)["B2"]
    assert "不是数字" in notes(sheet)["E3"]
    assert notes(sheet).keys() == {"B2", "E3", "B4"}
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        HEADER,
        BAD_DAY,
        ["第一支部", datetime.datetime(2023, 3, 5), *BAD_COUNT[2:]],
        NO_DAY,
        ["第一支部", datetime.datetime(2023, 3, 5), "主题党日", "无误", 9],
    ]
    listed = [[cell.value for cell in row] for row in book["问题清单"].iter_rows()]
    assert listed[0] == ["工作表", "单元格", "列名", "填写的内容", "原因"]
    assert [[cell or None for cell in row[:4]] for row in listed[1:]] == [
        ["台账", "B2", "时间", "4月31日"],
        ["台账", "E3", "应到", "四个半"],
        ["台账", "B4", "时间", None],
    ]
    assert book.sheetnames == ["台账", "问题清单"]


def rich() -> bytes:
    """What people have in their ledgers: fills, widths, a formula, notes, a chart, merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["2023年台账"])
    for row in (
        HEADER,
        BAD_DAY,
        BAD_COUNT,
        ["第一支部", "4月32日", "主题党日", "听课", 9],
        [None, "3月9日", "主题党日", "座谈", "六个半"],
    ):
        sheet.append(row)
    sheet["D3"] = "=1+1"
    sheet["D3"].data_type = "s"
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A5:A6")
    sheet.column_dimensions["D"].width = 47
    sheet["B3"].font = Font(bold=True, name="仿宋")
    sheet["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["G2"] = "合计"
    sheet["G3"] = "=SUM(E3:E4)"
    sheet["B3"].comment = Comment("自己写的批注", "老王")
    sheet["D4"].comment = Comment("别处的批注", "老王")
    sheet.auto_filter.ref = "A2:E6"
    sheet.freeze_panes = "A3"
    other = book.create_sheet("图表")
    other.append([1, 2, 3])
    chart = BarChart()
    chart.add_data(Reference(other, min_col=1, max_col=3, min_row=1))
    other.add_chart(chart, "A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert len(package.namelist()) == len(set(package.namelist()))
        return {name: package.read(name) for name in package.namelist()}


def test_everything_else_in_the_workbook_stays(office: SimpleNamespace) -> None:
    data = rich()
    _, book, content = marked(data)
    sheet = book["台账"]
    assert {"B3", "E4", "B5", "E6"} <= coloured(sheet)
    assert sheet["B3"].font.b
    assert sheet["B3"].font.name == "仿宋"
    assert sheet["C3"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["G3"].value == "=SUM(E3:E4)"
    assert sheet["D3"].value == "=1+1"
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A1:E1", "A5:A6"}
    assert sheet.column_dimensions["D"].width == 47
    assert sheet.freeze_panes == "A3"
    said = notes(sheet)
    assert said["D4"] == "别处的批注"
    assert said["B3"].startswith("自己写的批注")
    assert "没有 2023年4月31日" in said["B3"]
    before, after = parts(data), parts(content)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        *(name for name in before if "comment" in name.lower()),
    }
    assert any("chart" in name for name in after)


def test_macros_stay_where_they_are(office: SimpleNamespace) -> None:
    def macro(name: str, content: bytes) -> bytes:
        if name == "[Content_Types].xml":
            kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            return content.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        return content

    data = edited(xlsx({"台账": ROWS}), macro, {"xl/vbaProject.bin": b"not really a macro"})
    called, content = marked_workbook(batch_of(data, "台账.xlsm"))
    assert called == "台账（标出问题）.xlsm"
    assert parts(content)["xl/vbaProject.bin"] == b"not really a macro"


def test_what_concerns_the_whole_row_or_a_merged_cell_is_shown_at_its_first_cell(
    office: SimpleNamespace,
) -> None:
    rows = [
        ["标题"],
        [None, *HEADER],
        [None, "没有的支部", DAY, "主题党日", "甲", 9],
        [None, None, DAY, "主题党日", "乙", 9],
    ]
    data = xlsx({"台账": rows}, {"台账": ["B3:B4"]})
    _, book, _ = marked(data)
    assert coloured(book["台账"]) == {"B3"}
    unknown = [["时间", "类型", "主题"], [DAY, "主题党日", "甲"]]
    _, book, _ = marked(xlsx({"台账": unknown}))
    assert "党组织" in notes(book["台账"])["A2"]


def test_mended_and_sent_again_the_old_marks_are_gone(office: SimpleNamespace) -> None:
    _, _, content = marked(rich())
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["台账"]["B3"] = "4月30日"
    out = io.BytesIO()
    book.save(out)
    batch = batch_of(out.getvalue())
    assert [sheet["problem"] for sheet in batch.understood["sheets"] if sheet["name"] == "问题清单"] == [
        "这是上次标出的问题清单，不用导入。"
    ]
    called, again = marked_workbook(batch)
    book = openpyxl.load_workbook(io.BytesIO(again))
    assert "B3" not in coloured(book["台账"])
    assert {"E4", "B5", "E6"} <= coloured(book["台账"])
    assert "E4" in notes(book["台账"])
    assert notes(book["台账"])["D4"] == "别处的批注"
    assert book.sheetnames == ["台账", "图表", "问题清单"]
    assert all(row[1].value != "B3" for row in book["问题清单"].iter_rows())


PREFIXED = (
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>{}</x:sheetData>'
    "<x:pageMargins left='0.7' right='0.7' top='0.75' bottom='0.75' header='0.3' footer='0.3'/></x:worksheet>"
)


def test_sheets_written_by_other_programs_are_marked_too(office: SimpleNamespace) -> None:
    """A name for every namespace, cells without references, rows without numbers."""

    def text(words: object) -> str:
        return f'<x:c t="inlineStr"><x:is><x:t>{words}</x:t></x:is></x:c>'

    rows = "".join(
        f"<x:row>{''.join(text(cell) for cell in row)}</x:row>"
        for row in (["党支部", "时间", "类型", "主题"], ["第一支部", "4月31日", "主题党日", "植树"])
    )

    def change(name: str, content: bytes) -> bytes:
        return PREFIXED.format(rows).encode() if name == "xl/worksheets/sheet1.xml" else content

    _, book, _ = marked(edited(xlsx({"台账": [["x"]]}), change))
    assert coloured(book["台账"]) == {"B2"}
    assert "没有 2023年4月31日" in notes(book["台账"])["B2"]


@pytest.mark.parametrize("broken", ["xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_package_that_cannot_be_changed_is_written_anew(office: SimpleNamespace, broken: str) -> None:
    batch = batch_of(xlsx({"台账": ROWS}))
    data = edited(xlsx({"台账": ROWS}), lambda name, content: b"<nothing/>" if name == broken else content)
    marks = marking.marks_of(batch)
    changed = marking._in_place(data, marks, again=False)
    assert changed is None or coloured(openpyxl.load_workbook(io.BytesIO(changed))["台账"]) == set()
    if broken == "xl/styles.xml":
        assert changed is None


def test_texts_stay_texts(office: SimpleNamespace) -> None:
    evil = ["第一支部", "4月31日", "主题党日", '=HYPERLINK("http://example.org")', "=cmd|' /C calc'!A0"]
    for data, name in (
        (xlsx({"台账": [HEADER, evil]}), "台账.xlsx"),
        (xls({"台账": [HEADER, evil]}), "台账.xls"),
    ):
        _, content = marked_workbook(batch_of(data, name))
        for part, xml in parts(content).items():
            if part.startswith("xl/worksheets/problems") or name.endswith(".xls"):
                assert b"<f>" not in xml, part


ORDER = re.findall(
    r"\w+",
    """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges
    scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr
    conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter
    rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing
    legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst
    """,
)
"""Of a sheet's elements; Excel calls a workbook damaged where they stand otherwise."""


def tree(xml: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(xml)  # noqa: S314 - written by the tests and by us


def with_table(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["台账"].auto_filter.ref = None
    book["台账"].add_table(Table(displayName="ledger", ref="A2:E6"))
    book["台账"].conditional_formatting.add("E3:E6", CellIsRule(operator="lessThan", formula=["3"]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("change", [bytes, with_table])
def test_the_package_is_as_excel_wants_it(office: SimpleNamespace, change) -> None:
    """Well-formed, every part declared, every relation leading somewhere, every element in its place."""
    _, _, content = marked(change(rich()))
    package = parts(content)
    types = tree(package["[Content_Types].xml"])
    declared = {each.get("PartName") for each in types} | {f".{each.get('Extension')}" for each in types}
    for name, part in package.items():
        if not name.endswith(".bin"):
            tree(part)
        assert {f"/{name}", f".{name.rpartition('.')[2]}"} & declared, name
        if name.endswith(".rels"):
            folder = PurePosixPath(name).parent.parent
            for each in tree(part):
                target = posixpath.normpath(posixpath.join("/", str(folder), each.get("Target")))
                assert target[1:] in package, (name, target)
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            tags = [element.tag.rpartition("}")[2] for element in tree(part)]
            assert tags == sorted(tags, key=ORDER.index), name
            cells = [cell.get("r") for cell in tree(part).iter() if cell.tag.endswith("}c")]
            assert len(cells) == len(set(cells))
    styles = tree(package["xl/styles.xml"])
    for group in styles:
        if group.get("count"):
            assert int(group.get("count")) == len(group), group.tag
    shapes = re.findall(rb'<v:shape [^>]*id="([^"]+)"', b"".join(package.values()))
    assert len(shapes) == len(set(shapes))


def test_thousands_of_bad_cells_are_all_coloured_and_listed(office: SimpleNamespace) -> None:
    rows = [["第一支部", "4月31日", "主题党日", f"活动{number}", 9] for number in range(2500)]
    _, book, _ = marked(xlsx({"台账": [HEADER, *rows]}))
    assert len(coloured(book["台账"])) == 2500
    assert len(notes(book["台账"])) == 2000
    assert book["问题清单"].max_row == 2501
