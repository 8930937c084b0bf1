"""The glossary and the list of figures say what the code says."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from branches import duties, models, periods
from branches.models import Meeting, Organization
from reports import models as report_models
from reports.excel import ledger
from reports.figures import registry as figures
from reports.figures.catalogue import catalogue
from reports.figures.registry import registry
from reports.printed import handbook
from reports.printed import record as printed_record

DOCS = Path(settings.BASE_DIR) / "docs"
PLACES = (models, report_models, figures, periods, duties, ledger, printed_record, handbook)
ROW = re.compile(r"^\| (?P<word>\S+) \| `(?P<identifier>[\w.]+)` \| .+ \|$", re.MULTILINE)


def glossary() -> dict[str, str]:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    return {row["identifier"]: row["word"] for row in ROW.finditer(text)}


def resolve(identifier: str) -> Any:
    first, *rest = identifier.split(".")
    found = next(getattr(place, first) for place in PLACES if hasattr(place, first))
    for name in rest:
        found = getattr(found, name)
    return found


@pytest.mark.parametrize(("identifier", "word"), glossary().items())
def test_a_word_of_the_glossary_is_the_word_of_the_code(identifier: str, word: str) -> None:
    found = resolve(identifier)
    if hasattr(found, "label"):
        assert found.label == word
    elif hasattr(found, "_meta"):
        assert found._meta.verbose_name == word


def test_the_glossary_leaves_out_no_model_and_no_kind() -> None:
    known = set(glossary())
    for app in ("branches", "reports"):
        assert {model.__name__ for model in apps.get_app_config(app).get_models()} <= known
    for kinds in (Organization.Kind, Meeting.Kind):
        assert {f"{kinds.__qualname__}.{kind.name}" for kind in kinds} <= known


def test_the_list_of_figures_is_up_to_date() -> None:
    """Made anew by ``manage.py figures --catalogue > docs/figures.md``."""
    assert (DOCS / "figures.md").read_text(encoding="utf-8") == catalogue()


def test_figures_are_declared_as_the_documents_need_them() -> None:
    for figure in registry:
        assert figure.definition.endswith("。"), figure.key
        assert figure.definition.count("。") == 1, figure.key
        assert not set("【】|｜·") & set(figure.name), figure.name
        assert figure.unit, figure.key
