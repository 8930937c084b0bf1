"""Headers of ledgers of meetings and activities."""

from branches.importing.tables.fields.cues import (
    DATE,
    DAY_AND_PLACE,
    DOING,
    END,
    END_DAY,
    HOURS,
    IGNORED,
    KIND,
    NUMBER,
    ORGANIZATION,
    PEOPLE,
    PLACE,
    REMARK,
    START_TIME,
    YEAR,
    Field,
    Reading,
    a_field,
)

_AWAY = r"(?:未到会?|未会|未参会|未参加|缺席|缺勤|请假|缺会)"
_AND = r"(?:及请假|及缺席|缺席|请假|和缺席|和请假|或缺席)?"
_HERE = r"(?:实到会?|实参会|实参加|实参|实际到会|实际参加|实际参会|实际出席|实出席)"
_DUE = r"(?:应到会?|应参会|应参加|应出席|应参|应到位)"


def _count(name: str, words: str, telling: float = 0.5) -> Field:
    return a_field(name, Reading.COUNT, (words, 1.0), telling=telling)


_PERSONS = (
    a_field(
        "chair",
        Reading.NAMES,
        (rf"{DOING}(?:主持|召集|主持召集|召集主持)(?:人员|人姓名|人|者)?", 1.0),
        telling=1.0,
    ),
    a_field(
        "recorder",
        Reading.NAMES,
        (rf"{DOING}记录(?:人姓名|人员|人|员|者)", 1.0),
        (rf"{DOING}记录", 0.9),
        (r"填报人员?", 0.6),
        telling=0.8,
    ),
    a_field(
        "absentees",
        Reading.NAMES,
        (rf"{_AWAY}{_AND}{PEOPLE}(?:及其?(?:原因|事由|缘由))?", 1.0),
        (
            rf"(?:未到|缺席|请假|缺勤){_AND}"
            r"(?:情况及原因|名单及原因|人及原因|及原因|情况|原因|事由)?",
            0.8,
        ),
        many=True,
        telling=0.5,
    ),
    a_field(
        "attendees",
        Reading.NAMES,
        (rf"{DOING}(?:参加|参会|出席|参与|到会|实到|与会|参学)(?:会议|活动)?{PEOPLE}", 1.0),
        (rf"{DOING}(?:参加对象|参加范围|参会范围|出席|参加|人员)", 0.7),
        many=True,
    ),
    a_field(
        "nonvoting",
        Reading.NAMES,
        (rf"(?:邀请)?列席{PEOPLE}?|特邀{PEOPLE}", 1.0),
        telling=0.5,
    ),
    a_field(
        "speakers",
        Reading.NAMES,
        (r"(?:交流|中心|重点|主要|研讨|集中)?发言(?:人员|人)?|领学人|主讲人|授课人|主讲|辅导人", 0.9),
        many=True,
    ),
)

_COUNTS = (
    a_field(
        "attendance",
        Reading.COUNTS,
        (r"应到(?:人数)?[/、及和与]?实到(?:人数)?|实到(?:人数)?[/、及和与]?应到(?:人数)?", 1.0),
        (rf"{DOING}(?:出席|到会|参会|参加|出勤)(?:情况|人数情况|人员情况)|{DOING}人数|人员情况", 0.8),
        telling=0.8,
    ),
    a_field(
        "expected",
        Reading.COUNT,
        (rf"{DOING}{_DUE}{NUMBER}?|(?:党员|人员)应到(?:人数|数)?|应到(?:党员|人员|人)", 1.0),
        (rf"{_DUE}(?:人员|党员|人)", 0.9),
        telling=1.0,
    ),
    a_field(
        "present",
        Reading.COUNT,
        (rf"{DOING}{_HERE}{NUMBER}?|(?:党员|人员)实到(?:人数|数)?|实到(?:党员|人员|人)", 1.0),
        (rf"{DOING}(?:参会|出席|到会|参加|参与|参训|参学|出勤){NUMBER}", 0.95),
        (rf"{DOING}(?:参加|参会|出席|到会|参与)(?:人员|党员|人|情况)|人数", 0.6),
        telling=0.6,
    ),
    _count("leave", rf"请假{NUMBER}|请假"),
    _count("absent", rf"(?:缺席|缺勤|未到|缺会|未参会|未参加|旷会){NUMBER}|缺席|缺勤"),
    _count("entitled", r"(?:有|享有)?表决权的?(?:党员|人员)?(?:人数|数)?"),
    _count("votes_for", r"(?:赞成|同意)(?:票|票数|人数|数)?"),
    _count("votes_against", r"(?:反对|不同意|不赞成)(?:票|票数|人数|数)?"),
    _count("votes_abstained", r"弃权(?:票|票数|人数|数)?"),
    _count("opinions_count", r"(?:征求|征集|收集)到?的?(?:意见建议|意见|建议)(?:条数|数|数量|条)?"),
    _count("criticisms_count", r"(?:相互)?批评(?:意见)?(?:条数|数|数量|条)"),
    _count("measures_count", r"整改措施(?:条数|数|数量|条)", 0.3),
    _count("graded_excellent", r"(?:评为)?优秀(?:党员)?(?:人数|数|等次)?"),
    _count("graded_qualified", r"(?:评为)?合格(?:党员)?(?:人数|数|等次)?"),
    _count("graded_basic", r"(?:评为)?基本合格(?:党员)?(?:人数|数|等次)?"),
    _count("graded_unqualified", r"(?:评为)?不合格(?:党员)?(?:人数|数|等次)?"),
)

_TEXTS = (
    a_field(
        "title",
        Reading.TEXT,
        (rf"{DOING}(?:名称|主题|标题|题目|课题|事由)(?:名称)?|名称主题", 1.0),
        (rf"{DOING}(?:议题|项目|专题)|(?:主要|重点)议题", 0.6),
        (r"会议|活动", 0.5),
    ),
    a_field(
        "agenda",
        Reading.TEXT,
        (
            rf"{DOING}(?:主要|研究|重点)?(?:议题|议程)(?:内容|名称|事项)?|"
            r"(?:研究|讨论|审议)(?:事项|内容|议题)|(?:会议|活动)?流程",
            0.9,
        ),
        (r"主题", 0.3),
        many=True,
        telling=0.5,
    ),
    a_field(
        "first_topic",
        Reading.TEXT,
        (r"第一议题(?:学习|内容|情况|材料|篇目)*", 1.0),
        many=True,
        telling=1.5,
    ),
    a_field(
        "materials",
        Reading.TEXT,
        (r"(?:学习|传达|传达学习)(?:材料|篇目|文件|资料|书目|文章)(?:名称)?", 1.0),
        many=True,
        telling=0.3,
    ),
    a_field(
        "content",
        Reading.TEXT,
        (
            rf"{DOING}(?:主要|简要|具体)?(?:内容|纪要|摘要|概况|梗概|过程)(?:摘要|简述|概要|简介|及情况)?",
            1.0,
        ),
        (rf"{DOING}记录", 0.7),
        (
            rf"(?!(?:参会|参加|开会)情况){DOING}(?:主要|基本|开展|具体)?(?:情况|简介|简述|小结|成效|做法)",
            0.7,
        ),
        many=True,
    ),
    a_field(
        "decision",
        Reading.TEXT,
        (r"(?:会议)?(?:形成决议|决议|决定|议定|表决)(?:事项|情况|内容|结果)?", 1.0),
        many=True,
        telling=0.5,
    ),
    a_field(
        "follow_up",
        Reading.TEXT,
        (r"(?:跟踪|后续|工作)?(?:落实|督办|跟进)(?:情况|结果|事项)?", 1.0),
        many=True,
    ),
    a_field(
        "partners",
        Reading.TEXT,
        (r"(?:联建|共建|结对|合作|联学|协办)(?:单位|支部|党支部|党组织|对象)(?:名称)?", 1.0),
    ),
)

MEETING = (
    ORGANIZATION,
    a_field(
        "kind",
        Reading.CHOICE,
        (rf"(?:会议|活动|组织生活|党内生活|三会一课|学习|类)*{KIND}", 1.0),
        (r"(?:会议|活动|组织生活)(?:形式|方式)|形式|会别", 0.7),
        telling=3.0,
    ),
    DATE,
    DAY_AND_PLACE,
    START_TIME,
    END_DAY,
    END,
    YEAR,
    PLACE,
    *_PERSONS,
    *_COUNTS,
    *_TEXTS,
    a_field("study_form", Reading.CHOICE, (r"学习(?:形式|方式)", 1.0), telling=0.3),
    HOURS,
    a_field("is_special", Reading.YES_NO, (r"是否专题(?:学习|会议)?|专题", 1.0)),
    a_field("is_extended", Reading.YES_NO, (r"是否扩大(?:会议|学习)?|扩大", 1.0)),
    REMARK,
    IGNORED,
)
