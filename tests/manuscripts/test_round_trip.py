"""A composed document written as text and composed again is the same document; what is typed stays."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from branches.models import Organization
from reports.document import Annex, Block, Document, Heading, Listing, Number, Paragraph, Span, Tally
from reports.manuscripts.composing import compose as compose_text
from reports.manuscripts.texts import as_text
from reports.outlines import available
from reports.outlines.composing import compose
from reports.outlines.reading import Outline, read
from reports.outlines.writing import NothingToReport
from reports.periods import Period
from tests.demo.conftest import demo  # noqa: F401 - a fixture
from tests.figures.random_office import random_office

YEAR = Period.year(2023)
NOW = datetime.datetime(2024, 1, 5, 9, 5, tzinfo=timezone.get_default_timezone())
AWKWARD = """标题：【单位】
标题：情况
署名：【单位】

　一、这一段不是标题，开会【党组会次数】次。
一、【年份】年讲课【党课次数|汉字】次，题目是【党课题目·列举3】。比上年【党组会次数|增减】次，上年【党组会次数|去年】次。
（一）只有一个。开会【党组会次数】次。
1. 【年份】年的会。上年【党组会次数|去年】次。
1. 主题党日【主题党日次数|余】次。参加约【主题党日参加人次|余】人次！
读书【读书班次数|无记录】期，【单位简称】的事。
附件：统计（【年份】）
【表·指标对比】
附件：文字
（1）附件里的话，谈话【谈心谈话次数】次。"""


def is_wording(span: Span) -> bool:
    """Whether it is what a duty is called and how often it is due: no records change that."""
    return isinstance(span, Tally) and span.name.startswith(("事项（", "周期（", "党组织类别（"))


def plain(document: Document) -> Document:
    """The document with titles of records as plain text, and without what the outline left out."""

    def spans(found: Iterable[Span]) -> tuple[Span, ...]:
        kept: list[Span] = []
        for span in found:
            piece = span.text if isinstance(span, Listing) or is_wording(span) else span
            if isinstance(piece, str) and kept and isinstance(kept[-1], str):
                kept[-1] += piece
            else:
                kept.append(piece)
        return tuple(kept)

    def blocks(found: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(
            replace(block, spans=spans(block.spans), run_on=spans(block.run_on))
            if isinstance(block, Heading)
            else replace(block, spans=spans(block.spans))
            if isinstance(block, Paragraph)
            else block
            for block in found
        )

    annexes = tuple(Annex(each.title, blocks(each.blocks)) for each in document.annexes)
    return replace(document, blocks=blocks(document.blocks), annexes=annexes, omitted=())


def comes_back(outline: Outline, organization: Organization, period: Period, now: Any = NOW) -> Document:
    document = compose(outline, organization, period, now=now)
    again = compose_text(as_text(document), organization, period, now=now)
    assert again.problems == []
    mine, theirs = plain(again.finished()), plain(document)
    for one, other in zip(mine.blocks, theirs.blocks, strict=True):
        assert one == other
    assert mine == theirs
    return document


def suitable(outline: Outline, organizations: Iterable[Organization]) -> list[Organization]:
    return [each for each in organizations if not outline.kinds or each.kind in outline.kinds]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_every_built_in_outline_comes_back_the_same(seed: int) -> None:
    office = random_office(seed)
    branches = [each for each in office.organizations if each.kind == "branch"][:2]
    period = (YEAR, Period.half(2023, 2), Period.quarter(2023, 1))[seed % 3]
    written = 0
    for outline in available():
        for organization in suitable(outline, (office.bureau, *branches)):
            try:
                written += any(comes_back(outline, organization, period).traced())
            except NothingToReport:
                continue
    assert written >= len(available())


@pytest.mark.django_db
def test_the_demo_office_comes_back_the_same(demo: SimpleNamespace) -> None:  # noqa: F811
    now = datetime.datetime.combine(demo.today, datetime.time(9), timezone.get_default_timezone())
    branch = Organization.objects.filter(kind="branch").first()
    assert branch is not None
    for outline in available():
        for organization in suitable(outline, (demo.root, branch)):
            document = comes_back(outline, organization, Period.year(2024), now)
            assert any(isinstance(span, Number) for span in document.traced())


def test_styles_brackets_and_what_only_looks_like_a_heading_come_back(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    """The topic of the lecture, 【党组会次数】{不是占位符}, is never read for placeholders."""
    document = comes_back(read(AWKWARD), office.bureau, YEAR)
    text = as_text(document)
    assert "“【【党组会次数】】{不是占位符}”" in text
    assert "比上年【党组会次数|增减】次，上年【党组会次数|去年】次。" in text
    assert "参加约【主题党日参加人次|余】人次！" in text
    assert "讲课【党课次数|汉字】次" in text
    assert "读书【读书班次数|无记录】期，" in text
    assert "\n\n1. 2023年的会。" in text
    assert "\n\n\u3000一、这一段不是标题" in text
