"""Deleting into the recycle bin, and back."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from branches.access import Permission, within_reach
from branches.locking import held
from branches.models import RECORDS, Attachment, Member, Organization, Record, User
from branches.models.record import BIN_DAYS
from branches.views.gate import Gate
from branches.views.records import OfOneType

SHOWN = 200
"""Rows of each kind that the bin's page shows: the latest."""


class RecordDelete(OfOneType, View):
    """GET asks with the record's name, POST moves it to the bin."""

    def needed(self) -> Sequence[Permission]:
        return [self.record_type.write_permission]

    def get_queryset(self) -> "QuerySet[Record]":
        return self.record_type.objects.editable_by(self.user).select_related("organization")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        context = {
            "row": record,
            "name": record.headline(),
            "back": record.get_absolute_url(),
            "list_name": self.record_type._meta.verbose_name,
            "list_address": reverse("record_list", args=[self.slug]),
            "days": BIN_DAYS,
        }
        return render(request, "generic/delete.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            record = get_object_or_404(held(self.get_queryset(), kwargs["pk"]), pk=kwargs["pk"])
            record.move_to_bin(self.user)
        messages.success(request, f"“{record.headline()}”已移入回收站，{BIN_DAYS} 天内可以恢复。")
        return redirect("record_list", self.slug)


class RecordRestore(OfOneType, View):
    http_method_names = ["post"]

    def needed(self) -> Sequence[Permission]:
        return [self.record_type.write_permission]

    def get_queryset(self) -> "QuerySet[Record]":
        return self.record_type.objects.binned().within_reach_of(self.user, self.record_type.write_permission)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            record = get_object_or_404(held(self.get_queryset(), kwargs["pk"]), pk=kwargs["pk"])
            record.restore()
        messages.success(request, f"已恢复：{record.headline()}")
        same = self.record_type.objects.live().filter(fingerprint=record.fingerprint).exclude(pk=record.pk)
        if any(record.may_be(other) for other in same):
            messages.warning(request, "另有一条相同的记录，统计时会算两次。请核对，多余的请删除。")
        return redirect(record)


@dataclass(frozen=True, slots=True)
class Binned:
    """One row of the bin; ``until`` is the last day on which it can be restored."""

    name: str
    kind: str
    organization: str
    by: str
    at: datetime.datetime
    until: datetime.date
    restore_url: str


class Bin(Gate, TemplateView):
    """What this person may restore, of all kinds, the latest first."""

    template_name = "records/bin.html"
    needs = (Permission.WRITE, Permission.WRITE_DISCIPLINE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.user
        found = [row for slug in RECORDS for row in self._records(slug, user) + self._attachments(slug, user)]
        found += self._members(user)
        found.sort(key=lambda row: row.at, reverse=True)
        return super().get_context_data(**kwargs) | {"rows": found, "days": BIN_DAYS}

    @staticmethod
    def _records(slug: str, user: User) -> list[Binned]:
        model = RECORDS[slug]
        rows = model.objects.binned().within_reach_of(user, model.write_permission, wide=True)
        return [
            _binned(row, row.headline(), reverse("record_restore", args=[slug, row.pk]))
            for row in rows.select_related("organization", "deleted_by").order_by("-deleted_at")[:SHOWN]
        ]

    @staticmethod
    def _attachments(slug: str, user: User) -> list[Binned]:
        """Files deleted from records that are in use."""
        records = RECORDS[slug].objects.editable_by(user, wide=True)
        kind = ContentType.objects.get_for_model(RECORDS[slug])
        held = Exists(records.filter(pk=OuterRef("object_id")))
        rows = Attachment.objects.binned().filter(held, content_type=kind)
        rows = rows.select_related("deleted_by").order_by("-deleted_at")[:SHOWN]
        of = records.select_related("organization").in_bulk({row.object_id for row in rows})
        return [
            _binned(
                row,
                f"{row}（{of[row.object_id].headline()}）",
                reverse("attachment_restore", args=[slug, row.object_id, row.pk]),
                of[row.object_id].organization,
            )
            for row in rows
        ]

    @staticmethod
    def _members(user: User) -> list[Binned]:
        reach = within_reach(user, Member.write_permission, "organization__path")
        rows = Member.objects.binned().filter(reach)
        return [
            _binned(row, row.name, reverse("member_restore", args=[row.pk]))
            for row in rows.select_related("organization", "deleted_by").order_by("-deleted_at")[:SHOWN]
        ]


def _binned(row: Any, name: str, restore_url: str, organization: Organization | None = None) -> Binned:
    return Binned(
        name=name,
        kind=str(row._meta.verbose_name),
        organization=str(organization or row.organization),
        by=str(row.deleted_by or "系统"),
        at=row.deleted_at,
        until=timezone.localdate(row.deleted_at) + datetime.timedelta(days=BIN_DAYS),
        restore_url=restore_url,
    )
