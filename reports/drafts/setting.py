"""What the draft as a whole tells about its quantities: its own year, whose draft it is, which parts speak of plans."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.drafts import lexicon

_YEAR = re.compile("((?:19|20)[0-9]{2})年(?![0-9一二三四五六七八九十]{1,3}月)")
_BLANK_YEAR = "[*×Xx_#]+年(?![*×Xx_0-9#]{1,3}月)"
_HEADING = re.compile(
    r"^[ ]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)"
    r"|（[一二三四五六七八九十]{1,3}）)"
)
_TOP_HEADING = re.compile(r"^[ ]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章))")
_TITLE_LENGTH = 40
_TITLE_LINES = 3
_PLANNED_PARAGRAPH = re.compile("[ ]*(?:下一步|今后|下步|明年)")
_SIGN = re.compile(
    "^[ ]*(?:[一二三四五六七八九十]{1,3}[是、]|（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[.、])"
)
_KIND = re.compile("(?:机关)?(?:党委|党组|党总支|第?[一二三四五六七八九十]*党?支部|委员会)+$")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Names:
    """``own``: names of the organisation the figures are counted for; ``others``: those above it and below it.

    ``is_branch``: it is a branch or a group; then 局, 党组 and 各支部 are others too.
    """

    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    is_branch: bool = False


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
    _branches: re.Pattern[str] = field(init=False)
    doubt: str = field(init=False)

    def __post_init__(self) -> None:
        year = own_year(self.text) or self.period_year
        years = [_BLANK_YEAR, *([f"{year}年"] if year else [])]
        words = sorted(lexicon.WHOLE_TIME, key=len, reverse=True)
        self._whole = re.compile(f"(?:{'|'.join(years)})(?:度|以来|来|全年)?|" + "|".join(words))
        own = {name for given in self.names.own for name in _name_parts(given, whole=self.names.is_branch)}
        if self.names.is_branch:
            own |= lexicon.BRANCH_ITSELF
        self._own = re.compile(
            "|".join([*map(re.escape, sorted(own, key=len, reverse=True)), lexicon.ITSELF_NAMELESS])
        )
        others = {name for name in self.names.others if len(name) >= _SHORTEST_NAME and name not in own}
        named = "|".join(map(re.escape, sorted(others, key=len, reverse=True)))
        self._branches = re.compile("|".join(filter(None, (named, lexicon.BRANCHES))))
        self._others = re.compile(f"{self._branches.pattern}|{lexicon.AUTHORITIES}")
        self._starts, self._kinds = self._sections()
        self.doubt = self._doubt()

    def spoken_plainly(self, text: str) -> str:
        """``text`` with the words for the whole year and the office's own names blanked out."""
        text = self._whole.sub(_blanked, text)
        return self._own.sub(_blanked, text)

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
        return self._own.sub(_blanked, text)

    def lasting_time(self, sentences: str) -> str:
        """The part of the year, or the other year, that sentences in front have set and none has ended."""
        for sentence in reversed(_sentences(sentences)):
            found = lexicon.LASTING_TIME.match(sentence)
            if found:
                return found[0]
            year = _YEAR.match(sentence)
            if year and self.foreign_year(year[0]):
                return year[0]
            if self._whole.search(sentence):
                return ""
        return ""

    def lasting_other(self, sentences: str) -> str:
        """The other body that sentences in front have begun to speak of."""
        for sentence in reversed(_sentences(sentences)):
            found = self._branches.match(self.without_own_names(sentence))
            if found:
                return found[0]
            if sentence.startswith(tuple(lexicon.OURSELVES)):
                return ""
        return ""

    def section(self, position: int) -> str:
        """``plan``, ``shortfall`` or ``other``: that part of the draft speaks of what is to come, of what was missed or
        of another body; empty where it speaks of what was done.
        """
        return self._kinds[bisect_right(self._starts, position) - 1]

    def _sections(self) -> tuple[list[int], list[str]]:
        starts, kinds = [0], [""]
        position = 0
        kind = ""
        for line in self.text.split("\n"):
            heading = line.partition("。")[0][:_TITLE_LENGTH]
            numbered = bool(_HEADING.match(line))
            found = ""
            if numbered or (
                len(line) <= _TITLE_LENGTH and "。" not in line and not lexicon.REPORT_TITLE.search(line)
            ):
                found = _kind_of(heading)
                if not found and numbered and self._branches.search(self.without_own_names(heading)):
                    found = "other"
                if found or _TOP_HEADING.match(line):
                    kind = found
            starts.append(position)
            kinds.append(found or kind or ("plan" if _PLANNED_PARAGRAPH.match(line) else ""))
            position += len(line) + 1
        return starts, kinds

    def _doubt(self) -> str:
        """What the title, or the very first words, say against every number of the draft; empty for a year's report."""
        lines = [line.strip() for line in self.text.split("\n") if line.strip()]
        titles = [
            line
            for line in lines[:_TITLE_LINES]
            if len(line) <= _TITLE_LENGTH and not re.search("[，。；：]", line)
        ]
        title = self.without_own_names("".join(titles))
        opening = lines[len(titles)].partition("，")[0] if len(lines) > len(titles) else ""
        for text in (title, opening[:_TITLE_LENGTH]):
            if part := lexicon.PART_OF_YEAR_TITLE.search(text):
                return f"文稿写的是“{part[0]}”，不是全年"
        if titles and lexicon.PLAN_TITLE.search(titles[0]) and not lexicon.REPORT_TITLE.search(titles[0]):
            return "文稿是计划或要点，不是已做的事"
        if title and len(lines) > len(titles) and (branch := self._branches.search(title)):
            return f"文稿写的是“{branch[0]}”，与所选党组织不同"
        return ""


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


def _kind_of(heading: str) -> str:
    if lexicon.PLAN_HEADING.search(heading[:_TITLE_LENGTH]):
        return "plan"
    return "shortfall" if lexicon.SHORTFALL_HEADING.search(heading[:_TITLE_LENGTH]) else ""


def _name_parts(name: str, whole: bool) -> Iterable[str]:
    """The name, and unless only the ``whole`` one is its own, that of the office without the kind of organisation."""
    parts = (name,) if whole else (name, _KIND.sub("", name))
    yield from (part for part in parts if len(part) >= _SHORTEST_NAME)


def _sentences(text: str) -> list[str]:
    return [_SIGN.sub("", sentence.strip()) for sentence in re.split("[。！？\n]", text) if sentence.strip()]


def _blanked(match: re.Match[str]) -> str:
    return "\u00b7" * len(match[0])
