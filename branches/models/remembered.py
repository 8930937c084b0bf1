"""What an office decided about its ledgers once, so that the next file of the same make is read alike."""

from django.conf import settings
from django.db import models


class RememberedMapping(models.Model):
    """记住的对应关系: how an organisation reads a table with these header words.

    ``digest`` is of the header words and their places; ``recognised`` the record type that the table is
    taken for without this (empty when none). ``columns``: the key of a field by the column's place, counted
    from the first column with a header; empty for one that is passed over. ``header_by_hand``: the header row
    had to be shown.
    """

    organization = models.ForeignKey(
        "branches.Organization", models.CASCADE, related_name="remembered_mappings", verbose_name="党组织"
    )
    digest = models.CharField(max_length=64)
    recognised = models.CharField("自动识别的记录类型", max_length=20, blank=True)
    kind = models.CharField("记录类型", max_length=20)
    columns = models.JSONField("各列", default=dict)
    header_by_hand = models.BooleanField("指定了表头行", default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "记住的对应关系"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "digest", "recognised"], name="remembered_mapping_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}：{self.kind}"


class RememberedSpelling(models.Model):
    """记住的叫法: what an organisation means by a spelling that was asked about.

    ``spelling`` is the name of an organisation, or ``"meeting.kind/the word"`` for a word of a choice.
    """

    organization = models.ForeignKey(
        "branches.Organization", models.CASCADE, related_name="remembered_spellings", verbose_name="党组织"
    )
    spelling = models.CharField("写法", max_length=200)
    means_organization = models.ForeignKey(
        "branches.Organization", models.CASCADE, null=True, related_name="+", verbose_name="指的党组织"
    )
    means_word = models.CharField("指的选项", max_length=40, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "记住的叫法"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "spelling"], name="remembered_spelling_once"),
        ]

    def __str__(self) -> str:
        return self.spelling
