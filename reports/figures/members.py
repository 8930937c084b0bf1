"""Figures of members: 名, distinct persons, as they stand on one day.

The day is the last of the period, or today while the period still runs. 党员 are full and probationary
members. What a member was on an earlier day follows from the days of joining and of becoming full: who
became full later was probationary then, and who joined later was not a member yet (as what such a person
stood before is not kept, he is left out).
"""

from django.db.models import Q

from branches.models import Member
from reports.figures.declaring import declare
from reports.figures.registry import Measure

ON_THAT_DAY = "期末（未到期末的为当日）"

declare(
    "member.count",
    "党员人数",
    "名",
    Measure.PERSONS,
    "member",
    f"{ON_THAT_DAY}在册的党员人数，含正式党员和预备党员。",
    Q(status_then__in=[Member.Status.FULL, Member.Status.PROBATIONARY]),
)
for status, label in Member.Status.choices:
    declare(
        f"member.{status}.count",
        f"{label}人数",
        "名",
        Measure.PERSONS,
        "member",
        f"{ON_THAT_DAY}在册、政治面貌为“{label}”的人数。",
        Q(status_then=status),
    )
