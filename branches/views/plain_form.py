"""Adding and changing what is no record: members, organisations, rules, accounts, own figures, outlines."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import FormView

from branches.forms.plain import PlainForm
from branches.locking import held
from branches.views.gate import Gate


class PlainFormView(Gate, FormView):
    """The page of one ``PlainForm``: an address with ``pk`` changes that row of ``get_queryset``, one without
    adds. The row stays locked from the comparison with what the page was made from until it is written.
    """

    row: Any = None
    stored_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What somebody else saved at the same moment under the same name, the second check finds."""
        try:
            return self._checked_and_saved(request, *args, **kwargs)
        except IntegrityError:
            return self._checked_and_saved(request, *args, **kwargs)

    def _checked_and_saved(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            self.hold()
            return super().post(request, *args, **kwargs)

    def hold(self) -> None:
        """Lock what must stay as it is from the check until the row is written, beside the row itself."""

    def get_form_kwargs(self) -> dict[str, Any]:
        given = super().get_form_kwargs() | {"user": self.user}
        if "pk" in self.kwargs:
            rows = self.get_queryset()
            if self.request.method == "POST":
                rows = held(rows, self.kwargs["pk"])
            self.row = get_object_or_404(rows, pk=self.kwargs["pk"])
            self.stored_name = self.name_of(self.row)  # before the form puts on it what was typed
            given["instance"] = self.row
        return given

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "mistakes": form.mistakes() if form.is_bound else [],
            "stored_name": self.stored_name,
            "row_pk": self.kwargs.get("pk"),
        }

    def form_valid(self, form: PlainForm) -> HttpResponse:
        row = form.save()
        messages.success(self.request, f"已保存：{self.name_of(row)}")
        return self.saved(row)

    def name_of(self, row: Any) -> str:
        return str(row.name)

    def saved(self, row: Any) -> HttpResponse:
        """Where to go from here."""
        raise NotImplementedError
