"""The history on a record's page: who, when, what before and after, in words and never in codes."""

from lxml import html

from branches.models import AgendaItem, Meeting
from tests.records.posting import send


def trail(client, record) -> list[str]:
    page = html.fromstring(client.get(record.get_absolute_url()).content.decode())
    return [
        " ".join(line.text_content().split())
        for line in page.xpath("//details[contains(@class,'trail')]//li")
    ]


def test_a_new_record_says_who_made_it_and_with_whom(one_of_each, secretary) -> None:
    (made,) = trail(secretary, one_of_each["meeting"])
    assert made.startswith("新增系统")
    assert "新增出席情况 程远山、林晓岚（请假，出差）、周启明" in made
    assert "外单位来人（列席）" in made
    assert "新增议题 学习文件：类别：第一议题" in made
    for code in ("branch_secretary", "first_topic", "member", "True", "None", "present"):
        assert code not in made


def test_a_change_says_whose_row_it_was_and_from_what_to_what(one_of_each, secretary, cast) -> None:
    meeting = one_of_each["meeting"]
    send(
        secretary,
        f"{meeting.get_absolute_url()}edit/",
        place="",
        kind="theme_day",
        date="2024-05-11",
        attendances__2__status="absent",
        tags="党建联盟",
    )
    name = Meeting.objects.get().attendances.filter(status="absent").get().name
    changed = trail(secretary, meeting)[0]
    assert changed.startswith("修改secretary")
    assert "网页填写" in changed
    assert "会议活动类型：支部党员大会 → 主题党日" in changed
    assert "日期：2024年5月10日 → 2024年5月11日" in changed
    assert "地点：二楼会议室（清空）" in changed
    assert f"修改出席情况 {name}：出席情况：实到 → 缺席" in changed
    assert "标签：党建联盟" in changed
    assert "标签：主题教育" in changed


def test_a_part_that_is_gone_is_still_named(one_of_each, secretary) -> None:
    AgendaItem.objects.get(topic="发展党员").delete()
    assert "删除议题 发展党员：议定事项：通过" in trail(secretary, one_of_each["meeting"])[0]


def test_deleting_and_restoring_within_a_moment_are_told_one_by_one(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    url = meeting.get_absolute_url()
    send(secretary, f"{url}edit/", place="一楼大厅")
    secretary.post(f"{url}delete/")
    secretary.post(f"{url}restore/")
    restored, deleted, changed = trail(secretary, meeting)[:3]
    assert restored.startswith("从回收站恢复secretary")
    assert deleted.startswith("移入回收站secretary")
    assert changed.startswith("修改secretary")
    assert "一楼大厅" in changed


def test_many_changes_ask_no_more_queries(one_of_each, secretary, django_assert_max_num_queries) -> None:
    meeting = one_of_each["meeting"]
    url = meeting.get_absolute_url()
    for place in "甲乙丙丁戊己庚辛":
        send(secretary, f"{url}edit/", place=place)
    with django_assert_max_num_queries(30):
        secretary.get(url)
