"""Last year's document that was composed here: every number of it is known by the outline it comes from."""

import datetime
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from reports.document import Document, Heading, Number, Paragraph, text_of
from reports.drafts.files import opened
from reports.drafts.processing import readings_for
from reports.drafts.readings import read
from reports.drafts.setting import Names
from reports.figures.registry import registry
from reports.models import OwnOutline
from reports.outlines import available, load
from reports.outlines.composing import compose
from reports.periods import Period
from reports.word.render import render
from tests.documents.prose import NOT_OF_WORK
from tests.figures.random_office import random_office

YEAR = Period.year(2023)
LATER = datetime.datetime(2024, 1, 5, 9, 5, tzinfo=datetime.UTC)
TITLE = "2023年度党建工作总结\n"
MEETINGS = "严格执行“三会一课”制度，召开支部党员大会8次、党小组会20次。"
ELECTIONS = "完成换届选举3次。严把党员入口关，办理发展党员事项7次、开展入党谈话4人次。"
MATTERS = "办理发展党员事项7次"
MEMBERS = "截至2023年12月31日，共有党支部8个、党小组7个、党员122名。"


def stated(document: Document, text: str) -> Iterator[tuple[int, str]]:
    """Where in the text each number of the year's work stands, and the key of the figure it states."""
    place = 0
    of_work = True
    for block in document.blocks:
        if not isinstance(block, Heading | Paragraph):
            continue
        if isinstance(block, Heading) and block.level == 1:
            of_work = not any(word in text_of(block.spans) for word in NOT_OF_WORK)
        spans = (*block.spans, *(block.run_on if isinstance(block, Heading) else ()))
        place = text.index(text_of(spans), place)
        for span in spans:
            if isinstance(span, Number) and span.period == YEAR and span.before is None and of_work:
                yield place, span.value.figure.key
            place += len(span if isinstance(span, str) else span.text)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [0, 3])
def test_a_composed_document_is_read_as_it_was_composed(seed: int) -> None:
    office = random_office(seed)
    branch = next(each for each in office.organizations if each.kind == "branch" and each.parent_id)
    for slug in ("year_end", "responsibility", "integrity", "branch", "branch_secretary"):
        outline = load(slug)
        for organization in (office.bureau, branch):
            if outline.kinds and organization.kind not in outline.kinds:
                continue
            document = compose(outline, organization, YEAR, now=LATER)
            text = opened("总结.docx", render(document)).text
            numbers = dict(stated(document, text))
            assert len(numbers) > 8, slug
            found = {
                reading.quantity.start: reading.figure.key
                for reading in readings_for(text, organization, 2023)
                if reading.figure
            }
            assert found == numbers, slug


def figures(text: str, names: Names | None = None) -> dict[str, str]:
    """The figure of each quantity, by the words in front of the quantity; empty for an open one."""
    readings = read(text, registry, 2023, names, available())
    return {
        text[max(reading.quantity.start - 4, 0) : reading.quantity.start]: (
            reading.figure.key if reading.figure else ""
        )
        for reading in readings
    }


def test_one_sentence_alone_proves_nothing_three_of_one_outline_do() -> None:
    assert figures(TITLE + ELECTIONS)["党员事项"] == ""
    known = figures(TITLE + MEETINGS + ELECTIONS)
    assert known["党员事项"] == "work.development.count"
    assert known["入党谈话"] == "talk.admission.person_times"


@pytest.mark.parametrize(
    "around",
    [
        "{}".replace("{}", ELECTIONS.replace("发展党员事项", "发展青年党员事项")),
        f"第二党支部扎实工作。{ELECTIONS}",
        f"上半年工作抓得紧。{ELECTIONS}",
    ],
    ids=["rewritten", "another body", "part of the year"],
)
def test_a_sentence_of_the_outline_that_means_something_else_stays_open(around: str) -> None:
    text = f"{TITLE}{MEETINGS}{MEMBERS}\n开展表彰2次。\n{around}"
    assert figures(text)["党员事项"] == ""


def test_what_is_lacking_and_what_is_planned_is_no_work_done() -> None:
    text = f"{TITLE}{MEETINGS}{MEMBERS}开展表彰2次。\n五、存在的主要问题\n（一）党员发展缓慢。{ELECTIONS}"
    assert figures(text)["党员事项"] == ""


def test_members_counted_on_another_day_stay_open() -> None:
    later = MEMBERS.replace("12月31日", "6月30日"), MEMBERS.replace("2023", "2022")
    assert figures(TITLE + MEETINGS + ELECTIONS + MEMBERS)["、党小组"] == "organization.group.count"
    for members in later:
        assert not any(
            figures(TITLE + MEETINGS + ELECTIONS + members)[place] for place in ("、党小组", "个、党员")
        )


@pytest.mark.django_db
def test_an_outline_of_the_offices_own_is_known_too(office: SimpleNamespace) -> None:
    text = (
        "标题：总结\n\n一、组织生活\n拧紧螺丝，{党员大会凑齐了【支部党员大会次数】次}。"
        "党小组长们吆喝了【党小组会次数】回。晒太阳【主题党日次数】次。"
    )
    OwnOutline.objects.create(organization=office.bureau, name="土话总结", text=text)
    draft = f"{TITLE}一、组织生活\n拧紧螺丝，党员大会凑齐了4次。党小组长们吆喝了9回。晒太阳12次。\n"
    found = [reading.figure and reading.figure.key for reading in readings_for(draft, office.bureau, 2023)]
    assert found == ["meeting.general.count", "meeting.group.count", "meeting.theme_day.count"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outline", "draft"),
    [
        (
            "共【党组会次数】次。共【支部党员大会参加人次】人次。共【党课学时】学时。",
            "共4次。共90人次。共8学时。",
        ),
        (
            "晒太阳【主题党日次数】次。\n开大会【支部党员大会次数】次。",
            "晒太阳7次。\n晒太阳7次。\n晒太阳7次。",
        ),
    ],
    ids=["next to no words", "one sentence again and again"],
)
def test_words_that_anybody_writes_prove_no_outline(
    office: SimpleNamespace, outline: str, draft: str
) -> None:
    OwnOutline.objects.create(organization=office.bureau, name="短句", text=f"标题：总结\n\n{outline}")
    assert not any(reading.figure for reading in readings_for(TITLE + draft, office.bureau, 2023))
