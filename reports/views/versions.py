"""以往版本 of a text that is edited in the browser: listed, looked at beside the present text, restored."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from branches.models import User
from branches.views.gate import Gate
from reports.differences import differences

VERSIONS = 100
"""Earlier versions that a page lists: the latest."""
SHOWN = 60
"""Lines of difference that a page lists."""


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text: by whom and when it was saved, and how it came about where that needs saying."""

    key: int
    url: str
    at: datetime.datetime
    user: User | None
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Versioned:
    """What has versions: its ``name`` and present ``text``, the pages that lead to it, where it is edited."""

    name: str
    text: str
    trail: Sequence[tuple[str, str]]
    edit_url: str
    list_url: str


class WithVersions(Gate):
    def versioned(self) -> Versioned:
        """404 for what is out of reach."""
        raise NotImplementedError

    def versions(self, key: int | None = None) -> Sequence[Version]:
        """The latest, newest first; or the one of that key alone."""
        raise NotImplementedError

    def restore(self, version: Version) -> None:
        """Make it the present text again."""
        raise NotImplementedError


class VersionList(WithVersions, View):
    """Every text there has been: when, by whom."""

    def get(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        subject = self.versioned()
        found = self.versions()
        current = next((each.key for each in found if each.text == subject.text), None)
        context = {"subject": subject, "versions": found, "current": current}
        return render(request, "reports/versions/list.html", context)


class OneVersion(WithVersions, View):
    """One of them and how it differs from the present text; POST makes it the present text again."""

    key_name: ClassVar[str]

    def found(self) -> tuple[Versioned, Version]:
        subject = self.versioned()
        for each in self.versions(self.kwargs[self.key_name]):
            return subject, each
        raise Http404

    def get(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        subject, version = self.found()
        changed = list(differences(version.text, subject.text))
        context = {
            "subject": subject,
            "version": version,
            "differences": changed[:SHOWN],
            "further": len(changed[SHOWN:]),
        }
        return render(request, "reports/versions/one.html", context)

    def post(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        subject, version = self.found()
        self.restore(version)
        at = timezone.localtime(version.at)
        messages.success(request, f"已恢复为 {at:%Y-%m-%d %H:%M} 的版本，原来的内容仍在以往版本里。")
        return redirect(subject.edit_url)
