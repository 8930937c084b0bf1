"""自定提纲: an outline that an office has made its own."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models

from branches.access import Permission, reach, within_reach
from branches.models import Organization
from branches.models.tracked import TrackedModel
from branches.paths import ancestors
from branches.querysets import TrackedQuerySet

if TYPE_CHECKING:
    from branches.models import User


class OwnOutlineQuerySet(TrackedQuerySet["OwnOutline"]):
    def editable_by(self, user: "User") -> "OwnOutlineQuerySet":
        """Those of the organisations where this person reports."""
        return self.filter(within_reach(user, Permission.REPORT, "organization__path"))

    def visible_to(self, user: "User") -> "OwnOutlineQuerySet":
        """The same and those from further up: what a bureau has made, who reports on its branches may use."""
        above = {path for top in reach(user, Permission.REPORT) for path in ancestors(top)}
        return self.editable_by(user) | self.filter(
            organization__in=Organization.objects.filter(path__in=sorted(above)).order_by()
        )

    def holding_at(self, organization: "Organization") -> "OwnOutlineQuerySet":
        """In use, of the organisation and of all above it."""
        return self.filter(organization__in=organization.ancestors().order_by(), is_active=True)


class OwnOutline(TrackedModel):
    """``text`` is in the format of ``reports.outlines``; ``base`` the outline it was copied from, if any.

    The text may hold mistakes: nothing typed is ever refused, and a document is written only of a text
    without any. Earlier texts are in the history.
    """

    organization = models.ForeignKey(
        "branches.Organization", models.PROTECT, related_name="own_outlines", verbose_name="适用单位"
    )
    name = models.CharField("名称", max_length=50)
    about = models.CharField("说明", max_length=200, blank=True)
    base = models.CharField("复制自", max_length=50, blank=True)
    text = models.TextField("提纲")
    is_active = models.BooleanField("启用", default=True)
    version = models.PositiveIntegerField("版本", default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="修改人"
    )
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    untracked: ClassVar[frozenset[str]] = frozenset({"version", "updated_by_id", "updated_at"})

    objects: ClassVar = OwnOutlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "自定提纲"
        ordering = ["organization__path", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """By what it is chosen, beside the built-in ones."""
        return f"{OWN}{self.pk}"

    def write(self, user: "User", **values: Any) -> None:
        """Change it, as this person, and count the version up."""
        for name, value in values.items():
            setattr(self, name, value)
        self.updated_by = user
        self.version += 1
        self.save()


OWN = "own-"
"""With this the slug of an office's own outline begins; its key follows."""
