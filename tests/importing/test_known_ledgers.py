"""Every ledger of the catalogue, in every container, cell by cell."""

import pytest

from tests.importing.known import LEDGERS, SKIPPED, Known, Wrong
from tests.importing.reading import read

pytestmark = pytest.mark.usefixtures("office")


def test_the_catalogue_is_not_small() -> None:
    assert len(LEDGERS) >= 30


@pytest.mark.parametrize("container", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("known", LEDGERS.values(), ids=LEDGERS)
def test_every_row_is_what_it_is_known_to_be(known: Known, container: str) -> None:
    found = read(known.written(container), f"{known.file_name}.{container}", kind=known.kind)
    problems = {sheet.name: sheet.problem for sheet in found.sheets if sheet.problem}
    assert problems.keys() == known.problems.keys()
    for sheet, words in known.problems.items():
        assert words in problems[sheet]
    expected = {(sheet, number): said for sheet, rows in known.rows.items() for number, said in rows.items()}
    assert found.rows.keys() == expected.keys()
    for (sheet, number), said in expected.items():
        if isinstance(said, Wrong):
            assert found.wrong_columns(number, sheet) == said.columns, found.errors(number, sheet)
        elif said is SKIPPED:
            assert found.one(number, sheet).outcome == "skipped"
        else:
            assert found.values(number, sheet) == said
