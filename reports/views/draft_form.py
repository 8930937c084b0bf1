"""The form by which a draft comes in: for whom and which year, and a file or pasted text."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.base import ContentFile
from django.db.models import QuerySet

from branches.filetypes import shown_name
from branches.forms.layout import Section, side_by_side
from branches.models import Organization, User
from reports.drafts.errors import DraftError
from reports.drafts.files import opened
from reports.drafts.package import MOST_BYTES
from reports.drafts.processing import readings_for
from reports.models import Draft
from reports.views.scope import YearForm

PASTED = "粘贴的文稿.txt"
MOST_ON_PAGE = 100_000
"""Characters; a longer text would make every step wait."""


class DraftForm(YearForm):
    """After validation ``saved`` keeps the draft. What cannot be used is refused here, at its field."""

    file = forms.FileField(
        label="文稿文件",
        required=False,
        help_text="Word 文档（.docx）或文本文件（.txt）。去年的总结、留有空白的模板都可以。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt"}),
        error_messages={"empty": "这个文件是空的，请重新选择。"},
    )
    text = forms.CharField(
        label="或粘贴文字",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"null_characters_not_allowed": "文字中有无法识别的字符，请删去后再试。"},
    )

    def __init__(self, *args: Any, organizations: "QuerySet[Organization]", **kwargs: Any) -> None:
        super().__init__(*args, organizations=organizations, **kwargs)
        self.fields["year"].help_text = "按这一年的记录统计。"
        for name in ("file", "text"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page's template puts the token
        self.helper.layout = Layout(Section("", "file", "text", side_by_side("organization", "year")))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if file and text.strip():
            self.add_error("text", "文件和文字只能选一样，请删去文字，或不选文件。")
        elif file and file.size > MOST_BYTES:
            self.add_error("file", f"文件超过 {MOST_BYTES // 2**20} MB，请删去图片等内容后再试。")
        elif file:
            self._use("file", shown_name(str(file.name)), file.read())
        elif text.strip():
            self._use("text", PASTED, text.replace("\r\n", "\n").encode())
        else:
            self.add_error("file", "请选择文稿文件，或在下面粘贴文字。")
        return cleaned

    def _use(self, field: str, name: str, data: bytes) -> None:
        try:
            text = opened(name, data).text
            if len(text) > MOST_ON_PAGE:
                raise DraftError(f"文字超过 {MOST_ON_PAGE // 10_000} 万字，请分成几份再传。")
            readings_for(text, self.chosen, self.cleaned_data["year"])
        except DraftError as error:
            self.add_error(field, str(error))
        else:
            self._name, self._data = name, data

    def saved(self, owner: User) -> Draft:
        draft = Draft(
            file_name=self._name, owner=owner, organization=self.chosen, year=self.cleaned_data["year"]
        )
        draft.file.save("", ContentFile(self._data), save=True)
        return draft
