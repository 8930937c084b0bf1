"""The filters of a record list: words, kind, category of topics, year and part of it, organisation, tag."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from branches.access import organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import TextLine, dress
from branches.models import RECORDS, AgendaItem, Record, Tag, User
from branches.periods import PARTS
from branches.querysets import RecordQuerySet

YEARS_OFFERED = 12
MOST_WORDS = 5
LONGEST_WORD = 50
"""Characters: SQLite refuses a pattern of some ten thousand."""

KIND_FIELD = {
    "meeting": "kind",
    "lecture": "kind",
    "talk": "kind",
    "discipline": "form",
    "clue": "disposal",
    "work": "kind",
}
"""The field by whose choices each record type is told apart in lists."""

SEARCHED = {
    "meeting": ["title", "place", "chair", "recorder", "content", "decision", "absentees_note", "remark"],
    "lecture": ["topic", "place", "content", "remark"],
    "talk": ["talker", "matter", "content", "remark"],
    "discipline": ["number", "person", "facts", "document_number", "remark"],
    "clue": ["number", "about", "matter", "handled_by", "result", "remark"],
    "work": ["title", "lead", "note", "remark"],
}
SEARCHED_PARTS = {
    "meeting": [("agenda_items", "topic"), ("attendances", "name"), ("materials", "title")],
    "lecture": [("lecturers", "name")],
    "talk": [("targets", "name")],
}


class RecordFilter(forms.Form):
    """Reads the query string of a list; an entry that makes no sense is left out, never an error page."""

    use_required_attribute = False
    q = TextLine(label="查找", required=False)
    kind = forms.ChoiceField(required=False)
    year = forms.ChoiceField(label="年份", required=False)
    part = forms.ChoiceField(
        label="时段", required=False, choices=[(key, label) for key, (label, _) in PARTS.items()]
    )
    category = forms.ChoiceField(
        label="议题类别", required=False, choices=[("", "全部"), *AgendaItem.Category.choices]
    )
    organization = OrganizationChoice(required=False)
    own = forms.BooleanField(label="不含下级党组织", required=False)
    tag = forms.ModelChoiceField(
        queryset=Tag.objects.none(), label="标签", required=False, empty_label="全部", to_field_name="name"
    )

    def __init__(self, *args: Any, slug: str, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slug, self.model = slug, RECORDS[slug]
        self.label_suffix = ""
        if slug != "meeting":
            del self.fields["category"]
        column: models.Field[Any, Any] = self.model._meta.get_field(KIND_FIELD[slug])  # type: ignore[assignment]
        kind, year, organization = self.fields["kind"], self.fields["year"], self.fields["organization"]
        kind.label = str(column.verbose_name)
        kind.choices = [("", "全部"), *column.flatchoices]  # type: ignore[attr-defined]
        this_year = timezone.localdate().year
        years = range(this_year, this_year - YEARS_OFFERED, -1)
        year.choices = [("", "全部"), *((str(each), f"{each}年") for each in years)]  # type: ignore[attr-defined]
        assert isinstance(organization, OrganizationChoice)  # noqa: S101 - declared above
        organization.offer(organizations_for(user, self.model.view_permission))
        organization.empty_label = "全部"
        tag = self.fields["tag"]
        assert isinstance(tag, forms.ModelChoiceField)  # noqa: S101 - declared above
        seen = self.model.tags.through.objects.filter(  # type: ignore[attr-defined]
            tag=OuterRef("pk"), **{f"{self.model._meta.model_name}__in": self.model.objects.visible_to(user)}
        )
        tag.queryset = Tag.objects.filter(Exists(seen))  # a word on a clue says who is suspected of what
        dress(self)

    def narrow(self, rows: "RecordQuerySet[Record]") -> "RecordQuerySet[Record]":
        """The rows that fit what was asked for."""
        self.is_valid()
        wanted = self.cleaned_data
        if wanted.get("kind"):
            rows = rows.filter(**{KIND_FIELD[self.slug]: wanted["kind"]})
        rows = self._in_period(rows, wanted.get("year", ""), wanted.get("part", ""))
        if wanted.get("category"):
            topics = AgendaItem.objects.filter(meeting=OuterRef("pk"), category=wanted["category"])
            rows = rows.filter(Exists(topics))
        if wanted.get("organization"):
            organization = wanted["organization"]
            rows = rows.filter(organization=organization) if wanted["own"] else rows.under(organization)
        if wanted.get("tag"):
            rows = rows.filter(tags=wanted["tag"])
        for word in wanted.get("q", "").split()[:MOST_WORDS]:
            rows = rows.filter(self._mentions(word[:LONGEST_WORD]))
        return rows

    @staticmethod
    def _in_period(rows: "RecordQuerySet[Record]", year: str, part: str) -> "RecordQuerySet[Record]":
        """Of the part of the year; without a year, of those months in any year."""
        _, period = PARTS[part]
        if year:
            return rows.held_in(period(int(year)))
        months = period(timezone.localdate().year)
        if part:
            return rows.filter(date__month__gte=months.start.month, date__month__lte=months.end.month)
        return rows

    def _mentions(self, word: str) -> Q:
        found = Q()
        for name in SEARCHED[self.slug]:
            found |= Q(**{f"{name}__icontains": word})
        for name, column in SEARCHED_PARTS.get(self.slug, ()):
            relation = self.model._meta.get_field(name)
            parts = relation.related_model._base_manager  # type: ignore[union-attr]
            back = relation.field.name  # type: ignore[union-attr]
            found |= Q(Exists(parts.filter(**{back: OuterRef("pk"), f"{column}__icontains": word})))
        return found

    @property
    def active(self) -> bool:
        """Whether anything is asked for at all."""
        return any(getattr(self, "cleaned_data", {}).values())
