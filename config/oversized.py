"""Requests that are larger than the server takes: read to their end, kept nowhere, answered in Chinese.

A server that answers and hangs up while the browser is still sending is not heard: the browser shows that the
connection broke, and the person tries again.
"""

from typing import Any

from django.template.loader import render_to_string
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import RequestEntityTooLarge

MOST_READ = 4 * 1024**3
"""Bytes; whoever announces more is not waited for."""


class TooLarge(RequestEntityTooLarge):
    """The answer: the site's own page."""

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        return f"{self.code} {self.reason}", headers, render_to_string("413.html").encode()


class Parser(HTTPRequestParser):
    """A parser that passes over a body it will refuse for its announced length."""

    error: Any
    _unread = 0

    def received(self, data: bytes) -> int:
        if self._unread:
            taken = min(len(data), self._unread)
            self._unread -= taken
            self.completed = not self._unread
            return taken
        consumed: int = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self.error = TooLarge("")
            if not self.chunked and not self.expect_continue and self.content_length <= MOST_READ:
                self._unread = self.content_length
                self.completed = False
        return consumed


class Channel(HTTPChannel):
    parser_class = Parser


def answer_oversized(server: Any) -> None:
    """Make a waitress server, not yet running, answer as described above."""
    server.channel_class = Channel
