"""What would come of an outline's text: of which organisation and period, and the document itself."""

from typing import Any

from django.http import HttpRequest

from branches.access import Permission
from branches.models import Organization, User
from reports.outlines.composing import compose
from reports.outlines.reading import read
from reports.outlines.writing import CannotWrite
from reports.views.reports import shown
from reports.views.scope import PartOfYearForm, reporting_year

PREFIX = "preview"


class PreviewScope(PartOfYearForm):
    """An organisation at or below the outline's own, a year and a part of it."""


def preview_scope(request: HttpRequest, user: User, place: Organization) -> PreviewScope:
    """As it was sent, else the outline's own organisation and the usual year."""
    organizations = Organization.objects.under(place).visible_to(user, Permission.REPORT).order_by("path")
    usual = {f"{PREFIX}-organization": str(place.pk), f"{PREFIX}-year": str(reporting_year())}
    sent = {name: value for name, value in request.POST.dict().items() if name.startswith(PREFIX)}
    return PreviewScope(usual | sent, organizations=organizations, prefix=PREFIX)


def preview(scope: PreviewScope, text: str, user: User) -> dict[str, Any]:
    """What the page shows of a text without mistakes: the document, or why there is none."""
    if not scope.is_valid():
        return {}
    context: dict[str, Any] = {"organization": scope.chosen, "period": scope.period}
    try:
        document = compose(read(text), scope.chosen, scope.period)
    except CannotWrite as error:
        return context | {"nothing": str(error)}
    return context | shown(document, scope.chosen, user)
