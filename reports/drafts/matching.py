"""Which figures a quantity may mean, and what speaks against each of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.drafts import lexicon, limits
from reports.drafts.quantities import Quantity
from reports.drafts.setting import Setting
from reports.drafts.surroundings import NUMBER, ONE_BY_ONE, Surroundings
from reports.drafts.understanding import (
    ADDRESSED,
    BEHIND,
    BESIDE,
    FILLER,
    GAP,
    filled_over,
    find,
    find_all,
    is_known,
    is_one_of,
    shown,
)
from reports.drafts.units import fits
from reports.figures.registry import Cue, Figure, Measure

_OURSELVES = "|".join(sorted(lexicon.OURSELVES, key=len, reverse=True))
_BODY = re.compile(_OURSELVES)
_BODY_BEHIND = re.compile(f"的({_OURSELVES}|{'|'.join(lexicon.PEOPLE)})$")
_PLAN = re.compile(f"^(?:{_OURSELVES}|并|还|也|同时|均|[ {FILLER}])*(?:{limits.PLAN})")
_PART_OF_YEAR = re.compile(limits.PART_OF_YEAR)
_OCCASION = re.compile(limits.OCCASION)
_TAKING_THE_LEAD = re.compile(limits.TAKING_THE_LEAD)
_AFTER_PREPOSITION = re.compile(
    "(?:对|把|将|向|与|以|让|给|和|及|按|据|在|从|的|抓住|用好|发挥|聚焦|落实|压实|强化|加强)$"
)
_SECTIONS = {
    "plan": "这一部分写的是下一步打算",
    "shortfall": "这一部分写的是问题和不足",
    "other": "这一部分写的是其中一个党组织",
    "part": "这一部分写的不是全年",
}
NARROWED, UNCLEAR, OTHER_THING, OTHER_UNIT = 1, 2, 3, 4
"""How grave a doubt is: words that may narrow, the setting, another thing or actor, another measure word."""


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found beside a quantity. ``doubt`` says in Chinese what speaks against it; empty without one.

    ``gravity`` is that of the doubt, 0 without one. ``rank``: how much of the clause the cue explains; the
    greater is the more specific. ``on_occasion``: said of a feast, a campaign or a day, which the cue allows.
    """

    figure: Figure
    rank: tuple[int, int]
    doubt: str
    gravity: int
    on_occasion: bool = False


@dataclass(frozen=True, slots=True)
class _Attachment:
    """The cue's first word beside the number: the text before it, between the two, and behind both."""

    word: str
    lead: str
    gap: str
    behind: str


def matches(
    cues: Iterable[tuple[Figure, Cue]], quantity: Quantity, around: Surroundings, setting: Setting
) -> list[Match]:
    """Every figure whose cue stands beside the quantity, the least doubtful and most specific first."""
    general = _general_doubt(around, quantity, setting)
    found: dict[str, Match] = {}
    for figure, cue in cues:
        for attachment in _attachments(cue, around):
            match = _judged(figure, cue, attachment, quantity, around, setting, general)
            known = found.get(figure.key)
            if known is None or _order(match) < _order(known):
                found[figure.key] = match
    return sorted(found.values(), key=_order)


def _order(match: Match) -> tuple[int, int, int]:
    return match.gravity, -match.rank[0], -match.rank[1]


def _attachments(cue: Cue, around: Surroundings) -> Iterator[_Attachment]:
    """The ways in which the cue stands beside the number; none when one of its words is missing."""
    own = _own(around)
    if not all(find(word, own) for word in cue.words):
        return
    if not all(find(word, own) or find(word, f"{around.sentence_before}，{own}") for word in cue.given):
        return
    behind = around.right + around.continued
    for match in find_all(cue.words[0], around.left):
        yield _Attachment(match[0], around.left[: match.start()], around.left[match.end() :], behind)
    for match in find_all(cue.words[0], around.right):
        lead = f"{around.left}{FILLER}{around.right[: match.start()]}"
        yield _Attachment(match[0], lead, "", around.right[match.end() :] + around.continued)


def _own(around: Surroundings) -> str:
    return around.left + NUMBER + around.right + around.continued


def _judged(
    figure: Figure,
    cue: Cue,
    attachment: _Attachment,
    quantity: Quantity,
    around: Surroundings,
    setting: Setting,
    general: str,
) -> Match:
    doubt, gravity = "", 0
    if not fits(quantity.unit, figure, cue.units):
        doubt, gravity = f"量词“{quantity.unit}”与这项指标不符", OTHER_UNIT
    elif tag := _own_word(figure, attachment.word, setting):
        doubt, gravity = f"“{tag}”是本单位的标签，与这项指标不一定是一回事", OTHER_THING
    elif find(cue.never, _own(around)):
        doubt, gravity = "句中的限定与这项指标不符", OTHER_THING
    elif found := general or _time_doubt(cue, attachment, around, setting):
        doubt, gravity = found, UNCLEAR
    elif found := _subject_doubt(cue, attachment, around, setting):
        doubt, gravity = found, OTHER_THING
    elif found := (
        _counted_doubt(figure, attachment, quantity.unit)
        or _wording_doubt(cue, attachment, setting)
        or around.opening
    ):
        doubt, gravity = found, NARROWED
    rank = (len(cue.words) + len(cue.given) + bool(cue.by), len(attachment.word))
    return Match(figure, rank, doubt, gravity, not doubt and cue.occasions and _on_occasion(around, setting))


def _own_word(figure: Figure, word: str, setting: Setting) -> str:
    """The office's tag by which the thing is called: what bears the tag may be more or less than the figure
    counts. Empty where the figure itself is called so, or where the office has put it together itself."""
    if figure.own:
        return ""
    named = (tag for tag in setting.tags if len(tag) > 1 and tag in word and tag not in figure.name)
    return next(named, "")


def _general_doubt(around: Surroundings, quantity: Quantity, setting: Setting) -> str:
    """What speaks against every figure alike."""
    if quantity.unclear:
        return "是区间或以万计的数，不能换成一个数"
    if around.crowded:
        return "几件事合写，分不清这个数是哪一件的"
    if around.endless:
        return "句子过长，无法判断"
    if setting.doubt:
        return setting.doubt
    if section := setting.section(quantity.start):
        return _SECTIONS[section]
    if any(_PLAN.match(clause) for clause in around.earlier):
        return "写的是要求或打算，不是已做的事"
    if around.earlier and limits.SCOPED.match(around.earlier[0].lstrip(" ")):
        return f"“{shown(around.earlier[0])}”可能限定了范围"
    return ""


def _subject_doubt(cue: Cue, attachment: _Attachment, around: Surroundings, setting: Setting) -> str:
    subject, certain = _subject(attachment.lead, around, setting, cue.personal)
    if cue.by:
        return "" if certain and is_one_of(subject, cue.by) else "不能确定是谁做的"
    if subject in lexicon.LARGER and setting.is_branch:
        return f"说的是“{subject}”，不是本支部"
    if not subject and cue.personal:
        return _own_deed_doubt(attachment, around, setting)
    if not subject or subject in lexicon.OURSELVES or (certain and is_one_of(subject, cue.also)):
        return ""
    return f"只说到“{subject}”的，与全部的数不同"


def _counted_doubt(figure: Figure, attachment: _Attachment, unit: str) -> str:
    """3个支部获表彰 and 获表彰的支部3个 count branches, whatever they got or did; 1期机关讲堂 does not."""
    if figure.measure in {Measure.EVENTS, Measure.ITEMS} and (behind := _BODY_BEHIND.search(attachment.gap)):
        return f"数的是“{behind[1]}”"
    between = attachment.lead.rpartition(FILLER)[2] if FILLER in attachment.lead else ""
    found = _BODY.match(between) if figure.measure is not Measure.PERSONS else None
    if not found or (found[0] == between and unit != "个"):
        return ""
    return f"数的是“{found[0]}”"


def _own_deed_doubt(attachment: _Attachment, around: Surroundings, setting: Setting) -> str:
    """What speaks against counting everybody's lectures or talks where nobody is named."""
    if any(_TAKING_THE_LEAD.search(text) for text in (attachment.lead, *around.earlier)):
        return "说的是带头的人，与全部的数不同"
    return "文稿写的是个人的工作，与全部的数不同" if setting.is_personal else ""


def _subject(lead: str, around: Surroundings, setting: Setting, personal: bool) -> tuple[str, bool]:
    """Who acts, and whether that is certain.

    The last one named before the thing counted, else the subject of the nearest clause before. Who is named
    there behind words that are not understood may be the subject or not; that matters for ``personal`` deeds.
    """
    named = setting.subjects.findall(ADDRESSED.sub(filled_over, setting.without_own_names(lead)))
    strong = [subject for subject in named if subject not in lexicon.WEAK_SUBJECTS]
    if strong:
        return strong[-1], True
    for clause in around.earlier:
        plain = ADDRESSED.sub(filled_over, setting.plain(clause))
        for match in setting.subjects.finditer(plain):
            before = plain[: match.start()]
            if is_known(before, BESIDE) and (not personal or setting.is_actor(match[0])):
                return match[0], True
            if personal and setting.is_actor(match[0]) and not _AFTER_PREPOSITION.search(before):
                return match[0], False
            if not personal:
                break
    return setting.lasting_other(around.item, around.sentence) or (named[-1] if named else ""), True


def _time_doubt(cue: Cue, attachment: _Attachment, around: Surroundings, setting: Setting) -> str:
    """Whether the nearest word of time before the number means something else than the whole year."""
    for text in (attachment.lead + attachment.gap, *around.earlier):
        if setting.names_another_year(text):
            return "说的是另一年度"
        whole = setting.whole_year_until(text)
        if part := _last(_PART_OF_YEAR, text, whole):
            return f"只说到“{part}”，不是全年"
        if occasion := _last(_OCCASION, setting.plain(text), whole):
            return "" if cue.occasions else f"只说到“{shown(occasion)}”的，不是全年"
        if whole >= 0:
            return ""
    lasting = setting.lasting_time(around.item, around.sentence)
    return f"前文说的是“{lasting}”，不是全年" if lasting else ""


def _last(pattern: re.Pattern[str], text: str, behind: int) -> str:
    """The last place of the pattern that ends behind that position; empty without one."""
    return next((match[0] for match in reversed(list(pattern.finditer(text))) if match.end() > behind), "")


def _on_occasion(around: Surroundings, setting: Setting) -> bool:
    return any(_OCCASION.search(setting.plain(text)) for text in (around.left, *around.earlier))


def _wording_doubt(cue: Cue, attachment: _Attachment, setting: Setting) -> str:
    understood = (*cue.words[1:], *cue.given, cue.by, cue.also)
    for text, known in ((attachment.lead, BESIDE), (attachment.gap, GAP), (attachment.behind, BEHIND)):
        plain = setting.plain(text)
        if cue.occasions:
            plain = limits.ALLOWED_OCCASION.sub(filled_over, plain)
        if text.endswith(ONE_BY_ONE):
            return "后面逐一说明，可能只是其中几次"
        if not is_known(plain, known, understood):
            return f"“{shown(text)}”可能限定了范围"
    return ""
