"""The editor of a manuscript: the text, the document beside it, what is told about it, saving."""

import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views import View

from branches.forms.text import key_in, tidy_line
from branches.views.caching import NEVER_KEPT
from reports.differences import differences
from reports.drafts.errors import DraftError
from reports.manuscripts.composing import LONGEST
from reports.manuscripts.keeping import Conflict, TooLong, save, set_aside
from reports.manuscripts.offering import offers
from reports.manuscripts.reading import Kind
from reports.manuscripts.remarks import Remark, Verdict, remarks
from reports.models import Manuscript
from reports.views.manuscript_outline import moved_on
from reports.views.manuscripts import OfManuscripts
from reports.views.reports import shown
from reports.views.versions import SHOWN

TOLD = 30
"""Mistakes and remarks of one kind that the page lists; the others come up when these are settled."""
IN_TEXT = (Kind.HEADING, Kind.PARAGRAPH)
HTTP_CONFLICT, HTTP_TOO_MUCH = 409, 422


class Editor(OfManuscripts):
    def editor(self, manuscript: Manuscript, text: str | None = None, **more: Any) -> HttpResponse:
        """The page; with ``text`` as it was typed and could not be saved."""
        context = {
            "manuscript": manuscript,
            "text": manuscript.text if text is None else text,
            "sitting": uuid.uuid4(),
            "longest": LONGEST,
        }
        return render(self.request, "reports/manuscripts/editor.html", context | self.live(manuscript) | more)

    def live(self, manuscript: Manuscript) -> dict[str, Any]:
        """The document as it stands, and what to tell its writer."""
        composed = self.composed(manuscript)
        context = {
            "manuscript": manuscript,
            "organization": manuscript.organization,
            "period": manuscript.period,
            "problems": composed.problems[:TOLD],
            "problem_count": len(composed.problems),
            "gaps": composed.gaps[:TOLD],
            "text_lines": " ".join(str(line.number) for line, _ in composed.lines if line.kind in IN_TEXT),
        }
        told: dict[str, list[Remark]] = defaultdict(list)
        try:
            for remark in remarks(composed.lines, manuscript.organization, manuscript.period):
                told[remark.verdict].append(remark)
        except DraftError as error:
            context["unchecked"] = str(error)
        wrong = [*told[Verdict.WRONG], *told[Verdict.UNBACKED]]
        context |= {
            "disagreeing": wrong[:TOLD],
            "to_check": len(wrong) + len(composed.gaps),
            "replaceable": [*told[Verdict.BLANK], *told[Verdict.RIGHT]],
            "unknown": told[Verdict.NONE],
            "most": TOLD,
        }
        return context | shown(composed.document, manuscript.organization, self.user)


class ManuscriptEdit(Editor, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        manuscript = self.manuscript()
        return self.editor(manuscript, **moved_on(manuscript))


class ManuscriptLive(Editor, View):
    """The document beside the text, as it was saved last."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        answer = render(request, "reports/manuscripts/live.html", self.live(self.manuscript()))
        answer["Cache-Control"] = NEVER_KEPT
        return answer


class ManuscriptOffers(OfManuscripts, View):
    """The placeholders that may stand in the text, with what they print now; for the script of the editor."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        manuscript = self.manuscript()
        found = offers(manuscript.organization, manuscript.period, timezone.localdate())
        rows = [
            [each.name, each.section, each.unit, each.now, {str(k): v for k, v in each.styles.items()}]
            for each in found
        ]
        answer = JsonResponse({"offers": rows})
        answer["Cache-Control"] = NEVER_KEPT
        return answer


class ManuscriptSave(Editor, View):
    """Save what was typed, on top of the version it is based on. The script asks with ``X-Requested-With``
    and is answered in JSON; without a script the answer is a page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        text, sitting = request.POST.get("text"), tidy_line(request.POST.get("sitting", ""))[:36]
        based_on = key_in(request.POST.get("version"))
        if text is None or based_on is None:
            return self._refused("没有收到正文，请重新打开这一页。")
        rows = self.get_queryset()
        try:
            if request.POST.get("aside"):
                return self._set_aside(text)
            manuscript = save(rows, pk, self.user, text, based_on, sitting)
        except Manuscript.DoesNotExist as error:
            raise Http404 from error
        except TooLong as error:
            return self._refused(str(error), text)
        except Conflict as conflict:
            return self._conflict(conflict)
        at = f"{timezone.localtime(manuscript.updated_at):%H:%M}"
        if self._by_script:
            return JsonResponse({"version": manuscript.version, "at": at})
        messages.success(request, f"已保存 {at}。")
        return redirect("manuscript", pk)

    @property
    def _by_script(self) -> bool:
        return "X-Requested-With" in self.request.headers

    def _set_aside(self, text: str) -> HttpResponse:
        """What was typed goes to the versions, what is stored goes on."""
        manuscript = self.manuscript()
        set_aside(manuscript, self.user, text)
        return JsonResponse({"version": manuscript.version, "text": manuscript.text})

    def _refused(self, message: str, text: str | None = None) -> HttpResponse:
        manuscript = self.manuscript()
        if self._by_script:
            return JsonResponse({"message": message}, status=HTTP_TOO_MUCH)
        return self.editor(manuscript, text, refused=message)

    def _conflict(self, conflict: Conflict) -> HttpResponse:
        stored = conflict.stored
        changed = list(differences(stored.text, conflict.typed))
        context = {
            "stored": stored,
            "differences": changed[:SHOWN],
            "further": len(changed[SHOWN:]),
            "by_script": self._by_script,
        }
        if self._by_script:
            html = render_to_string("reports/manuscripts/conflict.html", context, self.request)
            return JsonResponse({"version": stored.version, "html": html}, status=HTTP_CONFLICT)
        return self.editor(stored, conflict.typed, **context)
