"""The people of the demo office, and what each of them was on any day."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, cycle, islice

from branches.demo import names, office
from branches.demo.days import chance, workday
from branches.demo.wording import of_year
from branches.models import Member, Post

YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Tenure:
    kind: str
    organization: str  # key
    start: datetime.date
    end: datetime.date | None

    def held_on(self, day: datetime.date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(eq=False, slots=True)
class Person:
    """A member to be. ``member`` is set once the row is saved; dates may lie behind the day of loading."""

    name: str
    sex: str
    birth_date: datetime.date
    branch: str
    joined_on: datetime.date
    full_on: datetime.date
    arrived_on: datetime.date
    left_on: datetime.date | None = None
    development_on: datetime.date | None = None
    group: str = ""
    title: str = ""
    tenures: list[Tenure] = field(default_factory=list)
    without_vote: tuple[datetime.date, datetime.date] | None = None
    member: Member | None = None

    def here_on(self, day: datetime.date) -> bool:
        return self.arrived_on <= day and (self.left_on is None or day < self.left_on)

    def status_on(self, day: datetime.date) -> str:
        if day >= self.full_on:
            return "full"
        if day >= self.joined_on:
            return "probationary"
        return "development" if self.development_on and day >= self.development_on else "activist"

    def is_party_member_on(self, day: datetime.date) -> bool:
        return day >= self.joined_on

    def may_vote_on(self, day: datetime.date) -> bool:
        """Full members vote, unless under 留党察看."""
        if self.without_vote and self.without_vote[0] <= day <= self.without_vote[1]:
            return False
        return self.status_on(day) == "full"

    def tenures_on(self, day: datetime.date) -> list[Tenure]:
        """The posts held on that day, the highest first."""
        return sorted((one for one in self.tenures if one.held_on(day)), key=lambda one: Post.RANK[one.kind])

    def post_on(self, day: datetime.date) -> str:
        """The highest post held that day; without one, the status of who is not a full member; else empty."""
        held = self.tenures_on(day)
        if held:
            return held[0].kind
        status = self.status_on(day)
        return "" if status == "full" else status

    def title_on(self, day: datetime.date) -> str:
        """How a record names this person's posts on that day; an ordinary member's are empty."""
        held = self.tenures_on(day)
        if held and held[0].kind in Post.LEADERS:
            return self.title or "党组成员、副局长"
        return "、".join(Post.Kind(tenure.kind).label for tenure in held)


class Roster:
    """Everyone who is or was in the office, in a fixed order."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = list(people)
        self._by_branch: dict[str, list[Person]] = {}
        for person in self.people:
            self._by_branch.setdefault(person.branch, []).append(person)

    def of_branch(self, branch: str, day: datetime.date) -> list[Person]:
        """Everyone in the branch that day, those still outside the Party included."""
        return [person for person in self._by_branch[branch] if person.here_on(day)]

    def party_members(self, branch: str, day: datetime.date) -> list[Person]:
        return [person for person in self.of_branch(branch, day) if person.is_party_member_on(day)]

    def of_group(self, group: str, day: datetime.date) -> list[Person]:
        branch = group.partition("g")[0]
        return [person for person in self.party_members(branch, day) if person.group == group]

    def holders(self, kinds: Iterable[str], day: datetime.date, organization: str = "") -> list[Person]:
        """Who holds one of these posts that day (there, if an organisation is given), the highest first."""
        wanted = frozenset(kinds)
        found = [
            (Post.RANK[tenure.kind], place, person)
            for place, person in enumerate(self.people)
            if person.here_on(day)
            for tenure in person.tenures
            if tenure.kind in wanted and tenure.held_on(day) and organization in {"", tenure.organization}
        ]
        found.sort(key=lambda row: row[:2])
        return list(dict.fromkeys(person for _, _, person in found))

    def secretary(self, branch: str, day: datetime.date) -> Person:
        return self.holders({"branch_secretary"}, day, branch)[0]

    def committee(self, branch: str, day: datetime.date) -> list[Person]:
        return self.holders(Post.BRANCH_COMMITTEE, day, branch)

    def leaders(self, day: datetime.date) -> list[Person]:
        return self.holders(Post.LEADERS, day)

    def root_committee(self, day: datetime.date) -> list[Person]:
        kinds = {"committee_secretary", "committee_deputy", "committee_commissioner"}
        return self.holders(kinds, day, office.ROOT)

    def secretaries(self, day: datetime.date) -> list[Person]:
        return self.holders({"branch_secretary"}, day)


def everyone(until: datetime.date) -> Roster:
    """All who were in the office at any time up to that day."""
    men, women, elders = iter(names.MEN), iter(names.WOMEN), _elders()
    ordinary = {branch.key: list(_ordinary(branch, men, women, elders)) for branch in office.BRANCHES}
    newcomers = list(_newcomers(men, women, elders))
    people = chain(_leaders(), *ordinary.values(), newcomers, _recruits(until, men, women))
    return Roster(person for person in people if person.arrived_on <= until)


def _elders() -> Iterator[tuple[str, str]]:
    for place, name in enumerate(names.ELDERS):
        yield name, "male" if place < names.ELDER_MEN else "female"


def _next_name(place: int, men: Iterator[str], women: Iterator[str]) -> tuple[str, str]:
    """Three men to two women, as long as there are names."""
    return (next(women), "female") if place % 5 in {1, 3} else (next(men), "male")


def _grown(name: str, sex: str, branch: str, born: range, arrived_on: datetime.date | None = None) -> Person:
    """A member of long standing with invented dates of life."""
    draw = chance("person", name)
    birth = datetime.date(draw.choice(born), draw.randint(1, 12), draw.randint(1, 28))
    joined = workday(
        min(birth.year + draw.randint(20, 33), 2019), draw.choice((6, 7, 11, 12)), draw.randint(1, 28)
    )
    return Person(
        name=name,
        sex=sex,
        birth_date=birth,
        branch=branch,
        joined_on=joined,
        full_on=joined.replace(year=joined.year + 1),
        arrived_on=arrived_on or datetime.date(draw.randint(2019, 2021), draw.randint(1, 12), 5),
    )


def _ordinary(
    branch: office.Branch, men: Iterator[str], women: Iterator[str], elders: Iterator[tuple[str, str]]
) -> Iterator[Person]:
    left = {move.holder: move.on for move in office.DEPARTURES if move.branch == branch.key}
    for place in range(branch.people):
        retired = branch.key == office.RETIRED
        name, sex = next(elders) if retired else _next_name(place, men, women)
        person = _grown(name, sex, branch.key, range(1941, 1962) if retired else range(1968, 1993))
        person.arrived_on = max(person.arrived_on, branch.founded_on)
        person.left_on = left.get(place)
        if branch.groups:
            person.group = f"{branch.key}g{place % branch.groups + 1}"
        for term in branch.terms:
            if term.holder == place:
                at = f"{branch.key}g{term.at}" if term.at.isdigit() else term.at or branch.key
                person.tenures.append(Tenure(term.kind, at, term.start, term.end or person.left_on))
                person.arrived_on = min(person.arrived_on, term.start)
                if term.at.isdigit():
                    person.group = at
        for move in office.WITHOUT_VOTE:
            if (move.branch, move.holder) == (branch.key, place):
                person.without_vote = (move.on, move.on + YEAR - datetime.timedelta(days=1))
        yield person


def _leaders() -> Iterator[Person]:
    for leader in office.LEADERS:
        person = _grown(leader.name, leader.sex, leader.branch, range(1970, 1971), leader.arrived_on)
        person.birth_date, person.left_on, person.title = leader.born, leader.left_on, leader.title
        person.joined_on = datetime.date(leader.born.year + 23, 6, 28)
        person.full_on = person.joined_on.replace(year=person.joined_on.year + 1)
        person.tenures = [Tenure(*term) for term in leader.terms]
        groups = next(branch.groups for branch in office.BRANCHES if branch.key == leader.branch)
        person.group = f"{leader.branch}g1" if groups else ""
        yield person


def _newcomers(
    men: Iterator[str], women: Iterator[str], elders: Iterator[tuple[str, str]]
) -> Iterator[Person]:
    grouped = {branch.key: branch.groups for branch in office.BRANCHES}
    for place, move in enumerate(office.ARRIVALS):
        retired = move.branch == office.RETIRED
        name, sex = next(elders) if retired else _next_name(place, men, women)
        born = range(1964, 1966) if retired else range(1980, 1995)
        person = _grown(name, sex, move.branch, born, move.on)
        if grouped[move.branch]:
            person.group = f"{move.branch}g{grouped[move.branch]}"
        yield person


def _recruits(until: datetime.date, men: Iterator[str], women: Iterator[str]) -> Iterator[Person]:
    """A few a year who apply, are developed, become probationary and then full members, while names last."""
    grouped = {branch.key: branch.groups for branch in office.BRANCHES}
    branches = cycle(office.RECRUITING_BRANCHES)
    for year in range(office.FIRST_RECRUITS, until.year + 1):
        for place, branch in enumerate(islice(branches, of_year(office.RECRUITS, year))):
            name = next(women if place % 2 else men, "")
            if not name:
                return
            draw = chance("recruit", name)
            joined = workday(year + 1, 9 + place, draw.randint(8, 24))
            full = joined.replace(year=joined.year + 1)
            yield Person(
                name=name,
                sex="female" if place % 2 else "male",
                birth_date=datetime.date(
                    year - draw.randint(24, 31), draw.randint(1, 12), draw.randint(1, 28)
                ),
                branch=branch,
                group=f"{branch}g{place % grouped[branch] + 1}" if grouped[branch] else "",
                joined_on=joined,
                full_on=workday(full.year, full.month, full.day),
                arrived_on=workday(year, 3 + place, draw.randint(1, 25)),
                development_on=workday(year + 1, 2 + place, draw.randint(1, 25)),
            )
