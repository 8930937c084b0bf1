"""Read a draft: its quantities, and for each the figure it means, or why it stays open."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.drafts import lexicon, quantities
from reports.drafts.matching import NARROWED, Match, matches
from reports.drafts.quantities import Quantity
from reports.drafts.setting import Names, Setting
from reports.drafts.spelling import Form
from reports.drafts.surroundings import Surroundings, normalised, surroundings
from reports.drafts.understanding import find, is_known
from reports.drafts.units import UNITS_OF, fits
from reports.figures.registry import Figure, Measure

MOST_CANDIDATES = 6
UNKNOWN = "没有对应的指标"
AMBIGUOUS = "有几项指标都说得通"
PARTIAL = "说的是其中一部分"
REPEATED = "同一项指标分几处写，全年的总数不能填入"
CONTESTED = "同一项指标前后写了不同的数，请先确认各指什么"

_ADDING_UP = lexicon.SUM | lexicon.LINKING | lexicon.WHOLE_TIME
_TAKING_PART = (
    lexicon.TAKING_PART
    | {people for people in lexicon.PEOPLE if "群众" not in people}
    | lexicon.SUM
    | lexicon.LINKING
)
_PAIRED = re.compile("^[ ]*[/、，（]?[ ]*$")
_PART_SIGN = re.compile("^[（ ]*(?:其中|包括|包含)[：，]?")
_SUCH_ACTIVITIES = re.compile("等(?:系列|主题|形式的|各类)?(?:主题|学习|教育|实践)*活动[共计 ]*$")
_ITEM_SIGN = re.compile("^[ ]*(?:[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十]{1,3}）)")


@dataclass(frozen=True, slots=True)
class Reading:
    """``figure`` is None when the quantity stays open; ``reason`` then says why, in Chinese.

    ``candidates``: the figures that come into question, the likeliest first; the proposed one is the first of them.
    ``partly``: the figure of which the quantity seems to be a part, or something beside it.
    """

    quantity: Quantity
    figure: Figure | None
    candidates: tuple[Figure, ...]
    reason: str
    on_occasion: bool = False
    sentence: int = 0
    partly: Figure | None = None


def read(
    text: str, figures: Iterable[Figure], period_year: int | None = None, names: Names | None = None
) -> list[Reading]:
    """The readings of all quantities of ``text`` in order.

    ``period_year``: the year the figures are counted for, taken for the draft's own where the draft names none.
    """
    return _Reader(text, figures, period_year, names or Names()).all()


class _Reader:
    def __init__(self, text: str, figures: Iterable[Figure], period_year: int | None, names: Names) -> None:
        self.figures = {figure.key: figure for figure in figures}
        self.cues = [(figure, cue) for figure in self.figures.values() for cue in figure.cues]
        self.activities = [
            (figure, cue)
            for figure, cue in self.cues
            if figure.measure is Measure.EVENTS and figure.key.startswith("meeting.") and len(cue.words) == 1
        ]
        self.setting = Setting(normalised(text), names, period_year)
        self.quantities = quantities.find(text)
        self.around = surroundings(text, self.quantities)

    def all(self) -> list[Reading]:
        readings: list[Reading] = []
        for quantity, around in zip(self.quantities, self.around, strict=True):
            reading = self._read(quantity, around, readings)
            readings.append(replace(reading, sentence=around.sentence))
        return [
            reading
            for reading in _with_repetitions_open(readings)
            if reading.candidates or not reading.quantity.is_wording
        ]

    def _read(self, quantity: Quantity, around: Surroundings, before: list[Reading]) -> Reading:
        previous = before[around.previous] if around.previous is not None else None
        is_part = _PART_SIGN.match(around.left) or any(_PART_SIGN.match(text) for text in around.earlier[:1])
        around = replace(around, left=_PART_SIGN.sub("", around.left))
        reading = _decided(quantity, matches(self.cues, quantity, around, self.setting))
        if not reading.candidates:
            reading = (
                self._taken_over(quantity, around, previous)
                or self._summed_up(quantity, around)
                or self._such_activities(quantity, around)
                or reading
            )
        if is_part and reading.figure and not _is_part_of(reading.figure, previous):
            return replace(reading, figure=None, reason=PARTIAL)
        if is_part:
            return replace(reading, partly=None)
        return reading

    def _taken_over(
        self, quantity: Quantity, around: Surroundings, previous: Reading | None
    ) -> Reading | None:
        """Persons behind events: 主题党日12次，参加党员360人次; 第一种形态处理9次 / 14人次."""
        if previous is None or previous.figure is None or around.right.strip(" ）"):
            return None
        if previous.figure.measure not in {Measure.EVENTS, Measure.ITEMS} or around.crowded:
            return None
        paired = bool(_PAIRED.match(around.between))
        if not paired and not (around.left.strip() and is_known(around.left, _TAKING_PART)):
            return None
        stem = previous.figure.key.rpartition(".")[0]
        if stem.partition(".")[0] == "lecture" and not paired:
            stem = "lecture.audience" if stem == "lecture" else "no one listens to some lectures only"
        siblings = tuple(
            figure
            for key, figure in self.figures.items()
            if key.rpartition(".")[0] == stem
            and figure.measure in {Measure.PERSON_TIMES, Measure.PERSONS}
            and fits(quantity.unit, figure)
        )
        return Reading(quantity, siblings[0], siblings, "") if len(siblings) == 1 else None

    def _summed_up(self, quantity: Quantity, around: Surroundings) -> Reading | None:
        """The thing in the clause before, the number behind: 认真开展谈心谈话，累计60余人次."""
        if not around.earlier or "#" in around.earlier[0] or around.right.strip():
            return None
        if not around.left.strip() or not is_known(around.left, _ADDING_UP):
            return None
        joined = replace(
            around, left=f"{around.earlier[0]}\u00b7{around.left}", earlier=around.earlier[1:], continued=""
        )
        reading = _decided(quantity, matches(self.cues, quantity, joined, self.setting))
        return reading if reading.candidates else None

    def _such_activities(self, quantity: Quantity, around: Surroundings) -> Reading | None:
        """参观…、重温…等活动12场次, in an item that is headed by one kind of activity and has just named it again."""
        if quantity.unit not in UNITS_OF[Measure.EVENTS] or not _SUCH_ACTIVITIES.search(around.left):
            return None
        sentences = [sentence for sentence in around.item.split("。") if sentence.strip()]
        if not sentences or not _ITEM_SIGN.match(sentences[0]):
            return None
        last = next((named for sentence in reversed(sentences) if (named := self._named(sentence))), {})
        if len(last) != 1 or self._named(sentences[0]).keys() != last.keys():
            return None
        ((key, word),) = last.items()
        named = replace(around, left=word, earlier=(around.left, *around.earlier))
        return _decided(
            quantity,
            [match for match in matches(self.cues, quantity, named, self.setting) if match.figure.key == key],
        )

    def _named(self, sentence: str) -> dict[str, str]:
        """The kinds of activity a sentence names: the key of the count of each, and the word it is named by."""
        found = ((figure.key, find(cue.words[0], sentence)) for figure, cue in self.activities)
        return {key: match[0] for key, match in found if match}


def _decided(quantity: Quantity, found: list[Match]) -> Reading:
    candidates = tuple(match.figure for match in found[:MOST_CANDIDATES])
    if not found:
        return Reading(quantity, None, (), UNKNOWN)
    best = found[0]
    if best.doubt:
        partly = best.figure if best.gravity == NARROWED else None
        return Reading(quantity, None, candidates, best.doubt, partly=partly)
    if len(found) > 1 and not found[1].doubt and found[1].rank == best.rank:
        return Reading(quantity, None, candidates, AMBIGUOUS)
    return Reading(quantity, best.figure, candidates, "", best.on_occasion)


def _is_part_of(figure: Figure, previous: Reading | None) -> bool:
    """Whether the figure counts a part of what the reading before it counts: 党组会60次，其中专题研究党建12次."""
    if previous is None or previous.figure is None:
        return False
    stem = previous.figure.key.rpartition(".")[0] + "."
    return figure.key.startswith(stem) and figure.key != previous.figure.key


def _with_repetitions_open(readings: list[Reading]) -> list[Reading]:
    """A figure named twice in one sentence, or twice with one of them on an occasion, is told there in parts.

    制定制度3项，修订制度9项; 春节走访慰问12人次 … 七一走访慰问20人次: neither number is the whole. A figure that is
    named with different numbers at different places is left open too: at least one of them means something narrower.
    """
    by_key: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.figure:
            by_key[reading.figure.key].append(reading)
    doubts: dict[int, str] = {}
    for key, same in by_key.items():
        parts = [reading for reading in readings if reading.partly is not None and reading.partly.key == key]
        sentences = Counter(reading.sentence for reading in same + parts)
        contested = len({_stated(reading) for reading in same} - {None}) > 1
        for reading in same:
            if sentences[reading.sentence] > 1 or (reading.on_occasion and len(same) > 1):
                doubts[reading.quantity.start] = REPEATED
            elif contested and _stated(reading) is not None:
                doubts[reading.quantity.start] = CONTESTED
    return [
        replace(reading, figure=None, reason=doubts[reading.quantity.start])
        if reading.quantity.start in doubts
        else reading
        for reading in readings
    ]


def _stated(reading: Reading) -> Decimal | None:
    """The number in the draft where it is meant exactly."""
    return reading.quantity.number.value if reading.quantity.form is Form.EXACT else None
