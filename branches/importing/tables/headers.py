"""One header cell: its words without the decoration, and what the decoration says."""

import re
from dataclasses import dataclass
from functools import lru_cache

from branches.importing.cells.text import folded

LONGEST = 40
"""Characters of a header; what is longer is a note or a value."""

_MARKS = re.compile(r"[*※#★●\s]|(?<!\d)[.。:：;；,，]+$")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|<([^<>]*)>")
_REQUIRED = re.compile(r"必填项?|选填项?|必须|可选|非必填|必录")
_TWO_COUNTS = re.compile(
    r"(?:应到|实到|应参会|实参会)(?:人数)?[/、及和与](?:应到|实到|应参会|实参会)(?:人数)?"
)
"""参会人数（实到/应到）: the brackets say which of two numbers comes first."""
_MONEY_UNITS = ("万元", "千元", "元")


@dataclass(frozen=True, slots=True)
class Header:
    """``words``: the header without spaces, marks and brackets; ``hint``: what stood in the brackets."""

    spelled: str
    words: str
    hint: str

    @property
    def money_unit(self) -> str:
        """元, 千元 or 万元 when the header names one."""
        text = self.hint + "|" + self.words
        return next((unit for unit in _MONEY_UNITS if re.search(rf"(?:^|[^万千亿百十])?{unit}", text)), "")


@lru_cache(maxsize=10_000)
def read_header(text: str) -> Header:
    """Take a header cell apart.

    Brackets that are part of the word (主持（召集）人) count as written through.
    """
    spelled = text.strip()
    plain = _REQUIRED.sub("", folded(text).replace("\n", ""))
    hints = ["".join(groups) for groups in _BRACKETS.findall(plain)]
    words = _MARKS.sub("", _BRACKETS.sub("", plain))
    words = re.sub(r"^\d{1,2}[.、)]", "", _MARKS.sub("", words))
    words = next((hint for hint in hints if _TWO_COUNTS.fullmatch(hint)), words)
    return Header(spelled, words, "|".join(hint for hint in hints if hint))
