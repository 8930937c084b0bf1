"""A composed document written as the text of a manuscript: counted numbers as their placeholders, titles of
records as they read now."""

from collections.abc import Iterable, Iterator

from branches.models.record import chinese_date
from reports.document import Block, Document, Heading, Listing, Number, Paragraph, Span, Tally, Traced
from reports.manuscripts.reading import PLAIN, SIGNATURE_HEADER, TITLE_HEADER, Kind, take_apart
from reports.manuscripts.words import OF_A_DUTY
from reports.outlines.doubts import Doubts
from reports.outlines.numbering import LABELS
from reports.outlines.shortfalls import Shortfalls
from reports.placeholders import (
    CLOSE,
    NO_RECORDS,
    OPEN,
    UNCHANGED,
    Placeholder,
    PlaceholderError,
    Style,
    scan,
    without_measure_word,
)

_BRACKETS = str.maketrans({"【": "【【", "】": "】】", "\n": " "})
UNTIL = "截至"
_COUNTED = frozenset({*Shortfalls.NAMES, *Doubts.NAMES})


def as_text(document: Document) -> str:
    """The text. Composed again for the same organisation, period and moment it gives the same document, the
    titles of records in it as plain text."""
    writer = _Writer(document)
    head = [f"{TITLE_HEADER}：{_plain(line)}" for line in document.title_lines]
    head.append(f"{SIGNATURE_HEADER}：{_plain(document.signature)}")
    parts = ["\n".join(head), *writer.blocks(document.blocks)]
    for annex in document.annexes:
        first, *others = writer.blocks(annex.blocks)
        parts += [f"附件：{_plain(annex.title)}\n{first}", *others]
    return "\n\n".join(parts)


class _Writer:
    """``until`` is what 【截至】 printed: with live numbers behind it, the day must not stand still."""

    def __init__(self, document: Document) -> None:
        day = min(document.counted_at.date(), document.period.end)
        self.until = f"{UNTIL}{chinese_date(day)}"

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Heading):
                label = block.label or LABELS[block.level](1)
                text = f"{self._spans(block.spans)}{self._spans(block.run_on)}"
                yield f"{label} {text}" if label[-1] == "." and text[:1].isdigit() else label + text
            elif isinstance(block, Paragraph):
                text = self._spans(block.spans).strip()
                lines = take_apart(f"\n{text}").lines
                yield text if lines and lines[0].kind is Kind.PARAGRAPH else PLAIN + text
            elif block.name:
                yield f"【表·{block.name}】"

    def _spans(self, spans: Iterable[Span]) -> str:
        text = ""
        unit = ""
        for span in spans:
            if isinstance(span, str):
                text += _with_unit(span, unit).replace(self.until, f"{OPEN}{UNTIL}{CLOSE}")
                unit = ""
                continue
            text += unit
            written = _placeholder(span)
            text += written or _plain(span.text)
            bare = isinstance(span, Number) and span.text in {NO_RECORDS, UNCHANGED}
            unit = span.value.figure.unit if written and bare and isinstance(span, Number) else ""
        return text + unit


def _with_unit(text: str, unit: str) -> str:
    """``text`` with the measure word back that went with a number which takes none at present."""
    return _plain(unit + text if unit and without_measure_word(unit + text) == text else text)


def _placeholder(span: Traced) -> str:
    """The placeholder that prints the span; empty for what is taken over as it reads."""
    if isinstance(span, Listing):
        return ""
    name, limit = (span.value.figure.name, None) if isinstance(span, Number) else (span.name, span.limit)
    if isinstance(span, Tally) and name not in _COUNTED and not OF_A_DUTY.match(name):
        return ""
    wanted = Placeholder(name, span.styles, 1, limit)
    listed = f"·列举{limit}" if limit else ""
    written = f"【{'|'.join([name + listed, *(style for style in Style if style in span.styles)])}】"
    try:
        return written if scan(written) == [wanted] else ""
    except PlaceholderError:
        return ""


def _plain(text: str) -> str:
    return text.translate(_BRACKETS)
