"""Meetings for tests that count them: whose, on which day and of which kind is all that matters."""

import datetime
from typing import Any

from branches.models import Meeting, Organization


def hold(organization: Organization, day: str, kind: str = "theme_day", **values: Any) -> Meeting:
    """``day`` as 2024-03-05."""
    given = {"title": "活动", "date": datetime.date.fromisoformat(day), "kind": kind}
    return Meeting.objects.create(organization=organization, **(given | values))
