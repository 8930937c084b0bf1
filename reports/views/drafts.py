"""填写旧稿 and 核对文稿: upload, decide quantity by quantity; stated against counted."""

from collections import Counter
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from branches.access import Permission, organizations_for
from branches.locking import held
from branches.models import Organization
from branches.views.gate import Gate
from reports.drafting.deciding import SKIP, Decided, decide
from reports.drafting.moving_year import MOVE, YEAR, named_year, year_changes
from reports.drafting.remembering import NONE, forget, remember
from reports.drafts.draft import Change
from reports.drafts.draft import Draft as OpenDraft
from reports.drafts.errors import DraftError
from reports.drafts.files import opened
from reports.figures.own import register_for
from reports.issuing.contradicting import in_words, issued_otherwise
from reports.models import DRAFT_DAYS, Draft, DraftQuerySet
from reports.views.draft_form import DraftForm
from reports.views.draft_text import DraftText, checking_state, filling_state
from reports.views.scope import reporting_year

AUTOMATIC = "auto"
"""Chosen to take back a choice, and what is remembered of it."""
ROWS = 50
GONE = "文稿的文件已不在，请重新上传。"
TOLD = {
    NONE: "已标为“不是指标”，这一处保持原样。",
    SKIP: "这一处不填，保持原样。",
    AUTOMATIC: "已恢复自动识别。",
}


class OfDrafts(Gate):
    """One's own drafts, about organisations where one may report."""

    needs = Permission.REPORT

    def get_queryset(self) -> DraftQuerySet:
        return Draft.objects.visible_to(self.user).select_related("organization")

    def draft(self) -> Draft:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])


class DraftUpload(OfDrafts, View):
    """The form, and the drafts that are still kept."""

    def form(self, *data: Any) -> DraftForm:
        organizations = organizations_for(self.user, Permission.REPORT)
        usual = {"organization": organizations.first(), "year": reporting_year()}
        return DraftForm(*data, organizations=organizations, initial=usual)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self._shown(form)
        for old in Draft.objects.expired():
            old.remove()
        draft = form.saved(self.user)
        return redirect("draft_check" if request.POST.get("mode") == "check" else "draft", draft.pk)

    def _shown(self, form: DraftForm) -> HttpResponse:
        kept = {"form": form, "drafts": self.get_queryset(), "days": DRAFT_DAYS}
        return render(self.request, "reports/drafts/upload.html", kept)


class OpenedDraft(OfDrafts, View):
    """A draft whose file can still be used; otherwise back to the upload, with the reason."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except DraftError as error:
            messages.error(request, str(error))
            return redirect("draft_upload")

    def read(self, draft: Draft) -> tuple[OpenDraft, list[Decided]]:
        """Raises DraftError."""
        try:
            with draft.file.open("rb") as file:
                document = opened(draft.file_name, file.read())
        except FileNotFoundError as error:
            raise DraftError(GONE) from error
        return document, decide(document, draft.organization, draft.year, draft.choices)

    def years(self, draft: Draft, document: OpenDraft) -> list[Change]:
        """Where the document's own year moves, if the person wants that."""
        return year_changes(document, draft.year) if draft.choices.get(YEAR) == MOVE else []


class _Page(OpenedDraft):
    """The text with its marks; ``at`` in the address opens the panel of one quantity."""

    mode: ClassVar[str]
    states: ClassVar[dict[str, str]]

    @staticmethod
    def state(decided: Decided) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft()
        document, decided = self.read(draft)
        moved = self.years(draft, document) if self.mode == "fill" else []
        text = DraftText(draft, document, decided, self.state, moved)
        at = request.GET.get("at", "")
        panel = text.panel(at, self.user)
        pages = Paginator(text.parts, 1)
        page = pages.get_page(
            text.part_of(panel.decided.quantity.start) + 1 if panel else request.GET.get("part")
        )
        tally = Counter(map(text.state, text.decided))
        context = {
            "draft": draft,
            "mode": self.mode,
            "here": request.path,
            "panel": panel,
            "paragraphs": text.paragraphs(page.number - 1, at),
            "part": page,
            "tally": [(state, name, tally[state]) for state, name in self.states.items() if tally[state]],
            "total": len(text.decided),
            "open": sum(each.is_open for each in text.decided),
            "next_open": text.next_open(at),
            "changed": sum(filling_state(each) == "filled" for each in text.decided),
            "moved": len(moved),
            "named_year": named_year(document, draft.year),
            "years": len(year_changes(document, draft.year)),
            "records": f"organization={draft.organization_id}&year={draft.year}",
        }
        return render(request, f"reports/drafts/{self.mode}.html", context | self.more(text))

    def more(self, text: DraftText) -> dict[str, Any]:
        return {}


class DraftFill(_Page):
    mode = "fill"
    state = staticmethod(filling_state)
    states = {"filled": "已填", "same": "与原文相同", "open": "待定", "left": "保持原样"}


class DraftCheck(_Page):
    """The same with stated against counted, disagreements first."""

    mode = "check"
    state = staticmethod(checking_state)
    states = {"wrong": "不一致", "unknown": "无法核对", "right": "一致"}

    def more(self, text: DraftText) -> dict[str, Any]:
        rows = Paginator(text.rows(list(self.states)), ROWS)
        draft, quantities = text.draft, [each.filled for each in text.decided]
        issued = issued_otherwise(quantities, draft.organization, draft.year)
        return {
            "issued": {
                f"{start}-{end}": [(each.report, in_words(each)) for each in others]
                for (start, end), others in issued.items()
            },
            "page_obj": rows.get_page(self.request.GET.get("page")),
            "names": self.states,
        }


class DraftChoose(OpenedDraft):
    """Decide about one quantity, then on to the next open one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        choice, place = request.POST.get("choice", ""), request.POST.get("at", "")
        draft = self.draft()
        figure = register_for(draft.organization).get(choice)
        if place == YEAR and choice in {MOVE, AUTOMATIC}:
            self._keep(place, choice)
            return redirect("draft", pk)
        document, decided = self.read(draft)
        each = next((each for each in decided if each.place == place), None)
        if each is None or (figure is None and choice not in TOLD):
            messages.error(request, "没有选成，请再选一次。")
            return redirect("draft", pk)
        self._keep(place, choice)
        self._remember(draft.organization, each, choice)
        messages.success(request, TOLD.get(choice) or f"已选“{figure.name if figure else ''}”。")
        checking = request.POST.get("mode") == "check"
        text = DraftText(draft, document, decided, filling_state)
        following = place if checking else text.next_open(place) or place
        address = reverse("draft_check" if checking else "draft", args=[pk])
        return redirect(f"{address}?{urlencode({'at': following})}#q{following}")

    @transaction.atomic
    def _keep(self, place: str, choice: str) -> None:
        """Add the choice to the draft's; another that arrives at the same moment is not lost."""
        draft = get_object_or_404(held(self.get_queryset(), self.kwargs["pk"]), pk=self.kwargs["pk"])
        draft.choices.pop(place, None)
        if choice != AUTOMATIC:
            draft.choices[place] = choice
        draft.save(update_fields=["choices"])

    def _remember(self, organization: Organization, each: Decided, choice: str) -> None:
        """Keep the choice for the sentence, where that is safe."""
        if each.clause and choice == AUTOMATIC:
            forget(organization, each.clause)
        elif each.clause and choice != SKIP:
            remember(organization, each.clause, choice, self.user)


class DraftDelete(OfDrafts, View):
    """GET asks, POST removes the draft with its file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, "reports/drafts/delete.html", {"draft": self.draft()})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft()
        draft.remove()
        messages.success(request, f"已删除文稿“{draft}”。")
        return redirect("draft_upload")
