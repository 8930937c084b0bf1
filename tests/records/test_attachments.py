"""Attachments: what they are is decided by their content, who may fetch them by their record."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from branches import attaching
from branches.attaching import judged, keep
from branches.filetypes import shown_name
from branches.forms.attachment import AttachmentForm
from branches.models import Attachment, Change, WorkItem
from branches.quality.finding import Kind
from branches.quality.looking import findings_on
from tests.records.files import DOCX, PDF, package, photo
from tests.records.posting import error_at, send, sentences

OOXML = "application/vnd.openxmlformats-officedocument"


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(client, record, *files: tuple[str, bytes], kind: str = "other", script: bool = False):
    url = reverse("attachment_add", args=[record.slug, record.pk])
    given = [SimpleUploadedFile(name, content) for name, content in files]
    headers = {"HX-Request": "true"} if script else {}
    return client.post(url, {"kind": kind, "uploads": given}, follow=True, headers=headers)


def address(name: str, attachment: Attachment) -> str:
    return reverse(name, args=[attachment.record.slug, attachment.object_id, attachment.pk])


def test_several_files_at_once_with_generated_names(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    answer = upload(secretary, meeting, ("通知.pdf", PDF), ("现场.png", photo("PNG")), kind="photo")
    assert "已上传 2 个附件。" in sentences(answer)
    for attachment in Attachment.objects.all():
        assert attachment.original_name not in attachment.file.name
        assert default_storage.exists(attachment.file.name)
    assert "通知.pdf" in sentences(answer)


@pytest.mark.parametrize("script", [False, True])
def test_of_five_files_one_is_bad_and_four_are_kept(one_of_each, secretary, script) -> None:
    good = [(f"现场{number}.jpg", photo(color=(number * 60, 0, 0))) for number in range(4)]
    bad = ("视频.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100)
    answer = upload(secretary, one_of_each["meeting"], *good[:2], bad, *good[2:], script=script)
    said = sentences(answer)
    assert "已上传 4 个附件。" in said
    assert "没有上传：“视频.mp4”的类型不能识别" in said
    assert [each.original_name for each in Attachment.objects.all()] == [name for name, _ in good]
    is_whole_page = "<html" in answer.content.decode()
    assert is_whole_page is not script


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("伪装.txt", photo("PNG"), "image/png"),
        ("a.jpg", photo(), "image/jpeg"),
        ("a.gif", photo("GIF"), "image/gif"),
        ("a.webp", photo("WEBP"), "image/webp"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "image/heic"),
        ("纪要.docx", DOCX, f"{OOXML}.wordprocessingml.document"),
        ("表.xlsx", package("[Content_Types].xml", "xl/workbook.xml"), f"{OOXML}.spreadsheetml.sheet"),
        ("老.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "application/msword"),
        ("表.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "application/vnd.ms-excel"),
        ("公文.ofd", package("OFD.xml"), "application/ofd"),
    ],
)
def test_what_is_welcome_is_known_by_its_content(one_of_each, secretary, name, content, kind) -> None:
    upload(secretary, one_of_each["meeting"], (name, content))
    assert Attachment.objects.get().media_type == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"<?php system($_GET['c']); ?>"),
        ("photo.png", b"<html><script>alert(1)</script></html>"),
        ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("run.exe", b"MZ\x90\x00" + b"\x00" * 64),
        ("macro.docm", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("any.zip", package("a.txt")),
        ("broken.docx", b"PK\x03\x04 nothing more"),
        ("old.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64),
    ],
)
def test_what_is_not_welcome_is_refused_by_name(one_of_each, secretary, name, content) -> None:
    answer = upload(secretary, one_of_each["meeting"], (name, content), ("好的.pdf", PDF))
    assert f"“{name}”的类型不能识别" in sentences(answer)
    assert Attachment.objects.get().original_name == "好的.pdf"


def test_an_empty_and_a_large_file_are_refused(one_of_each, secretary, monkeypatch) -> None:
    monkeypatch.setattr(attaching, "LARGEST", 1024)
    answer = upload(secretary, one_of_each["meeting"], ("空.pdf", b""), ("大.pdf", PDF + b"0" * 2_097_152))
    assert "“大.pdf”有 2.0 MB，超过 20 MB，请压缩后再上传。" in sentences(answer)
    assert "“空.pdf”是空文件。" in sentences(answer)
    assert not Attachment.objects.exists()


def test_too_many_at_once_and_none_at_all(one_of_each, secretary) -> None:
    many = [(f"{number}.pdf", PDF + bytes([number])) for number in range(21)]
    answer = upload(secretary, one_of_each["meeting"], *many)
    assert "选了 21 个文件，一次最多上传 20 个" in sentences(answer)
    assert "请选择要上传的文件。" in sentences(upload(secretary, one_of_each["meeting"]))
    assert not Attachment.objects.exists()


def test_what_was_sent_already_is_not_kept_twice(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    upload(secretary, meeting, ("一.pdf", PDF), ("同一份.pdf", PDF))
    answer = upload(secretary, meeting, ("一.pdf", PDF), ("二.pdf", PDF + b"2"))
    assert "已上传 1 个附件。" in sentences(answer)
    assert "“一.pdf”已经传过，没有重复保存。" in sentences(answer)
    assert [each.original_name for each in Attachment.objects.all()] == ["一.pdf", "二.pdf"]
    upload(secretary, one_of_each["lecture"], ("一.pdf", PDF))
    assert Attachment.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("会议通知.pdf", PDF, "notice"),
        ("签到表.jpg", photo(), "sign_in"),
        ("会议纪要.docx", DOCX, "minutes"),
        ("IMG_0001.JPG", photo(), "photo"),
        ("材料.pdf", PDF, "other"),
    ],
)
def test_the_kind_is_taken_from_the_name_unless_it_is_chosen(
    one_of_each, secretary, name, content, kind
) -> None:
    upload(secretary, one_of_each["meeting"], (name, content), kind="")
    assert Attachment.objects.get().kind == kind
    upload(secretary, one_of_each["lecture"], (name, content), kind="notice")
    assert Attachment.objects.latest("pk").kind == "notice"


@pytest.mark.parametrize(
    ("sent", "kind", "shown"),
    [
        ("..\\..\\x.php", "image/jpeg", "x.php.jpg"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "application/pdf", "a Set-Cookie_ x.pdf"),
        ('q"u<o>t|e.pdf', "application/pdf", "q_u_o_t_e.pdf"),
        ("...", "application/pdf", "未命名文件.pdf"),
        ("现场\u202egpj.exe", "image/png", "现场gpj.exe.png"),
        ("照\x00片\x1b[2J\u200b.JPEG", "image/jpeg", "照片[2J.JPEG"),
        ("半个\ud800字.png", "image/png", "半个字.png"),
        ("全家福👨‍👩‍👧.png", "image/png", "全家福👨👩👧.png"),
        ("第1次会议.关于学习的通知", "application/pdf", "第1次会议.关于学习的通知.pdf"),
        (".pdf", "application/pdf", "pdf.pdf"),
    ],
)
def test_a_name_is_only_for_showing_and_ends_as_the_file_is(sent, kind, shown) -> None:
    assert shown_name(sent, kind) == shown


def test_a_long_name_fits_every_disk_and_keeps_its_ending() -> None:
    for stem in ("长" * 300, "a" * 300, "👍" * 100, "é" * 200):
        name = shown_name(f"{stem}.jpeg", "image/jpeg")
        assert name.endswith(".jpeg")
        assert name.startswith(stem[:40])
        assert len(name.encode()) <= 200


def test_hostile_names_come_back_harmless(one_of_each, secretary) -> None:
    upload(secretary, one_of_each["meeting"], ("..\\..\\<b>x\u202e.php", photo()))
    attachment = Attachment.objects.get()
    answer = secretary.get(address("attachment", attachment))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="_b_x.php.jpg"'
    assert b"<b>x" not in secretary.get(address("photo", attachment)).content


def test_images_are_shown_everything_else_is_saved(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    picture = photo("PNG")
    upload(secretary, meeting, ("现场.png", picture), ("通知.pdf", PDF))
    for attachment in Attachment.objects.all():
        answer = secretary.get(address("attachment", attachment))
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        saved = answer["Content-Disposition"].startswith("attachment")
        assert saved == (attachment.media_type == "application/pdf")
        assert b"".join(answer.streaming_content) in (picture, PDF)


def test_only_who_sees_the_record_fetches_the_file(one_of_each, secretary, inspector, enter, cast) -> None:
    meeting, action = one_of_each["meeting"], one_of_each["discipline"]
    upload(secretary, meeting, ("现场.jpg", photo()))
    of_meeting = Attachment.objects.get()
    upload(inspector, action, ("决定.jpg", photo()))
    of_action = Attachment.objects.exclude(pk=of_meeting.pk).get()
    for page in ("attachment", "attachment_thumbnail", "photo"):
        url = address(page, of_meeting)
        for name, status in [("secretary", 200), ("viewer", 200), ("neighbour", 404), ("inspector", 404)]:
            assert enter(getattr(cast, name)).get(url).status_code == status, (page, name)
        assert inspector.get(address(page, of_action)).status_code == 200
        assert secretary.get(address(page, of_action)).status_code == 404
        crossed = reverse(page, args=["meeting", meeting.pk, of_action.pk])
        assert secretary.get(crossed).status_code == 404


def test_a_new_record_leads_to_its_attachments_on_request(secretary, office) -> None:
    url = reverse("record_add", args=["work"])
    filled = {
        "kind": "condolence",
        "title": "走访慰问",
        "organization": office.first.pk,
        "date": "2024-05-10",
    }
    answer = send(secretary, url, **filled)
    assert answer["Location"].endswith(f"/records/work/{WorkItem.objects.get().pk}/")
    answer = send(secretary, url, **filled | {"title": "走访困难职工", "then": "attachments"})
    assert answer["Location"].endswith("/#attachments")
    assert WorkItem.objects.count() == 2


def test_a_viewer_sees_no_button_to_change_what_she_may_only_see(one_of_each, secretary, enter, cast) -> None:
    meeting = one_of_each["meeting"]
    upload(secretary, meeting, ("现场.jpg", photo()), ("通知.pdf", PDF))
    for page in (meeting.get_absolute_url(), address("photo", Attachment.objects.first())):
        for client, shown in ((secretary, True), (enter(cast.viewer), False)):
            assert (b"/delete/" in client.get(page).content) is shown


def test_a_viewer_and_a_neighbour_put_nothing_there(one_of_each, enter, cast) -> None:
    for name in ("viewer", "neighbour", "inspector"):
        answer = upload(enter(getattr(cast, name)), one_of_each["meeting"], ("通知.pdf", PDF))
        assert answer.status_code == 404
    assert not Attachment.objects.exists()


def test_deleting_asks_and_can_be_undone(one_of_each, secretary, enter, cast) -> None:
    meeting = one_of_each["meeting"]
    upload(secretary, meeting, ("通知.pdf", PDF))
    attachment = Attachment.objects.get()
    url = address("attachment_delete", attachment)
    assert enter(cast.neighbour).post(url).status_code == 404
    assert "删除附件“通知.pdf”？" in sentences(secretary.get(url))
    assert secretary.get(address("attachment", attachment)).status_code == 200
    assert "已移入回收站" in sentences(secretary.post(url, follow=True))
    for page in ("attachment", "attachment_edit", "attachment_delete"):
        assert secretary.get(address(page, attachment)).status_code == 404
    assert default_storage.exists(attachment.file.name)
    assert "通知.pdf（支部党员大会：二季度党员大会）" in sentences(secretary.get(reverse("bin")))
    assert "通知.pdf" not in sentences(enter(cast.neighbour).get(reverse("bin")))
    back = address("attachment_restore", attachment)
    assert enter(cast.neighbour).post(back).status_code == 404
    assert "已恢复附件：通知.pdf" in sentences(secretary.post(back, follow=True))
    assert secretary.get(address("attachment", attachment)).status_code == 200
    history = Change.objects.filter(record_label="branches.attachment").order_by("pk")
    assert [change.action for change in history] == ["create", "delete", "restore"]


def test_another_file_takes_its_place_and_the_first_one_goes_to_the_bin(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    upload(secretary, meeting, ("签到.pdf", PDF))
    first = Attachment.objects.get()
    url = address("attachment_edit", first)
    bad = secretary.post(url, {"kind": "sign_in", "upload": SimpleUploadedFile("签到.exe", b"MZ")})
    assert "“签到.exe”的类型不能识别" in error_at(bad, "upload")
    assert Attachment.objects.get().kind == "other"
    new = SimpleUploadedFile("签到表（盖章）.jpg", photo())
    answer = secretary.post(url, {"kind": "sign_in", "upload": new}, follow=True)
    assert "已保存附件“签到表（盖章）.jpg”。" in sentences(answer)
    now = Attachment.objects.live().get()
    assert (now.kind, now.media_type, bool(now.thumbnail)) == ("sign_in", "image/jpeg", True)
    assert Attachment.objects.binned().get() == first


def test_another_kind_changes_the_kind_alone(one_of_each, secretary) -> None:
    upload(secretary, one_of_each["meeting"], ("会议.pdf", PDF))
    before = Attachment.objects.get()
    secretary.post(address("attachment_edit", before), {"kind": "minutes"})
    after = Attachment.objects.get()
    assert (after.kind, after.file.name, after.sha256) == ("minutes", before.file.name, before.sha256)


def test_attached_minutes_count_as_minutes_until_they_are_deleted(one_of_each, secretary, cast) -> None:
    meeting = one_of_each["meeting"]
    meeting.agenda_items.all().delete()
    meeting.content = meeting.decision = ""
    meeting.save()
    doubts = lambda: {found.kind for found in findings_on(meeting, cast.secretary)}  # noqa: E731
    assert Kind.EMPTY in doubts()
    upload(secretary, meeting, ("会议记录.pdf", PDF), kind="")
    assert Kind.EMPTY not in doubts()
    Attachment.objects.get().move_to_bin(cast.secretary)
    assert Kind.EMPTY in doubts()


def test_a_disk_that_refuses_keeps_nothing_and_says_so(one_of_each, secretary, monkeypatch) -> None:
    saved = default_storage.save
    names: list[str] = []

    def full(name, content, max_length=None):
        if names:
            raise OSError(28, "No space left on device")
        names.append(saved(name, content, max_length=max_length))
        return names[-1]

    monkeypatch.setattr(
        type(default_storage._wrapped), "save", lambda _self, *args, **more: full(*args, **more)
    )
    answer = upload(secretary, one_of_each["meeting"], ("一.pdf", PDF), ("二.pdf", PDF + b"2"))
    assert "服务器的磁盘满了" in sentences(answer)
    assert not Attachment.objects.exists()
    assert not default_storage.exists(names[0])


def test_a_record_takes_so_many_files_and_names_the_others(one_of_each, secretary, monkeypatch) -> None:
    monkeypatch.setattr(attaching, "MOST_OF_A_RECORD", 3)
    meeting = one_of_each["meeting"]
    upload(secretary, meeting, ("一.pdf", PDF + b"1"), ("二.pdf", PDF + b"2"))
    answer = upload(secretary, meeting, ("三.pdf", PDF + b"3"), ("四.pdf", PDF + b"4"))
    assert "已上传 1 个附件。" in sentences(answer)
    assert "“四.pdf”放不下：一条记录最多放 3 个附件，请先删去不用的。" in sentences(answer)
    upload(secretary, one_of_each["lecture"], ("四.pdf", PDF + b"4"))
    assert [each.original_name for each in Attachment.objects.live().of(meeting)] == [
        "一.pdf",
        "二.pdf",
        "三.pdf",
    ]
    Attachment.objects.of(meeting)[0].move_to_bin(None)
    assert "已上传 1 个附件。" in sentences(upload(secretary, meeting, ("四.pdf", PDF + b"4")))


def test_one_file_that_arrives_twice_at_once_is_kept_once(one_of_each, secretary, monkeypatch) -> None:
    meeting = one_of_each["meeting"]
    checked = AttachmentForm.is_valid

    def while_another_arrives(form: AttachmentForm) -> bool:
        valid = checked(form)
        if not Attachment.objects.exists():
            keep(meeting, [(judged(SimpleUploadedFile("签到.pdf", PDF)), "sign_in")])
        return valid

    monkeypatch.setattr(AttachmentForm, "is_valid", while_another_arrives)
    assert "附件已经传过，没有重复保存。" in sentences(upload(secretary, meeting, ("签到.pdf", PDF)))
    kept = Attachment.objects.get()
    assert [each.name for each in Path(default_storage.location, "attachments").iterdir()] == [
        Path(kept.file.name).name
    ]


def test_files_in_the_bin_take_room_as_well(one_of_each, secretary, monkeypatch) -> None:
    monkeypatch.setattr(attaching, "LARGEST_OF_A_RECORD", 3 * len(PDF) + 10)
    meeting = one_of_each["meeting"]
    upload(secretary, meeting, ("签到.pdf", PDF))
    for number in range(2):
        url = address("attachment_edit", Attachment.objects.live().get())
        new = SimpleUploadedFile("签到.pdf", PDF + b"%d" % number)
        assert secretary.post(url, {"kind": "sign_in", "upload": new}).status_code == 302
    url = address("attachment_edit", Attachment.objects.live().get())
    new = SimpleUploadedFile("签到.pdf", PDF + b"more")
    assert "“签到.pdf”放不下" in error_at(secretary.post(url, {"kind": "sign_in", "upload": new}), "upload")
    assert "“二.pdf”放不下" in sentences(upload(secretary, meeting, ("二.pdf", PDF + b"two")))
    assert Attachment.objects.count() == 3
