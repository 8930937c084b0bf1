"""Between upload and preview: each table as it was understood, changed by the person, and remembered."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from branches.models import (
    ImportBatch,
    Meeting,
    Member,
    Organization,
    RememberedMapping,
    RememberedSpelling,
    Talk,
)
from tests.cast import make_user
from tests.importing.workbooks import xlsx

DAY = datetime.date(2023, 3, 5)
HEADER = ["党支部", "时间", "类型", "主题", "天气"]
ROW = ["第一支部", DAY, "主题党日", "植树", "晴"]
ODD_HEADER = ["哪天", "甲方", "乙方", "说了什么"]
ODD_ROWS = [
    [DAY, "程远山", "林晓岚", "谈工作"],
    [datetime.date(2023, 3, 6), "程远山", "周启明", "谈生活"],
]


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def upload(client: Client, sheets: dict[str, list[list[object]]], name: str = "台账.xlsx", **said: object):
    file = SimpleUploadedFile(name, xlsx(sheets))
    page = client.post(reverse("import_upload"), {"file": file, **said}, follow=True)
    return page, ImportBatch.objects.order_by("-pk").first()


def form_of(page) -> dict[str, object]:
    """What the browser would send back unchanged."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def save(client: Client, page, batch: ImportBatch, key: str = "0.0", **changed: object):
    url = reverse("import_table", args=[batch.pk, key])
    return client.post(url, {**form_of(page), **changed}, follow=True)


def read(client: Client, batch: ImportBatch) -> list[str]:
    client.post(reverse("import_read", args=[batch.pk]))
    return [row.outcome for row in batch.rows.order_by("pk")]


def commit(client: Client, batch: ImportBatch) -> None:
    client.post(reverse("import_decide", args=[batch.pk]), {"decision": "all"})


def test_the_page_says_what_each_column_was_taken_for_and_shows_what_stands_in_it(
    administrator: Client, office: SimpleNamespace
) -> None:
    page, batch = upload(administrator, {"2023年台账": [["填报单位：机关党委"], HEADER, ROW], "空": []})
    assert page.request["PATH_INFO"] == reverse("import_table", args=[batch.pk, "0.0"])
    shown = text(page)
    assert form_of(page) | {"kind": "meeting", "header_row": 2, "year": 2023} == form_of(page)
    for words in ("植树", "晴", "没有识别", "取自表名", "空表"):
        assert words in shown
    assert batch.state == "uploaded"
    assert not batch.rows.exists()


def test_a_column_taken_for_something_else_is_read_so(administrator: Client, office: SimpleNamespace) -> None:
    page, batch = upload(administrator, {"台账": [HEADER, ROW]})
    assert form_of(page)["column_4"] == ""
    shown = text(save(administrator, page, batch, column_4="remark", action="read"))
    assert "可导入 1 条" in shown
    commit(administrator, batch)
    assert Meeting.objects.get().remark == "晴"


def test_the_record_type_can_be_changed_and_the_columns_follow(
    administrator: Client, office: SimpleNamespace
) -> None:
    page, batch = upload(administrator, {"记录": [ODD_HEADER, *ODD_ROWS]})
    assert "看不出这是哪一类台账" in text(page) or "找不到表头行" in text(page)
    again = save(administrator, page, batch, kind="talk", header_row=1, action="again")
    assert "缺少“谈话人”“谈话对象”列" in text(again)
    assert form_of(again)["column_0"] == "date"  # by what stands in it: the only column of days
    refused = text(save(administrator, again, batch, action="read"))
    assert "还缺少“谈话人”“谈话对象”" in refused
    done = save(
        administrator,
        again,
        batch,
        column_1="talker",
        column_2="targets",
        column_3="content",
        organization=office.first.pk,
        action="read",
    )
    assert "可导入 2 条" in text(done)
    commit(administrator, batch)
    talk = Talk.objects.order_by("date").first()
    assert talk is not None
    assert (talk.talker, talk.content, talk.organization) == ("程远山", "谈工作", office.first)


def test_two_columns_cannot_be_one_field(administrator: Client, office: SimpleNamespace) -> None:
    page, batch = upload(administrator, {"台账": [HEADER, ROW]})
    refused = text(save(administrator, page, batch, column_4="title", action="read"))
    assert "D 列“主题”已经作为“名称（主题）”。一项只能取自一列" in refused
    assert ImportBatch.objects.get().choices["tables"] == {}


def test_the_header_row_can_be_shown(administrator: Client, office: SimpleNamespace) -> None:
    odd = [
        ["甲", "乙", "丙"],
        ["何日", "干什么", "哪个支部"],
        [DAY, "植树", "第一支部"],
        [DAY, "学习", "第二支部"],
    ]
    page, batch = upload(administrator, {"台账": odd})
    assert "没有可导入的表" not in text(page)
    again = save(administrator, page, batch, kind="meeting", header_row=2, action="again")
    assert [each["spelled"] for each in again.context["sheet"]["all_columns"]] == odd[1]
    assert form_of(again)["column_0"] == "date"
    assert form_of(again)["column_2"] == "organization"
    done = save(administrator, again, batch, column_1="title", every_kind="theme_day", action="read")
    assert "可导入 2 条" in text(done)
    # the next file of the same make: header row, type and columns as before
    next_page, next_batch = upload(administrator, {"今年": [["甲", "乙", "丙"], *odd[1:]]})
    assert "按上次的对应关系" in text(next_page)
    assert form_of(next_page)["header_row"] == 2
    assert form_of(next_page)["column_1"] == "title"
    wrong = save(administrator, next_page, next_batch, header_row=99, action="again")
    assert "第 99 行没有列名" in text(wrong)


def test_a_table_can_be_left_out(administrator: Client, office: SimpleNamespace) -> None:
    page, batch = upload(administrator, {"一": [HEADER, ROW], "二": [HEADER, [*ROW[:3], "学习", None]]})
    second = save(administrator, page, batch, action="next")
    assert second.request["PATH_INFO"] == reverse("import_table", args=[batch.pk, "1.0"])
    done = save(administrator, second, batch, "1.0", kind="skip", action="next")
    assert "可导入 1 条" in text(done)
    assert list(batch.rows.values_list("sheet", flat=True)) == ["一"]
    assert not RememberedMapping.objects.exists()


def test_a_decision_is_remembered_for_the_same_headers_and_can_be_taken_back(
    administrator: Client, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    page, batch = upload(administrator, {"台账": [HEADER, ROW]})
    save(administrator, page, batch, column_4="remark", action="again")
    assert RememberedMapping.objects.get().decided_by == cast.administrator

    decorated = ["党 支 部（必填）", "时间：", "类型", "*主题", "天气"]
    page, batch = upload(administrator, {"又一年": [["2024年"], decorated, ROW]})
    assert "按上次的对应关系" in text(page)
    assert form_of(page)["column_4"] == "remark"
    other, _ = upload(administrator, {"台账": [[*HEADER[:4], "气温"], ROW]})
    assert form_of(other)["column_4"] == ""

    forgotten = administrator.post(reverse("import_forget", args=[batch.pk, "0.0"]), follow=True)
    assert "已忘记" in text(forgotten)
    assert form_of(forgotten)["column_4"] == ""
    assert not RememberedMapping.objects.exists()


def test_choosing_what_is_recognised_anyway_forgets_what_was_remembered(
    administrator: Client, office: SimpleNamespace
) -> None:
    page, batch = upload(administrator, {"台账": [HEADER, ROW]})
    again = save(administrator, page, batch, column_4="remark", action="again")
    assert RememberedMapping.objects.count() == 1
    save(administrator, again, batch, column_4="", action="again")
    assert not RememberedMapping.objects.exists()


def test_what_one_office_decided_is_nothing_to_another(
    administrator: Client, client: Client, office: SimpleNamespace
) -> None:
    page, batch = upload(administrator, {"台账": [HEADER, ROW]})
    save(administrator, page, batch, column_4="remark", action="again")
    client.force_login(make_user("other", "administrator", office.elsewhere))
    page, _ = upload(client, {"台账": [HEADER, ROW]})
    assert "按上次" not in text(page)
    assert form_of(page)["column_4"] == ""


def questions(client: Client, batch: ImportBatch):
    """The page of questions, and for each its field's name by what it is about."""
    client.post(reverse("import_read", args=[batch.pk]))
    page = client.get(reverse("import_questions", args=[batch.pk]))
    asked = {each.asked or each.about: field for each, field in page.context["form"].questions()}
    return page, asked


def answer(client: Client, batch: ImportBatch, **given: object):
    return client.post(reverse("import_questions", args=[batch.pk]), given, follow=True)


@pytest.fixture
def twins(office: SimpleNamespace) -> list[Organization]:
    """Two branches that a ledger may call 一支部, one of them in another bureau."""
    return [
        Organization.objects.create(name="青峰市档案局退休第一党支部", kind="branch", parent=office.bureau),
        Organization.objects.create(name="云岭市水务局第一党支部", kind="branch", parent=office.elsewhere),
    ]


def test_a_spelling_is_asked_once_and_answered_for_all_its_rows(
    administrator: Client, office: SimpleNamespace, twins: list[Organization]
) -> None:
    rows = [["一支部", DAY, "主题党日", "植树", None], ["一支部", DAY, "支委会", "研究", None], ROW]
    _, batch = upload(administrator, {"台账": [HEADER, *rows]})
    page, asked = questions(administrator, batch)
    shown = text(page)
    assert "表中写的党组织“一支部”是哪一个？" in shown
    assert "2 行，最先在 台账 第 2 行" in shown
    assert twins[1].name not in shown
    offered = [
        key
        for _, group in asked["一支部"].field.choices
        for key in ([each[0] for each in group] if isinstance(group, list) else [])
    ]
    assert set(offered) >= {office.first.pk, twins[0].pk}
    assert read(administrator, batch) == ["error", "error", "new"]

    name = asked["一支部"].name
    refused = text(answer(administrator, batch, **{name: twins[1].pk}))
    assert "请从列表中选择" in refused
    done = text(answer(administrator, batch, **{name: twins[0].pk}))
    assert "可导入 3 条" in done
    assert not RememberedSpelling.objects.exists()
    commit(administrator, batch)
    assert Meeting.objects.filter(organization=twins[0]).count() == 2


def test_a_remembered_spelling_is_used_said_so_and_taken_back(
    administrator: Client, office: SimpleNamespace, twins: list[Organization]
) -> None:
    _, batch = upload(administrator, {"台账": [HEADER, ["一支部", *ROW[1:]]]})
    _, asked = questions(administrator, batch)
    answer(administrator, batch, **{asked["一支部"].name: twins[0].pk, "remember": "on"})

    _, batch = upload(administrator, {"台账": [HEADER, ["一支部", *ROW[1:]]]})
    assert read(administrator, batch) == ["new"]
    shown = text(administrator.get(reverse("import_questions", args=[batch.pk])))
    assert "按上次的回答" in shown
    assert twins[0].name in shown
    administrator.post(reverse("import_ask_again", args=[batch.pk]))
    assert list(batch.rows.values_list("outcome", flat=True)) == ["error"]
    assert not RememberedSpelling.objects.exists()


def test_years_units_and_words_are_asked(administrator: Client, office: SimpleNamespace) -> None:
    _, batch = upload(
        administrator,
        {
            "会议台账": [
                ["时间", "会议类型", "主题"],
                ["3月5日", "碰头会", "植树"],
                ["3月6日", "碰头会", "学习"],
            ]
        },
    )
    page, asked = questions(administrator, batch)
    by_text = {each.text: field.name for each, field in page.context["form"].questions()}
    unit = next(name for words, name in by_text.items() if "各行属于哪一个" in words)
    year = next(name for words, name in by_text.items() if "是哪一年" in words)
    word = next(name for words, name in by_text.items() if "碰头会" in words)
    assert "年份请写四位数字" in text(answer(administrator, batch, **{year: "去年"}))
    done = text(answer(administrator, batch, **{unit: office.second.pk, year: "2022", word: "committee"}))
    assert "可导入 2 条" in done
    commit(administrator, batch)
    assert set(Meeting.objects.values_list("organization", "kind", "date")) == {
        (office.second.pk, "committee", datetime.date(2022, 3, 5)),
        (office.second.pk, "committee", datetime.date(2022, 3, 6)),
    }


def test_namesakes_are_asked_and_the_answer_links_the_person(
    administrator: Client, office: SimpleNamespace, roster: list[Member]
) -> None:
    twin = Member.objects.create(
        name="程远山", organization=office.first, birth_date=datetime.date(1990, 1, 1)
    )
    stranger = Member.objects.create(name="程远山", organization=office.elsewhere)
    header = ["党支部", "时间", "谈话人", "谈话对象", "谈话内容"]
    _, batch = upload(administrator, {"谈心谈话": [header, ["第一支部", DAY, "程远山", "林晓岚", "谈"]]})
    page, asked = questions(administrator, batch)
    field = asked["青峰市档案发展局第一党支部/程远山"]
    assert "1990年生" in text(page)
    assert {key for key, _ in field.field.choices} == {"", roster[0].pk, twin.pk, 0}
    assert "请从列表中选择" in text(answer(administrator, batch, **{field.name: stranger.pk}))
    assert "可导入 1 条" in text(answer(administrator, batch, **{field.name: twin.pk}))
    commit(administrator, batch)
    assert Talk.objects.get().talker_member == twin
    # unanswered, the name alone is kept
    _, batch = upload(administrator, {"谈心谈话": [header, ["第一支部", DAY, "程远山", "周启明", "谈"]]})
    assert read(administrator, batch) == ["warned"]
    commit(administrator, batch)
    assert Talk.objects.latest("pk").talker_member is None


def test_only_who_uploaded_decides_how_the_file_is_read(
    administrator: Client, client: Client, office: SimpleNamespace
) -> None:
    _, batch = upload(administrator, {"台账": [HEADER, ROW]})
    client.force_login(make_user("colleague", "administrator", office.bureau))
    assert client.get(reverse("import_detail", args=[batch.pk])).status_code == 404
    assert batch.file_name not in text(client.get(reverse("import_list")))
    client.force_login(batch.created_by)
    read(client, batch)
    client.force_login(make_user("another", "administrator", office.bureau))
    assert "植树" in text(client.get(reverse("import_detail", args=[batch.pk])))
    for name, arguments in (("import_table", ["0.0"]), ("import_questions", [])):
        assert client.get(reverse(name, args=[batch.pk, *arguments])).status_code == 404
    assert client.post(reverse("import_read", args=[batch.pk])).status_code == 404


def test_once_committed_nothing_is_decided_any_more(administrator: Client, office: SimpleNamespace) -> None:
    page, batch = upload(administrator, {"台账": [HEADER, ROW]})
    read(administrator, batch)
    commit(administrator, batch)
    assert save(administrator, page, batch, column_4="remark").status_code == 404
    assert administrator.post(reverse("import_read", args=[batch.pk])).status_code == 404
    assert batch.rows.count() == 1


def test_an_inspector_imports_discipline_and_nothing_else(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.inspector)
    sanctions = [["党支部", "时间", "姓名", "形态"], ["第一支部", DAY, "吴静宜", 1]]
    page, batch = upload(client, {"处分": sanctions, "会议": [HEADER, ROW]})
    shown = text(page)
    assert "吴静宜" in shown
    assert "您没有导入的权限" in shown
    assert "植树" not in shown
    assert {key for key, _ in page.context["form"].fields["kind"].choices} == {"discipline", "clue", "skip"}
    assert read(client, batch) == ["new"]
    client.force_login(cast.administrator)
    assert client.get(reverse("import_detail", args=[batch.pk])).status_code == 404


def test_queries_do_not_grow_with_tables_columns_and_questions(
    administrator: Client, office: SimpleNamespace, django_assert_max_num_queries
) -> None:
    def asked(count: int) -> ImportBatch:
        rows = [[f"某支部{n}", DAY, f"乱会{n}", f"植树{n}", None] for n in range(count)]
        _, batch = upload(administrator, {f"表{n}": [HEADER, *rows] for n in range(count)})
        questions(administrator, batch)
        return batch

    few, many = asked(1), asked(6)
    for name, arguments in (("import_table", ["0.0"]), ("import_questions", []), ("import_detail", [])):
        with django_assert_max_num_queries(60) as at_one:
            administrator.get(reverse(name, args=[few.pk, *arguments]))
        with django_assert_max_num_queries(len(at_one)):
            administrator.get(reverse(name, args=[many.pk, *arguments]))
