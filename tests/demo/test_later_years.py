"""The office goes on after the years that were written out one by one."""

import datetime
from collections import Counter

import pytest

from branches.demo.ledger import Ledger
from branches.demo.records import Bureau
from branches.demo.records.discipline import decide_actions
from branches.demo.tree import plant
from branches.history import acting
from branches.models import DisciplinaryAction

pytestmark = pytest.mark.django_db


def test_every_form_occurs_in_the_years_to_come_too() -> None:
    until = datetime.date(2031, 12, 31)
    with acting(source="command"):
        bureau = Bureau(plant(until), Ledger(until))
    decide_actions(bureau)
    actions = bureau.ledger.of(DisciplinaryAction)
    assert all(action.person and action.post for action in actions)
    for year in range(2023, 2032):
        forms = Counter(action.form for action in actions if action.date.year == year)
        assert set(forms) == {1, 2, 3, 4}
        assert sum(forms[form] for form in (2, 3, 4)) <= 6
    serious = [(action.person, action.facts) for action in actions if action.form > 1]
    assert len(serious) == len(set(serious))
