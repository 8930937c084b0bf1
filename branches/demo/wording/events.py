"""Events of the year that are held once: by the leading group, by the bureau committee, or by a branch."""

import datetime
from dataclasses import dataclass

CAMPAIGNS = (
    ("主题教育", datetime.date(2023, 4, 20), datetime.date(2023, 8, 31)),
    ("党纪学习教育", datetime.date(2024, 4, 10), datetime.date(2024, 7, 31)),
    ("作风建设", datetime.date(2025, 3, 20), datetime.date(2025, 7, 31)),
    ("实干担当", datetime.date(2026, 3, 16), datetime.date(2026, 7, 31)),
)
"""Campaigns of the office: (tag, first day, last day)."""

ALLIANCE, YOUTH = "党建联盟", "青年学习"


@dataclass(frozen=True, slots=True)
class Event:
    """``at``: root, leading_group, or the branch whose turn it is (one further each year, from ``turn``).

    ``who``: leaders; cadres (leaders, bureau committee, branch secretaries); everyone (counted, not named);
    newcomers (not yet full members); exchange (secretaries and newcomers speak); root_committee; branch;
    volunteers (some of the branch). ``titles`` take turns by year. ``rests``: years of every five in which
    it is not held (0: 2023, 2028 …).
    """

    kind: str
    at: str
    month: int
    day: int
    titles: tuple[str, ...]
    who: str
    place: str = ""
    start: str = "14:30"
    hours: str = ""
    turn: int = 0
    content: str = ""
    tags: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    special: bool = False
    rests: tuple[int, ...] = ()


ROOM = "三楼报告厅"

EVENTS = (
    # what the leading group calls
    Event(
        "ideology", "leading_group", 2, 20,
        ("意识形态工作专题会", "意识形态领域形势分析会"), "leaders", "三楼第一会议室",
        content="通报{half}意识形态工作情况，分析重点领域和网络舆情，明确{office}负责信息发布审核。",
    ),
    Event(
        "ideology", "leading_group", 8, 22,
        ("意识形态工作研判会", "网络意识形态专题会"), "leaders", "三楼第一会议室",
        content="听取各支部思想动态分析，对讲座论坛和公众号内容逐项核对，由{office}建立登记台账。",
    ),
    Event(
        "integrity", "leading_group", 2, 27,
        ("党风廉政建设工作会议", "全面从严治党暨党风廉政建设工作会"), "cadres", ROOM, "09:00",
        content="总结上年党风廉政建设工作，部署全年任务，各处室签订责任书。",
    ),
    Event(
        "warning_education", "leading_group", 6, 12,
        ("警示教育大会", "以案促改警示教育会"), "everyone", ROOM, "09:00", "2.0",
        content="通报系统内典型案例，观看警示教育片，各支部会后开展讨论。",
    ),
    Event(
        "reading_class", "leading_group", 4, 17,
        ("主题教育读书班", "党纪学习教育读书班", "作风建设读书班", "实干担当读书班"),
        "cadres", ROOM, "09:00", "40.0",
        content="采取原文自学、专题辅导、分组研讨、现场教学相结合的方式，结业时逐人提交心得。",
    ),
    # what the bureau committee calls
    Event(
        "ideology", "root", 5, 16,
        ("思想政治工作会",), "cadres", ROOM, "15:00",
        content="各支部汇报干部职工思想状况，研究心理关怀和荣誉激励措施。",
    ),
    Event(
        "ideology", "root", 10, 25,
        ("网络阵地管理工作会",), "cadres", ROOM, "15:00", rests=(0, 2, 4),
        content="逐个核对网站、公众号和工作群，明确审核人员和信息发布流程。",
    ),
    Event(
        "integrity", "root", 4, 2,
        ("廉政责任落实推进会",), "cadres", "四楼会议室", rests=(0, 2, 4),
        content="各支部汇报廉政责任落实情况，对照清单找差距，商定改进措施。",
    ),
    Event(
        "integrity", "root", 7, 18,
        ("廉政风险防控推进会", "节前廉洁从政提醒会"), "cadres", "四楼会议室",
        content="逐处室核对廉政风险点，补充防控措施，由机关纪委汇总建档。",
    ),
    Event(
        "warning_education", "root", 1, 16,
        ("春节前廉洁提醒和警示教育",), "everyone", ROOM, "16:00", "1.0",
        content="通报违反中央八项规定精神问题典型案例，重申节日纪律要求。",
    ),
    Event(
        "warning_education", "root", 9, 24,
        ("参观市廉政教育基地",), "cadres", "市廉政教育基地", "09:30", "2.0",
        content="参观展厅，听取讲解，现场重温廉洁承诺。",
    ),
    Event(
        "training", "root", 3, 14,
        ("党务干部业务培训班",), "cadres", ROOM, "09:00", "8.0",
        content="讲解支部工作条例、发展党员流程和会议记录规范，现场点评台账。",
    ),
    Event(
        "training", "root", 5, 23,
        ("机关小讲堂：产业政策", "机关小讲堂：统计数据", "机关小讲堂：项目审批", "机关小讲堂：园区招商"),
        "everyone", ROOM, "15:30", "2.0", tags=("小讲堂",),
        content="业务骨干主讲，围绕实际案例讲解操作要点，现场答疑。",
    ),
    Event(
        "training", "root", 6, 20,
        ("发展对象和入党积极分子培训班",), "newcomers", "市委党校分教点", "09:00", "24.0",
        content="集中授课三天，学习党章和发展党员工作细则，结业考试合格。",
    ),
    Event(
        "training", "root", 9, 12,
        ("机关小讲堂：公文写作", "机关小讲堂：企业走访", "机关小讲堂：数据分析", "机关小讲堂：应急处置"),
        "everyone", ROOM, "15:30", "2.0", tags=("小讲堂",),
        content="以身边材料为例，讲解常见问题和改法，学员现场练习。",
    ),
    Event(
        "training", "root", 10, 17,
        ("党支部书记履职能力培训",), "cadres", ROOM, "09:00", "16.0",
        content="围绕抓党建促业务、做思想工作、规范组织生活三个专题授课研讨。",
    ),
    Event(
        "training", "root", 4, 26,
        ("青年干部能力提升班",), "everyone", ROOM, "14:30", "4.0", rests=(0,),
        content="围绕政策解读、沟通协调、应急处突三个专题授课，分组演练。",
    ),
    Event(
        "training", "root", 7, 27,
        ("党务信息和宣传工作培训",), "cadres", ROOM, "15:00", "3.0", rests=(0, 2, 4),
        content="讲解信息采写要求和常见差错，点评上半年来稿。",
    ),
    Event(
        "training", "root", 11, 22,
        ("支部纪检委员业务培训",), "cadres", "四楼会议室", "09:00", "4.0", rests=(0, 1, 2, 4),
        content="讲解日常监督方式和谈话提醒要领，交流工作中的疑问。",
    ),
    Event(
        "exchange", "root", 5, 30,
        ("学习心得交流会", "学习体会分享会"), "exchange", ROOM, "15:00",
        content="党支部书记、预备党员、入党积极分子代表依次分享学习体会，机关党委负责同志点评。",
    ),
    Event(
        "exchange", "root", 11, 8,
        ("年度学习成果交流会",), "exchange", ROOM, "15:00",
        content="各支部推荐代表交流一年来的学习收获，评出优秀心得十篇。",
    ),
    Event(
        "other", "root", 1, 9,
        ("机关党委会议：研究年度工作要点",), "root_committee", "四楼会议室", "09:30",
        content="讨论全年机关党建工作要点和经费安排，提交党组审议。",
    ),
    Event(
        "other", "root", 4, 11,
        ("机关党委会议：研究发展党员计划",), "root_committee", "四楼会议室", "09:30",
        content="审核各支部发展党员计划，确定培训安排。",
    ),
    Event(
        "other", "root", 7, 11,
        ("机关党委会议：小结上半年工作",), "root_committee", "四楼会议室", "09:30",
        content="通报各支部组织生活完成情况，对进度滞后的支部提出提醒。",
    ),
    Event(
        "other", "root", 11, 14,
        ("机关党委会议：研究述职评议方案",), "root_committee", "四楼会议室", "09:30",
        content="确定支部书记述职评议时间和程序，布置组织生活会。",
    ),
    # what the branches do in turn
    Event(
        "warning_education", "branch", 4, 25,
        ("集体学习典型案例通报",), "branch", "", "16:00", "1.0", turn=1,
        content="学习案例通报，围绕“{field}”岗位查找风险点，每人提出一条防范措施。",
    ),
    Event(
        "warning_education", "branch", 10, 24,
        ("观看警示教育片",), "branch", "", "16:00", "1.5", turn=4,
        content="观看警示教育片并讨论，结合“{field}”工作谈认识、明底线。",
    ),
    Event(
        "warning_education", "branch", 7, 12,
        ("旁听职务犯罪案件庭审",), "branch", "市中级人民法院", "09:00", "2.0", turn=2, rests=(1,),
        content="旁听庭审后就地讨论，结合“{field}”谈权力边界和岗位红线。",
    ),
    Event(
        "warning_education", "branch", 11, 28,
        ("身边案例警示讨论",), "branch", "", "16:00", "1.0", turn=6, rests=(0, 1, 3),
        content="剖析身边案例的教训，围绕“{field}”逐项核对内控措施。",
    ),
    Event(
        "exchange", "branch", 8, 15,
        ("学习心得交流",), "branch", "", "15:30", turn=2,
        content="党员围绕“{field}”中的难点交流学习心得，支部汇编成册。",
    ),
    Event(
        "exchange", "branch", 10, 30,
        ("青年党员读书分享会",), "branch", "", "15:30", turn=5, tags=(YOUTH,),
        content="青年党员推荐一本好书，结合“{field}”谈运用，老党员点评。",
    ),
    Event(
        "exchange", "branch", 4, 24,
        ("岗位实践体会交流",), "branch", "", "15:30", turn=7, rests=(0,),
        content="党员讲述“{field}”中的一次实践和体会，支部书记逐一点评。",
    ),
    Event(
        "exchange", "branch", 12, 5,
        ("年终学习体会交流",), "branch", "", "15:30", turn=3, rests=(0, 1, 3),
        content="回顾一年学习，结合“{field}”谈收获和不足。",
    ),
    Event(
        "joint", "branch", 3, 21,
        ("与社区党委开展联建活动",), "branch", "澜溪社区党群服务中心", turn=3,
        tags=(ALLIANCE,), partners=("澜溪社区党委",),
        content="与社区党员一起梳理居民就业需求，现场答复咨询。",
    ),
    Event(
        "joint", "branch", 4, 18,
        ("与联系企业党支部共建",), "branch", "澜溪产业园", turn=4,
        tags=(ALLIANCE,), partners=("澜光精密制造党支部",),
        content="双方支部交流党建做法，会商用工和融资难题。",
    ),
    Event(
        "joint", "branch", 6, 13,
        ("与高校院系党支部结对学习",), "branch", "青峰职业技术学院", turn=5,
        tags=(ALLIANCE, YOUTH), partners=("青峰职业技术学院机电系党支部",),
        content="共同学习产业政策，商定学生实习和订单培养事项。",
    ),
    Event(
        "joint", "branch", 7, 25,
        ("与驻地部队官兵座谈联谊",), "branch", "", turn=0,
        tags=("双拥",), partners=("驻地武警某中队",),
        content="交流学习体会，慰问官兵，参观荣誉室。",
    ),
    Event(
        "joint", "branch", 9, 19,
        ("区域化党建联席活动",), "branch", "澜溪街道党群服务中心", turn=1,
        tags=(ALLIANCE,), partners=("澜溪街道党工委", "澜溪供电所党支部"),
        content="认领街道微心愿六个，商定停车和用电保障安排。",
    ),
    Event(
        "joint", "branch", 11, 6,
        ("与银行党支部共建助企活动",), "branch", "企业服务大厅", turn=6,
        tags=(ALLIANCE,), partners=("青峰农商银行营业部党支部",),
        content="联合举办融资对接，现场为企业介绍贷款产品。",
    ),
    Event(
        "joint", "branch", 5, 22,
        ("与税务部门党支部共建",), "branch", "企业服务大厅", turn=7,
        tags=(ALLIANCE,), partners=("澜溪税务分局党支部",), rests=(1,),
        content="联合为企业讲解税费优惠，收集办税中的难点。",
    ),
    Event(
        "joint", "branch", 10, 30,
        ("与帮扶村党支部结对活动",), "branch", "石桥村", turn=2,
        tags=(ALLIANCE,), partners=("石桥村党支部",), rests=(0, 1, 3),
        content="走访结对农户，商定农产品进机关食堂事项。",
    ),
    Event(
        "visit", "branch", 3, 29,
        ("瞻仰青峰革命烈士陵园",), "branch", "青峰革命烈士陵园", "09:00", turn=2,
        content="敬献花篮，聆听烈士事迹，在纪念碑前重温誓词。",
    ),
    Event(
        "visit", "branch", 5, 10,
        ("参观青峰工业记忆馆",), "branch", "青峰工业记忆馆", "09:00", turn=4,
        content="了解本地工业发展历程，交流产业升级的启示。",
    ),
    Event(
        "visit", "branch", 6, 27,
        ("走访老支书旧居",), "branch", "石桥村", "09:00", turn=0,
        content="听老党员讲修渠建厂的故事，开展现场教学。",
    ),
    Event(
        "visit", "branch", 7, 6,
        ("参观重点项目现场",), "branch", "澜湾新材料产业园", "09:00", turn=3,
        content="实地看建设进度，与项目党员突击队交流。",
    ),
    Event(
        "visit", "branch", 9, 27,
        ("参观城市规划展示馆",), "branch", "青峰城市规划展示馆", "14:30", turn=6, rests=(1,),
        content="了解城市发展蓝图，讨论产业布局与支部任务的结合。",
    ),
    Event(
        "visit", "branch", 10, 13,
        ("参观乡村振兴示范点",), "branch", "石桥村", "09:00", turn=7,
        content="参观合作社和村史馆，慰问老党员。",
    ),
    Event(
        "visit", "branch", 4, 12,
        ("参观市档案馆史料展",), "branch", "青峰市档案馆", "14:30", turn=1, rests=(1, 2),
        content="查看城市建设史料，听讲解员介绍几件馆藏的来历。",
    ),
    Event(
        "visit", "branch", 8, 23,
        ("参观应急消防体验馆",), "branch", "青峰应急消防体验馆", "09:00", turn=5, rests=(0, 1, 2, 3),
        content="体验火场逃生和灭火操作，对照检查办公场所安全。",
    ),
    Event(
        "volunteer", "branch", 1, 6,
        ("社区清雪和安全排查",), "volunteers", "澜溪社区", "09:00", turn=5, tags=("志愿服务",),
        content="清理楼道杂物，检查用电用气安全。",
    ),
    Event(
        "volunteer", "branch", 3, 4,
        ("学雷锋便民服务",), "volunteers", "滨河广场", "09:00", turn=3, tags=("志愿服务",),
        content="设政策咨询台，发放办事指南，维修小家电。",
    ),
    Event(
        "volunteer", "branch", 4, 8,
        ("义务植树",), "volunteers", "青峰北山", "08:30", turn=1, tags=("志愿服务",),
        content="栽种苗木，浇水培土，认养党员林。",
    ),
    Event(
        "volunteer", "branch", 6, 3,
        ("高考护航志愿服务",), "volunteers", "市二中考点周边", "07:30", turn=4, tags=("志愿服务",),
        content="在考点外设服务点，引导车辆，送水送药。",
    ),
    Event(
        "volunteer", "branch", 8, 5,
        ("高温慰问环卫工人",), "volunteers", "中山路沿线", "16:00", turn=0, tags=("志愿服务",),
        content="送去饮用水和防暑药品，帮助清扫路面。",
    ),
    Event(
        "volunteer", "branch", 9, 9,
        ("文明交通劝导",), "volunteers", "滨河路口", "07:30", turn=2, tags=("志愿服务",),
        content="早高峰劝导行人和非机动车，宣传交通安全。",
    ),
    Event(
        "volunteer", "branch", 10, 21,
        ("敬老院陪伴日",), "volunteers", "澜溪敬老院", "09:00", turn=6, tags=("志愿服务",),
        content="陪老人聊天，打扫卫生，教用手机挂号。",
    ),
    Event(
        "volunteer", "branch", 12, 2,
        ("反诈宣传进楼栋",), "volunteers", "澜溪社区", "09:00", turn=1, tags=("志愿服务",),
        content="入户讲解常见骗局，帮助老人安装防诈程序。",
    ),
    Event(
        "volunteer", "branch", 5, 13,
        ("河道清洁行动",), "volunteers", "澜溪滨河段", "08:30", turn=6, tags=("志愿服务",), rests=(0,),
        content="清理岸边垃圾，劝阻乱丢乱倒。",
    ),
    Event(
        "volunteer", "branch", 7, 8,
        ("无偿献血",), "volunteers", "市中心血站", "09:00", turn=2, tags=("志愿服务",), rests=(0, 2),
        content="组织符合条件的党员参加献血，做好登记和陪护。",
    ),
    Event(
        "volunteer", "branch", 11, 18,
        ("旧书旧衣捐赠整理",), "volunteers", "澜溪社区", "09:00", turn=5, tags=("志愿服务",),
        rests=(0, 1, 2, 4),
        content="分类整理捐赠物品，打包寄往帮扶村。",
    ),
)  # fmt: skip

STUDIES = (
    (2, 15, "集中学习：上级会议精神"),
    (6, 8, "集中学习：党内法规"),
    (9, 5, "青年理论学习小组集中学习"),
    (11, 16, "集中学习：业务与政策"),
)
"""Study meetings: (month, day, title); half of the branches hold each."""
