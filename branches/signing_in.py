"""Who tries many user names from one address is held up; people on a browser they know are not.

Beside the lock-out of one name from one address, which django-axes keeps. Behind one gateway sits a whole
office: mistakes that end with the right password do not count, and a browser on which somebody has signed in
before lets that person through whatever comes from the same address.
"""

import ipaddress
import logging
from typing import Any, Final

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

logger = logging.getLogger(__name__)

MOST_NAMES: Final = 50
"""User names with nothing but wrong passwords from one address within the time of a lock-out."""
COOKIE: Final = "known_browser"
KEPT: Final = 180 * 24 * 60 * 60
"""Seconds since somebody last signed in on a browser."""
MOST_PEOPLE: Final = 10
"""People whom one browser knows: the latest."""
SEPARATOR: Final = "."
LONGEST_NAME: Final = 150
"""Characters of a user name, as ``User.username`` has them."""


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from, as the server knows it; of IPv6 the network, which is one customer's."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False).network_address)


def name_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The user name that was tried, as far as one can be long: more of it is not noted."""
    tried = (credentials or request.POST).get("username")
    return None if tried is None else str(tried)[:LONGEST_NAME]


class Handler(AxesDatabaseHandler):
    """``request.many_names`` says on the page which of the two lock-outs it was."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        name = str((credentials or {}).get("username") or "")
        request.many_names = tried_many_names(request) and not knows(request, name)
        if request.many_names:
            logger.warning("many user names were tried from %s", request.axes_ip_address)
        return bool(request.many_names)


def tried_many_names(request: Any) -> bool:
    tried = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
    )
    return bool(tried.values("username").distinct().count() >= MOST_NAMES)


def knows(request: HttpRequest, name: str) -> bool:
    """Whether the person of that name has signed in on this browser before."""
    wanted = _token(name)
    return any(constant_time_compare(wanted, each) for each in _tokens(request))


def get_known(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Let the browser know the person who has just signed in on it."""
    token = _token(name)
    others = [each for each in _tokens(request) if each != token]
    response.set_cookie(
        COOKIE,
        SEPARATOR.join([token, *others][:MOST_PEOPLE]),
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _tokens(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(COOKIE, "").split(SEPARATOR)[:MOST_PEOPLE]


def _token(name: str) -> str:
    """Only the server can make it, and nobody reads the name from it."""
    return salted_hmac(__name__, name, algorithm="sha256").hexdigest()[:32]
