"""``fill_draft`` and ``check_draft`` as an administrator or a scheduler runs them."""

import datetime
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from branches.models import Meeting
from tests.drafts.documents import paragraphs, word_document

TEXT = "全年召开党组会**次，开展主题党日36次，讲党课2次。走访企业12家。"
YEAR = 2023


@pytest.fixture
def held(office: SimpleNamespace) -> SimpleNamespace:
    """Three leading-group meetings and 36 theme days in the year, one of each the year before."""
    days = [datetime.date(YEAR, month, day) for month in range(1, 13) for day in (3, 13, 23)]
    for day in [*days[:3], datetime.date(YEAR - 1, 5, 5)]:
        Meeting.objects.create(
            kind="leading_group", title="党组会", date=day, organization=office.leading_group
        )
    for day in [*days, datetime.date(YEAR - 1, 5, 6)]:
        Meeting.objects.create(kind="theme_day", title="主题党日", date=day, organization=office.first)
    return office


def run(
    command: str, draft: Path, *arguments: str, organization: str = "机关党委", year: str = str(YEAR)
) -> str:
    out = io.StringIO()
    call_command(command, str(draft), "--organization", organization, "--year", year, *arguments, stdout=out)
    return out.getvalue()


def quantities(output: str) -> list[dict[str, Any]]:
    return json.loads(output)["quantities"]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_blanks_and_numbers_are_filled_from_the_records(
    held: SimpleNamespace, draft: Path, tmp_path: Path
) -> None:
    target = tmp_path / "新总结.txt"
    rows = quantities(run("fill_draft", draft, "--output", str(target), "--json"))

    assert target.read_text(encoding="utf-8") == TEXT.replace("**", "3")
    assert draft.read_text(encoding="utf-8") == TEXT
    first, second, third, fourth = rows
    assert first == {
        "start": 7,
        "end": 9,
        "text": "**",
        "unit": "次",
        "figure": "meeting.leading_group.count",
        "candidates": first["candidates"],
        "value": 3,
        "replacement": "3",
        "reason": "",
    }
    assert first["candidates"][0] == "meeting.leading_group.count"
    assert (second["figure"], second["value"], second["replacement"]) == ("meeting.theme_day.count", 36, "36")
    assert (third["figure"], third["value"], third["replacement"]) == ("lecture.count", None, None)
    assert "没有" in third["reason"]
    assert (fourth["text"], fourth["unit"], fourth["figure"], fourth["candidates"]) == ("12", "家", None, [])


def test_a_word_draft_stays_a_word_draft(held: SimpleNamespace, tmp_path: Path) -> None:
    source, target = tmp_path / "总结.docx", tmp_path / "新总结.docx"
    source.write_bytes(word_document(TEXT, seed=3))
    run("fill_draft", source, "--output", str(target))

    assert paragraphs(target.read_bytes()) == [TEXT.replace("**", "3")]


def test_another_year_has_its_own_numbers(held: SimpleNamespace, draft: Path, tmp_path: Path) -> None:
    rows = quantities(
        run("fill_draft", draft, "--output", str(tmp_path / "a.txt"), "--json", year=str(YEAR - 1))
    )
    assert [row["value"] for row in rows[:2]] == [1, 1]


def test_a_branch_does_not_get_the_numbers_of_the_office(held: SimpleNamespace, tmp_path: Path) -> None:
    draft = tmp_path / "支部.txt"
    draft.write_text("本支部全年开展主题党日**次。局党组召开党组会**次。", encoding="utf-8")
    rows = quantities(
        run("fill_draft", draft, "--output", str(tmp_path / "a.txt"), "--json", organization="第一支部")
    )
    assert [row["value"] for row in rows] == [36, None]


def test_a_named_branch_is_not_the_whole_office(held: SimpleNamespace, tmp_path: Path) -> None:
    draft = tmp_path / "总结.txt"
    draft.write_text("青峰市档案发展局第一党支部开展主题党日**次。全局开展主题党日**次。", encoding="utf-8")
    rows = quantities(run("fill_draft", draft, "--output", str(tmp_path / "a.txt"), "--json"))
    assert [row["replacement"] for row in rows] == [None, "36"]


def test_checking_states_what_agrees_and_leaves_the_draft_alone(
    held: SimpleNamespace, tmp_path: Path
) -> None:
    draft = tmp_path / "总结.txt"
    draft.write_text("召开党组会3次，开展主题党日40余次，讲党课2次，集中学习**次。", encoding="utf-8")
    before = draft.read_bytes()
    rows = quantities(run("check_draft", draft, "--json"))

    assert [(row["stated"], row["value"], row["agrees"]) for row in rows] == [
        (3, 3, True),
        (40, 36, False),
        (2, None, None),
        (None, None, None),
    ]
    assert draft.read_bytes() == before
    assert "不一致" in run("check_draft", draft)


def test_the_summary_on_screen_names_what_stayed_open(
    held: SimpleNamespace, draft: Path, tmp_path: Path
) -> None:
    output = run("fill_draft", draft, "--output", str(tmp_path / "新.txt"))
    assert "4 处数字，已填 2 处" in output
    assert "12家" in output


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"draft": "没有.txt"}, "没有文件"),
        ({"draft": ""}, "写明要处理的文稿"),
        ({"draft": "总结.pdf"}, "只能使用"),
        ({"draft": "坏.docx"}, "有效"),
        ({"organization": ""}, "--organization"),
        ({"organization": "不存在的支部"}, "没有名为"),
        ({"year": ""}, "--year"),
        ({"year": "二〇二三"}, "--year"),
        ({"year": "9999"}, "--year"),
        ({"output": ""}, "--output"),
        ({"output": "新.docx"}, "类型"),
        ({"output": "没有这个文件夹/新.txt"}, "文件夹"),
    ],
)
def test_bad_input_gives_one_line_in_chinese_and_writes_nothing(
    office: SimpleNamespace, draft: Path, tmp_path: Path, changed: dict[str, str], reason: str
) -> None:
    (tmp_path / "总结.pdf").write_bytes(b"%PDF")
    (tmp_path / "坏.docx").write_bytes(b"nothing")
    given = {"draft": "总结.txt", "organization": "机关党委", "year": str(YEAR), "output": "新.txt"} | changed
    files = sorted(tmp_path.iterdir())
    paths = {name: str(tmp_path / given[name]) if given[name] else "" for name in ("draft", "output")}

    with pytest.raises(CommandError, match=reason) as caught:
        call_command(
            "fill_draft",
            paths["draft"],
            "--organization",
            given["organization"],
            "--year",
            given["year"],
            "--output",
            paths["output"],
        )
    assert "\n" not in str(caught.value)
    assert sorted(tmp_path.iterdir()) == files


def test_the_same_input_is_accepted_when_nothing_is_wrong(
    office: SimpleNamespace, draft: Path, tmp_path: Path
) -> None:
    run("fill_draft", draft, "--output", str(tmp_path / "新.txt"))
    assert (tmp_path / "新.txt").read_text(encoding="utf-8") == TEXT
