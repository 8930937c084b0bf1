"""Background jobs: how far each has come, and what came of it. Everybody sees only their own."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views import View
from django.views.generic import DetailView, ListView
from django_htmx.middleware import HtmxDetails

from branches.jobs import progress_of, settle
from branches.models import Job
from branches.views.caching import NEVER_KEPT
from branches.views.gate import SIGNED_IN, Gate

MOST_SHOWN = 50


class OwnJobs(Gate):
    needs = SIGNED_IN

    def get_queryset(self) -> "QuerySet[Job]":
        return Job.objects.visible_to(self.user)


class JobList(OwnJobs, ListView):
    template_name = "jobs/list.html"

    def get_queryset(self) -> "QuerySet[Job]":
        return super().get_queryset()[:MOST_SHOWN]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"jobs": [settle(each) for each in context["object_list"]]}


class _HtmxRequest(HttpRequest):
    """A request as ``HtmxMiddleware`` hands it on."""

    htmx: HtmxDetails


class JobDetail(OwnJobs, DetailView):
    """The page watches the job: it asks for its own middle every second until the job has finished, then
    goes to the result's page where there is one.
    """

    request: _HtmxRequest
    template_name = "jobs/detail.html"

    def get_template_names(self) -> list[str]:
        return ["jobs/state.html"] if self.request.htmx else [self.template_name]

    def get_object(self, queryset: "QuerySet[Job] | None" = None) -> Job:
        return settle(super().get_object(queryset))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        how_far = progress_of(self.object)
        total = how_far["total"]
        share = min(100, how_far["done"] * 100 // total) if total else None
        return super().get_context_data(**kwargs) | {"job": self.object, "progress": how_far, "share": share}

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **response_kwargs)
        if self.request.htmx and self.object.state == Job.State.DONE and self.object.target:
            response["HX-Redirect"] = self.object.target
        return response


class JobFile(OwnJobs, View):
    """The file a job made, always saved to disk and never shown by the browser; gone with the roles by which
    it was made."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        made = self.get_queryset().filter(pk=pk, state=Job.State.DONE).exclude(file_name="").first()
        if made is None or not made.still_entitled or not made.file_path.exists():
            raise Http404
        response = FileResponse(made.file_path.open("rb"), as_attachment=True, filename=made.file_name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = NEVER_KEPT
        return response


def page_of(asked: Job) -> str:
    """Where to send whoever asked: to the result when it is there already, else to watch the job."""
    if asked.state == Job.State.DONE and asked.target:
        return asked.target
    return reverse("job", args=[asked.pk])
