"""Which figures a quantity may mean, and what speaks against each one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.drafts import lexicon
from reports.drafts.quantities import Quantity
from reports.drafts.setting import Setting
from reports.drafts.surroundings import Surroundings
from reports.drafts.understanding import (
    ADDRESSED,
    BEHIND,
    BESIDE,
    GAP,
    find,
    find_all,
    is_known,
    is_one_of,
    without,
)
from reports.drafts.units import fits
from reports.figures.registry import Cue, Figure

_POST = re.compile(lexicon.POSTS)
_OURSELVES = "|".join(sorted(lexicon.OURSELVES, key=len, reverse=True))
_PLAN = re.compile(f"^(?:{_OURSELVES}|并|还|也|同时|均|[ ·])*(?:{lexicon.PLAN})")
_PART_OF_YEAR = re.compile(lexicon.PART_OF_YEAR)
_OCCASION = re.compile(lexicon.OCCASION)
_SECTIONS = {
    "plan": "这一部分写的是下一步打算",
    "shortfall": "这一部分写的是问题和不足",
    "other": "这一部分写的是其中一个党组织",
}
NARROWED, _UNCLEAR, _OTHER_THING, _OTHER_UNIT = 1, 2, 3, 4
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found beside a quantity. ``doubt`` says in Chinese what speaks against it; empty when nothing does.

    ``gravity``: how far off the figure is (0 without doubt). ``rank``: how much of the clause the cue explains; the
    greater is the more specific.
    """

    figure: Figure
    rank: tuple[int, int]
    doubt: str
    gravity: int = 0
    on_occasion: bool = False


@dataclass(frozen=True, slots=True)
class _Attachment:
    """The cue's own word beside the number: what stands before the word, between it and the number, and behind both."""

    head: str
    lead: str
    gap: str
    behind: str


def matches(
    cues: Iterable[tuple[Figure, Cue]], quantity: Quantity, around: Surroundings, setting: Setting
) -> list[Match]:
    """Every figure whose cue stands beside the quantity: first those without doubt, the most specific first."""
    found: dict[str, Match] = {}
    for figure, cue in cues:
        for match in _held_against(figure, cue, quantity, around, setting):
            known = found.get(figure.key)
            if known is None or _order(match) < _order(known):
                found[figure.key] = match
    return sorted(found.values(), key=_order)


def _order(match: Match) -> tuple[int, int, int]:
    return match.gravity, -match.rank[0], -match.rank[1]


def _held_against(
    figure: Figure, cue: Cue, quantity: Quantity, around: Surroundings, setting: Setting
) -> Iterator[Match]:
    attachments = list(_attachments(cue, around))
    if not attachments:
        return
    own = around.left + "#" + around.right + around.continued
    context = own if all(find(word, own) for word in cue.given) else f"{around.sentence_before}，{own}"
    if not all(find(word, own) for word in cue.words[1:]) or not all(
        find(word, context) for word in cue.given
    ):
        return
    rank = len(cue.words) + len(cue.given) + bool(cue.by)
    for attachment in attachments:
        if not fits(quantity.unit, figure, cue.units):
            doubt, gravity = f"量词“{quantity.unit}”与这项指标不符", _OTHER_UNIT
        elif find(cue.never, own):
            doubt, gravity = "句中的限定与这项指标不符", _OTHER_THING
        else:
            doubt = _general_doubt(around, quantity, setting) or _time_doubt(
                cue, attachment.lead + attachment.gap, around, setting
            )
            gravity = _UNCLEAR
            if not doubt and (doubt := _subject_doubt(cue, attachment, around, setting)):
                gravity = _OTHER_THING
            if not doubt and (doubt := _wording_doubt(cue, attachment, setting)):
                gravity = NARROWED
        yield Match(
            figure,
            (rank, len(attachment.head)),
            doubt,
            gravity if doubt else 0,
            _on_occasion(around, setting),
        )


def _attachments(cue: Cue, around: Surroundings) -> Iterator[_Attachment]:
    for match in find_all(cue.words[0], around.left):
        yield _Attachment(
            match[0],
            around.left[: match.start()],
            around.left[match.end() :],
            around.right + around.continued,
        )
    for match in find_all(cue.words[0], around.right):
        lead = around.left + "\u00b7" + around.right[: match.start()]
        yield _Attachment(match[0], lead, "", around.right[match.end() :] + around.continued)


def _general_doubt(around: Surroundings, quantity: Quantity, setting: Setting) -> str:
    """What speaks against every figure alike."""
    if quantity.unclear:
        return "是区间或以万计的数，不能换成一个数"
    if around.crowded:
        return "几件事合写，分不清这个数是哪一件的"
    if setting.doubt:
        return setting.doubt
    if section := setting.section(quantity.start):
        return _SECTIONS[section]
    if any(_PLAN.match(clause) for clause in around.earlier):
        return "写的是要求或打算，不是已做的事"
    if around.earlier and lexicon.SCOPED.match(around.earlier[0].lstrip(" ")):
        return f"“{_shown(around.earlier[0])}”可能限定了范围"
    return ""


def _subject_doubt(cue: Cue, attachment: _Attachment, around: Surroundings, setting: Setting) -> str:
    subject = _subject(attachment.lead, around, setting)
    if cue.by:
        return "" if subject and is_one_of(subject, cue.by) else "不能确定是谁做的"
    if subject in lexicon.LARGER and setting.names.is_branch:
        return f"说的是“{subject}”，不是本支部"
    if not subject or subject in lexicon.OURSELVES or is_one_of(subject, cue.also):
        return ""
    return f"只说到“{subject}”的，与全部的数不同"


def _subject(lead: str, around: Surroundings, setting: Setting) -> str:
    """Who acts: the last one named before the thing counted, else the subject of the nearest clause before it."""
    subjects = re.compile(f"{setting.others.pattern}|{_POST.pattern}|{_OURSELVES}")
    named = [
        match[0] for match in subjects.finditer(ADDRESSED.sub("\u00b7", setting.without_own_names(lead)))
    ]
    if named:
        return named[-1]
    for clause in around.earlier:
        clause = ADDRESSED.sub("\u00b7", setting.spoken_plainly(clause))
        match = subjects.search(clause)
        if match and is_known(clause[: match.start()], BESIDE):
            return match[0]
    return setting.lasting_other(around.item)


def _time_doubt(cue: Cue, own: str, around: Surroundings, setting: Setting) -> str:
    """Whether the nearest word of time before the number means less, or something else, than the whole year."""
    for text in (own, *around.earlier):
        if setting.foreign_year(text):
            return "说的是另一年度"
        whole = setting.is_whole_year(text)
        narrow = [match for match in _PART_OF_YEAR.finditer(text) if match.end() > whole]
        if narrow:
            return f"只说到“{narrow[-1][0]}”，不是全年"
        occasions = [
            match for match in _OCCASION.finditer(setting.spoken_plainly(text)) if match.end() > whole
        ]
        if occasions:
            return "" if cue.occasions else f"只说到“{_shown(occasions[-1][0])}”的，不是全年"
        if whole >= 0:
            return ""
    if lasting := setting.lasting_time(around.item):
        return f"前文说的是“{lasting}”，不是全年"
    return ""


def _on_occasion(around: Surroundings, setting: Setting) -> bool:
    return any(_OCCASION.search(setting.spoken_plainly(text)) for text in (around.left, *around.earlier))


def _wording_doubt(cue: Cue, attachment: _Attachment, setting: Setting) -> str:
    for text, known in ((attachment.lead, BESIDE), (attachment.gap, GAP), (attachment.behind, BEHIND)):
        plain = setting.spoken_plainly(text)
        if cue.occasions:
            plain = lexicon.DATED.sub("\u00b7", plain)
        plain = without(plain, (*cue.words[1:], *cue.given, cue.by, cue.also))
        if not is_known(plain, known):
            return f"“{_shown(text)}”可能限定了范围"
    return ""


def _shown(text: str) -> str:
    text = text.strip(" \u00b7，")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
