"""``import_records``: the same import without a browser."""

import datetime
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from branches.management import bar
from branches.models import ImportBatch, Meeting
from tests.importing.workbooks import xlsx

DAY = datetime.date(2023, 3, 5)
HEADER = ["党支部", "时间", "类型", "主题", "应到"]
GOOD = ["第一支部", DAY, "主题党日", "植树", 9]
BAD = ["第一支部", "4月31日", "主题党日", "错误", "约9人"]

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def ledger(tmp_path: Path):
    def write(*rows: list[object], name: str = "台账.xlsx") -> str:
        path = tmp_path / name
        path.write_bytes(xlsx({"台账": [["2023年台账"], HEADER, *rows, ["合计", None, None, None, 9]]}))
        return str(path)

    return write


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    call_command("import_records", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_tells_everything_and_writes_nothing(ledger, capsys) -> None:
    found = run(capsys, ledger(GOOD, BAD), "--dry-run")
    assert found["sheets"][0]["name"] == "台账"
    assert found["sheets"][0]["header_row"] == 2
    assert found["sheets"][0]["kind"] == "meeting"
    assert found["sheets"][0]["columns"] == {
        "党支部": "organization",
        "时间": "date",
        "类型": "kind",
        "主题": "title",
        "应到": "expected",
    }
    assert [(row["sheet"], row["row"], row["outcome"], row["kind"]) for row in found["rows"]] == [
        ("台账", 3, "new", "meeting"),
        ("台账", 4, "error", "meeting"),
        ("台账", 5, "skipped", None),
    ]
    assert found["rows"][0]["values"] == {
        "organization": "青峰市档案发展局第一党支部",
        "date": "2023-03-05",
        "kind": "theme_day",
        "title": "植树",
        "expected": 9,
    }
    assert {error["column"] for error in found["rows"][1]["errors"]} == {"时间", "应到"}
    assert (found["created"], found["duplicates"], found["errors"], found["batch"]) == (0, 0, 1, None)
    assert (Meeting.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_an_import_and_the_same_once_more(ledger, capsys) -> None:
    path = ledger(GOOD)
    first, second = run(capsys, path), run(capsys, path)
    assert (first["created"], first["duplicates"], first["errors"]) == (1, 0, 0)
    assert ImportBatch.objects.get(pk=first["batch"]).state == "committed"
    assert (second["created"], second["duplicates"]) == (0, 1)
    assert Meeting.objects.count() == 1


def test_one_bad_row_stops_the_whole_and_says_so(ledger, capsys) -> None:
    path = ledger(GOOD, BAD)
    with pytest.raises(CommandError, match="1 行有误"):
        call_command("import_records", path, "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["created"], found["errors"], found["batch"]) == (0, 1, None)
    assert (Meeting.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_good_rows_go_in_on_request(ledger, capsys) -> None:
    found = run(capsys, ledger(GOOD, BAD), "--good-rows")
    assert (found["created"], found["errors"]) == (1, 1)
    assert Meeting.objects.get().title == "植树"


def test_organization_year_and_kind_fill_in_what_the_file_does_not_say(
    tmp_path: Path, capsys, office: SimpleNamespace
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(xlsx({"Sheet1": [["时间", "主题", "地点"], ["3月5日", "植树", "公园"]]}))
    found = run(capsys, str(path), "--organization", "第一支部", "--year", "2022", "--kind", "theme_day")
    assert found["created"] == 1
    meeting = Meeting.objects.get()
    assert (meeting.organization, meeting.date, meeting.kind) == (
        office.first,
        datetime.date(2022, 3, 5),
        "theme_day",
    )


def test_a_changed_row_is_told_and_updates_on_request(ledger, capsys) -> None:
    run(capsys, ledger(GOOD))
    changed = ledger([*GOOD[:4], 8])
    told = run(capsys, changed)
    assert (told["created"], told["changed"], told["updated"]) == (0, 1, 0)
    row = next(row for row in told["rows"] if row["outcome"] == "changed")
    assert [(each["old"], each["new"]) for each in row["differences"]] == [("9", "8")]
    assert Meeting.objects.get().expected == 9
    assert run(capsys, changed, "--update")["updated"] == 1
    assert Meeting.objects.get().expected == 8


def test_a_batch_is_taken_back(ledger, capsys) -> None:
    batch = run(capsys, ledger(GOOD))["batch"]
    assert run(capsys, "--undo", str(batch)) == {"removed": 1, "restored": 0, "kept": []}
    assert Meeting.objects.live().count() == 0
    with pytest.raises(CommandError, match="已经撤销"):
        call_command("import_records", "--undo", str(batch))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_shows_how_far_it_is(ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "SECONDS_BETWEEN", 0)
    for screen, seen in ((Terminal(), True), (io.StringIO(), False)):
        call_command("import_records", ledger(GOOD, name=f"{seen}.xlsx"), stderr=screen)
        assert ("[####" in screen.getvalue(), "正在" in screen.getvalue()) == (seen, seen)


def test_without_json_it_speaks_to_people(ledger, capsys) -> None:
    call_command("import_records", ledger(GOOD, BAD), "--dry-run")
    said = capsys.readouterr().out
    assert "会议活动，表头在第 2 行" in said
    assert "台账 第 4 行“时间”：没有 2023年4月31日这一天，请核对。" in said
    assert "可导入 1 条，未写入；重复 0 条，有误 1 条。" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "请写明要导入的文件"),
        (["没有.xlsx"], "无法读取"),
        (["."], "无法读取"),
        (["{file}", "--organization", "没有的支部"], "没有叫"),
        (["{file}", "--year", "23"], "年份"),
        (["{file}", "--year", "二〇二三"], "年份"),
        (["{file}", "--kind", "picnic"], "没有“picnic”这种记录类型"),
        (["{html}"], "网页"),
        (["{none}"], "没有可导入的表"),
        (["--undo", "99"], "没有编号为“99”的导入批次"),
        (["--undo", "上一批"], "没有编号为“上一批”的导入批次"),
        (["{file}", "--undo", "1"], "不能与文件一起写"),
    ],
)
def test_bad_input_is_one_line_of_chinese(tmp_path: Path, ledger, arguments: list[str], why: str) -> None:
    (tmp_path / "html.xls").write_text("<html></html>")
    (tmp_path / "none.xlsx").write_bytes(xlsx({"空": [], "说明": [["填写说明"], ["略"]]}))
    files = {"file": ledger(GOOD), "html": str(tmp_path / "html.xls"), "none": str(tmp_path / "none.xlsx")}
    with pytest.raises(CommandError, match=why) as caught:
        call_command("import_records", *(each.format(**files) for each in arguments))
    assert "\n" not in str(caught.value)
    assert (Meeting.objects.count(), ImportBatch.objects.count()) == (0, 0)
