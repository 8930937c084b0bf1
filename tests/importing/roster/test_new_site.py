"""A site without any organisation starts from the office's own list."""

import pytest

from branches.importing.batch.committing import commit
from branches.importing.batch.intake import preview
from branches.importing.scope import Scope
from branches.models import Organization
from tests.importing.workbooks import xlsx

HEADER = ["党组织名称", "类别", "上级党组织"]


@pytest.mark.django_db
def test_the_system_may_bring_the_topmost_too_where_the_list_says_that_it_is() -> None:
    rows = [
        ["青峰市档案发展局机关党委", 1],
        ["第一党支部", 2],
        ["第二党支部", 2],
    ]
    batch = preview(
        xlsx({"党组织名录": [["党组织名称", "级别"], *rows]}), "x.xlsx", Scope(kind="organization")
    )
    assert commit(batch, None).created == 3
    assert [(each.name, len(each.path)) for each in Organization.objects.order_by("path")] == [
        ("青峰市档案发展局机关党委", 5),
        ("第一党支部", 10),
        ("第二党支部", 10),
    ]


@pytest.mark.django_db
def test_a_list_that_does_not_say_what_is_topmost_is_asked_about() -> None:
    rows = [["第一党支部", "党支部", None], ["第二党支部", "党支部", None]]
    batch = preview(xlsx({"党组织名录": [HEADER, *rows]}), "x.xlsx", Scope())
    assert set(batch.rows.values_list("outcome", flat=True)) == {"error"}
