"""Pages by position: every row once and in its place, both ways, however little is looked through at once."""

import datetime
import random
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Q

from branches.models import Meeting
from branches.paging import COUNTED, By, Listing, Order, read, written

ORDERS = {
    "day": Order((By("date", True), By("pk", True))),
    "day up": Order((By("date"), By("pk"))),
    "title": Order((By("title"), By("date", True), By("pk", True))),
    "present": Order((By("present", True), By("date", True), By("pk", True))),
    "present up": Order((By("present"), By("date", True), By("pk", True))),
    "place in the tree": Order((By("organization__path"), By("date", True), By("pk", True))),
}


@pytest.fixture
def meetings(office: SimpleNamespace) -> list[Meeting]:
    """67 meetings: few days, few titles, counts that are often missing, so that nearly all are ties."""
    chance = random.Random(7)  # noqa: S311
    rows = [
        Meeting(
            organization=chance.choice([office.first, office.second, office.group]),
            date=datetime.date(2024, 3, chance.randint(1, 4)),
            kind="general",
            title=chance.choice(["甲", "乙", "“丙”~丁\\", ""]),
            present=chance.choice([None, None, 0, 3, 12]),
        )
        for _ in range(67)
    ]
    return list(Meeting.objects.bulk_create(rows))


def sorted_by_hand(rows: list[Meeting], order: Order) -> list[int]:
    for by in reversed(order.by):

        def value(row: Any, column: str = by.column) -> Any:
            for step in column.split("__"):
                row = getattr(row, step)
            return (row is not None, row)

        rows = sorted(rows, key=value, reverse=by.descending)
    return [row.pk for row in rows]


def walk(listing: Listing, size: int) -> list[list[int]]:
    """All pages from the first to the last; each position comes through an address."""
    pages, at = [], None
    while True:
        page = listing.page(size, after=at)
        pages.append(page.keys)
        if page.after is None:
            return pages
        assert len(pages) < 400
        at = read(written(page.after), Meeting, listing.order)
        assert at is not None


@pytest.mark.parametrize("name", list(ORDERS))
def test_every_row_is_on_one_page_and_in_its_place(name: str, meetings: list[Meeting]) -> None:
    listing = Listing(Meeting.objects.all(), ORDERS[name])
    expected = sorted_by_hand(meetings, ORDERS[name])
    for size in (10, 66, 67, 68):
        pages = walk(listing, size)
        assert [key for page in pages for key in page] == expected
        assert all(len(page) == size for page in pages[:-1])


@pytest.mark.parametrize("name", list(ORDERS))
def test_the_way_back_shows_the_same_pages(name: str, meetings: list[Meeting]) -> None:
    listing = Listing(Meeting.objects.all(), ORDERS[name])
    there = walk(listing, 10)
    last = listing.page(10, after=_before_last(listing, 10))
    assert last.keys == there[-1]
    at, back = last.before, []
    while at is not None:
        page = listing.page(10, before=at)
        back.append(page.keys)
        at = page.before
    assert back == there[-2::-1]


def _before_last(listing: Listing, size: int) -> Any:
    at = None
    while (page := listing.page(size, after=at)).after is not None:
        at = page.after
    return at


def test_a_page_stays_as_it_was_when_rows_are_added_before_it(
    meetings: list[Meeting], office: SimpleNamespace
) -> None:
    listing = Listing(Meeting.objects.all(), ORDERS["day"])
    second = listing.page(10, after=(at := listing.page(10).after))
    for _ in range(3):
        Meeting.objects.create(
            organization=office.first, date=datetime.date(2024, 3, 9), kind="general", title="新"
        )
    assert listing.page(10, after=at).keys == second.keys


@pytest.mark.parametrize("stretch", [1, 3, 10, 1000])
@pytest.mark.parametrize("back", [False, True])
def test_what_is_looked_for_in_stretches_is_found_all_and_once(
    meetings: list[Meeting], stretch: int, back: bool
) -> None:
    order = ORDERS["day"].reversed() if back else ORDERS["day"]
    expected = [key for key in sorted_by_hand(meetings, order) if key % 13 == 0]
    keys = [row.pk for row in meetings if row.pk % 13 == 0]
    listing = Listing(Meeting.objects.all(), order, Q(pk__in=keys), stretch=stretch)
    pages = walk(listing, 2)
    assert [key for page in pages for key in page] == expected
    short = [page for page in pages[:-1] if len(page) < 2]
    assert bool(short) is (stretch < 20)


def test_a_page_that_stopped_looking_says_how_far_it_got(meetings: list[Meeting]) -> None:
    listing = Listing(Meeting.objects.all(), ORDERS["day"], Q(title="没有这个"), stretch=20)
    page = listing.page(10)
    in_order = sorted_by_hand(meetings, ORDERS["day"])
    assert (page.keys, page.looked_to and page.looked_to[1]) == ([], in_order[19])
    assert listing.page(10, after=page.after).looked_to[1] == in_order[39]
    ended = Listing(Meeting.objects.all(), ORDERS["day"], Q(title="没有这个"), stretch=67).page(10)
    assert (ended.keys, ended.looked_to, ended.after) == ([], None, None)


def test_going_back_in_stretches_meets_every_row(meetings: list[Meeting]) -> None:
    keys = {row.pk for row in meetings if row.pk % 9 == 0}
    listing = Listing(Meeting.objects.all(), ORDERS["day"], Q(pk__in=keys), stretch=5)
    at: Any = (datetime.date(2000, 1, 1), 0)
    seen: list[int] = []
    while at is not None:
        page = listing.page(2, before=at)
        seen = page.keys + seen
        at = page.before
    assert seen == [key for key in sorted_by_hand(meetings, ORDERS["day"]) if key in keys]


def test_a_count_stops_and_is_left_out_where_it_would_take_too_long(
    meetings: list[Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, order = Meeting.objects.all(), ORDERS["day"]
    assert Listing(rows, order).count() == 67
    assert Listing(rows, order, Q(present=12), stretch=67).count() == rows.filter(present=12).count() > 0
    assert Listing(rows, order, Q(present=12), stretch=66).count() is None
    monkeypatch.setattr("branches.paging.COUNTED", 50)
    assert Listing(rows, order).count() == 51
    assert COUNTED == 10_000


HOSTILE = [
    "",
    "x",
    "{}",
    "[]",
    "[1]",
    '["2024-03-01"]',
    '["2024-13-01",1]',
    '["2024-03-01",1,1]',
    '["2024-03-01","x"]',
    '["2024-03-01",null]',
    "[null,1]",
    '["2024-03-01",true]',
    '["2024-03-01",[1]]',
    "[20240301,1]",
    '["2024-03-01",NaN]',
    '["2024-03-01",Infinity]',
    '["2024-03-01",1e999]',
    "[" * 100_000,
    '["2024-03-01",' + "9" * 5000 + "]",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_position_that_is_none_is_left_out(text: str) -> None:
    assert read(text, Meeting, ORDERS["day"]) is None


@pytest.mark.parametrize(
    "text",
    ['["\\u0000","2024-03-01",1]', '["\\ud800","2024-03-01",1]', '["' + "长" * 999 + '","2024-03-01",1]'],
)
def test_a_text_that_no_column_holds_is_no_position(text: str) -> None:
    assert read(text, Meeting, ORDERS["title"]) is None


@pytest.mark.parametrize("key", [10**30, -(10**30), 0])
def test_a_position_beyond_all_rows_shows_all_or_none(meetings: list[Meeting], key: int) -> None:
    listing = Listing(Meeting.objects.all(), ORDERS["day"])
    at = read(written((datetime.date(2024, 3, 2), key)), Meeting, listing.order)
    days = [Meeting.objects.get(pk=pk).date.day for pk in listing.page(67, after=at).keys]
    assert set(days) == ({1} if key <= 0 else {1, 2})
    assert all(a >= b for a, b in pairwise(days))
