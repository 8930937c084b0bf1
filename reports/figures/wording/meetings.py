"""Meetings of each kind, those who spoke at them, and leaders as ordinary members."""

from reports.figures.registry import Cue
from reports.figures.wording.lectures import LECTURERS
from reports.figures.wording.pairs import Cues, pair

LEADING_GROUP = "党组会|党组会议|党组（扩大）会议|党委会|党委会议|党组召开会议|党组共召开会议"
CENTRAL_GROUP = (
    "理论学习中心组|理论学习中心组学习|理论学习中心组学习会|理论学习中心组会议|理论学习中心组集体学习"
    "|理论学习中心组集中学习|理论中心组|理论中心组学习|理论中心组学习会|中心组学习|中心组学习会"
    "|中心组学习会议|中心组集体学习|中心组集中学习|中心组理论学习|中心组会议|党组中心组|中心组"
)

_WORDS = {
    "general": "支部党员大会|党员大会|支部大会|支部党员会议",
    "committee": "支部委员会|支委会|支部委员会会议|支委会会议|支部委员会议|支委会议",
    "group": "党小组会|党小组会议",
    "theme_day": "主题党日|主题党日活动|支部主题党日|党员主题党日|党日活动",
    "organizational_life": "组织生活会|专题组织生活会|年度组织生活会",
    "democratic_life": "民主生活会|专题民主生活会|年度民主生活会|领导班子民主生活会",
    "appraisal": "民主评议党员|民主评议党员会议|党员民主评议|民主评议",
    "ideology": (
        "意识形态工作会|意识形态工作会议|意识形态专题会议|意识形态会议|思想政治工作会|思想政治工作会议"
    ),
    "integrity": (
        "党风廉政建设会|党风廉政建设会议|党风廉政建设工作会|党风廉政建设工作会议"
        "|党风廉政建设和反腐败工作会议|党风廉政工作会议"
    ),
    "warning_education": ("警示教育|警示教育会|警示教育大会|警示教育活动|廉政警示教育|廉政教育|廉政教育活动"),
    "training": "培训班|培训|小讲堂|培训活动",
    "reading_class": "读书班",
    "exchange": "交流研讨会|研讨交流会|心得交流会|学习心得交流会|学习交流会|交流会|研讨会",
    "study": (
        "支部集中学习|支部集体学习|组织党员集中学习|组织党员集体学习|党员集中学习|组织全体党员集中学习"
    ),
    "joint": (
        "党建联盟活动|参加党建联盟活动|联建共建活动|共建活动|联建活动|共建联建活动|结对共建活动"
        "|党建共建活动|联建共建"
    ),
    "visit": "参观见学|参观学习|实地参观|现场参观|参观见学活动",
    "volunteer": "志愿服务|志愿服务活动|志愿活动",
}
_ALSO = {
    "volunteer": "党员|党员干部|干部职工|志愿者|党员志愿者|参加|参与",
    "training": "干部职工|党员干部|干部|党员|人员|参训",
    "warning_education": "党员干部|干部职工|干部|党员|接受|参加",
    "joint": "参加|参与|联盟单位|融入|区域化|与|结对单位|共建单位|联建单位",
    "visit": "党员|党员干部|干部职工|前往|赴|到",
    "study": "党员|党员干部|干部职工|参加",
    "theme_day": "党员|党员干部|参加|参与",
    "exchange": "学习心得",
}
_SPEAKERS = {
    "branch_secretary": "党支部书记|支部书记",
    "organization_commissioner": "组织委员",
    "publicity_commissioner": "宣传委员",
    "probationary": "预备党员",
    "activist": "入党积极分子|积极分子",
    "development": "发展对象",
}
_SPOKE = (
    "分享|发言|交流|作|了|党史|学习|心得|体会|心得体会|感悟|经验|收获|工作|交流发言|进行|在会上|会上|上台"
)


def _kinds() -> Cues:
    cues = pair(
        "meeting.leading_group",
        Cue((LEADING_GROUP,), never="机关党委"),
        Cue(("会议|召开会议",), by="局党组|党组|我局党组"),
    )
    cues |= pair("meeting.central_group", Cue((CENTRAL_GROUP,), also="集体学习|集中学习"))
    for kind, words in _WORDS.items():
        cues |= pair(f"meeting.{kind}", Cue((words,), also=_ALSO.get(kind, "")))
    return cues


def _speakers(post: str, words: str) -> Cues:
    cue = Cue((words,), given=("交流会|交流研讨|研讨会|研讨交流",), also=_SPOKE)
    return {f"meeting.exchange.speakers.{post}.persons": (cue,)}


def _hours(kind: str, word: str) -> Cues:
    cue = Cue(("学习|培训|集中学习|参加学习",), given=(word,), also="中心组|理论学习|理论|党组")
    return {f"meeting.{kind}.hours": (cue,)}


CUES: Cues = {
    **_kinds(),
    "meeting.central_group.special.count": (
        Cue(("中心组专题学习|中心组专题学习会|中心组专题学习研讨|中心组专题研讨",)),
        Cue(
            ("专题学习|专题学习研讨|专题学习会",),
            given=("中心组",),
            also=(
                "学习|深入学习|学习…总书记|深入学习…总书记|重要讲话|会议精神|精神|重要论述|指示批示|系列|、|及|和|以及"
                "|党组|理论学习"
            ),
        ),
    ),
    "meeting.central_group.extended.count": (
        Cue(("中心组扩大学习|中心组扩大会|中心组扩大会议|中心组（扩大）学习",)),
    ),
    **_hours("central_group", "中心组"),
    **_hours("training", "培训"),
    **{key: cues for post, words in _SPEAKERS.items() for key, cues in _speakers(post, words).items()},
    "attendance.leader_in_branch.person_times": (
        Cue(
            (
                "参加支部学习|参加所在支部学习|参加支部活动|参加所在支部活动|参加支部组织生活"
                "|参加所在支部组织生活|参加所在党支部组织生活|参加双重组织生活|参加党支部活动"
                "|参加所在党支部活动|双重组织生活",
            ),
            given=("普通党员身份|普通党员的身份|班子成员",),
            also=f"以普通党员身份|以普通党员的身份|以|身份|过|过好|普通党员|{LECTURERS['leader']}",
        ),
    ),
}
