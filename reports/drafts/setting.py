"""What the draft as a whole says of its quantities: its year, whose it is, which parts speak of plans."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from reports.drafts import lexicon, limits
from reports.drafts.understanding import filled_over

_NUMERALS = "[一二三四五六七八九十]"
_YEAR = re.compile(f"((?:19|20)[0-9]{{2}})年(?!(?:[0-9]|{_NUMERALS}){{1,3}}月)")
_BLANK_YEAR = "[*×Xx_]+年(?![*×Xx_0-9]{1,3}月)"
_TOP_HEADING = re.compile(f"[ ]*(?:{_NUMERALS}{{1,3}}、|第{_NUMERALS}{{1,3}}(?:部分|章))")
_SECOND_HEADING = re.compile(f"[ ]*（{_NUMERALS}{{1,3}}）")
_SIGN = re.compile(f"^[ ]*(?:{_NUMERALS}{{1,3}}[是、]|（(?:[0-9]|{_NUMERALS}){{1,3}}）|[0-9]{{1,2}}[.、])")
_PUNCTUATION = re.compile("[，。；：]")
_PART_OF_YEAR = re.compile(limits.PART_OF_YEAR)
_LABEL = re.compile(
    f" *(?:(?!.*{_NUMERALS}[次场期名人个项])[^ 0-9*×_，。；：、！？《》][^0-9*×_，。；：、！？《》]{{0,19}}"
    "|(?:20[0-9]{2}年)?(?:[0-9]{1,2}(?:[-~至][0-9]{1,2})?月份?)?) *"
)
"""A short line without a number of its own, or a time."""
_TITLE_LENGTH = 40
_TITLE_LINES = 3
_LOOK_BACK = 5000
_KIND = re.compile(f"(?:机关)?(?:党委|党组|党总支|第?{_NUMERALS}*党?支部|委员会)+$")
_SHORTEST_NAME = 3
_LAST_DAY = "12月31日|12月底|12月末|年底|年末|底|末"
_PERSON_ACTS = re.compile(f"(?:^|[，。；：\n年来])(?:{limits.PERSON})")


@dataclass(frozen=True, slots=True)
class Names:
    """``own``: names of the organisation the figures are counted for; ``others``: those above and below it.

    ``is_branch``: it is a branch or a group; then 局, 党组 and 各支部 are others too.
    ``tags``: the office's own words for what it does.
    """

    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    is_branch: bool = False
    tags: tuple[str, ...] = ()


class Setting:
    """Made once for a draft from its normalised text.

    ``year`` is what the draft reports on: the one it names, else that of the figures. ``doubt`` says, in
    Chinese, what its title has against every number (a half-year, a plan, another body); empty for a report
    of the year.
    """

    def __init__(self, text: str, names: Names, period_year: int | None) -> None:
        self.text = text
        self.tags = names.tags
        self.is_branch = names.is_branch
        self.year = own_year(text) or period_year
        years = f"{_BLANK_YEAR}|{self.year}年" if self.year else _BLANK_YEAR
        self._whole = re.compile(
            f"截[至止到](?:{years}|今年|本年)?(?:{_LAST_DAY})|(?:{years})(?:度|以来|来|全年)?"
            f"|{_any_of(lexicon.WHOLE_TIME)}"
        )
        own = {part for name in names.own for part in _name_parts(name, whole=names.is_branch)}
        if names.is_branch:
            own |= lexicon.BRANCH_ITSELF
        self._own = re.compile(f"{_any_of(own)}|{limits.NAMELESS_OFFICE}" if own else limits.NAMELESS_OFFICE)
        others = {
            name for name in names.others if len(name) >= _SHORTEST_NAME and name not in own and name in text
        }
        branches = f"{_any_of(others)}|{limits.BRANCHES}" if others else limits.BRANCHES
        self._branches = re.compile(branches)
        self.subjects = re.compile(
            f"{branches}|{limits.AUTHORITIES}|{limits.POSTS}|{_any_of(lexicon.OURSELVES)}"
        )
        self._actors = re.compile(f"{branches}|{limits.POSTS}")
        self.is_personal = _is_personal(text)
        self._sections = list(self._lines())
        self.doubt = self._doubt()

    def plain(self, text: str) -> str:
        """``text`` with the words for the whole year and the office's own names filled over."""
        return self.without_own_names(self._whole.sub(filled_over, text))

    def without_own_names(self, text: str) -> str:
        return self._own.sub(filled_over, text)

    def is_actor(self, subject: str) -> bool:
        """Whether it is a named branch or a post, no authority that prose only refers to."""
        return bool(self._actors.fullmatch(subject))

    def whole_year_until(self, text: str) -> int:
        """Where the last word for the whole year ends in ``text``; -1 without one."""
        return max((match.end() for match in self._whole.finditer(text)), default=-1)

    def names_another_year(self, text: str) -> bool:
        return bool(_YEAR.search(self._whole.sub(filled_over, text)))

    def lasting_time(self, start: int, end: int) -> str:
        """The part of the year, or other year, that the sentences from ``start`` to ``end`` speak of last."""
        for sentence in self._sentences_backwards(start, end):
            if found := limits.LASTING_TIME.match(sentence):
                return found[0]
            if (year := _YEAR.match(sentence)) and self.names_another_year(year[0]):
                return year[0]
            if self._whole.search(sentence):
                return ""
        return ""

    def lasting_other(self, start: int, end: int) -> str:
        """The other body of which the sentences from ``start`` to ``end`` have begun to speak."""
        for sentence in self._sentences_backwards(start, end):
            if found := self._branches.match(self.without_own_names(sentence)):
                return found[0]
            if sentence.startswith(tuple(lexicon.OURSELVES)):
                return ""
        return ""

    def section(self, position: int) -> str:
        """``plan``, ``shortfall``, ``other`` or ``part`` where the draft speaks of such there; else empty."""
        return self._sections[bisect_right(self._sections, position, key=lambda line: line[0]) - 1][1]

    def _sentences_backwards(self, start: int, end: int) -> Iterator[str]:
        sentences = re.split("[。！？\n]", self.text[max(start, end - _LOOK_BACK) : end])
        return (_SIGN.sub("", sentence.strip()) for sentence in reversed(sentences) if sentence.strip())

    def _lines(self) -> Iterator[tuple[int, str]]:
        """Where each line begins, and what kind of section it belongs to."""
        position, kind, top, label = 0, "", "", ""
        for line in self.text.split("\n"):
            found = self._kind_of_heading(line)
            if found or _TOP_HEADING.match(line):
                kind = found
            if _TOP_HEADING.match(line):
                top, label = self._kind_of_label(line), ""
            elif _SECOND_HEADING.match(line) or _is_label(line):
                label = self._kind_of_label(line)
            yield position, kind or label or top or ("plan" if limits.PLANNED_PARAGRAPH.match(line) else "")
            position += len(line) + 1

    def _kind_of_label(self, line: str) -> str:
        """A line of its own that names a branch or a part of the year holds until the next such line: it is
        a heading, or the first cell of a row. A heading of the first order holds until the next of these."""
        line = _SIGN.sub("", line)
        if not _is_label(line):
            return ""
        if _PART_OF_YEAR.match(line.strip()) or self.names_another_year(line):
            return "part"
        return "other" if self._branches.search(self.without_own_names(line)) else ""

    def _kind_of_heading(self, line: str) -> str:
        heading = line.partition("。")[0][:_TITLE_LENGTH]
        numbered = bool(_TOP_HEADING.match(line) or _SECOND_HEADING.match(line))
        bare = len(line) <= _TITLE_LENGTH and "。" not in line and not limits.REPORT_TITLE.search(line)
        if not numbered and not bare:
            return ""
        if limits.PLAN_HEADING.search(heading):
            return "plan"
        if limits.SHORTFALL_HEADING.search(heading):
            return "shortfall"
        return "other" if numbered and self._branches.search(self.without_own_names(heading)) else ""

    def _doubt(self) -> str:
        lines = [line.strip() for line in self.text.split("\n") if line.strip()]
        titles = list(takewhile(_may_be_title, lines[:_TITLE_LINES]))
        title = self.without_own_names("".join(titles))
        opening = lines[len(titles)] if len(lines) > len(titles) else ""
        if part := limits.PART_OF_YEAR_TITLE.search(title) or limits.LASTING_TIME.match(opening):
            return f"文稿写的是“{part[0]}”，不是全年"
        if titles and limits.PLAN_TITLE.search(titles[0]) and not limits.REPORT_TITLE.search(titles[0]):
            return "文稿是计划或要点，不是已做的事"
        if len(lines) > len(titles) and (branch := self._branches.search(title)):
            return f"文稿写的是“{branch[0]}”，与所选党组织不同"
        return ""


def _is_personal(text: str) -> bool:
    """Whether one person reports on his own work, by the title or by what he calls himself."""
    titles = [line for line in text.split("\n") if line.strip()][:_TITLE_LINES]
    titled = any(_may_be_title(line.strip()) and limits.PERSONAL_TITLE.search(line) for line in titles)
    return titled or bool(_PERSON_ACTS.search(text))


def _is_label(line: str) -> bool:
    return bool(line.strip() and _LABEL.fullmatch(line))


def own_year(text: str) -> int | None:
    """The year a draft reports on: that of its title, else the one it names most often; None without one."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if len(first) <= _TITLE_LENGTH and len(titled := set(_YEAR.findall(first))) == 1:
        return int(titled.pop())
    named = Counter(_YEAR.findall(text)).most_common(2)
    if not named or (len(named) == 2 and named[0][1] == named[1][1]):
        return None
    return int(named[0][0])


def _may_be_title(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and not _PUNCTUATION.search(line) and not _TOP_HEADING.match(line)


def _name_parts(name: str, whole: bool) -> Iterator[str]:
    """The name, and unless only the ``whole`` one is meant, that of the office without the kind behind it."""
    parts = (name,) if whole else (name, _KIND.sub("", name))
    return (part for part in parts if len(part) >= _SHORTEST_NAME)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
