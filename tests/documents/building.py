"""Stand-ins of the document tests: words out of a dictionary, and documents built by hand."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from reports.document import Annex, Block, Document, Number, Span, Table
from reports.figures.registry import Figure, FigureValue, Measure
from reports.outlines.filling import Lookup, Word
from reports.outlines.reading import read
from reports.outlines.writing import Imprint, write
from reports.periods import Period
from reports.placeholders import NO_RECORDS, Placeholder, Style, printed

YEAR = Period.year(2023)
COUNTED_AT = datetime.datetime(2024, 1, 5, 1, 5, tzinfo=datetime.UTC)
IMPRINT = Imprint("青峰市档案发展局机关党委", YEAR, COUNTED_AT, datetime.date(2024, 1, 8))


def value(name: str, count: int | Decimal | None, unit: str = "次") -> FigureValue:
    figure = Figure(f"test.{name}", name, unit, Measure.EVENTS, "meetings", Q(), f"期内的{name}。")
    return FigureValue(figure, count, int(count or 0))


def number(name: str, count: int, unit: str = "次") -> Number:
    return Number(str(count), value(name, count, unit), YEAR)


@dataclass
class FakeWords:
    """``numbers`` by name (None: no records), ``said`` facts, ``each`` the items of 每项短板."""

    numbers: dict[str, int | None]
    said: dict[str, str] = field(default_factory=dict)
    each: list[dict[str, int | None]] = field(default_factory=list)

    def names(self) -> Collection[str]:
        return [*self.numbers, *self.said]

    def is_fact(self, name: str) -> bool:
        return name in self.said

    def is_work(self, name: str) -> bool:
        return name in self.numbers

    def word(self, placeholder: Placeholder) -> Word | None:
        if placeholder.name in self.said:
            return Word(self.said[placeholder.name])
        count = self.numbers[placeholder.name]
        if count is None:
            nothing = Number(NO_RECORDS, value(placeholder.name, None), YEAR)
            return Word(nothing, bare=True) if Style.KEPT in placeholder.styles else None
        text = printed(count, placeholder.styles)
        return Word(Number(text, value(placeholder.name, count), YEAR))

    def items(self, over: str) -> Sequence[Lookup]:
        return [FakeWords(self.numbers | item, self.said) for item in self.each]

    def repeats(self) -> dict[str, Collection[str]]:
        return {"每项短板": [name for item in self.each[:1] for name in item]}

    def tables(self) -> Collection[str]:
        return []

    def table(self, name: str, stated: Iterable[Span]) -> Table | None:
        raise AssertionError(f"no table was asked for: {name}")


def document(
    *blocks: Block, annexes: Sequence[Annex] = (), title: Sequence[str] = ("测试文稿",), signature: str = ""
) -> Document:
    return Document(
        title_lines=tuple(title),
        organization=IMPRINT.organization,
        period=YEAR,
        counted_at=COUNTED_AT,
        blocks=blocks,
        signature=signature or IMPRINT.organization,
        issued_on=IMPRINT.issued_on,
        annexes=tuple(annexes),
    )


def written(body: str, words: FakeWords) -> list[str]:
    """The lines of the document that an outline with this body becomes, without the title."""
    outline = read(f"标题：测试文稿\n\n{body}")
    return list(write(outline, words, IMPRINT).lines())[1:]
