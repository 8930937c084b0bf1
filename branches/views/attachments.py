"""Attachments in the hands of those who may change the record: put there, changed, deleted, restored."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import FormView

from branches.access import Permission
from branches.filetypes import HEIC, IMAGES
from branches.forms.attachment import AttachmentChangeForm, AttachmentForm
from branches.fulldisk import is_disk_full
from branches.models import Attachment, Record
from branches.models.record import BIN_DAYS
from branches.views.attached_files import OfOneAttachment
from branches.views.records import attachments_shown

log = logging.getLogger(__name__)

DISK_REFUSED = "附件没有保存：服务器的磁盘不能写入，请告诉系统管理员。"
DISK_FULL = "附件没有保存：服务器的磁盘满了，请告诉系统管理员腾出空间。"
ABOUT_HEIC = (
    "“{}”是苹果手机的 HEIC 照片，网页上不能直接显示，可以下载查看。"
    "以后想在网页上看，请在手机“设置—相机—格式”中选“兼容性最佳”再拍。"
)
NOT_SHOWN = "“{}”已保存，但图片过大或不完整，网页上不能显示，请下载核对。"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an upload; ``level`` is a level of ``django.contrib.messages``."""

    level: int
    sentence: str

    def __str__(self) -> str:
        return self.sentence

    @property
    def level_tag(self) -> str:
        return messages.DEFAULT_TAGS[self.level]


class OfWriters(OfOneAttachment):
    def needed(self) -> Sequence[Permission]:
        return [self.record_type.write_permission]

    def get_queryset(self) -> "QuerySet[Record]":
        return self.record_type.objects.editable_by(self.user).select_related("organization")

    @staticmethod
    def back_to(record: Record) -> str:
        return f"{record.get_absolute_url()}#attachments"


class AttachmentAdd(OfWriters, View):
    """Several files at once; each is answered for. A script is given the section of the page alone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record()
        outcomes = self._outcomes(AttachmentForm(request.POST, request.FILES, record=record))
        if getattr(request, "htmx", False):
            context = {"record": record, "slug": self.slug, "editable": True, "outcomes": outcomes}
            return render(request, "records/attachments.html", context | attachments_shown(record, True))
        for outcome in outcomes:
            messages.add_message(request, outcome.level, outcome.sentence)
        return redirect(record)

    @staticmethod
    def _outcomes(form: AttachmentForm) -> list[Outcome]:
        if not form.is_valid():
            told = [str(sentence) for found in form.errors.values() for sentence in found]
            return [Outcome(messages.ERROR, sentence) for sentence in told]
        try:
            kept = form.save()
        except OSError as error:
            return [Outcome(messages.ERROR, _not_stored(error))]
        refused = form.cleaned_data["uploads"].refused
        said = f"已上传 {len(kept)} 个附件。" if kept else "附件已经传过，没有重复保存。"
        return [
            Outcome(messages.SUCCESS, said),
            *(Outcome(messages.ERROR, f"没有上传：{sentence}") for sentence in refused),
            *_unseen(kept),
        ]


def _not_stored(error: OSError) -> str:
    log.error("attachments could not be stored", exc_info=error)
    return DISK_FULL if is_disk_full(error) else DISK_REFUSED


def _unseen(kept: list[Attachment]) -> list[Outcome]:
    """What to say of photos that the page cannot show."""
    heic = [Outcome(messages.INFO, ABOUT_HEIC.format(each)) for each in kept if each.media_type == HEIC]
    broken = [each for each in kept if each.media_type in IMAGES and not each.is_picture]
    return heic + [Outcome(messages.WARNING, NOT_SHOWN.format(each)) for each in broken]


class AttachmentEdit(OfWriters, FormView):
    """Another kind, or another file in its place."""

    template_name = "records/attachment_form.html"
    form_class = AttachmentChangeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        self.of = self.record()
        self.changed = self.attachment(self.of)
        return super().get_form_kwargs() | {"attachment": self.changed}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"record": self.of, "attachment": self.changed, "days": BIN_DAYS}

    def form_valid(self, form: AttachmentChangeForm) -> HttpResponse:
        try:
            now = form.save(self.user)
        except OSError as error:
            form.add_error("upload", _not_stored(error))
            return self.form_invalid(form)
        messages.success(self.request, f"已保存附件“{now}”。")
        for outcome in _unseen([now] if now != self.changed else []):
            messages.add_message(self.request, outcome.level, outcome.sentence)
        return redirect(self.of)


class AttachmentDelete(OfWriters, View):
    """GET asks with the file's name, POST moves it to the bin."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record()
        context = {"record": record, "attachment": self.attachment(record), "days": BIN_DAYS}
        return render(request, "records/attachment_delete.html", context | {"back": self.back_to(record)})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record()
        attachment = self.attachment(record)
        attachment.move_to_bin(self.user)
        messages.success(request, f"附件“{attachment}”已移入回收站，{BIN_DAYS} 天内可以恢复。")
        return redirect(record)


class AttachmentRestore(OfWriters, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record()
        binned = Attachment.objects.binned().of(record)
        with transaction.atomic():
            attachment = get_object_or_404(binned.select_for_update(), pk=kwargs["attachment_pk"])
            attachment.restore()
        messages.success(request, f"已恢复附件：{attachment}")
        return redirect(record)
