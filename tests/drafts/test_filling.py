"""Values written in the style of what they replace, and stated numbers held against counted ones."""

from decimal import Decimal

import pytest

from reports.drafts.filling import agreement, fill, in_unit, written
from reports.drafts.quantities import Quantity, find
from reports.drafts.readings import read
from reports.figures.counting import figure_values  # noqa: F401  (declares the figures)
from reports.figures.registry import FigureValue, registry


def quantity(text: str) -> Quantity:
    (found,) = find(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "replacement"),
    [
        ("36次", 53, "53"),
        ("３６次", 53, "５３"),
        ("三十六次", 53, "五十三"),
        ("三十六次", 2, "两"),
        ("两次", 12, "十二"),
        ("**次", 53, "53"),
        ("（ ）次", 53, "53"),
        ("…次", 53, "53"),
        ("60余次", 74, "70余"),
        ("60余次", 70, "70"),
        ("60余次", 63, "60余"),
        ("60余次", 9, "9"),
        ("60余次", 104, "100余"),
        ("60余次", 1234, "1200余"),
        ("６０余次", 74, "７０余"),
        ("六十余次", 74, "七十余"),
        ("十余次", 25, "二十余"),
        ("60 余次", 74, "70 余"),
        ("60 余次", 70, "70"),
        ("300多篇", 412, "410多"),
        ("X余次", 74, "70余"),
        ("X余次", 8, "8"),
        ("近60次", 57, "近60"),
        ("近60次", 72, "近80"),
        ("近60次", 60, "60"),
        ("近60次", 7, "7"),
        ("约60次", 74, "约70"),
        ("约60次", 76, "约80"),
        ("约60次", 70, "70"),
        ("超过60次", 74, "超过70"),
        ("超过60次", 70, "70"),
        ("不少于60次", 74, "不少于70"),
        ("不少于60次", 70, "不少于70"),
        ("不少于6次", 8, "不少于8"),
        ("60次以上", 74, "70"),
        ("60次以内", 74, "80"),
        ("3.5万元", Decimal("4.25"), "4.25"),
        ("三万元", Decimal("2.5"), "2.5"),
        ("3至5次", 4, None),
        ("1.2万人次", 15000, None),
    ],
)
def test_the_style_of_the_quantity_is_kept(text: str, value: int | Decimal, replacement: str | None) -> None:
    assert written(value, quantity(text)) == replacement


@pytest.mark.parametrize(
    ("text", "value", "agrees"),
    [
        ("60次", 60, True),
        ("60次", 61, False),
        ("六十次", 60, True),
        ("**次", 60, None),
        ("60余次", 63, True),
        ("60余次", 60, False),
        ("60余次", 74, False),
        ("100余次", 104, True),
        ("100余次", 149, True),
        ("100余次", 190, False),
        ("300余篇", 345, True),
        ("300余篇", 412, False),
        ("近60次", 57, True),
        ("近60次", 60, False),
        ("近60次", 48, False),
        ("约60次", 62, True),
        ("约60次", 70, False),
        ("不少于12次", 12, True),
        ("不少于12次", 11, False),
        ("12次以上", 15, True),
        ("超过60次", 60, False),
        ("不超过60次", 60, True),
        ("3.5万元", Decimal("3.50"), True),
        ("3至5次", 4, None),
    ],
)
def test_vague_statements_are_judged_as_vague(text: str, value: int | Decimal, agrees: bool | None) -> None:
    assert agreement(value, quantity(text)) is agrees


def test_money_may_be_written_in_yuan() -> None:
    figure = registry["work.condolence.amount"]
    assert in_unit(Decimal("2.5"), quantity("25000元"), figure) == 25000
    assert in_unit(Decimal("2.50"), quantity("2.5万元"), figure) == Decimal("2.5")


@pytest.mark.parametrize(("value", "records"), [(None, 0), (0, 0)])
def test_a_figure_without_records_leaves_the_quantity_open(value: int | None, records: int) -> None:
    figure = registry["meeting.leading_group.count"]
    (filled,) = fill(
        read("召开党组会**次。", registry, 2023), {figure.key: FigureValue(figure, value, records)}
    )

    assert filled.reading.figure is figure
    assert (filled.value, filled.replacement, filled.agrees) == (None, None, None)
    assert "没有" in filled.reason
