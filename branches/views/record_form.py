"""What adding and changing a record have in common."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from branches.access import Permission
from branches.forms import FORMS, RecordForm, remarks
from branches.models import Record
from branches.views.records import OfOneType, came_from, with_list

TOLD_FOR = 600
"""Seconds for which the browser is told that a page was saved."""


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
        return context | {
            "mistakes": form.mistakes() if form.is_bound else [],
            "keep": "device" if self.record_type.write_permission == Permission.WRITE else "tab",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "restore" in request.POST:
            return self.restored(self.get_form())
        return super().post(request, *args, **kwargs)

    def restored(self, form: RecordForm) -> HttpResponse:
        """The form as the browser kept it, not checked and not saved."""
        form.show_as_typed()
        return self.render_to_response(self.get_context_data(form=form, restored=True))

    def done(self, form: RecordForm, record: Record, sentence: str) -> HttpResponse:
        """Say that it was saved; what looks wrong only at the moment of saving too."""
        messages.success(self.request, sentence)
        lasting = remarks(record, form.built.parts)
        for remark in form.built.warnings:
            if remark not in lasting:
                messages.warning(self.request, remark)
        url = with_list(record.get_absolute_url(), came_from(self.request))
        if self.request.POST.get("then") == "attachments":
            url += "#attachments"
        return page_saved(redirect(url), form.cleaned_data.get("token"))


def page_saved(answer: HttpResponse, token: object) -> HttpResponse:
    """The same answer; with it the browser is told to forget what it kept of the page with this token."""
    if token:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie("page_saved", str(token), max_age=TOLD_FOR, secure=secure, samesite="Lax")
    return answer
