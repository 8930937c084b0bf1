"""The form of an account, with the roles it holds on parts of the tree."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet

from branches.access import Permission, organizations_for
from branches.accounts import may_grant
from branches.forms.choices import OrganizationChoice, first_of
from branches.forms.fields import EMPTY_CHOICE, TextLine, declared, dress
from branches.forms.layout import Rows, Section
from branches.forms.plain import PlainForm
from branches.forms.record import Mistake
from branches.models import Organization, Role, User

MOST_ROLES = 50


class RoleForm(forms.Form):
    """One role; a row left empty does not count."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label="角色", required=False, error_messages={"invalid_choice": "请从列表中选择角色。"}
    )
    organization = OrganizationChoice(label="党组织（含下级）", required=False)

    def __init__(
        self,
        *args: Any,
        user: User,
        offered: "QuerySet[Organization]",
        listed: Sequence[Organization],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.user = user
        kind = declared(self, "kind", forms.ChoiceField)
        place = declared(self, "organization", OrganizationChoice)
        kind.choices = [
            EMPTY_CHOICE,
            *((key, name) for key, name in Role.Kind.choices if may_grant(user, key)),
        ]
        place.offer(offered, {"for": Permission.MANAGE, "existing": "yes"}, listed)
        place.error_messages["invalid_choice"] = "请从列表中选择党组织。"
        dress(self)

    def clean(self) -> None:
        kind, place = self.cleaned_data.get("kind"), self.cleaned_data.get("organization")
        if kind and not place and "organization" not in self.errors:
            self.add_error("organization", "请选择党组织。")
        if place and not kind and "kind" not in self.errors:
            self.add_error("kind", "请选择角色。")
        if kind and place and not may_grant(self.user, kind, place):
            self.add_error("kind", f"您不能授予“{place}”的{Role.Kind(kind).label}角色。")

    @property
    def filled(self) -> bool:
        return bool(getattr(self, "cleaned_data", {}).get("kind"))


class BaseRoleFormSet(forms.BaseFormSet):
    """Every row is read: one that says again what the page said is not “unchanged and so empty”."""

    label = "角色"

    def _construct_form(self, i: int, **kwargs: Any) -> forms.Form:
        row: forms.Form = super()._construct_form(i, **kwargs | {"empty_permitted": False})  # type: ignore[misc]
        return row

    def clean(self) -> None:
        held: set[tuple[str, int]] = set()
        for form in self.forms:
            wanted = getattr(form, "cleaned_data", {})
            if not (wanted.get("kind") and wanted.get("organization")):
                continue
            role = (wanted["kind"], wanted["organization"].pk)
            if role in held:
                form.add_error("kind", "这个角色登记了两次，请去掉一处。")
            held.add(role)


RoleFormSet: Any = forms.formset_factory(
    RoleForm,
    formset=BaseRoleFormSet,
    extra=0,
    max_num=MOST_ROLES,
    absolute_max=MOST_ROLES + 20,
    validate_max=True,
)


LONGEST_NAME: int = User._meta.get_field("username").max_length or 0
"""Characters of a username; the model says so of a longer one, which SQLite would not look for."""


class AccountForm(PlainForm):
    """An account and its roles; ``user`` is the administrator, ``instance`` somebody else's account.

    The username is chosen once. At least one role stays: an account without any would be nobody's to keep.
    """

    display_name = TextLine(label="姓名", error_messages={"required": "请填写姓名。"})
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=254,
        help_text="可以不填；填了才能收到到期提醒。",
        error_messages={"invalid": "请填写有效的电子邮箱，如 name@example.org。"},
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """The roles that the page was made from, so that those a colleague granted meanwhile are not taken."""

    class Meta(PlainForm.Meta):
        model = User
        fields: ClassVar[list[str]] = ["username", "display_name", "email"]

    def offer(self) -> None:
        username = self.fields["username"]
        username.help_text = "登录时填写，以后不能改。用字母、数字或汉字，如 linxiaolan。"
        username.error_messages["required"] = "请填写用户名。"
        username.widget.attrs |= {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        self.fields["display_name"].widget.attrs["autocomplete"] = "off"
        if self.instance.pk:
            del self.fields["username"]
        self.formsets = {"roles": self._roles()}
        self.role_errors: list[str] = []

    def _roles(self) -> Any:
        rows: list[dict[str, Any]] = []
        if self.instance.pk:
            rows = list(self.instance.roles.order_by("pk").values("kind", "organization"))
            self.initial["seen"] = self._held()
        held = Q(pk__in={row["organization"] for row in rows})
        offered = organizations_for(self.user, Permission.MANAGE).filter(Q(dissolved_on=None) | held)
        row_kwargs = {"user": self.user, "offered": offered, "listed": first_of(offered)}
        given: dict[str, Any] = {"data": self.data} if self.is_bound else {}
        formset = RoleFormSet(prefix="roles", initial=rows, form_kwargs=row_kwargs, **given)
        if not rows:
            formset.extra = 1
        return formset

    def _held(self) -> str:
        return " ".join(str(key) for key in self.instance.roles.order_by("pk").values_list("pk", flat=True))

    def clean_username(self) -> str:
        name: str = User.normalize_username(self.cleaned_data["username"])
        if len(name) <= LONGEST_NAME and User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(f"用户名“{name}”已有人使用，请换一个。")
        return name

    def clean(self) -> dict[str, Any]:
        wanted: dict[str, Any] = super().clean() or self.cleaned_data
        self.role_errors = self._wrong_with_roles(wanted.get("seen"))
        return wanted

    def _wrong_with_roles(self, seen: str | None) -> list[str]:
        if self.instance.pk and seen != self._held():
            return ["别的管理员刚修改过这个账号的角色，没有保存。请重新打开本页再改。"]
        roles = self.formsets["roles"]
        fit = roles.is_valid()
        filled = [form for form in roles.forms if form.filled]
        if roles.non_form_errors():
            return [
                f"一个账号最多 {MOST_ROLES} 个角色。" if filled else "角色没有完整送达，请刷新页面后重试。"
            ]
        if filled or not fit:
            return []
        if self.instance.pk:
            return ["请至少保留一个角色。账号不再使用的，请停用。"]
        return ["请至少选择一个角色。"]

    def is_valid(self) -> bool:
        return super().is_valid() and not self.role_errors and self.formsets["roles"].is_valid()

    def mistakes(self) -> list[Mistake]:
        found = super().mistakes() + [Mistake("part-roles", each) for each in self.role_errors]
        for number, row in enumerate(self.formsets["roles"].forms, start=1):
            for name, sentences in row.errors.items():
                anchor = row[name].id_for_label if name in row.fields else ""
                found += [Mistake(anchor, f"第 {number} 项角色：{each}") for each in sentences]
        return found

    def save(self, commit: bool = True) -> User:
        """Write the account and make its roles those of the form; one that did not change is not written."""
        with transaction.atomic():
            account: User = super().save()
            wanted = [form.cleaned_data for form in self.formsets["roles"].forms if form.filled]
            pairs = {(row["kind"], row["organization"].pk) for row in wanted}
            for role in account.roles.all():
                if (role.kind, role.organization_id) in pairs:
                    pairs.remove((role.kind, role.organization_id))
                else:
                    role.delete()
            for kind, organization in sorted(pairs):
                Role.objects.create(user=account, kind=kind, organization_id=organization)
        return account

    def layout(self) -> Layout:
        username = ["username"] if "username" in self.fields else []
        return Layout(Section("", *username, "display_name", "email", "seen"), Rows("roles"))
