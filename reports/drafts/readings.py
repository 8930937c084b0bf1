"""Read a draft: its quantities, and for each the figure it means, or why it stays open."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from reports.drafts import lexicon, quantities
from reports.drafts.errors import DraftError
from reports.drafts.frames import Frames
from reports.drafts.lists import Lists
from reports.drafts.matching import NARROWED, Match, matches
from reports.drafts.quantities import Quantity
from reports.drafts.setting import Names, Setting
from reports.drafts.spelling import Form
from reports.drafts.surroundings import NUMBER, PART_SIGN, Surroundings, covered, normalised, surroundings
from reports.drafts.understanding import FILLER, find, is_known
from reports.drafts.units import UNITS_OF, fits
from reports.figures.registry import Figure, Measure
from reports.outlines.reading import Outline

MOST_QUANTITIES = 5_000
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
_SUCH_ACTIVITIES = re.compile("等(?:系列|主题|形式的|各类)?(?:主题|学习|教育|实践)*活动[共计 ]*$")
_TOPIC = ".topic."
_DEALT_WITH = re.compile("^.*(?:研究部署|研究|听取|研判|审议|部署)")
_ITEM_SIGN = re.compile("^[ ]*(?:[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十]{1,3}）)")


@dataclass(frozen=True, slots=True)
class Reading:
    """``figure`` is None when the quantity stays open; ``reason`` then says why, in Chinese.

    ``candidates``: the figures that come into question, the likeliest first; the proposed one is the first.
    ``partly``: the figure of which an open quantity seems to be a part. ``sentence``: where its sentence
    begins. ``is_part``: it stands behind 其中; ``whole`` is then the figure of what stands before that.
    """

    quantity: Quantity
    figure: Figure | None
    candidates: tuple[Figure, ...]
    reason: str
    partly: Figure | None = None
    on_occasion: bool = False
    sentence: int = 0
    is_part: bool = False
    whole: Figure | None = None


def read(
    text: str,
    figures: Iterable[Figure],
    period_year: int | None = None,
    names: Names | None = None,
    outlines: Iterable[Outline] = (),
) -> list[Reading]:
    """The readings of all quantities of ``text`` in order.

    ``outlines``: those it may have been composed from.
    ``period_year``: the year the figures are counted for, taken for the draft's own where the draft names
    none. Raises DraftError for a text with more quantities than anybody writes.
    """
    return _Reader(text, figures, period_year, names or Names(), outlines).all()


class _Reader:
    def __init__(
        self,
        text: str,
        figures: Iterable[Figure],
        period_year: int | None,
        names: Names,
        outlines: Iterable[Outline],
    ) -> None:
        self.figures = {figure.key: figure for figure in figures}
        self.cues = [(figure, cue) for figure in self.figures.values() for cue in figure.cues]
        self.activities = [
            (figure, cue.words[0])
            for figure, cue in self.cues
            if figure.measure is Measure.EVENTS and figure.source == "meeting" and len(cue.words) == 1
        ]
        self.quantities = quantities.find(text)
        if len(self.quantities) > MOST_QUANTITIES:
            raise DraftError(f"文稿里的数字超过 {MOST_QUANTITIES} 处，请分成几个文件。")
        self.setting = Setting(normalised(text), names, period_year)
        self.lists = Lists((cue for _, cue in self.cues), self.setting)
        self.around = surroundings(text, self.quantities)
        self.frames = Frames(covered(text, self.quantities), outlines, self.setting)
        self.by_name = {figure.name: figure for figure in self.figures.values()}

    def all(self) -> list[Reading]:
        readings: list[Reading] = []
        for quantity, around in zip(self.quantities, self.around, strict=True):
            previous = readings[around.previous] if around.previous is not None else None
            reading = self._by_outline(quantity, around) or self._read(quantity, around, previous)
            readings.append(replace(reading, sentence=around.sentence))
        return [
            reading
            for reading in _with_repetitions_open(readings)
            if reading.candidates or not reading.quantity.is_wording
        ]

    def _by_outline(self, quantity: Quantity, around: Surroundings) -> Reading | None:
        """The figure whose placeholder stands there in the outline the draft was composed from."""
        figure = self.by_name.get(self.frames.name_at(quantity.start))
        if figure is None or not fits(quantity.unit, figure) or self._is_elsewhere(quantity, around):
            return None
        is_part, _ = self._whole(around, None)
        return Reading(quantity, figure, (figure,), "", is_part=is_part, whole=None)

    def _is_elsewhere(self, quantity: Quantity, around: Surroundings) -> bool:
        """Whether what stands around it speaks of another body, of a part of the year or of no work done."""
        return bool(
            quantity.unclear
            or self.setting.doubt
            or self.setting.section(quantity.start)
            or self.setting.lasting_other(around.item, around.sentence)
            or self.setting.lasting_time(around.item, around.sentence)
        )

    def _read(self, quantity: Quantity, around: Surroundings, previous: Reading | None) -> Reading:
        is_part, whole = self._whole(around, previous)
        around = replace(around, left=PART_SIGN.sub("", around.left))
        if previous is not None and previous.figure is None:
            around = replace(around, opening=self.lists.doubt(around))
        reading = self._decided(quantity, around)
        if not reading.candidates:
            reading = (
                self._taken_over(quantity, around, previous)
                or self._summed_up(quantity, around)
                or self._same_deed(quantity, around, previous)
                or self._such_activities(quantity, around)
                or reading
            )
        if not is_part:
            return reading
        reading = replace(reading, partly=None, is_part=True, whole=whole)
        if reading.figure and not (whole and _is_part_of(reading.figure, whole)):
            return replace(reading, figure=None, reason=PARTIAL)
        return reading

    def _whole(self, around: Surroundings, previous: Reading | None) -> tuple[bool, Figure | None]:
        """Whether the quantity is told as a part of an earlier one, and the figure of that one."""
        begins_here = bool(PART_SIGN.match(around.left))
        goes_on = previous is not None and previous.is_part and self.lists.goes_on(around)
        is_part = begins_here or goes_on or any(PART_SIGN.match(text) for text in around.earlier[:1])
        if previous is None or not is_part:
            return is_part, None
        return True, previous.whole if previous.is_part and not begins_here else previous.figure

    def _decided(self, quantity: Quantity, around: Surroundings, only: str = "") -> Reading:
        """By the cues beside the quantity (those of one figure ``only``, when it is named)."""
        found = [
            match
            for match in matches(self.cues, quantity, around, self.setting)
            if match.figure.key == (only or match.figure.key)
        ]
        if not found:
            return Reading(quantity, None, (), UNKNOWN)
        candidates = tuple(match.figure for match in found[:MOST_CANDIDATES])
        best = found[0]
        if best.doubt:
            partly = best.figure if best.gravity == NARROWED else None
            return Reading(quantity, None, candidates, best.doubt, partly=partly)
        if _has_rival(best, found[1:]):
            return Reading(quantity, None, candidates, AMBIGUOUS)
        return Reading(quantity, best.figure, candidates, "", on_occasion=best.on_occasion)

    def _taken_over(
        self, quantity: Quantity, around: Surroundings, previous: Reading | None
    ) -> Reading | None:
        """Persons behind events: 主题党日12次，参加党员360人次; 第一种形态处理9次 / 14人次."""
        if previous is None or previous.figure is None or around.crowded or around.right.strip(" ）"):
            return None
        if previous.figure.measure not in {Measure.EVENTS, Measure.ITEMS}:
            return None
        paired = bool(_PAIRED.match(around.between))
        if not paired and not (around.left.strip() and is_known(around.left, _TAKING_PART)):
            return None
        stem = previous.figure.key.rpartition(".")[0]
        if stem.partition(".")[0] == "lecture" and not paired:
            # Those who take part in lectures listen; they are counted for all lectures together only.
            stem = "lecture.audience" if stem == "lecture" else ""
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
        if not around.earlier or NUMBER in around.earlier[0] or around.right.strip():
            return None
        if not around.left.strip() or not is_known(around.left, _ADDING_UP):
            return None
        left = f"{around.earlier[0]}{FILLER}{around.left}"
        reading = self._decided(quantity, replace(around, left=left, earlier=around.earlier[1:]))
        return reading if reading.candidates else None

    def _same_deed(
        self, quantity: Quantity, around: Surroundings, previous: Reading | None
    ) -> Reading | None:
        """What meetings dealt with, told as a list: 党组会专题研究党建工作12次、意识形态工作4次."""
        if previous is None or previous.figure is None or _TOPIC not in previous.figure.key:
            return None
        for clause in takewhile(lambda clause: NUMBER in clause, around.earlier):
            if deed := _DEALT_WITH.match(clause.partition(NUMBER)[0]):
                reading = self._decided(quantity, replace(around, left=deed[0] + around.left))
                return reading if any(_TOPIC in figure.key for figure in reading.candidates[:1]) else None
        return None

    def _such_activities(self, quantity: Quantity, around: Surroundings) -> Reading | None:
        """参观…、重温…等活动12场次, in an item headed by one kind of activity that was just named again."""
        if quantity.unit not in UNITS_OF[Measure.EVENTS] or not _SUCH_ACTIVITIES.search(around.left):
            return None
        item = self.setting.text[around.item : around.sentence]
        sentences = [sentence for sentence in item.split("。") if sentence.strip()]
        if not sentences or not _ITEM_SIGN.match(sentences[0]):
            return None
        named = next((found for sentence in reversed(sentences) if (found := self._named(sentence))), {})
        if len(named) != 1 or self._named(sentences[0]).keys() != named.keys():
            return None
        ((key, word),) = named.items()
        listed = replace(around, left=word, earlier=(around.left, *around.earlier))
        return self._decided(quantity, listed, only=key)

    def _named(self, sentence: str) -> dict[str, str]:
        """The kinds of activity a sentence names: the key of the count of each, and the word for it."""
        found = ((figure.key, find(word, sentence)) for figure, word in self.activities)
        return {key: match[0] for key, match in found if match}


def _has_rival(best: Match, others: list[Match]) -> bool:
    return any(not other.doubt and other.rank == best.rank for other in others)


def _is_part_of(figure: Figure, whole: Figure) -> bool:
    """Whether the figure counts a part of what is counted before it: 党组会60次，其中专题研究党建12次."""
    if figure.key == whole.key or figure.measure is not whole.measure:
        return False
    filters_more = figure.source == whole.source and bool(figure.where) and not whole.where
    return filters_more or figure.key.startswith(whole.key.rpartition(".")[0] + ".")


def _with_repetitions_open(readings: list[Reading]) -> list[Reading]:
    """A figure named twice in one sentence, or twice with one of them on an occasion, is told there in parts.

    制定制度3项，修订制度9项; 春节走访慰问12人次 … 七一走访慰问20人次: neither number is the whole. Where a
    figure is named with different numbers at different places, at least one of them means something
    narrower.
    """
    named: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if figure := reading.figure or reading.partly:
            named[figure.key].append(reading)
    doubts: dict[int, str] = {}
    for same in named.values():
        in_sentence = Counter(reading.sentence for reading in same)
        proposed = [reading for reading in same if reading.figure]
        contested = len({_stated(reading) for reading in proposed} - {None}) > 1
        for reading in proposed:
            if in_sentence[reading.sentence] > 1 or (reading.on_occasion and len(proposed) > 1):
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
