"""Own figures put together in the browser, and used everywhere the built-in ones are."""

import datetime
import json
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from branches.models import Change, Clue, Meeting, Tag
from reports.drafts.plain_text import TextDraft
from reports.drafts.processing import process
from reports.models import CustomFigure
from reports.outlines.composing import compose
from reports.outlines.reading import read
from reports.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def tag() -> Tag:
    return Tag.objects.create(name="党建联盟")


@pytest.fixture
def alliances(office: SimpleNamespace, tag: Tag) -> list[Meeting]:
    """Three meetings of the first branch with the tag, one without."""
    made = [
        Meeting.objects.create(
            organization=office.first, kind="joint", title="共建", date=datetime.date(2024, month, 5)
        )
        for month in (3, 6, 9, 10)
    ]
    for meeting in made[:3]:
        meeting.tags.add(tag)
    return made


def filled(office: SimpleNamespace, **more: Any) -> dict[str, Any]:
    return {
        "name": "党建联盟活动次数",
        "organization": office.bureau.pk,
        "counted": "meeting.events",
        "meeting_kinds": ["joint"],
        "words": "联盟共建活动",
        **more,
    }


def added(client: Client, office: SimpleNamespace, **more: Any) -> CustomFigure:
    answer = client.post(reverse("own_figure_add"), filled(office, **more))
    assert answer.status_code == 302, answer.content.decode()
    return CustomFigure.objects.get()


def test_it_then_works_everywhere(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, alliances: list[Meeting], tag: Tag
) -> None:
    client.force_login(cast.administrator)
    own = added(client, office, tag=tag.pk)
    assert (own.unit, own.kinds, own.words) == ("次", ["joint"], ["联盟共建活动"])
    scope = f"organization={office.bureau.pk}&year=2024"
    page = client.get(f"{reverse('figures')}?{scope}").content.decode()
    assert "党建联盟活动次数" in page
    behind = client.get(f"{reverse('figure_records', args=[own.key])}?{scope}").content.decode()
    assert "共 3 条" in behind or behind.count("共建</a>") == 3
    out = StringIO()
    call_command(
        "figures", organization="机关党委", year="2024", figure=["党建联盟活动次数"], json=True, stdout=out
    )
    assert json.loads(out.getvalue())["figures"] == [
        {"key": own.key, "name": "党建联盟活动次数", "unit": "次", "value": 3}
    ]
    outline = read("标题：【年份】年总结\n\n全年开展党建联盟活动【党建联盟活动次数】次。\n", slug="own")
    document = compose(outline, office.bureau, Period.year(2024))
    assert "全年开展党建联盟活动3次。" in list(document.lines())
    ours, both = (
        process(TextDraft(sentence.encode()), office.bureau, 2024)[0]
        for sentence in ("组织开展联盟共建活动XX次。", "全年开展党建联盟活动**次。")
    )
    assert ours.replacement == "3"
    # The built-in figure of 联建共建 is called so too, but 党建联盟 is the office's own tag.
    assert (both.replacement, both.reading.figure.key) == ("3", own.key)
    tag.name = "青年学习"
    tag.save()
    (nobodys_guess,) = process(TextDraft("全年开展党建联盟活动**次。".encode()), office.bureau, 2024)
    assert nobodys_guess.replacement is None
    assert own.key in [figure.key for figure in nobodys_guess.reading.candidates]
    assert Change.objects.filter(record_label="reports.customfigure").exists()


def test_others_neither_change_it_nor_have_it(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, alliances: list[Meeting]
) -> None:
    client.force_login(cast.administrator)
    own = added(client, office)
    theirs = CustomFigure.objects.create(
        organization=office.elsewhere, name="水务特色次数", counted="meeting.events", unit="次"
    )
    page = client.get(reverse("own_figures")).content.decode()
    assert own.name in page
    assert theirs.name not in page
    assert client.get(reverse("own_figure_edit", args=[theirs.pk])).status_code == 404
    scope = f"organization={office.first.pk}&year=2024"
    assert client.get(f"{reverse('figure_records', args=[theirs.key])}?{scope}").status_code == 404
    client.force_login(cast.secretary)
    assert client.get(reverse("own_figures")).status_code == 404
    assert client.get(f"{reverse('figure_records', args=[own.key])}?{scope}").status_code == 200


def test_a_tag_that_only_stands_on_a_clue_is_not_offered(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, alliances: list[Meeting]
) -> None:
    secret = Tag.objects.create(name="某某案")
    clue = Clue.objects.create(organization=office.first, date=datetime.date(2024, 3, 5), about="某人")
    clue.tags.add(secret)
    client.force_login(cast.administrator)
    page = client.get(reverse("own_figure_add")).content.decode()
    assert "党建联盟" in page
    assert "某某案" not in page
    answer = client.post(reverse("own_figure_add"), filled(office, tag=secret.pk))
    assert "请从列表中选择标签。" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "党组会次数"}, "已是系统自带的指标或内容"),
        ({"name": "截至"}, "已是系统自带的指标或内容"),
        ({"name": "联盟【次数】"}, "名称里不能有"),
        ({"name": ""}, "请填写名称。"),
        ({"counted": ""}, "请选择统计什么。"),
        ({"talk_kinds": ["heart"]}, "统计的是会议活动，这里不要选。"),
        ({"counted": "meeting.hours", "meeting_post": "branch_secretary"}, "这一项不能按职务统计"),
        ({"unit": "人次"}, "这一项的计量单位只能是"),
        ({"counted": "work.quantity", "meeting_kinds": []}, "请填写计量单位，如：户、篇。"),
        ({"counted": "talk.events", "meeting_kinds": [], "category": "ideology"}, "没有议题类别"),
        ({"words": "会"}, "应为 2 到 20 个字"),
        ({"organization": 999999}, "请从列表中选择适用单位。"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, wrong: dict[str, Any], said: str
) -> None:
    client.force_login(cast.administrator)
    page = client.post(reverse("own_figure_add"), filled(office, **wrong)).content.decode()
    assert said in page
    assert "联盟共建活动" in page or "words" in wrong, "what was typed stays"
    assert not CustomFigure.objects.exists()


def test_one_name_means_one_thing_up_and_down_the_tree(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    added(client, office)
    page = client.post(
        reverse("own_figure_add"), filled(office, organization=office.first.pk)
    ).content.decode()
    assert "已有同名的指标" in page


def test_a_figure_deleted_since_is_named_where_a_document_needs_it(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, alliances: list[Meeting]
) -> None:
    client.force_login(cast.administrator)
    own = added(client, office)
    assert client.post(reverse("own_figure_delete", args=[own.pk])).status_code == 302
    outline = read("标题：总结\n\n开展活动【党建联盟活动次数】次。\n", slug="own")
    with pytest.raises(ValueError, match="没有名为“党建联盟活动次数”的指标"):
        compose(outline, office.bureau, Period.year(2024))


def test_the_second_to_save_is_told(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, tag: Tag
) -> None:
    client.force_login(cast.administrator)
    own = added(client, office)
    edit = reverse("own_figure_edit", args=[own.pk])
    opened = client.get(edit).context["form"].stored
    own.unit = "场"
    own.save()
    answer = client.post(edit, filled(office, opened_as=opened))
    assert "别人已经修改并保存过" in answer.content.decode()
