"""Organisations by the names a ledger uses for them: full, short and former; unique or asked, never
guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from branches.importing.cells.choices import compact
from branches.importing.cells.text import CellError
from branches.importing.tables.choosing import ORGANIZATION, Answers, question
from branches.models import Organization

_NUMERALS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
_COMMITTEE = re.compile(
    r"(?:中国共产党|中共)((?:(?!支部|总支|纪律检查|纪检|工作|机关委员会|党委|党组)[^()\d]){2,30}?)委员会"
)
"""A 党委 by its whole name: 中共江城市第三中学委员会."""
_SHORTEST_MENTION = 4
_SHORTEST_PART = 2


def canonical(name: str) -> str:
    """Spellings of one name made equal: 中共…支部委员会 and …党支部, 第1 and 第一, spaces and signs."""
    text = _COMMITTEE.sub(r"\1党委", compact(name))
    text = re.sub(r"^(?:中国共产党|中共)", "", text)
    text = re.sub(r"(?:党支部|支部)委员会$|党支部$", "支部", text)
    text = re.sub(r"党总支部|总支部委员会$|党总支", "总支", text).replace("机关委员会", "机关党委")
    text = text.replace("党支部", "支部").replace("党委员会", "党委")
    return re.sub(r"\d+", lambda digits: _in_words(digits[0]), text)


def _in_words(digits: str) -> str:
    """11 → 十一, as branches are numbered; longer numbers digit by digit."""
    if len(digits) > 2 or digits.startswith("0"):
        return "".join(_NUMERALS[digit] for digit in digits)
    tens, ones = divmod(int(digits), 10)
    return (
        (_NUMERALS[str(tens)] if tens > 1 else "")
        + ("十" if tens else "")
        + (_NUMERALS[str(ones)] if ones else "")
    )


class OrganizationFinder:
    """Among the organisations given, that is within somebody's reach; of others it knows nothing.

    ``answers``: keys of organisations by a spelling that was asked about; one out of reach counts as none.
    """

    def __init__(self, organizations: Iterable[Organization], answers: Answers | None = None) -> None:
        self._full: dict[str, Organization] = {}
        self._other: dict[str, set[int]] = defaultdict(set)
        self._canonical: dict[str, set[int]] = defaultdict(set)
        self._found: dict[tuple[str, str], Organization] = {}
        self._answers = answers or Answers()
        self.by_key: dict[int, Organization] = {}
        for each in organizations:
            self.add(each)

    def add(self, organization: Organization) -> None:
        """Know one more; it may be one that is not saved yet, with a key of its own."""
        self.by_key[organization.pk] = organization
        self._full[organization.name.strip()] = organization
        for name in (organization.short_name, *organization.former_names):
            if name and name.strip():
                self._other[name.strip()].add(organization.pk)
        for name in (organization.name, organization.short_name, *organization.former_names):
            if name and canonical(name):
                self._canonical[canonical(name)].add(organization.pk)

    def __len__(self) -> int:
        return len(self.by_key)

    def only(self) -> Organization | None:
        """The organisation, when there is just one to speak of."""
        return next(iter(self.by_key.values())) if len(self.by_key) == 1 else None

    def named(self, full_name: str) -> Organization | None:
        """By full name exactly, as ``values`` of an import row store it."""
        return self._full.get(full_name)

    def find(self, text: str, kind: str = "") -> Organization:
        """The one organisation of that name; a full name wins over the others, what a name says by itself
        over an answer. ``kind``: what its column says it is, left out in the name. Raises CellError.
        """
        name = " ".join(text.split())
        known = self._full.get(name) or self._found.get((name, kind))
        if known is not None:
            return known
        keys = self._other.get(name) or self._canonical.get(canonical(name)) or set()
        keys = keys or (self._canonical.get(canonical(name + kind)) or set() if kind else set())
        if len(keys) == 1:
            found = self._found[name, kind] = self.by_key[next(iter(keys))]
            return found
        answered = self.by_key.get(self._answers.about(name) or 0)
        if answered is not None:
            return answered
        asks = question(ORGANIZATION, name)
        if keys:
            several = "、".join(sorted(self.by_key[key].name for key in keys)[:3])
            raise CellError(f"“{name[:30]}”可能是{several}。请写全称。", asks)
        raise CellError(
            f"没有叫“{name[:30]}”的党组织（或不在可导入的范围内）。请写全称或简称，或先登记这个党组织。", asks
        )

    def meant_by(self, text: str) -> list[Organization]:
        """Those a spelling that is asked about may mean: whose name it is, else in whose name it stands."""
        name = " ".join(text.split())
        keys = self._other.get(name) or self._canonical.get(canonical(name)) or set()
        if not keys and len(canonical(name)) >= _SHORTEST_PART:
            spelled = ((canonical(name) in known, several) for known, several in self._canonical.items())
            keys = {key for fits, several in spelled if fits for key in several}
        return sorted((self.by_key[key] for key in keys), key=lambda each: each.path)

    def knows(self, text: str) -> bool:
        """Whether the text is a name of one or several of them."""
        name = " ".join(text.split())
        return name in self._full or name in self._other or canonical(name) in self._canonical

    def mentioned_in(self, text: str) -> Organization | None:
        """The organisation whose name stands in a title or file name; None when none does, or several do."""
        where = canonical(text)
        found = [
            (name, keys)
            for name, keys in self._canonical.items()
            if len(name) >= _SHORTEST_MENTION and name in where
        ]
        longest = [
            each for each in found if not any(each[0] != name and each[0] in name for name, _ in found)
        ]
        keys = set().union(*(keys for _, keys in longest)) if longest else set()
        return self.by_key[next(iter(keys))] if len(keys) == 1 else None
