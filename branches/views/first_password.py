"""Whoever signed in with a one-time password sets their own before anything else."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

OPEN: Final = frozenset({"password_change", "logout", "login"})
"""Addresses that stay open meanwhile; those of the Django admin carry a prefix and are shut too."""


class FirstPassword:
    """Middleware: every page leads to the page for the password until it was changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        user, match = request.user, request.resolver_match
        if not user.is_authenticated or not user.must_change_password:
            return None
        if match is not None and match.view_name in OPEN:
            return None
        if getattr(request, "htmx", False):  # a piece of a page would take in the whole page otherwise
            return HttpResponseClientRedirect(reverse("password_change"))
        return redirect("password_change")
