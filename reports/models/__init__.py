"""What the pages of figures and documents keep."""

from reports.models.customfigure import CustomFigure
from reports.models.draft import DRAFT_DAYS, Draft, DraftQuerySet, RememberedChoice, stored_name
from reports.models.manuscript import Manuscript, ManuscriptQuerySet, ManuscriptVersion
from reports.models.outline import OWN, OwnOutline, OwnOutlineQuerySet
from reports.models.report import Report, ReportFigure, ReportQuerySet

__all__ = [
    "DRAFT_DAYS",
    "OWN",
    "CustomFigure",
    "Draft",
    "DraftQuerySet",
    "Manuscript",
    "ManuscriptQuerySet",
    "ManuscriptVersion",
    "OwnOutline",
    "OwnOutlineQuerySet",
    "RememberedChoice",
    "Report",
    "ReportFigure",
    "ReportQuerySet",
    "stored_name",
]
