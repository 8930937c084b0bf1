"""The filters of a record list: words, kind, period, organisation, tag, topics, and what is lacking."""

from functools import cached_property
from typing import Any

from django import forms
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from branches.access import MANY, organizations_for, reaches_many
from branches.forms.choices import OrganizationChoice, mistyped
from branches.forms.fields import DATE_SPELLINGS, TextLine, declared, dress
from branches.forms.lacking import LACKING, OPEN, lacks, open_ones
from branches.forms.searching import mentions, words_in
from branches.models import RECORDS, AgendaItem, Record, Tag, User
from branches.models.columns import column_of
from branches.paging import STRETCH
from branches.periods import PARTS, Period
from branches.querysets import RecordQuerySet

YEARS_OFFERED = 12
SEARCH_STRETCH = 20_000
"""Records whose texts one request reads for a word."""
RARE = 20_000
"""Records up to which those with a tag are fetched by it."""

KIND_FIELD = {
    "meeting": "kind",
    "lecture": "kind",
    "talk": "kind",
    "discipline": "form",
    "clue": "disposal",
    "work": "kind",
}
"""The field by whose choices each record type is told apart in lists."""


def day_field(label: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, input_formats=DATE_SPELLINGS, widget=widget)


class RecordFilter(forms.Form):
    """Reads the query string of a list; an entry that makes no sense is left out, never an error page."""

    use_required_attribute = False
    q = TextLine(label="查找", required=False)
    kind = forms.ChoiceField(required=False)
    year = forms.ChoiceField(label="年份", required=False)
    part = forms.ChoiceField(
        label="时段", required=False, choices=[(key, label) for key, (label, _) in PARTS.items()]
    )
    start = day_field("自")
    end = day_field("至")
    category = forms.ChoiceField(
        label="议题类别", required=False, choices=[("", "全部"), *AgendaItem.Category.choices]
    )
    organization = OrganizationChoice(required=False)
    own = forms.BooleanField(label="不含下级党组织", required=False)
    tag = forms.ModelChoiceField(
        queryset=Tag.objects.none(), label="标签", required=False, empty_label="全部", to_field_name="name"
    )
    lacking = forms.ChoiceField(label="完整性", required=False)

    def __init__(self, *args: Any, slug: str, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slug, self.model, self.user = slug, RECORDS[slug], user
        self.label_suffix = ""
        if slug != "meeting":
            del self.fields["category"]
        column = column_of(self.model, KIND_FIELD[slug])
        kind = self.fields["kind"]
        kind.label = str(column.verbose_name)
        self._choices("kind", [("", "全部"), *column.flatchoices])
        this_year = timezone.localdate().year
        years = range(this_year, this_year - YEARS_OFFERED, -1)
        self._choices("year", [("", "全部"), *((str(each), f"{each}年") for each in years)])
        self._choices("lacking", [("", "全部"), *LACKING[slug].items()])
        organization = declared(self, "organization", OrganizationChoice)
        places = organizations_for(user, self.model.view_permission)
        organization.offer(places, {"for": self.model.view_permission})
        organization.empty_label = "全部"
        self._reaches_many = reaches_many(user, self.model.view_permission)
        declared(self, "tag", forms.ModelChoiceField).queryset = self._tags()
        dress(self)
        self.is_valid()
        self.wanted: dict[str, Any] = {name: self.cleaned_data.get(name) for name in self.fields}

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        declared(self, name, forms.ChoiceField).choices = choices

    def _tags(self) -> "models.QuerySet[Tag]":
        """Those of the rows the person may see: a word on a clue says who is suspected of what."""
        name = str(self.model._meta.model_name)
        links = self.model.tags.through._default_manager.filter(tag=OuterRef("pk"))
        rows = self.model.objects.visible_to(self.user, wide=self._reaches_many)
        if self._reaches_many:
            seen = links.filter(Exists(rows.filter(pk=OuterRef(f"{name}_id"))))
        else:
            seen = links.filter(**{f"{name}__in": rows})
        return Tag.objects.filter(Exists(seen))

    # --- what an index answers -----------------------------------------------------------------------------

    @cached_property
    def wide(self) -> bool:
        """Whether so many organisations are asked about that their rows are better found as they come."""
        place = self.wanted["organization"]
        if place is None or not self._reaches_many:
            return self._reaches_many
        return not self.wanted["own"] and type(place).objects.under(place)[MANY : MANY + 1].exists()

    def rows(self, wide: bool) -> "RecordQuerySet[Record]":
        """The visible rows of the kind, period and organisation asked for."""
        place = self.wanted["organization"]
        # Where one is chosen, it leads to the rows; whether the person may see them is looked up for each.
        reach_wide = self._reaches_many and (wide or place is not None)
        rows = self.model.objects.visible_to(self.user, wide=reach_wide)
        if mistyped(self):
            return rows.none()
        if self.wanted["kind"]:
            rows = rows.filter(**{KIND_FIELD[self.slug]: self.wanted["kind"]})
        if self.wanted["year"]:
            _, part = PARTS[self.wanted["part"] or ""]
            rows = rows.held_in(part(int(self.wanted["year"])))
        if self.wanted["start"]:
            rows = rows.filter(date__gte=self.wanted["start"])
        if self.wanted["end"]:
            rows = rows.filter(date__lte=self.wanted["end"])
        if place is not None:
            rows = rows.filter(organization=place) if self.wanted["own"] else rows.under(place, wide=wide)
        return rows

    # --- what none does ------------------------------------------------------------------------------------

    @property
    def sought(self) -> Q:
        """What else is asked for, as a condition on the rows."""
        found = Q()
        for word in self.words:
            found &= mentions(self.slug, word)
        if months := self._months():
            found &= Q(date__month__gte=months.start.month, date__month__lte=months.end.month)
        if category := self.wanted.get("category"):
            found &= Q(Exists(AgendaItem.objects.filter(meeting=OuterRef("pk"), category=category)))
        if self.wanted["tag"]:
            found &= self._tagged(self.wanted["tag"])
        if self.wanted["lacking"] == OPEN:
            found &= open_ones(self.slug, self.rows(wide=self.wide), self.user)
        elif self.wanted["lacking"]:
            found &= lacks(self.slug, self.wanted["lacking"])
        return found

    @property
    def words(self) -> list[str]:
        return words_in(self.wanted["q"] or "")

    @property
    def stretch(self) -> int:
        """How many rows one request looks through for what is sought."""
        return SEARCH_STRETCH if self.words else STRETCH

    def _months(self) -> Period | None:
        """A part of the year without a year: those months of any year."""
        part = self.wanted["part"]
        return PARTS[part][1](timezone.localdate().year) if part and not self.wanted["year"] else None

    def _tagged(self, tag: Tag) -> Q:
        name = str(self.model._meta.model_name)
        links = self.model.tags.through._default_manager.filter(tag=tag)
        if links[RARE : RARE + 1].exists():
            return Q(Exists(links.filter(**{name: OuterRef("pk")})))
        return Q(pk__in=links.values(name))

    # --- for the page --------------------------------------------------------------------------------------

    @property
    def in_words(self) -> str:
        """年份：2024年；标签：主题教育 — what is asked for; "" for nothing."""
        said = []
        for name, field in self.fields.items():
            value = self.wanted[name]
            if not value:
                continue
            if isinstance(field, forms.BooleanField):
                said.append(str(field.label))
                continue
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
                value = dict(field.choices).get(value, value)  # type: ignore[arg-type]
            said.append(f"{field.label}：{value}")
        return "；".join(said)

    @property
    def active(self) -> bool:
        """Whether anything is asked for at all."""
        return any(self.wanted.values())

    @property
    def more_active(self) -> bool:
        """Whether anything is asked for among the filters that are folded away."""
        return any(self.wanted.get(name) for name in ("start", "end", "category", "tag", "lacking", "own"))
