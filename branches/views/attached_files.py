"""The files of a record for those who may see it: the file, its thumbnail, the page with a photo in large."""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views import View

from branches.access import Permission, may
from branches.models import Attachment, Record
from branches.views.caching import NEVER_KEPT
from branches.views.records import OfOneType

KEPT_BY_THE_BROWSER = "private, max-age=31536000, immutable"
"""For thumbnails, which never change under their address; not for those of discipline."""


class OfOneAttachment(OfOneType):
    """One attachment of one record; ``get_queryset`` says which records are within reach."""

    def record(self) -> Record:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def attachment(self, record: Record) -> Attachment:
        return get_object_or_404(Attachment.objects.live().of(record), pk=self.kwargs["attachment_pk"])


class OfReaders(OfOneAttachment, View):
    def get_queryset(self) -> "QuerySet[Record]":
        return self.record_type.objects.visible_to(self.user)


class AttachmentFetch(OfReaders):
    """The file itself; anything but a picture is only ever saved to disk, never shown by the browser."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        attachment = self.attachment(self.record())
        response = FileResponse(
            opened(attachment.file),
            as_attachment=not attachment.is_picture,
            filename=attachment.original_name,
            content_type=attachment.media_type,
        )
        return guarded(response, NEVER_KEPT)


class AttachmentThumbnail(OfReaders):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        record = self.record()
        attachment = self.attachment(record)
        if not attachment.is_picture:
            raise Http404
        response = FileResponse(opened(attachment.thumbnail), content_type="image/jpeg")
        is_ordinary = record.view_permission == Permission.VIEW
        return guarded(response, KEPT_BY_THE_BROWSER if is_ordinary else NEVER_KEPT)


class PhotoPage(OfReaders):
    """One photo large, with the ones before and after it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record()
        attachment = self.attachment(record)
        if not attachment.is_picture:
            raise Http404
        photos = [each.pk for each in Attachment.objects.live().of(record) if each.is_picture]
        place = photos.index(attachment.pk)
        context = {
            "record": record,
            "slug": self.slug,
            "type_name": self.record_type._meta.verbose_name,
            "photo": attachment,
            "place": place + 1,
            "count": len(photos),
            "before": photos[place - 1] if place else None,
            "after": photos[place + 1] if place + 1 < len(photos) else None,
            "editable": may(self.user, record.write_permission, record.organization),
        }
        return render(request, "records/photo.html", context)


def opened(file: FieldFile) -> FieldFile:
    """Raises Http404 for a file that is gone from the disk."""
    if not default_storage.exists(str(file.name)):
        raise Http404
    file.open("rb")
    return file


def guarded(response: FileResponse, caching: str) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = caching
    return response
