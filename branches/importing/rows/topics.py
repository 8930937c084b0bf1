"""What was on an agenda and what was studied, from the words of one cell."""

import re
from functools import lru_cache

from branches.importing.cells.text import NUMERAL, chinese_number, folded
from branches.importing.cells.vocabularies import AGENDA_CATEGORIES
from branches.models import AgendaItem

_ITEM = re.compile(
    r"(?:^|(?<=[\n;；。]))\s*(?:议题)?(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.、．)）](?!\d)|"
    r"[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])[:：]?\s*"
)
_STYLES = tuple(
    re.compile(style)
    for style in (
        r"(?P<number>[①-⑳])",
        rf"(?<![第其十])(?P<number>[{NUMERAL}]{{1,2}})是[:：,，]?",
        rf"第(?P<number>[{NUMERAL}]{{1,2}})(?:项[:：,，]|[是,，、:：])",
        rf"议题(?P<number>\d{{1,2}}|[{NUMERAL}]{{1,2}})[:：]",
        rf"[(（](?P<number>\d{{1,2}}|[{NUMERAL}]{{1,2}})[)）]",
        r"(?<![\d第.．(（])(?P<number>\d{1,2})[.、．)）](?!\d)",
        rf"(?:^|(?<=[\s,，;；。]))(?P<number>[{NUMERAL}]{{1,2}})、(?![{NUMERAL}])",
    )
)
"""The ways to number the topics of a cell; one way is kept to in one cell."""
_MORE_INSIDE = re.compile(
    rf"[②-⑳]|(?:^|(?<=[\s,，;；。]))(?:\d{{1,2}}[.、．)）](?!\d)|[{NUMERAL}]{{1,2}}(?:、|是)|[(（](?:\d|[{NUMERAL}])[)）])"
)
_TITLED = re.compile(r"《([^《》]{1,280})》")
_STUDIED = re.compile(
    r"^(?:第一议题[:：]?)?(?:认真|集体|跟进|专题|传达|组织|深入|再次)*(?:学习|传达)(?:了|贯彻|领会)*"
)
TOPIC_LENGTH: int = AgendaItem._meta.get_field("topic").max_length or 300
_CERTAIN_CATEGORIES = {
    "first_topic",
    "ideology",
    "strict_governance",
    "integrity",
    "major_decision",
    "personnel",
}


def split_items(text: str) -> list[str]:
    """The topics of one cell: parted where they are numbered or stand on lines of their own, else one."""
    if not text.strip():
        return []
    parts = _ITEM.split(text) if _ITEM.search(text) else text.split("\n")
    return max(_bare(parts), *(_bare(_run(style, text)) for style in _STYLES), key=len)


def numbered_inside(topic: str) -> bool:
    """Whether a topic that was not parted bears numbers as if there were several."""
    return _MORE_INSIDE.search(topic) is not None


def _bare(parts: list[str]) -> list[str]:
    return [part for each in parts if (part := each.strip(" \u3000\t\n；;。"))]


def _run(style: re.Pattern[str], text: str) -> list[str]:
    """Parted at the numbers 1, 2, 3 … of one style, which begin the text and go on without a gap."""
    text = text.strip()
    at: list[re.Match[str]] = []
    for match in style.finditer(text):
        number = _ordinal(match["number"])
        if not at and match.start():
            return []
        if number == len(at) + 1:
            at.append(match)
        elif number is None or number > len(at) + 1:
            return []
    if not at:
        return []
    ends = [*(match.start() for match in at[1:]), len(text)]
    return [text[match.end() : end].rstrip(" \t\n，,、") for match, end in zip(at, ends, strict=True)]


def _ordinal(numeral: str) -> int | None:
    plain = folded(numeral)  # ① is 1
    return int(plain) if plain.isdecimal() else chinese_number(plain)


def studied(text: str) -> list[str]:
    """Titles of what was studied: those in 《》, else each item without the words of studying in front."""
    titles = _TITLED.findall(text)
    if titles:
        return list(dict.fromkeys(title.strip() for title in titles))
    return [
        bare[:TOPIC_LENGTH] for item in split_items(text) if (bare := _STUDIED.sub("", item).strip(" ：:，,"))
    ]


@lru_cache(maxsize=10_000)
def category(topic: str) -> str:
    """The category a topic names itself; empty unless it is exactly one that cannot mean another."""
    found = AGENDA_CATEGORIES.values_in(topic) & _CERTAIN_CATEGORIES
    return found.pop() if len(found) == 1 else ""
