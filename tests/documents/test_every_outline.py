"""Every built-in outline, of offices, branches, single records and nothing: each number is the one counted in
plain Python, and nobody stumbles over the prose."""

import datetime
import random
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from branches.models import (
    Clue,
    DisciplinaryAction,
    Lecture,
    Meeting,
    Organization,
    Talk,
    WorkItem,
)
from reports.document import (
    Document,
    Heading,
    Level,
    Listing,
    Number,
    Paragraph,
    Span,
    Table,
    Tally,
    text_of,
)
from reports.drafts.units import other_unit
from reports.figures.registry import registry
from reports.figures.sections import counted_from
from reports.numerals import arabic
from reports.outlines import _FOLDER, BUILT_IN, available, load
from reports.outlines import text_of as text_of_outline
from reports.outlines.composing import compose
from reports.outlines.doubts import Doubts
from reports.outlines.filling import Lookup, Word
from reports.outlines.listings import KINDS
from reports.outlines.reading import Outline
from reports.outlines.secretaries import SECRETARY
from reports.outlines.shortfalls import Shortfall, Shortfalls
from reports.outlines.words import OutlineWords, facts
from reports.outlines.writing import NothingToReport, check, write
from reports.periods import Period
from reports.placeholders import NO_RECORDS, Placeholder, change
from tests.documents.building import IMPRINT, document, value
from tests.documents.prose import faults, sentences_of_work
from tests.figures.plain_count import PlainCount
from tests.figures.random_office import random_office

YEAR = Period.year(2023)
NOW = datetime.datetime(2024, 1, 5, 9, 5, tzinfo=timezone.get_default_timezone())
DAY = datetime.date(2023, 5, 8)
OUTLINES = pytest.mark.parametrize("slug", BUILT_IN)


def suitable(outline: Outline, organizations: Iterable[Organization]) -> list[Organization]:
    return [each for each in organizations if not outline.kinds or each.kind in outline.kinds]


def test_every_file_is_offered_and_says_what_it_is() -> None:
    assert sorted(BUILT_IN) == sorted(path.stem for path in _FOLDER.glob("*.txt"))
    assert len({outline.name for outline in available()}) == len(BUILT_IN)
    assert all(outline.about.endswith("。") for outline in available())


@OUTLINES
def test_the_measure_word_behind_a_number_is_its_own(slug: str) -> None:
    prose = text_of_outline(slug)
    stated = [
        (figure, prose[token.end() :])
        for token in re.finditer("【([^【】|·]+)[^【】]*】", prose)
        if (figure := registry.named(token[1]))
    ]
    assert len(stated) > 20
    assert [figure.name for figure, behind in stated if other_unit(figure, behind)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "period"), [(0, YEAR), (1, Period.half(2023, 2))])
def test_every_number_is_the_one_counted_in_plain_python(seed: int, period: Period) -> None:
    office = random_office(seed)
    plain = PlainCount()
    branch = next(each for each in office.organizations if each.kind == "branch" and each.parent_id)
    for outline in available():
        stated = 0
        for organization in suitable(outline, (office.bureau, branch)):
            document = compose(outline, organization, period, now=NOW)
            stated += sum(agrees(span, plain, organization, period) for span in document.traced())
            assert not faults(document)
            assert no_digit_untraced(document, organization, period)
            for sentence in sentences_of_work(document):
                assert any(not isinstance(span, str) for span in sentence), text_of(sentence)
        assert stated > 30, outline.slug


def agrees(span: Span, plain: PlainCount, organization: Organization, period: Period) -> bool:
    """Whether the span states a figure; AssertionError when it states another value than was counted."""
    if isinstance(span, Number):
        now = counted(span.value.figure.key, plain, organization, span.period)
        if span.before is None:
            assert span.text == (NO_RECORDS if now is None else arabic(now)), span.value.figure.key
        else:
            before = counted(span.value.figure.key, plain, organization, span.period.previous())
            assert None not in (now, before)
            assert span.text == change(now or 0, before or 0)
    if isinstance(span, Listing):
        plain.look_at(organization, period.start, period.end, NOW.date())
        _, keys = plain.figure(span.figure.key)
        rows = counted_from(span.figure)._default_manager.filter(pk__in=keys)
        titles = [same(title) for title in rows.values_list(KINDS[span.name].field, flat=True) if title]
        quoted = re.findall("[“《](.*?)[”》]", span.text)
        assert quoted
        assert all(any(same(each) in title for title in titles) for each in quoted), span.text
    return isinstance(span, Number)


def counted(key: str, plain: PlainCount, organization: Organization, period: Period) -> int | Decimal | None:
    plain.look_at(organization, period.start, period.end, NOW.date())
    number, _ = plain.figure(key)
    return number


def same(title: str) -> str:
    return "".join(letter for letter in title if letter.isalnum())


def no_digit_untraced(document: Document, organization: Organization, period: Period) -> bool:
    """Outside tables, digits stand in plain text only where the period, a day or an organisation is named."""
    blocks = [block for block in document.blocks if not isinstance(block, Table)]
    spans = [span for block in blocks for span in (*block.spans, *getattr(block, "run_on", ()))]
    plain = "".join(span for span in spans if isinstance(span, str))
    for known in sorted(facts(organization, period, NOW.date()).values(), key=len, reverse=True):
        plain = plain.replace(known, "")
    return not any(letter.isdigit() for letter in plain)


@pytest.mark.django_db
@OUTLINES
def test_without_a_record_nothing_is_written(office: SimpleNamespace, slug: str) -> None:
    outline = load(slug)
    for organization in suitable(outline, (office.bureau, office.first)):
        with pytest.raises(NothingToReport, match="2023年没有可以写入文稿的记录"):
            compose(outline, organization, YEAR, now=NOW)


SINGLE: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "theme day": (Meeting, {"kind": "theme_day", "title": "重温入党志愿", "present": 8, "content": "见记录"}),
    "study": (Meeting, {"kind": "study", "title": "集中学习", "content": "见记录"}),
    "leading group": (Meeting, {"kind": "leading_group", "title": "第1次会议", "content": "见记录"}),
    "warning": (Meeting, {"kind": "warning_education", "title": "警示教育", "content": "见记录"}),
    "appraisal": (Meeting, {"kind": "appraisal", "title": "民主评议", "content": "见记录"}),
    "training": (Meeting, {"kind": "training", "title": "培训", "content": "见记录"}),
    "lecture": (Lecture, {"topic": "讲党课", "kind": "integrity"}),
    "talk": (Talk, {"kind": "reminder", "talker": "程远山"}),
    "condolence": (WorkItem, {"kind": "condolence", "title": "走访慰问林晓岚", "amount": Decimal("0.3")}),
    "regulation": (WorkItem, {"kind": "regulation", "title": "制度"}),
    "discipline": (DisciplinaryAction, {"person": "吴静宜", "form": 1, "facts": "迟到早退"}),
    "clue": (Clue, {"number": "1", "source": "report", "about": "周启明"}),
}


@pytest.mark.django_db
@OUTLINES
def test_of_a_single_record_only_that_is_told(office: SimpleNamespace, slug: str) -> None:
    """One sentence at a time: what the record backs, and nothing that no record backs."""
    outline = load(slug)
    (organization,) = suitable(outline, (office.first,)) or (office.bureau,)
    several = 1 if slug in {"year_end", "branch"} else 3  # the fullest of them meet every record
    for name, (model, values) in list(SINGLE.items())[BUILT_IN.index(slug) % several :: several]:
        record = model.objects.create(organization=office.first, date=DAY, **values)
        try:
            document = compose(outline, organization, YEAR, now=NOW)
        except NothingToReport:
            record.delete()
            continue
        told = sentences_of_work(document)
        numbers = [span for sentence in told for span in sentence if isinstance(span, Number)]
        assert not faults(document), name
        assert 1 <= len(told) <= 4, (name, [text_of(each) for each in told])
        assert all(any(not isinstance(span, str) for span in each) for each in told), name
        own = [span for span in numbers if span.value.figure.source not in {"member", "organization"}]
        assert {span.value.records for span in own} == {1}, name
        assert not any(person in str(document) for person in ("吴静宜", "周启明", "林晓岚", "程远山")), name
        record.delete()


# --- every combination of what is there and what is not -----------------------------------------------------

FACTS = {
    "单位": "青峰市档案发展局机关党委",
    "单位简称": "机关党委",
    "班子": "党组",
    "期间": "二〇二三年",
    "报告期": "二〇二三年度",
    "年份": "二〇二三",
    "上年": "二〇二二",
    "同期": "上年",
    "下一阶段": "明年",
    "截至": "截至年底",
}


@dataclass
class SomeWords:
    """Words of which each is there or not, by chance; what depends on one another agrees."""

    chance: random.Random
    share: float
    extra: dict[str, Word | None]

    @classmethod
    def by_chance(cls, seed: int, share: float) -> "SomeWords":
        chance = random.Random(seed)  # noqa: S311 - reproducible test data
        words = cls(chance, share, {})
        short = chance.randint(1, 5) if words.there() else 0
        asked = max(short, chance.randint(0, 11))
        words.extra |= {
            "应开展事项数": words.tally(asked),
            "短板数": words.tally(short),
            "短板事项": Word(Tally("党课、主题党日等", "短板事项", ""), amount=short) if short else None,
            "其余短板": Word(Tally("支部委员会", "其余短板", ""), amount=short - 3) if short > 3 else None,
        }
        doubts = [words.tally(chance.randint(1, 9)) if words.there() else None for _ in Doubts.NAMES[1:]]
        words.extra |= dict(zip(Doubts.NAMES[1:], doubts, strict=True))
        words.extra[Doubts.NAMES[0]] = words.tally(sum(each is not None for each in doubts))
        return words

    def there(self) -> bool:
        return self.chance.random() < self.share

    @staticmethod
    def tally(count: int) -> Word | None:
        return Word(Tally(str(count), "数", ""), amount=count) if count else None

    def names(self) -> Collection[str]:
        figures = (figure.name for figure in registry)
        return [*FACTS, SECRETARY, *figures, *KINDS, *Shortfalls.NAMES, *Doubts.NAMES]

    def is_fact(self, name: str) -> bool:
        return name in FACTS

    def is_work(self, name: str) -> bool:
        return name in KINDS or registry.named(name) is not None

    def word(self, placeholder: Placeholder) -> Word | None:
        name = placeholder.name
        if name in FACTS:
            return Word(FACTS[name])
        if name not in self.extra:
            number = self.chance.choice([1, 2, 12, 104])
            printed: Span = Number(str(number), value(name, number), YEAR)
            if name in KINDS:
                printed = Listing("“甲”“乙”等", name, registry["meeting.count"], YEAR, number)
            self.extra[name] = Word(printed, amount=number) if self.there() else None
        return self.extra[name]

    def items(self, over: str) -> Sequence[Lookup]:
        short = self.extra["短板数"]
        several = int(short.amount or 0) if short else 0
        return [_Item(self, self.chance.randint(1, 3)) for _ in range(min(several, 3))]

    def repeats(self) -> dict[str, Collection[str]]:
        return {"每项短板": Shortfall.NAMES, "每项主要短板": Shortfall.NAMES}

    def tables(self) -> Collection[str]:
        return ["指标对比", "支部统计", "完成情况"]

    def table(self, name: str, stated: Iterable[Span]) -> Table | None:
        return None


@dataclass
class _Item:
    words: SomeWords
    organizations: int

    def is_fact(self, name: str) -> bool:
        return name in FACTS

    def is_work(self, name: str) -> bool:
        return False

    def word(self, placeholder: Placeholder) -> Word | None:
        texts = {
            "事项": "主题党日",
            "周期": "按月",
            "党组织类别": "党支部",
            "未达标党组织": "第一支部、第二支部",
        }
        if placeholder.name in texts:
            return Word(Tally(texts[placeholder.name], "", ""))
        if placeholder.name == "缺项时段":
            return Word(Tally("4月、7月", "", "")) if self.organizations != 2 else None
        count = {"应开展党组织数": self.organizations, "按期次数": self.organizations - 1}
        return SomeWords.tally(count.get(placeholder.name, 3))

    def items(self, over: str) -> Sequence[Lookup]:
        return []


@OUTLINES
def test_nobody_stumbles_over_the_prose_whatever_is_missing(slug: str) -> None:
    outline, told = load(slug), 0
    for seed in range(120):
        words = SomeWords.by_chance(seed, share=(0.04, 0.15, 0.4, 0.8, 1)[seed % 5])
        try:
            document = write(outline, words, IMPRINT)
        except NothingToReport:
            continue
        assert not faults(document), (seed, faults(document))
        told += len(sentences_of_work(document))
        for sentence in sentences_of_work(document):
            assert any(not isinstance(span, str) for span in sentence), (seed, text_of(sentence))
    assert told > 100


@pytest.mark.django_db
def test_the_facts_above_are_all_there_are(office: SimpleNamespace) -> None:
    assert set(facts(office.bureau, YEAR, NOW.date())) == set(FACTS)
    for outline in available():
        check(outline, OutlineWords(office.bureau, YEAR, NOW.date(), []))


def test_a_fault_is_found() -> None:
    """The reader of these tests does see what is wrong."""
    for text in ("开会3次，。", "召开。", "开展开展活动。", "共（）次。", "开会【甲】次。", "开会3次"):
        assert faults(document(Paragraph((text,)))), text
    assert faults(document(Heading(Level.FIRST, "二、", ("会议",)), Paragraph(("开会。",))))
    assert faults(document(Heading(Level.FIRST, "", ("会议",))))
