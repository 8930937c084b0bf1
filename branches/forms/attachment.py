"""The forms by which files come to a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from branches.attaching import LARGEST, WELCOME, Accepted, Room, judged, keep
from branches.filetypes import SUFFIXES
from branches.forms.fields import dress
from branches.models import Attachment, Record, User

MOST_AT_ONCE = 20
_DOCUMENTS = [suffix for kind, found in SUFFIXES.items() if not kind.startswith("image/") for suffix in found]
OFFERED = ",".join(["image/*", *_DOCUMENTS])
"""For the browser's chooser. HEIC is not named: a telephone then turns its photos into JPEG by itself."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Several files, each judged for itself; ``refused`` holds a sentence for each that is not kept."""

    accepted: list[Accepted]
    refused: list[str]


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Judged:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError("请选择要上传的文件。")
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(
                f"选了 {len(files)} 个文件，一次最多上传 {MOST_AT_ONCE} 个，请分几次上传。"
            )
        found = Judged([], [])
        for file in files:
            try:
                found.accepted.append(judged(file))
            except forms.ValidationError as error:
                found.refused.extend(error.messages)
        return found


class AttachmentForm(forms.Form):
    """New attachments of a record. Valid when at least one file can be kept; the others are named."""

    largest, most = LARGEST, MOST_AT_ONCE  # told to the script, which says no before anything is sent
    use_required_attribute = False
    kind = forms.ChoiceField(
        label="附件类型",
        choices=[("", "按文件名自动判断"), *Attachment.Kind.choices],
        required=False,
        error_messages={"invalid_choice": "请从列表中选择附件类型。"},
    )
    uploads = ManyFilesField(
        label="文件",
        help_text=f"一次可以选 {MOST_AT_ONCE} 个，每个不超过 20 MB。支持 {WELCOME}。",
        widget=ManyFilesInput(attrs={"accept": OFFERED}),
    )

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.label_suffix = ""
        dress(self)

    def clean_uploads(self) -> Judged:
        """What is there already is not kept a second time: a telephone sends again when the net was gone.
        Nor is what a record has no room for."""
        given: Judged = self.cleaned_data["uploads"]
        known = set(Attachment.objects.live().of(self.record).values_list("sha256", flat=True))
        room = Room(self.record)
        new: list[Accepted] = []
        for each in given.accepted:
            if each.sha256 in known:
                given.refused.append(f"“{each.name}”已经传过，没有重复保存。")
                continue
            if refusal := room.refusal(each):
                given.refused.append(refusal)
                continue
            known.add(each.sha256)
            new.append(each)
        if not new:
            raise forms.ValidationError(given.refused)
        return Judged(new, given.refused)

    def save(self) -> list[Attachment]:
        """What was kept: not what was sent twice at once. Raises OSError when the disk refuses; then nothing
        is kept."""
        kind = self.cleaned_data["kind"]
        uploads: Judged = self.cleaned_data["uploads"]
        files = [(each, kind or each.usual_kind) for each in uploads.accepted]
        return keep(self.record, files, once=True)


class AttachmentChangeForm(forms.Form):
    """Another kind for an attachment, or another file in its place; the one replaced goes to the bin."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label="附件类型",
        choices=Attachment.Kind.choices,
        error_messages={"required": "请选择附件类型。", "invalid_choice": "请从列表中选择附件类型。"},
    )
    upload = forms.FileField(
        label="换成另一个文件",
        required=False,
        help_text=f"不换就不选。不超过 20 MB，支持 {WELCOME}。",
        widget=forms.FileInput(attrs={"accept": OFFERED}),
        error_messages={"empty": "这个文件是空的，请重新选择。"},
    )

    def __init__(self, *args: Any, attachment: Attachment, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": attachment.kind}
        super().__init__(*args, **kwargs)
        self.attachment = attachment
        self.label_suffix = ""
        dress(self)

    def clean_upload(self) -> Accepted | None:
        file = self.cleaned_data["upload"]
        if not file:
            return None
        accepted = judged(file)
        record: Any = self.attachment.record
        if refusal := Room(record).refusal(accepted, in_place=True):
            raise forms.ValidationError(refusal)
        return accepted

    def save(self, user: User) -> Attachment:
        """The attachment that stands there now. Raises OSError when the disk refuses: nothing is changed."""
        kind, upload = self.cleaned_data["kind"], self.cleaned_data["upload"]
        if upload:
            record: Any = self.attachment.record
            (new,) = keep(record, [(upload, kind)])
            self.attachment.move_to_bin(user)
            return new
        self.attachment.kind = kind
        self.attachment.save()
        return self.attachment
