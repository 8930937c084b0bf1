"""Sentences of the outlines, with their numbers left out: a document that was composed here is known by them.

A draft that repeats several whole sentences of one outline was composed from it. A number in such a sentence
is the figure whose placeholder stands there in the outline. A sentence that somebody has rewritten is no
sentence of the outline any more and is left to the cues.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from branches.models import Organization
from reports.drafts.setting import Setting
from reports.drafts.surroundings import NUMBER
from reports.drafts.understanding import FILLER
from reports.outlines.reading import CLOSERS, Outline, Part, Repeat, Text
from reports.outlines.secretaries import SECRETARY
from reports.placeholders import Placeholder, Style

FEWEST_SENTENCES = 3
"""So many different whole sentences of one outline nobody writes by chance."""
SHORTEST = 5
"""Letters and marks of a sentence beside its numbers: 共12次。 says nothing of its outline."""
MOST_OPEN = 2
"""Lists of titles in one sentence, and characters of a sentence: more would make matching slow."""
LONGEST = 600
_APPEARANCES = frozenset({Style.VAGUE, Style.CHINESE, Style.KEPT})
_ORDINAL = "[一二三四五六七八九十]{1,3}"
_SIGN = re.compile(rf"[ ]*(?:{_ORDINAL}[是、]|（{_ORDINAL}）|[0-9]{{1,2}}[.．]|（[0-9]{{1,2}}）|)")
_SENTENCE = re.compile(
    rf"[^。！？；：\n]+(?:[；：](?!{_ORDINAL}是)[^。！？；：\n]*)*[。！？；：]?[{re.escape(CLOSERS)}]*"
)
_SEPARATORS = "、，；"
_PART = "其中"
_TITLES = "[^。！？#\n]+?"
_BODIES = "|".join(
    re.escape(str(kind.label)) for kind in (Organization.Kind.LEADING_GROUP, Organization.Kind.COMMITTEE)
)
_YEAR = "(?P<year{0}>[0-9]{{4}})年"
_NAME = "(?P<own{0}>[^#，。；：]{{2,60}}?)"
_FACTS = {
    "班子": f"(?:{_BODIES})",
    "期间": _YEAR,
    "报告期": f"{_YEAR}度",
    "截至": f"截至{_YEAR}12月31日",
    "单位": _NAME,
    "单位简称": _NAME,
    SECRETARY: "[一-龥·]{{2,20}}",
}
"""What facts print in a report of a whole year, with the groups that are looked at afterwards."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence of an outline. ``names`` are those of its numbers: that of the group ``number0`` of the
    pattern first.

    ``behind``: it goes on from the sentence before it in its paragraph (其中 …), which has that place among
    the frames of the outline; None for a sentence that stands by itself.
    """

    pattern: re.Pattern[str]
    names: tuple[str, ...]
    behind: int | None = None

    def places(self, sentence: str, start: int, setting: Setting) -> dict[int, str] | None:
        """The names of the numbers of a sentence that begins at ``start``, by the places of the numbers;
        None when it is another sentence, or one about another year or organisation."""
        match = self.pattern.fullmatch(sentence)
        if not match:
            return None
        found: dict[int, str] = {}
        for group, words in match.groupdict().items():
            if words is None:
                continue
            if group.startswith("year") and int(words) != setting.year:
                return None
            if group.startswith("own") and setting.without_own_names(words).strip(FILLER):
                return None
            if group.startswith("number"):
                found[start + match.start(group)] = self.names[int(group.removeprefix("number"))]
        return found


class Frames:
    """Which figure each number of a draft is by the outline the draft was composed from.

    ``text``: the draft's, normalised, its quantities filled with ``NUMBER``.
    """

    def __init__(self, text: str, outlines: Iterable[Outline], setting: Setting) -> None:
        sentences = list(_sentences(text))
        found = [_places(sentences, frames_of(outline), setting) for outline in outlines]
        likeliest = max(found, key=len, default=[])
        enough = len({tuple(places.values()) for places in likeliest}) >= FEWEST_SENTENCES
        self._names = {place: name for places in likeliest if enough for place, name in places.items()}

    def name_at(self, place: int) -> str:
        """The name of the figure that the number beginning there is; empty where no outline says so."""
        return self._names.get(place, "")


@lru_cache(maxsize=64)
def frames_of(outline: Outline) -> tuple[Frame, ...]:
    """The frames of every sentence of the outline that prints numbers, in order."""
    frames: list[Frame] = []
    for block in outline.all_blocks():
        if not isinstance(block, Text):
            continue
        before: int | None = None
        for sentence in block.sentences:
            writing = _Writing()
            pattern = writing.written(sentence.parts)
            goes_on = sentence.source.startswith(_PART)
            if not pattern or not writing.names or writing.titles > MOST_OPEN or (goes_on and before is None):
                continue
            pattern = re.sub("[。；]$", "[。；]", pattern)  # the last point that stands ends the sentence
            frames.append(Frame(re.compile(pattern), tuple(writing.names), before if goes_on else None))
            before = len(frames) - 1
    return tuple(frames)


class _Writing:
    """A sentence of an outline on its way to a pattern."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.titles = self.facts = 0

    def written(self, parts: tuple[Part, ...]) -> str | None:
        """None for a sentence whose words cannot be known beforehand."""
        pattern = ""
        for part in parts:
            if isinstance(part, str):
                pattern += _literal(part)
            elif isinstance(part, Placeholder):
                if (inside := self._placeholder(part)) is None:
                    return None
                pattern += inside
            elif isinstance(part, Repeat) or (inside := self.written(part.parts)) is None:
                return None
            else:
                pattern += f"(?:{inside})?"
        return pattern

    def _placeholder(self, placeholder: Placeholder) -> str | None:
        if not placeholder.prints:
            return ""
        if placeholder.limit is not None:
            self.titles += 1
            return _TITLES
        if fact := _FACTS.get(placeholder.name):
            self.facts += 1
            return fact.format(self.facts)
        if placeholder.styles - _APPEARANCES:
            return None
        self.names.append(placeholder.name)
        return f"(?P<number{len(self.names) - 1}>{NUMBER}+)"


def _literal(text: str) -> str:
    """The text; a separator at its ends goes with the fragment beside it."""
    core = text.strip(_SEPARATORS)
    before, _, behind = text.partition(core) if core else (text, "", "")
    return "".join(f"{mark}?" for mark in before) + re.escape(core) + "".join(f"{mark}?" for mark in behind)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Where each sentence with a number begins behind its sign (一是, （一）), and the sentence."""
    for match in _SENTENCE.finditer(text):
        sign = _SIGN.match(match[0])
        start = match.start() + (sign.end() if sign else 0)
        sentence = text[start : match.end()]
        letters = len(sentence) - sentence.count(NUMBER)
        if NUMBER in sentence and letters >= SHORTEST and len(sentence) <= LONGEST:
            yield start, sentence


def _places(
    sentences: Iterable[tuple[int, str]], frames: tuple[Frame, ...], setting: Setting
) -> list[dict[int, str]]:
    """For each sentence that is one of the frames: the names of its numbers by their places."""
    found: list[dict[int, str]] = []
    last: set[int] = set()
    for start, sentence in sentences:
        fitting = {
            number: places
            for number, frame in enumerate(frames)
            if (frame.behind is None or frame.behind in last)
            and (places := frame.places(sentence, start, setting))
        }
        last = set(fitting)
        first, *others = fitting.values() or [{}]
        if first and all(places == first for places in others):
            found.append(first)
    return found
