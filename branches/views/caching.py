"""What browsers, and caches between, may keep of a page: nobody else's, and of discipline nothing at all."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from branches.access import Permission, may

ONES_OWN: Final = "private, no-cache"
NEVER_KEPT: Final = "private, no-store"


class PersonalPages:
    """Middleware for answers to people who are signed in, unless the view has decided for itself.

    Whoever reads rows of discipline meets them on many pages: the home page, members, figures. None of theirs
    stays in the browser, so that after signing out nobody goes back to it on a shared computer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            reads_discipline = may(request.user, Permission.VIEW_DISCIPLINE)
            response["Cache-Control"] = NEVER_KEPT if reads_discipline else ONES_OWN
        return response
