"""The page of what goes wrong unexpectedly; a full disk is told as what it is."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from branches.fulldisk import is_disk_full

INSUFFICIENT_STORAGE = 507


def failed(request: HttpRequest) -> HttpResponse:
    """Called where the exception is being handled. Nothing of it was written: requests write in
    transactions, and files whole or not at all."""
    if is_disk_full(sys.exception()):
        return HttpResponse(render_to_string("507.html"), status=INSUFFICIENT_STORAGE)
    return server_error(request)
