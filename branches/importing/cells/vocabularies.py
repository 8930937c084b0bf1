"""The words that ledgers use for each value of a choice. Values are those of the models' choices.

A word that could mean two values stands under neither (任前廉政谈话, 走访, 办结): it is asked about.
"""

from branches.importing.cells.choices import Vocabulary

LECTURE_IN_MEETINGS = "lecture"
"""党课 in the type column of a ledger of 三会一课: the row is a lecture, not a meeting."""

MEETING_KINDS = Vocabulary(
    "会议活动类型",
    {
        "general": (
            "支部党员大会|党员大会|支部大会|全体党员大会|党支部党员大会|党支部大会|党员全体会议|"
            "支部全体党员会议"
        ),
        "committee": (
            "支部委员会|支委会|支部委员会会议|支部委员会议|支委会议|党支部委员会|党支部委员会会议|支委"
        ),
        "group": "党小组会|党小组会议|小组会|党小组",
        "theme_day": "主题党日|支部主题党日|党日活动|主题党日活动|党员活动日|固定党日|党日",
        "leading_group": (
            "党组会|党委会|党组会议|党委会议|局党组会|党组（党委）会|党委常委会|党组扩大会|党组扩大会议|"
            "党委扩大会|党委扩大会议|党委班子会"
        ),
        "central_group": (
            "理论学习中心组学习|理论学习中心组|中心组学习|中心组|理论中心组|党组理论学习中心组|"
            "党委理论学习中心组|中心组学习会|理论学习中心组集体学习|中心组集体学习"
        ),
        "organizational_life": "组织生活会|专题组织生活会",
        "democratic_life": "民主生活会|专题民主生活会",
        "appraisal": "民主评议党员|民主评议|党员民主评议|评议党员",
        "ideology": (
            "意识形态（思想政治）工作会|意识形态工作会|意识形态会|意识形态专题会|意识形态工作会议|"
            "意识形态|思想政治工作会|思想政治工作会议|意识形态分析研判会|意识形态研判"
        ),
        "integrity": (
            "党风廉政建设会|党风廉政会|党风廉政建设工作会|党风廉政工作会|党风廉政建设会议|廉政工作会|"
            "党风廉政建设"
        ),
        "warning_education": (
            "警示（廉政）教育|警示教育|警示教育会|廉政教育|廉洁教育|警示教育大会|廉政警示教育"
        ),
        "training": "培训|培训班|业务培训|党员培训|教育培训|集中培训|专题培训",
        "reading_class": "读书班|专题读书班",
        "exchange": (
            "交流研讨会|学习研讨|交流研讨|研讨会|研讨交流|交流会|心得交流会|学习交流会|专题研讨|座谈交流"
        ),
        "study": "集中学习|政治学习|理论学习|支部学习|集体学习|专题学习|学习会|政治理论学习|党员学习|学习",
        "joint": "联建共建活动|联建活动|共建活动|支部共建|结对共建|联建共建|党建联建|党建共建|联学共建",
        "visit": "参观见学|参观|参观学习|现场教学|实地参观|红色教育基地参观|参观活动",
        "volunteer": "志愿服务|志愿活动|志愿服务活动|志愿者活动|义务劳动",
        "other": "其他|其它|其他活动|其他会议",
        LECTURE_IN_MEETINGS: "党课|上党课|讲党课|专题党课|支部党课|微党课|廉政党课|书记讲党课|书记上党课",
    },
    filler="专题|扩大|会议|会|活动|主题教育|学习教育|例会|召开|开展|年度|支部|党支部|局|集中",
)

LECTURE_KINDS = Vocabulary(
    "党课类型",
    {
        "ordinary": "普通党课|普通|一般党课|常规党课|党课|支部党课",
        "special": "专题党课|专题",
        "integrity": "廉政党课|廉政|廉洁党课|廉洁",
        "micro": "微党课|微",
    },
    filler="讲|上|课",
)

AUDIENCES = Vocabulary(
    "授课对象",
    {
        "all": (
            "全体党员干部|全体党员|全体干部职工|全体党员干部职工|全体人员|全体|全局党员|全体干部|机关全体党员"
        ),
        "own_branch": (
            "所在支部|所在党支部|本支部|本支部党员|支部党员|本支部全体党员|所在支部党员|支部全体党员|"
            "所在支部全体党员"
        ),
        "other": "其他|其它",
    },
)

TALK_KINDS = Vocabulary(
    "谈话类型",
    {
        "heart": "谈心谈话|谈心|日常谈心谈话|交心谈心|日常谈话|日常谈心|谈心交心",
        "integrity": "廉政谈话|廉洁谈话|廉政|日常廉政谈话",
        "reminder": "提醒谈话|谈话提醒|提醒",
        "admonition": "诫勉谈话|诫勉|戒勉谈话",
        "appointment": "任前谈话|任职谈话|任前",
        "summons": "约谈|约谈提醒",
        "admission": "入党谈话|发展党员谈话|入党积极分子谈话|入党前谈话",
    },
)

WORK_KINDS = Vocabulary(
    "事项类型",
    {
        "livelihood": "民生实事|民生项目|民生|为民办实事|办实事|实事项目|民生实事项目|我为群众办实事",
        "tough_task": "攻坚克难|攻坚项目|攻坚克难项目|攻坚任务|急难险重",
        "research_visit": "调研|实地调研|调查研究|专题调研|调研活动|下基层调研",
        "research_topic": "调研课题|课题|调研题目|课题调研",
        "rectification": "整改措施|整改|整改事项|整改任务|问题整改|巡察整改|巡视整改",
        "regulation": "制度文件|制度|制度建设|建章立制|印发制度|修订制度|制定制度",
        "condolence": "走访慰问|慰问|困难慰问|慰问活动|走访慰问活动|帮扶慰问",
        "reflection": "心得体会|心得|学习心得|体会文章|学习体会",
        "commendation": "表彰|表彰奖励|评优评先|评先评优|先进表彰|表扬",
        "term_election": "换届|换届选举|支部换届",
        "development": "发展党员|党员发展|入党|发展党员工作|接收预备党员|预备党员转正",
        "promotion": "职级晋升|晋升|职级晋升情况|职务职级晋升",
        "other": "其他|其它|其他事项|其他工作",
    },
    filler="工作|活动|情况|开展|事项|项目",
)

WORK_STATUSES = Vocabulary(
    "进展",
    {
        "planned": "计划|未开始|未启动|待开展|拟开展|筹备中",
        "under_way": "进行中|推进中|正在进行|办理中|整改中|未完成|持续推进|长期坚持|正在推进|实施中|在办",
        "done": "已完成|完成|办结|已办结|已整改|整改完成|完成整改|已落实|已销号|100%|已经完成",
    },
)

MEASURES = Vocabulary(
    "处理方式",
    {
        "criticism": "批评和自我批评|批评与自我批评",
        "reminder": "谈话提醒|提醒谈话",
        "education": "批评教育",
        "ordered_review": "责令检查|责令作出检查|责令书面检查|书面检查|责令做出检查|作出书面检查",
        "admonition": "诫勉|诫勉谈话|书面诫勉",
        "inquiry": "约谈函询|谈话函询|函询|约谈",
        "reassignment": "组织调整|调离岗位|调整岗位",
        "major_reassignment": "重大职务调整|重大职务调整处理",
        "sanction": "党纪政务处分|党纪处分|政务处分|政纪处分|处分|党政纪处分|纪律处分",
        "judicial": "移送司法|移送司法机关|移送检察机关|追究刑事责任",
        "other": "其他|其它",
    },
    filler="给予|处理|第[一二三四]种形态",
)

PARTY_SANCTIONS = Vocabulary(
    "党纪处分",
    {
        "warning": "警告|党内警告|党纪警告",
        "serious_warning": "严重警告|党内严重警告",
        "removal": "撤销党内职务|撤销党内一切职务",
        "probation_1y": "留党察看一年|留党察看1年|留党察看壹年|一年留党察看",
        "probation_2y": "留党察看二年|留党察看两年|留党察看2年",
        "expulsion": "开除党籍",
    },
    filler="给予|处分|党纪|党内",
)

ADMINISTRATIVE_SANCTIONS = Vocabulary(
    "政务处分",
    {
        "warning": "警告|政务警告|行政警告",
        "demerit": "记过|政务记过|行政记过",
        "serious_demerit": "记大过|政务记大过|行政记大过",
        "demotion": "降级|政务降级|行政降级",
        "dismissal": "撤职|政务撤职|行政撤职",
        "discharge": "开除|开除公职|政务开除|行政开除",
    },
    filler="给予|处分|政务|行政|政纪",
)

VIOLATIONS = Vocabulary(
    "违纪类型",
    {
        "political": "政治纪律|违反政治纪律|政治",
        "organizational": "组织纪律|违反组织纪律|组织",
        "integrity": "廉洁纪律|违反廉洁纪律|廉洁|廉政纪律",
        "masses": "群众纪律|违反群众纪律|群众",
        "work": "工作纪律|违反工作纪律|工作",
        "life": "生活纪律|违反生活纪律|生活",
        "eight_rules": "中央八项规定精神|违反中央八项规定精神|中央八项规定|八项规定|违反八项规定|四风",
        "law": "违法|违法犯罪|职务违法|涉嫌违法|职务犯罪",
        "other": "其他|其它",
    },
    filler="违反|类|行为|问题|精神",
)

CLUE_SOURCES = Vocabulary(
    "线索来源",
    {
        "report": "信访举报|信访|举报|群众举报|来信来访|来信|来访|电话举报|网络举报",
        "supervision": (
            "监督执纪中发现|监督检查|监督检查发现|监督执纪|执纪审查|日常监督|日常监督发现|监督发现|自行发现"
        ),
        "inspection": "巡视巡察移交|巡视移交|巡察移交|巡视|巡察|巡视巡察|巡视巡察反馈",
        "transfer": "其他单位移交|上级交办|上级移交|移交|审计移交|公安移送|司法移交|交办|审计",
        "other": "其他|其它",
    },
)

DISPOSALS = Vocabulary(
    "处置方式",
    {
        "inquiry": "谈话函询|函询|谈话",
        "verification": "初步核实|初核|核实",
        "shelved": "暂存待查|暂存",
        "closed": "予以了结|了结",
    },
)

STUDY_FORMS = Vocabulary(
    "学习形式",
    {
        "discussion": "集体研讨|集体学习研讨|集中研讨|研讨|交流研讨|集体学习|集中学习|学习研讨",
        "self_study": "个人自学|自学",
        "guidance": "专题辅导|辅导|辅导报告|专家辅导|专题讲座|讲座|辅导讲座",
        "research": "调研学习|调研|专题调研|实地调研",
    },
)

AGENDA_CATEGORIES = Vocabulary(
    "议题类别",
    {
        "first_topic": "第一议题",
        "higher_decisions": "上级决策部署|上级部署|传达学习",
        "ideology": "意识形态",
        "party_building": "党建|党的建设|基层党建",
        "strict_governance": "全面从严治党",
        "integrity": "党风廉政|党风廉政建设",
        "major_decision": "三重一大",
        "personnel": "干部人事|人事|干部任免",
        "other": "其他|其它",
    },
)
