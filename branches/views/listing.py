"""The list of one record type: filtered, sorted, in pages that take no longer at a million records."""

from typing import Any
from urllib.parse import urlencode

from django.views.generic import TemplateView

from branches.access import may
from branches.forms.choices import home_organization
from branches.forms.copying import TAKEN
from branches.forms.filtering import RecordFilter
from branches.paging import COUNTED, written
from branches.views.asked_list import LATEST_FIRST, AskedList
from branches.views.records import OfOneType

PAGE = 50

ADD = {
    "meeting": "登记会议活动",
    "lecture": "登记党课",
    "talk": "登记谈话",
    "discipline": "登记处理处分",
    "clue": "登记问题线索",
    "work": "登记工作事项",
}
"""What the button for a new record says."""


class RecordList(OfOneType, TemplateView):
    template_name = "records/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asked = AskedList(self.slug, self.user, self.request.GET)
        page = asked.page(PAGE)
        rows = [
            (row, [(column, column.value(row)) for column in asked.columns])
            for row in asked.records(page.keys)
        ]
        context |= self._preset(asked.filter)
        return context | {
            "filter": asked.filter,
            "heads": asked.heads(),
            "sorts": asked.sorts(),
            "sort": asked.sort if asked.sort != LATEST_FIRST else "",
            "rows": rows,
            "count": asked.count,
            "counted": COUNTED,
            "trouble": asked.trouble,
            "remark": asked.remark,
            "short": asked.short,
            "after": written(page.after),
            "before": written(page.before),
            "looked_to": page.looked_to[0] if page.looked_to else None,
            "goes_back": "before" in self.request.GET,
            "list_query": self.request.GET.urlencode(),
            "add_label": ADD[self.slug],
            "may_write": may(self.user, self.record_type.write_permission),
        }

    def _preset(self, asked: RecordFilter) -> dict[str, Any]:
        """A new record starts with what is listed; of one kind, it may take over from the last."""
        if self.slug not in TAKEN:
            return {}
        kind, place = asked.wanted["kind"], asked.wanted["organization"]
        preset = {"kind": kind, "organization": place.pk if place else None}
        where = place or home_organization(self.user, self.record_type.write_permission)
        return {
            "preset": urlencode({name: value for name, value in preset.items() if value}),
            "may_copy": bool(kind and where),
        }
