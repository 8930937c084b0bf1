"""At least 2,000 mutated workbooks: each is read truly or refused with a reason, and nothing is written."""

from pathlib import Path
from random import Random

import pytest
from pytest_django import Settings

from branches.importing.batch.intake import preview
from branches.importing.scope import Scope
from branches.importing.workbook.refusing import WorkbookError
from branches.models import RECORDS, Change, ImportBatch
from tests.importing.fuzz.campaign import FAMILIES, Finding, check, mutation
from tests.importing.fuzz.mutated import Mutated
from tests.importing.fuzz.seeds import Seeds, runs

LEAST = 2_000
UPLOADED = 3
"""Of each run this many go all the way of an upload; the others are read and judged only."""


def _name(run: Seeds) -> str:
    family, seeds = run
    return f"{family}-{seeds[0]}-{seeds[-1]}"


def test_the_campaign_is_not_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FUZZ", raising=False)
    assert sum(len(seeds) for _, seeds in runs()) >= LEAST
    assert {family for family, _ in runs()} == FAMILIES.keys()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("run", runs(), ids=_name)
def test_every_mutation_is_read_truly_or_refused_with_a_reason(
    run: Seeds, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"  # other tests store files at the same time
    family, seeds = run
    changes = Change.objects.count()
    wrong = []
    for seed in seeds:
        mutated = mutation(family, seed)
        try:
            check(mutated)
        except Finding as finding:
            kept = tmp_path / f"{family}-{seed}.{mutated.base.container}"
            kept.write_bytes(mutated.data)
            wrong.append(f'FUZZ="{family} {seed}"  {kept}\n{mutated.base.name}, {mutated.did}: {finding}')
    assert not wrong, "\n\n".join(wrong)
    for seed in Random(f"{family}:{seeds}").sample(seeds, min(UPLOADED, len(seeds))):  # noqa: S311
        _upload(mutation(family, seed), settings.MEDIA_ROOT / "imports")
    assert [slug for slug, model in RECORDS.items() if model.objects.exists()] == []
    assert Change.objects.count() == changes


def _upload(mutated: Mutated, folder: Path) -> None:
    stored = list(folder.glob("*"))
    before = ImportBatch.objects.count()
    try:
        preview(mutated.data, mutated.base.file_name, Scope())
    except WorkbookError:
        assert ImportBatch.objects.count() == before
        assert list(folder.glob("*")) == stored
    else:
        assert ImportBatch.objects.count() == before + 1
