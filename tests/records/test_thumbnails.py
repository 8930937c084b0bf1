"""Thumbnails: made once, upright, without where the photo was taken; whatever the file is, nothing breaks."""

import io
import json
import random
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from branches.models import Attachment
from branches.photos import child
from branches.photos.thumbnail import thumbnail
from tests.records.files import photo
from tests.records.posting import sentences

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def reduced(data: bytes) -> Image.Image:
    made = thumbnail(io.BytesIO(data))
    assert made is not None
    return Image.open(io.BytesIO(made))


def taken(orientation: int) -> bytes:
    """A photo, red at the left and blue at the right as its rows lie in the file, taken at a place."""
    picture = Image.new("RGB", (1200, 800), "red")
    picture.paste("blue", (600, 0, 1200, 800))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "a telephone"
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "N", (39.0, 54.0, 20.0)
    return photo(color=picture, exif=exif, comment=b"secret comment", dpi=(72, 72))


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"), [(1, (480, 320), (5, 5)), (6, (320, 480), (5, 5))]
)
def test_a_photo_is_turned_upright(orientation, size, red_at) -> None:
    small = reduced(taken(orientation))
    assert small.size == size
    red, _, blue = small.convert("RGB").getpixel(red_at)
    assert red > 200 > 60 > blue
    red, _, blue = small.convert("RGB").getpixel((size[0] - 5, size[1] - 5))
    assert blue > 200 > 60 > red


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    data = taken(6)
    assert dict(Image.open(io.BytesIO(data)).getexif())
    made = thumbnail(io.BytesIO(data)) or b""
    small = Image.open(io.BytesIO(made))
    assert not dict(small.getexif())
    assert not {"exif", "comment", "xmp", "icc_profile"} & small.info.keys()
    assert b"telephone" not in made and b"secret" not in made


def test_what_is_transparent_is_on_white_and_an_animation_stands_still() -> None:
    clear = reduced(photo("PNG", color=(0, 0, 0, 0), mode="RGBA"))
    assert min(clear.getpixel((5, 5))) > 250
    frames = [Image.new("P", (40, 40), color) for color in range(30)]
    for form in ("GIF", "WEBP"):
        still = reduced(photo(form, color=frames[0], save_all=True, append_images=frames[1:]))
        assert (still.format, getattr(still, "n_frames", 1)) == ("JPEG", 1)


def broken_off() -> bytes:
    whole = photo(color=Image.effect_noise((300, 300), 80))
    return whole[: len(whole) // 2]


def full_of_holes() -> bytes:
    rng = random.Random(7)  # noqa: S311
    holes = bytearray(photo("PNG", color=Image.effect_noise((300, 300), 80)))
    for _ in range(200):
        holes[rng.randrange(40, len(holes))] = rng.randrange(256)
    return bytes(holes)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a hundred million pixels in a few bytes": lambda: photo("PNG", size=(10_000, 10_000), mode="1", color=0),
    "a very long strip": lambda: photo("PNG", size=(65_000_000, 1), mode="1", color=0),
    "broken off": broken_off,
    "holes": full_of_holes,
    "only a beginning": lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 20,
    "another format behind the beginning": lambda: b"GIF89a" + b"\xff" * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_decoded_is_kept_as_a_file_and_said(
    one_of_each, secretary, settings, tmp_path, name
) -> None:
    settings.MEDIA_ROOT = tmp_path
    data = HOSTILE[name]()
    given = SimpleUploadedFile("现场.png", data)
    url = reverse("attachment_add", args=["meeting", one_of_each["meeting"].pk])
    answer = secretary.post(url, {"kind": "", "uploads": [given]}, follow=True)
    attachment = Attachment.objects.get()
    assert not attachment.thumbnail
    assert f"“{attachment}”已保存，但图片过大或不完整，网页上不能显示，请下载核对。" in sentences(answer)
    assert b"<img" not in answer.content
    where = [attachment.record.slug, attachment.object_id, attachment.pk]
    fetched = secretary.get(reverse("attachment", args=where))
    assert fetched["Content-Disposition"].startswith("attachment")
    assert b"".join(fetched.streaming_content) == data
    for page in ("attachment_thumbnail", "photo"):
        assert secretary.get(reverse(page, args=where)).status_code == 404


def test_a_process_that_dies_or_hangs_costs_one_thumbnail(monkeypatch, caplog) -> None:
    data = io.BytesIO(photo())
    assert thumbnail(data)
    monkeypatch.setattr("branches.photos.thumbnail._PROGRAM", "import os; os.abort()")
    assert thumbnail(data) is None
    monkeypatch.setattr("branches.photos.thumbnail._PROGRAM", "import time; time.sleep(60)")
    monkeypatch.setattr("branches.photos.thumbnail.SECONDS", 0.2)
    assert thumbnail(data) is None
    assert "took longer" in caplog.text


def test_the_largest_photo_of_a_telephone_fits() -> None:
    assert child.MOST_PIXELS >= 8064 * 6048


@pytest.fixture
def sent(one_of_each, secretary, inspector, settings, tmp_path) -> list[Attachment]:
    """A photo of a meeting and one of a disciplinary action."""
    settings.MEDIA_ROOT = tmp_path
    for client, slug in ((secretary, "meeting"), (inspector, "discipline")):
        url = reverse("attachment_add", args=[slug, one_of_each[slug].pk])
        client.post(url, {"kind": "", "uploads": [SimpleUploadedFile("现场.jpg", taken(1))]})
    return list(Attachment.objects.order_by("pk"))


def test_a_thumbnail_is_small_and_kept_by_the_browser_unless_it_is_of_discipline(
    sent, secretary, inspector
) -> None:
    for attachment, client, caching in (
        (sent[0], secretary, "private, max-age=31536000, immutable"),
        (sent[1], inspector, "private, no-store"),
    ):
        slug = attachment.record.slug
        url = reverse("attachment_thumbnail", args=[slug, attachment.object_id, attachment.pk])
        answer = client.get(url)
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", caching)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert max(Image.open(io.BytesIO(b"".join(answer.streaming_content))).size) == 480
        assert attachment.original_name not in attachment.thumbnail.name


def test_a_page_reads_thumbnails_only_and_leads_from_photo_to_photo(sent, secretary) -> None:
    meeting = sent[0].record
    url = reverse("attachment_add", args=["meeting", meeting.pk])
    for color in ("white", "black"):
        given = SimpleUploadedFile(f"{color}.png", photo("PNG", color=color))
        secretary.post(url, {"kind": "", "uploads": [given]})
    first, second, third = Attachment.objects.live().of(meeting).order_by("pk")
    page = secretary.get(meeting.get_absolute_url()).content.decode()
    for each in (first, second, third):
        assert f'<img src="{reverse("attachment_thumbnail", args=["meeting", meeting.pk, each.pk])}"' in page
        assert f'src="{reverse("attachment", args=["meeting", meeting.pk, each.pk])}"' not in page
    shown = secretary.get(reverse("photo", args=["meeting", meeting.pk, second.pk])).content.decode()
    assert "第 2 张，共 3 张" in shown
    for other in (first, third):
        assert reverse("photo", args=["meeting", meeting.pk, other.pk]) in shown


def test_purging_takes_the_thumbnail_along(sent, secretary, django_capture_on_commit_callbacks) -> None:
    attachment = sent[0]
    attachment.move_to_bin(None)
    Attachment.objects.filter(pk=attachment.pk).update(deleted_at="2024-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_bin", stdout=StringIO())
    assert list(Attachment.objects.all()) == sent[1:]
    assert not default_storage.exists(attachment.file.name)
    assert not default_storage.exists(attachment.thumbnail.name)
    assert default_storage.exists(sent[1].thumbnail.name)


def test_lost_thumbnails_are_made_anew(sent) -> None:
    default_storage.delete(sent[0].thumbnail.name)
    Attachment.objects.filter(pk=sent[1].pk).update(thumbnail="")
    out = StringIO()
    call_command("make_thumbnails", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"made": 2, "failed": 0}
    for attachment in Attachment.objects.all():
        assert default_storage.exists(attachment.thumbnail.name)
    again = StringIO()
    call_command("make_thumbnails", "--json", stdout=again)
    assert json.loads(again.getvalue()) == {"made": 0, "failed": 0}
