"""Work in the background: its progress, its end, and who may see it."""

import datetime
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branches import jobs
from branches.models import Job, Role
from branches.models.job import JOB_DAYS
from tests.setup.site import PROJECT, surroundings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def begin(kind: str, user: object) -> Job:
    return jobs.start(kind, user=user, title="第一支部 工作手册", parameters={"name": "一"})


def waiting(user: object) -> Job:
    return Job.objects.create(kind="counting", title="还没开始", asked_by=user, parameters={"name": "二"})


def silent_since(asked: Job, seconds: float) -> None:
    jobs.Progress(asked.progress_path).write()
    then = time.time() - seconds
    os.utime(asked.progress_path, (then, then))


@pytest.fixture
def handed_over(settings: object, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of the processes that jobs would have been handed to."""
    started: list[list[str]] = []

    class Process:
        def __init__(self, arguments: list[str], **_: object) -> None:
            started.append(arguments)

        def wait(self) -> int:
            return 0

    settings.JOBS_IN_PROCESS = False
    monkeypatch.setattr(subprocess, "Popen", Process)
    return started


def test_a_job_begins_while_another_writes_its_progress_anew(cast: SimpleNamespace) -> None:
    beside = Path(settings.JOBS_ROOT, "another.new")
    beside.parent.mkdir(exist_ok=True)
    beside.symlink_to("nowhere")  # listed, and gone when it is looked at
    try:
        assert begin("counting", cast.secretary).state == Job.State.DONE
    finally:
        beside.unlink()


def test_the_file_goes_to_whoever_asked_and_to_nobody_else(client: Client, cast: SimpleNamespace) -> None:
    asked = begin("counting", cast.secretary)
    for name in ("job", "job_file"):
        client.force_login(cast.administrator)
        assert client.get(reverse(name, args=[asked.pk])).status_code == 404
    client.force_login(cast.secretary)
    assert "结果.txt" in client.get(asked.get_absolute_url()).content.decode()
    answer = client.get(reverse("job_file", args=[asked.pk]))
    assert b"".join(answer).decode() == "数完了：一"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_no_longer_given_to_who_lost_a_role_since(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    Role.objects.create(user=cast.secretary, organization=office.second, kind="viewer")
    url = reverse("job_file", args=[begin("counting", cast.secretary).pk])
    client.force_login(cast.secretary)
    assert client.get(url).status_code == 200
    Role.objects.create(user=cast.secretary, organization=office.group, kind="viewer")
    assert client.get(url).status_code == 200
    Role.objects.get(user=cast.secretary, organization=office.second).delete()
    assert client.get(url).status_code == 404


def test_every_page_leads_back_to_ones_own_jobs(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.secretary)
    assert 'href="/jobs/"' in client.get("/members/").content.decode()


def test_a_page_is_gone_to_when_it_is_ready(client: Client, cast: SimpleNamespace) -> None:
    asked = begin("leading", cast.secretary)
    client.force_login(cast.secretary)
    watched = client.get(asked.get_absolute_url(), headers={"HX-Request": "true"})
    assert watched["HX-Redirect"] == "/members/"
    assert "<html" not in watched.content.decode()


def test_a_refusal_says_why(client: Client, cast: SimpleNamespace) -> None:
    asked = begin("refusing", cast.secretary)
    client.force_login(cast.secretary)
    for url in (asked.get_absolute_url(), reverse("job_list")):
        assert "这个党支部今年没有记录。" in client.get(url).content.decode()
    assert client.get(reverse("job_file", args=[asked.pk])).status_code == 404


def test_what_breaks_is_noted_and_raised(client: Client, cast: SimpleNamespace) -> None:
    with pytest.raises(ZeroDivisionError):
        begin("breaking", cast.secretary)
    client.force_login(cast.secretary)
    assert jobs.UNEXPECTED in client.get(reverse("job_list")).content.decode()


def test_an_unfinished_job_shows_how_far_it_is(client: Client, cast: SimpleNamespace) -> None:
    asked = waiting(cast.secretary)
    jobs.Progress(asked.progress_path)(30, 40, "正在写第 30 条记录")
    jobs.Progress(asked.progress_path)(40, 40, "正在写第 40 条记录")
    client.force_login(cast.secretary)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "正在写第 40 条记录" in page
    assert 'value="100"' in page
    assert "hx-get" in page


def test_a_job_without_a_sign_of_life_is_broken_off(client: Client, cast: SimpleNamespace) -> None:
    busy, dead = waiting(cast.secretary), waiting(cast.secretary)
    silent_since(busy, jobs.SILENCE - 20)
    silent_since(dead, jobs.SILENCE + 20)
    client.force_login(cast.secretary)
    assert jobs.BROKEN_OFF not in client.get(busy.get_absolute_url()).content.decode()
    assert jobs.BROKEN_OFF in client.get(dead.get_absolute_url()).content.decode()


def test_old_jobs_go_with_their_files(cast: SimpleNamespace) -> None:
    old, young = begin("counting", cast.secretary), begin("counting", cast.secretary)
    long_ago = timezone.now() - datetime.timedelta(days=JOB_DAYS, hours=1)
    Job.objects.filter(pk=old.pk).update(asked_at=long_ago)
    os.utime(old.file_path, (long_ago.timestamp(), long_ago.timestamp()))
    begin("counting", cast.secretary)
    assert not Job.objects.filter(pk=old.pk).exists()
    assert not old.file_path.exists()
    assert young.file_path.exists()


def test_a_double_click_asks_once(
    cast: SimpleNamespace, handed_over: list[list[str]], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first, again = begin("counting", cast.secretary), begin("counting", cast.secretary)
    assert again == first
    assert len(handed_over) == 1
    assert begin("counting", cast.neighbour) != first
    assert begin("leading", cast.secretary) != first
    Job.objects.update(asked_at=timezone.now() - jobs.SAME_CLICK)
    assert begin("counting", cast.secretary) != first  # the records may have changed in between


@pytest.mark.usefixtures("handed_over")
def test_one_person_has_a_few_jobs_at_a_time_and_is_told_so(client: Client, cast: SimpleNamespace) -> None:
    for _ in range(jobs.MOST_AT_A_TIME):
        waiting(cast.secretary)
    Job.objects.update(asked_at=timezone.now() - jobs.SAME_CLICK)
    refused = begin("counting", cast.secretary)
    assert (refused.state, refused.reason) == (Job.State.FAILED, jobs.TOO_MANY)
    client.force_login(cast.secretary)
    assert jobs.TOO_MANY in client.get(refused.get_absolute_url()).content.decode()
    assert begin("counting", cast.neighbour).state == Job.State.WAITING
    silent_since(Job.objects.filter(asked_by=cast.secretary).earliest("pk"), jobs.SILENCE + 20)
    assert begin("counting", cast.secretary).state == Job.State.WAITING


def test_a_kind_nobody_declared_is_refused(cast: SimpleNamespace) -> None:
    with pytest.raises(KeyError):
        begin("unheard-of", cast.secretary)
    assert not Job.objects.exists()


def test_outside_tests_a_job_is_handed_to_a_process(
    cast: SimpleNamespace, handed_over: list[list[str]], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = begin("counting", cast.secretary)
        assert not handed_over, "not before the row is there for the process to read"
    assert [each[-2:] for each in handed_over] == [["run_job", str(asked.pk)]]
    assert asked.state == Job.State.WAITING


def test_the_command_of_the_process_starts(tmp_path: object) -> None:
    """On a database of its own, without tables for a job: one line of Chinese, no traceback."""
    done = subprocess.run(
        [sys.executable, "manage.py", "run_job", "1"],
        cwd=PROJECT,
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_the_results_lie_beside_the_data_only_for_their_owner(cast: SimpleNamespace) -> None:
    asked = begin("counting", cast.secretary)
    assert asked.file_path.is_relative_to(settings.DATA_DIR)
    assert asked.file_path.stat().st_mode & 0o077 == 0
