"""Disciplinary actions and clues of an invented office: persons as roles, facts in general words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """``member``: (branch, which of its people) or None for someone outside the roster, then ``person``.

    ``joint`` puts the next case under the same number (one case, several persons).
    """

    month: int
    day: int
    form: int
    measure: str
    facts: str
    violation: str
    member: tuple[str, int] | None = None
    person: str = ""
    post: str = ""
    party: str = ""
    administrative: str = ""
    joint: bool = False


FIRST_FORM: tuple[tuple[int, str, str, str], ...] = (
    (1, "reminder", "节后到岗不及时", "work"),
    (2, "criticism", "支部学习多次请假", "organizational"),
    (3, "reminder", "报送数据出现差错", "work"),
    (4, "education", "公务用车登记不全", "eight_rules"),
    (5, "reminder", "对企业来电答复生硬", "masses"),
    (6, "inquiry", "个人事项填报有遗漏", "organizational"),
    (7, "ordered_review", "项目资料保管不善", "work"),
    (9, "reminder", "差旅报销手续不全", "integrity"),
    (10, "admonition", "分管任务长期滞后", "work"),
    (11, "criticism", "组织生活会材料敷衍", "organizational"),
)
"""Every year: (month, measure, facts, violation); the persons take turns."""
FIRST_FORM_JOINT_MONTH = 3
"""In this month the case names two persons under one number."""

CASES: dict[int, tuple[Case, ...]] = {
    2023: (
        Case(5, 22, 2, "sanction", "违规接受管理服务对象宴请", "eight_rules", ("b3", 12), party="warning"),
        Case(
            8, 14, 2, "sanction", "采购验收把关不严造成损失", "work", ("b2", 7),
            party="serious_warning", administrative="demerit", joint=True,
        ),
        Case(
            8, 14, 2, "sanction", "采购验收把关不严造成损失", "work", ("b2", 8),
            administrative="warning",
        ),
        Case(
            10, 16, 3, "sanction", "利用职务便利为亲属承揽业务", "integrity", ("b4", 9),
            party="removal", administrative="demotion",
        ),
        Case(
            12, 18, 4, "judicial", "涉嫌受贿，移送司法机关", "law", ("b6", 12),
            party="expulsion", administrative="discharge",
        ),
    ),
    2024: (
        Case(
            4, 22, 3, "sanction", "多次隐瞒不报个人有关事项并违规经商", "integrity", ("b5", 9),
            party="probation_1y", administrative="dismissal",
        ),
        Case(6, 24, 2, "reassignment", "重点项目推进不力", "work", ("b3", 15)),
        Case(9, 23, 2, "sanction", "违规发放补贴", "eight_rules", ("b6", 7), party="warning"),
        Case(
            11, 25, 4, "judicial", "涉嫌贪污专项资金，移送司法机关", "law",
            person="冯世成", post="原下属服务公司出纳", administrative="discharge",
        ),
    ),
    2025: (
        Case(
            3, 24, 2, "sanction", "公款报销个人费用", "integrity", ("b1", 11),
            party="serious_warning", administrative="demerit",
        ),
        Case(7, 21, 3, "major_reassignment", "违反议事规则擅自决策", "political", ("b2", 6)),
        Case(9, 15, 2, "sanction", "上班时间做与工作无关的事", "work", ("b4", 8), administrative="warning"),
        Case(
            12, 8, 4, "judicial", "涉嫌挪用资金，移送司法机关", "law",
            person="杜连山", post="原园区物业公司经理", party="expulsion",
        ),
    ),
    2026: (
        Case(5, 18, 2, "sanction", "违规操办婚庆事宜", "eight_rules", ("b3", 13), party="warning"),
        Case(
            8, 24, 3, "sanction", "干预企业招标", "integrity", ("b6", 9),
            party="removal", administrative="demotion",
        ),
        Case(
            10, 19, 4, "judicial", "涉嫌诈骗，移送司法机关", "law",
            person="万有德", post="原外聘项目专员",
        ),
    ),
}  # fmt: skip

BODIES = {
    1: "机关纪委",
    2: "青峰市产业促进局党组",
    3: "派驻市产业促进局纪检监察组",
    4: "青峰市纪委监委",
}
RANKS = ("一级科员", "四级主任科员", "三级主任科员", "二级主任科员", "一级主任科员", "四级调研员")
FOLLOW_UP = "已回访谈话，本人工作状态平稳，能够正确对待处理。"

# month, day, source, about, matter, disposal, days until the disposal, result, became a case
CLUES: tuple[tuple[int, int, str, str, str, str, int, str, bool], ...] = (
    (1, 18, "report", "某处室工作人员", "反映办理补贴申报时态度生硬", "inquiry", 22, "已批评教育", False),
    (2, 21, "supervision", "某事业单位工作人员", "差旅费报销疑有重复", "verification", 25, "退还款项", False),
    (
        3,
        13,
        "inspection",
        "某项目负责人",
        "巡察移交：项目验收手续不全",
        "verification",
        28,
        "转立案审查",
        True,
    ),
    (4, 26, "report", "某处室负责人", "反映接受企业宴请", "verification", 19, "转立案审查", True),
    (
        6,
        7,
        "transfer",
        "下属公司有关人员",
        "外单位移交：资金往来异常",
        "verification",
        30,
        "转立案审查",
        True,
    ),
    (7, 20, "report", "某支部党员", "匿名反映作风问题，线索笼统", "shelved", 15, "暂存待查", False),
    (9, 5, "supervision", "某处室工作人员", "公务用车记录不全", "inquiry", 12, "批评教育并规范登记", False),
    (10, 24, "report", "某科室负责人", "反映职称评审不公", "closed", 27, "反映失实，予以澄清", False),
    (11, 14, "other", "某外聘人员", "反映泄露企业资料", "inquiry", 40, "谈话后责令书面检查", False),
    (12, 19, "report", "某处室工作人员", "反映上下班考勤不实", "inquiry", 20, "当面核实，予以提醒", False),
)
CLUES_OPEN = frozenset({(2023, 12), (2024, 12), (2025, 11), (2025, 12), (2026, 10)})
"""(year, month) of clues that were not disposed of."""
