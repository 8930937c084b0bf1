"""存在问题 from the quality of records: how many of the period's records look doubtful, by kind of doubt.

The rules are those of ``branches.quality``; what somebody has looked into and found right is not counted.
Disciplinary actions and clues are not looked at.
"""

from collections import Counter, defaultdict
from functools import cached_property
from typing import ClassVar

from branches.models import RECORDS, Organization, QualityCheck
from branches.quality.finding import LOOKED_AT
from branches.quality.looking import findings
from branches.quality.rules import LATE
from reports.document import Tally
from reports.outlines.filling import Word
from reports.periods import Period
from reports.placeholders import Placeholder, printed

KINDS = {
    "空白记录条数": (QualityCheck.Kind.EMPTY, "没有填写议题，也没有会议内容的会议活动条数。"),
    "雷同记录条数": (QualityCheck.Kind.COPIED, "内容与期内另一条记录相同（标点和空格不计）的记录条数。"),
    "人数不符记录条数": (
        QualityCheck.Kind.COUNTS,
        "应到、实到、请假、缺席人数或表决票数对不上的会议活动条数。",
    ),
    "同时段记录条数": (
        QualityCheck.Kind.SEVERAL,
        "同一党组织同一天同一时段登记的、类型不同的会议活动条数，可能是一会多记。",
    ),
    "补录记录条数": (QualityCheck.Kind.LATE, f"活动结束 {LATE.days} 天以后才登记的记录条数，导入的不计。"),
}
ALL = "待核实记录条数"


class Doubts:
    """Asked for once, when first needed; 11 queries."""

    NAMES: ClassVar[tuple[str, ...]] = (ALL, *KINDS)

    def __init__(self, organization: Organization, period: Period) -> None:
        self.organization = organization
        self.period = period

    @cached_property
    def found(self) -> dict[str, set[tuple[str, int]]]:
        """For each kind of doubt the records concerned, by type and key."""
        live = {slug: RECORDS[slug].objects.live().under(self.organization) for slug in LOOKED_AT}
        rows = {slug: several.held_in(self.period) for slug, several in live.items()}
        concerned: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for finding in findings(rows, rows):
            checked = {check.record_id for check in finding.checks}
            concerned[finding.kind] |= {(finding.slug, key) for key in finding.keys if key not in checked}
        return concerned

    def word(self, placeholder: Placeholder) -> Word | None:
        name = placeholder.name
        if name == ALL:
            records = set().union(*self.found.values())
            definition = (
                f"有{'、'.join(kind.label for kind, _ in KINDS.values())}任何一种情况、尚未核对的记录条数。"
            )
        else:
            kind, definition = KINDS[name]
            records = self.found.get(kind, set())
        if not records:
            return None
        text = printed(len(records), placeholder.styles)
        return Word(Tally(text, name, definition, _lines(records)), amount=len(records))


def _lines(records: set[tuple[str, int]]) -> tuple[str, ...]:
    """How many of each type, and where they are listed."""
    types = Counter(slug for slug, _ in records)
    counted = "、".join(
        f"{RECORDS[slug]._meta.verbose_name}{types[slug]}条" for slug in LOOKED_AT if types[slug]
    )
    return (f"{counted}，明细见“待核对”。",)
