"""Disciplinary actions and clues of an invented office: persons as roles, facts in general words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """``member``: (branch, which of its people) or None for someone outside the roster, then ``person``.
    ``by_turn`` leaves the choice of the member to the year.
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
    by_turn: bool = False  # an ordinary member, another one each time


FIRST_FORM: tuple[tuple[int, str, str, str], ...] = (
    (1, "reminder", "节后到岗不及时", "work"),
    (2, "criticism", "支部学习多次请假", "organizational"),
    (3, "reminder", "报送数据出现差错", "work"),
    (4, "education", "公务用车登记不全", "eight_rules"),
    (5, "reminder", "对企业来电答复生硬", "masses"),
    (5, "reminder", "外出未按要求报备", "organizational"),
    (6, "inquiry", "个人事项填报有遗漏", "organizational"),
    (7, "ordered_review", "项目资料保管不善", "work"),
    (8, "education", "办公用房使用不规范", "eight_rules"),
    (9, "reminder", "差旅报销手续不全", "integrity"),
    (10, "admonition", "分管任务长期滞后", "work"),
    (11, "criticism", "组织生活会材料敷衍", "organizational"),
    (12, "reminder", "年终数据核对不严", "work"),
)
"""(month, measure, facts, violation); the persons take turns."""
FIRST_FORM_TAKEN_UP = (12, 9, 10, 11, 13)
"""By year: how many of them occur."""
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
        Case(
            8, 18, 3, "sanction", "长期虚报项目进度", "work", ("b6", 8),
            party="removal", administrative="demotion",
        ),
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
"""The first years, each with its own cases."""

LATER_CASES: tuple[tuple[Case, ...], ...] = (
    (
        Case(4, 21, 2, "sanction", "违规收受礼品礼金", "eight_rules", party="warning", by_turn=True),
        Case(6, 23, 2, "sanction", "项目验收走过场", "work", administrative="demerit", by_turn=True),
        Case(9, 8, 3, "sanction", "违规从事营利活动", "integrity", administrative="demotion", by_turn=True),
        Case(11, 17, 4, "judicial", "涉嫌职务侵占，移送司法机关", "law", post="原园区服务公司职员"),
    ),
    (
        Case(3, 17, 2, "reassignment", "落实整改任务不力", "work", by_turn=True),
        Case(7, 14, 2, "sanction", "违规报销差旅费用", "eight_rules", party="serious_warning", by_turn=True),
        Case(8, 25, 2, "sanction", "泄露内部资料", "work", administrative="warning", by_turn=True),
        Case(10, 20, 3, "major_reassignment", "重大事项不请示不报告", "organizational", by_turn=True),
        Case(12, 1, 4, "judicial", "涉嫌伪造公文，移送司法机关", "law", post="原劳务派遣人员"),
    ),
    (
        Case(5, 19, 2, "sanction", "侵占群众利益", "masses", party="warning", by_turn=True),
        Case(
            6, 16, 3, "sanction", "为亲友经营活动提供便利", "integrity",
            administrative="demotion", by_turn=True,
        ),
        Case(9, 22, 3, "major_reassignment", "对抗组织函询", "political", by_turn=True),
        Case(11, 10, 4, "judicial", "涉嫌诈骗补贴资金，移送司法机关", "law", post="原外聘财务人员"),
    ),
)  # fmt: skip
"""The years after, three versions in turn: who it is depends on the year."""
OUTSIDERS = ("梅世同", "苗继业", "柴广福", "于成有", "靳守财", "滕大明", "卜长顺")
"""Persons outside the roster whom later cases name."""

BODIES = {
    1: "机关纪委",
    2: "青峰市产业促进局党组",
    3: "派驻市产业促进局纪检监察组",
    4: "青峰市纪委监委",
}
RANKS = ("一级科员", "四级主任科员", "三级主任科员", "二级主任科员", "一级主任科员", "四级调研员")
FOLLOW_UP = "已回访谈话，本人工作状态平稳，能够正确对待处理。"

# month, day, source, about, matter, disposal, days until the disposal, result, became a case
Line = tuple[int, int, str, str, str, str, int, str, bool]
CLUES: tuple[Line, ...] = (
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
"""Every year's clues, and some of these."""
OCCASIONAL_CLUES: tuple[Line, ...] = (
    (2, 9, "report", "某处室工作人员", "反映值班脱岗", "inquiry", 14, "批评教育并补登记", False),
    (3, 28, "supervision", "某项目经办人", "专家评审费发放超标准", "verification", 26, "超发部分退回", False),
    (5, 15, "report", "某处室负责人", "反映对下属考核不公", "closed", 21, "反映失实，予以澄清", False),
    (7, 4, "transfer", "某事业单位工作人员", "外单位移交：兼职未报备", "inquiry", 18, "责令补报", False),
    (8, 16, "report", "某窗口工作人员", "反映办件拖延", "inquiry", 11, "当面核实，予以提醒", False),
)
OCCASIONAL = (1, 2, 0, 3, 1)
"""By year: how many of the occasional ones arrive."""
CLUES_OPEN = (frozenset({12}), frozenset({11, 12}), frozenset({12}), frozenset({10}))
"""The months whose clues are not disposed of; four versions take turns by year."""
