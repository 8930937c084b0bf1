"""Work items: what is counted but is no gathering."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models

from branches.models.record import Record, by_kind


class WorkItem(Record):
    """工作事项. ``quantity`` counts in ``unit``; ``amount`` is money in 万元."""

    class Kind(models.TextChoices):
        LIVELIHOOD = "livelihood", "民生实事"
        TOUGH_TASK = "tough_task", "攻坚克难"
        RESEARCH_VISIT = "research_visit", "调研"
        RESEARCH_TOPIC = "research_topic", "调研课题"
        RECTIFICATION = "rectification", "整改措施"
        REGULATION = "regulation", "制度文件"
        CONDOLENCE = "condolence", "走访慰问"
        REFLECTION = "reflection", "心得体会"
        COMMENDATION = "commendation", "表彰"
        TERM_ELECTION = "term_election", "换届"
        DEVELOPMENT = "development", "发展党员"
        PROMOTION = "promotion", "职级晋升"
        OTHER = "other", "其他"

    class Status(models.TextChoices):
        PLANNED = "planned", "计划"
        UNDER_WAY = "under_way", "进行中"
        DONE = "done", "已完成"

    slug = "work"

    kind = models.CharField("事项类型", max_length=20, choices=Kind)
    title = models.CharField("事项名称", max_length=200)
    end_date = models.DateField("结束日期", null=True, blank=True)
    lead = models.CharField("牵头人", max_length=100, blank=True)
    quantity = models.DecimalField("数量", max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField("计量单位", max_length=10, blank=True)
    persons = models.PositiveIntegerField("涉及人次", null=True, blank=True)
    amount = models.DecimalField("金额（万元）", max_digits=12, decimal_places=4, null=True, blank=True)
    status = models.CharField("进展", max_length=20, choices=Status, blank=True)
    note = models.TextField("说明", blank=True)

    class Meta(Record.Meta):
        abstract = False
        indexes = [*Record.Meta.indexes, by_kind("workitem_by_kind")]
        verbose_name = verbose_name_plural = "工作事项"

    def headline(self) -> str:
        return f"{self.get_kind_display()}：{self.title}"

    def identity(self) -> Iterable[object]:
        return self.kind, self.title

    def clean(self) -> None:
        errors = self.date_errors()
        if self.date and self.end_date and self.end_date < self.date:
            errors["end_date"] = "结束日期早于开始日期，请核对。"
        for name in ("quantity", "amount"):
            value = getattr(self, name)
            if value is not None and value < 0:
                errors[name] = "不能是负数，请核对。"
        if errors:
            raise ValidationError(errors)
