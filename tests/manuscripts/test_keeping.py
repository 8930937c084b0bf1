"""Nothing typed is lost: two at once, versions, deleting."""

import datetime
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branches.models import Organization
from reports.manuscripts.keeping import SITTING
from reports.manuscripts.keeping import save as keep
from reports.models import Manuscript, ManuscriptVersion
from tests.cast import make_user
from tests.manuscripts.test_editing import saved

START = timezone.make_aware(datetime.datetime(2024, 1, 8, 9, 0))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the time at which something is saved, in minutes after nine."""

    def at(minutes: float) -> None:
        moment = START + datetime.timedelta(minutes=minutes)
        monkeypatch.setattr("reports.manuscripts.keeping.timezone.now", lambda: moment)

    return at


def colleague(organization: Organization) -> Client:
    client = Client()
    client.force_login(make_user("colleague", "administrator", organization))
    return client


def texts(manuscript: Manuscript) -> list[tuple[str, str]]:
    """The versions, the first one first."""
    found = manuscript.versions.order_by("pk")
    return [(each.kind, each.text) for each in found]


def test_one_sitting_is_one_version(
    administrator: Client, manuscript: Manuscript, office: SimpleNamespace, clock: Any
) -> None:
    first = manuscript.text
    steps: list[tuple[float, Client, str, str]] = [
        (0, administrator, "a", "标题：一"),
        (5, administrator, "a", "标题：二"),
        (SITTING.seconds / 60 - 0.1, administrator, "a", "标题：三"),
        (SITTING.seconds / 60 + 0.1, administrator, "a", "标题：四"),
        (11, administrator, "b", "标题：五"),
        (12, colleague(office.bureau), "b", "标题：六"),
        (13, administrator, "b", "标题：七"),
    ]
    for minutes, client, sitting, text in steps:
        clock(minutes)
        assert saved(client, manuscript, text, sitting=sitting).json()["at"] == (
            f"{START + datetime.timedelta(minutes=minutes):%H:%M}"
        )
    kept = [("started", first)] + [("edited", f"标题：{each}") for each in "三四五六七"]
    assert texts(manuscript) == kept
    assert saved(administrator, manuscript, "标题：七").status_code == 200
    assert texts(manuscript) == kept  # nothing changed, nothing kept


def test_the_second_to_save_chooses_and_neither_text_is_lost(
    administrator: Client, manuscript: Manuscript, office: SimpleNamespace
) -> None:
    other, opened = colleague(office.bureau), manuscript.version
    assert saved(other, manuscript, "标题：甲\n\n对方写的。").status_code == 200
    refused = saved(administrator, manuscript, "标题：甲\n\n我写的。", version=opened)
    assert refused.status_code == 409
    assert manuscript.text == "标题：甲\n\n对方写的。"
    told = refused.json()
    assert "colleague在别处保存了不同的正文" in told["html"]
    assert "<b>对方</b>写的。" in told["html"]
    assert "<b>我</b>写的。" in told["html"]

    aside = saved(administrator, manuscript, "标题：甲\n\n我写的。", version=opened, aside="yes").json()
    assert aside == {"version": told["version"], "text": "标题：甲\n\n对方写的。"}
    assert texts(manuscript)[-1] == ("aside", "标题：甲\n\n我写的。")
    assert manuscript.text == "标题：甲\n\n对方写的。"

    mine = saved(administrator, manuscript, "标题：甲\n\n我写的。", version=told["version"])
    assert mine.status_code == 200
    assert manuscript.text == "标题：甲\n\n我写的。"
    assert ("edited", "标题：甲\n\n对方写的。") in texts(manuscript)


def test_the_same_text_sent_twice_is_no_conflict(administrator: Client, manuscript: Manuscript) -> None:
    """The answer was lost on its way, and the page sends again what is saved already."""
    opened = manuscript.version
    first = saved(administrator, manuscript, "标题：甲", version=opened).json()
    again = saved(administrator, manuscript, "标题：甲", version=opened)
    assert (again.status_code, again.json()["version"]) == (200, first["version"])


def test_without_a_script_a_conflict_shows_both_and_asks_again(
    administrator: Client, manuscript: Manuscript, office: SimpleNamespace
) -> None:
    opened = manuscript.version
    saved(colleague(office.bureau), manuscript, "标题：对方")
    url = reverse("manuscript_save", args=[manuscript.pk])
    page = administrator.post(url, {"text": "标题：我的", "version": opened}).content.decode()
    assert "标题：我的</textarea>" in page
    assert "仍按您写的保存，请再点“保存”" in page
    assert f'name="version" value="{manuscript.version}"' in page
    again = administrator.post(url, {"text": "标题：我的", "version": manuscript.version})
    assert again["Location"] == reverse("manuscript", args=[manuscript.pk])
    manuscript.refresh_from_db()
    assert manuscript.text == "标题：我的"


def test_an_earlier_version_is_looked_at_and_had_again(administrator: Client, manuscript: Manuscript) -> None:
    first = manuscript.text
    saved(administrator, manuscript, first.replace("召开党组会", "先后召开党组会"))
    begun = manuscript.versions.get(kind="started")
    assert administrator.get(reverse("manuscript_versions", args=[manuscript.pk])).content.count(b"<tr>") == 3
    url = reverse("manuscript_version", args=[manuscript.pk, begun.pk])
    page = administrator.get(url).content.decode()
    assert "<b>先后</b>" in page
    administrator.post(url)
    manuscript.refresh_from_db()
    assert manuscript.text == first
    assert [kind for kind, _ in texts(manuscript)] == ["started", "edited", "restored"]
    # What is typed next is a version of its own: the restored one stays.
    saved(administrator, manuscript, "标题：又改")
    assert texts(manuscript)[-2:] == [("restored", first), ("edited", "标题：又改")]


def test_a_restored_version_is_seen_by_the_page_that_is_still_open(
    administrator: Client, manuscript: Manuscript
) -> None:
    opened = manuscript.version
    begun = manuscript.versions.get()
    saved(administrator, manuscript, "标题：甲")
    administrator.post(reverse("manuscript_version", args=[manuscript.pk, begun.pk]))
    assert saved(administrator, manuscript, "标题：乙", version=opened + 1).status_code == 409


def test_deleting_asks_and_is_undone(administrator: Client, manuscript: Manuscript) -> None:
    url = reverse("manuscript_delete", args=[manuscript.pk])
    assert "删除“年度党建工作总结（2023年）”？" in administrator.get(url).content.decode()
    page = administrator.post(url, follow=True).content.decode()
    assert "已删除的文稿" in page
    assert administrator.get(reverse("manuscript", args=[manuscript.pk])).status_code == 404
    assert saved(administrator, manuscript, "标题：甲").status_code == 404
    query = {"organization": manuscript.organization_id, "year": 2023}
    assert "继续编辑正文" not in administrator.get(reverse("reports"), query).content.decode()
    back = administrator.post(reverse("manuscript_restore", args=[manuscript.pk]))
    assert back["Location"] == reverse("manuscript", args=[manuscript.pk])
    assert ManuscriptVersion.objects.filter(manuscript=manuscript).count() == 1
    assert "继续编辑正文" in administrator.get(reverse("reports"), query).content.decode()


def test_who_saves_while_another_is_saving_is_asked(
    transactional_db: None, administrator: Client, manuscript: Manuscript, office: SimpleNamespace
) -> None:
    answers: list[int] = []
    other = make_user("colleague", "administrator", office.bureau)

    def save() -> None:
        answers.append(saved(administrator, manuscript, "标题：第二个", version=1).status_code)
        connection.close()

    second = threading.Thread(target=save)
    with transaction.atomic():
        keep(Manuscript.objects.all(), manuscript.pk, other, "标题：第一个", 1, "another-page")
        second.start()
        second.join(1)
    second.join()
    assert answers == [409]
    assert Manuscript.objects.get().text == "标题：第一个"
