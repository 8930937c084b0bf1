"""Figures of talks: 次 counts talks, 人次 the persons talked to, each once for every talk.

Offices report the same talks in either unit, so both are figures. A talk without anyone entered as
talked to is one 次 and no 人次. The talks around an 组织生活会 are those linked to a meeting of that
kind.
"""

from django.db.models import Q

from branches.models import Talk
from reports.figures.declaring import declare
from reports.figures.registry import Measure


def declare_talks(key: str, name: str, what: str, where: Q | None = None) -> None:
    declare(
        f"{key}.count",
        f"{name}次数",
        "次",
        Measure.EVENTS,
        "talk",
        f"期内开展的{what}次数，一次谈话有几名对象也只计一次。",
        where,
    )
    declare(
        f"{key}.person_times",
        f"{name}人次",
        "人次",
        Measure.PERSON_TIMES,
        "talk",
        f"期内开展的{what}的谈话对象人次，一人谈一次计一人次。",
        where,
    )


declare_talks("talk", "各类谈话", "各类谈话")
for kind, label in Talk.Kind.choices:
    declare_talks(f"talk.{kind}", label, f"类型为“{label}”的谈话", Q(kind=kind))
declare_talks(
    "talk.organizational_life",
    "组织生活会谈话",
    "关联到组织生活会的谈话",
    Q(meeting__kind="organizational_life", meeting__deleted_at=None),
)
