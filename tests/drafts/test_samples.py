"""The five real summaries: every quantity is found, means what it should, and nothing else changes.

What is expected is kept by file, offset, text and figure; the summaries themselves stay outside the project.
"""

from pathlib import Path

import pytest

from reports.drafts.draft import Change, Draft
from reports.drafts.files import opened
from reports.drafts.filling import fill
from reports.drafts.readings import read
from reports.figures.counting import figure_values  # noqa: F401  (declares the figures)
from reports.figures.registry import FigureValue, registry
from tests.drafts.documents import MAIN, paragraphs, raw_parts, shape, word_document

PERIOD_YEAR = 2023
Expected = dict[str, list[tuple[int, str, str, str]]]

pytestmark = pytest.mark.samples


@pytest.fixture(scope="module")
def expected() -> Expected:
    rows: Expected = {}
    for line in (Path(__file__).parent / "samples.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            file, start, text, unit, key = line.split(" ")
            rows.setdefault(file, []).append((int(start), text, unit, key))
    return rows


def changes(draft: Draft) -> list[Change]:
    """Every proposed quantity filled with a value that occurs nowhere else."""
    values = {figure.key: FigureValue(figure, 1011 + 7 * place, 1) for place, figure in enumerate(registry)}
    return [
        Change(filled.reading.quantity.start, filled.reading.quantity.end, filled.replacement)
        for filled in fill(read(draft.text, registry, PERIOD_YEAR), values)
        if filled.replacement is not None
    ]


def applied(text: str, made: list[Change]) -> str:
    for change in sorted(made, key=lambda change: -change.start):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def test_every_quantity_means_the_expected_figure(samples: dict[str, str], expected: Expected) -> None:
    for file, text in samples.items():
        found = [
            (
                reading.quantity.start,
                reading.quantity.text,
                reading.quantity.unit,
                reading.figure.key if reading.figure else "-",
            )
            for reading in read(text, registry, PERIOD_YEAR)
        ]
        assert found == expected[file], file


def test_at_least_thirty_of_the_forty_countable_quantities_are_filled(samples: dict[str, str]) -> None:
    filled = sum(len(changes(opened("draft.txt", text.encode()))) for text in samples.values())
    assert filled >= 48


def test_a_plain_text_changes_in_its_quantities_only(samples: dict[str, str], expected: Expected) -> None:
    for file, text in samples.items():
        draft = opened("draft.txt", text.encode())
        made = changes(draft)
        result = draft.with_changes(made).decode()

        quantities = {(start, start + len(shown)) for start, shown, _, key in expected[file] if key != "-"}
        assert {(change.start, change.end) for change in made} == quantities
        assert result == applied(text, made)


@pytest.mark.parametrize("seed", range(3))
def test_a_word_document_changes_in_its_quantities_only(samples: dict[str, str], seed: int) -> None:
    for text in samples.values():
        data = word_document(text, seed)
        draft = opened("draft.docx", data)
        assert draft.text == text
        made = changes(draft)
        result = draft.with_changes(made)

        assert "\n".join(paragraphs(result)) == applied(text, made)
        assert shape(result) == shape(data)
        before, after = raw_parts(data), raw_parts(result)
        assert before.keys() == after.keys()
        assert {name for name in before if before[name] != after[name]} == {MAIN}
