"""The way through in the browser: upload, preview, commit, undo; and what nobody else may see."""

import datetime
import random
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from branches.models import ImportBatch, Meeting, Role, User
from tests.cast import make_user
from tests.importing.workbooks import compound, xls, xlsx

DAY = datetime.date(2023, 3, 5)
HEADER = ["党支部\n（必填）", "时间", "类型", "主题", "应到", "天气"]
GOOD = ["第一支部", DAY, "主题党日", "植树", 9, "晴"]
BAD = ["第一支部", "4月31日", "主题党日", "<b>错误</b>", 9, None]


def upload(client: Client, data: bytes, name: str = "台账.xlsx", **said: object):
    """Upload a file and, when its tables were understood, go on to its rows."""
    file = SimpleUploadedFile(name, data)
    page = client.post(reverse("import_upload"), {"file": file, **said}, follow=True)
    batch = ImportBatch.objects.order_by("-pk").first()
    if batch is None or page.status_code != 200 or not page.redirect_chain:
        return page
    client.post(reverse("import_read", args=[batch.pk]))
    return client.get(reverse("import_detail", args=[batch.pk]))


def ledger(*rows: list[object]) -> bytes:
    return xlsx({"台账": [["2023年台账"], HEADER, *rows]})


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_whole_way(administrator: Client, office: SimpleNamespace) -> None:
    page = upload(administrator, ledger(GOOD))
    batch = ImportBatch.objects.get()
    assert page.request["PATH_INFO"] == reverse("import_detail", args=[batch.pk])
    shown = text(page)
    for words in (
        "待确认",
        "可导入 1 条",
        "会议活动，表头在第 2 行",
        "天气",
        "未识别",
        "植树",
        "主题党日",
        "2023年3月5日",
    ):
        assert words in shown
    assert Meeting.objects.count() == 0

    done = text(
        administrator.post(reverse("import_decide", args=[batch.pk]), {"decision": "all"}, follow=True)
    )
    assert "已导入 1 条" in done
    meeting = Meeting.objects.get()
    assert meeting.get_absolute_url() in done

    asked = text(administrator.get(reverse("import_undo", args=[batch.pk])))
    assert "现有的 1 条记录会移入回收站" in asked
    assert Meeting.objects.live().count() == 1
    undone = text(administrator.post(reverse("import_undo", args=[batch.pk]), follow=True))
    assert "已撤销，1 条记录移入回收站" in undone
    assert Meeting.objects.live().count() == 0

    again = upload(administrator, ledger(GOOD))
    assert "可导入 1 条" in text(again)


def test_errors_are_shown_at_their_cell_and_can_be_filtered(
    administrator: Client, office: SimpleNamespace
) -> None:
    page = upload(administrator, ledger(GOOD, BAD))
    shown = text(page)
    assert "可导入 1 条，有误 1 行" in shown
    assert "B4（时间）" in shown
    assert ">4月31日</span>：没有 2023年4月31日这一天，请核对。" in shown
    assert "&lt;b&gt;错误&lt;/b&gt;" in shown
    assert "<b>错误" not in shown
    batch = ImportBatch.objects.get()
    only_errors = text(administrator.get(reverse("import_detail", args=[batch.pk]), {"outcome": "error"}))
    assert "错误" in only_errors
    assert "植树" not in only_errors
    assert text(administrator.get(reverse("import_detail", args=[batch.pk]), {"outcome": "x", "page": "y"}))


def test_all_or_nothing_and_good_rows_only(administrator: Client, office: SimpleNamespace) -> None:
    upload(administrator, ledger(GOOD, BAD))
    decide = reverse("import_decide", args=[ImportBatch.objects.get().pk])
    assert "1 行有误，没有导入任何内容" in text(administrator.post(decide, {"decision": "all"}, follow=True))
    assert Meeting.objects.count() == 0
    assert "已导入 1 条" in text(administrator.post(decide, {"decision": "good"}, follow=True))
    assert "已经导入过了" in text(administrator.post(decide, {"decision": "good"}, follow=True))
    assert Meeting.objects.count() == 1


def test_nothing_happens_without_a_decision(administrator: Client, office: SimpleNamespace) -> None:
    upload(administrator, ledger(GOOD))
    decide = reverse("import_decide", args=[ImportBatch.objects.get().pk])
    for decision in ({}, {"decision": "maybe"}):
        assert text(administrator.post(decide, decision, follow=True))
    assert (ImportBatch.objects.get().state, Meeting.objects.count()) == ("previewed", 0)


def test_a_preview_can_be_given_up(administrator: Client, office: SimpleNamespace) -> None:
    upload(administrator, ledger(GOOD))
    decide = reverse("import_decide", args=[ImportBatch.objects.get().pk])
    assert "已放弃“台账.xlsx”的预览" in text(administrator.post(decide, {"decision": "discard"}, follow=True))
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("decision", ["discard", "good"])
def test_a_preview_that_is_given_up_meanwhile_is_gone(
    administrator: Client, office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, decision: str
) -> None:
    upload(administrator, ledger(GOOD))
    batch = ImportBatch.objects.get()

    def meanwhile(_batch: ImportBatch) -> None:
        ImportBatch.objects.get(pk=batch.pk).delete()

    monkeypatch.setattr("branches.views.imports.deciding.refuse_while_working", meanwhile)
    decide = reverse("import_decide", args=[batch.pk])
    page = text(administrator.post(decide, {"decision": decision}, follow=True))
    assert "预览刚刚已被放弃，没有导入任何内容" in page
    assert Meeting.objects.count() == 0


def test_undo_names_what_was_edited_since(administrator: Client, office: SimpleNamespace) -> None:
    upload(administrator, ledger(GOOD))
    batch = ImportBatch.objects.get()
    administrator.post(reverse("import_decide", args=[batch.pk]), {"decision": "all"})
    meeting = Meeting.objects.get()
    meeting.place = "公园"
    meeting.save()
    asked = text(administrator.get(reverse("import_undo", args=[batch.pk])))
    assert "其中 1 条在导入后修改过" in asked
    assert meeting.get_absolute_url() in asked


def test_the_list_shows_batches_and_their_state(administrator: Client, office: SimpleNamespace) -> None:
    assert "还没有导入过台账" in text(administrator.get(reverse("import_list")))
    upload(administrator, ledger(GOOD))
    shown = text(administrator.get(reverse("import_list")))
    assert "台账.xlsx" in shown
    assert "待确认" in shown


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.xlsx", "这个文件是空的"),
        (b"<html></html>", "a.xls", "网页"),
        ("时间,地点\n1,2\n".encode("gb18030"), "a.xls", "纯文本"),
        (compound({"EncryptedPackage": b"x"}), "a.xlsx", "打开密码"),
        (xls({"表": [["a"]]}, locked=True), "a.xls", "打开密码"),
        (xlsx([["a"]])[:-100], "a.xlsx", "已损坏"),
        (b"PK\x03\x04" + b"\0" * 100, "..\\..\\x.php", "已损坏"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_at_the_field(
    administrator: Client, data: bytes, name: str, why: str
) -> None:
    assert why in text(upload(administrator, data, name))
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize(
    "said",
    [
        {"year": "23"},
        {"year": "二"},
        {"year": "99999"},
        {"organization": "999999"},
        {"kind": "picnic"},
        {"year": "-1"},
    ],
)
def test_what_is_said_about_the_file_is_checked(administrator: Client, said: dict[str, str]) -> None:
    shown = text(upload(administrator, ledger(GOOD), **said))
    assert "台账文件" in shown
    assert ImportBatch.objects.count() == 0


def test_no_file_is_asked_for(administrator: Client) -> None:
    assert "请选择文件" in text(administrator.post(reverse("import_upload")))


def test_a_workbook_without_any_ledger_says_so(administrator: Client) -> None:
    shown = text(upload(administrator, xlsx({"空": [], "代码表": [["代码", "名称"], ["1", "会议"]]})))
    assert "没有可导入的新记录" in shown
    assert "已跳过的工作表：空" in shown
    assert "<strong>代码表</strong>：找不到表头行" in shown


@pytest.mark.parametrize("seed", range(12))
def test_no_upload_ends_in_an_error_page(administrator: Client, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(chance.choice([ledger(GOOD, BAD), xls({"台账": [HEADER, GOOD]})]))
    for _ in range(chance.choice([1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert upload(administrator, bytes(data)).status_code == 200


def test_strange_cells_end_in_rows_with_reasons(administrator: Client, office: SimpleNamespace) -> None:
    strange = [
        "=1/0",
        "\u202e支委会",
        "😀" * 300,
        "x" * 30_000,
        -1e300,
        1e-300,
        "' or 1=1 --",
        "{{ 7*7 }}",
        "\n\n",
        "〇" * 50,
    ]
    rows = [[chance] * 6 for chance in strange]
    shown = text(
        upload(
            administrator,
            xlsx({"台账": [["党支部", "时间", "类型", "主题", "应到", "参加人员"], *rows]}),
            kind="meeting",
        )
    )
    assert "有误" in shown


def test_a_discipline_ledger_says_who_may_import_it(administrator: Client, office: SimpleNamespace) -> None:
    sanction = xlsx({"处分": [["党支部", "时间", "姓名", "形态"], ["第一支部", DAY, "吴静宜", 1]]})
    shown = text(upload(administrator, sanction))
    assert "只有纪检监察人员可以导入" in shown
    assert "吴静宜" not in shown


def test_an_inspector_who_may_import_sees_discipline_and_others_do_not(
    client: Client, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    Role.objects.create(user=cast.inspector, organization=office.bureau, kind="administrator")
    client.force_login(cast.inspector)
    sanction = xlsx({"处分": [["党支部", "时间", "姓名", "形态"], ["第一支部", DAY, "吴静宜", 1]]})
    assert "吴静宜" in text(upload(client, sanction))
    batch = ImportBatch.objects.get()
    client.force_login(cast.administrator)
    for name in ("import_detail", "import_undo"):
        assert client.get(reverse(name, args=[batch.pk])).status_code == 404
    assert client.post(reverse("import_decide", args=[batch.pk]), {"decision": "all"}).status_code == 404
    assert batch.file_name not in text(client.get(reverse("import_list")))


@pytest.mark.parametrize("who", ["secretary", "viewer", "stranger"])
def test_who_may_not_import_finds_nothing_here(client: Client, cast: SimpleNamespace, who: str) -> None:
    batch = ImportBatch.objects.create(file_name="x.xlsx", sha256="0" * 64)
    client.force_login(getattr(cast, who))
    for name, arguments in (("import_list", []), ("import_upload", []), ("import_detail", [batch.pk])):
        assert client.get(reverse(name, args=arguments)).status_code == 404


def test_a_batch_of_another_bureau_is_not_there(
    administrator: Client, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    batch = ImportBatch.objects.create(file_name="x.xlsx", sha256="0" * 64, organization=office.elsewhere)
    assert administrator.get(reverse("import_detail", args=[batch.pk])).status_code == 404
    assert administrator.post(reverse("import_undo", args=[batch.pk])).status_code == 404


def test_with_two_offices_the_organisation_must_be_chosen(
    client: Client, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    Role.objects.create(user=cast.administrator, organization=office.elsewhere, kind="administrator")
    client.force_login(User.objects.get(pk=cast.administrator.pk))
    assert "请选择党组织" in text(upload(client, ledger(GOOD)))
    assert "可导入 1 条" in text(upload(client, ledger(GOOD), organization=office.bureau.pk))


def test_changed_rows_update_by_choice_only(administrator: Client, office: SimpleNamespace) -> None:
    upload(administrator, ledger(GOOD, [*GOOD[:3], "扫雪", 9, None]))
    administrator.post(
        reverse("import_decide", args=[ImportBatch.objects.latest("pk").pk]), {"decision": "all"}
    )
    shown = text(upload(administrator, ledger([*GOOD[:4], 8, "晴"], [*GOOD[:3], "扫雪", 7, None])))
    batch = ImportBatch.objects.latest("pk")
    assert "另有 2 行与已有记录不同，现在一条都不更新" in shown
    assert "确认导入" not in shown
    keys = list(batch.rows.order_by("pk").values_list("pk", flat=True))
    update = reverse("import_updates", args=[batch.pk])
    listed = text(administrator.post(update, {"shown": keys, "row": [keys[0], 999_999, "x"]}, follow=True))
    assert "<del>9</del> → <ins>8</ins>" in listed
    assert "已有记录为" not in listed  # once is enough
    assert "更新 1 条" in listed
    decide = reverse("import_decide", args=[batch.pk])
    assert "更新 1 条" in text(administrator.post(decide, {"decision": "all"}, follow=True))
    assert dict(Meeting.objects.values_list("title", "expected")) == {"植树": 8, "扫雪": 9}
    asked = text(administrator.get(reverse("import_undo", args=[batch.pk])))
    assert "更新过的 1 条已有记录，会改回导入前的内容" in asked
    administrator.post(reverse("import_undo", args=[batch.pk]))
    assert dict(Meeting.objects.live().values_list("title", "expected")) == {"植树": 9, "扫雪": 9}


def test_the_marked_workbook_is_for_who_uploaded_it(
    administrator: Client, client: Client, office: SimpleNamespace
) -> None:
    assert "下载标出问题的工作簿" in text(upload(administrator, ledger(GOOD, BAD)))
    marked = reverse("import_marked", args=[ImportBatch.objects.get().pk])
    answer = administrator.get(marked)
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]
    client.force_login(make_user("colleague", "administrator", office.bureau))
    assert client.get(marked).status_code == 404
    assert "只有上传的人" in text(client.get(reverse("import_detail", args=[ImportBatch.objects.get().pk])))
