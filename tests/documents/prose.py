"""What a reader would stumble over in a document, whatever records it was made of."""

import re
from collections.abc import Iterator

from reports.document import Document, Heading, Level, Paragraph, Span, Table, text_of
from reports.numerals import ordinal

FAULTS = {
    "two marks in a row": re.compile("[，、；：。！？][，、；：。！？]"),
    "a mark at the start": re.compile("^[，、；：。！？）]"),
    "empty brackets": re.compile("（）|“”|《》|“[，、。]|（[，、。]"),
    "等 twice": re.compile("等等|等、|”等”"),
    "and before a stop": re.compile(
        "(和|及|了|涉及|主要有|题目有|共缺)[，、。；]|(^|[，。；])(开展|召开|组织|举办|支部)[，、。；]"
    ),
    "a verb twice": re.compile("(开展|召开|举办|讲授){2}"),
    "an open placeholder": re.compile("[【】{}〖〗]"),
}
LABELS = {
    Level.FIRST: lambda position: f"{ordinal(position)}、",
    Level.SECOND: lambda position: f"（{ordinal(position)}）",
    Level.THIRD: lambda position: f"{position}.",
    Level.FOURTH: lambda position: f"（{position}）",
}
NOT_OF_WORK = ("存在", "需要改进", "打算", "工作安排", "努力方向")
"""Sections that tell what is lacking and what is planned, not what was done."""


def faults(document: Document) -> list[str]:
    """Every fault, with the words in which it is found."""
    return [
        *_of_punctuation(document),
        *_of_numbering(document),
        *_of_headings(document),
        *_of_points(document),
    ]


def _of_punctuation(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            continue
        body = text_of(block.run_on if isinstance(block, Heading) else block.spans)
        heading = text_of(block.spans) if isinstance(block, Heading) else ""
        for text in filter(None, (heading, body)):
            yield from (f"{name}: {text}" for name, fault in FAULTS.items() if fault.search(text))
        if body and body[-1] not in "。！？”）":
            yield f"no full stop: {body}"
        if heading and body and not heading.endswith("。"):
            yield f"the heading runs into the text: {heading}"


def _of_numbering(document: Document) -> Iterator[str]:
    seen = dict.fromkeys(Level, 0)
    for block in document.blocks:
        if not isinstance(block, Heading):
            continue
        seen[block.level] += 1
        seen |= {level: 0 for level in Level if level > block.level}
        expected = LABELS[block.level](seen[block.level])
        if block.label not in ({expected, ""} if seen[block.level] == 1 else {expected}):
            yield f"{block.label} where {expected} was due"


def _of_headings(document: Document) -> Iterator[str]:
    blocks = [*document.blocks, Heading(Level.FIRST, "", ("",), ("",))]
    for block, follower in zip(blocks, blocks[1:], strict=False):
        if isinstance(block, Heading) and not block.run_on:
            under = not isinstance(follower, Heading) or follower.level > block.level
            if not under:
                yield f"nothing under {text_of(block.spans)}"


def _of_points(document: Document) -> Iterator[str]:
    for line in document.lines():
        points = re.findall("(?:^|[。；：])([一二三四五六七八九十]+)是", line)
        if points and points != [ordinal(position) for position in range(1, len(points) + 1)]:
            yield f"points {points} in {line}"
        if len(points) == 1:
            yield f"a single point in {line}"


def sentences_of_work(document: Document) -> list[tuple[Span, ...]]:
    """The sentences of the sections that tell what was done, without the opening and the headings."""
    found: list[tuple[Span, ...]] = []
    working = False
    for block in document.blocks:
        if isinstance(block, Heading):
            if block.level is Level.FIRST:
                working = not any(word in text_of(block.spans) for word in NOT_OF_WORK)
            if working:
                found += _sentences(block.run_on)
        elif isinstance(block, Paragraph) and working:
            found += _sentences(block.spans)
    return found


def _sentences(spans: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    sentence: list[Span] = []
    for span in spans:
        if not isinstance(span, str):
            sentence.append(span)
            continue
        *ended, rest = re.split("(?<=。)", span)
        for part in ended:
            yield (*sentence, part)
            sentence = []
        if rest:
            sentence.append(rest)
    if sentence:
        yield tuple(sentence)
