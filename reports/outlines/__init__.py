"""Outlines: the prose of documents in plain text files, and how it becomes a document.

An outline reads like the document it makes. ``reading`` parses it, ``words`` knows what its placeholders
stand for, ``writing`` puts both together. The format:

Header
    ``名称：`` what the outline is called where it is chosen, ``说明：`` one sentence on its use, ``适用：``
    the kinds of organisation it is for (any when left out), ``标题：`` the title of the document, ``署名：``
    who signs it; then an empty line. Placeholders may stand in title and signature.

Paragraphs
    One line each. Empty lines are ignored, a line beginning with ``//`` is a note to the outline's editor.

Headings
    A line beginning with ``一、``, ``（一）``, ``1.`` or ``（1）`` is a heading of that level. Its first
    sentence is set as the heading, what follows on the same line runs on as body text. Headings are
    numbered anew, so a section may drop out; one that is left alone under its heading has no number. A
    line beginning with an ideographic space is never a heading.

Placeholders
    ``【党组会次数】`` and its styles: see ``reports.placeholders``. Besides figures there are facts
    (``单位``, ``年份``, ``期间`` …), listings (``【主题党日主题·列举3】``) and what the completion of
    duties shows (``短板数`` …): see ``words``.

What appears only with records
    - A sentence whose placeholder has no record behind it is left out, unless the placeholder says
      ``|无记录``.
    - ``{…}`` is a fragment that is left out by itself, together with one 、，； or 和 beside it:
      ``召开{支部党员大会【支部党员大会次数】次}、{支部委员会【支部委员会次数】次}。`` The sentence goes
      when all its fragments have gone.
    - ``【民主生活会次数|有】`` prints nothing and ties a sentence without numbers to its records, ``|无``
      is the opposite; ``|多`` asks for two or more, ``|单`` for exactly one. A heading that begins with
      such a condition comes and goes by itself: the section around it does not stand or fall with it.
    - A point (``一是…``), a paragraph or a section that named figures and lost every sentence naming one
      goes as a whole: what remained would claim work that no record backs. 一是, 二是 are counted anew; a
      single point loses its 一是.

Repeats
    ``〖每项短板：一是【事项】…〗`` is written once for each item, parted by ；. ``每项主要短板`` takes the
    first few; ``【其余短板】`` names the others.

Tables and annexes
    ``附件：`` and a title begins an annex, which runs to the next one or to the end. ``【表·指标对比】``
    alone on a line is the table of all figures stated in the text with last year's values,
    ``【表·完成情况】`` the table of duties, ``【表·支部统计】`` what each branch held. An annex of which
    nothing is left is left out.
"""

from functools import cache
from pathlib import Path

from reports.outlines.reading import Outline, read

_FOLDER = Path(__file__).parent
BUILT_IN = (
    "year_end",
    "half_year",
    "quarter",
    "responsibility",
    "integrity",
    "branch",
    "branch_secretary",
)
"""The slugs of the built-in outlines, in the order in which they are offered; each is a file here."""


class UnknownOutline(LookupError):
    """No built-in outline has this slug; the message says so in Chinese and lists those there are."""


def available() -> list[Outline]:
    """The built-in outlines."""
    return [_read(slug) for slug in BUILT_IN]


def load(slug: str) -> Outline:
    """The built-in outline ``slug``. Raises UnknownOutline."""
    if slug in BUILT_IN:
        return _read(slug)
    known = "、".join(f"{outline.slug}（{outline.name}）" for outline in available())
    raise UnknownOutline(f"没有名为“{slug}”的提纲，可用的有：{known}。")


def text_of(slug: str) -> str:
    """The text of the built-in outline ``slug``, one of ``BUILT_IN``."""
    return (_FOLDER / f"{slug}.txt").read_text(encoding="utf-8")


@cache
def _read(slug: str) -> Outline:
    return read(text_of(slug), slug=slug)
