"""What a person sees in a sheet and its values do not tell: months without a day, hidden and struck rows,
counts in one cell for two rows.
"""

import datetime
import struct

import pytest

from branches.importing.workbook.reading import read_workbook
from branches.importing.workbook.sheets import Unreadable
from tests.importing.reading import read
from tests.importing.workbooks import Looks, edited, ods, with_sheet_xml, xls, xlsx

MARCH, FIFTH = datetime.date(2023, 3, 1), datetime.date(2023, 3, 5)
HEADER = ["党支部", "日期", "类型", "主题", "应到"]
EVERY_FORMAT = pytest.mark.parametrize("make", [xlsx, xls, ods])

pytestmark = pytest.mark.usefixtures("office")


def cells(data: bytes) -> list[object]:
    with read_workbook(data) as book:
        [(_, row)] = book.sheets[0].rows()
    return list(row)


# --- dates that show no day -------------------------------------------------------------------------------


@EVERY_FORMAT
@pytest.mark.parametrize("code", ['yyyy"年"m"月"', "yyyy-mm", 'm"月"', "mmm-yy"])
def test_a_month_stored_as_its_first_day_is_a_month(make, code: str) -> None:
    assert cells(make({"表": [[Looks(MARCH, code), Looks(FIFTH, code), "x"]]})) == ["2023年3月", FIFTH, "x"]


@EVERY_FORMAT
@pytest.mark.parametrize("code", ['yyyy"年"m"月"d"日"', "yyyy-mm-dd", "m/d"])
def test_a_first_of_the_month_that_is_shown_is_that_day(make, code: str) -> None:
    assert cells(make({"表": [[Looks(MARCH, code)]]})) == [MARCH]


@EVERY_FORMAT
def test_a_year_stored_as_its_first_day_is_a_year(make) -> None:
    given = [[Looks(datetime.date(2023, 1, 1), "yyyy"), Looks(MARCH, "yyyy")]]
    assert cells(make({"表": given})) == ["2023年", MARCH]


@EVERY_FORMAT
def test_a_month_in_the_column_of_days_is_asked_for_its_day(make) -> None:
    rows = [["第一支部", Looks(MARCH, 'yyyy"年"m"月"'), "主题党日", "植树", 9]]
    assert "只写到月份" in read(make({"台账": [HEADER, *rows]})).errors(2)["日期"]


def test_several_numbers_in_one_record_of_an_xls_have_their_formats_too() -> None:
    """Excel writes numbers that stand side by side as one record."""
    plain = xls({"表": [[Looks(MARCH, 'yyyy"年"m"月"'), Looks(FIFTH, 'yyyy"年"m"月"')]]})
    serials = [(day - datetime.date(1899, 12, 30)).days for day in (MARCH, FIFTH)]
    one_by_one = plain[plain.index(b"\x03\x02\x0e\x00") :][: 2 * 18]
    together = b"".join(struct.pack("<HI", 3, serial << 2 | 2) for serial in serials)
    record = b"\xbd\x00" + (6 + len(together)).to_bytes(2, "little") + bytes(4) + together + b"\x01\x00"
    padding = len(one_by_one) - len(record)
    filler = b"\x5c\x00" + (padding - 4).to_bytes(2, "little") + bytes(padding - 4)
    assert cells(plain.replace(one_by_one, record + filler)) == ["2023年3月", FIFTH]


# --- rows that are hidden or struck through ---------------------------------------------------------------


@EVERY_FORMAT
def test_a_hidden_row_is_read_and_remarked_on(make) -> None:
    rows = [["第一支部", FIFTH, "主题党日", f"活动{n}", 9] for n in range(3)]
    found = read(make({"台账": [HEADER, *rows]}, hidden_rows=[3]))
    assert found.outcomes() == {2: "new", 3: "warned", 4: "new"}
    assert "隐藏" in found.one(3).findings[0].message


@EVERY_FORMAT
def test_a_row_struck_through_is_read_and_remarked_on(make) -> None:
    rows: list[list[object]] = [["第一支部", FIFTH, "主题党日", f"活动{n}", 9] for n in range(3)]
    rows[1] = [Looks(cell, struck=True) for cell in rows[1]]
    rows[2][4] = Looks(9, struck=True)
    found = read(make({"台账": [HEADER, *rows]}))
    assert found.outcomes() == {2: "new", 3: "warned", 4: "warned"}
    assert "删除线" in found.one(4).findings[0].message


def test_a_text_of_which_a_part_is_struck_through_counts_too() -> None:
    """Excel keeps texts apart from their cells; other programs write them into the cells."""
    part = "<r><rPr><strike/></rPr><t>作废</t></r><r><t>植树</t></r>".encode()
    inline = edited(xlsx([["好"], ["PART"]]), lambda name, inside: inside.replace(b"<t>PART</t>", part))
    apart = edited(
        with_sheet_xml(
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
        ),
        lambda name, inside: inside,
        {
            "xl/sharedStrings.xml": b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b"<si><t>x</t></si><si>" + part + b"</si></sst>"
        },
    )
    for data in (inline, apart):
        with read_workbook(data) as book:
            assert book.sheets[0].struck_rows == {2}


@EVERY_FORMAT
def test_an_empty_cell_or_row_that_is_struck_or_hidden_says_nothing(make) -> None:
    rows = [["第一支部", FIFTH, "主题党日", "植树", 9], [None] * 5]
    with read_workbook(make({"台账": [HEADER, *rows]}, hidden_rows=[3])) as book:
        assert [number for number, _ in book.sheets[0].rows()] == [1, 2]


# --- one cell for two rows --------------------------------------------------------------------------------


@EVERY_FORMAT
def test_a_count_for_two_rows_is_remarked_on_where_it_is_missing(make) -> None:
    rows = [
        ["第一支部", FIFTH, "主题党日", "植树", 9],
        ["第一支部", FIFTH, "主题党日", "扫雪", None],
        ["第一支部", FIFTH, "主题党日", "读书", 8],
    ]
    found = read(make({"台账": [HEADER, *rows]}, {"台账": ["E2:E3"]}))
    assert found.outcomes() == {2: "new", 3: "warned", 4: "new"}
    [remark] = found.one(3).findings
    assert (remark.column, "只记在第 2 行" in remark.message) == ("应到", True)
    assert "expected" not in found.values(3)


# --- formulas ---------------------------------------------------------------------------------------------


def test_a_formula_of_an_ods_without_a_value_is_not_empty() -> None:
    number = b'office:value-type="float" office:value="9"><text:p>9</text:p>'

    def formula(name: str, inside: bytes) -> bytes:
        return inside.replace(number, b'table:formula="of:=[.A1]+1">')

    [cell, *_] = cells(edited(ods({"表": [[9, "x"]]}), formula))
    assert isinstance(cell, Unreadable)
    assert "公式没有计算结果" in cell.message


@pytest.mark.parametrize("make", [xlsx, xls])
def test_days_counted_from_1904_are_those_days(make) -> None:
    data = make({"台账": [HEADER, ["第一支部", FIFTH, "主题党日", "植树", 9]]}, since_1904=True)
    assert read(data).values(2)["date"] == "2023-03-05"
    bare = make({"台账": [HEADER, ["第一支部", 43528, "主题党日", "植树", 9]]}, since_1904=True)
    assert read(bare).values(2)["date"] == "2023-03-05"
