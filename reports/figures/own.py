"""An office's own figures: out of what was chosen in the browser, the same ``Figure`` as a built-in one has.

A figure put together at an organisation holds there and everywhere below. Tags, topics and posts are looked
for with ``Exists``, never by a join: in one query many figures are counted over the same rows.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.db.models.enums import TextChoices

from branches.models import (
    RECORDS,
    AgendaItem,
    Attendance,
    Lecture,
    Lecturer,
    Meeting,
    Organization,
    Post,
    Record,
    Talk,
    WorkItem,
)
from reports.figures.registry import Cue, Figure, Measure, Registry, registry
from reports.figures.topics import with_topic
from reports.models import CustomFigure

Counted = CustomFigure.Counted


@dataclass(frozen=True, slots=True)
class Way:
    """How one choice of ``CustomFigure.counted`` is counted: over which rows, in which measure and column.

    ``units``: the measure words that go with it, the usual one first. ``by_post``: whether it can be narrowed
    to the people of one post. ``what`` ends the definition.
    """

    source: str
    measure: Measure
    units: tuple[str, ...]
    what: str
    field: str = ""
    by_post: bool = False
    where: Q = Q()


EVENTS = ("次", "场", "场次", "期", "轮", "项", "个")
ITEMS = ("项", "个", "件", "条", "次", "起")
ENDINGS = (
    "参加人次",
    "听课人次",
    "涉及人次",
    "人次",
    "场次",
    "次数",
    "人数",
    "项数",
    "个数",
    "数量",
    "金额",
    "学时",
)
SHORTEST_STEM = 4
"""Characters: of a shorter name's stem (会议次数) prose speaks too often when it means something else."""
PRESENT = Q(attendances__status=Attendance.Status.PRESENT)

WAYS: dict[str, Way] = {
    Counted.MEETING_EVENTS: Way("meeting", Measure.EVENTS, EVENTS, "次数，一条记录计一次", by_post=True),
    Counted.MEETING_PERSON_TIMES: Way(
        "meeting",
        Measure.PERSON_TIMES,
        ("人次",),
        "实到人数之和，未填实到人数的不计入",
        "present",
        by_post=True,
    ),
    Counted.MEETING_PERSONS: Way(
        "attendance",
        Measure.PERSONS,
        ("名", "人", "位"),
        "实到人员数，同一人多次参加只计一名；只有人数、没有名单的不计入",
        by_post=True,
        where=PRESENT,
    ),
    Counted.MEETING_HOURS: Way(
        "meeting",
        Measure.HOURS,
        ("学时", "课时"),
        "学时之和，按场次累计，不乘人数；未填学时的不计入",
        "hours",
    ),
    Counted.LECTURE_EVENTS: Way(
        "lecture", Measure.EVENTS, ("次", "场", "堂", "期"), "次数，几人同讲一课只计一次", by_post=True
    ),
    Counted.LECTURE_PERSON_TIMES: Way(
        "lecturer", Measure.PERSON_TIMES, ("人次",), "授课人次，一人讲一课计一人次", by_post=True
    ),
    Counted.LECTURE_AUDIENCE: Way(
        "lecture", Measure.PERSON_TIMES, ("人次",), "听课人数之和，未填听课人数的不计入", "audience_count"
    ),
    Counted.TALK_EVENTS: Way("talk", Measure.EVENTS, ("次",), "次数，一次谈话有几名对象也只计一次"),
    Counted.TALK_PERSON_TIMES: Way(
        "talk", Measure.PERSON_TIMES, ("人次",), "谈话对象人次，一人谈一次计一人次"
    ),
    Counted.WORK_ITEMS: Way("work", Measure.ITEMS, ITEMS, "数目，一条记录计一项"),
    Counted.WORK_QUANTITY: Way("work", Measure.SUM, (), "填写的数量之和，计量单位不同的不计入", "quantity"),
    Counted.WORK_PERSON_TIMES: Way("work", Measure.PERSON_TIMES, ("人次",), "填写的涉及人次之和", "persons"),
    Counted.WORK_AMOUNT: Way("work", Measure.MONEY, ("万元",), "填写的金额之和", "amount"),
}

KINDS: dict[str, type[TextChoices]] = {
    "meeting": Meeting.Kind,
    "lecture": Lecture.Kind,
    "talk": Talk.Kind,
    "work": WorkItem.Kind,
}
POSTS: dict[str, type[TextChoices]] = {"meeting": Post.Kind, "lecture": Lecturer.Post}
"""Whose post narrows the figure: of those who attended, of the lecturer."""


def register_for(organization: Organization) -> Registry:
    """The built-in figures, then those that hold at the organisation. One query."""
    return registry.with_more(
        figure_of(own) for own in CustomFigure.objects.holding_at(organization).select_related("tag")
    )


def register_with(organization: Organization, keys: Collection[str] | None) -> Registry:
    """The same, without a query where all of ``keys`` are built in."""
    if keys is not None and all(registry.get(key) for key in keys):
        return registry
    return register_for(organization)


def figure_of(own: CustomFigure) -> Figure:
    way = WAYS[own.counted]
    source, measure, field = way.source, way.measure, way.field
    where = way.where
    if own.kinds:
        where &= Q(kind__in=own.kinds)
    if own.category:
        where &= with_topic([own.category])
    if own.tag_id:
        where &= tagged(RECORDS[own.record_type], own.tag_id)
    if own.post:
        source, field, narrowed = _narrowed(own, way)
        where &= narrowed
    if own.counted == Counted.WORK_QUANTITY:
        where &= Q(unit__in=["", own.unit])
    return Figure(
        key=own.key,
        name=own.name,
        unit=own.unit,
        measure=measure,
        source=source,
        where=where,
        definition=definition(own),
        field=field,
        cues=_cues(own),
        own=True,
    )


def tagged(model: type[Record], tag: int) -> Q:
    """Records that bear the tag."""
    bearing = model.tags.through._default_manager.filter(
        **{str(model._meta.model_name): OuterRef("pk")}, tag=tag
    )
    return Q(Exists(bearing))


def _narrowed(own: CustomFigure, way: Way) -> tuple[str, str, Q]:
    """Source, summed column and filter for the people of one post; person-times are then rows of people."""
    if own.record_type == "lecture":
        if way.source == "lecturer":
            return "lecturer", "", Q(lecturers__post=own.post)
        by = Lecturer.objects.filter(lecture=OuterRef("pk"), post=own.post)
        return way.source, way.field, Q(Exists(by))
    if way.measure is Measure.EVENTS:
        by_attendance = Attendance.objects.filter(
            meeting=OuterRef("pk"), post=own.post, status=Attendance.Status.PRESENT
        )
        return way.source, "", Q(Exists(by_attendance))
    return "attendance", "", PRESENT & Q(attendances__post=own.post)


def definition(own: CustomFigure) -> str:
    """What exactly is counted, in one sentence."""
    narrowing = [f"类型为{_quoted(labels(own))}"] if own.kinds else []
    if own.category:
        narrowing.append(f"至少有一个类别为“{AgendaItem.Category(own.category).label}”的议题")
    if own.tag:
        narrowing.append(f"带有标签“{own.tag.name}”")
    if own.post:
        whose = "授课人" if own.record_type == "lecture" else "实到人员中有"
        label = POSTS[own.record_type](own.post).label
        narrowing.append(
            f"{whose}当日职务为“{label}”" if whose == "授课人" else f"{whose}当日职务为“{label}”的"
        )
    way = WAYS[own.counted]
    name = RECORDS[own.record_type]._meta.verbose_name
    of = f"{'、'.join(narrowing)}的{name}" if narrowing else f"各类{name}"
    what = way.what
    if own.post and own.counted == Counted.MEETING_PERSON_TIMES:
        what = f"参加人次，只计当日职务为“{POSTS['meeting'](own.post).label}”的人，一人参加一次计一人次"
    elif own.post and own.counted == Counted.MEETING_PERSONS:
        what = f"参加人数，只计当日职务为“{POSTS['meeting'](own.post).label}”的人，同一人只计一名"
    elif own.counted == Counted.WORK_QUANTITY:
        what = f"填写的数量之和，只计计量单位为“{own.unit}”或未填单位的"
    return f"期内{of}的{what}。"


def labels(own: CustomFigure) -> list[str]:
    """The names of the kinds chosen."""
    return [KINDS[own.record_type](kind).label for kind in own.kinds]


def _quoted(names: Collection[str]) -> str:
    return "".join(f"“{name}”" for name in names)


def _cues(own: CustomFigure) -> tuple[Cue, ...]:
    """How drafts speak of it: in the words given, and by its name without what only says that it counts."""
    ways = [*own.words, own.name]
    ending = next((each for each in ENDINGS if own.name.endswith(each)), "")
    stem = own.name.removesuffix(ending)
    if len(stem) >= SHORTEST_STEM:
        ways.append(stem)
    return (Cue(("|".join(dict.fromkeys(ways)),)),)
