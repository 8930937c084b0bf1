"""Hostile and broken files through the page of uploads: each gets its reason in Chinese and changes nothing.

What is no ledger at all is refused; what is one, with something amiss, is read and what is amiss is said.
"""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from branches.models import RECORDS, Change, ImportBatch
from tests.importing.reading import Read, read
from tests.importing.workbooks import (
    BLANK_FORMULA,
    compound,
    edited,
    ods,
    with_sheet_xml,
    xls,
    xlsx,
    zip_bomb,
)

DAY = datetime.date(2023, 3, 5)
HEADER = zip("ABCDEF", ["党支部", "时间", "类型", "主题", "地点", "实到"], strict=True)
FILLED = zip("ABCD", ["第一支部", "2023-3-5", "主题党日", "植树"], strict=True)
ROWS = [["党支部", "时间", "类型", "主题"], ["第一支部", DAY, "主题党日", "植树"]]


def with_entities(name: str, inside: bytes) -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return bomb + inside if name.endswith(("sheet1.xml", "content.xml")) else inside


def far_away() -> bytes:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return with_sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}')


def far_away_in_ods() -> bytes:
    def push(name: str, inside: bytes) -> bytes:
        empty = b'<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
        aside = b'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        return inside.replace(b"<table:table-row>", empty + aside, 1) if name == "content.xml" else inside

    return edited(ods({"表": [["a"]]}), push)


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a zip bomb": ("台账.xlsx", zip_bomb, "表格太大"),
    "one cell in the last corner": ("台账.xlsx", far_away, "在很远的行列有零散内容"),
    "entities": ("台账.xlsx", lambda: edited(xlsx(ROWS), with_entities), "不予打开"),
    "entities in .ods": ("台账.ods", lambda: edited(ods({"表": ROWS}), with_entities), "不予打开"),
    "a password": ("台账.xlsx", lambda: compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "密码"),
    "a password in .xls": ("台账.xls", lambda: xls({"表": ROWS}, locked=True), "请去掉密码"),
    "truncated": ("台账.xlsx", lambda: xlsx(ROWS)[:-200], "已损坏或不完整"),
    "truncated .xls": ("台账.xls", lambda: xls({"表": ROWS})[:2500], "已损坏或不完整"),
    "HTML": ("台账.xls", lambda: "<html><table>时间</table></html>".encode(), "网页（HTML）"),
    "CSV": ("台账.xls", lambda: "时间,主题\n2023-3-5,植树\n".encode("gb18030"), "纯文本（CSV 等）"),
    "a picture": ("台账.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(300), "不是 Excel 或 WPS 表格"),
    "nothing": ("台账.xlsx", lambda: b"", "空的"),
}


@pytest.mark.parametrize("what", FILES)
def test_what_is_no_ledger_is_refused_with_its_reason_and_leaves_nothing(
    client: Client,
    cast: SimpleNamespace,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
    what: str,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.administrator)
    changes = Change.objects.count()
    name, make, reason = FILES[what]
    file = SimpleUploadedFile(name, make())
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("import_upload"), {"file": file}, follow=True)
    assert page.status_code == 200
    assert reason in page.content.decode()
    assert not ImportBatch.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert [slug for slug, model in RECORDS.items() if model.objects.exists()] == []
    assert Change.objects.count() == changes


@pytest.mark.usefixtures("office")
def test_one_cell_in_the_last_corner_of_an_ods_passes_over_that_sheet() -> None:
    found = read(far_away_in_ods(), "台账.ods")
    assert "第 256 列之后还有内容" in found.sheet.problem
    assert found.rows == {}


def notes(found: Read) -> str:
    return "".join(found.sheet.notes)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "data",
    [
        edited(xlsx({"台账": ROWS}), lambda name, inside: inside, {"xl/vbaProject.bin": b"Sub Auto_Open()"}),
        xls({"台账": ROWS}, beside={"_VBA_PROJECT_CUR": b"Sub Auto_Open()"}),
    ],
    ids=["xlsm", "xls"],
)
def test_macros_are_never_run_and_said_to_be_there(data: bytes) -> None:
    found = read(data)
    assert found.values(2)["title"] == "植树"
    assert "宏不会运行" in notes(found)
    assert "宏" not in notes(read(xlsx({"台账": ROWS})))


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "data",
    [
        edited(
            xlsx({"台账": ROWS}),
            lambda name, inside: inside,
            {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
        ),
        xls({"台账": ROWS}, links=True),
    ],
    ids=["xlsx", "xls"],
)
def test_links_to_other_workbooks_are_never_followed_and_said_to_be_there(data: bytes) -> None:
    found = read(data)
    assert found.values(2)["title"] == "植树"
    assert "上次保存时的结果" in notes(found)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "data",
    [
        xls({"台账": [[*ROWS[0], "地点", "实到"], [*ROWS[1], BLANK_FORMULA, BLANK_FORMULA]]}),
        with_sheet_xml(
            '<row r="1">'
            + "".join(f'<c r="{place}1" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in HEADER)
            + '</row><row r="2">'
            + "".join(f'<c r="{place}2" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in FILLED)
            + "".join(f'<c r="{place}2" t="str"><f>IF(1,"")</f><v></v></c>' for place in "EF")
            + "</row>"
        ),
    ],
    ids=["xls", "xlsx"],
)
def test_formulas_with_an_empty_result_are_blank_and_said_to_be(data: bytes) -> None:
    found = read(data)
    assert "present" not in found.values(2)
    assert "E2 等 2 格是公式，结果是空的" in notes(found)


@pytest.mark.usefixtures("office")
def test_formulas_without_values_dates_since_1904_and_rounded_numbers() -> None:
    found = read(xlsx([ROWS[0], ["第一支部", DAY, "主题党日", '="植"&"树"']]))
    assert "公式没有计算结果" in found.errors(2)["主题"]
    for make in (xlsx, xls):
        found = read(make({"台账": ROWS}, since_1904=True))
        assert found.values(2)["date"] == "2023-03-05"
    header = ["编号", "姓名", "党支部", "形态", "决定日期"]
    rounded = [header, [202303050000000001, "程远山", "第一支部", 1, DAY]]
    for make in (xlsx, xls):
        assert "15 位" in read(make({"处分": rounded})).errors(2)["编号"]
