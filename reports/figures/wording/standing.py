"""What there is on the last day: members, posts, organisations."""

from reports.figures.registry import Cue
from reports.figures.wording.pairs import Cues

_ON_THE_BOOKS = "现有|在册|共有党员|共有正式党员|共有党支部|共有党小组"
_SET_UP = "现有|下设|设有|下辖|共设|所辖|划分为|划分|分设|共有党支部|共有基层党支部|共有党小组|共有党总支"
"""共有 only with the noun right behind it: 共有12名党员参加 says something else."""
_THERE_IS = "现有|在册|设有|下设|下辖|共设|所辖|辖|设立|设置|划分为|划分|分设|共有|拥有"
_SPOKE = "交流|发言|分享"

_MEMBERS = {
    "count": ("党员|在册党员|中共党员", ""),
    "full.count": ("正式党员", ""),
    "probationary.count": ("预备党员", f"{_SPOKE}|转正"),
    "activist.count": ("入党积极分子", f"{_SPOKE}|新"),
    "development.count": ("发展对象", f"{_SPOKE}|新"),
}
_ORGANIZATIONS = {
    "branch": "党支部|基层党支部|支部|基层支部",
    "group": "党小组",
    "general_branch": "党总支",
    "committee": "党委",
}
_POSTS = {
    "branch_secretary": "党支部书记|支部书记|书记",
    "branch_deputy": "党支部副书记|支部副书记|副书记",
    "organization_commissioner": "组织委员",
    "publicity_commissioner": "宣传委员",
    "discipline_commissioner": "纪检委员",
    "youth_commissioner": "青年委员",
    "group_leader": "党小组组长|党小组长",
}
_HAVING = "设|配备|设有|配有|设立"


_SET_UP_POSTS = "|".join(
    f"{verb}{thing}"
    for verb in _HAVING.split("|")
    for thing in ("#", *(word for words in _POSTS.values() for word in words.split("|")))
)
"""The verb right before the number or a post: the same sign stands in 建设 and 设施."""


def _posts(post: str, words: str) -> Cues:
    cue = Cue(
        (words,), given=(_SET_UP_POSTS,), also=f"{_HAVING}|配齐|现有|党支部|支部|支部委员会", never=_SPOKE
    )
    return {f"organization.post.{post}.count": (cue,)}


CUES: Cues = {
    **{
        f"member.{key}": (Cue((words,), given=(_ON_THE_BOOKS,), also=f"{_THERE_IS}|机关|在职", never=never),)
        for key, (words, never) in _MEMBERS.items()
    },
    **{
        f"organization.{kind}.count": (Cue((words,), given=(_SET_UP,), also=_THERE_IS, units=("个",)),)
        for kind, words in _ORGANIZATIONS.items()
    },
    **{key: cues for post, words in _POSTS.items() for key, cues in _posts(post, words).items()},
}
