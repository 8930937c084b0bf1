"""Files that take long are read and imported in the background: found again, never twice, taken up again."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branches.importing.batch import working
from branches.importing.batch.stored import BatchError
from branches.models import ImportBatch, Job, Meeting, User
from branches.views.imports import deciding, marked, reading, uploading
from tests.cast import make_user
from tests.importing.workbooks import xlsx

DAY = datetime.date(2023, 3, 5)
HEADER = ["党支部", "时间", "类型", "主题"]
ROWS = [["第一支部", DAY, "主题党日", f"活动{number}"] for number in range(5)]


@pytest.fixture
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (marked, reading, uploading):
        monkeypatch.setattr(module, "LONG_FILE", 1)
    for module in (deciding, reading):
        monkeypatch.setattr(module, "LONG_READ", 1)


def upload(client: Client, *rows: list[object], data: bytes | None = None):
    file = SimpleUploadedFile("台账.xlsx", data or xlsx({"台账": [HEADER, *(rows or ROWS)]}))
    return client.post(reverse("import_upload"), {"file": file}, follow=True)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def a_job(kind: str, user: User, state: str = "running", reason: str = "") -> Job:
    return Job.objects.create(kind=kind, title="台账", asked_by=user, state=state, reason=reason)


def under_way(client: Client, user: User, kind: str, state: str = "running", reason: str = "") -> ImportBatch:
    """A previewed batch that a job works on, or did."""
    upload(client)
    batch = ImportBatch.objects.get()
    client.post(reverse("import_read", args=[batch.pk]))
    ImportBatch.objects.update(work=a_job(kind, user, state, reason).token)
    return ImportBatch.objects.get()


@pytest.mark.usefixtures("everything_is_long")
def test_the_whole_way_in_the_background(administrator: Client, office: SimpleNamespace) -> None:
    page = upload(administrator, *ROWS, ["第一支部", "4月31日", "主题党日", "错误"])
    batch = ImportBatch.objects.get()
    assert page.request["PATH_INFO"] == reverse("import_table", args=[batch.pk, "0.0"])
    page = administrator.post(reverse("import_read", args=[batch.pk]), follow=True)
    assert page.request["PATH_INFO"] == reverse("import_questions", args=[batch.pk])  # the year of 4月31日
    marked = administrator.get(reverse("import_marked", args=[batch.pk]), follow=True)
    assert "台账（标出问题）.xlsx" in text(marked)
    done = administrator.post(reverse("import_decide", args=[batch.pk]), {"decision": "good"}, follow=True)
    assert "这一批现有记录 5 条" in text(done)
    assert list(Job.objects.order_by("pk").values_list("kind", "state")) == [
        ("import_tables", "done"),
        ("import_rows", "done"),
        ("import_mark", "done"),
        ("import_commit", "done"),
    ]


@pytest.mark.usefixtures("everything_is_long")
def test_a_long_file_that_cannot_be_read_says_why_and_is_not_kept(
    administrator: Client, office: SimpleNamespace
) -> None:
    assert "网页（HTML）" in text(upload(administrator, data=b"<html></html>"))
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("kind", "says"),
    [("import_rows", "正在读取"), ("import_commit", "正在导入"), ("import_tables", "正在识别")],
)
def test_work_under_way_is_seen_and_nobody_begins_it_again(
    administrator: Client, office: SimpleNamespace, cast: SimpleNamespace, kind: str, says: str
) -> None:
    batch = under_way(administrator, cast.administrator, kind)
    assert says in text(administrator.get(reverse("import_list")))
    shown = text(administrator.get(reverse("import_detail", args=[batch.pk])))
    assert says in shown
    assert "看进度" in shown
    assert "确认导入" not in shown
    for name, arguments, data in (
        ("import_decide", [], {"decision": "all"}),
        ("import_decide", [], {"decision": "discard"}),
        ("import_updates", [], {"all": "yes"}),
        ("import_ask_again", [], {}),
        ("import_read", [], {}),
    ):
        told = text(administrator.post(reverse(name, args=[batch.pk, *arguments]), data, follow=True))
        assert f"{says}这份台账，请等它结束" in told
    with pytest.raises(BatchError):
        working.begin("import_commit", batch, cast.administrator, good_rows=False)
    assert ImportBatch.objects.get().state == "previewed"
    assert not Meeting.objects.exists()

    colleague = make_user("colleague", "administrator", office.bureau)
    administrator.force_login(colleague)
    shown = text(administrator.get(reverse("import_detail", args=[batch.pk])))
    assert f"administrator{says}" in shown
    assert "看进度" not in shown
    told = text(
        administrator.post(reverse("import_decide", args=[batch.pk]), {"decision": "all"}, follow=True)
    )
    assert "请等它结束" in told
    assert not Meeting.objects.exists()


def test_an_import_that_broke_off_says_so_and_is_taken_up_again(
    administrator: Client, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    batch = under_way(administrator, cast.administrator, "import_commit")
    Job.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=1))  # no sign of life since
    assert "导入中断" in text(administrator.get(reverse("import_list")))
    shown = text(administrator.get(reverse("import_detail", args=[batch.pk])))
    assert "中途停止了" in shown
    done = administrator.post(reverse("import_decide", args=[batch.pk]), {"decision": "all"}, follow=True)
    assert "已导入 5 条" in text(done)
    assert "导入中断" not in text(administrator.get(reverse("import_list")))


def test_a_reading_that_broke_off_begins_anew(
    administrator: Client, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    batch = under_way(administrator, cast.administrator, "import_rows", "failed", "磁盘满了。")
    ImportBatch.objects.update(state="uploaded")
    shown = text(administrator.get(reverse("import_detail", args=[batch.pk])))
    assert "读取中断" in shown
    assert "磁盘满了" in shown
    again = administrator.post(reverse("import_read", args=[batch.pk]), follow=True)
    assert "可导入 5 条" in text(again)
    assert batch.rows.count() == 5


def test_who_lost_the_permission_meanwhile_imports_nothing(
    administrator: Client, office: SimpleNamespace, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(administrator)
    batch = ImportBatch.objects.get()
    administrator.post(reverse("import_read", args=[batch.pk]))
    cast.administrator.roles.all().delete()
    job = working.begin("import_commit", batch, User.objects.get(pk=cast.administrator.pk), good_rows=True)
    job.refresh_from_db()
    assert (job.state, Meeting.objects.count()) == ("failed", 0)
    assert "不再有导入的权限" in job.reason


def test_the_list_asks_for_its_jobs_once(
    administrator: Client, office: SimpleNamespace, cast: SimpleNamespace, django_assert_max_num_queries
) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            batch = ImportBatch(file_name="台账.xlsx", sha256="0", organization=office.bureau)
            batch.created_by, batch.work = cast.administrator, a_job("import_rows", cast.administrator).token
            batch.save()

    more(1)
    with django_assert_max_num_queries(40) as few:
        administrator.get(reverse("import_list"))
    more(6)
    with django_assert_max_num_queries(len(few)):
        administrator.get(reverse("import_list"))
