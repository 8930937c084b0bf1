"""Figures of what meetings dealt with: topics by category, and what was studied under the 第一议题.

A meeting with three topics of one category dealt with it once: 次 counts meetings, not topics. Of study
materials, 篇 counts distinct ones (the same title, punctuation and spaces aside), 篇次 each material
once for every meeting at which it was studied. Only materials that stand under a topic of category
第一议题 of a 党组会 count as studied under it.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from branches.models import AgendaItem, Meeting
from reports.figures.declaring import declare
from reports.figures.registry import Measure

Category = AgendaItem.Category
Kind = Meeting.Kind


def with_topic(categories: Iterable[str]) -> Q:
    """Meetings with at least one topic of these categories, each once however many such topics it has."""
    topics = AgendaItem.objects.filter(meeting=OuterRef("pk"), category__in=list(categories))
    return Q(Exists(topics))


PARTY_WORK = (
    Category.IDEOLOGY,
    Category.PARTY_BUILDING,
    Category.STRICT_GOVERNANCE,
    Category.INTEGRITY,
)
"""What prose sums up as 研究部署意识形态、基层党建等工作."""

for category, label in Category.choices:
    declare(
        f"meeting.leading_group.topic.{category}.count",
        f"党组会研究{label}{'' if category != 'other' else '议题'}次数",
        "次",
        Measure.EVENTS,
        "meeting",
        f"期内至少有一个类别为“{label}”的议题的党组（党委）会次数，一次会议有几个这类议题也只计一次。",
        Q(kind=Kind.LEADING_GROUP) & with_topic([category]),
    )
declare(
    "meeting.leading_group.topic.party_work.count",
    "党组会研究党建和意识形态等工作次数",
    "次",
    Measure.EVENTS,
    "meeting",
    "期内至少有一个类别为“意识形态”“党建”“全面从严治党”或“党风廉政”的议题的党组（党委）会次数，"
    "同时研究几类的会议只计一次。",
    Q(kind=Kind.LEADING_GROUP) & with_topic(PARTY_WORK),
)
for category, label in Category.choices:
    declare(
        f"meeting.central_group.topic.{category}.count",
        f"中心组学习{label}{'' if category != 'other' else '议题'}次数",
        "次",
        Measure.EVENTS,
        "meeting",
        f"期内至少有一个类别为“{label}”的议题的理论学习中心组学习次数，一次学习有几个这类议题也只计一次。",
        Q(kind=Kind.CENTRAL_GROUP) & with_topic([category]),
    )

declare(
    "first_topic.count",
    "第一议题学习次数",
    "次",
    Measure.EVENTS,
    "meeting",
    "期内设有“第一议题”的党组（党委）会次数，一次会议计一次。",
    Q(kind=Kind.LEADING_GROUP) & with_topic([Category.FIRST_TOPIC]),
)
UNDER_FIRST_TOPIC = Q(kind=Kind.LEADING_GROUP, materials__agenda_item__category=Category.FIRST_TOPIC)
declare(
    "first_topic.materials",
    "第一议题学习篇数",
    "篇",
    Measure.MATERIALS,
    "material",
    "期内党组（党委）会“第一议题”下登记的学习材料篇数，同一篇多次学习只计一篇。",
    UNDER_FIRST_TOPIC,
)
declare(
    "first_topic.material_times",
    "第一议题学习篇次",
    "篇次",
    Measure.MATERIAL_TIMES,
    "material",
    "期内党组（党委）会“第一议题”下登记的学习材料篇次，一篇材料在一次会议上学习计一篇次。",
    UNDER_FIRST_TOPIC,
)
