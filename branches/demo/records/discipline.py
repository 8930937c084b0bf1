"""Disciplinary actions and clues of the year."""

import datetime

from branches.demo import office
from branches.demo.days import chance, earlier_workday, workday, years
from branches.demo.people import Person
from branches.demo.records import Bureau
from branches.demo.wording import discipline as wording
from branches.demo.wording import of_year
from branches.models import Clue, DisciplinaryAction

FOLLOW_UP_AFTER = datetime.timedelta(days=180)


def decide_actions(bureau: Bureau) -> None:
    for year in years(bureau.until):
        number = 0
        lines = len(wording.FIRST_FORM)
        absent = chance("first form", year).sample(
            range(lines), lines - of_year(wording.FIRST_FORM_TAKEN_UP, year)
        )
        for place, (month, measure, facts, violation) in enumerate(wording.FIRST_FORM):
            if place in absent:
                continue
            day = workday(year, month, 12 + place)
            number += 1
            for step in range(2 if month == wording.FIRST_FORM_JOINT_MONTH else 1):
                case = wording.Case(month, day.day, 1, measure, facts, violation)
                _action(
                    bureau, case, day, f"纪〔{year}〕{number}号", _somebody(bureau, year, place, step, day)
                )
        joint = False
        cases = wording.CASES.get(year) or of_year(wording.LATER_CASES, year)
        for place, case in enumerate(cases):
            number += 0 if joint else 1
            joint = case.joint
            day = workday(year, case.month, case.day)
            person = _somebody(bureau, year, lines + place, 0, day) if case.by_turn else _named(bureau, case)
            _action(bureau, case, day, f"纪〔{year}〕{number}号", person)


def _somebody(bureau: Bureau, year: int, place: int, step: int, day: datetime.date) -> Person:
    """An ordinary member of a branch whose turn it is."""
    branch = office.BRANCHES[(place * 3 + year) % 6]
    people = [
        person
        for person in bureau.roster.party_members(branch.key, day)
        if not person.tenures_on(day) and person.status_on(day) == "full"
    ]
    return people[(year + place * 2 + step) % len(people)]


def _named(bureau: Bureau, case: wording.Case) -> Person | None:
    """The member a case names by branch and place among those the branch began with."""
    if case.member is None:
        return None
    branch, place = case.member
    ordinary = [person for person in bureau.roster.people if person.branch == branch and not person.title]
    return ordinary[place]


def _action(
    bureau: Bureau, case: wording.Case, day: datetime.date, number: str, person: Person | None
) -> None:
    if not bureau.ledger.has_come(day):
        return
    name = person.name if person else case.person or of_year(wording.OUTSIDERS, day.year)
    key = person.branch if person else office.ROOT
    draw = chance("action", name, day)
    member_of_party = person is not None or bool(case.party)
    action = DisciplinaryAction(
        organization=bureau.organization(key),
        date=day,
        number=number,
        member=person.member if person else None,
        person=name,
        post=(person.title_on(day) or "工作人员") if person else case.post,
        rank=draw.choice(wording.RANKS) if person else "",
        political_status="中共党员" if member_of_party else "群众",
        facts=case.facts,
        violation=case.violation,
        form=case.form,
        measure=case.measure,
        party_sanction=case.party,
        administrative_sanction=case.administrative,
        deciding_body=wording.BODIES[case.form],
        document_number=f"青产纪〔{day.year}〕{draw.randint(2, 40)}号" if case.form in {2, 3} else "",
    )
    action.fill_effect_period()
    if case.form in {2, 3} and bureau.ledger.has_come(day + FOLLOW_UP_AFTER):
        action.follow_up = wording.FOLLOW_UP
    ends = action.effective_until
    if ends is not None and bureau.ledger.has_come(ends) and case.form == 2:
        action.lifted_on = ends + datetime.timedelta(days=1)
        if not bureau.ledger.has_come(action.lifted_on):
            action.lifted_on = None
    bureau.ledger.add(action)


def receive_clues(bureau: Bureau) -> None:
    for year in years(bureau.until):
        further = chance("clues", year).sample(wording.OCCASIONAL_CLUES, of_year(wording.OCCASIONAL, year))
        for number, line in enumerate(sorted([*wording.CLUES, *further]), start=1):
            month, day_of_month, source, about, matter, disposal, days, result, became_case = line
            day = workday(year, month, day_of_month)
            if not bureau.ledger.has_come(day):
                continue
            disposed_on = earlier_workday(day + datetime.timedelta(days=days), 0)
            open_still = month in of_year(wording.CLUES_OPEN, year) or not bureau.ledger.has_come(disposed_on)
            bureau.ledger.add(
                Clue(
                    organization=bureau.organization(office.ROOT),
                    date=day,
                    number=f"线索〔{year}〕{number:02d}号",
                    source=source,
                    about=about,
                    matter=matter,
                    disposal="" if open_still else disposal,
                    disposed_on=None if open_still else disposed_on,
                    handled_by="机关纪委",
                    result="" if open_still else result,
                    became_case=became_case and not open_still,
                )
            )
