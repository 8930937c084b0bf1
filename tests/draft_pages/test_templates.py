"""An office's own template: placeholders in an uploaded document."""

import datetime
import json
import re
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from branches.models import Meeting
from reports.models import Draft, Report
from tests.draft_pages.conftest import choose, filled, place, word_file
from tests.draft_pages.test_filled_word import commented, fetched, uploaded_word
from tests.drafts.documents import paragraphs, shape

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

TEMPLATE = (
    "【单位】【报告期】党建工作总结",
    "全年召开党组会【党组会次数】次，其中【党组会次数|余】次有记录，比上年【党组会次数|增减】次。",
    "中心组学习【理论学习中心组学习次数|汉字】次，第一种形态【第一种形态处理人次】人次，党小组会【党小组会次数|无记录】次。",
    "主题有【主题党日主题·列举2】。开展警示教育【警示教育次数】次。",
    "【要点】主题党日12场次，【党组会次敉】次，【党组会次数|大写】次，【党组会次数|有】，【。",
)


def lines(client: Client, draft: Draft) -> list[str]:
    return filled(client, draft).split("\n")


def test_a_template_is_filled_name_by_name(client: Client, upload: Any, office: SimpleNamespace) -> None:
    for day, title in enumerate(("明职责、定目标", "学先进、见行动", "深入一线察实情"), start=1):
        held = datetime.date(2023, 1, day)
        Meeting.objects.create(organization=office.first, kind="theme_day", title=title, date=held)
    title, meetings, study, themes, others = lines(client, upload("\n".join(TEMPLATE)))
    assert title == "青峰市档案发展局机关党委2023年度党建工作总结"
    # 2022 has no record at all, so that there is nothing to compare with.
    assert meetings == "全年召开党组会74次，其中70余次有记录，比上年【党组会次数|增减】次。"
    assert study == "中心组学习十二次，第一种形态3人次，党小组会无记录。"
    assert themes.startswith("主题有“明职责、定目标”“学先进、见行动”等。")
    assert themes.endswith("开展警示教育【警示教育次数】次。")
    assert others == TEMPLATE[-1].replace("12场次", "10场次")


def test_what_cannot_be_filled_says_why(client: Client, upload: Any) -> None:
    draft = upload("\n".join(TEMPLATE))

    def said(token: str) -> str:
        at = place("\n".join(TEMPLATE), token)
        return client.get(reverse("draft", args=[draft.pk]), {"at": at}).content.decode()

    assert "是否指：党组会次数" in said("【党组会次敉】")
    assert "样式“大写”不认识" in said("【党组会次数|大写】")
    assert "只能用在提纲里" in said("【党组会次数|有】")
    assert "没有这项记录" in said("【警示教育次数】")
    assert "【要点】主题党日" in said("【警示教育次数】")  # plain brackets are no mark


def test_a_value_with_another_measure_word_behind_it_is_not_written(client: Client, upload: Any) -> None:
    text = "参加党组会【党组会参加人次】次，第一种形态【第一种形态处理人次】次，党组会【党组会次数】场次。"
    draft = upload(text)
    assert filled(client, draft) == text.replace("【党组会次数】", "74")
    at = place(text, "【第一种形态处理人次】")
    page = client.get(reverse("draft", args=[draft.pk]), {"at": at}).content.decode()
    assert "“第一种形态处理人次”的单位是人次，后面写的是“次”" in page


def test_a_misspelt_name_is_put_right_by_choice_and_any_can_be_left(client: Client, upload: Any) -> None:
    draft, text = upload("\n".join(TEMPLATE)), "\n".join(TEMPLATE)
    choose(client, draft, place(text, "【党组会次敉】"), "meeting.leading_group.count")
    choose(client, draft, place(text, "【党组会次数】"), "skip")
    _, meetings, _, _, others = lines(client, draft)
    assert meetings.startswith("全年召开党组会【党组会次数】次，其中70余次")
    assert "，74次，【党组会次数|大写】次" in others


def test_choices_for_many_placeholders_are_counted_together(
    client: Client, upload: Any, django_assert_max_num_queries: Any
) -> None:
    text = "".join(f"第{number}处：党组会【党组会次敉】次。\n" for number in range(40))
    draft = upload(text)
    places = [match.span() for match in re.finditer("【党组会次敉】", text)]
    draft.choices = {f"{start}-{end}": "meeting.leading_group.count" for start, end in places}
    draft.save()
    with django_assert_max_num_queries(35):
        assert filled(client, draft).count("74次") == 40


def test_a_word_template_keeps_its_looks_and_can_be_issued(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    before = word_file(TEMPLATE)
    draft = uploaded_word(client, cast, office, before)
    after = fetched(client, "draft_download", draft)
    assert paragraphs(after)[1].startswith("全年召开党组会74次")
    assert shape(after) == shape(before)
    comments = commented(fetched(client, "draft_review_copy", draft))
    assert "指标：党组会次数" in comments["74"]
    client.post(reverse("draft_issue", args=[draft.pk]))
    stated = set(Report.objects.get().figures.values_list("key", "value"))
    assert ("meeting.leading_group.count", 74) in stated
    assert ("meeting.central_group.count", 12) in stated


def test_the_command_fills_it_too(office: SimpleNamespace, tmp_path: Path) -> None:
    source, target = tmp_path / "模板.txt", tmp_path / "总结.txt"
    source.write_text("\n".join(TEMPLATE), encoding="utf-8")
    out = StringIO()
    options = {"organization": "机关党委", "year": "2023", "output": str(target), "json": True}
    call_command("fill_draft", str(source), stdout=out, **options)
    assert "全年召开党组会74次" in target.read_text(encoding="utf-8")
    rows = {row["text"]: row for row in json.loads(out.getvalue())["quantities"]}
    assert rows["【党组会次数】"] | {"start": 0, "end": 0, "reason": ""} == {
        "start": 0,
        "end": 0,
        "text": "【党组会次数】",
        "unit": "",
        "figure": "meeting.leading_group.count",
        "candidates": ["meeting.leading_group.count"],
        "value": 74,
        "replacement": "74",
        "reason": "",
    }
