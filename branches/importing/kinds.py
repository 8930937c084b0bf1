"""What can be imported, and the right it takes."""

from django.db import models

from branches.access import Permission
from branches.models import RECORDS, Member, Organization

MODELS: dict[str, type[models.Model]] = {**RECORDS, "member": Member, "organization": Organization}
"""By the short name, as in ``import_records --kind``."""

LABELS = {
    "meeting": "会议活动",
    "lecture": "党课",
    "talk": "谈话",
    "discipline": "处理处分",
    "clue": "问题线索",
    "work": "工作事项",
    "member": "党员名册",
    "organization": "党组织名录",
}


def permission_for(slug: str) -> Permission:
    """Discipline and clues are the inspectors' alone, the tree is for those who manage it; everything else
    needs the right to import.
    """
    if slug == "organization":
        return Permission.MANAGE
    needed: Permission = MODELS[slug].write_permission  # type: ignore[attr-defined]
    return Permission.IMPORT if needed is Permission.WRITE else needed
