"""Files as they come: every container is read alike, and whatever cannot be read says why."""

import datetime
import errno
import io
import random
import subprocess
import sys
import zipfile

import pytest

from branches.importing.workbook import reading as workbook
from branches.importing.workbook.child import limits
from branches.importing.workbook.reading import read_workbook
from branches.importing.workbook.refusing import REASONS, WorkbookError
from branches.importing.workbook.sheets import Merge, Unreadable
from tests.importing.workbooks import compound, edited, ods, with_sheet_xml, xls, xlsx, zip_bomb

DAY = datetime.date(2023, 3, 5)
MOMENT = datetime.datetime(2023, 3, 5, 14, 30)
ROWS = [["标题", None, None], ["党支部", "时间", "应到"], ["第一支部", DAY, 15], [None, MOMENT, 12.5]]
MERGES = {"一支部": ["A1:C1", "A3:A4"]}


def content(data: bytes) -> dict[str, list[tuple[int, list[object]]]]:
    with read_workbook(data) as book:
        return {sheet.name: list(sheet.rows()) for sheet in book.sheets}


def refusal(data: bytes) -> str:
    """The code with which a file is refused; it must come with its sentence."""
    with pytest.raises(WorkbookError) as caught:
        read_workbook(data)
    assert str(caught.value) == REASONS[caught.value.code]
    return caught.value.code


@pytest.mark.usefixtures("own_child")
@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_every_format_gives_the_same_cells_and_merges(make) -> None:
    with read_workbook(make({"一支部": ROWS, "空": []}, MERGES)) as book:
        sheet, empty = book.sheets
        assert [sheet.name, empty.name] == ["一支部", "空"]
        assert list(sheet.rows()) == [
            (1, ["标题"]),
            (2, ["党支部", "时间", "应到"]),
            (3, ["第一支部", DAY, 15]),
            (4, [None, MOMENT, 12.5]),
        ]
        assert set(sheet.merges) == {Merge(1, 0, 1, 2), Merge(3, 0, 4, 0)}
        assert list(empty.rows()) == []


def test_rows_keep_excels_numbers_over_empty_rows_and_columns() -> None:
    data = xlsx([[], [], [None, None, "C3"], [], ["A5"]])
    assert content(data)["Sheet1"] == [(3, [None, None, "C3"]), (5, ["A5"])]


def test_rows_can_be_read_again() -> None:
    with read_workbook(xlsx([["a"], ["b"]])) as book:
        assert list(book.sheets[0].rows()) == list(book.sheets[0].rows()) == [(1, ["a"]), (2, ["b"])]


def test_hidden_sheets_say_so() -> None:
    with read_workbook(xlsx({"公开": [["a"]], "旧表": [["b"]]}, hidden=["旧表"])) as book:
        assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("公开", False), ("旧表", True)]


@pytest.mark.parametrize("make", [xlsx, xls])
def test_dates_of_the_1904_calendar_are_the_same_days(make) -> None:
    with read_workbook(make({"表": [[DAY, 43701]]}, since_1904=True)) as book:
        assert book.sheets[0].since_1904
        assert list(book.sheets[0].rows()) == [(1, [DAY, 43701])]


def test_an_error_value_is_not_an_empty_cell() -> None:
    in_xlsx = with_sheet_xml('<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><v>1</v></c></row>')
    assert content(in_xlsx)["Sheet1"] == [(2, [None, Unreadable("#N/A"), 1])]
    in_xls = xls({"表": [["a", ("error", 0x07), "c"], [("error", 0x2A)]]})
    assert content(in_xls)["表"] == [(1, ["a", Unreadable("#DIV/0!"), "c"]), (2, [Unreadable("#N/A")])]


def test_an_error_value_without_a_reference_is_found_by_its_place() -> None:
    data = with_sheet_xml('<row><c t="inlineStr"><is><t>a</t></is></c><c t="e"><v>#REF!</v></c></row>')
    assert content(data)["Sheet1"][0][1][1] == Unreadable("#REF!")


def test_a_formula_that_was_never_computed_is_not_an_empty_cell() -> None:
    found = content(xlsx([["=1+1", "b"]]))["Sheet1"]
    assert found == [(1, [Unreadable("formula"), "b"])]
    assert "公式没有计算结果" in found[0][1][0].message


def test_a_formula_with_its_result_is_its_result() -> None:
    data = with_sheet_xml(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    )
    assert content(data)["Sheet1"] == [(1, [2])]


def test_a_moment_that_excel_stored_a_hair_too_early_is_the_minute_meant() -> None:
    almost = 44990 + 14.5 / 24 - 1e-9
    data = xlsx([[almost]], formats={"A1": "yyyy-mm-dd hh:mm"})
    assert content(data)["Sheet1"] == [
        (1, [datetime.datetime(2023, 3, 5, 12 + 0, 0) + datetime.timedelta(hours=2.5)])
    ]


@pytest.mark.parametrize(
    "shown_as", ['yyyy"年"m"月"', "yyyy-mm", "mmm-yy", '[$-804]yyyy"年"m"月";@', 'm"月"']
)
def test_a_month_that_excel_stored_as_its_first_day_is_a_month(shown_as) -> None:
    data = xlsx([[datetime.date(2023, 3, 1), DAY, "x"]], formats=dict.fromkeys(["A1", "B1", "C1"], shown_as))
    assert content(data)["Sheet1"] == [(1, ["2023年3月", DAY, "x"])]


def test_the_month_format_of_chinese_excel_has_a_number_and_no_code() -> None:
    def renumbered(name: str, part: bytes) -> bytes:
        return part.replace(b'numFmtId="17"', b'numFmtId="57"') if name == "xl/styles.xml" else part

    data = edited(xlsx([[datetime.date(2023, 3, 1)]], formats={"A1": "mmm-yy"}), renumbered)
    assert content(data)["Sheet1"] == [(1, ["2023年3月"])]


@pytest.mark.parametrize(
    "shown_as", ['yyyy"年"m"月"d"日"', 'm"月"d"日"', "yyyy-mm-dd", "dddd, mmmm dd, yyyy"]
)
def test_a_first_of_the_month_that_is_shown_is_that_day(shown_as) -> None:
    data = xlsx([[datetime.date(2023, 3, 1)]], formats={"A1": shown_as})
    assert content(data)["Sheet1"] == [(1, [datetime.date(2023, 3, 1)])]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        ("<html><table><tr><td>时间</td></tr></table></html>".encode(), "html"),
        ("时间,地点\n2023-3-5,三楼\n".encode("gb18030"), "text"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "xml_2003",
        ),
        (b"%PDF-1.7 \n", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", "not_workbook"),
        (compound({"WordDocument": b"x"}), "word"),
        (compound({"Pictures": b"x"}), "not_workbook"),
        (compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "password"),
        (xls({"表": [["a"]]}, locked=True), "password"),
        (xlsx([["a"]])[:-400], "damaged"),
        (xlsx([["a"]])[:300], "damaged"),
        (xls({"表": [["a"]]})[:2000], "damaged"),
        (compound({"Workbook": b"\xff" * 5000}), "damaged"),
    ],
)
def test_what_is_no_readable_workbook_says_what_it_is(data: bytes, code: str) -> None:
    assert refusal(data) == code


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, inside in members.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), inside)
    return out.getvalue()


def test_other_zip_containers_say_what_they_are() -> None:
    assert refusal(zipped(word__document_dot_xml=b"<w/>")) == "word"
    assert refusal(zipped(xl__workbook_dot_bin=b"x")) == "xlsb"
    assert refusal(zipped(readme=b"x")) == "not_workbook"


def test_a_locked_zip_asks_for_the_password_to_be_taken_off() -> None:
    data = bytearray(xlsx([["a"]]))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refusal(bytes(data)) == "password"


def test_entities_are_refused() -> None:
    def declare(name: str, inside: bytes) -> bytes:
        if name.endswith("sheet1.xml"):
            return b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + inside
        return inside

    assert refusal(edited(xlsx([["a"]]), declare)) == "entities"


def test_a_single_cell_in_the_last_corner_is_refused_not_allocated() -> None:
    data = with_sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    assert refusal(data) == "too_big"


def test_a_stray_cell_far_to_the_right_passes_over_that_sheet_only() -> None:
    data = xlsx({"宽": [["a"] + [None] * 900 + ["z"]], "好": [["b"]]})
    with read_workbook(data) as book:
        wide, good = book.sheets
        assert "第 256 列" in (wide.problem or "")
        assert list(wide.rows()) == []
        assert (good.problem, list(good.rows())) == (None, [(1, ["b"])])


def test_a_zip_bomb_is_refused() -> None:
    data = zip_bomb()
    assert len(data) < 5 * 2**20
    assert refusal(data) == "too_big"


def test_too_many_rows_are_refused() -> None:
    def repeated(name: str, inside: bytes) -> bytes:
        many = f'<table:table-row table:number-rows-repeated="{limits.MAX_ROWS + 1}">'.encode()
        return inside.replace(b"<table:table-row>", many) if name == "content.xml" else inside

    assert refusal(edited(ods({"表": [["a"]]}), repeated)) == "too_many_rows"


def test_a_cell_with_text_without_end_is_marked_not_dropped() -> None:
    data = with_sheet_xml(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"长" * (limits.MAX_TEXT + 1)}</t></is></c></row>'
    )
    [(_, [cell])] = content(data)["Sheet1"]
    assert isinstance(cell, Unreadable)
    assert "100,000" in cell.message


def test_a_file_over_the_limit_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_FILE_BYTES", 10)
    monkeypatch.setattr(workbook, "_run_child", lambda *_: pytest.fail("the file was opened"))
    assert refusal(b"x" * 11) == "file_too_big"


@pytest.mark.usefixtures("own_child")
@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import time; time.sleep(60)", "too_slow"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGABRT)", "too_big"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "too_big"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "too_slow"),
        ("raise SystemExit(3)", "damaged"),
        ("pass", "damaged"),
        ("print('garbage')", "damaged"),
        ("print('[\"sheet\", {}]')", "damaged"),
        ("print('[\"row\",1,[]]')", "damaged"),
        ("print('[1]'); print('{}'); print('[\"end\"]')", "damaged"),
        ('print(\'["refused", "no such reason", {}]\')', "damaged"),
        ("print('[\"refused\", [1], {}]')", "damaged"),
        ("print('[' * 100000)", "damaged"),
        ("print('[\"sheet\", [1]]'); print('[\"end\"]')", "damaged"),
        ("import os; os.write(1, bytes(range(256)) * 50)", "damaged"),
        ("import os; os.close(1); raise MemoryError", "damaged"),
    ],
)
def test_whatever_the_child_does_the_answer_is_a_reason(
    monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    monkeypatch.setattr(workbook, "_PROGRAM", program)
    monkeypatch.setattr(workbook, "TIMEOUT_SECONDS", 2)
    assert refusal(xlsx([["a"]])) == code


_HEAD = '["sheet", {"name": "x", "hidden": false, "since_1904": false, "merges": []}]'


@pytest.mark.usefixtures("own_child")
@pytest.mark.parametrize(
    "row",
    [
        '["row",1',
        '["row",1,5]',
        '["row","1",[]]',
        '["row",1,[["d","x"]]]',
        '["row",1,[["d",5]]]',
        '["row",1,[[1,2,3]]]',
        '["row",1,[{}]]',
        '["row",1,[["p",1e300]]]',
    ],
)
def test_a_row_that_the_child_never_writes_is_a_reason_too(monkeypatch: pytest.MonkeyPatch, row: str) -> None:
    lines = "\n".join([_HEAD, row, '["end"]'])
    monkeypatch.setattr(workbook, "_PROGRAM", f"print({lines!r})")
    with pytest.raises(WorkbookError) as caught, read_workbook(xlsx([["a"]])) as book:
        for sheet in book.sheets:
            list(sheet.rows())
    assert caught.value.code == "damaged"


@pytest.mark.usefixtures("own_child")
@pytest.mark.parametrize("where", ["subprocess.run", "tempfile.TemporaryFile"])
def test_a_server_short_of_memory_or_disk_says_so(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def fail(*args: object, **options: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(f"branches.importing.workbook.reading.{where}", fail)
    assert refusal(xlsx([["a"]])) == "not_read"


def test_the_child_loads_nothing_of_the_site() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import branches.importing.workbook.child.main; "
        "heavy = ('django', 'openpyxl', 'python_calamine'); "
        "print([name for name in sys.modules if name.split('.')[0] in heavy])"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", program, workbook._ROOT], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.usefixtures("own_child")
def test_the_child_cannot_take_more_memory_than_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from branches.importing.workbook.child.limits import confine; confine(); x = bytearray(600 * 2**20)"
    )
    monkeypatch.setattr(workbook, "_PROGRAM", greedy)
    assert refusal(xlsx([["a"]])) == "damaged"


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_give_content_or_a_reason(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    make = chance.choice([xlsx, xls, ods])
    data = bytearray(make({"一支部": ROWS}, MERGES))
    for _ in range(chance.choice([1, 4, 30])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    try:
        with read_workbook(bytes(data)) as book:
            for sheet in book.sheets:
                list(sheet.rows())
    except WorkbookError as error:
        assert str(error) in REASONS.values()
