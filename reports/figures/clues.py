"""Figures of clues (问题线索): 件, one per record.

A clue is received on one day and disposed of on another, often in another year. Received ones count by
the day of receipt, disposed ones by the day of the disposal: a clue of last December that was closed in
January is disposed of this year.
"""

from django.db.models import Q

from branches.models import Clue
from reports.figures.declaring import declare
from reports.figures.registry import Measure

declare(
    "clue.received.count",
    "受理问题线索件数",
    "件",
    Measure.ITEMS,
    "clue",
    "期内受理的问题线索件数，以受理日期为准。",
)
declare(
    "clue.disposed.count",
    "处置问题线索件数",
    "件",
    Measure.ITEMS,
    "clue_disposed",
    "期内处置的问题线索件数，以处置日期为准，含以前年度受理的。",
)
for disposal, label in Clue.Disposal.choices:
    declare(
        f"clue.{disposal}.count",
        f"{label}问题线索件数",
        "件",
        Measure.ITEMS,
        "clue_disposed",
        f"期内以“{label}”方式处置的问题线索件数，以处置日期为准，含以前年度受理的。",
        Q(disposal=disposal),
    )
