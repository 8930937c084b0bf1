"""The Word file of a record, opened again; and what LibreOffice prints of it."""

import datetime
import random
from itertools import accumulate, pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from branches.models import AgendaItem, Attendance, Meeting
from reports.printed.record import PrintedRecord
from reports.word.gongwen import blank
from reports.word.laying import lay
from reports.word.packing import packed
from reports.word.printed import MARGIN_RIGHT, render_record, write_leaves
from reports.word.printed_styles import TABLE_ROOM, set_up
from tests.documents.pages import printed as pages_of
from tests.printed.conftest import hold
from tests.printed.reading import AGAIN, Fields, fields, opened, printed, word_fields

MOMENT = datetime.datetime(2024, 3, 6, 9, 0, tzinfo=datetime.UTC)
WORDS = (
    "支部书记领学了文件，与会同志谈了体会；大家认为要把学习转化为行动（含“三会一课”质量提升）。"
    "2025年GDP增长5.2%, OK!"
)


def text(length: int, seed: int = 1) -> str:
    """Paragraphs of different lengths with all that line breaking minds."""
    chance, found = random.Random(seed), ""  # noqa: S311
    while len(found) < length:
        start, size = chance.randrange(len(WORDS)), chance.randrange(20, 300)
        found += (WORDS * 8)[start : start + size] + "\n"
    return found[:length].strip()


def long_meeting(office: SimpleNamespace, characters: int, people: int, topics: int = 0) -> Meeting:
    meeting = hold(office.first, title="讨论年度工作", content=text(characters), decision="同意。")
    meeting.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, name=f"党员{number:03}") for number in range(people)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=number, topic=f"研究第{number}项", content="讨论。")
        for number in range(1, topics + 1)
    )
    return meeting


def rejoined(tables: list[Fields]) -> Fields:
    """The fields of all pages, what was parted put together again; the head counted once."""
    head = tables[0][:3]
    found = list(tables[0])
    for table in tables[1:]:
        assert table[:3] == head
        for label, value in table[3:]:
            if label.endswith(AGAIN):
                assert label == f"{found[-1][0]}{AGAIN}"
                found[-1] = (found[-1][0], found[-1][1] + value)
            else:
                found.append((label, value))
    return found


def squeezed(found: Fields) -> Fields:
    """Without white space, which may fall where a text is parted."""
    return [(label, "".join(value.split())) for label, value in found]


@pytest.mark.parametrize("slug", ["meeting", "lecture", "talk", "work"])
def test_the_file_says_what_the_record_says_cell_by_cell(records: SimpleNamespace, slug: str) -> None:
    record = printed(getattr(records, slug))
    word = opened(render_record(record, MOMENT))
    assert word_fields(word) == [fields(record)]
    assert word.paragraphs[0].text == record.title
    assert word.paragraphs[-1].text.replace("\t", "") == "".join(
        f"{each}（签字）：" for each in record.signatures
    )
    assert word.core_properties.author == "青峰市档案发展局第一党支部"


def test_a4_with_thin_borders_and_a_head_that_is_repeated(records: SimpleNamespace) -> None:
    word = opened(render_record(printed(records.meeting), MOMENT))
    (section,) = word.sections
    assert abs((section.page_width or 0) - Mm(210)) < Mm(0.1)
    assert abs((section.page_height or 0) - Mm(297)) < Mm(0.1)
    (table,) = word.tables
    assert table.style is not None
    assert table.style.name == "表格全框线"
    repeated = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
    assert repeated == [True, True] + [False] * (len(table.rows) - 2)
    faces = {
        style.style_id: style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for style in word.styles
        if style.style_id in {"RecordTitle", "RecordLabel", "RecordProse"}
    }
    assert faces == {"RecordTitle": "方正小标宋简体", "RecordLabel": "黑体", "RecordProse": "仿宋_GB2312"}


def test_nothing_of_a_long_record_is_lost_between_its_pages(office: SimpleNamespace) -> None:
    record = printed(long_meeting(office, 20_000, people=300, topics=200))
    word = opened(render_record(record, MOMENT))
    tables = word_fields(word)
    assert len(tables) > 10
    assert squeezed(rejoined(tables)) == squeezed(fields(record))
    titles = [each.text for each in word.paragraphs if each.text.startswith(record.title)]
    assert titles == [record.title] + [f"{record.title}{AGAIN}"] * (len(tables) - 1)
    broken = [each.text for each in word.paragraphs if each.paragraph_format.page_break_before]
    assert broken == titles[1:]


def test_texts_are_parted_behind_a_sentence_and_names_behind_a_comma(office: SimpleNamespace) -> None:
    record = printed(long_meeting(office, 6_000, people=700))
    tables = word_fields(opened(render_record(record, MOMENT)))
    parted = [table[-1] for table, after in pairwise(tables) if after[3][0].endswith(AGAIN)]
    assert {label.removesuffix(AGAIN) for label, _ in parted} == {"实到人员", "会议内容"}
    for label, value in parted:
        ends = "、" if label.startswith("实到人员") else "。；！？"
        whole = value.split("\n")[-1] in record.value("会议内容").split("\n")
        assert value[-1] in ends or whole, (label, value[-30:])


@pytest.mark.parametrize(
    "hostile",
    [
        "A" * 30_000,
        "。" * 5_000,
        "（" * 5_000,
        "😀" * 5_000,
        " " * 5_000 + "x",
        "一\n" * 5_000,
        "{ns} <w:p/> & ]]> \x01\x0b\ufffe",
    ],
    ids=["latin", "full stops", "brackets", "emoji", "blanks", "lines", "markup"],
)
def test_whatever_is_pasted_is_survived(office: SimpleNamespace, hostile: str) -> None:
    record = printed(hold(office.first, title="恶作剧", content=hostile, decision=hostile[:2_000]))
    tables = word_fields(opened(render_record(record, MOMENT)))
    assert squeezed(rejoined(tables)) == squeezed(fields(record))


def test_a_hundred_thousand_characters_and_a_thousand_topics(office: SimpleNamespace) -> None:
    record = printed(long_meeting(office, 100_000, people=300, topics=1_000))
    assert squeezed(rejoined(word_fields(opened(render_record(record, MOMENT))))) == squeezed(fields(record))


def test_the_same_record_gives_the_same_bytes(records: SimpleNamespace) -> None:
    assert render_record(printed(records.meeting), MOMENT) == render_record(printed(records.meeting), MOMENT)


def bound(records: list[PrintedRecord]) -> bytes:
    """The records one behind the other, each from a new page on."""
    word = blank()
    set_up(word, MARGIN_RIGHT)
    for at, record in enumerate(records):
        write_leaves(word, record, lay(record, TABLE_ROOM), new_page=at > 0)
    return packed(word, "记录", "第一支部", MOMENT)


@pytest.mark.office
def test_on_paper(office: SimpleNamespace, tmp_path: Path) -> None:
    """A usual meeting is one page to its foot; however full a page gets, paper and reckoning agree; every
    page begins with title and head."""
    usual = hold(office.first, content=text(400))
    for number in (1, 2):
        AgendaItem.objects.create(meeting=usual, position=number, topic=f"议题{number}", content=text(60))
    around_full = [hold(office.first, content=text(size, seed=size)) for size in range(700, 1_500, 100)]
    meetings = [usual, *around_full, long_meeting(office, 20_000, people=300, topics=100)]
    records = [printed(meeting) for meeting in meetings]
    leaves = [len(lay(record, TABLE_ROOM)) for record in records]
    assert {1, 2} <= set(leaves)
    pages = pages_of(bound(records), tmp_path)
    assert [page.number.text for page in pages] == [f"—{at}—" for at in range(1, sum(leaves) + 1)]
    starts = [page for page in pages if page.body[0].text == "支部委员会记录"]
    assert [pages.index(page) for page in starts] == [0, *accumulate(leaves)][:-1]
    for page in pages:
        assert page.body[0].text in {"支部委员会记录", f"支部委员会记录{AGAIN}"}
        assert page.body[1].text == "党组织青峰市档案发展局第一党支部"
    assert pages[0].body[-1].text.startswith("主持人（签字）")
    assert pages[0].body[-1].top > pages[0].height * 0.85
