"""Talks of each kind, and those around an organisational life meeting."""

from reports.figures.registry import Cue
from reports.figures.wording.pairs import Cues, pair

_HEART = "谈心谈话|谈心交心|谈心|交心谈心|谈话谈心|谈心谈话活动"
_WORDS = {
    "heart": _HEART,
    "integrity": "廉政谈话|廉洁谈话",
    "reminder": "提醒谈话",
    "admonition": "诫勉谈话",
    "appointment": "任前谈话|任职谈话",  # 任前廉政谈话 is a 廉政谈话 to many ledgers: left open
    "summons": "约谈",
    "admission": "入党谈话",
}
_ALSO = {"appointment": "对|新任职干部|新任职领导干部|新提任干部|新提拔干部|拟任干部|拟提拔干部"}
_ORGANIZATIONAL_LIFE = (
    "召开组织生活会，|召开专题组织生活会，|召开年度组织生活会，|召开党支部组织生活会，|开好组织生活会，"
    "|开好专题组织生活会，|组织生活会前|组织生活会召开前"
)

CUES: Cues = {
    **pair("talk", Cue(("各类谈话|谈话",), personal=True)),
    **{
        key: cues
        for kind, words in _WORDS.items()
        for key, cues in pair(f"talk.{kind}", Cue((words,), personal=True, also=_ALSO.get(kind, ""))).items()
    },
    **pair(
        "talk.organizational_life",
        Cue((_HEART,), given=(_ORGANIZATIONAL_LIFE,), also="会前", occasions=True),
    ),
}
