"""People who sign in, and the roles they hold on parts of the tree."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models, router, transaction

from branches import history
from branches.models.tracked import TrackedModel


class User(AbstractUser):
    """A person who signs in. What they may do comes from their roles alone.

    ``save`` keeps history: who an account is, what it may, and that its password was set, never the password.
    Accounts are written one by one; ``User.objects.update`` would leave nothing.
    """

    display_name = models.CharField("姓名", max_length=50, blank=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    _password: str | None
    _grants: list[tuple[str, str]]

    untracked: ClassVar[frozenset[str]] = frozenset(
        {"password", "last_login", "date_joined", "first_name", "last_name"}
    )

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.display_name or self.username

    def history_subject(self) -> tuple[str, int]:
        return self._meta.label_lower, self.pk

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is not None and set(kwargs["update_fields"]) <= {"last_login"}:
            super().save(*args, **kwargs)
            return
        # Django empties ``_password`` where it only hashes an unchanged password anew.
        password_set = self._password is not None
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        rows = type(self)._base_manager.using(using)
        with transaction.atomic(using=using):
            stored = None if self._state.adding else rows.filter(pk=self.pk).first()
            before = history.state(stored) if stored is not None else None
            super().save(*args, **kwargs)
            after = history.state(rows.get(pk=self.pk))
            if before is not None and password_set:
                before["password"], after["password"] = "", "已更改"
            change = history.change_for(self, before, after)
            if change is not None:
                change.save(using=using, force_insert=True)


class Role(TrackedModel):
    """A role held at an organisation; it covers everything below it. See ``access.GRANTS``.

    Its changes are shown with the account.
    """

    class Kind(models.TextChoices):
        SECRETARY = "secretary", "支部书记（填报）"
        ADMINISTRATOR = "administrator", "管理员"
        INSPECTOR = "inspector", "纪检监察"
        VIEWER = "viewer", "查看"

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name="用户")
    organization = models.ForeignKey(
        "branches.Organization", models.CASCADE, related_name="roles", verbose_name="党组织"
    )
    kind = models.CharField("角色", max_length=20, choices=Kind)

    untracked: ClassVar[frozenset[str]] = frozenset({"user_id"})

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        constraints = [
            models.UniqueConstraint(fields=["user", "organization", "kind"], name="role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization} · {self.get_kind_display()}"

    def history_subject(self) -> tuple[str, int]:
        return User._meta.label_lower, self.user_id
