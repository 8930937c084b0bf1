"""Lectures, by who gave them and what kind they were."""

from reports.figures.registry import Cue
from reports.figures.wording.pairs import Cues, pair

_LECTURE = "讲党课|讲授党课|上党课|作党课|作党课宣讲|作党课辅导|讲党课活动|党课宣讲|党课"
_SPECIAL = "讲专题党课|讲授专题党课|上专题党课|作专题党课|作专题党课报告|专题党课"
_HEARD = "听|参加|听课|受教育|接受|覆盖|聆听"
_BY_MEMBERS = "组织党员|组织干部|党员讲|干部讲|党员上|干部上"

LECTURERS = {
    "leading_group_secretary": "党组书记|局党组书记|党组书记、局长|局党组书记、局长|党委书记",
    "leader": (
        "班子成员|党组班子成员|局党组班子成员|党组领导班子成员|领导班子成员|局领导班子成员|局班子成员"
        "|党组成员|局党组成员|局党组领导班子成员|班子其他成员|领导班子其他成员|党组其他成员"
    ),
    "leading_group": (
        "党组书记和班子成员|党组书记、班子成员|党组书记及班子成员|党组书记和领导班子成员"
        "|党组书记与班子成员|党组书记、党组成员"
    ),
    "party_committee": "机关党委委员",
    "branch_secretary": (
        "党支部书记|支部书记|各党支部书记|各支部书记|机关各党支部书记|机关各支部书记|基层党支部书记"
        "|所属党支部书记"
    ),
    "committee_member": ("支部委员|支委|支委委员|支委成员|党支部委员|支部委员会委员|各支部委员|各党支部委员"),
    "member": "普通党员",
    "external": "外请专家|专家|党校教师|党校老师|外请教师|外请老师|党校教授",
}
_LECTURE_SPECIALLY = frozenset({"leading_group_secretary", "leader", "leading_group"})
"""Of these every lecture is called 专题党课 as often as not; of others the word means a kind."""


def _by(post: str) -> Cues:
    also = "邀请|请" if post == "external" else ""
    forms = (_LECTURE, _SPECIAL) if post in _LECTURE_SPECIALLY else (_LECTURE,)
    cues = (Cue((form,), by=LECTURERS[post], personal=True, also=also, never=_HEARD) for form in forms)
    return pair(f"lecture.by_{post}", *cues)


CUES: Cues = {
    **pair("lecture", Cue((_LECTURE,), personal=True, never=f"{_HEARD}|{_BY_MEMBERS}")),
    **{key: cues for post in LECTURERS for key, cues in _by(post).items()},
    "lecture.special.count": (Cue((_SPECIAL,), personal=True, never=_HEARD),),
    "lecture.integrity.count": (Cue(("廉政党课|讲廉政党课|上廉政党课|讲授廉政党课",), never=_HEARD),),
    "lecture.micro.count": (Cue(("微党课|讲微党课|上微党课|微党课宣讲",), never=_HEARD),),
    "lecture.audience.person_times": (
        Cue(
            ("听党课|听课|党课听众|党课参加|党课受众|参加党课|党课受教育",),
            given=("党课",),
            also="党员|党员干部|干部职工|参加",
        ),
    ),
}
