"""填写旧稿 and 核对文稿: from upload to download, without a browser."""

import datetime
import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from branches.models import Organization, Role
from reports.models import DRAFT_DAYS, Draft, RememberedChoice
from tests.draft_pages.conftest import LAST_YEAR, Upload, choose, filled, place, word_file
from tests.drafts.documents import paragraphs, shape

TEXT = "\n".join(LAST_YEAR)
OPEN = place(TEXT, "18")
pytestmark = pytest.mark.usefixtures("records")


def page(client: Client, draft: Draft, name: str = "draft", at: str = "") -> str:
    answer = client.get(reverse(name, args=[draft.pk]), {"at": at} if at else {})
    assert answer.status_code == 200
    return str(answer.content.decode())


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html.split("<main", 1)[1]))


def test_every_quantity_is_marked_in_its_place(client: Client, upload: Upload) -> None:
    html = page(client, upload())
    assert html.count('<a class="quantity ') == 6
    assert '<del>60余</del><span class="visually-hidden">改为</span><ins>70余</ins>次' in html
    assert "<ins>十二</ins>次" in html
    assert "<ins>３</ins>人次" in html
    assert "党组会次数：按记录 74 次。" in html
    assert "第一种形态处理人次：按记录 3 人次。" in html
    assert "18场次？" in words(html) and "50次？" in words(html)
    assert ">1次<" not in html, "每月至少学习1次 is a rule"


def test_the_download_changes_the_filled_characters_and_nothing_else(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    before = word_file()
    client.force_login(cast.administrator)
    answer = client.post(
        reverse("draft_upload"),
        {"organization": office.bureau.pk, "year": 2023, "file": SimpleUploadedFile("总结.docx", before)},
    )
    draft = Draft.objects.get()
    assert answer.url == reverse("draft", args=[draft.pk])
    answer = client.get(reverse("draft_download", args=[draft.pk]))
    assert answer["Content-Disposition"].endswith("%EF%BC%882023%E5%B9%B4%EF%BC%89.docx")
    after = b"".join(answer.streaming_content)
    expected = TEXT.replace("60余次", "70余次").replace("八次", "十二次").replace("２人次", "３人次")
    assert "\n".join(paragraphs(after)) == expected
    assert shape(after) == shape(before)


def test_pasted_text_is_a_draft_too(client: Client, cast: SimpleNamespace, office: SimpleNamespace) -> None:
    client.force_login(cast.administrator)
    client.post(
        reverse("draft_upload"),
        {"organization": office.bureau.pk, "year": 2023, "text": "全年召开党组会**次。\r\n完。"},
    )
    assert filled(client, Draft.objects.get()) == "全年召开党组会74次。\n完。"


def test_an_open_quantity_takes_the_figure_that_is_chosen(client: Client, upload: Upload) -> None:
    draft = upload()
    assert "18场次" in filled(client, draft)
    panel = words(page(client, draft, at=OPEN))
    assert "待定" in panel and "主题党日次数（7次）" in panel
    answer = choose(client, draft, OPEN, "meeting.theme_day.count")
    assert "已选“主题党日次数”。" in answer.content.decode()
    assert filled(client, draft) == TEXT.replace("60余", "70余").replace("八", "十二").replace(
        "２", "３"
    ).replace("18场次", "7场次")


def test_after_a_choice_comes_the_next_open_quantity(client: Client, upload: Upload) -> None:
    draft = upload()
    answer = choose(client, draft, OPEN, "skip")
    assert answer.redirect_chain[0][0].endswith(f"?at={place(TEXT, '30')}#q{place(TEXT, '30')}")


@pytest.mark.parametrize("choice", ["none", "skip"])
def test_a_proposal_is_taken_back_and_given_again(client: Client, upload: Upload, choice: str) -> None:
    draft, sixty = upload(), place(TEXT, "60余")
    choose(client, draft, sixty, choice)
    assert "党组会60余次" in filled(client, draft)
    choose(client, draft, sixty, "auto")
    assert "党组会70余次" in filled(client, draft)


def test_a_figure_without_records_fills_nothing_and_says_so(client: Client, upload: Upload) -> None:
    draft = upload("青峰市档案发展局2022年总结\n深入开展谈心谈话100余次。")
    html = page(client, draft, at=place("青峰市档案发展局2022年总结\n深入开展谈心谈话100余次。", "100余"))
    assert "这一年没有这项记录" in html and "无记录" in html
    assert "100余次" in filled(client, draft)


@pytest.mark.parametrize("choice", ["", "no.such.figure", "<script>"])
def test_what_cannot_be_chosen_changes_nothing(client: Client, upload: Upload, choice: str) -> None:
    draft = upload()
    assert "没有选成，请再选一次。" in choose(client, draft, OPEN, choice).content.decode()
    assert "没有选成" in choose(client, draft, "3-5", "none").content.decode()
    draft.refresh_from_db()
    assert draft.choices == {}


def test_a_choice_of_a_figure_that_is_gone_counts_for_nothing(client: Client, upload: Upload) -> None:
    draft = upload()
    draft.choices = {place(TEXT, "60余"): "gone.figure"}
    draft.save()
    assert "党组会70余次" in filled(client, draft)


def test_a_check_lists_the_disagreements_first(client: Client, upload: Upload) -> None:
    finished = (
        "青峰市档案发展局2023年度党建工作总结\n全年召开党组会70余次，开展理论学习中心组学习8次。\n"
        "形成心得体会30篇。\n运用第一种形态处理3人次。"
    )
    html = page(client, upload(finished), "draft_check")
    found = re.findall(
        r"</svg>\s*(一致|不一致)|>(无法核对)</span>", html.split("<tbody>")[1].split("</tbody>")[0]
    )
    assert ["".join(each) for each in found] == ["不一致", "无法核对", "一致", "一致"]
    assert "核对结果：不一致1处，无法核对1处，一致2处" in words(html)
    row = html.split("<tbody>")[1].split("</tr>")[0]
    assert "8 次" in row and "12 次" in row and "理论学习中心组学习次数" in row


def test_totals_of_discipline_are_told_and_their_rows_are_not(
    client: Client, upload: Upload, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    draft, two = upload(), place(TEXT, "２")
    records = reverse("figure_records", args=["discipline.form1.person_times"])
    html = page(client, draft, at=two)
    assert "3 人次，写作“３”" in html and records not in html
    sixty = page(client, draft, at=place(TEXT, "60余"))
    assert f'<a href="{reverse("figure_records", args=["meeting.leading_group.count"])}?' in sixty
    Role.objects.create(user=cast.administrator, kind="inspector", organization=office.bureau)
    assert f'<a href="{records}?' in page(client, draft, at=two)


def test_a_draft_is_its_owners_as_long_as_they_may_report(
    client: Client, upload: Upload, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    draft = upload()
    colleague = cast.viewer
    Role.objects.create(user=colleague, kind="administrator", organization=office.bureau)
    client.force_login(colleague)
    assert client.get(reverse("draft", args=[draft.pk])).status_code == 404
    assert "2022年总结" not in client.get(reverse("draft_upload")).content.decode()
    client.force_login(cast.administrator)
    assert client.get(reverse("draft", args=[draft.pk])).status_code == 200
    Role.objects.filter(user=cast.administrator).update(organization=office.first)
    for name in ("draft", "draft_check", "draft_download", "draft_delete"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == 404, name
    assert client.post(reverse("draft_choose", args=[draft.pk])).status_code == 404
    assert client.post(reverse("draft_delete", args=[draft.pk])).status_code == 404
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_an_organisation_out_of_reach_is_refused_at_its_field(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    answer = client.post(
        reverse("draft_upload"), {"organization": office.elsewhere.pk, "year": 2023, "text": "党组会12次"}
    )
    assert answer.context["form"].errors["organization"] == ["请从列表中选择党组织。"]
    assert not Draft.objects.exists()


def test_the_file_lies_under_a_name_of_ours_and_goes_with_its_draft(
    client: Client, upload: Upload, media: Path
) -> None:
    draft = upload(name="../../秘密<b>.txt")
    (stored,) = [path for path in media.rglob("*") if path.is_file()]
    assert re.fullmatch("drafts/[0-9a-f]{32}", str(stored.relative_to(media)))
    assert draft.file_name == "秘密_b_.txt"
    assert draft.file_name in client.get(reverse("draft_delete", args=[draft.pk])).content.decode()
    assert Draft.objects.exists(), "asking is not deleting"


@pytest.mark.django_db(transaction=True)
def test_deleting_a_draft_deletes_its_file(client: Client, upload: Upload, media: Path) -> None:
    draft = upload()
    client.post(reverse("draft_delete", args=[draft.pk]))
    assert not Draft.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_drafts_are_gone_after_thirty_days(upload: Upload, media: Path) -> None:
    old, kept = upload(), upload()
    day = timezone.now() - datetime.timedelta(days=DRAFT_DAYS)
    Draft.objects.filter(pk=old.pk).update(created_at=day - datetime.timedelta(hours=1))
    Draft.objects.filter(pk=kept.pk).update(created_at=day + datetime.timedelta(hours=1))
    told = io.StringIO()
    call_command("purge_drafts", stdout=told)
    assert told.getvalue() == "已清除 1 份文稿；另清除 0 个无主文件。\n"
    assert list(Draft.objects.all()) == [kept]
    assert [path.name for path in media.rglob("*") if path.is_file()] == [Path(kept.file.name).name]


def test_a_draft_whose_file_is_gone_says_so(client: Client, upload: Upload) -> None:
    draft = upload()
    draft.file.storage.delete(draft.file.name)
    for name in ("draft", "draft_check", "draft_download"):
        answer = client.get(reverse(name, args=[draft.pk]), follow=True)
        assert "文稿的文件已不在，请重新上传。" in answer.content.decode()


def test_markup_in_a_draft_is_text(client: Client, upload: Upload) -> None:
    text = "<script>alert(1)</script>召开党组会“<b>”60次&amp;"
    html = page(client, upload(text), at=place(text, "60"))
    assert "<script>alert" not in html and "&lt;script&gt;" in html
    assert "“<b>”" not in html


def test_a_long_draft_has_pages_and_every_quantity_is_found_on_its_own(
    client: Client, upload: Upload
) -> None:
    line = "认真学习贯彻上级精神，" * 40 + "形成心得体会30篇。"
    text = "\n".join([*[line] * 60, "全年召开党组会12次。"])
    draft, start = upload(text), text.index("12次")
    assert "第 1 页，共 2 页" in page(client, draft)
    assert "12次" not in words(page(client, draft))
    assert "<ins>74</ins>" in page(client, draft, at=f"{start}-{start + 2}")


def test_more_quantities_take_no_more_queries(
    client: Client, upload: Upload, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = upload("\n".join([*LAST_YEAR, *["形成心得体会30篇。"] * 200]))
    with django_assert_max_num_queries(25):
        page(client, draft)


def test_the_branches_below_are_counted_by_themselves(
    client: Client, upload: Upload, office: SimpleNamespace
) -> None:
    second: Organization = office.second
    draft = upload("第二支部2022年工作总结\n全年开展主题党日12次。", organization=second)
    assert "12次" in filled(client, draft)
    draft = upload("第一支部2022年工作总结\n全年开展主题党日12次。", organization=office.first)
    assert "7次" in filled(client, draft)
    assert not RememberedChoice.objects.exists()
