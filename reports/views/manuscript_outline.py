"""What the outline of a manuscript would write differently by now, because records have changed since."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from reports.differences import differences
from reports.manuscripts.keeping import generate_again, generated
from reports.manuscripts.texts import as_text
from reports.models import Manuscript
from reports.outlines import UnknownOutline
from reports.outlines.composing import compose
from reports.outlines.own import outline_called
from reports.outlines.writing import CannotWrite
from reports.placeholders import PlaceholderError
from reports.views.manuscripts import OfManuscripts
from reports.views.versions import SHOWN


def text_by_now(manuscript: Manuscript) -> str | None:
    """What the outline gives now; None where it is gone, has mistakes, or finds nothing to write."""
    organization = manuscript.organization
    try:
        outline = outline_called(manuscript.outline, organization)
        return as_text(compose(outline, organization, manuscript.period))
    except (UnknownOutline, PlaceholderError, CannotWrite):
        return None


def moved_on(manuscript: Manuscript) -> dict[str, Any]:
    """For the page of the editor: how that differs from what the manuscript was begun with."""
    now, then = text_by_now(manuscript), generated(manuscript)
    if now is None or then is None or now == then:
        return {}
    changed = list(differences(then, now))
    return {"moved_on": changed[:SHOWN], "moved_further": len(changed[SHOWN:])}


class ManuscriptSeen(OfManuscripts, View):
    """Somebody has dealt with it: from now on it is compared with what the outline gives today."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        manuscript = self.manuscript()
        text = text_by_now(manuscript)
        if text is not None and text != generated(manuscript):
            generate_again(manuscript, self.user, text)
        return redirect("manuscript", pk)
