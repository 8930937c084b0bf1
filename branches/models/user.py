"""People who sign in, and the roles they hold on parts of the tree."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from branches.models.tracked import TrackedModel


class User(AbstractUser):
    """A person who signs in. What they may do comes from their roles alone."""

    display_name = models.CharField("姓名", max_length=50, blank=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.display_name or self.username


class Role(TrackedModel):
    """A role held at an organisation; it covers everything below it. See ``access.GRANTS``."""

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

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        constraints = [
            models.UniqueConstraint(fields=["user", "organization", "kind"], name="role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization} · {self.get_kind_display()}"
