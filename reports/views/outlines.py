"""提纲: those of the site to copy, an office's own to edit, look at and take back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View

from branches.access import Permission
from branches.forms.fields import TextArea
from branches.forms.organization_line import organization_in
from branches.forms.plain import PlainForm
from branches.locking import held
from branches.models import Change
from branches.views.gate import Gate
from branches.views.pages import PagedList
from branches.views.plain_form import PlainFormView
from reports.forms.outline import OutlineForm
from reports.models import OwnOutline
from reports.outlines import BUILT_IN, available, load
from reports.outlines.own import as_own_text, key_of, mistakes_in
from reports.outlines.palette import palette
from reports.placeholders import Problem
from reports.views.outline_preview import preview, preview_scope
from reports.views.versions import VERSIONS, OneVersion, Version, Versioned, VersionList, WithVersions

AROUND = 24
"""Characters shown on either side of a mistake."""


class OfOutlines(Gate):
    needs = Permission.REPORT

    def get_queryset(self) -> "QuerySet[OwnOutline]":
        """Those this person may change."""
        return OwnOutline.objects.editable_by(self.user).select_related("organization")


class OutlineList(OfOutlines, PagedList):
    """One's own and those from further up, with what is wrong with them; beside them the built-in ones."""

    template_name = "reports/outlines/list.html"
    paginate_by = 50

    def get_queryset(self) -> "QuerySet[OwnOutline]":
        rows = OwnOutline.objects.visible_to(self.user)
        return rows.select_related("organization", "updated_by").order_by("organization__path", "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        changeable = set(super().get_queryset().values_list("pk", flat=True))
        rows = [
            {
                "outline": outline,
                "changeable": outline.pk in changeable,
                "mistakes": len(mistakes_in(outline.text, outline.organization)),
            }
            for outline in context["object_list"]
        ]
        return context | {"rows": rows, "built_in": available()}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem of the text with the words around it, as they stand in its line."""

    problem: Problem
    excerpt: str


def excerpt(problem: Problem, lines: Sequence[str]) -> str:
    """The words around a problem; empty when it is about no line in particular."""
    if problem.line > len(lines) or not problem.near:
        return ""
    line = lines[problem.line - 1]
    place = max(line.find(problem.near), 0)
    start, end = max(place - AROUND, 0), place + len(problem.near) + AROUND
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


class OutlineFormView(OfOutlines, PlainFormView):
    """Write an outline; ``base`` in the address names the one that a new outline begins as a copy of.

    The button 检查并预览 shows what would come of the text and saves nothing.
    """

    form_class = OutlineForm
    template_name = "reports/outlines/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        given = super().get_form_kwargs()
        if self.row is None:
            given["instance"] = self._copy()
        return given

    def _copy(self) -> OwnOutline:
        """A new outline with the text of the one to be copied; 404 for one out of reach."""
        base = self.request.GET.get("base", BUILT_IN[0])
        if (key := key_of(base)) is not None:
            own = get_object_or_404(OwnOutline.objects.visible_to(self.user), pk=key)
            return OwnOutline(base=base, name=f"{own.name}（副本）", about=own.about, text=own.text)
        if base not in BUILT_IN:
            raise Http404
        outline = load(base)
        return OwnOutline(
            base=base, name=f"{outline.name}（自定）", about=outline.about, text=as_own_text(base)
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" in request.POST:
            return self.render_to_response(self.get_context_data(form=self._as_typed(), looked_at=True))
        return super().post(request, *args, **kwargs)

    def _as_typed(self) -> OutlineForm:
        """The form as it was sent, neither checked nor saved."""
        given = self.get_form_kwargs()
        data = given.pop("data")
        given.pop("files")
        typed = {name: data.get(name, "") for name in ("name", "organization", "about")}
        typed["text"] = TextArea().to_python(data.get("text"))
        form = OutlineForm(**given | {"initial": typed})
        form.initial["opened_as"] = data.get("opened_as", "")
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, looked_at = context["form"], kwargs.get("looked_at", False)
        text = str(form["text"].value() or "")
        offered = form.fields["organization"].queryset
        place = organization_in(offered, form["organization"].value()) or offered.first()
        found = mistakes_in(text, place)
        lines = text.splitlines()
        context |= {
            "found": [
                Mistake(each, lines[each.line - 1] if each.line <= len(lines) else "") for each in found
            ],
            "scope": preview_scope(self.request, self.user, place),
            "palette": palette(place),
            "differences": form.differences() if form.is_bound else [],
        }
        if looked_at and not found:
            context |= preview(context["scope"], text, self.user)
        return context

    def form_valid(self, form: PlainForm) -> HttpResponse:
        form.instance.updated_by = self.user
        form.instance.version += self.row is not None
        return super().form_valid(form)

    def saved(self, row: Any) -> HttpResponse:
        if mistakes := mistakes_in(row.text, row.organization):
            messages.warning(self.request, f"还有 {len(mistakes)} 处需要改正，改好之前不能用它写报告。")
        return redirect("outline_edit", row.pk)


class OutlineSwitch(OfOutlines, View):
    """Take an outline out of use, or back into it; nothing is lost either way."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            own = get_object_or_404(held(self.get_queryset(), pk), pk=pk)
            own.write(self.user, is_active=not own.is_active)
        done = "已恢复使用" if own.is_active else "已停用，写报告时不再列出，随时可以恢复使用"
        messages.success(request, f"“{own.name}”{done}。")
        return redirect("outline_list")


class OutlineWithVersions(OfOutlines, WithVersions):
    """The texts come from the history."""

    def own(self) -> OwnOutline:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def versioned(self) -> Versioned:
        own = self.own()
        return Versioned(
            own.name,
            own.text,
            [(reverse("outline_list"), "提纲")],
            reverse("outline_edit", args=[own.pk]),
            reverse("outline_versions", args=[own.pk]),
        )

    def versions(self, key: int | None = None) -> list[Version]:
        pk = self.kwargs["pk"]
        changes = Change.objects.filter(
            record_label=OwnOutline._meta.label_lower, record_id=pk, after__has_key="text"
        )
        changes = changes.filter(pk=key) if key else changes[:VERSIONS]
        return [
            Version(
                each.pk,
                reverse("outline_version", args=[pk, each.pk]),
                each.at,
                each.user,
                (each.after or {})["text"],
            )
            for each in changes.select_related("user")
        ]

    def restore(self, version: Version) -> None:
        self.own().write(self.user, text=version.text)


class OutlineVersions(OutlineWithVersions, VersionList):
    """Every text that the outline has had."""


class OutlineVersion(OutlineWithVersions, OneVersion):
    key_name = "change"
