"""What the draft as a whole tells about its quantities: its own year, whose draft it is, which parts speak of plans."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.drafts import lexicon

_YEAR = re.compile("((?:19|20)[0-9]{2})年(?![0-9一二三四五六七八九十]{1,3}月)")
_BLANK_YEAR = "[*×Xx_#]+年(?![*×Xx_0-9#]{1,3}月)"
_HEADING = re.compile(r"^[ ]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)|（[一二三四五六七八九十]{1,3}）)")
_TOP_HEADING = re.compile(r"^[ ]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章))")
_TITLE_LENGTH = 40
_KIND = re.compile("(?:机关)?(?:党委|党组|党总支|第?[一二三四五六七八九十]*党?支部|委员会)+$")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Names:
    """``own``: names of the organisation the figures are counted for; ``others``: of those it consists of only in part."""

    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Setting:
    """Made once for a draft; ``text`` is the normalised one."""

    text: str
    names: Names
    period_year: int | None
    _starts: list[int] = field(init=False)
    _kinds: list[str] = field(init=False)
    _whole: re.Pattern[str] = field(init=False)
    _own: re.Pattern[str] | None = field(init=False)
    _others: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        year = own_year(self.text) or self.period_year
        years = [_BLANK_YEAR, *([f"{year}年"] if year else [])]
        words = sorted(lexicon.WHOLE_TIME, key=len, reverse=True)
        self._whole = re.compile(f"(?:{'|'.join(years)})(?:度|以来|来|全年)?|" + "|".join(words))
        own = {name for given in self.names.own for name in _name_parts(given)}
        self._own = _any_of(own)
        others = {name for name in self.names.others if len(name) >= _SHORTEST_NAME and name not in own}
        named = _any_of(others)
        self._others = re.compile(lexicon.OTHERS + (f"|{named.pattern}" if named else ""))
        self._starts, self._kinds = _sections(self.text)

    def spoken_plainly(self, text: str) -> str:
        """``text`` with the words for the whole year and the office's own names blanked out."""
        text = self._whole.sub(_blanked, text)
        return self._own.sub(_blanked, text) if self._own else text

    def is_whole_year(self, text: str) -> int:
        """Where the last word for the whole year ends in ``text``; -1 without one."""
        ends = [match.end() for match in self._whole.finditer(text)]
        return ends[-1] if ends else -1

    def foreign_year(self, text: str) -> bool:
        """Whether ``text`` names a year that is not the draft's own."""
        return bool(_YEAR.search(self._whole.sub(_blanked, text)))

    @property
    def others(self) -> re.Pattern[str]:
        return self._others

    def without_own_names(self, text: str) -> str:
        return self._own.sub(_blanked, text) if self._own else text

    def section(self, position: int) -> str:
        """``plan`` or ``shortfall`` where that part of the draft speaks of what is to come or was missed, else empty."""
        return self._kinds[bisect_right(self._starts, position) - 1]


def own_year(text: str) -> int | None:
    """The year a draft reports on: that of its title, else the one it names most often; None without a clear one."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and len(lines[0]) <= _TITLE_LENGTH:
        titled = _YEAR.findall(lines[0])
        if len(set(titled)) == 1:
            return int(titled[0])
    named = Counter(_YEAR.findall(text)).most_common(2)
    if not named or (len(named) == 2 and named[0][1] == named[1][1]):
        return None
    return int(named[0][0])


def _sections(text: str) -> tuple[list[int], list[str]]:
    starts, kinds = [0], [""]
    position = 0
    kind = ""
    for line in text.split("\n"):
        heading = line.partition("。")[0]
        is_heading = bool(_HEADING.match(line)) or (len(line) <= _TITLE_LENGTH and "。" not in line and line.strip() != "")
        found = ""
        if is_heading and not (lexicon.REPORT_TITLE.search(heading) and not _HEADING.match(line)):
            found = _kind_of(heading)
            if found or _TOP_HEADING.match(line):
                kind = found
        own_kind = found or kind or ("plan" if re.match(r"[ ]*(?:下一步|今后|下步|明年)", line) else "")
        starts.append(position)
        kinds.append(own_kind)
        position += len(line) + 1
    return starts, kinds


def _kind_of(heading: str) -> str:
    if lexicon.PLAN_HEADING.search(heading[:_TITLE_LENGTH]):
        return "plan"
    return "shortfall" if lexicon.SHORTFALL_HEADING.search(heading[:_TITLE_LENGTH]) else ""


def _name_parts(name: str) -> Iterable[str]:
    """The name, and the name of the office without the kind of its organisation behind it."""
    yield from (part for part in (name, _KIND.sub("", name)) if len(part) >= _SHORTEST_NAME)


def _any_of(names: set[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def _blanked(match: re.Match[str]) -> str:
    return "\u00b7" * len(match[0])
