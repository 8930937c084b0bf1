"""Signed-in people, and one record of every type as a secretary or inspector would have saved it."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from branches.forms import People, build_record, save
from branches.models import Member, Record, User

DAY = datetime.date(2024, 5, 10)


@pytest.fixture
def enter() -> Callable[[User], Client]:
    """A client signed in as this person."""

    def entered(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return entered


@pytest.fixture
def secretary(cast: SimpleNamespace, enter: Callable[[User], Client]) -> Client:
    return enter(cast.secretary)


@pytest.fixture
def inspector(cast: SimpleNamespace, enter: Callable[[User], Client]) -> Client:
    return enter(cast.inspector)


@pytest.fixture
def one_of_each(office: SimpleNamespace, cast: SimpleNamespace, roster: list[Member]) -> dict[str, Record]:
    """One saved record of every type, of the first branch, with everything filled in that a form can fill."""
    people = People.among(Member.objects.all())
    rows = [{"name": member.name} for member in roster]
    rows[1] |= {"status": "leave", "reason": "出差"}
    rows.append({"name": "外单位来人", "status": "nonvoting"})
    values = {
        "meeting": {
            "kind": "general",
            "title": "二季度党员大会",
            "start_time": datetime.time(9, 0),
            "end_time": datetime.time(11, 0),
            "place": "二楼会议室",
            "chair": "程远山",
            "recorder": "林晓岚",
            "content": "第一行\n第二行",
            "decision": "同意",
            "entitled": 8,
            "votes_for": 7,
            "votes_against": 0,
            "votes_abstained": 0,
            "agenda_items": [
                {"topic": "学习文件", "category": "first_topic", "speaker": "程远山"},
                {"topic": "发展党员", "decision": "通过"},
            ],
            "materials": [
                {"title": "一篇文章", "agenda_item": 0, "source": "日报", "published_on": DAY},
                {"title": "另一篇"},
            ],
            "attendances": rows,
            "roster_is_whole": True,
        },
        "lecture": {
            "topic": "学习党章",
            "kind": "special",
            "audience": "all",
            "audience_count": 40,
            "hours": 2,
            "lecturers": ["程远山", {"name": "外请教授", "post": "external", "title": "教授"}],
        },
        "talk": {
            "kind": "heart",
            "talker": "程远山",
            "talker_post": "支部书记",
            "matter": "年度谈心",
            "content": "谈了工作",
            "targets": ["林晓岚", {"name": "周启明", "post": "组织委员"}],
        },
        "discipline": {
            "number": "1",
            "person": "郑文博",
            "form": 2,
            "measure": "sanction",
            "party_sanction": "warning",
            "facts": "违规收受礼品",
        },
        "clue": {
            "number": "线索1",
            "source": "report",
            "about": "某人",
            "disposal": "closed",
            "disposed_on": DAY,
        },
        "work": {
            "kind": "condolence",
            "title": "走访慰问",
            "quantity": 3,
            "unit": "户",
            "persons": 5,
            "amount": "0.35",
        },
    }
    saved = {}
    for slug, given in values.items():
        common = {"organization": office.first, "date": DAY, "tags": ["主题教育"], "remark": "备注"}
        built = build_record(slug, common | given, people=people)
        assert built.ok, built.errors
        saved[slug] = save(built, cast.secretary)
    return saved
