"""Work items of a year."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """``at``: root, leading_group, a branch key, or ``turn`` (the branches take turns).

    ``quantity``, ``persons`` and ``amount`` grow by a few each year (see ``records.work``).
    ``until``: month in which the work ends; 0: done on the day.
    """

    kind: str
    month: int
    day: int
    titles: tuple[str, ...]
    at: str = "turn"
    quantity: int | None = None
    unit: str = ""
    persons: int | None = None
    amount: Decimal | None = None
    until: int = 0
    tags: tuple[str, ...] = ()
    note: str = ""


def _items(kind: str, unit: str, until: int, titles: dict[tuple[int, int], str], at: str) -> tuple[Item, ...]:
    return tuple(
        Item(kind, month, day, (title,), at=at, unit=unit, until=until)
        for (month, day), title in titles.items()
    )


LIVELIHOOD = _items(
    "livelihood", "项", 10,
    {
        (3, 6): "为园区企业开通政策咨询直通电话",
        (3, 7): "协调增设园区公交站点",
        (3, 8): "帮助小微企业对接融资",
        (3, 9): "设立企业开办帮办窗口",
        (3, 13): "推动老旧厂房消防改造",
        (3, 14): "协调园区职工子女暑期托管",
        (3, 15): "编印惠企政策口袋书",
        (3, 17): "组织高校毕业生专场招聘",
        (3, 20): "协调园区便民早餐点进驻",
        (4, 3): "为残疾职工联系辅助岗位",
        (4, 10): "推动园区充电桩扩容",
    },
    "turn",
)  # fmt: skip

TOUGH_TASK = _items(
    "tough_task", "项", 11,
    {
        (2, 20): "闲置用地盘活攻坚",
        (2, 21): "重点项目要素保障攻坚",
        (2, 22): "产业链补链招商攻坚",
        (2, 23): "企业欠款清理攻坚",
        (2, 24): "数据共享接口打通攻坚",
        (2, 27): "惠企资金直达快享攻坚",
        (3, 1): "涉企审批事项精简攻坚",
        (3, 2): "工业用电扩容协调攻坚",
    },
    "turn",
)  # fmt: skip

RESEARCH_TOPICS = _items(
    "research_topic", "个", 9,
    {
        (4, 24): "新材料产业链韧性研究",
        (4, 25): "中小企业数字化转型研究",
        (4, 26): "园区亩均效益评价研究",
        (4, 27): "企业全生命周期服务研究",
        (4, 28): "产业人才供需研究",
        (5, 8): "机关党建与业务融合研究",
        (5, 9): "基层服务站点布局研究",
    },
    "leading_group",
)  # fmt: skip

RESEARCH_VISITS = _items(
    "research_visit", "次", 0,
    {
        (2, 16): "到澜溪产业园调研项目开工",
        (3, 23): "到精密制造企业调研订单情况",
        (4, 20): "到澜湾新材料园调研要素保障",
        (5, 18): "到县区调研产业转移承接",
        (6, 15): "到专精特新企业调研融资需求",
        (7, 13): "到在建项目工地调研安全生产",
        (8, 17): "到高校院所调研成果转化",
        (9, 14): "到帮扶村调研产业发展",
        (10, 19): "到外贸企业调研市场开拓",
        (11, 9): "到企业服务站调研诉求办理",
        (3, 9): "到物流园区调研运输成本",
        (5, 25): "到职业院校调研技能人才培养",
        (8, 29): "到食品加工企业调研原料供应",
        (11, 23): "到软件企业调研研发投入",
    },
    "leading_group",
)  # fmt: skip

OTHERS: tuple[Item, ...] = (
    Item("livelihood", 3, 21, ("为园区补建夜间照明",), "b7", 1, "项", amount=Decimal("12.80"), until=9),
    Item("livelihood", 3, 22, ("帮助园区职工子女就近入学",), "b7", 1, "项", persons=46, until=9),
    Item("rectification", 2, 10, ("民主生活会检视问题整改",), "leading_group", 18, "条", until=6),
    Item("rectification", 5, 12, ("专项检查反馈问题整改",), "root", 26, "条", until=9),
    Item("rectification", 9, 8, ("巡察反馈问题整改",), "leading_group", 21, "条", until=12),
    Item(
        "regulation", 2, 13,
        ("党组会议第一议题制度", "党组工作规则（修订）", "谈心谈话制度（修订）", "党组议事清单"),
        "leading_group", 1, "项",
    ),
    Item(
        "regulation", 4, 7,
        ("党支部标准化规范化建设方案", "党务公开目录", "党员教育管理办法", "党支部工作手册"),
        "root", 1, "项",
    ),
    Item(
        "regulation", 6, 9,
        ("党费收缴使用管理细则", "主题党日管理办法", "党员活动室管理办法", "发展党员工作规程"),
        "root", 1, "项",
    ),
    Item(
        "regulation", 9, 15,
        ("廉政谈话实施办法", "采购内部控制办法", "公务接待管理办法", "专项资金监督办法"),
        "leading_group", 1, "项",
    ),
    Item(
        "regulation", 11, 17,
        ("全面从严治党主体责任清单", "意识形态工作责任制实施细则", "责任清单（修订）", "年轻干部培养办法"),
        "leading_group", 1, "项",
    ),
    Item(
        "regulation", 3, 24,
        ("青年理论学习小组管理办法", "党务信息报送办法", "调查研究工作办法", "党员示范岗管理办法"),
        "root", 1, "项",
    ),
    Item(
        "regulation", 10, 20,
        ("信息发布审核办法", "督办工作规则", "印章使用管理规定", "会议费管理细则"),
        "leading_group", 1, "项",
    ),
    Item("rectification", 11, 3, ("基层党建督查反馈问题整改",), "root", 22, "条", until=12),
    Item("commendation", 9, 28, ("获评市级青年文明号",), "b2", 1, "项"),
    Item("commendation", 12, 21, ("年度优秀学习笔记评选",), "root", 8, "篇", 8),
    Item("condolence", 1, 12, ("春节前走访慰问困难党员",), "root", persons=26, amount=Decimal("2.60")),
    Item("condolence", 6, 27, ("“七一”走访慰问老党员",), "root", persons=34, amount=Decimal("3.40")),
    Item(
        "condolence", 7, 28,
        ("“八一”走访慰问退役军人",), "b8", persons=12, amount=Decimal("1.20"), tags=("双拥",),
    ),
    Item("condolence", 10, 18, ("重阳节走访离退休干部",), "b8", persons=22, amount=Decimal("1.65")),
    Item("reflection", 5, 31, ("集中教育阶段心得体会",), "root", 97, "篇", 97),
    Item("reflection", 7, 31, ("读书班学习心得",), "leading_group", 38, "篇", 38),
    Item("reflection", 10, 31, ("青年理论学习小组心得",), "root", 24, "篇", 24, tags=("青年学习",)),
    Item("reflection", 11, 10, ("党员年度学习体会",), "root", 104, "篇", 104),
    Item("commendation", 6, 30, ("局优秀共产党员表彰",), "root", 12, "名", 12),
    Item("commendation", 6, 30, ("局先进党支部表彰",), "root", 2, "个"),
    Item("commendation", 12, 4, ("“廉洁之星”评选",), "root", 5, "名", 5),
    Item("commendation", 3, 7, ("获评市级巾帼文明岗",), "b4", 1, "项"),
    Item("promotion", 3, 28, ("职级晋升",), "leading_group", persons=4),
    Item("promotion", 8, 29, ("职级晋升",), "leading_group", persons=2),
    Item("promotion", 11, 16, ("事业单位岗位晋级",), "leading_group", persons=3),
    Item("other", 5, 9, ("党务公开栏更新",), "root", 4, "期"),
    Item("other", 9, 20, ("清廉文化作品征集",), "root", 31, "件", 31),
    Item("other", 10, 11, ("廉政家访",), "root", 15, "户", 15),
    Item("other", 6, 19, ("党员教育微视频拍摄",), "turn", 1, "部"),
)  # fmt: skip

ITEMS = (*TOUGH_TASK, *LIVELIHOOD, *RESEARCH_TOPICS, *RESEARCH_VISITS, *OTHERS)
