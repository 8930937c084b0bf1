"""Measure words: which ones make a number a quantity, and what they count (domain facts, section 1)."""

import re

from reports.figures.registry import Figure, Measure


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNITS_OF: dict[Measure, frozenset[str]] = {
    Measure.EVENTS: _words("次 场 场次 期 轮 轮次 课次 班次 回 堂 节"),
    Measure.PERSON_TIMES: frozenset({"人次"}),
    Measure.PERSONS: _words("名 人 位"),
    Measure.MATERIALS: frozenset({"篇"}),
    Measure.MATERIAL_TIMES: frozenset({"篇次"}),
    Measure.ITEMS: _words("项 条 件 起 个 例"),
    Measure.SUM: frozenset(),
    Measure.MONEY: frozenset({"万元", "元"}),
    Measure.HOURS: frozenset({"学时", "课时"}),
}
"""The measure word decides the measure. A sum goes with the unit of its own figure."""

COUNTING = frozenset().union(*UNITS_OF.values())

OTHERS = _words("""
    亿元 万字 份 家 户 户次 家次 册 本 张 幅 套 部 块 面 支 批 批次 组 队 站 处 座 间 所 台 辆 顶 瓶 桶 株 棵
    公里 千米 平方米 平方公里 亩 吨 公斤 字 枚 票 宗 桩 门 首 例次 件次 对 组次
""")
"""Measure words of things no record counts: the number is a quantity, and stays open."""

DURATIONS = _words("""
    年 年度 个月 月 月份 日 天 周 周年 星期 小时 个小时 分钟 分 秒 岁 季度 个季度 世纪 个工作日 工作日 年代
    年级 个年头 个学期 学年 旬 周岁 整年 载 号 点 时 点钟
""")
"""Behind these a number says when or how long, and is no quantity."""

NOT_BEHIND_ANY = {
    "个": "百分点|月|季度|工作日|小时|星期|年头|学期|周",
    "人": "民|大代表|大常委|大会议|大工作|工智能|均",
    "期": "间",
    "条": "例",
    "项": "目(?!标)",
    "起": "草",
    "次": "年(?!度|会|终|中)|日",
    "家": "庭|访|属",
    "本": "局|市|区|县|单位|年|次|人|着|支|级|部",
    "张": "贴",
    "部": "门|署|分|队|级|委",
    "块": "钱",
    "面": "向|对|临|貌|上|谈",
    "支": "部|委|持|撑",
    "节": "日|假|前|后|期间|点|约|能|目|气|支",
    "批": "评|准|示|复",
    "组": "织|成|长|员|建|合",
    "队": "伍|员",
    "站": "位|点|稳",
    "处": "级|理|分|置|长|室",
    "座": "谈",
    "所": "有|在|属",
    "对": "照|党|标|接|策|象|话",
    "首": "次|批|要|位",
    "门": "口|户",
    "票": "制",
}
"""What a measure word must not be followed by: it is then part of another word."""

NOT_BEHIND_BLANK = {
    "个": "别|人|体|性|案|个",
    "人": "员|物|才|口|士|力|社|事|大|们|生|家|选|类|工|性|心|气|人",
    "期": "待|望|刊|满|限|货|末|盼|内|中|初",
    "条": "件|条|款|理|约|目|文|线",
    "项": "目|项",
    "起": "来|到|点|步|诉|源|重|止|因|伏|义",
    "次": "要|序|生|于|数|品|级|年|第|次",
    "件": "件",
    "场": "所|地|馆|景|面|合|场",
    "轮": "岗|训|流|换|值|作|候",
    "名": "称|单|额|义|录|师|誉|城|优|次|字|家|人",
    "位": "于|列|居|置|次",
    "篇": "章|幅",
    "例": "会|如|外|行",
    "回": "到|来|归|应|顾|访|头",
}
"""The same behind a blank: ``XX条件`` and ``**项目`` name something, they count nothing."""

_BLANK_UNITS = (COUNTING - {"元", "回", "堂", "节"}) | _words("份 家 户 册 张 幅 亿元 户次 家次")
"""Behind a blank only these count: ``XX部`` and ``*处`` are offices, ``**元旦`` is no money."""


def _alternatives(units: frozenset[str], *refusals: dict[str, str]) -> str:
    parts = []
    for unit in sorted(units, key=len, reverse=True):
        refused = "|".join(filter(None, (refusal.get(unit, "") for refusal in refusals)))
        parts.append(unit + (f"(?!{refused})" if refused else ""))
    return "|".join(parts)


BEHIND_NUMBER = _alternatives(COUNTING | OTHERS | DURATIONS, NOT_BEHIND_ANY)
BEHIND_BLANK = _alternatives(_BLANK_UNITS, NOT_BEHIND_ANY, NOT_BEHIND_BLANK)


def fits(unit: str, figure: Figure, own: tuple[str, ...] = ()) -> bool:
    """Whether ``unit`` counts what the figure counts. ``own`` are the measure words a cue names itself."""
    if own:
        return unit in own
    return unit == figure.unit or unit in UNITS_OF.get(figure.measure, ())


_BEGINS = re.compile(rf"[ \u3000\xa0]{{0,3}}({BEHIND_NUMBER})")


def other_unit(figure: Figure, behind: str) -> str:
    """The measure word with which ``behind`` begins, if it counts something else than a value of the figure
    printed in front of it: 次 behind person-times, 元 behind 万元. Empty where nothing can be said."""
    found = _BEGINS.match(behind)
    if not found or found[1] == "个" or found[1] not in COUNTING:
        return ""
    if figure.measure is not Measure.MONEY and fits(found[1], figure):
        return ""
    return "" if found[1] == figure.unit else found[1]
