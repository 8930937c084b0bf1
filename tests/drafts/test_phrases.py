"""The collection of sentences: each quantity means the figure it should, and nothing is proposed wrongly."""

from pathlib import Path

import pytest

import reports.figures  # noqa: F401  (declares the figures)
from reports.drafts.readings import read
from reports.figures.registry import registry

PERIOD_YEAR = 2023


def collected() -> list[tuple[list[str], str]]:
    lines = (Path(__file__).parent / "phrases.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return [([] if keys == "none" else keys.split(), sentence) for keys, _, sentence in rows]


@pytest.mark.parametrize(
    ("keys", "sentence"), collected(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_quantity_means_the_expected_figure(keys: list[str], sentence: str) -> None:
    readings = read(sentence, registry, PERIOD_YEAR)

    assert [reading.figure.key if reading.figure else "-" for reading in readings] == keys


def test_the_collection_only_names_declared_figures() -> None:
    unknown = {key for keys, _ in collected() for key in keys if key != "-" and registry.get(key) is None}
    assert not unknown
    assert len(collected()) >= 200
