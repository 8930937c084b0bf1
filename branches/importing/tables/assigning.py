"""Which column is which field of a record type: header words first, then the values.

Words decide and values confirm. A column whose header says nothing becomes a field by its values alone only
where they leave no choice (the one column of days, of known organisations, of known kinds); everywhere else
what it looks like is offered to the person (``tables.suggesting``) and not taken.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from branches.importing.cells.text import says_nothing
from branches.importing.tables.fields import FIELDS, NEEDED, Field, Reading, field_of
from branches.importing.tables.fitting import readable
from branches.importing.tables.headerrows import HeaderCell
from branches.importing.tables.headers import Header
from branches.importing.tables.mapping import VALUES, Column, Mapping, Undecided
from branches.importing.workbook.sheets import Cell

_LEAST = 0.25
_CLOSE = 0.02
_SHARE_WITHOUT_VALUES = 0.6
_BY_VALUES = 0.9
_FEWEST_VALUES = 2

Known = Callable[[str], bool]


def assign(
    slug: str, headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]], known: Known
) -> Mapping:
    """Each column to at most one field, each single field to at most one column, the best matches first."""
    claims: list[tuple[float, int, HeaderCell, Field]] = []
    for header in headers:
        values = _values(header, sample)
        for each in FIELDS[slug]:
            weight = _weight(each, header.path)
            if weight:
                claims.append((weight * _agreement(slug, each, header, values, known), 0, header, each))
    choices = {header.column: sum(claim[2] is header for claim in claims) for header in headers}
    claims = [(score, choices[header.column], header, each) for score, _, header, each in claims]
    claims.sort(key=lambda claim: (-round(claim[0], 3), claim[1], claim[2].column))
    dated = {header.column for score, _, header, each in claims if each.name == "date" and score >= _LEAST}
    if len(dated) == 1:  # the only column that can be the day is not taken for a clock
        claims = [claim for claim in claims if claim[2].column not in dated or claim[3].name == "date"]
    mapping = Mapping(slug, [])
    taken: set[int] = set()
    for score, _, header, each in claims:
        if score < _LEAST or header.column in taken:
            continue
        if not each.many and each.reading is not Reading.IGNORED and mapping.first(each.name):
            continue
        taken.add(header.column)
        mapping.columns.append(Column(header.column, header.spelled, each, header.path[-1]))
        mapping.score += _telling(slug, each, header, sample, score) + (0.15 * score if each.name else 0)
    _by_values(mapping, [header for header in headers if header.column not in taken], sample, known)
    taken = {column.index for column in mapping.columns}
    for name in mapping.missing:
        _give_up_for(name, mapping, claims)
    mapping.columns.sort(key=lambda column: column.index)
    mapping.unknown = [header.spelled for header in headers if header.column not in taken]
    return mapping


def _by_values(
    mapping: Mapping, headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]], known: Known
) -> None:
    """Days, organisations and kinds where no header says them: the one column that holds nothing else."""
    left = list(headers)
    for name in ("date", "organization", "kind"):
        wanted = field_of(mapping.slug, name)
        if wanted is None or mapping.first(name):
            continue
        fitting = [header for header in left if _holds_only(mapping.slug, wanted, header, sample, known)]
        if len(fitting) == 1:
            [only] = fitting
            mapping.columns.append(Column(only.column, only.spelled, wanted, only.path[-1], VALUES))
            left.remove(only)


def _holds_only(
    slug: str, wanted: Field, header: HeaderCell, sample: Sequence[Sequence[Cell]], known: Known
) -> bool:
    """Whether the values say the field by themselves. A bare number is no day: it may be a count."""

    def fits(cell: Cell) -> bool:
        if wanted.reading is Reading.ORGANIZATION:
            return isinstance(cell, str) and known(cell)
        if wanted.name == "date" and not isinstance(cell, date):
            return isinstance(cell, str) and not cell.strip().isdigit() and readable(slug, wanted, cell, leaf)
        return readable(slug, wanted, cell, leaf)

    leaf = header.path[-1]
    values = _values(header, sample)
    return len(values) >= _FEWEST_VALUES and _share(fits, values) >= _BY_VALUES


def _give_up_for(name: str, mapping: Mapping, claims: Sequence[tuple[float, int, HeaderCell, Field]]) -> None:
    """Let a column that a record can do without become the field it needs (党课内容 as the topic)."""
    for score, _, header, each in claims:
        held = next((column for column in mapping.columns if column.index == header.column), None)
        if each.name != name or score < _LEAST or (held and held.field.name in NEEDED[mapping.slug]):
            continue
        if held is not None:
            mapping.columns.remove(held)
        mapping.columns.append(Column(header.column, header.spelled, each, header.path[-1]))
        return


def _telling(
    slug: str, each: Field, header: HeaderCell, sample: Sequence[Sequence[Cell]], score: float
) -> float:
    """What the column says for this record type.

    A choice says it by its values: 类型 alone stands everywhere.
    """
    if each.reading is not Reading.CHOICE:
        return each.telling * score
    values = _values(header, sample)
    share = _share(lambda cell: readable(slug, each, cell, header.path[-1]), values) if values else 0.0
    return each.telling * max(0.0, 2 * share - 1)


def _values(header: HeaderCell, sample: Sequence[Sequence[Cell]]) -> list[Cell]:
    cells = (row[header.column] for row in sample if header.column < len(row))
    return [cell for cell in cells if not says_nothing(cell)]


def refuse_ambiguous(
    mapping: Mapping, headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]]
) -> None:
    """Raise Undecided when a column left over has as good a claim to the day as the one that got it."""
    chosen = mapping.first("date")
    if chosen is None:
        return

    def claim(header: HeaderCell) -> float:
        agreement = _agreement(mapping.slug, chosen.field, header, _values(header, sample), lambda _: False)
        return _weight(chosen.field, header.path) * agreement

    best = claim(next(header for header in headers if header.column == chosen.index))
    for header in headers:
        if header.spelled in mapping.unknown and claim(header) >= max(_LEAST, best - _CLOSE):
            raise Undecided(
                f"“{chosen.spelled}”和“{header.spelled}”两列都像日期，分不清用哪一列。请删去或改名其中一列。",
                mapping,
            )


@lru_cache(maxsize=20_000)
def _weight(each: Field, path: tuple[Header, ...]) -> float:
    """How well the header words say this field; the words of a group count together with those below it."""
    spellings = [(path[-1].words, 1.0 if len(path) == 1 else 0.98)]
    if len(path) > 1:
        spellings.append(("".join(header.words for header in path), 1.0))
    if path[-1].hint and not path[-1].money_unit:
        spellings.append((path[-1].hint, 0.7))
    return max(
        (
            weight * factor
            for words, factor in spellings
            if words
            for cue, weight in each.cues
            if cue.fullmatch(words)
        ),
        default=0.0,
    )


def _agreement(slug: str, each: Field, header: HeaderCell, values: Sequence[Cell], known: Known) -> float:
    """Between 0.25 and 1: how far the values can be what the header says."""
    if each.reading in (Reading.TEXT, Reading.IGNORED):
        return 1.0
    if each.reading is Reading.ORGANIZATION:
        # A column of organisations nobody knows must stay one: its rows are to be asked about, not adopted.
        return 0.5 + 0.5 * _share(lambda cell: isinstance(cell, str) and known(cell), values)
    return 0.25 + 0.75 * _share(lambda cell: readable(slug, each, cell, header.path[-1]), values)


def _share(fits: Callable[[Cell], bool], values: Sequence[Cell]) -> float:
    return sum(map(fits, values)) / len(values) if values else _SHARE_WITHOUT_VALUES
