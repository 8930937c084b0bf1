"""What all pages of imports share: which batches there are for a person, and what of them they may see."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from branches.access import Permission
from branches.importing.batch.failing import GoneError
from branches.importing.batch.stored import batches_for
from branches.importing.kinds import LABELS
from branches.importing.scope import Scope
from branches.models import ImportBatch
from branches.views.gate import Gate

OPEN_STATES = (ImportBatch.State.UPLOADED, ImportBatch.State.PREVIEWED)
"""As long as a batch is in one of these, it may still be decided how its file is read."""


class OfImports(Gate):
    """Who may import somewhere comes in; which organisations and record types, every row decides."""

    needs = (Permission.IMPORT, Permission.WRITE_DISCIPLINE)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except GoneError as error:
            messages.warning(request, str(error))
            return redirect("import_list")

    def get_queryset(self) -> "QuerySet[ImportBatch]":
        return batches_for(self.user).select_related("organization", "created_by")

    def batch(self) -> ImportBatch:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def open_batch(self) -> ImportBatch:
        """The batch, as long as its file may be read anew, and by who uploaded it; 404 otherwise."""
        return get_object_or_404(
            self.get_queryset(), pk=self.kwargs["pk"], state__in=OPEN_STATES, created_by=self.user
        )

    def allowed(self) -> list[str]:
        """The record types this person may import somewhere."""
        scope = Scope(user=self.user)
        return [slug for slug in LABELS if scope.allows(slug)]

    def decidable(self, batch: ImportBatch) -> list[dict[str, Any]]:
        """The stored reports of the tables about which something can be decided, in the order of the file."""
        scope = Scope(user=self.user, organization=batch.organization)
        return [
            sheet
            for sheet in batch.understood.get("sheets", [])
            if sheet.get("tells") and (not sheet["kind"] or scope.allows(sheet["kind"]))
        ]

    def table_of(self, batch: ImportBatch, key: str) -> dict[str, Any]:
        """One of them. Raises Http404."""
        for sheet in self.decidable(batch):
            if sheet["key"] == key:
                return sheet
        raise Http404
