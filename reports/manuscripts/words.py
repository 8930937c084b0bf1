"""What the names in a manuscript stand for: those of outlines, and each duty's own numbers by its name.

``差额（主题党日）`` is what an outline writes as 【差额】 while it goes through the duties that fell short.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from branches.models import Organization
from reports.document import Number, Span, Table, Tally
from reports.outlines.filling import Word, as_asked
from reports.outlines.shortfalls import Shortfall
from reports.outlines.words import OutlineWords
from reports.periods import Period
from reports.placeholders import NO_RECORDS, Placeholder, Style

LIVE = (
    "应开展党组织数",
    "未达标党组织数",
    "未达标党组织",
    "应开展次数",
    "按期次数",
    "差额",
    "缺项时段",
)
"""What of a duty that fell short depends on the records; its name and rhythm do not."""
OF_A_DUTY = re.compile(f"^(?P<name>{'|'.join(sorted(LIVE, key=len, reverse=True))})（(?P<duty>.+)）$")
NOTHING = "现在没有可写的内容。"


class ManuscriptWords:
    """Of one organisation and period. ``word`` always has something to print for a name that is known."""

    def __init__(
        self, organization: Organization, period: Period, today: date, names: Collection[str]
    ) -> None:
        self.words = OutlineWords(organization, period, today, names)

    def names(self) -> list[str]:
        """Every name that may stand in a placeholder."""
        duties = [item.duty for item in self.words.shortfalls.duties]
        return [*self.words.names(), *(f"{name}（{duty}）" for duty in duties for name in LIVE)]

    def word(self, placeholder: Placeholder) -> Word | None:
        """What to print, 无记录 where there are no records; None for a name that is not known."""
        name = placeholder.name
        if figure := self.words.register.named(name):
            kept = replace(placeholder, styles=placeholder.styles | {Style.KEPT})
            word = self.words.word(kept)
            if word is None:  # nothing to compare with
                values, period = self.words.figures, self.words.period
                before = values.value(figure, period.previous())
                word = Word(Number(NO_RECORDS, values.value(figure, period), period, before), bare=True)
            return as_asked(word, placeholder)
        if of_a_duty := OF_A_DUTY.match(name):
            item = self._duty(of_a_duty["duty"])
            if item is None:
                return None
            word = item.word(replace(placeholder, name=of_a_duty["name"]))
        elif name in self.words.names():
            word = self.words.word(placeholder)
        else:
            return None
        nothing = Tally(NO_RECORDS, name, NOTHING, missing=True)
        return as_asked(word or Word(nothing, bare=True), placeholder)

    def _duty(self, name: str) -> Shortfall | None:
        return next((item for item in self.words.shortfalls.duties if item.duty == name), None)

    def tables(self) -> Collection[str]:
        return self.words.tables()

    def table(self, name: str, stated: Iterable[Span]) -> Table | None:
        return self.words.table(name, stated) if name in self.tables() else None
