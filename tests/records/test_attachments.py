"""Attachments: what they are is decided by their content, who may fetch them by their record."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from branches.forms import attachment as rules
from branches.models import Attachment, Change
from tests.records.posting import sentences

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
PDF = b"%PDF-1.7\n%%EOF"


def package(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(client, record, *files: tuple[str, bytes], kind: str = "other"):
    url = reverse("attachment_add", args=[record.slug, record.pk])
    given = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(url, {"kind": kind, "uploads": given}, follow=True)


def test_several_files_at_once_with_generated_names(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    answer = upload(secretary, meeting, ("通知.pdf", PDF), ("现场.png", PNG), kind="photo")
    assert "已上传 2 个附件。" in sentences(answer)
    for attachment in Attachment.objects.all():
        assert attachment.original_name not in attachment.file.name
        assert default_storage.exists(attachment.file.name)
    assert "通知.pdf" in sentences(answer)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("伪装.txt", PNG, "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 20, "image/jpeg"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "image/heic"),
        ("纪要.docx", DOCX, rules._PACKAGES["word/"]),
        ("表.xlsx", package("[Content_Types].xml", "xl/workbook.xml"), rules._PACKAGES["xl/"]),
        ("老.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "application/msword"),
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
    assert not Attachment.objects.exists()


def test_an_empty_and_a_large_file_are_refused(one_of_each, secretary, monkeypatch) -> None:
    monkeypatch.setattr(rules, "LARGEST", 1024)
    answer = upload(secretary, one_of_each["meeting"], ("空.pdf", b""), ("大.pdf", PDF + b"0" * 2048))
    assert "“大.pdf”有 0.0 MB，超过 20 MB，请压缩后再上传。" in sentences(answer)
    assert "“空.pdf”是空文件。" in sentences(answer)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("..\\..\\x.php", "x.php"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ('q"u<o>t|e.pdf', "q_u_o_t_e.pdf"),
        ("...", "未命名文件"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_for_showing(sent, shown) -> None:
    assert rules.shown_name(sent) == shown


def test_images_are_shown_everything_else_is_saved(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    upload(secretary, meeting, ("现场.png", PNG), ("通知.pdf", PDF))
    for attachment in Attachment.objects.all():
        answer = secretary.get(reverse("attachment", args=["meeting", meeting.pk, attachment.pk]))
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        saved = answer["Content-Disposition"].startswith("attachment")
        assert saved == (attachment.media_type == "application/pdf")
        assert b"".join(answer.streaming_content) in (PNG, PDF)


def test_only_who_sees_the_record_fetches_the_file(one_of_each, secretary, inspector, enter, cast) -> None:
    meeting, action = one_of_each["meeting"], one_of_each["discipline"]
    upload(secretary, meeting, ("通知.pdf", PDF))
    of_meeting = Attachment.objects.get()
    url = reverse("attachment", args=["meeting", meeting.pk, of_meeting.pk])
    for name, status in [("secretary", 200), ("viewer", 200), ("neighbour", 404), ("inspector", 404)]:
        assert enter(getattr(cast, name)).get(url).status_code == status, name
    upload(inspector, action, ("决定.pdf", PDF))
    of_action = Attachment.objects.exclude(pk=of_meeting.pk).get()
    url = reverse("attachment", args=["discipline", action.pk, of_action.pk])
    assert inspector.get(url).status_code == 200
    assert secretary.get(url).status_code == 404
    crossed = reverse("attachment", args=["meeting", meeting.pk, of_action.pk])
    assert secretary.get(crossed).status_code == 404


def test_a_viewer_and_a_neighbour_put_nothing_there(one_of_each, enter, cast) -> None:
    for name in ("viewer", "neighbour", "inspector"):
        answer = upload(enter(getattr(cast, name)), one_of_each["meeting"], ("通知.pdf", PDF))
        assert answer.status_code == 404
    assert not Attachment.objects.exists()


def test_deleting_takes_the_file_and_leaves_history(
    one_of_each, secretary, enter, cast, django_capture_on_commit_callbacks
) -> None:
    meeting = one_of_each["meeting"]
    upload(secretary, meeting, ("通知.pdf", PDF))
    attachment = Attachment.objects.get()
    url = reverse("attachment_delete", args=["meeting", meeting.pk, attachment.pk])
    assert enter(cast.neighbour).post(url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert secretary.post(url).status_code == 302
    assert not default_storage.exists(attachment.file.name)
    change = Change.objects.filter(record_label="branches.attachment").latest("pk")
    assert change.action == "purge"
    assert change.before["original_name"] == "通知.pdf"
