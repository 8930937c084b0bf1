"""Words that limit a count: who alone did it, when, on what, or that it is only planned.

Regular expressions over normalised text. A count for the whole year and the whole organisation must not stand
where one of these applies.
"""

import re

_DIGITS = "0-9一二三四五六七八九十*×Xx_"
_FEASTS = "七一|八一|五一|五四|春节|元旦|国庆|中秋|端午|重阳|两节|三八|六一|建党节|建军节"

PERSON = (
    "本人|(?<![自忘有无大小在爱“])我(?![们国党省市县区镇乡局委办院校厅队科行社厂矿公集单系机街支]|总(?!结)|中心"
    "|站(?!在)|处(?!理|置)|所(?!在|有)|部(?!署)|司(?!法)|为(?:群众|民))"
)
"""The one who reports on himself: 我 without the noun of a body behind it (我局, 我们)."""
TAKING_THE_LEAD = "带头|率先|以身作则|身先士卒"
"""Said of leaders, whether or not they are named."""

POSTS = (
    f"{PERSON}"
    "|(?:局|局机关|机关)?党组书记(?:、|和|及|与|带头、)(?:局)?(?:党组)?(?:领导)?(?:班子)?(?:其他)?成员"
    "|(?:局|局机关|机关)?党组书记(?:、局长)?|党委书记|机关党委(?:书记|委员)"
    "|(?:各|各级|机关各|所属|基层)?(?:党支部|支部|党组织)书记|(?<!总)书记"
    "|(?:局)?(?:党组|党委)?(?:领导)?班子(?:其他)?(?:成员)?|(?:局)?党组(?:副书记|其他成员|成员)"
    "|(?:局)?(?:分管)?领导(?:同志)?|党员领导干部|领导干部"
    "|(?:各)?(?:党支部|支部)(?:委员会)?委员(?!会)|支委(?!会)(?:委员|成员)?|(?<!支部)委员(?!会)"
    "|局长|副局长|主要(?:领导|负责同志|负责人)|一把手|负责人"
    "|纪检(?:组长|委员)|组织委员|宣传委员|科(?:长|级干部)|处(?:长|级干部)"
    "|普通党员|青年(?:党员|干部)|年轻(?:党员|干部)|老党员|(?:业务|党员)?骨干|先进典型|劳模"
    "|(?:外请|有关|相关|党校)?(?:专家|老师|教师|教授|讲师)"
    "|预备党员|(?:入党)?积极分子|发展对象"
)
"""Who does something. A count of what one of these did is another one than the count of all."""

AUTHORITIES = (
    "(?:省|市|区|县|镇|乡)(?:委|政府|直|级)|中央|上级|省里|市里|派驻|纪委|监委|纪检监察组|组织部|宣传部"
    "|工委|兄弟单位|其他单位|外单位"
)
BRANCHES = (
    "第[一二三四五六七八九十0-9]{1,3}(?:党?支部|党小组)|[一二三四五六七八九十0-9]{1,2}支部"
    "|[*×Xx]{1,3}(?:党支部|支部|党总支)|每个?(?:基层)?(?:党支部|支部|党小组|单位|部门|科室)"
    "|(?:个别|部分|有的|某|有些|少数|一些|多个|多数)(?:基层)?(?:党支部|支部|党组织|单位)"
    "|[^各局关属层本级的、，直在]{1,6}"
    "(?:室|科|处|股|队|站|所|院|校|中心|分局|公司|协会|社区|街道|村|镇|乡)"
    "(?:机关)?(?:联合)?(?:第.{1,2})?(?:党支部|支部|党总支)"
)
"""Bodies whose activities the figures of the organisation do not count, or only in part."""

NAMELESS_OFFICE = "(?:[*×Xx]{1,4}|某)(?:省|市|县|区)?(?:[*×Xx]{1,4})?(?:局|厅|院|中心|公司)"
"""How a draft made anonymous names the office it is about: *局, XX市XX局."""

PART_OF_YEAR = (
    "[上下]半年|(?<![每个])半年|(?:第)?[一二三四1-4]季度|(?<![每个按分])季度"
    "|前[0-9一二三四五六七八九十两][个]?(?:季度|月)"
    f"|[{_DIGITS}]{{1,3}}(?:个)?月(?:份|底|初|末|中旬|上旬|下旬)?(?![{_DIGITS}]{{1,3}}日)"
    "|[本当上下]月|近日|日前|当[天日]|近[一二三四五六七八九十两几0-9]+[个]?[年月]|近年来"
    "|[一二三四五六七八九十0-9两]+年来(?<!一年来)|截至.{1,8}[日月底]"
    "|去年|上年|前年|往年|历年|以往|上一年|同期|明年|来年|次年|下一年|届内|任期内"
    "|十[三四五]五”?(?:时期|期间|以来)"
)
"""A part of the year, another year, or several."""

OCCASION = (
    f"[{_DIGITS}]{{1,3}}月[{_DIGITS}]{{1,3}}日|“?(?:{_FEASTS})”?"
    "|前夕|之际|期间|节前|(?<!年)(?<!年初)以来|当天|会前|会后|会上"
)
"""A day, a feast, a campaign: what was done then is not all that was done in the year."""

ALLOWED_OCCASION = re.compile(
    f"(?:在)?“?(?:元旦、?)?(?:{_FEASTS})”?(?:节)?(?:期间|前夕|前后|来临之际|到来之际|之际|节前)?"
    "|[^，。；：]{0,12}(?:主题教育|教育整顿|学习教育|专项行动)(?:开展|启动)?以来"
    "|[0-9*×Xx]{1,3}月[0-9*×Xx]{1,3}日"
)
"""The occasions that a cue may allow (``Cue.occasions``)."""

LASTING_TIME = re.compile(
    "(?:今年|20[0-9]{2}年)?(?:[上下]半年|第?[一二三四1-4]季度|前[0-9一二三]季度)|去年|上年|前年|[0-9]{1,2}月份"
)
"""At the beginning of a sentence: a time that the sentences behind it speak of too."""

SCOPED = re.compile(
    "^(?:紧紧|紧密|重点|主动|积极|先后)?"
    "(?:围绕|针对|聚焦|就(?!地|是)|联合|会同|协助|配合|协同|参与|面向"
    "|与[^，]{1,12}(?:联合|共同)|以[^，]{1,20}为(?:主题|重点|内容|主线))"
)
"""At the beginning of the clause before: only what was done about this, or with them, is counted."""

PLAN = (
    "下一步|今后|接下来|下步|下阶段|计划|打算|拟|预计|力争|争取|确保|要(?!求|闻|点|素|件|务|事|论|地)"
    "|须|应(?!届|急|用|邀|时|对|知)|应当|必须|原则上|要求|规定|目标|任务是|到20[0-9]{2}年"
    "|将(?=继续|进一步|持续|着力|坚持|不断|严格|认真|召开|开展|组织|按照)"
)
"""At the beginning of a clause: what follows is intended or demanded, not done."""

PLAN_HEADING = re.compile(
    "下一步|下步|下阶段|工作打算|工作计划|工作思路|工作安排|工作设想|明年|来年|今后|努力方向|改进措施|展望"
)
SHORTFALL_HEADING = re.compile("存在(?:的)?(?:主要)?(?:问题|不足)|问题(?:和|与|及)不足|不足之处|短板")
PLANNED_PARAGRAPH = re.compile("[ ]*(?:下一步|今后|下步|明年)")
REPORT_TITLE = re.compile("总结|汇报|报告|情况|述职")
PERSONAL_TITLE = re.compile("述职|述廉|述责")
"""One person reports: what is said without a subject may be of that person."""
PLAN_TITLE = re.compile("计划|要点|安排|打算|方案|规划|通知")
PART_OF_YEAR_TITLE = re.compile(
    "[上下]半年|季度|[0-9一二三四五六七八九十]{1,2}月(?:份|工作)|[0-9]{1,2}[-—~至][0-9]{1,2}月"
)
