"""Keeping manuscripts: started, saved on top of what the writer saw, folded into versions, restored.

Nothing is overwritten unseen. Who saves says on which version the text is based; if somebody else (or another
tab) has saved meanwhile, the saving is refused with what is stored now, and its writer chooses.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from branches.forms.text import tidy_text
from branches.locking import held
from branches.models import Organization, User
from reports.manuscripts.composing import LONGEST
from reports.models import Manuscript, ManuscriptVersion
from reports.outlines.reading import Outline
from reports.periods import Period

SITTING = datetime.timedelta(minutes=10)
"""So long what is typed on one page stays one version."""
Kind = ManuscriptVersion.Kind


class TooLong(ValueError):
    """The text is longer than a manuscript may be; the message says so in Chinese."""


@dataclass
class Conflict(Exception):
    """Somebody has saved something else since the version the text is based on. Nothing was written."""

    stored: Manuscript
    typed: str


def tidied(text: str) -> str:
    """The text as it is kept. Raises TooLong."""
    kept = tidy_text(text)
    if len(kept) > LONGEST:
        raise TooLong(f"正文最多 {LONGEST} 字，现在有 {len(kept)} 字，没有保存。请分成几份文稿。")
    return kept


def start(user: User, organization: Organization, period: Period, outline: Outline, text: str) -> Manuscript:
    """The manuscript of that organisation, period and outline; the one that stands, if there is one."""
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)  # two clicks make one
        about = {
            "organization": organization,
            "start": period.start,
            "end": period.end,
            "outline": outline.slug,
        }
        if standing := Manuscript.objects.standing().filter(**about).first():
            return standing
        now = timezone.now()
        made = Manuscript.objects.create(
            **about, name=outline.name, text=text, updated_by=user, updated_at=now
        )
        _add_version(made, user, Kind.STARTED, now)
    return made


@transaction.atomic
def save(
    rows: "QuerySet[Manuscript]", pk: int, user: User, text: str, based_on: int, sitting: str
) -> Manuscript:
    """The manuscript with this text. Raises TooLong, Conflict, DoesNotExist for one not in ``rows``."""
    kept = tidied(text)
    manuscript = held(rows, pk).get(pk=pk)
    if kept == manuscript.text:
        return manuscript
    if based_on != manuscript.version:
        raise Conflict(manuscript, kept)
    now = timezone.now()
    _write(manuscript, user, kept, now)
    last = manuscript.versions.exclude(kind=Kind.ASIDE).order_by("-pk").first()
    if last and _goes_on(last, user, sitting, now):
        last.text, last.saved_at = kept, now
        last.save(update_fields=["text", "saved_at"])
    else:
        _add_version(manuscript, user, Kind.EDITED, now, sitting)
    return manuscript


def set_aside(manuscript: Manuscript, user: User, text: str) -> None:
    """Keep a text that its writer gave up in a conflict among the versions. Raises TooLong."""
    now = timezone.now()
    ManuscriptVersion.objects.create(
        manuscript=manuscript, kind=Kind.ASIDE, text=tidied(text), saved_by=user, began_at=now, saved_at=now
    )


@transaction.atomic
def restore(rows: "QuerySet[Manuscript]", pk: int, user: User, version: ManuscriptVersion) -> Manuscript:
    """The manuscript with the text of an earlier version, which becomes a new one."""
    manuscript = held(rows, pk).get(pk=pk)
    now = timezone.now()
    _write(manuscript, user, version.text, now)
    _add_version(manuscript, user, Kind.RESTORED, now)
    return manuscript


def generated(manuscript: Manuscript) -> str | None:
    """The text that its outline gave: when it was begun, or when somebody last looked at what had changed."""
    begun = manuscript.versions.filter(kind=Kind.STARTED).order_by("-pk").first()
    return begun.text if begun else None


def generate_again(manuscript: Manuscript, user: User, text: str) -> None:
    """Keep what the outline gives now among the versions; the manuscript itself stays as it is."""
    now = timezone.now()
    ManuscriptVersion.objects.create(
        manuscript=manuscript, kind=Kind.STARTED, text=text, saved_by=user, began_at=now, saved_at=now
    )


def _write(manuscript: Manuscript, user: User, text: str, now: datetime.datetime) -> None:
    manuscript.text = text
    manuscript.version += 1
    manuscript.updated_by, manuscript.updated_at = user, now
    manuscript.save(update_fields=["text", "version", "updated_by", "updated_at"])


def _add_version(
    manuscript: Manuscript, user: User, kind: Kind, now: datetime.datetime, sitting: str = ""
) -> None:
    ManuscriptVersion.objects.create(
        manuscript=manuscript,
        kind=kind,
        text=manuscript.text,
        saved_by=user,
        sitting=sitting,
        began_at=now,
        saved_at=now,
    )


def _goes_on(last: ManuscriptVersion, user: User, sitting: str, now: datetime.datetime) -> bool:
    """Whether what is saved now belongs to that version."""
    same = last.kind == Kind.EDITED and last.saved_by_id == user.pk and last.sitting == sitting != ""
    return same and now - last.began_at < SITTING
