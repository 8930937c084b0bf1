"""自定指标: the figures that an office has put together itself."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from branches.access import Permission
from branches.forms.plain import PlainForm
from branches.models import Organization
from branches.views.gate import Gate
from branches.views.pages import PagedList
from branches.views.plain_form import PlainFormView
from reports.figures.counting import count
from reports.figures.own import figure_of
from reports.figures.registry import registry
from reports.figures.sources import Scope
from reports.forms.customfigure import CustomFigureForm
from reports.models import CustomFigure
from reports.periods import Period
from reports.views.figures import in_words


class OfOwnFigures(Gate):
    needs = Permission.REPORT

    def get_queryset(self) -> "QuerySet[CustomFigure]":
        return CustomFigure.objects.editable_by(self.user).select_related("organization", "tag")


class OwnFigureList(OfOwnFigures, PagedList):
    """Each with its definition and this year's value where it is defined, so that a wrong one is seen."""

    template_name = "reports/own/list.html"
    paginate_by = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        rows = []
        for own in context["object_list"]:
            figure = figure_of(own)
            value = count([figure], Scope(own.organization, Period.year(today.year), today))[figure.key]
            rows.append(
                {
                    "own": own,
                    "figure": figure,
                    "value": in_words(value),
                    "records": value.records,
                    "shadowed": registry.named(own.name) is not None,
                }
            )
        return context | {"rows": rows, "year": today.year}


class OwnFigureForm(OfOwnFigures, PlainFormView):
    template_name = "reports/own/form.html"
    form_class = CustomFigureForm

    def hold(self) -> None:
        """No second one of the name comes to be, above or below."""
        Organization.objects.hold_tree()

    def form_valid(self, form: PlainForm) -> HttpResponse:
        own = form.save()
        messages.success(self.request, f"已保存：{own.name}。{figure_of(own).definition}")
        return redirect(f"{reverse('own_figures')}#figure-{own.pk}")


class OwnFigureDelete(OfOwnFigures, View):
    """GET asks, POST deletes. A document that names it then says so at the place."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        own = get_object_or_404(self.get_queryset(), pk=pk)
        return render(request, "reports/own/delete.html", {"own": own})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        own = get_object_or_404(self.get_queryset(), pk=pk)
        own.delete()
        messages.success(request, f"已删除自定指标“{own.name}”。")
        return redirect("own_figures")
