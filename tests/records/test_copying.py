"""The last record of a kind taken over: what is the same again, and nothing that belonged to its day."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from branches.forms.copying import of_its_day
from branches.models import AgendaItem, Attendance, Meeting, Member, Post, Record, Talk
from tests.records.posting import fields_of, send, sentences

NOVEMBER = "2024-11-08"


def held(office: SimpleNamespace, kind: str, day: str, title: str, *topics: str, **values: Any) -> Meeting:
    meeting = Meeting.objects.create(
        organization=office.first, kind=kind, date=datetime.date.fromisoformat(day), title=title, **values
    )
    for position, topic in enumerate(topics, 1):
        AgendaItem.objects.create(meeting=meeting, topic=topic, position=position, category="party_building")
    return meeting


@pytest.fixture
def october(office: SimpleNamespace, roster: list[Member]) -> Meeting:
    """The committee's meeting of October, all filled in; two topics are September's too."""
    Post.objects.create(member=roster[1], organization=office.first, kind="organization_commissioner")
    held(office, "committee", "2024-09-09", "2024年9月支部委员会", "研究支部工作", "通报党费收缴情况")
    meeting = held(
        office,
        "committee",
        "2024-10-09",
        "2024年10月支部委员会",
        "研究支部工作",
        "讨论预备党员转正",
        "通报党费收缴情况",
        start_time=datetime.time(9, 0),
        end_time=datetime.time(10, 30),
        place="二楼会议室",
        chair="程远山",
        recorder="林晓岚",
        content="十月的记录",
        decision="十月的决议",
        follow_up="十月的落实",
        remark="十月的备注",
        expected=2,
        present=1,
        leave=1,
        absent=0,
        absentees_note="林晓岚（出差）",
        entitled=9,
        votes_for=8,
        hours=3,
        is_special=True,
        opinions_count=4,
    )
    Attendance.objects.create(meeting=meeting, member=roster[1], name="林晓岚", status="leave", reason="出差")
    Attendance.objects.create(meeting=meeting, name="十月的来宾", status="nonvoting")
    return meeting


def copy(client: Client, record: Record, **query: str) -> dict[str, Any]:
    answer = client.get(f"/records/{record.slug}/add/", {"copy": record.pk} | query)
    assert answer.status_code == 200
    return fields_of(answer)


def test_what_is_the_same_again_is_filled_in_and_nothing_of_that_day(secretary, october, roster) -> None:
    answer = secretary.get(f"/records/meeting/add/?copy={october.pk}&date={NOVEMBER}")
    page = fields_of(answer)
    same = {"kind": "committee", "place": "二楼会议室", "chair": "程远山", "recorder": "林晓岚"}
    same |= {"start_time": "09:00", "date": NOVEMBER, "title": "2024年11月支部委员会"}
    assert {name: page.get(name) for name in same} == same
    topics = [value for name, value in page.items() if name.endswith("-topic")]
    assert topics == ["研究支部工作", "通报党费收缴情况"]
    assert page["agenda_items-0-category"] == "party_building"
    expected = {"程远山": "present", "林晓岚": "present"}
    assert {page[f"attendances-{n}-name"]: page[f"attendances-{n}-status"] for n in range(2)} == expected
    said = sentences(answer)
    assert "已照 2024年10月9日 支部委员会：2024年10月支部委员会" in said
    assert "填好开始时间、地点、主持人、记录人、名称（主题）、议题，请核对" in said
    for value in ("十月的", "出差", "10:30"):
        assert value not in str({name: each for name, each in page.items() if name != "token"})
    for name in ("expected", "entitled", "votes_for", "hours", "opinions_count", "end_time", "is_special"):
        assert not page.get(name), name

    assert send(secretary, f"/records/meeting/add/?copy={october.pk}&date={NOVEMBER}").status_code == 302
    saved = Meeting.objects.latest("pk")
    assert (saved.expected, saved.present, saved.absentees_note, saved.content) == (2, 2, "", "")
    assert saved.agenda_items.count() == 2
    october.refresh_from_db()
    assert october.agenda_items.count() == 3


def test_the_roster_is_that_of_the_new_day(secretary, october, roster, office) -> None:
    Post.objects.filter(member=roster[1]).update(end_on=datetime.date(2024, 11, 1))
    Post.objects.create(member=roster[2], organization=office.first, kind="publicity_commissioner")
    page = copy(secretary, october, date=NOVEMBER)
    assert [page[f"attendances-{number}-name"] for number in range(2)] == ["程远山", "周启明"]


def test_who_has_left_chairs_no_more(secretary, october, roster) -> None:
    roster[0].left_on = datetime.date(2024, 11, 1)
    roster[0].save()
    page = copy(secretary, october, date=NOVEMBER)
    assert (page.get("chair"), page["recorder"]) == (None, "林晓岚")
    october.chair = "外单位的人"
    october.save()
    assert copy(secretary, october, date=NOVEMBER)["chair"] == "外单位的人"


@pytest.mark.parametrize(
    ("kind", "title", "day", "expected"),
    [
        ("general", "讨论预备党员转正", NOVEMBER, "2024年11月支部党员大会"),
        ("general", "讨论预备党员转正", "", None),
        ("theme_day", "项目一线党旗红", NOVEMBER, None),
        ("study", "学习党章", NOVEMBER, "学习党章"),
        ("theme_day", "10月主题党日：植树", NOVEMBER, None),
        ("leading_group", "2024年第58次党组会议", NOVEMBER, None),
        ("visit", "参观展览馆", NOVEMBER, None),
    ],
)
def test_a_title_is_taken_over_as_far_as_it_is_true(
    secretary, office, roster, kind, title, day, expected
) -> None:
    meeting = held(office, kind, "2024-10-09", title, place="展览馆")
    page = copy(secretary, meeting, date=day)
    assert page.get("title") == expected
    assert page.get("place") == (None if kind == "visit" else "展览馆")


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("学习《习近平著作选读》", True),
        ("通报十月份党费", True),
        ("第三季度小结", True),
        ("小结上半年工作", True),
        ("年度任务完成情况通报", True),
        ("研究支部工作", False),
        ("一次性通过", True),  # taken for a number: left out rather than wrong
        ("研究党员发展", False),
    ],
)
def test_words_that_belong_to_a_day_are_known(text, dated) -> None:
    assert of_its_day(text) is dated


def test_of_a_talk_a_lecture_and_a_work_item_what_is_the_same_again(secretary, one_of_each, roster) -> None:
    Talk.objects.update(matter="会前谈心")
    talk = copy(secretary, one_of_each["talk"])
    assert (talk["talker"], talk["talker_post"], talk["matter"]) == ("程远山", "支部书记", "会前谈心")
    assert not {"content", "targets-0-name", "targets-1-name"} & {k for k, v in talk.items() if v}
    Talk.objects.update(kind="summons")
    assert not copy(secretary, one_of_each["talk"]).get("matter")
    lecture = copy(secretary, one_of_each["lecture"])
    assert (lecture["kind"], lecture["audience"]) == ("special", "all")
    assert not {"topic", "audience_count", "hours", "lecturers-0-name"} & {k for k, v in lecture.items() if v}
    work = copy(secretary, one_of_each["work"])
    assert (work["kind"], work["unit"]) == ("condolence", "户")
    assert not {"title", "quantity", "persons", "amount", "note"} & {k for k, v in work.items() if v}


def test_of_discipline_nothing_is_copied(inspector, one_of_each) -> None:
    for slug in ("discipline", "clue"):
        page = copy(inspector, one_of_each[slug])
        assert not {"person", "number", "about", "facts"} & {name for name, value in page.items() if value}
        assert "copy=" not in inspector.get(one_of_each[slug].get_absolute_url()).content.decode()
        assert inspector.get(f"/records/{slug}/last/").status_code == 404


def test_what_may_not_be_seen_is_not_copied(secretary, office, cast, enter, october) -> None:
    theirs = held(office, "committee", "2024-10-10", "邻支部的会", place="邻支部会议室")
    Meeting.objects.filter(pk=theirs.pk).update(organization=office.second)
    page = sentences(secretary.get(f"/records/meeting/add/?copy={theirs.pk}"))
    assert "邻支部" not in page
    asked = {"kind": "committee", "organization": str(office.second.pk)}
    assert secretary.get("/records/meeting/last/", asked).content.strip() == b""
    october.move_to_bin(cast.administrator)
    assert not copy(secretary, october).get("place")
    for key in ("x", "²", "9" * 30, "last"):
        assert secretary.get("/records/meeting/add/", {"copy": key}).status_code == 200


def test_the_last_is_offered_for_what_is_chosen(secretary, october, office) -> None:
    empty = sentences(secretary.get("/records/meeting/add/"))
    assert "照上次登记" not in empty
    assert "上次：2024年10月9日 · 二楼会议室" in sentences(
        secretary.get("/records/meeting/add/?kind=committee")
    )
    asked = {"kind": "committee", "organization": str(office.first.pk), "date": NOVEMBER}
    piece = secretary.get("/records/meeting/last/", asked)
    assert f"?copy={october.pk}&amp;date={NOVEMBER}" in piece.content.decode()
    for other in ({"kind": "general"}, {"organization": ""}, {"copied": str(october.pk)}):
        assert secretary.get("/records/meeting/last/", asked | other).content.strip() == b""
    listed = secretary.get("/records/meeting/?kind=committee").content.decode()
    assert "?kind=committee&amp;copy=last" in listed
    assert fields_of(secretary.get("/records/meeting/add/?kind=committee&copy=last"))["chair"] == "程远山"


def test_a_copy_asks_no_more_of_a_long_history(
    secretary, october, office, django_assert_max_num_queries
) -> None:
    for number in range(1, 20):
        held(office, "committee", f"2024-08-{number:02}", "支委会", *(f"议题{n}" for n in range(20)))
    secretary.get(f"/records/meeting/add/?copy={october.pk}")
    with django_assert_max_num_queries(32):
        secretary.get(f"/records/meeting/add/?copy={october.pk}")
