"""Forms: one set of rules for what people type and what a file holds.

``build_record`` and ``save_all`` for files; the browser's forms build the same ``BuiltRecord``.
"""

from branches.forms.building import WHOLE, BuiltRecord, build_record, check, remarks
from branches.forms.people import People
from branches.forms.saving import save, save_all

__all__ = ["WHOLE", "BuiltRecord", "People", "build_record", "check", "remarks", "save", "save_all"]
