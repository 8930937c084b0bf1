"""The list of one record type: filtered, sorted by day, in stable pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.views.generic import ListView

from branches.access import may
from branches.forms.filtering import RecordFilter
from branches.models import Record
from branches.templatetags.ledger import plain_number
from branches.views.records import OfOneType

PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """``css``: ``day``, ``title`` (the cell that leads to the record), ``count`` or nothing."""

    label: str
    value: Callable[[Any], Any]
    css: str = ""


def _sanctions(action: Any) -> str:
    given = [
        action.get_party_sanction_display() and f"党内{action.get_party_sanction_display()}",
        action.get_administrative_sanction_display()
        and f"政务{action.get_administrative_sanction_display()}",
    ]
    return "、".join(filter(None, given)) or action.get_measure_display()


def _attended(meeting: Any) -> str:
    if meeting.present is None:
        return ""
    return f"{meeting.present} / {meeting.expected}" if meeting.expected is not None else str(meeting.present)


def _names(rows: Any) -> str:
    """The first names of a record's people; how many there are when not all are shown."""
    names = [row.name for row in rows.all()]
    return "、".join(names[:3]) + (f" 等 {len(names)} 人" if len(names) > 3 else "")


DAY = Column("日期", lambda row: f"{row.date:%Y-%m-%d}", "day")
WHERE = Column("党组织", lambda row: str(row.organization))
KIND = Column("类型", lambda row: row.get_kind_display())

COLUMNS: dict[str, tuple[Column, ...]] = {
    "meeting": (
        DAY,
        Column("名称", lambda row: row.title, "title"),
        KIND,
        WHERE,
        Column("主持人", lambda row: row.chair),
        Column("实到 / 应到", _attended, "count"),
    ),
    "lecture": (
        DAY,
        Column("题目", lambda row: row.topic, "title"),
        Column("授课人", lambda row: _names(row.lecturers)),
        WHERE,
        KIND,
        Column("听课人数", lambda row: plain_number(row.audience_count), "count"),
    ),
    "talk": (
        DAY,
        Column("谈话", lambda row: row.matter or row.get_kind_display(), "title"),
        Column("谈话人", lambda row: row.talker),
        Column("谈话对象", lambda row: _names(row.targets)),
        KIND,
        WHERE,
    ),
    "discipline": (
        Column("决定日期", lambda row: f"{row.date:%Y-%m-%d}", "day"),
        Column("姓名", lambda row: row.person, "title"),
        Column("形态", lambda row: row.get_form_display()),
        Column("处理", _sanctions),
        WHERE,
        Column(
            "影响期止", lambda row: f"{row.effective_until:%Y-%m-%d}" if row.effective_until else "", "day"
        ),
    ),
    "clue": (
        Column("受理日期", lambda row: f"{row.date:%Y-%m-%d}", "day"),
        Column("线索", lambda row: f"{row.number} {row.about}", "title"),
        Column("来源", lambda row: row.get_source_display()),
        Column("处置", lambda row: row.get_disposal_display() or "未处置"),
        WHERE,
    ),
    "work": (
        DAY,
        Column("名称", lambda row: row.title, "title"),
        KIND,
        WHERE,
        Column("数量", lambda row: f"{plain_number(row.quantity)} {row.unit}".strip(), "count"),
        Column("进展", lambda row: row.get_status_display()),
    ),
}
PEOPLE = {"lecture": "lecturers", "talk": "targets"}

ADD = {
    "meeting": "登记会议活动",
    "lecture": "登记党课",
    "talk": "登记谈话",
    "discipline": "登记处理处分",
    "clue": "登记问题线索",
    "work": "登记工作事项",
}
"""What the button for a new record says."""


class RecordList(OfOneType, ListView):
    template_name = "records/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[Record]":
        self.filter = RecordFilter(self.request.GET or {}, slug=self.slug, user=self.user)
        rows = self.filter.narrow(self.record_type.objects.visible_to(self.user))
        rows = rows.select_related("organization").prefetch_related("tags")
        if self.slug in PEOPLE:
            rows = rows.prefetch_related(PEOPLE[self.slug])
        self.ascending = self.request.GET.get("sort") == "date"
        return rows.order_by("date", "pk") if self.ascending else rows.order_by("-date", "-pk")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """A page that does not exist (any more) shows the nearest one: rows may have gone meanwhile."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        columns = COLUMNS[self.slug]
        rows = [
            (row, [(column, column.value(row)) for column in columns])
            for row in context["page_obj"].object_list
        ]
        return context | {
            "filter": self.filter,
            "columns": columns,
            "rows": rows,
            "ascending": self.ascending,
            "add_label": ADD[self.slug],
            "may_write": may(self.user, self.record_type.write_permission),
        }
