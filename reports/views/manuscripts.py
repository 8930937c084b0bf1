"""文稿: started from the report page, listed, deleted and had back, downloaded and made final."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from branches.access import Permission
from branches.views.gate import Gate
from branches.views.pages import PagedList
from reports.manuscripts.composing import Composed, Unfinished, compose
from reports.manuscripts.keeping import restore, start
from reports.manuscripts.texts import as_text
from reports.models import Manuscript, ManuscriptQuerySet, ManuscriptVersion
from reports.views.finals import issued_document
from reports.views.reports import ChosenDocument, word_answer
from reports.views.versions import VERSIONS, OneVersion, Version, Versioned, VersionList, WithVersions

DELETED = 50
"""Deleted manuscripts that the list offers to have back: the latest."""


class OfManuscripts(Gate):
    """Those of the organisations where one may report."""

    needs = Permission.REPORT

    def get_queryset(self) -> ManuscriptQuerySet:
        return (
            Manuscript.objects.visible_to(self.user).standing().select_related("organization", "updated_by")
        )

    def manuscript(self) -> Manuscript:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    @staticmethod
    def composed(manuscript: Manuscript) -> Composed:
        return compose(manuscript.text, manuscript.organization, manuscript.period)


class ManuscriptStart(ChosenDocument):
    """The document that the report page shows, as a text to edit; the one that stands, if it was begun."""

    http_method_names = ["post"]

    def given(self) -> QueryDict:
        return self.request.POST

    def post(self, request: HttpRequest) -> HttpResponse:
        form, document = self.asked()
        made = start(self.user, form.chosen, form.period, form.chosen_outline, as_text(document))
        return redirect("manuscript", made.pk)


class ManuscriptList(OfManuscripts, PagedList):
    template_name = "reports/manuscripts/list.html"
    paginate_by = 50

    def get_queryset(self) -> ManuscriptQuerySet:
        return super().get_queryset().defer("text")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        deleted = Manuscript.objects.visible_to(self.user).deleted().order_by("-deleted_at")
        rows = deleted.select_related("organization", "deleted_by").defer("text")[:DELETED]
        return super().get_context_data(**kwargs) | {"deleted": rows}


class ManuscriptDelete(OfManuscripts, View):
    """GET asks, POST takes it off the lists; it can be had back."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, "reports/manuscripts/delete.html", {"manuscript": self.manuscript()})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        manuscript = self.manuscript()
        manuscript.deleted_at, manuscript.deleted_by = timezone.now(), self.user
        manuscript.save(update_fields=["deleted_at", "deleted_by"])
        messages.success(request, f"已删除“{manuscript}”。要用时在文稿页最下面恢复，正文和以往版本都还在。")
        return redirect("manuscript_list")


class ManuscriptRestore(OfManuscripts, View):
    """Have a deleted one back."""

    http_method_names = ["post"]

    def get_queryset(self) -> ManuscriptQuerySet:
        return Manuscript.objects.visible_to(self.user).deleted()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        manuscript = self.manuscript()
        manuscript.deleted_at = manuscript.deleted_by = None
        manuscript.save(update_fields=["deleted_at", "deleted_by"])
        messages.success(request, f"已恢复“{manuscript}”。")
        return redirect("manuscript", pk)


class FinishedManuscript(OfManuscripts, View):
    """A file is made of the text; one with mistakes leads back to the editor, which shows them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Unfinished as error:
            messages.error(request, str(error))
            return redirect("manuscript", kwargs["pk"])


class ManuscriptWord(FinishedManuscript):
    """The Word file; ``review=1`` asks for the copy with a comment at each number."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        manuscript = self.manuscript()
        document = self.composed(manuscript).finished()
        return word_answer(document, manuscript.organization, self.user, request.GET.get("review") == "1")


class ManuscriptFinal(FinishedManuscript):
    """Issue it, as a document after an outline is issued."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        manuscript = self.manuscript()
        document = self.composed(manuscript).finished()
        return issued_document(request, document, manuscript.organization, self.user)


class ManuscriptWithVersions(OfManuscripts, WithVersions):
    def versioned(self) -> Versioned:
        manuscript = self.manuscript()
        return Versioned(
            manuscript.name,
            manuscript.text,
            [(reverse("reports"), "年度报告"), (reverse("manuscript_list"), "文稿")],
            reverse("manuscript", args=[manuscript.pk]),
            reverse("manuscript_versions", args=[manuscript.pk]),
        )

    def rows(self) -> "QuerySet[ManuscriptVersion]":
        found = ManuscriptVersion.objects.filter(manuscript__in=self.get_queryset().order_by())
        rows = found.filter(manuscript=self.kwargs["pk"]).order_by("-pk")
        return rows.select_related("saved_by", "manuscript")

    def versions(self, key: int | None = None) -> list[Version]:
        pk = self.kwargs["pk"]
        edited = ManuscriptVersion.Kind.EDITED
        return [
            Version(
                each.pk,
                reverse("manuscript_version", args=[pk, each.pk]),
                each.saved_at,
                each.saved_by,
                each.text,
                "" if each.kind == edited else each.get_kind_display(),
            )
            for each in (self.rows().filter(pk=key) if key else self.rows()[:VERSIONS])
        ]

    @transaction.atomic
    def restore(self, version: Version) -> None:
        row = self.rows().get(pk=version.key)
        restore(Manuscript.objects.visible_to(self.user).standing(), self.kwargs["pk"], self.user, row)


class ManuscriptVersions(ManuscriptWithVersions, VersionList):
    """Every text that it has had, what one person typed in one go as one of them."""


class OneManuscriptVersion(ManuscriptWithVersions, OneVersion):
    key_name = "version"
