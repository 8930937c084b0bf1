"""Changing a record: nothing is overwritten in silence, and nothing typed is lost."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from branches.forms import RecordForm, save
from branches.locking import held
from branches.models import Change, Record
from branches.views.differing import Difference, differences
from branches.views.listing import ADD
from branches.views.record_form import RecordFormView, page_saved


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

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Http404:
            rows = self.record_type.objects.binned()
            rows = rows.within_reach_of(self.user, self.record_type.write_permission)
            gone = rows.filter(pk=self.kwargs["pk"]).select_related("deleted_by").first()
            if gone is None:
                raise
            return self.as_new(gone)

    def as_new(self, gone: Record) -> HttpResponse:
        """Somebody deleted the record meanwhile: show what was typed, to be saved as a new one."""
        form = self.get_form_class()(self.request.POST, user=self.user)
        form.show_as_typed()
        context = super().get_context_data(form=form, heading=ADD[self.slug], deleted=gone)
        return self.render_to_response(context, status=409)

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
            now = get_object_or_404(held(self.get_queryset(), self.record.pk), pk=self.record.pk)
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
            return page_saved(redirect(now), form.cleaned_data.get("token"))
        subject = {"subject_label": now._meta.label_lower, "subject_id": now.pk}
        self.changed_by = Change.objects.filter(**subject).select_related("user").first()
        data = self.request.POST.copy()
        data["version"] = str(now.version)
        form.data = data
        return self.render_to_response(self.get_context_data(form=form), status=409)
