"""What looks like a quantity in official prose and is none (domain facts, section 2).

Years, dates and durations fall away by their measure word (``units``); here stands what needs the text around
the number.
"""

import re

Span = tuple[int, int]

_NAMES = re.compile(
    r"《[^《》\n]{0,120}》"  # titles
    r"|“[^“”\n，。；]{1,16}”|‘[^‘’\n，。；]{1,16}’"  # slogans, names of campaigns, feast days
    r"|「[^「」\n]{1,16}」|『[^『』\n]{1,16}』"
    r"|\"[^\"\n，。；]{1,10}\""
    r"|[〔［\[](?:19|20)[0-9]{2}[〕］\]][ 第]*[0-9]+ *号"  # document numbers
    r"|##[^#\n]{1,40}##|</?[A-Za-z][^<>\n]{0,60}>|https?://[^\s，。；）]+"  # pasted marks
)

_SELLING = re.compile(
    "公众号|素材库|资料库|网盘|会员|svip|SVIP|客服|下载|代笔|润笔|扫码|加微信|微信号|谨防假冒|进群|加群"
    "|联系电话|联系：|添加|关注我们|PPT|QQ|全网最|限时|优惠|付费"
)
_ADVERTISEMENT = 3
"""So many different words of selling in one line make it an advertisement."""

_EACH = (
    "(?:每|逢)(?:个|半|名|位|隔|[一二两三四五六七八九十0-9])*"
    "(?:月|季度|季|年|周|学期|天|日|次|期|人|轮|党?支部|党员|单位|部门|科室|干部|班子成员|领导|委员|党小组)"
)
_ABOVE = "中央|国务院|省委|市委|区委|县委|省里|市里|上级|组织部|工委|纪委|监委"
_SET = "明确|提出|规定|要求|(?<!决策)部署|确定|列出|列明"
_BEFORE = re.compile(
    f"(?:{_EACH}(?:(?!全年|累计|共)[^，。；：\n]){{0,14}}"  # 每月至少1次
    "|(?:人均|户均|月均|年均|日均|平均)[^，。；：、\n]{0,8}"
    f"|(?:{_ABOVE})[^，。；：\n]{{0,8}}?(?:{_SET}|下达|安排|交办|制定|印发)[的了]{{0,2}}"  # 中央明确的12个
    f"|(?:条例|准则|规定|意见|》)[^，。；：\n]{{0,4}}?(?:{_SET})[的了]{{0,2}}"
    "|(?:第|(?<![目以之日此年节会])前|(?<!为)首|(?<![带牵])头|No[.]?|NO[.]?)[ \u3000]*"  # ordinals
    "|百分之|分之"
    ")$"
)
_UNCOUNTED = ("数", "几", "上", "成", "好几")
"""Before a Chinese numeral: 数十次, 上百人 name no number."""
_PART_OF_WORD = ("统", "进", "逐", "唯", "之", "同", "万", "第")
"""Before a Chinese numeral: 统一, 逐一, 进一 are words."""

_RATE = re.compile("[ ]*(?:/|／|每)[ ]*(?:月|季度|季|年|周|人|党?支部)")
_RHETORICAL = re.compile(
    "(?:方面|维度|层面|层次|环节|阶段|步骤|重点|关键|要求|原则|着力点?|坚持|聚焦|突出|强化|导向|统筹|结合"
    "|到位|必须|维护|意识|自信|确立|有之|不准|严禁|角度|渠道|目标|转变|大局|过硬|提升|不放过|服从|凡是"
    "|表率|抓手|支点)"
    "(?=[^一-龥]|$|进行|开展|入手|着手|上|发力|用力|持续|抓|做|推进|展开|来|的|和|及|与)"
)
_REGULATION = re.compile("项规定|条禁令")
_CONGRESS = re.compile(
    "次(?:党员|党|中央|中央委员会|中纪委|中央纪委|纪委)?(?:全国)?(?:全体会议|全会|代表大会|党代会)"
)


def masked(text: str) -> list[Span]:
    """Stretches of ``text`` without quantities: titles, short quotations, pasted marks, advertising."""
    spans = [match.span() for match in _NAMES.finditer(text)]
    position = 0
    for line in text.split("\n"):
        if len(set(_SELLING.findall(line))) >= _ADVERTISEMENT:
            spans.append((position, position + len(line)))
        position += len(line) + 1
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def by_text_before(before: str) -> bool:
    """Whether the text before a number makes it a rule, an ordinal, an average or one set from above."""
    return bool(_BEFORE.search(before))


def by_text_behind(behind: str, unit: str) -> bool:
    """Whether the text behind number and measure word makes it a rate (3次/月), rhetoric or a name."""
    if unit in {"个", "项", "条"} and _RHETORICAL.match(behind):
        return True
    return bool(_REGULATION.match(unit + behind) or _RATE.match(behind))


def is_no_numeral(before: str, numeral: str, unit_and_behind: str) -> bool:
    """Whether what is spelt like a Chinese numeral is a part of a word: 统一, 数十, 二次, 六次全会 (the
    sixth).
    """
    if before.endswith((*_UNCOUNTED, *_PART_OF_WORD)):
        return True
    if numeral in {"两", "双"} and unit_and_behind.startswith("节"):  # 两节: two feasts
        return True
    return numeral == "二" or bool(_CONGRESS.match(unit_and_behind))
