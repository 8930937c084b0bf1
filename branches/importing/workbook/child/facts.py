"""What a sheet shows to people and calamine does not pass on."""

import re
from dataclasses import dataclass, field

FORMULA_WITHOUT_VALUE = "formula"
NO_DAY, NO_MONTH = "no_day", "no_month"
"""Not flaws of the value: a date, if it is one, of which the sheet shows the month or the year alone."""

BUILT_IN = dict.fromkeys((17, 27, 36, 50, 52, 57), NO_DAY)
"""Number formats without a code of their own: mmm-yy, and yyyy"年"m"月" as Chinese Excel numbers it."""

MACROS, LINKS = "macros", "links"
"""What stands beside the sheets: programs, and what other workbooks once said."""


@dataclass(slots=True)
class SheetFacts:
    """``flaws`` by zero-based row and column: an error value or one of the words above. ``hidden`` and
    ``struck``: zero-based rows that are hidden, and those with a cell struck through. ``blank``: the first
    zero-based row and column whose formula has a result, and that is an empty text, and how many they are.
    """

    flaws: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    blank: tuple[int, int] | None = None
    blanks: int = 0

    def note_blank(self, row: int, column: int) -> None:
        """It may be meant so, or never have been computed by the program that wrote it: nobody can tell."""
        self.blank = self.blank or (row, column)
        self.blanks += 1

    def note(self, row: int, column: int, flaw: str, struck: bool) -> None:
        if flaw:
            self.flaws[row, column] = flaw
        if struck:
            self.struck.add(row)


_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].|;.*', re.DOTALL)


def shown_alone(code: str) -> str:
    """What a number format shows of a date: NO_DAY for its month alone, NO_MONTH for its year alone, else
    empty.
    """
    letters = set(_LITERAL.sub("", code).lower())
    if letters & set("dhs"):
        return ""
    if "m" in letters:
        return NO_DAY
    return NO_MONTH if "y" in letters else ""
