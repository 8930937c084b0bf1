"""The form by which a person says how one table is read: record type, header row, columns, unit, year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from branches.access import organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import declared
from branches.forms.record import Mistake
from branches.importing.comparing.presenting import field_label
from branches.importing.kinds import LABELS, permission_for
from branches.importing.tables.choosing import LEFT_OUT, TableChoice
from branches.importing.tables.fields import FIELDS, NEEDED, field_of
from branches.importing.tables.mapping import missing_words
from branches.importing.wizard.questionform import chosen_column
from branches.importing.wizard.upload import FIRST_YEAR, mistakes_of
from branches.importing.workbook.sheets import letter
from branches.models import User

WITH_KINDS = ("meeting", "lecture", "talk", "work")
LAST_ROW = 1_048_576
"""Of a sheet in Excel."""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the page shows it: its letter, the stored report, what it may be, and the choice."""

    letter: str
    report: Mapping[str, Any]
    suggestion: str
    choice: BoundField | None


class TableForm(forms.Form):
    """``sheet`` is the stored report of the table, ``choice`` what was decided about it before.

    After validation ``decided()`` is the new decision, and ``again`` says that record type or header row are
    others than the page showed: the columns are then recognised anew.
    """

    use_required_attribute = False
    kind = forms.ChoiceField(label="记录类型", required=False)
    header_row = forms.IntegerField(
        label="表头在第几行",
        required=False,
        min_value=1,
        max_value=LAST_ROW,
        help_text="列名所在的第一行，按 Excel 左边的行号。",
        error_messages={
            "invalid": "请写行号，如 3。",
            "min_value": "行号从 1 开始。",
            "max_value": "没有这一行。",
        },
    )
    organization = OrganizationChoice(label="各行属于", required=False)
    year = forms.IntegerField(
        label="没有写年份的日期是哪一年",
        required=False,
        min_value=FIRST_YEAR,
        error_messages={"invalid": "年份请写四位数字，如 2023。"},
    )
    every_kind = forms.ChoiceField(label="没有写类型的行是", required=False)
    shown_kind = forms.CharField(required=False, widget=forms.HiddenInput)
    shown_header_row = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sheet: Mapping[str, Any],
        choice: TableChoice,
        user: User,
        allowed: Iterable[str],
        **kwargs: Any,
    ) -> None:
        self.sheet, self.earlier, self.again = sheet, choice, False
        self.slug: str = sheet["kind"] or ""
        shown_kind = LEFT_OUT if sheet["left_out"] else self.slug
        owner = choice.organization
        initial = {
            "kind": shown_kind,
            "header_row": sheet["header_row"],
            "organization": owner,
            "year": sheet["year"],
            "every_kind": sheet["every_kind"],
            "shown_kind": shown_kind,
            "shown_header_row": sheet["header_row"],
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self._offer_kinds(allowed)
        self._offer_organizations(user)
        year = declared(self, "year", forms.IntegerField)
        latest = timezone.localdate().year + 1
        year.validators += forms.IntegerField(max_value=latest).validators
        self._offer_every_kind()
        if self.slug:
            self._offer_columns()
        for each in self.fields.values():
            if not each.widget.is_hidden:
                select = isinstance(each.widget, forms.Select)
                each.widget.attrs["class"] = "form-select" if select else "form-control"

    def _offer_kinds(self, allowed: Iterable[str]) -> None:
        kind = declared(self, "kind", forms.ChoiceField)
        offered = [(slug, LABELS[slug]) for slug in allowed]
        empty = [] if self.slug else [("", "请选择")]
        kind.choices = [*empty, *offered, (LEFT_OUT, "不导入这张表")]
        kind.error_messages["invalid_choice"] = "请从列表中选择记录类型。"

    def _offer_organizations(self, user: User) -> None:
        place = declared(self, "organization", OrganizationChoice)
        permission = permission_for(self.slug or "meeting")
        place.offer(organizations_for(user, permission), {"for": permission})
        found = self.sheet["organization"]
        place.empty_label = f"按表中所写：{found}" if found else "请选择"
        if self._has("organization"):
            place.empty_label = "按表中“党组织”一列"

    def _offer_every_kind(self) -> None:
        """Only for record types that have kinds, where no column says them."""
        if self.slug not in WITH_KINDS or self._has("kind"):
            del self.fields["every_kind"]
            return
        every = declared(self, "every_kind", forms.ChoiceField)
        every.choices = [("", "按名称判断，看不出的再问"), *chosen_column(f"{self.slug}.kind/").flatchoices]

    def _offer_columns(self) -> None:
        keys = [each.key for each in FIELDS[self.slug] if each.key]
        offered = [("", "不导入"), *((key, field_label(self.slug, key)) for key in dict.fromkeys(keys))]
        for column in self.sheet["all_columns"]:
            name = f"column_{column['column']}"
            self.fields[name] = forms.ChoiceField(
                choices=offered,
                required=False,
                label=f"{letter(column['column'])} 列“{column['spelled']}”作为",
                error_messages={"invalid_choice": "请从列表中选择。"},
            )
            self.initial[name] = column["taken_for"]

    def _has(self, key: str) -> bool:
        return any(column["taken_for"] == key for column in self.sheet["all_columns"])

    def columns(self) -> Iterator[ColumnRow]:
        """The columns in the order of the sheet, each with its field of this form, once the type is known."""
        for column in self.sheet["all_columns"]:
            name = f"column_{column['column']}"
            suggested = field_label(self.slug, column["suggested"]) if column["suggested"] else ""
            choice = self[name] if name in self.fields else None
            yield ColumnRow(letter(column["column"]), column, suggested, choice)

    @property
    def organization_from(self) -> str:
        """Where the organisation of the rows is taken from, in words."""
        if self._has("organization"):
            return "各行按“党组织”一列；列里看不出的会再问您。"
        if self.sheet["organization"]:
            return f"现在是{self.sheet['organization']}，取自{self.sheet['organization_from']}。"
        return str(self.sheet["problems"].get("organization", "")) or "表名、标题和文件名里都看不出，请选择。"

    @property
    def year_from(self) -> str:
        if self.sheet["year"]:
            return f"取自{self.sheet['year_from']}。"
        return (
            str(self.sheet["problems"].get("year", ""))
            or "表名、标题和文件名里没有年份；日期都写了年份的，不用填。"
        )

    def mistakes(self) -> list[Mistake]:
        return mistakes_of(self)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        kind = said.get("kind", "")
        self.again = kind != said.get("shown_kind") or said.get("header_row") != said.get("shown_header_row")
        if self.errors or kind == LEFT_OUT:
            return said
        if not kind:
            self.add_error("kind", "请选择这张表是哪一类记录；不需要的，选“不导入这张表”。")
        elif not self.again and self.slug:
            self._check_columns(kind)
        return said

    def _check_columns(self, kind: str) -> None:
        """One column for one field, and those a record cannot do without."""
        taken: dict[str, str] = {}
        for column in self.sheet["all_columns"]:
            name = f"column_{column['column']}"
            each = field_of(kind, self.cleaned_data.get(name, ""))
            if each is None or not each.name:
                continue
            spelled = f"{letter(column['column'])} 列“{column['spelled']}”"
            if each.name in taken and not each.many:
                label = field_label(kind, each.key)
                self.add_error(name, f"{taken[each.name]}已经作为“{label}”。一项只能取自一列，请改其中一列。")
            taken.setdefault(each.name, spelled)
        missing = [name for name in NEEDED[kind] if name not in taken]
        if missing:
            words = missing_words(kind, missing)
            self.add_error(
                None, f"按{LABELS[kind]}导入，还缺少{words}。请指出是哪一列；表中没有这一列的，不能导入。"
            )

    def _every_kind(self, chosen: str) -> str:
        return chosen if chosen != self.sheet["every_kind"] else self.earlier.every_kind

    def decided(self) -> TableChoice:
        """What is decided now; what is left as it was recognised stays undecided."""
        said, sheet = self.cleaned_data, self.sheet
        kind: str = said["kind"]
        header_row = said["header_row"]
        place = said["organization"]
        decided = TableChoice(
            kind=self.earlier.kind,
            header_row=header_row if header_row != sheet["header_row"] else self.earlier.header_row,
            columns=self.earlier.columns,
            organization=place.pk if place is not None else None,
            year=said["year"] if said["year"] != sheet["year"] else self.earlier.year,
            every_kind=self._every_kind(said.get("every_kind", "")),
        )
        if kind == LEFT_OUT:
            decided.kind = LEFT_OUT
            return decided
        if self.again or not self.slug:
            decided.kind, decided.columns = kind, None
            return decided
        columns = {column["column"]: said[f"column_{column['column']}"] for column in sheet["all_columns"]}
        if any(columns[column["column"]] != column["taken_for"] for column in sheet["all_columns"]):
            decided.kind, decided.columns = kind, columns
        return decided
