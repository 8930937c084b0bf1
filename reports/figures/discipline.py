"""Figures of disciplinary actions.

A row is one person and one action. 人次 counts rows. 次 counts actions: rows that share a number (编号)
in one organisation are one action against several persons; a row without a number is an action of its
own. 名 counts distinct persons: the same member, or without a member the same name in the same
organisation, is one. By the day of the decision. 政纪处分 is the old name of 政务处分.
"""

from django.db.models import Q

from branches.models import DisciplinaryAction
from reports.figures.declaring import declare
from reports.figures.registry import Measure

for form, label in DisciplinaryAction.Form.choices:
    declare(
        f"discipline.form{form}.count",
        f"{label}处理次数",
        "次",
        Measure.EVENTS,
        "discipline",
        f"期内决定的运用{label}处理的次数，同一党组织内编号相同的几人计一次，未编号的每人计一次。",
        Q(form=form),
        field="number",
    )
    declare(
        f"discipline.form{form}.person_times",
        f"{label}处理人次",
        "人次",
        Measure.PERSON_TIMES,
        "discipline",
        f"期内决定的运用{label}处理的人次，一人处理一次计一人次。",
        Q(form=form),
    )

PARTY = ~Q(party_sanction="")
ADMINISTRATIVE = ~Q(administrative_sanction="")
for key, name, what, where in (
    ("sanctioned", "党纪政务处分人数", "党纪处分或者政务处分", PARTY | ADMINISTRATIVE),
    ("party", "党纪处分人数", "党纪处分", PARTY),
    ("administrative", "政务处分人数", "政务处分", ADMINISTRATIVE),
):
    declare(
        f"discipline.{key}.persons",
        name,
        "名",
        Measure.PERSONS,
        "discipline",
        f"期内决定给予{what}的人数，同一人受几次处分只计一名。",
        where,
    )
