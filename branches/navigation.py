"""What the page frame shows on every page: the navigation of the signed-in person."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {}
