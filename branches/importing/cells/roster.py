"""Words of rosters: what people are to the Party, of what kind organisations are, which posts are held."""

import re
from dataclasses import dataclass

from branches.importing.cells.choices import Vocabulary, compact
from branches.importing.cells.text import CellError, folded

MEMBER_STATUSES = Vocabulary(
    "政治面貌",
    {
        "full": "正式党员|中共党员|正式|党员|中共正式党员",
        "probationary": "预备党员|中共预备党员|预备",
        "development": "发展对象",
        "activist": "入党积极分子|积极分子",
        "masses": "群众",
    },
)
STATUSES_IN_TITLES = Vocabulary(
    "政治面貌",
    {
        "full": "正式党员",
        "probationary": "预备党员",
        "development": "发展对象",
        "activist": "入党积极分子|积极分子",
    },
)
"""What a title says of all the people below it; 党员 alone says nothing of who is probationary."""

SEXES = Vocabulary("性别", {"male": "男|男性", "female": "女|女性"})

ORGANIZATION_KINDS = Vocabulary(
    "党组织类别",
    {
        "leading_group": "党组",
        "committee": "党委|机关党委|基层党委|党的基层委员会|基层委员会|党工委|委员会",
        "general_branch": "党总支|总支|党总支部|总支部|党总支部委员会|总支部委员会",
        "branch": "党支部|支部|支部委员会|党支部委员会|联合党支部|联合支部|临时党支部|临时支部",
        "group": "党小组|小组",
    },
)

_BY_ENDING = (
    ("leading_group", re.compile(r"党组$")),
    ("group", re.compile(r"小组$")),
    ("general_branch", re.compile(r"总支(?:部)?(?:委员会)?$")),
    ("branch", re.compile(r"支部(?:委员会)?$")),
    ("committee", re.compile(r"(?:党委|党委会|党工委|(?<!纪律检查)(?<!纪检)委员会)$")),
)


def kind_in_name(name: str) -> str:
    """The kind that an organisation's name ends with; empty when it does not say."""
    bare = compact(name)
    return next((kind for kind, ending in _BY_ENDING if ending.search(bare)), "")


@dataclass(frozen=True, slots=True)
class PostWords:
    """One post as written: ``place``, the organisation in words (empty: the person's own), and ``role``."""

    place: str
    role: str


_ROLES = (
    r"专职副书记|常务副书记|副书记|书记|党组成员|组织委员|宣传委员|纪检委员|纪律检查委员|青年委员|委员|"
    r"小组长|组长|成员"
)
_POST = re.compile(rf"(?P<place>.*?)(?P<role>{_ROLES})")
_BETWEEN = re.compile(r"[、,;/\n]+|(?:兼任|兼|并任)")
_NONE = re.compile(r"(?:普通)?党员|群众|积极分子|无|暂无|没有|[-—/]+")


def read_posts(text: str) -> list[PostWords]:
    """The Party posts in a cell; none when it says that there is none. Raises CellError on anything else."""
    found = []
    for bare in _pieces(text):
        match = _POST.fullmatch(bare)
        if match is None:
            raise CellError(f"“{bare[:20]}”不是已知的党内职务。可写：党支部书记、组织委员、党小组组长等。")
        found.append(_words(match["place"], match["role"]))
    return list(dict.fromkeys(found))


def posts_among(text: str) -> list[PostWords]:
    """Those that may be of the Party among posts of any kind; 组长 alone may lead anything."""
    matches = [match for bare in _pieces(text) if bare != "组长" and (match := _POST.fullmatch(bare))]
    return list(dict.fromkeys(_words(match["place"], match["role"]) for match in matches))


def _pieces(text: str) -> list[str]:
    pieces = (compact(piece).replace("支书", "支部书记") for piece in _BETWEEN.split(folded(text)))
    return [bare for bare in pieces if bare and not _NONE.fullmatch(bare)]


_SAME_ROLE = {"专职副书记": "副书记", "常务副书记": "副书记", "纪律检查委员": "纪检委员", "小组长": "组长"}


def _words(place: str, role: str) -> PostWords:
    if role == "党组成员":
        return PostWords(f"{place}党组", "成员")
    return PostWords(place, _SAME_ROLE.get(role, role))
