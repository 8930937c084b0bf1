"""An office's own figures against a plain count of the rows, on random offices."""

import itertools
import random
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.models import Lecture, Lecturer, Meeting, Organization, Post, Tag, Talk, WorkItem
from branches.periods import Period
from reports.figures.counting import figure_values, records_behind
from reports.figures.own import WAYS, register_for
from reports.models import CustomFigure
from tests.figures.plain_count import same_text
from tests.figures.random_office import random_office

pytestmark = pytest.mark.django_db
YEAR = Period.year(2023)
MODELS: dict[str, Any] = {"meeting": Meeting, "lecture": Lecture, "talk": Talk, "work": WorkItem}


def defined(place: Organization, seed: int) -> list[CustomFigure]:
    """One of every way of counting, each narrowed at random."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, nothing secret
    tags = list(Tag.objects.order_by("pk"))
    own = []
    for counted, way in WAYS.items():
        slug = counted.partition(".")[0]
        for narrowed in range(3):
            kinds = list(MODELS[slug]._meta.get_field("kind").flatchoices)
            own.append(
                CustomFigure.objects.create(
                    organization=place,
                    name=f"{counted}{narrowed}",
                    counted=counted,
                    unit=way.units[0] if way.units else "项",
                    kinds=chance.sample([kind for kind, _ in kinds], 2) if narrowed else [],
                    category=chance.choice(["", "ideology"]) if slug == "meeting" else "",
                    tag=chance.choice([None, *tags]) if narrowed == 2 else None,
                    post=_post(slug, chance) if way.by_post and narrowed != 1 else "",
                )
            )
    return own


def _post(slug: str, chance: random.Random) -> str:
    return str(chance.choice(Post.Kind.values if slug == "meeting" else Lecturer.Post.values))


def tag_at_random(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - reproducible, nothing secret
    tags = [Tag.objects.create(name=name) for name in ("党建联盟", "主题教育")]
    for model in MODELS.values():
        for record in model.objects.all():
            record.tags.set(chance.sample(tags, chance.choice([0, 0, 1, 2])))


def plainly(own: CustomFigure, place: Organization) -> tuple[int | Decimal | None, set[int]]:
    """The same counted row by row, by what the definition says."""
    slug, _, what = own.counted.partition(".")
    inside = {each.pk for each in Organization.objects.all() if each.path.startswith(place.path)}
    counted: dict[int, list[Any]] = {}
    for record in MODELS[slug].objects.all():
        if record.deleted_at or record.organization_id not in inside or record.date.year != 2023:
            continue
        if own.kinds and record.kind not in own.kinds:
            continue
        if own.tag and own.tag not in list(record.tags.all()):
            continue
        if own.category and own.category not in {item.category for item in record.agenda_items.all()}:
            continue
        if (rows := _rows(slug, what, own, record)) is not None:
            counted[record.pk] = rows
    if not counted:
        return None, set()
    everything = list(itertools.chain(*counted.values()))
    if what == "persons" and slug == "meeting":
        known = {(name, where) for member, name, where in everything if member}
        unknown = {(name, where) for member, name, where in everything if not member}
        return len({member for member, _, _ in everything if member}) + len(unknown - known), set(counted)
    return sum(everything), set(counted)


def _rows(slug: str, what: str, own: CustomFigure, record: Any) -> list[Any] | None:
    """What one record gives; None when it is not counted."""
    if slug == "meeting":
        present = [row for row in record.attendances.all() if row.status == "present"]
        if own.post:
            present = [row for row in present if row.post == own.post]
        people = [(row.member_id, same_text(row.name), record.organization_id) for row in present]
        if what == "persons":
            return people or None
        if what == "events":
            return [1] if not own.post or present else None
        if own.post:
            return [len(present)] if present else None
        value = record.present if what == "person_times" else record.hours
        return None if value is None else [value]
    if slug == "lecture":
        lecturers = [row for row in record.lecturers.all() if not own.post or row.post == own.post]
        if what == "audience":
            return None if record.audience_count is None else [record.audience_count]
        if what == "events":
            return [1] if lecturers or not own.post else None
        return [len(lecturers)] if lecturers else None
    if slug == "talk":
        targets = record.targets.count()
        return [1] if what == "events" else [targets] if targets else None
    if what == "items":
        return [1]
    value = {"quantity": record.quantity, "person_times": record.persons, "amount": record.amount}[what]
    if value is None or (what == "quantity" and record.unit not in {"", own.unit}):
        return None
    return [value]


@pytest.mark.parametrize("seed", [11, 12])
def test_every_way_of_counting_equals_a_plain_count(seed: int) -> None:
    office = random_office(seed)
    tag_at_random(seed)
    own = defined(office.bureau, seed)
    for place in (office.bureau, office.organizations[3]):
        found = figure_values(place, YEAR)
        for each in own:
            value, records = plainly(each, place)
            assert (each.name, found[each.key].value) == (each.name, value)
            behind = records_behind(found[each.key].figure, place, YEAR)
            assert {row.pk for row in behind} == records, each.name
            assert found[each.key].records == len(records), each.name


def test_the_random_offices_reach_every_way_of_counting() -> None:
    office = random_office(11)
    tag_at_random(11)
    defined(office.bureau, 11)
    counted = {
        own.counted
        for own in CustomFigure.objects.all()
        if figure_values(office.bureau, YEAR, [own.key])[own.key].value
    }
    assert counted == set(WAYS)


def test_a_figure_holds_where_it_was_defined_and_below(office: SimpleNamespace) -> None:
    own = CustomFigure.objects.create(
        organization=office.second, name="二支部自己的次数", counted="meeting.events", unit="次"
    )
    assert own.key in [figure.key for figure in register_for(office.second)]
    assert own.key in [figure.key for figure in register_for(office.group)]
    for place in (office.bureau, office.first, office.elsewhere):
        assert own.key not in [figure.key for figure in register_for(place)]
        with pytest.raises(KeyError):
            figure_values(place, YEAR, [own.key])


@pytest.mark.parametrize("number", [1, 6])
def test_own_figures_cost_one_query_however_many(number: int) -> None:
    office = random_office(1)
    tag = Tag.objects.create(name="党建联盟")
    for each in range(number):
        CustomFigure.objects.create(
            organization=office.bureau, name=f"联盟{each}", counted="meeting.events", unit="次", tag=tag
        )
    with CaptureQueriesContext(connection) as queries:
        figure_values(office.bureau, YEAR)
    assert len(queries) == 13


def test_without_records_there_is_no_value(office: SimpleNamespace) -> None:
    own = CustomFigure.objects.create(
        organization=office.first, name="联盟活动次数", counted="meeting.events", unit="次"
    )
    assert figure_values(office.first, YEAR, [own.key])[own.key].value is None
