"""The handbook in the browser and on the command line: who gets whose, and as what."""

import io
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from branches.jobs import start
from branches.models import Job, Role
from tests.handbook.conftest import SECRETS, YEAR
from tests.handbook.test_word import contents, every_word
from tests.printed.reading import opened


def ask(client: Client, organization: Any, name: str = "handbook", **query: Any) -> Any:
    url = f"{reverse(name)}?organization={organization.pk}&year={query.get('year', YEAR)}"
    return client.post(url) if name == "handbook_make" else client.get(url)


def made(client: Client, answer: Any) -> tuple[str, bytes]:
    """The file of the job that the answer leads to, fetched as its owner does."""
    assert answer.status_code == 302
    job = Job.objects.latest("pk")
    assert answer["Location"] == reverse("job", args=[job.pk])
    assert (job.state, job.reason) == ("done", "")
    file = client.get(reverse("job_file", args=[job.pk]))
    return job.file_name, b"".join(file.streaming_content)


def test_a_secretary_gets_the_handbook_of_her_branch(
    client: Client, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    client.force_login(cast.neighbour)
    html = client.get(reverse("handbook"), {"year": YEAR}).content.decode()
    assert "生成工作手册" in html
    assert "支部党员大会 <a" in html
    name, content = made(client, ask(client, year.branch, "handbook_make"))
    assert name == "青峰市档案发展局第二党支部2024年工作手册.docx"
    said = every_word(opened(content))
    assert "第三季度大会" in said
    assert "小组学习" in said
    assert not [secret for secret in SECRETS if secret in said]


def test_nobody_gets_the_handbook_of_a_branch_out_of_reach(
    client: Client, cast: SimpleNamespace, year: SimpleNamespace, office: SimpleNamespace
) -> None:
    seen = {}
    for who, user in vars(cast).items():
        client.force_login(user)
        seen[who] = (
            ask(client, year.branch).status_code,
            ask(client, year.branch, "handbook_make").status_code,
        )
    allowed = dict.fromkeys(("neighbour", "administrator", "viewer"), (200, 302))
    assert seen == allowed | dict.fromkeys(("secretary", "inspector", "stranger"), (404, 404))
    client.force_login(cast.administrator)
    for nobody in (office.elsewhere, office.group, office.leading_group, SimpleNamespace(pk="x")):
        assert ask(client, nobody).status_code == 404
        assert ask(client, nobody, "handbook_make").status_code == 404


def test_whoever_lost_the_branch_meanwhile_gets_nothing(cast: SimpleNamespace, year: SimpleNamespace) -> None:
    """Rights are asked for once more when the work begins."""
    Role.objects.filter(user=cast.neighbour).delete()
    job = start(
        "handbook",
        user=type(cast.neighbour).objects.get(pk=cast.neighbour.pk),
        title="第二支部 工作手册",
        parameters={"organization": year.branch.pk, "year": YEAR},
    )
    job.refresh_from_db()
    assert job.state == "failed"
    assert "不再有查看它的权限" in job.reason
    assert not job.file_name


def test_a_handbook_is_of_a_year_and_asks_for_no_days(
    client: Client, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    client.force_login(cast.neighbour)
    assert 'type="date"' not in ask(client, year.branch).content.decode()


def test_an_administrator_gets_those_of_all_branches_at_once(
    client: Client, cast: SimpleNamespace, year: SimpleNamespace, office: SimpleNamespace
) -> None:
    office.first.dissolved_on = office.first.founded_on
    client.force_login(cast.administrator)
    html = ask(client, office.bureau).content.decode()
    assert "下级共有 2 个党支部" in html
    name, content = made(client, ask(client, office.bureau, "handbook_make"))
    assert name == "机关党委2024年工作手册.zip"
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.namelist() == [
        "001 青峰市档案发展局第一党支部2024年工作手册.docx",
        "002 青峰市档案发展局第二党支部2024年工作手册.docx",
    ]
    first, second = (every_word(opened(package.read(each))) for each in package.namelist())
    assert "外支部大会" in first
    assert "外支部大会" not in second
    assert "第一季度大会" in second


@pytest.mark.parametrize("who", ["viewer", "neighbour"])
def test_those_who_do_not_report_get_no_branches_at_once(
    client: Client, cast: SimpleNamespace, year: SimpleNamespace, office: SimpleNamespace, who: str
) -> None:
    client.force_login(getattr(cast, who))
    assert ask(client, office.bureau).status_code == 404
    assert ask(client, office.bureau, "handbook_make").status_code == 404


def test_years_that_cannot_be_are_explained(
    client: Client, cast: SimpleNamespace, year: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    assert "2999 年还没有到" in ask(client, year.branch, year=2999).content.decode()
    assert "尚未成立或已经撤销" in ask(client, year.branch, year=2001).content.decode()
    assert "没有下级党支部" in ask(client, office.bureau, year=2001).content.decode()
    assert ask(client, year.branch, "handbook_make", year=2999).status_code == 404
    answer = ask(client, year.branch, "handbook_make", year=2001)
    assert answer.status_code == 302
    assert "2001年" in Job.objects.latest("pk").reason


def write(folder: Path, **options: Any) -> dict[str, Any]:
    out = io.StringIO()
    usual = {"organization": "第二支部", "year": str(YEAR), "output": str(folder / "手册.docx"), "json": True}
    call_command("write_handbook", stdout=out, **(usual | options))
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def test_the_command_writes_the_same_book(tmp_path: Path, year: SimpleNamespace) -> None:
    told = write(tmp_path)
    word = opened(Path(told["output"]).read_bytes())
    assert told["secretaries"] == ["赵清和（至6月12日）", "钱若水（6月12日起）"]
    assert {"title": "支部党员大会", "records": 2} in told["chapters"]
    assert len(contents(word)) == sum(1 + chapter["records"] for chapter in told["chapters"])


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"organization": "机关党委"}, "是党委，工作手册按党支部生成"),
        ({"organization": "不存在的支部"}, "没有名为"),
        ({"year": "2001"}, "尚未成立或已经撤销"),
        ({"year": "明年"}, "无法使用"),
        ({"output": "手册.pdf"}, "应以 .docx 结尾"),
        ({"output": ""}, "--output"),
        ({"output": "/没有/这个/手册.docx"}, "不存在"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(
    tmp_path: Path, year: SimpleNamespace, options: dict[str, str], reason: str
) -> None:
    with pytest.raises(CommandError, match=reason) as refused:
        write(tmp_path, **options)
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())
