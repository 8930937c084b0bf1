"""日历: what took place in a month or a year, and what is due at its end."""

import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from branches.access import MANY, Permission, may
from branches.calendars import KEPT, Day, month_of, year_of
from branches.duties import State, completion
from branches.forms.calendar import CalendarFilter
from branches.models import RECORDS, Organization, Record
from branches.periods import Period
from branches.querysets import OrganizationQuerySet, RecordQuerySet
from branches.views.gate import Gate
from branches.views.home import OWN, Due, due_of

YEARS = range(1921, 2100)
WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
NAMES = {slug: str(RECORDS[slug]._meta.verbose_name) for slug in KEPT}


class OfCalendar(Gate, TemplateView):
    needs = Permission.VIEW

    @property
    def year(self) -> int:
        year: int = self.kwargs.get("year", timezone.localdate().year)
        if year not in YEARS:
            raise Http404
        return year

    @cached_property
    def filter(self) -> CalendarFilter:
        return CalendarFilter(self.request.GET, self.user)

    def rows(self) -> "dict[str, RecordQuerySet[Record]]":
        """The visible records of each type, of the organisation chosen and everything below it."""
        place, places = self.filter.chosen, self.filter.places
        many = places[MANY : MANY + 1].exists()
        found = {}
        for slug in KEPT:
            rows = RECORDS[slug].objects.visible_to(self.user, wide=many)
            found[slug] = rows.under(place) if place is not None else rows
        return found

    def address(self, name: str, *args: int) -> str:
        """Another page of the calendar, of the same organisation."""
        place = self.filter.chosen
        return reverse(name, args=args) + (f"?{urlencode({'organization': place.pk})}" if place else "")

    def list_url(self, slug: str, period: Period) -> str:
        """The list of one type in that period, of the same organisation."""
        query: dict[str, Any] = {"start": period.start.isoformat(), "end": period.end.isoformat()}
        if place := self.filter.chosen:
            query["organization"] = place.pk
        return f"{reverse('record_list', args=[slug])}?{urlencode(query)}"

    @property
    def places(self) -> OrganizationQuerySet:
        """Those whose records are shown, the topmost first."""
        place = self.filter.chosen
        if place is None:
            return self.filter.places
        return self.filter.places.under(place)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "filter": self.filter,
            "choosable": self.filter.places[1:2].exists(),
            "today": today,
            "may_write": may(self.user, Permission.WRITE, self.filter.chosen),
            "this_month": self.address("calendar_month", today.year, today.month),
        }


class CalendarMonth(OfCalendar):
    template_name = "calendar/month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        month = self.kwargs.get("month", today.month)
        if not 1 <= month <= 12:
            raise Http404
        period = Period.month(self.year, month)
        weeks = month_of(self.rows(), period)
        return context | {
            "period": period,
            "weekdays": WEEKDAYS,
            "weeks": [[each and self._shown(each, today) for each in week] for week in weeks],
            "empty": not any(each and each.total for week in weeks for each in week),
            "previous": self._beside(period.start - datetime.timedelta(days=1)),
            "next": self._beside(period.end + datetime.timedelta(days=1)),
            "whole_year": self.address("calendar_year", self.year),
            "top": self.places.first(),
            "dues": self._dues(period, today),
        }

    def _beside(self, day: datetime.date) -> tuple[str, str] | None:
        if day.year not in YEARS:
            return None
        return f"{day.year}年{day.month}月", self.address("calendar_month", day.year, day.month)

    def _shown(self, day: Day, today: datetime.date) -> dict[str, Any]:
        """A day with where it leads: to its lists where not all is named, to the form for a new meeting."""
        only = Period.between(day.date, day.date)
        more = [(NAMES[slug], count, self.list_url(slug, only)) for slug, count in day.counts]
        add = ""
        if day.date <= today and may(self.user, Permission.WRITE, self.filter.chosen):
            query: dict[str, Any] = {"date": day.date.isoformat()}
            if place := self.filter.chosen:
                query["organization"] = place.pk
            add = f"{reverse('record_add', args=['meeting'])}?{urlencode(query)}"
        return {
            "day": day,
            "is_today": day.date == today,
            "more": more if day.unnamed else [],
            "add": add,
            "weekday": WEEKDAYS[day.date.weekday()],
        }

    def _dues(self, period: Period, today: datetime.date) -> list[Due]:
        """What had to be held by a day of this month and was not, of a person's own few organisations."""
        places = [place for place in self.places[: OWN * 3] if place.existed_on(min(period.end, today))]
        own = [place for place in places if place.kind != Organization.Kind.GROUP]
        if len(own) > OWN or period.start > today:
            return []
        return [
            due_of(each, slot)
            for each in completion(places, Period.year(period.start.year), today)
            if may(self.user, Permission.WRITE, each.organization)
            for slot in each.slots
            if slot.period.end in period and slot.state in {State.DUE, State.OVERDUE}
        ]


class CalendarYear(OfCalendar):
    template_name = "calendar/year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = self.year
        return super().get_context_data(**kwargs) | {
            "year": year,
            "months": [
                (
                    month,
                    self.address("calendar_month", year, month.number),
                    [
                        (NAMES[slug], count, self.list_url(slug, Period.month(year, month.number)))
                        for slug, count in month.counts
                    ],
                )
                for month in year_of(self.rows(), year)
            ],
            "weekdays": WEEKDAYS,
            "previous": self.address("calendar_year", year - 1) if year - 1 in YEARS else "",
            "next": self.address("calendar_year", year + 1) if year + 1 in YEARS else "",
        }
