"""What is asked in an address, before anything reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NUL = "%00"


class WithoutNul:
    """Drops NUL characters from the query: no text of this site holds one, and PostgreSQL refuses them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in (query := request.META.get("QUERY_STRING", "")):
            while NUL in query:  # %0%000 would be one again
                query = query.replace(NUL, "")
            request.META["QUERY_STRING"] = query
        return self.get_response(request)
