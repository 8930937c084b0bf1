"""Issuing a document: its file, its figures and the records behind them are kept as they are."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction

from branches.models import Organization, User
from branches.models.record import Record
from reports.document import Document, Number
from reports.figures.counting import records_behind
from reports.figures.registry import Figure, FigureValue
from reports.models import Report, ReportFigure
from reports.periods import Period


def freeze(document: Document, word: bytes, organization: Organization, user: User) -> Report:
    """Keep the document as issued: its Word file, each figure it states and the records behind each."""
    about = Issued(document.title, organization, document.period, document.counted_at)
    return keep(about, word, _stated(document), user)


@dataclass(frozen=True, slots=True)
class Issued:
    """What is issued, of whom and when, and when its figures were counted. ``title`` may be too long to be
    kept whole: ``kept_title``."""

    title: str
    organization: Organization
    period: Period
    counted_at: datetime.datetime

    @property
    def kept_title(self) -> str:
        return self.title[: Report._meta.get_field("title").max_length]


def keep(about: Issued, word: bytes, stated: Iterable[tuple[FigureValue, Period]], user: User) -> Report:
    """Keep a Word file as issued, with the figures that it states, each once."""
    report = Report(
        organization=about.organization,
        title=about.kept_title,
        start=about.period.start,
        end=about.period.end,
        counted_at=about.counted_at,
        made_by=user,
        sha256=hashlib.sha256(word).hexdigest(),
    )
    try:
        with transaction.atomic():
            report.file.save("", ContentFile(word), save=True)
            ReportFigure.objects.bulk_create(
                ReportFigure(
                    report=report,
                    key=value.figure.key,
                    name=value.figure.name,
                    unit=value.figure.unit,
                    start=period.start,
                    end=period.end,
                    value=value.value,
                    records=sorted(versions(value.figure, about.organization, period).items()),
                )
                for value, period in stated
            )
    except BaseException:
        report.file.delete(save=False)  # nobody would ever find it
        raise
    return report


def _stated(document: Document) -> Iterator[tuple[FigureValue, Period]]:
    """Every figure and period that a number of the document states or compares with, once."""
    known: set[tuple[str, Period]] = set()
    for span in document.traced():
        if not isinstance(span, Number):
            continue
        both = [(span.value, span.period)]
        if span.before is not None:
            both.append((span.before, span.period.previous()))
        for value, period in both:
            if (value.figure.key, period) not in known:
                known.add((value.figure.key, period))
                yield value, period


def versions(figure: Figure, organization: Organization, period: Period) -> dict[int, int | None]:
    """Key and version of every record the figure counts now."""
    rows = records_behind(figure, organization, period).order_by()
    if issubclass(rows.model, Record):
        return dict(rows.values_list("pk", "version"))
    return dict.fromkeys(rows.values_list("pk", flat=True))


def is_unchanged(report: Report, data: bytes) -> bool:
    """Whether these bytes are the file that was issued."""
    return hashlib.sha256(data).hexdigest() == report.sha256
