"""Attachments of a record: put there by those who may change it, fetched by those who may see it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from branches.access import Permission
from branches.forms.attachment import IMAGES, AttachmentForm
from branches.models import Attachment, Record
from branches.views.records import OfOneType, attachments_of


class AttachmentAdd(OfOneType, View):
    http_method_names = ["post"]

    def needed(self) -> Sequence[Permission]:
        return [self.record_type.write_permission]

    def get_queryset(self) -> "QuerySet[Record]":
        return self.record_type.objects.editable_by(self.user)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        form = AttachmentForm(request.POST, request.FILES)
        if form.is_valid():
            with transaction.atomic():
                for accepted in form.cleaned_data["uploads"]:
                    Attachment.objects.create(
                        content_type=ContentType.objects.get_for_model(self.record_type),
                        object_id=record.pk,
                        kind=form.cleaned_data["kind"],
                        file=accepted.file,
                        original_name=accepted.name,
                        size=accepted.file.size,
                        sha256=accepted.sha256,
                        media_type=accepted.media_type,
                    )
            messages.success(request, f"已上传 {len(form.cleaned_data['uploads'])} 个附件。")
        else:
            for sentences in form.errors.values():
                for sentence in sentences:
                    messages.error(request, str(sentence))
        return redirect(f"{record.get_absolute_url()}#attachments")


class OfOneAttachment(OfOneType):
    def attachment(self, records: "QuerySet[Record]") -> Attachment:
        record = get_object_or_404(records, pk=self.kwargs["pk"])
        return get_object_or_404(attachments_of(record), pk=self.kwargs["attachment_pk"])


class AttachmentFetch(OfOneAttachment, View):
    """The file itself; anything but an image is only ever saved to disk, never shown by the browser."""

    def get_queryset(self) -> "QuerySet[Record]":
        return self.record_type.objects.visible_to(self.user)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        attachment = self.attachment(self.get_queryset())
        if not default_storage.exists(str(attachment.file.name)):
            raise Http404
        shown = attachment.media_type in IMAGES
        response = FileResponse(
            attachment.file.open("rb"),
            as_attachment=not shown,
            filename=attachment.original_name,
            content_type=attachment.media_type,
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class AttachmentDelete(OfOneAttachment, View):
    http_method_names = ["post"]

    def needed(self) -> Sequence[Permission]:
        return [self.record_type.write_permission]

    def get_queryset(self) -> "QuerySet[Record]":
        return self.record_type.objects.editable_by(self.user)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        attachment = self.attachment(self.get_queryset())
        attachment.delete()
        messages.success(request, f"已删除附件“{attachment.original_name}”。")
        record = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        return redirect(f"{record.get_absolute_url()}#attachments")
