"""How drafts speak of each figure: the cues of a figure by its key.

The words are those of year-end summaries. Two rules keep proposals right: a word stands here only where nothing
narrower is meant by it (党课 is no 专题党课), and a figure that counts what certain people did says so in ``by``.
"""

from reports.figures.registry import Cue

_COUNT = "count"
_TIMES = "person_times"

_LEADING_GROUP = "党组会|党组会议|党组（扩大）会议|党委会|党委会议|党组召开会议|党组共召开会议"
_CENTRAL_GROUP = (
    "理论学习中心组|理论学习中心组学习|理论学习中心组学习会|理论学习中心组会议|理论学习中心组集体学习|理论学习中心组集中学习"
    "|理论中心组|理论中心组学习|理论中心组学习会|中心组学习|中心组学习会|中心组学习会议|中心组集体学习|中心组集中学习|中心组理论学习"
    "|中心组会议|党组中心组|中心组"
)
_THEME_DAY = "主题党日|主题党日活动|支部主题党日|党员主题党日|党日活动"
_LECTURE = "讲党课|讲授党课|上党课|作党课|作党课宣讲|作党课辅导|讲党课活动|党课宣讲|党课"
_SPECIAL_LECTURE = "讲专题党课|讲授专题党课|上专题党课|作专题党课|作专题党课报告|专题党课"
_HEART = "谈心谈话|谈心交心|谈心|交心谈心|谈话谈心|谈心谈话活动"
_SANCTION = "党纪、政纪处分|党纪政纪处分|党纪、政务处分|党纪政务处分|党纪处分和政务处分|党纪和政务处分|党政纪处分|党纪或政务处分|处分"
_CONDOLENCE = "走访慰问|慰问|走访看望|看望慰问"
_CONDOLED = (
    "退役军人|困难党员|老党员|困难群众|困难职工|老干部|离退休干部|离退休老干部|退休干部|生活困难党员|困难家庭|群众|党员|职工|干部"
    "|老同志|退休老同志|退休老党员|因病住院职工|军属|烈军属|优抚对象|建国前老党员|老党员、老干部|和|及|、|与|等|对"
)
_LECTURERS = {
    "leading_group_secretary": "党组书记|局党组书记|党组书记、局长|局党组书记、局长|党委书记",
    "leader": "班子成员|党组班子成员|局党组班子成员|党组领导班子成员|领导班子成员|局领导班子成员|局班子成员|党组成员|局党组成员"
    "|局党组领导班子成员|班子其他成员|领导班子其他成员|党组其他成员",
    "leading_group": "党组书记和班子成员|党组书记、班子成员|党组书记及班子成员|党组书记和领导班子成员|党组书记与班子成员|党组书记、党组成员",
    "party_committee": "机关党委委员",
    "branch_secretary": "党支部书记|支部书记|各党支部书记|各支部书记|机关各党支部书记|机关各支部书记|基层党支部书记|所属党支部书记",
    "committee_member": "支部委员|支委|支委委员|支委成员|党支部委员|支部委员会委员|各支部委员|各党支部委员",
    "member": "普通党员",
    "external": "外请专家|专家|党校教师|党校老师|外请教师|外请老师|党校教授",
}
_MEETINGS = {
    "general": "支部党员大会|党员大会|支部大会|支部党员会议",
    "committee": "支部委员会|支委会|支部委员会会议|支委会会议|支部委员会议|支委会议",
    "group": "党小组会|党小组会议",
    "theme_day": _THEME_DAY,
    "organizational_life": "组织生活会|专题组织生活会|年度组织生活会",
    "democratic_life": "民主生活会|专题民主生活会|年度民主生活会|领导班子民主生活会",
    "appraisal": "民主评议党员|民主评议党员会议|党员民主评议|民主评议",
    "ideology": "意识形态工作会|意识形态工作会议|意识形态专题会议|意识形态会议|思想政治工作会|思想政治工作会议",
    "integrity": "党风廉政建设会|党风廉政建设会议|党风廉政建设工作会|党风廉政建设工作会议|党风廉政建设和反腐败工作会议|党风廉政工作会议",
    "warning_education": "警示教育|警示教育会|警示教育大会|警示教育活动|廉政警示教育|廉政教育|廉政教育活动",
    "training": "培训班|培训|小讲堂|培训活动",
    "reading_class": "读书班",
    "exchange": "交流研讨会|研讨交流会|心得交流会|学习心得交流会|学习交流会|交流会|研讨会",
    "study": "支部集中学习|支部集体学习|组织党员集中学习|组织党员集体学习|党员集中学习|组织全体党员集中学习",
    "joint": "党建联盟活动|参加党建联盟活动|联建共建活动|共建活动|联建活动|共建联建活动|结对共建活动|党建共建活动|联建共建",
    "visit": "参观见学|参观学习|实地参观|现场参观|参观见学活动",
    "volunteer": "志愿服务|志愿服务活动|志愿活动",
}
_ALSO = {
    "volunteer": "党员|党员干部|干部职工|志愿者|党员志愿者|参加|参与",
    "training": "干部职工|党员干部|干部|党员|人员|参训",
    "warning_education": "党员干部|干部职工|干部|党员|接受|参加",
    "joint": "参加|参与|联盟单位|融入|区域化",
    "visit": "党员|党员干部|干部职工|前往|赴|到",
    "study": "党员|党员干部|干部职工|参加",
    "theme_day": "党员|党员干部|参加|参与",
    "exchange": "学习心得",
}
_RESEARCHED = (
    "专题研究|研究部署|专题研究部署|研究|听取|专题听取|分析研判|研判|审议|部署|专题部署|学习研究|专题学习|讨论|传达学习|传达|落实"
    "|贯彻|贯彻落实|汇报|情况|工作|有关|相关|议题|事项|年度|全年|责任制|形势|重点任务|重点|任务|重要|重大|关于|先后|专题|会议|的|和"
)
_TOPICS = {
    "higher_decisions": "决策部署|重大决策|重大战略决策|工作部署|上级精神|上级决策部署|上级部署",
    "ideology": "意识形态|意识形态工作|意识形态责任制",
    "party_building": "党建|党建工作|基层党建|机关党建|基层党建工作|机关党建工作",
    "strict_governance": "全面从严治党|全面从严治党工作|从严治党",
    "integrity": "党风廉政|党风廉政建设|廉政工作|反腐败",
    "major_decision": "三重一大|“三重一大”",
    "personnel": "干部人事|人事|选人用人|干部任免|干部选拔任用",
}
_TOPIC_ALSO = {
    "higher_decisions": "党中央|国务院|中央|省委|市委|省市委|省委省政府|市委市政府|省、市委|省委市委|上级|上级党委|战略|决策|部署|、",
    "integrity": "建设|和反腐败|工作|斗争|、",
}
_FORM_ALSO = "监督执纪|四种形态|深化|运用|“四种形态”|派驻纪检监察组|局派驻纪检监察组|支持|纪检监察组"
_CLUE_ALSO = "支持|配合|协助|派驻纪检监察组|局派驻纪检监察组|纪检监察组|派驻组|派驻纪检组|机关纪委|纪委|局机关纪委|驻局纪检监察组|各类|监督执纪"
_STUDIED = "学习…精神|学习…讲话|学习…论述|学习…文章|学习…文件|学习…指示批示|学习…材料|学习…内容|跟进学习|学习材料|学习文章|学习文件|学习篇目|学习内容"
_NOT_STUDIED = "撰写|征集|发表|刊发|报送|编发|制作|印发|支部|中心组|读书班|党小组|培训"
_STUDY_ALSO = "以|在|通过|跟进|传达|第一时间|贯彻|研讨|领学|会议|制度|党组会|党组会议|坚持|党组会“第一议题”|第一议题|坚持“第一议题”"


def _pair(key: str, *cues: Cue) -> dict[str, tuple[Cue, ...]]:
    """Events and person-times are spoken of alike; the measure word tells them apart."""
    return {f"{key}.{_COUNT}": cues, f"{key}.{_TIMES}": cues}


def _meetings() -> dict[str, tuple[Cue, ...]]:
    cues: dict[str, tuple[Cue, ...]] = {}
    for kind, words in _MEETINGS.items():
        cues |= _pair(f"meeting.{kind}", Cue((words,), also=_ALSO.get(kind, "")))
    cues |= _pair("meeting.leading_group", Cue((_LEADING_GROUP,), never="机关党委"))
    cues |= _pair("meeting.central_group", Cue((_CENTRAL_GROUP,)))
    cues["meeting.central_group.special.count"] = (
        Cue(("中心组专题学习|中心组专题学习会|中心组专题学习研讨|中心组专题研讨",)),
        Cue(
            ("专题学习|专题学习研讨|专题学习会",),
            given=("中心组",),
            also="学习|深入学习|习近平总书记|重要讲话|会议精神|精神|重要论述|指示批示|系列|、|及|和|以及|上级|党组|理论学习",
        ),
    )
    cues["meeting.central_group.extended.count"] = (
        Cue(("中心组扩大学习|中心组扩大会|中心组扩大会议|中心组（扩大）学习",)),
    )
    for kind, words in (("central_group", "中心组"), ("training", "培训")):
        cues[f"meeting.{kind}.hours"] = (
            Cue(("学习|培训|集中学习|参加学习",), given=(words,), also="中心组|理论学习|理论|党组"),
        )
    for post, words in (
        ("branch_secretary", "党支部书记|支部书记"),
        ("probationary", "预备党员"),
        ("activist", "入党积极分子|积极分子"),
        ("development", "发展对象"),
        ("organization_commissioner", "组织委员"),
        ("publicity_commissioner", "宣传委员"),
    ):
        cues[f"meeting.exchange.speakers.{post}.persons"] = (
            Cue(
                (words,),
                given=("交流会|交流研讨|研讨会|研讨交流",),
                also="分享|发言|交流|作|了|党史|学习|心得|体会|心得体会|感悟|经验|收获|工作|交流发言|进行|在会上|会上|上台",
            ),
        )
    cues["attendance.leader_in_branch.person_times"] = (
        Cue(
            (
                "参加支部学习|参加所在支部学习|参加支部活动|参加所在支部活动|参加支部组织生活|参加所在支部组织生活|参加所在党支部组织生活"
                "|参加双重组织生活|参加党支部活动|参加所在党支部活动|双重组织生活",
            ),
            given=("普通党员身份|普通党员的身份|班子成员",),
            also=f"以普通党员身份|以普通党员的身份|以|身份|过|过好|{_LECTURERS['leader']}|普通党员",
        ),
    )
    return cues


def _topics() -> dict[str, tuple[Cue, ...]]:
    cues = {}
    for group, words, name in (
        ("leading_group", _LEADING_GROUP, "党组会|党组会议|党委会|党组"),
        ("central_group", _CENTRAL_GROUP, "中心组"),
    ):
        for category, topic in _TOPICS.items():
            also = f"{_RESEARCHED}|{_TOPIC_ALSO.get(category, '')}"
            cues[f"meeting.{group}.topic.{category}.count"] = (
                Cue((words, "研究|听取|部署|审议|研判|学习|讨论|传达", topic), also=also),
                Cue(
                    (
                        "研究部署|专题研究|专题研究部署|专题听取|听取|研究|分析研判|研判|审议|专题学习",
                        topic,
                    ),
                    given=(name,),
                    also=f"{also}|{words}",
                ),
            )
    cues["meeting.leading_group.topic.party_work.count"] = (
        Cue(
            ("研究部署|研究", "意识形态", "党建"),
            given=("党组会|党组会议",),
            also=f"{_RESEARCHED}|党建工作|意识形态工作|、",
        ),
    )
    cues["first_topic.count"] = (
        Cue(
            ("第一议题|第一议题学习|第一议题”学习|第一议题”集中学习|第一议题”传达学习|第一议题”制度学习",),
            units=("次", "场", "场次", "期"),
            also="党组会|党组会议|坚持|落实|学习|传达学习|“",
        ),
    )
    for measure in ("materials", "material_times"):
        cues[f"first_topic.{measure}"] = (
            Cue((_STUDIED,), given=("第一议题",), also=_STUDY_ALSO, never=_NOT_STUDIED),
            Cue(("第一议题|第一议题学习|第一议题”学习|第一议题”跟进学习",), also=_STUDY_ALSO, never=_NOT_STUDIED),
        )
    return cues


def _lectures() -> dict[str, tuple[Cue, ...]]:
    heard = "听|参加|听课|受教育|接受|覆盖|聆听"
    cues = _pair("lecture", Cue((_LECTURE,), never=f"{heard}|组织党员|组织干部|党员讲|干部讲|党员上|干部上"))
    for post, words in _LECTURERS.items():
        also = "邀请|请" if post == "external" else ""
        forms = [Cue((_LECTURE,), by=words, also=also, never=heard)]
        if post in {"leading_group_secretary", "leader", "leading_group"}:
            forms.append(Cue((_SPECIAL_LECTURE,), by=words, also=also, never=heard))
        cues |= _pair(f"lecture.by_{post}", *forms)
    cues["lecture.special.count"] = (Cue((_SPECIAL_LECTURE,), never=heard),)
    cues["lecture.integrity.count"] = (Cue(("廉政党课|讲廉政党课|上廉政党课|讲授廉政党课",), never=heard),)
    cues["lecture.micro.count"] = (Cue(("微党课|讲微党课|上微党课|微党课宣讲",), never=heard),)
    cues["lecture.audience.person_times"] = (
        Cue(
            ("听党课|听课|党课听众|党课参加|党课受众|参加党课|党课受教育",), given=("党课",),
            also="党员|党员干部|干部职工|参加",
        ),
    )
    return cues


def _talks() -> dict[str, tuple[Cue, ...]]:
    kinds = {
        "heart": _HEART,
        "integrity": "廉政谈话|廉洁谈话",
        "reminder": "提醒谈话",
        "admonition": "诫勉谈话",
        "appointment": "任前谈话|任前廉政谈话|任职谈话",
        "summons": "约谈",
        "admission": "入党谈话",
    }
    cues = _pair("talk", Cue(("各类谈话|谈话",)))
    for kind, words in kinds.items():
        also = "对|新任职干部|新任职领导干部|新提任干部|新提拔干部|拟任干部|拟提拔干部" if kind == "appointment" else ""
        cues |= _pair(f"talk.{kind}", Cue((words,), also=also))
    cues |= _pair(
        "talk.organizational_life",
        Cue(
            (_HEART,),
            given=(
                "召开组织生活会，|召开专题组织生活会，|召开年度组织生活会，|召开党支部组织生活会，|开好组织生活会，|开好专题组织生活会，"
                "|组织生活会前|组织生活会召开前",
            ),
            also="会前",
            occasions=True,
        ),
    )
    return cues


def _discipline() -> dict[str, tuple[Cue, ...]]:
    cues: dict[str, tuple[Cue, ...]] = {}
    for number, numeral in enumerate("一二三四", start=1):
        word = f"第{numeral}种形态"
        forms = f"{word}|{word}处理|{word}处理问题|{word}处理干部|{word}处理党员干部|{word}处置|{word}”|{word}”处理|{word}处理人员"
        cues |= _pair(f"discipline.form{number}", Cue((forms,), also=_FORM_ALSO))
    people = "对|干部|党员|党员干部|同志|人员|公职人员|相关人员|有关人员|责任人|违纪党员|违纪干部|违纪人员"
    cues["discipline.sanctioned.persons"] = (Cue((_SANCTION,), also=people),)
    cues["discipline.party.persons"] = (Cue(("党纪处分",), also=people),)
    cues["discipline.administrative.persons"] = (Cue(("政务处分|政纪处分",), also=people),)
    cues["clue.received.count"] = (
        Cue(
            ("问题线索", "受理|收到|接收|接到"),
            also=f"受理|收到|接收|接到|{_CLUE_ALSO}",
            never="处置|办结|了结|核实",
        ),
    )
    cues["clue.disposed.count"] = (
        Cue(("处置问题线索|问题线索处置|处置各类问题线索",), also=_CLUE_ALSO),
        Cue(("问题线索", "处置|处理"), also=f"处置|处理|{_CLUE_ALSO}", never="受理|收到|接收|接到"),
    )
    for disposal, words in (
        ("inquiry", "谈话函询"),
        ("verification", "初步核实|初核"),
        ("shelved", "暂存待查"),
        ("closed", "予以了结|了结"),
    ):
        cues[f"clue.{disposal}.count"] = (Cue((words,), given=("线索",), also=f"问题线索|处置|采取|方式|{_CLUE_ALSO}"),)
    return cues


def _work() -> dict[str, tuple[Cue, ...]]:
    finished = "完成|办结|销号|到位|整改完成|已整改|未"
    leaders = "局领导|局领导班子|班子成员|领导班子成员|党组成员|领导干部|党员领导干部|局领导班子成员|带头|深入基层|深入一线|深入基层一线|到基层|下基层|赴基层|深入企业"
    condoled = Cue((_CONDOLENCE,), also=f"{_CONDOLED}|领导|局领导|班子成员|组织", occasions=True)
    return {
        "work.livelihood.count": (
            Cue(
                (
                    "民生项目|民生实事|民生实事项目|民生事项|为民办实事|办实事|实事|实事项目|为民办实事项目|为民实事|为群众办实事",
                ),
                also="我为群众办实事|“我为群众办实事”|为群众|为民|群众|领办|承诺|办|党组班子成员|班子成员|党员干部|党员|干部职工",
                never=finished,
            ),
        ),
        "work.tough_task.count": (
            Cue(
                ("攻坚克难|攻坚克难项目|攻坚克难工作项|攻坚克难事项|攻坚克难任务|攻坚克难课题|攻坚项目",),
                never=finished,
            ),
        ),
        "work.research_visit.count": (
            Cue(
                ("调研|开展调研|调研活动|调查研究|实地调研|走访调研",),
                units=("次", "场", "场次"),
                also=leaders,
                never="课题|专题调研|报告|成果|问题",
                occasions=True,
            ),
        ),
        "work.research_topic.count": (
            Cue(
                ("调研课题|重点调研课题|调研选题",),
                units=("个", "项"),
                also="领衔|牵头|班子成员|局领导",
                never=finished,
            ),
        ),
        "work.rectification.quantity": (
            Cue(
                ("整改措施|整改举措",),
                units=("条", "项", "个"),
                also="主动|细化出|提出|列出",
                never=finished,
                occasions=True,
            ),
        ),
        "work.regulation.count": (
            Cue(
                ("制度|制度文件|规章制度|制度规定|制度办法",),
                units=("项", "个", "份", "部"),
                also="制定|印发|出台|完善|建立|健全|制定完善|建立健全|修订完善|制（修）订|制修订|制定修订|各类|各项",
                never="学习|落实|执行|宣传|废止|梳理",
            ),
        ),
        "work.reflection.quantity": (
            Cue(
                ("心得体会|学习心得|学习心得体会|学习体会|心得|心得体会文章|学习心得体会文章",),
                units=("篇", "份"),
                also="撰写|上交|提交|交流|形成|收集|党员|党员干部|干部职工|人人",
            ),
        ),
        "work.condolence.person_times": (condoled,),
        "work.condolence.count": (
            Cue((_CONDOLENCE,), also=f"{_CONDOLED}|活动", occasions=True),
        ),
        "work.condolence.amount": (
            Cue(
                ("慰问金|慰问资金|慰问款|慰问品及慰问金|慰问金额",),
                also="发放|送上|送去|送出|金额|和慰问品|及慰问品|慰问品和",
                occasions=True,
            ),
        ),
        "work.promotion.person_times": (
            Cue(
                ("职级晋升|晋升职级|职级晋升工作|办理职级晋升|完成职级晋升",),
                units=("人次", "人", "名"),
                also="完成|干部|公务员",
            ),
        ),
        "work.commendation.count": (
            Cue(("表彰|获得表彰|获表彰|受到表彰",), units=("次", "项", "个"), also="获得|荣获|受到|获"),
        ),
        "work.term_election.count": (
            Cue(
                ("换届|换届选举|支部换届|党支部换届|支部换届选举|党支部换届选举", "完成|指导|组织|开展"),
                units=("个", "次"),
                also="完成|指导|按期|选举|工作",
                never="#支部|#党支部|#基层|#个",
            ),
        ),
        "work.development.quantity": (
            Cue(("发展党员|发展新党员|新发展党员|吸收党员",), units=("名", "人"), also="新|预备"),
        ),
    }


def _standing() -> dict[str, tuple[Cue, ...]]:
    """What there is on the last day: members, posts, organisations."""
    there_is = "现有|在册|设有|下设|下辖|共设|所辖|辖|设立|设置|划分为|划分|分设|共有|拥有"
    cues: dict[str, tuple[Cue, ...]] = {
        "member.count": (Cue(("党员|在册党员|中共党员",), given=("现有|在册",), also=f"{there_is}|机关|在职"),),
        "member.full.count": (Cue(("正式党员",), given=("现有|在册",), also=there_is),),
        "member.probationary.count": (
            Cue(("预备党员",), given=("现有|在册",), also=there_is, never="交流|发言|分享|转正"),
        ),
        "member.activist.count": (
            Cue(("入党积极分子",), given=("现有|在册",), also=there_is, never="交流|发言|分享|新"),
        ),
        "member.development.count": (
            Cue(("发展对象",), given=("现有|在册",), also=there_is, never="交流|发言|分享|新"),
        ),
    }
    for kind, words in (
        ("branch", "党支部|基层党支部|支部|基层支部"),
        ("group", "党小组"),
        ("general_branch", "党总支"),
        ("committee", "党委"),
    ):
        cues[f"organization.{kind}.count"] = (
            Cue((words,), given=("现有|下设|设有|下辖|共设|所辖|划分为|划分|分设",), also=there_is, units=("个",)),
        )
    for post, words in (
        ("branch_secretary", "党支部书记|支部书记|书记"),
        ("branch_deputy", "党支部副书记|支部副书记|副书记"),
        ("organization_commissioner", "组织委员"),
        ("publicity_commissioner", "宣传委员"),
        ("discipline_commissioner", "纪检委员"),
        ("youth_commissioner", "青年委员"),
        ("group_leader", "党小组组长|党小组长"),
    ):
        cues[f"organization.post.{post}.count"] = (
            Cue(
                (words,),
                given=("设|配备|设有|配有",),
                also="设|配备|设有|配有|配齐|现有|党支部|支部|支部委员会",
                never="分享|发言|交流",
            ),
        )
    return cues


CUES: dict[str, tuple[Cue, ...]] = {
    **_meetings(),
    **_topics(),
    **_lectures(),
    **_talks(),
    **_discipline(),
    **_work(),
    **_standing(),
}
