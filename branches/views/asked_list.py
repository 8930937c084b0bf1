"""What the address of a record list asks for: which records, in which order; for the page and for a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from branches.forms.filtering import RecordFilter
from branches.forms.lacking import MOST, TooMany
from branches.models import RECORDS, Record, User
from branches.paging import COUNTED, Listing, Page, in_order, read
from branches.views.columns import COLUMNS, PEOPLE, Column

CHUNK = 500
AT_ONCE = 3_000
"""Records up to which a file is made while the person waits."""
LATEST_FIRST = "-date"
TOO_MANY = f"记录超过 {MOST // 10_000} 万条，请先选择党组织或时段，再筛选“有待核对的问题”。"
TOO_LONG = f"超过 {COUNTED // 10_000} 万条时只能按日期排序，请先缩小范围。"


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: ``sort`` is what the address says to sort by it (or back), "" where it does not sort;
    ``direction`` that in which the list is sorted by it now, as ``aria-sort`` calls it."""

    column: Column
    sort: str = ""
    direction: str = ""


class AskedList:
    """``trouble`` says in Chinese why nothing can be listed, ``remark`` why not in the order asked for."""

    def __init__(self, slug: str, user: User, query: QueryDict) -> None:
        self.slug, self.query = slug, query
        self.model = RECORDS[slug]
        self.columns = COLUMNS[slug]
        self.filter = RecordFilter(query or {}, slug=slug, user=user)
        self.trouble = self.remark = ""
        self.sort = LATEST_FIRST
        self.listing = self._listing()
        self._sort(query.get("sort", ""))

    def _listing(self) -> Listing:
        rows: QuerySet[Record] = self.filter.rows(self.filter.wide)
        # Of one kind the index by kind counts fastest, otherwise that by organisation.
        counted = rows if self.filter.wanted["kind"] else self.filter.rows(wide=False)
        sought = Q()
        try:
            sought = self.filter.sought
        except TooMany:
            self.trouble = TOO_MANY
            rows = counted = rows.none()
        return Listing(rows, self.columns[0].order(True), sought, counted, self.filter.stretch)

    def _sort(self, asked: str) -> None:
        name = asked.removeprefix("-")
        column = next((each for each in self.columns if each.sort and each.sort == name), None)
        if column is None:
            return
        if name != "date" and not self.sortable:
            self.remark = TOO_LONG
            return
        self.sort = asked
        self.listing = self.listing.sorted(column.order(asked.startswith("-")))

    @cached_property
    def count(self) -> int | None:
        """As ``Listing.count``."""
        return self.listing.count()

    @property
    def sortable(self) -> bool:
        """Only the order of days has an index; any other is worked out for lists that are not too long."""
        return self.count is not None and self.count <= COUNTED

    @property
    def short(self) -> bool:
        """Whether a file of it can be made while the person waits."""
        return self.count is not None and self.count <= AT_ONCE

    def page(self, size: int) -> Page:
        """The page that the address asks for; a place that it names and that makes no sense is the start."""
        after, before = (
            read(self.query.get(name, ""), self.model, self.listing.order) for name in ("after", "before")
        )
        page = self.listing.page(size, after, before)
        if page.before is None and page.after is None:
            self.count = len(page.keys)  # all there is: nothing needs to be counted
        return page

    def records(self, keys: list[Any]) -> list[Record]:
        """These records with what the columns read, in the order of the keys."""
        rows = self.model.objects.select_related("organization").without_texts()
        return in_order(rows.prefetch_related("tags", *PEOPLE.get(self.slug, ())), keys)

    def everything(self) -> Iterator[Record]:
        """All records of the list, one after the other, a chunk of them in memory at a time."""
        at = None
        while True:
            page = self.listing.page(CHUNK, after=at)
            yield from self.records(page.keys)
            if page.after is None:
                return
            at = page.after

    @property
    def name(self) -> str:
        return f"{self.model._meta.verbose_name}清单"

    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        if not column.sort or not (self.sortable or column.sort == "date"):
            return Head(column)
        down, up = f"-{column.sort}", column.sort
        if self.sort == down:
            return Head(column, up, "descending")
        if self.sort == up:
            return Head(column, down, "ascending")
        return Head(column, down if column.css in {"day", "count"} else up)

    def sorts(self) -> list[tuple[str, str]]:
        """What the list can be sorted by, as the address says it and in words."""
        found = []
        for column in self.columns:
            label, name = column.label, column.sort
            if name == "date":
                found += [("", f"{label}：从近到远"), (name, f"{label}：从远到近")]
            elif name and self.sortable:
                if column.css == "day":
                    found += [(f"-{name}", f"{label}：从晚到早"), (name, f"{label}：从早到晚")]
                elif column.css == "count":
                    found += [(f"-{name}", f"{label}：从多到少"), (name, f"{label}：从少到多")]
                else:
                    found.append((name, label))
        return found
