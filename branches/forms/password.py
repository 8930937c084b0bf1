"""The form by which people change their own password."""

from typing import Any

from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError

from branches.models import User


class PasswordForm(PasswordChangeForm):
    """A new password that is none but new: the one-time password was seen by somebody else."""

    user: User
    error_messages = {  # noqa: RUF012 - as Django declares it
        **PasswordChangeForm.error_messages,
        "password_incorrect": "旧密码不对，请重新填写。刚重置过的，旧密码就是那个一次性密码。",
        "password_mismatch": "两次填写的新密码不一样，请重新填写。",
    }

    def clean_new_password2(self) -> str:
        new = str(self.cleaned_data.get("new_password2") or "")
        if new and new == self.cleaned_data.get("old_password"):
            raise ValidationError("新密码不能和现在的密码相同，请换一个。")
        return new

    def save(self, commit: bool = True) -> Any:
        """Write the password and nothing else: the account may have been switched off a moment ago."""
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.must_change_password = False
        self.user.save(update_fields=["password", "must_change_password"])
        return self.user
