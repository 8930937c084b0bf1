"""The form by which a ledger is uploaded: the file, and what the user says about it."""

from pathlib import PurePath
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from branches.access import Permission, may, organizations_for, reach
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import declared
from branches.forms.layout import Section, side_by_side
from branches.forms.record import Mistake
from branches.importing.kinds import LABELS
from branches.importing.scope import Scope
from branches.importing.workbook.refusing import MAX_FILE_BYTES, REASONS
from branches.models import Organization, User

ACCEPTED = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
FIRST_YEAR = 1921


class UploadForm(forms.Form):
    """``scope()`` after validation says who imports what. The file is judged later, by its content."""

    use_required_attribute = False
    file = forms.FileField(
        label="台账文件",
        help_text="Excel 或 WPS 表格（.xlsx .xls .et .ods），不用改格式。先预览，确认后才导入。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED)}),
        error_messages={"required": "请选择文件。", "empty": "这个文件是空的，请重新选择。"},
    )
    organization = OrganizationChoice(label="党组织", required=False)
    year = forms.IntegerField(
        label="年份",
        required=False,
        min_value=FIRST_YEAR,
        help_text="日期没有写年份时才用到。表名或标题里写了年份的，不用填。",
        error_messages={"invalid": "年份请写四位数字，如 2023。"},
    )
    kind = forms.ChoiceField(label="记录类型", required=False, help_text="一般会自动识别；识别不对时再选。")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        allowed = [slug for slug in LABELS if Scope(user=user).allows(slug)]
        place = declared(self, "organization", OrganizationChoice)
        permission = Permission.IMPORT if may(user, Permission.IMPORT) else Permission.WRITE_DISCIPLINE
        place.offer(organizations_for(user, permission), {"for": permission})
        place.required = len(reach(user, permission)) > 1
        place.empty_label = "请选择" if place.required else "按表中写的党组织"
        place.help_text = "表中没有党组织一列的，都算作它的记录。"
        this_year = timezone.localdate().year
        year = declared(self, "year", forms.IntegerField)
        year.max_value = this_year + 1
        year.validators += forms.IntegerField(max_value=this_year + 1).validators
        kind = declared(self, "kind", forms.ChoiceField)
        kind.choices = [("", "自动识别"), *((slug, LABELS[slug]) for slug in allowed)]
        for name in ("year", "file"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Section("", "file", "organization", side_by_side("year", "kind")))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_FILE_BYTES:
            raise forms.ValidationError(REASONS["file_too_big"])
        return file

    def scope(self) -> Scope:
        organization: Organization | None = self.cleaned_data["organization"]
        return Scope(
            user=self.user,
            organization=organization,
            year=self.cleaned_data["year"],
            kind=self.cleaned_data["kind"],
        )

    def file_name(self) -> str:
        """The name without any folders a browser may have sent along."""
        return PurePath(str(self.cleaned_data["file"].name).replace("\\", "/")).name[:200]


def mistakes_of(form: forms.Form) -> list[Mistake]:
    """The error summary of a form on the way of an import: what concerns the whole of it last."""
    found = []
    for name, sentences in form.errors.items():
        anchor = form[name].auto_id if name in form.fields else ""
        found += [Mistake(str(anchor), str(sentence)) for sentence in sentences]
    return sorted(found, key=lambda each: not each.anchor)
