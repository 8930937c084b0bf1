"""Quantities, hours and money as people write them, 1 and 1.5 and 0.35, wherever they are shown."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from branches.models import Change, Lecture, WorkItem
from branches.numbers import written
from tests.records.posting import fields_of, send, sentences

YEAR = "year=2024"


@pytest.mark.parametrize(
    ("stored", "said"),
    [("1.00", "1"), ("1.50", "1.5"), ("0.3500", "0.35"), ("100.00", "100"), ("0.00", "0"), ("1E+3", "1000")],
)
def test_as_people_write_them(stored: str, said: str) -> None:
    assert written(Decimal(stored)) == said


@pytest.fixture
def item(one_of_each, secretary) -> WorkItem:
    item = one_of_each["work"]
    send(secretary, f"{item.get_absolute_url()}edit/", quantity="100", amount="12.50")
    return WorkItem.objects.get(pk=item.pk)


def test_in_the_form(item, one_of_each, secretary) -> None:
    form = fields_of(secretary.get(f"{item.get_absolute_url()}edit/"))
    assert (form["quantity"], form["amount"]) == ("100", "12.5")
    form = fields_of(secretary.get(f"{one_of_each['lecture'].get_absolute_url()}edit/"))
    assert form["hours"] == "2"


def test_on_the_page_and_in_its_history(item, secretary) -> None:
    page = sentences(secretary.get(item.get_absolute_url()))
    assert "100.00" not in page
    assert "12.50" not in page
    assert Change.objects.latest("pk").after == {"quantity": "100", "amount": "12.5"}
    assert "100 户" in sentences(secretary.get("/records/work/"))


def test_the_same_number_written_differently_is_no_change(item, secretary) -> None:
    changes = Change.objects.count()
    send(secretary, f"{item.get_absolute_url()}edit/", quantity="100.00", amount="12.500")
    assert Change.objects.count() == changes


def test_the_second_to_save_is_not_shown_a_difference_of_noughts(item, secretary) -> None:
    url = f"{item.get_absolute_url()}edit/"
    mine = fields_of(secretary.get(url))
    send(secretary, url, status="进行中")
    said = sentences(secretary.post(url, mine | {"quantity": "100.00", "status": "已完成"}))
    assert "进行中" in said
    assert "100.00" not in said


@pytest.mark.parametrize(
    ("address", "numbers"),
    [
        ("/records/work/excel/", {100}),
        ("/ledgers/work/", {100, 12.5}),
        ("/ledgers/lecture/", {1.5}),
    ],
)
def test_in_excel(item, secretary, address: str, numbers: set[float]) -> None:
    Lecture.objects.update(hours=Decimal("1.5"))
    answer = secretary.get(f"{address}?{YEAR}&organization={item.organization_id}")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    found = {
        cell.value: cell.number_format
        for row in book.active.iter_rows()
        for cell in row
        if isinstance(cell.value, float | int)
    }
    assert numbers <= found.keys()
    assert set(found.values()) == {"General"}  # with a format of its own, Excel would show "100."


def test_on_paper(item, secretary) -> None:
    paper = sentences(secretary.get(f"{item.get_absolute_url()}print/"))
    assert "100户" in paper.replace(" ", "")
    assert "100.00" not in paper
