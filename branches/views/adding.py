"""Adding a record: presets from the address, what the last one was like, and nothing twice."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from branches.access import Permission, organizations_for
from branches.forms import RecordForm, save
from branches.forms.choices import home_organization, writable
from branches.forms.copying import TAKEN, copied, last_of
from branches.forms.organization_line import organization_in
from branches.forms.text import day_in, key_in
from branches.models import Lecture, Meeting, Organization, Record, Talk, User
from branches.models.columns import column_of
from branches.views.listing import ADD
from branches.views.record_form import RecordFormView, page_saved
from branches.views.records import OfOneType

BEFORE = frozenset({"organizational_life", "democratic_life"})
"""Kinds of meeting before which talks are held."""
REMEMBERED = 30
"""Filled-in pages whose outcome a session remembers."""


class RecordAdd(RecordFormView):
    """A new record. The page carries a token; sent twice, it makes one record."""

    source: Record | None = None
    """The record from which values were taken over."""

    def get_initial(self) -> dict[str, Any]:
        """What the address presets: organisation, kind, day; a record to copy from; or the meeting that a
        lecture or talk belonged to."""
        query, initial = self.request.GET, super().get_initial()
        allowed = organizations_for(self.user, self.record_type.write_permission)
        initial["organization"] = organization_in(allowed, query.get("organization"))
        if kind := query.get("kind"):
            initial["kind"] = kind
        initial["date"] = day_in(query["date"]) if "date" in query else timezone.localdate()
        if self.slug in TAKEN and "copy" in query:
            self.source = self.to_copy(query["copy"], initial)
        if self.source is not None:
            initial["organization"] = allowed.filter(pk=self.source.organization_id).first()
            initial |= copied(self.source, self.user, initial["date"])
        if self.slug == "meeting" and (category := query.get("category")):
            initial["agenda_items"] = [{"category": category}]
        if (key := key_in(query.get("meeting"))) and issubclass(self.record_type, Lecture | Talk):
            meeting = Meeting.objects.visible_to(self.user).filter(pk=key).first()
            if meeting is not None:
                # Talks before an organizational life meeting were held on days that only the secretary knows.
                before = self.slug == "talk" and meeting.kind in BEFORE
                day = None if before else meeting.date
                initial |= {"meeting": meeting, "date": day, "place": meeting.place}
                initial["organization"] = allowed.filter(pk=meeting.organization_id).first()
        return {name: value for name, value in initial.items() if value is not None}

    def to_copy(self, wanted: str, preset: Mapping[str, Any]) -> Record | None:
        """The record of that key, or the ``last`` of the kind and organisation that are preset."""
        if wanted == "last":
            place = preset["organization"] or home_organization(self.user, self.record_type.write_permission)
            return last_of(self.slug, self.user, place, preset.get("kind", "")) if place else None
        rows = self.record_type.objects.visible_to(self.user).select_related("organization")
        return rows.filter(pk=key_in(wanted) or 0).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        preset = context["form"].initial
        return context | {
            "heading": ADD[self.slug],
            "copies": self.slug in TAKEN and not context["form"].is_bound,
            "source": self.source,
            "taken": taken_in_words(self.source, preset) if self.source else "",
            "last": self.last(preset) if self.source is None else None,
            "day": preset.get("date"),
        }

    def last(self, preset: Mapping[str, Any]) -> Record | None:
        """What the page offers to copy from when it is opened; asked for again when the choice changes."""
        place, kind = preset.get("organization"), preset.get("kind")
        return last_of(self.slug, self.user, place, kind) if self.slug in TAKEN and place and kind else None

    def restored(self, form: RecordForm) -> HttpResponse:
        """What was saved, and only the answer got lost, is not saved once more."""
        token, made = form.data.get("token"), self.request.session.get("made", {})
        if token in made:
            messages.success(self.request, "您上次填写的内容已经保存过了，就是这一条。")
            return page_saved(redirect("record_detail", self.slug, made[token]), token)
        return super().restored(form)

    def form_valid(self, form: RecordForm) -> HttpResponse:
        token = str(form.cleaned_data.get("token") or "")
        with transaction.atomic():
            session = fresh_session(self.request, self.user)
            made: dict[str, int] = session.get("made", {})
            if token in made:
                return page_saved(redirect("record_detail", self.slug, made[token]), token)
            record = save(form.built, self.user)
            if token:
                kept = dict(list(made.items())[-REMEMBERED + 1 :]) | {token: record.pk}
                session["made"] = kept
                session.save()
        return self.done(form, record, f"已保存：{record.headline()}")


def taken_in_words(source: Record, preset: Mapping[str, Any]) -> str:
    """主持人、地点、议题: what was taken over, without the kind, which was chosen before."""
    names = [name for name in (*TAKEN[source.slug], "title", "matter") if name != "kind" and preset.get(name)]
    labels = [str(column_of(source, name).verbose_name) for name in names]
    return "、".join([*labels, "议题"] if preset.get("agenda_items") else labels)


class RecordLast(OfOneType, View):
    """GET with kind, organisation and day as the form has them; answers the piece of the page that offers to
    copy the last such record, empty where there is none or it was ``copied`` already."""

    http_method_names = ["get"]

    def needed(self) -> Sequence[Permission]:
        return [self.record_type.write_permission]

    def get_queryset(self) -> "QuerySet[Organization]":
        return writable(self.user, self.record_type.write_permission)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.slug not in TAKEN:
            raise Http404
        asked = request.GET
        place, kind = organization_in(self.get_queryset(), asked.get("organization")), asked.get("kind", "")
        last = last_of(self.slug, self.user, place, kind) if place and kind else None
        if last is not None and str(last.pk) == asked.get("copied"):
            last = None
        context = {"slug": self.slug, "last": last, "day": day_in(asked.get("date"))}
        return render(request, "records/last.html", context)


def fresh_session(request: HttpRequest, user: User) -> SessionBase:
    """The session as it is stored now, for this transaction alone.

    The lock on the person's row makes two sendings of one page wait for each other on PostgreSQL; on SQLite
    writing transactions wait anyway.
    """
    User.objects.select_for_update().get(pk=user.pk)
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    session: SessionBase = store(request.session.session_key)
    return session
