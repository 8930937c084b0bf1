"""Topics of Party lectures."""

SECRETARY: dict[int, tuple[str, str, str, str]] = {
    1: ("把计划落到岗位上", "从党章看党员义务", "怎样当好支部带头人", "开年话责任"),
    3: ("守住第一道防线", "党的优良传统就在身边", "把群众路线走实", "怎样做好思想工作"),
}
"""Lectures of branch secretaries by quarter; four versions take turns."""

COMMISSIONER: dict[int, tuple[str, str, str, str]] = {
    2: ("学深一点、做实一点", "纪律为什么是带电的高压线", "小事小节见作风", "从一次走访说起"),
    4: ("我眼中的先锋岗", "改革攻坚中的支部作用", "一年来的得与失", "把初心写在项目上"),
}

LEADER: tuple[str, ...] = (
    "以实干检验学习成效",
    "企业需要什么样的干部",
    "纪律是最好的保护",
    "在攻坚一线锤炼党性",
    "从历史中汲取前行力量",
    "用数据说话、凭实绩交卷",
    "基层是最好的课堂",
    "权力就是责任",
)

PARTY_SECRETARY: tuple[tuple[int, int, str], ...] = (
    (4, 18, "做信念坚定的产业工作者"),
    (6, 29, "牢记初心使命、服务产业发展"),
)
"""(month, day, topic): special lectures to the whole staff."""

INTEGRITY_TOPICS = ("干净做事、清白做人", "以案为鉴、警钟长鸣", "守住清廉底线", "家风正则作风清")
INTEGRITY_MONTHS: tuple[tuple[int, ...], ...] = ((9,), (5, 9), (9,), (5, 9), (9,))
_LEDGER, _LIFE_MEETING = (3, "怎样记好支部台账"), (10, "怎样开好组织生活会")
SKILLS: tuple[tuple[tuple[int, str], ...], ...] = (
    (_LEDGER, _LIFE_MEETING),
    (_LEDGER,),
    (_LEDGER, _LIFE_MEETING),
    (_LEDGER,),
    (_LEDGER,),
)
"""(month, topic) for those who keep the branches' books."""
MICRO_MONTHS: tuple[tuple[int, ...], ...] = (
    (4, 7, 9, 11),
    (3, 5, 7, 9, 11),
    (4, 6, 9, 11),
    (4, 7, 8, 9, 10),
    (3, 6, 9, 11),
)
MICRO_TOPICS = (
    "我的驻园日记",
    "一张图纸里的匠心",
    "老厂房的新故事",
    "我和我的联系企业",
    "窗口里的一天",
    "第一次写调研报告",
)
GUEST_MONTHS: tuple[tuple[int, ...], ...] = ((5, 10), (5, 10), (4, 7, 9), (5, 10), (5, 8, 10))
GUEST_TOPICS = (
    ("党的创新理论学习辅导", "市委党校教师"),
    ("党内法规体系解读", "市委讲师团成员"),
    ("产业变革与干部能力", "市社科院研究人员"),
)
"""(topic, title of the lecturer)."""
GUESTS = ("林培元", "吴若谦", "郑敏之", "赵启文")

CONTENT = "围绕“{topic}”，结合{field}讲了三个方面的认识和两件身边事，并回答了党员提问。"
