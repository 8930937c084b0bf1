"""The command ``write_report``: the file whole or not at all, one line of Chinese for what cannot be."""

import errno
import hashlib
import io
import json
import os
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from branches.models import Organization


def run(target: Path | str, *more: str, **changed: str) -> str:
    options = {"organization": "机关党委", "year": "2023", "outline": "year_end"} | changed
    out = io.StringIO()
    arguments = [f"--{name}={value}" for name, value in options.items()]
    call_command("write_report", *arguments, f"--output={target}", *more, stdout=out)
    return out.getvalue()


def test_the_file_is_written_and_said_so(records: SimpleNamespace, tmp_path: Path) -> None:
    target = tmp_path / "总结.docx"
    assert "已生成“青峰市档案发展局机关党委2023年度党建工作总结”" in run(target)
    word = docx.Document(str(target))
    assert any("召开党组会2次" in paragraph.text for paragraph in word.paragraphs)
    assert not list(word.comments)
    assert os.listdir(tmp_path) == ["总结.docx"]


def test_the_review_copy_is_asked_for(records: SimpleNamespace, tmp_path: Path) -> None:
    run(tmp_path / "a.docx", "--review")
    assert len(list(docx.Document(str(tmp_path / "a.docx")).comments)) > 20


def test_json_says_what_was_written(records: SimpleNamespace, tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    said = json.loads(run(target, "--json"))
    assert said["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (said["output"], said["outline"]) == (str(target), "year_end")
    stated = {number["key"]: number["value"] for number in said["numbers"] if number["period"] == "2023年"}
    assert stated["meeting.leading_group.count"] == 2
    assert stated["meeting.theme_day.person_times"] == 26
    assert "走访慰问金额" in [name for item in said["omitted"] for name in item["names"]]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"organization": "没有的党委"}, "没有名为“没有的党委”的党组织"),
        ({"organization": ""}, "请用 --organization"),
        ({"year": "去年"}, "“去年”无法使用"),
        ({"year": "2999"}, "“2999”无法使用"),
        ({"year": ""}, "请用 --year"),
        ({"outline": "unknown"}, "没有名为“unknown”的提纲，可用的有：year_end（年度党建工作总结）"),
        ({"outline": ""}, "请用 --outline"),
        ({"year": "2019"}, "2019年没有可以写入文稿的记录"),
    ],
)
def test_bad_input_is_refused_in_one_line(
    records: SimpleNamespace, tmp_path: Path, changed: dict[str, str], message: str
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"last year's file")
    with pytest.raises(CommandError) as caught:
        run(target, **changed)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert target.read_bytes() == b"last year's file"
    run(target)
    assert target.read_bytes() != b"last year's file"


def test_an_ambiguous_short_name_is_refused(
    office: SimpleNamespace, records: SimpleNamespace, tmp_path: Path
) -> None:
    Organization.objects.create(name="另一个机关党委", short_name="机关党委", kind="committee")
    with pytest.raises(CommandError, match="不止一个，请写全称"):
        run(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("", "请用 --output"),
        ("总结.txt", "应以 .docx 结尾"),
        ("没有/总结.docx", "不存在，请先建立"),
        ("文件夹.docx", "是一个文件夹"),
    ],
)
def test_an_output_that_cannot_be_is_refused(
    records: SimpleNamespace, tmp_path: Path, output: str, message: str
) -> None:
    (tmp_path / "文件夹.docx").mkdir()
    with pytest.raises(CommandError, match=message):
        run(tmp_path / output if output else "")


@pytest.mark.parametrize(
    ("step", "number", "reason"),
    [
        ("reports.files.tempfile.mkstemp", errno.EACCES, "没有写入权限"),
        ("reports.files.tempfile.mkstemp", errno.EROFS, "所在的磁盘是只读的"),
        ("reports.files.os.fsync", errno.ENOSPC, "磁盘已满"),
        ("reports.files.os.replace", errno.EIO, "Input/output error"),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_file_alone(
    records: SimpleNamespace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    number: int,
    reason: str,
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"last year's file")

    def refuse(*args: object, **options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(step, refuse)
    with pytest.raises(CommandError, match=f"无法写入：{reason}。"):
        run(target)
    assert os.listdir(tmp_path) == ["a.docx"]
    assert target.read_bytes() == b"last year's file"
