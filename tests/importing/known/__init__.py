"""The catalogue, filled."""

from tests.importing.known import cells, other_records, shapes, spellings, whole_files
from tests.importing.known.catalogue import LEDGERS, SKIPPED, Known, Wrong

__all__ = [
    "LEDGERS",
    "SKIPPED",
    "Known",
    "Wrong",
    "cells",
    "other_records",
    "shapes",
    "spellings",
    "whole_files",
]
