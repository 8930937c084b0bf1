"""What was on an agenda and what was studied, from the words of one cell."""

import re

from branches.importing.cells.vocabularies import AGENDA_CATEGORIES
from branches.models import AgendaItem

_ITEM = re.compile(
    r"(?:^|(?<=[\n;；。]))\s*(?:议题)?(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.、．)）](?!\d)|"
    r"[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])[:：]?\s*"
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
    return [part for each in parts if (part := each.strip(" \t\n；;。"))]


def studied(text: str) -> list[str]:
    """Titles of what was studied: those in 《》, else each item without the words of studying in front."""
    titles = _TITLED.findall(text)
    if titles:
        return list(dict.fromkeys(title.strip() for title in titles))
    return [
        bare[:TOPIC_LENGTH] for item in split_items(text) if (bare := _STUDIED.sub("", item).strip(" ：:，,"))
    ]


def category(topic: str) -> str:
    """The category a topic names itself; empty unless it is exactly one that cannot mean another."""
    found = AGENDA_CATEGORIES.values_in(topic) & _CERTAIN_CATEGORIES
    return found.pop() if len(found) == 1 else ""
