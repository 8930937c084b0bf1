"""What leading-group meetings and study sessions dealt with, and what was studied under the 第一议题."""

from reports.figures.registry import Cue
from reports.figures.wording.meetings import CENTRAL_GROUP, LEADING_GROUP
from reports.figures.wording.pairs import Cues

_RESEARCHED = (
    "专题研究|研究部署|专题研究部署|研究|听取|专题听取|分析研判|研判|审议|部署|专题部署|学习研究|专题学习|讨论"
    "|传达学习|传达|落实|贯彻|贯彻落实|汇报|情况|工作|有关|相关|议题|事项|年度|全年|责任制|形势"
    "|重要|重大|关于|先后|专题|会议|和"
)
_DEALT_WITH = "研究|听取|部署|审议|研判|学习|讨论|传达"
_DEALT_WITH_BESIDE_NUMBER = "研究部署|专题研究|专题研究部署|专题听取|听取|研究|分析研判|研判|审议|专题学习"
_CATEGORIES = {
    "higher_decisions": "决策部署|重大决策|重大战略决策|工作部署|上级精神|上级决策部署|上级部署",
    "ideology": "意识形态|意识形态工作|意识形态责任制",
    "party_building": "党建|党建工作|基层党建|机关党建|基层党建工作|机关党建工作",
    "strict_governance": "全面从严治党|全面从严治党工作|从严治党",
    "integrity": "党风廉政|党风廉政建设|廉政工作|反腐败",
    "major_decision": "三重一大",
    "personnel": "干部人事|人事|选人用人|干部任免|干部选拔任用",
}
_ALSO = {
    "higher_decisions": (
        "党中央|国务院|中央|省委|市委|省市委|省委省政府|市委市政府|省、市委|省委市委|上级|上级党委|战略|决策"
        "|部署|、"
    ),
    "integrity": "建设|和反腐败|工作|斗争|、",
}
_FIRST_TOPIC = "第一议题|第一议题学习|第一议题”学习"
_STUDIED = (
    "学习…精神|学习…讲话|学习…论述|学习…文章|学习…文件|学习…指示批示|学习…材料|学习…内容|跟进学习"
    "|学习材料|学习文章|学习文件|学习篇目|学习内容"
)
_STUDY_ALSO = (
    "以|在|通过|跟进|传达|第一时间|贯彻|研讨|领学|会议|制度|党组会|党组会议|坚持|党组会“第一议题”|第一议题"
    "|坚持“第一议题”"
)
_WRITTEN_OR_ELSEWHERE = "撰写|征集|发表|刊发|报送|编发|制作|印发|支部|中心组|读书班|党小组|培训"


def _category(group: str, category: str, meeting: str, body: str) -> Cues:
    topic = _CATEGORIES[category]
    also = f"{_RESEARCHED}|{_ALSO.get(category, '')}"
    return {
        f"meeting.{group}.topic.{category}.count": (
            Cue((meeting, _DEALT_WITH, topic), also=also),
            Cue((_DEALT_WITH_BESIDE_NUMBER, topic), given=(body,), also=f"{also}|{meeting}"),
        )
    }


def _categories() -> Cues:
    cues: Cues = {}
    for category in _CATEGORIES:
        cues |= _category("leading_group", category, LEADING_GROUP, "党组会|党组会议|党委会|党组")
        cues |= _category("central_group", category, CENTRAL_GROUP, "中心组")
    return cues


def _first_topic(measure: str) -> Cues:
    return {
        f"first_topic.{measure}": (
            Cue((_STUDIED,), given=("第一议题",), also=_STUDY_ALSO, never=_WRITTEN_OR_ELSEWHERE),
            Cue((f"{_FIRST_TOPIC}|第一议题”跟进学习",), also=_STUDY_ALSO, never=_WRITTEN_OR_ELSEWHERE),
        )
    }


CUES: Cues = {
    **_categories(),
    "meeting.leading_group.topic.party_work.count": (
        Cue(
            ("研究部署|研究", "意识形态", "党建"),
            given=("党组会|党组会议",),
            also=f"{_RESEARCHED}|党建工作|意识形态工作|、",
        ),
    ),
    "first_topic.count": (
        Cue(
            (f"{_FIRST_TOPIC}|第一议题”集中学习|第一议题”传达学习|第一议题”制度学习",),
            units=("次", "场", "场次", "期"),
            also="党组会|党组会议|坚持|落实|学习|传达学习",
        ),
    ),
    **_first_topic("materials"),
    **_first_topic("material_times"),
}
