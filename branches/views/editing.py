"""Adding and changing a record: nothing twice, nothing overwritten in silence."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView

from branches.access import Permission, organizations_for
from branches.forms import FORMS, RecordForm, remarks, save
from branches.forms.text import day_in, key_in
from branches.models import Change, Lecture, Meeting, Record, Talk, User
from branches.views.differing import Difference, differences
from branches.views.listing import ADD
from branches.views.records import OfOneType

REMEMBERED = 30
"""Filled-in pages whose outcome a session remembers."""


class RecordFormView(OfOneType, FormView):
    template_name = "records/form.html"

    def needed(self) -> Sequence[Permission]:
        return [self.record_type.write_permission]

    def get_form_class(self) -> type[RecordForm]:
        return FORMS[self.slug]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {"mistakes": form.mistakes() if form.is_bound else []}

    def done(self, form: RecordForm, record: Record, sentence: str) -> HttpResponse:
        """Say that it was saved; what looks wrong only at the moment of saving too."""
        messages.success(self.request, sentence)
        lasting = remarks(record, form.built.parts)
        for remark in form.built.warnings:
            if remark not in lasting:
                messages.warning(self.request, remark)
        return redirect(record)


class RecordAdd(RecordFormView):
    """A new record. The page carries a token; sent twice, it makes one record."""

    def get_initial(self) -> dict[str, Any]:
        """What the address presets: organisation, kind, day; or the meeting a lecture or talk belonged to."""
        query, initial = self.request.GET, super().get_initial()
        allowed = organizations_for(self.user, self.record_type.write_permission)
        if key := key_in(query.get("organization")):
            initial["organization"] = allowed.filter(pk=key).first()
        if kind := query.get("kind"):
            initial["kind"] = kind
        initial["date"] = day_in(query["date"]) if "date" in query else timezone.localdate()
        if self.slug == "meeting" and (category := query.get("category")):
            initial["agenda_items"] = [{"category": category}]
        if (key := key_in(query.get("meeting"))) and issubclass(self.record_type, Lecture | Talk):
            meeting = Meeting.objects.visible_to(self.user).filter(pk=key).first()
            if meeting is not None:
                initial |= {"meeting": meeting, "date": meeting.date, "place": meeting.place}
                initial["organization"] = allowed.filter(pk=meeting.organization_id).first()
        return {name: value for name, value in initial.items() if value is not None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"heading": ADD[self.slug]}

    def form_valid(self, form: RecordForm) -> HttpResponse:
        token = str(form.cleaned_data.get("token") or "")
        with transaction.atomic():
            session = fresh_session(self.request, self.user)
            made: dict[str, int] = session.get("made", {})
            if token in made:
                return redirect("record_detail", self.slug, made[token])
            record = save(form.built, self.user)
            if token:
                kept = dict(list(made.items())[-REMEMBERED + 1 :]) | {token: record.pk}
                session["made"] = kept
                session.save()
        return self.done(form, record, f"已保存：{record.headline()}")


def fresh_session(request: HttpRequest, user: User) -> SessionBase:
    """The session as it is stored now, for this transaction alone.

    The lock on the person's row makes two sendings of one page wait for each other on PostgreSQL; on SQLite
    writing transactions wait anyway.
    """
    User.objects.select_for_update().get(pk=user.pk)
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    session: SessionBase = store(request.session.session_key)
    return session


class RecordEdit(RecordFormView):
    """A change of a record. Whoever saves second is shown what the first one changed, and decides."""

    differences: "Sequence[Difference]" = ()
    changed_by: Change | None = None

    def get_queryset(self) -> "QuerySet[Record]":
        return self.record_type.objects.editable_by(self.user).select_related("organization")

    def get_form_kwargs(self) -> dict[str, Any]:
        self.record = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        self.stored_name = str(self.record)
        return super().get_form_kwargs() | {"instance": self.record}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "heading": "修改",
            "stored_name": self.stored_name,
            "record_pk": self.kwargs["pk"],
            "differences": self.differences,
            "changed_by": self.changed_by,
        }

    def form_valid(self, form: RecordForm) -> HttpResponse:
        with transaction.atomic():
            now = get_object_or_404(self.get_queryset().select_for_update(of=("self",)), pk=self.record.pk)
            if now.version != form.cleaned_data.get("version"):
                return self.conflict(form, now)
            record = save(form.built, self.user)
        return self.done(form, record, "已保存。")

    def conflict(self, form: RecordForm, now: Record) -> HttpResponse:
        """Show the page again with what was typed, what is stored now, and where they differ.

        Where nothing differs, the same page was sent twice: it is saved already.
        """
        self.differences = differences(form, now)
        if not self.differences:
            messages.success(self.request, "已保存。")
            return redirect(now)
        subject = {"subject_label": now._meta.label_lower, "subject_id": now.pk}
        self.changed_by = Change.objects.filter(**subject).select_related("user").first()
        data = self.request.POST.copy()
        data["version"] = str(now.version)
        form.data = data
        return self.render_to_response(self.get_context_data(form=form), status=409)
