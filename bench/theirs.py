"""The same sheet by django-import-export, in three ways.

``standard``: rows are checked (``clean_model_instances``), looked up so that twice is once, shown first (a
dry run, as its admin does) and then saved. ``tuned``: the same work by its settings for speed (``use_bulk``,
``skip_diff``) and with organisations remembered. ``bare``: besides, nothing is checked, looked up or shown.
"""

from pathlib import Path
from typing import Any

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import CharWidget, DateWidget, ForeignKeyWidget, IntegerWidget
from tablib import Dataset

from bench.office import HEADER
from branches.models import Meeting, Organization

_KINDS = {label: value for value, label in Meeting.Kind.choices}
_NAMES = [
    "organization",
    "kind",
    "title",
    "date",
    "place",
    "chair",
    "recorder",
    "expected",
    "present",
    "content",
]


class _KindWidget(CharWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return _KINDS[value]


_WIDGETS = {
    "organization": ForeignKeyWidget(Organization, "name"),
    "kind": _KindWidget(),
    "date": DateWidget(),
    "expected": IntegerWidget(),
    "present": IntegerWidget(),
}


class Standard(ModelResource):
    class Meta:
        model = Meeting
        fields = _NAMES
        import_id_fields = ("organization", "date", "title")
        clean_model_instances = True


class _RememberingWidget(ForeignKeyWidget):
    """Without a query for every row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str, Any] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if value not in self._known:
            self._known[value] = super().clean(value, row, **kwargs)
        return self._known[value]


class Tuned(ModelResource):
    class Meta(Standard.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True

    def before_save_instance(self, instance: Meeting, row: Any, **kwargs: Any) -> None:
        instance.version, instance.fingerprint = 1, instance.compute_fingerprint()


class Bare(Tuned):
    class Meta(Tuned.Meta):
        import_id_fields = ()
        force_init_instance = True
        clean_model_instances = False


WAYS = {"standard": Standard, "tuned": Tuned, "bare": Bare}
for resource in WAYS.values():
    resource.fields = {
        name: Field(attribute=name, column_name=column, widget=_WIDGETS.get(name, CharWidget()))
        for name, column in zip(_NAMES, HEADER, strict=True)
    }
    if resource is not Standard:
        resource.fields["organization"].widget = _RememberingWidget(Organization, "name")


def run(path: Path, way: str) -> None:
    resource = WAYS[way]()
    steps = (False,) if way == "bare" else (True, False)
    for dry_run in steps:
        data = Dataset().load(path.read_bytes(), format="xlsx")
        result = resource.import_data(data, dry_run=dry_run, use_transactions=True)
        if result.has_errors() or result.has_validation_errors():
            raise SystemExit(f"django-import-export: {result.row_errors()[:1] or result.invalid_rows[:1]}")
