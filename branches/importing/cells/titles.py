"""Posts and forms of address around a name, and words that stand where a name should but name nobody."""

import re

from branches.importing.cells.surnames import has_surname

HAN = r"\u3400-\u9fff\U00020000-\U000323af〇○"

_BODY = (
    "党总支|党支部|总支|支部委员会|支部|机关党委|党委|党组|党小组|纪委|局|处|科|室|部|"
    "第[一二三四五六七八九十]+|专职|常务"
)
_POST = (
    "副书记|书记|组织委员|宣传委员|纪检委员|青年委员|统战委员|群工委员|生活委员|委员|党组成员|班子成员|支委|"
    "副局长|局长|副主任|主任|副处长|处长|副科长|科长|副部长|部长|副院长|院长|副校长|校长|副组长|组长|副巡视员|巡视员|"
    "四级调研员|三级调研员|二级调研员|一级调研员|调研员|主任科员|科员|教授|副教授|讲师|老师|教师"
)
_TITLE = rf"(?:{_BODY})*(?:{_POST})"
_BEFORE = re.compile(rf"(?P<post>{_TITLE})[:：]?(?P<name>.+)")
_AFTER = re.compile(rf"(?P<name>.+?)(?:(?P<post>{_TITLE})|同志|女士|先生)")
_TITLE_ONLY = re.compile(_TITLE)
_SURNAME_AND_TITLE = re.compile(rf"[{HAN}](?:{_POST})")

_LONGEST = 100
"""Characters of a name with all its posts; the patterns would take their time over a longer word."""

GROUP = re.compile(
    r"全体|全员|各|党员|委员|干部|职工|群众|人员|班子|成员|支部|小组|部门|单位|科室|代表|积极分子|发展对象|有关|相关|"
    r"负责人|签到|名单|名册|领导|专家|外请|外聘|特邀|党校|[市县区省]委|讲师团|宣讲团|同志们|学员|群体|家属|局|公司|中心|学校|社区|村|党委|党组|机关|办公室|支委"
)
NO_NAME = re.compile(
    r"待定|不详|未知|另定|未定|另附|附后|略|见附件|支委|书记|主任|全体|本人|自己|集体|轮流|各自"
)


def parted_title(word: str) -> tuple[str, str]:
    """(name, post): 书记张三 and 张三书记 → (张三, 书记); 张三同志 → (张三, ""); 书记 → ("", 书记).

    A name of one sign is none: 张局长 stays whole, as the name it is written with. What is left must begin
    with a surname: 外请讲师 is nobody called 外请.
    """
    if len(word) > _LONGEST:
        return word, ""
    if _TITLE_ONLY.fullmatch(word):
        return "", word
    if _SURNAME_AND_TITLE.fullmatch(word):
        return word, ""
    for pattern in (_BEFORE, _AFTER):
        match = pattern.fullmatch(word)
        if (
            match
            and len(match["name"]) >= 2
            and has_surname(match["name"])
            and match["name"][-1] not in "及与和或"
        ):
            return match["name"], match["post"] or ""
    return word, ""


def without_title(name: str) -> str | None:
    """The name itself, or None when it is a surname with a title (张局长)."""
    return None if _SURNAME_AND_TITLE.fullmatch(name) else name
