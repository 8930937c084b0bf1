"""The columns of the blank workbooks: what stands in their header, how one is filled in, what is offered.

The titles are those of the ledgers as far as there are any, and every one is recognised by import.
"""

from dataclasses import dataclass
from typing import Final

from django.db import models

from branches.models import Clue, DisciplinaryAction, Lecture, Meeting, Member, Organization, Talk, WorkItem

ORGANIZATIONS: Final = "organizations"
"""Offered in a column: the organisations within reach."""
DAY = "如 2024-03-05"
CLOCK = "如 14:30"
NAMES = "多人用顿号分开"
YES_NO = ("是", "否")


@dataclass(frozen=True, slots=True)
class Blank:
    """One column. ``how``: a line of the notes; ``offered``: the words of its drop-down, or ORGANIZATIONS."""

    title: str
    example: str | int | float = ""
    how: str = ""
    must: bool = False
    offered: tuple[str, ...] | str = ()
    width: int = 12


def _labels(choices: type[models.Choices]) -> tuple[str, ...]:
    return tuple(str(label) for label in choices.labels)


_WHERE = Blank("党组织", "（选一个）", "写全称或简称，须是已登记的党组织", True, ORGANIZATIONS, 22)
_REMARK = Blank("备注", width=16)
_DATE = Blank("日期", "2024-03-05", DAY, True)

BLANKS: dict[str, tuple[Blank, ...]] = {
    "meeting": (
        _WHERE,
        _DATE,
        Blank("结束日期", how="开了几天的才填"),
        Blank("开始时间", "14:30", CLOCK, width=9),
        Blank("结束时间", "16:00", CLOCK, width=9),
        Blank("会议活动类型", "主题党日", "从列表中选", True, _labels(Meeting.Kind), 15),
        Blank("名称（主题）", "学习党章，重温入党誓词", "", True, width=26),
        Blank("地点", "三楼会议室"),
        Blank("主持人", "张明", width=9),
        Blank("记录人", "李华", width=9),
        Blank("应到人数", 9, "只写数字", width=7),
        Blank("实到人数", 8, "只写数字", width=7),
        Blank("请假人数", 1, "应到＝实到＋请假＋缺席", width=7),
        Blank("缺席人数", 0, "没有写 0", width=7),
        Blank("参加人员", "张明、李华", f"{NAMES}；不全的写“等12人”", width=22),
        Blank("缺席人员及原因", "王强（出差）", "原因写在括号里", width=18),
        Blank("列席人员", "", NAMES),
        Blank("第一议题", "", "党组会学习的材料，用书名号", width=16),
        Blank("议题", "1.学习党章；2.讨论计划", "几项的编号写", width=26),
        Blank("学习材料", "《中国共产党章程》", "用书名号", width=20),
        Blank("会议内容", width=30),
        Blank("决议事项", width=18),
        Blank("落实情况", width=16),
        Blank("学习形式", "", "中心组学习才填", offered=_labels(Meeting.StudyForm)),
        Blank("是否扩大", "", "党组会、中心组学习才填", offered=YES_NO, width=8),
        _REMARK,
    ),
    "lecture": (
        _WHERE,
        _DATE,
        Blank("党课题目", "学习新修订的纪律处分条例", "", True, width=28),
        Blank("党课类型", "专题党课", "从列表中选", offered=_labels(Lecture.Kind)),
        Blank("授课人", "张明", NAMES, True, width=14),
        Blank("授课人职务", "党支部书记", "当天的职务；名册里有的可以不填", width=14),
        Blank("授课对象", "所在支部", "从列表中选", offered=_labels(Lecture.Audience), width=14),
        Blank("听课人数", 12, "只写数字", width=9),
        Blank("地点", "三楼会议室"),
        Blank("开始时间", "14:30", CLOCK, width=9),
        Blank("学时", 1.5, "只写数字", width=8),
        Blank("主要内容", width=32),
        _REMARK,
    ),
    "talk": (
        _WHERE,
        _DATE,
        Blank("谈话类型", "谈心谈话", "从列表中选", True, _labels(Talk.Kind)),
        Blank("谈话人", "张明", "只写一个人", True, width=10),
        Blank("谈话人职务", "党支部书记", width=14),
        Blank("谈话对象", "李华", NAMES, True, width=14),
        Blank("谈话对象职务", "科员", "与谈话对象一一对应", width=14),
        Blank("地点", "办公室"),
        Blank("谈话事由", "年度谈心谈话", width=22),
        Blank("谈话内容", width=32),
        Blank("谈话对象态度", width=16),
        Blank("跟进情况", width=16),
        _REMARK,
    ),
    "discipline": (
        _WHERE,
        Blank("编号", "2024-1"),
        Blank("姓名", "某某", "一人一行", True, width=10),
        Blank("职务", "科员", width=16),
        Blank("职级", "", width=12),
        Blank("政治面貌", "中共党员"),
        Blank("处分决定时间", "2024-03-05", DAY, True, width=13),
        Blank("主要事实", "违规收受礼品", width=34),
        Blank("违纪类型", "廉洁纪律", "从列表中选", offered=_labels(DisciplinaryAction.Violation), width=16),
        Blank("运用形态", "第二种形态", "从列表中选", True, _labels(DisciplinaryAction.Form)),
        Blank("处理方式", "", "从列表中选", offered=_labels(DisciplinaryAction.Measure), width=14),
        Blank("党纪处分", "警告", "从列表中选", offered=_labels(DisciplinaryAction.PartySanction)),
        Blank("政务处分", "", "从列表中选", offered=_labels(DisciplinaryAction.AdministrativeSanction)),
        Blank("决定机关", "", width=18),
        Blank("文号", "", width=16),
        Blank("影响期起", "", "不填按决定时间和处分种类算"),
        Blank("影响期止", "", "不填按处分种类算"),
        Blank("解除日期", ""),
        Blank("回访教育", width=20),
        _REMARK,
    ),
    "clue": (
        _WHERE,
        Blank("线索编号", "X2024-1", "", True, width=14),
        Blank("线索来源", "信访举报", "从列表中选", True, _labels(Clue.Source), 16),
        Blank("受理日期", "2024-03-05", DAY, True),
        Blank("反映对象", "某某", "", True, width=14),
        Blank("主要问题", "反映其违规报销", width=36),
        Blank("处置方式", "谈话函询", "从列表中选", offered=_labels(Clue.Disposal)),
        Blank("处置日期", "2024-03-20", "选了处置方式要填"),
        Blank("承办人", "李华"),
        Blank("处置结果", "", width=28),
        Blank("是否立案", "否", "是或否", offered=YES_NO, width=10),
        _REMARK,
    ),
    "work": (
        _WHERE,
        Blank("日期", "2024-03-05", "或 2024年3月、2024年第一季度", True, width=14),
        Blank("结束日期", how="做了几天的才填"),
        Blank("事项类型", "民生实事", "从列表中选", True, _labels(WorkItem.Kind), 14),
        Blank("事项名称", "修缮老旧小区路灯", "", True, width=32),
        Blank("牵头人", "张明", width=14),
        Blank("数量", 3, "只写数字", width=10),
        Blank("计量单位", "项", width=10),
        Blank("涉及人次", 120, "只写数字", width=10),
        Blank("金额（万元）", 3.5, "以万元为单位", width=12),
        Blank("进展", "进行中", "从列表中选", offered=_labels(WorkItem.Status), width=10),
        Blank("说明", width=32),
        _REMARK,
    ),
    "member": (
        Blank("姓名", "张明", "", True, width=10),
        Blank("性别", "男", "", offered=_labels(Member.Sex), width=8),
        Blank("出生日期", "1975-08-03", "写到日；不要写身份证号"),
        Blank("政治面貌", "正式党员", "从列表中选", True, _labels(Member.Status), 14),
        Blank("入党日期", "1998-07-01", "写到日"),
        Blank("转正日期", "1999-07-01", "写到日"),
        Blank("所在党支部", "（选一个）", "写全称或简称，须是已登记的党组织", True, ORGANIZATIONS, 24),
        Blank("党小组", "", "分了小组的才填"),
        Blank("党内职务", "党支部书记", "几个职务用顿号分开；支部委员要写明分工", width=22),
        Blank("任职日期", "2021-03-01", "只有一个职务时填"),
        Blank("免职日期", "", "还在任的不填"),
        Blank("转入日期", "", "从别的支部转来的才填"),
        Blank("转出日期", "", "已转走的才填"),
    ),
    "organization": (
        Blank("党组织名称", "青山局机关第一党支部", "写全称，各不相同", True, width=30),
        Blank("简称", "第一支部", width=16),
        Blank("类别", "党支部", "从列表中选", True, _labels(Organization.Kind), 10),
        Blank("上级党组织", "（选一个）", "已登记的，或本表中的另一行", True, ORGANIZATIONS, 30),
        Blank("曾用名", "", "几个用顿号分开", width=20),
        Blank("成立日期", "2015-01-01", "写到日"),
        Blank("任期（年）", 3, "只写数字", width=10),
        Blank("任期届满日期", "2027-01-01", "写到日", width=13),
        Blank("撤销日期", "", "已撤销的才填"),
    ),
}
"""By the short name of what can be imported."""
