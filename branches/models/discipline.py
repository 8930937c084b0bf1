"""Disciplinary actions and clues: sensitive, their rows are the inspector's alone."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from branches import sanctions
from branches.access import Permission
from branches.models.record import Record


class DisciplinaryAction(Record):
    """处理处分: one row per person and action. ``date`` is the day of the decision."""

    class Form(models.IntegerChoices):
        FIRST = 1, "第一种形态"
        SECOND = 2, "第二种形态"
        THIRD = 3, "第三种形态"
        FOURTH = 4, "第四种形态"

    class Measure(models.TextChoices):
        CRITICISM = "criticism", "批评和自我批评"
        REMINDER = "reminder", "谈话提醒"
        EDUCATION = "education", "批评教育"
        ORDERED_REVIEW = "ordered_review", "责令检查"
        ADMONITION = "admonition", "诫勉"
        INQUIRY = "inquiry", "约谈函询"
        REASSIGNMENT = "reassignment", "组织调整"
        MAJOR_REASSIGNMENT = "major_reassignment", "重大职务调整"
        SANCTION = "sanction", "党纪政务处分"
        JUDICIAL = "judicial", "移送司法"
        OTHER = "other", "其他"

    class PartySanction(models.TextChoices):
        WARNING = "warning", "警告"
        SERIOUS_WARNING = "serious_warning", "严重警告"
        REMOVAL = "removal", "撤销党内职务"
        PROBATION_1Y = "probation_1y", "留党察看一年"
        PROBATION_2Y = "probation_2y", "留党察看二年"
        EXPULSION = "expulsion", "开除党籍"

    class AdministrativeSanction(models.TextChoices):
        WARNING = "warning", "警告"
        DEMERIT = "demerit", "记过"
        SERIOUS_DEMERIT = "serious_demerit", "记大过"
        DEMOTION = "demotion", "降级"
        DISMISSAL = "dismissal", "撤职"
        DISCHARGE = "discharge", "开除"

    class Violation(models.TextChoices):
        POLITICAL = "political", "政治纪律"
        ORGANIZATIONAL = "organizational", "组织纪律"
        INTEGRITY = "integrity", "廉洁纪律"
        MASSES = "masses", "群众纪律"
        WORK = "work", "工作纪律"
        LIFE = "life", "生活纪律"
        EIGHT_RULES = "eight_rules", "中央八项规定精神"
        LAW = "law", "违法"
        OTHER = "other", "其他"

    slug = "discipline"
    view_permission = Permission.VIEW_DISCIPLINE
    write_permission = Permission.WRITE_DISCIPLINE

    number = models.CharField("编号", max_length=50, blank=True)
    member = models.ForeignKey(
        "branches.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disciplinary_actions",
        editable=False,
    )
    person = models.CharField("姓名", max_length=50)
    post = models.CharField("职务", max_length=100, blank=True)
    rank = models.CharField("职级", max_length=50, blank=True)
    political_status = models.CharField("政治面貌", max_length=20, blank=True)
    facts = models.TextField("主要事实", blank=True)
    violation = models.CharField("违纪类型", max_length=20, choices=Violation, blank=True)
    form = models.PositiveSmallIntegerField("运用形态", choices=Form)
    measure = models.CharField("处理方式", max_length=20, choices=Measure, blank=True)
    party_sanction = models.CharField("党纪处分", max_length=20, choices=PartySanction, blank=True)
    administrative_sanction = models.CharField(
        "政务处分", max_length=20, choices=AdministrativeSanction, blank=True
    )
    deciding_body = models.CharField("决定机关", max_length=100, blank=True)
    document_number = models.CharField("文号", max_length=50, blank=True)
    effective_from = models.DateField("影响期起", null=True, blank=True)
    effective_until = models.DateField("影响期止", null=True, blank=True)
    follow_up = models.TextField("回访教育", blank=True)
    lifted_on = models.DateField("解除日期", null=True, blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "处理处分"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(form__in=[1, 2, 3, 4]),
                name="discipline_form_known",
                violation_error_message="运用形态应为第一至第四种形态。",
            ),
        ]

    def headline(self) -> str:
        return f"{self.person}（{self.get_form_display()}）"

    def identity(self) -> Iterable[object]:
        return (
            self.person,
            self.form,
            self.measure,
            self.party_sanction,
            self.administrative_sanction,
            self.number,
        )

    def clean(self) -> None:
        errors = self.date_errors()
        if self.effective_from and self.effective_until and self.effective_until < self.effective_from:
            errors["effective_until"] = "影响期止早于影响期起，请核对。"
        if errors:
            raise ValidationError(errors)

    def fill_effect_period(self) -> None:
        """Set what was left empty of the effect period from sanction and day of decision."""
        if not (self.party_sanction or self.administrative_sanction) or not self.date:
            return
        self.effective_from = self.effective_from or self.date
        if self.effective_until is None:
            self.effective_until = sanctions.effective_until(
                self.effective_from, self.party_sanction, self.administrative_sanction
            )

    def warnings(self) -> list[str]:
        usual = sanctions.usual_form(self.measure, self.party_sanction)
        if usual is not None and self.form and usual != self.form:
            return [f"这种处理通常属于第{'一二三四'[usual - 1]}种形态，请核对。"]
        return []

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_effect_period()
        super().save(*args, **kwargs)


class Clue(Record):
    """问题线索. ``date`` is the day it was received; an opinion is due within a month."""

    class Source(models.TextChoices):
        REPORT = "report", "信访举报"
        SUPERVISION = "supervision", "监督执纪中发现"
        INSPECTION = "inspection", "巡视巡察移交"
        TRANSFER = "transfer", "其他单位移交"
        OTHER = "other", "其他"

    class Disposal(models.TextChoices):
        INQUIRY = "inquiry", "谈话函询"
        VERIFICATION = "verification", "初步核实"
        SHELVED = "shelved", "暂存待查"
        CLOSED = "closed", "予以了结"

    slug = "clue"
    view_permission = Permission.VIEW_DISCIPLINE
    write_permission = Permission.WRITE_DISCIPLINE

    number = models.CharField("线索编号", max_length=50)
    source = models.CharField("线索来源", max_length=20, choices=Source)
    about = models.CharField("反映对象", max_length=100)
    matter = models.TextField("主要问题", blank=True)
    disposal = models.CharField("处置方式", max_length=20, choices=Disposal, blank=True)
    disposed_on = models.DateField("处置日期", null=True, blank=True)
    handled_by = models.CharField("承办人", max_length=50, blank=True)
    result = models.TextField("处置结果", blank=True)
    became_case = models.BooleanField("已转立案", default=False)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "问题线索"

    def headline(self) -> str:
        return f"{self.number} {self.about}"

    def identity(self) -> Iterable[object]:
        return self.number, self.about

    def clean(self) -> None:
        errors = self.date_errors()
        if self.date and self.disposed_on and self.disposed_on < self.date:
            errors["disposed_on"] = "处置日期早于受理日期，请核对。"
        if self.disposed_on and not self.disposal:
            errors["disposal"] = "已填处置日期，请选择处置方式。"
        if self.disposal and not self.disposed_on:
            errors["disposed_on"] = "已选处置方式，请填写处置日期。"
        if errors:
            raise ValidationError(errors)
