"""Count the figures of a year: ``figures --organization NAME --year Y [--figure KEY] [--json]``."""

import json
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandError, CommandParser

from branches.models import Organization
from branches.periods import Period
from reports.figures.catalogue import catalogue
from reports.figures.counting import figure_values
from reports.figures.own import register_for
from reports.figures.registry import Figure, FigureValue, Registry
from reports.figures.sections import by_section
from reports.management.scoped import ScopedCommand
from reports.numerals import arabic
from reports.placeholders import NO_RECORDS


class Command(ScopedCommand):
    help = "按党组织和年份统计各项指标，含下级党组织。"
    parts = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--figure", action="append", default=[], help="只统计这一项（指标代号或名称，可重复）"
        )

        parser.add_argument("--catalogue", action="store_true", help="只列出全部指标及其统计口径")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["catalogue"]:
            self.stdout.write(catalogue(), ending="")
        else:
            super().handle(*args, **options)

    def run(self, organization: Organization, period: Period, options: dict[str, Any]) -> None:
        register = register_for(organization)
        keys = [figure_called(word, register).key for word in options["figure"]] or None
        values = figure_values(organization, period, keys)
        if options["json"]:
            counted = {"figures": [as_plain(value) for value in values.values()]}
            self.stdout.write(json.dumps(counted, ensure_ascii=False))
        else:
            self.stdout.write(f"{organization.name} {period.name}")
            self.stdout.write("\n".join(as_table(values)))


def figure_called(word: str, register: Registry) -> Figure:
    """The figure of that key or Chinese name; CommandError when there is none."""
    figure = register.get(word.strip()) or register.named(word.strip())
    if figure is None:
        raise CommandError(f"没有代号或名称为“{word}”的指标，不带 --figure 可列出全部指标。")
    return figure


def as_plain(value: FigureValue) -> dict[str, Any]:
    """For machines: ``value`` is a whole number, a number with decimals, or null without records."""
    number = value.value if value.value is None or isinstance(value.value, int) else float(value.value)
    figure = value.figure
    return {"key": figure.key, "name": figure.name, "unit": figure.unit, "value": number}


def as_table(values: dict[str, FigureValue]) -> Iterable[str]:
    """For people: one line a figure, under the kind of record it is counted from."""
    names = max((_width(value.figure.name) for value in values.values()), default=0)
    for section, figures in by_section(value.figure for value in values.values()).items():
        yield f"\n【{section}】"
        for figure in figures:
            value = values[figure.key].value
            counted = NO_RECORDS if value is None else f"{arabic(value)} {figure.unit}"
            yield f"{figure.name}{' ' * (names - _width(figure.name) + 2)}{counted}"


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
