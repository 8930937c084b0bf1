"""Sessions that end after eight idle hours, without a write on every page.

Django ends a session a fixed time after it was last *saved*. Saving on each request would make every page
view a write transaction, and SQLite has one writer at a time. So a session in use is saved again only once
``FRESHNESS`` has passed since the last save: idle time is exact to that much.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

FRESHNESS = timedelta(minutes=15)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        row = self._get_session_from_db()  # type: ignore[attr-defined]  # missing in the stubs
        if row is None:
            return {}
        idle = timedelta(seconds=settings.SESSION_COOKIE_AGE) - (row.expire_date - timezone.now())
        if idle >= FRESHNESS:
            self.modified = True
        return self.decode(row.session_data)
