"""Fields, how their cells are read, and the fields that every ledger has.

A cue is a pattern for a whole header with a weight: 1.0 says exactly this field, a lower weight needs
agreement from the values or gives way to a better column. ``DOING`` stands for the words of doing that
ledgers put in front (会议时间, 活动时间, 谈话时间 …), so that a spelling nobody has listed is still
understood.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

DOING = (
    r"(?:会议|活动|学习|召开|开展|举行|举办|组织|谈话|谈心|上课|授课|讲课|党课|听课|宣讲|培训|参观|参会|开会|"
    r"实施|具体|本次|实际|主题党日|党日|工作|事项|发生|集中|三会一课|组织生活|生活会|慰问|调研|志愿服务|服务)*"
)
KIND = r"(?:类型|类别|种类|性质|分类)"
PEOPLE = r"(?:人员名单|人员姓名|党员名单|人员|党员|名单|同志|人)"
NUMBER = r"(?:会人员人数|会党员人数|会人员数|会党员数|会人数|党员人数|人员人数|人员数|党员数|人次|人数|数)"


DAY_AND_PLACE_KEY = "date_and_place"


class Reading(StrEnum):
    """How a cell of the field is read."""

    ORGANIZATION = "organization"
    DATE = "date"
    DAY_AND_PLACE = "day_and_place"  # both in one cell
    PARTIAL_DATE = "partial_date"  # a day, or as much of it as is known
    PERIOD = "period"  # a day, a span of days, or a month, quarter, year
    MOMENT = "moment"  # a clock time, or a day, or both
    YEAR = "year"
    COUNT = "count"
    COUNTS = "counts"  # several labelled counts in one cell
    NAMES = "names"
    ONE_NAME = "one_name"
    TEXT = "text"
    CHOICE = "choice"
    FORM = "form"
    SANCTION = "sanction"
    MONEY = "money"
    HOURS = "hours"
    QUANTITY = "quantity"
    YES_NO = "yes_no"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` is the key in ``values``. ``many``: several columns may be this field, and are put together.

    ``telling``: how much the presence of this field says about the record type.
    """

    name: str
    reading: Reading
    cues: tuple[tuple[re.Pattern[str], float], ...]
    many: bool = False
    telling: float = 0.0

    @property
    def key(self) -> str:
        """Names this field among those of its record type; empty for columns that are passed over."""
        return DAY_AND_PLACE_KEY if self.reading is Reading.DAY_AND_PLACE else self.name


def a_field(
    name: str, reading: Reading, *cues: tuple[str, float], many: bool = False, telling: float = 0.0
) -> Field:
    """A field with its cues as (pattern for the whole header, weight)."""
    return Field(name, reading, tuple((re.compile(words), weight) for words, weight in cues), many, telling)


ORGANIZATION = a_field(
    "organization",
    Reading.ORGANIZATION,
    (
        r"(?:基层|所属|所在|本|开展|召开|组织|主办|承办|举办|填报|上报|授课|被处分人)*"
        r"(?:党组织|党支部|支部)(?:名称|全称)?",
        1.0,
    ),
    (
        r"(?:所属|所在|工作|填报|举办|组织|召开|开展|被处分人)*(?:单位|部门|科室|处室)(?:名称|全称)?",
        0.8,
    ),
    (r"(?:所属|所在|上级)?(?:党总支|党委|总支)(?:名称)?|上级党组织", 0.5),
    (r"(?:主办|承办|责任|牵头|负责)(?:单位|部门|科室|处室)", 0.45),
)
DATE = a_field(
    "date",
    Reading.DATE,
    (rf"{DOING}(?:时间|日期|年月日|日子)", 1.0),
    (rf"{DOING}起止(?:时间|日期|年月)|{DOING}(?:开始|起始|开课)(?:时间|日期)", 0.9),
    (rf"何时|几时|哪天|{DOING}日", 0.6),
)
DAY_AND_PLACE = a_field(
    "date",
    Reading.DAY_AND_PLACE,
    (rf"{DOING}(?:时间|日期)[、/及和与]*{DOING}(?:地点|地址|场所)", 1.0),
)
START_TIME = a_field(
    "start_time",
    Reading.MOMENT,
    (rf"{DOING}(?:开始|起始)?(?:时间|时刻|时点|钟点)|{DOING}具体时间", 0.85),
)
END = a_field("end", Reading.MOMENT, (rf"{DOING}(?:结束|截止|终止|完成|完结)(?:时间|日期)", 0.9))
END_DAY = a_field("end_day", Reading.MOMENT, (rf"{DOING}(?:结束|截止|终止|完成|完结)日期", 0.95))
"""Beside a column for the clock, as this site's own ledgers have it."""
YEAR = a_field("year", Reading.YEAR, (r"年度|年份|年", 1.0))
PLACE = a_field("place", Reading.TEXT, (rf"{DOING}(?:地点|地址|场所|场地|会场|会议室|地方|位置)", 1.0))
HOURS = a_field("hours", Reading.HOURS, (rf"{DOING}(?:学时数?|课时数?|时长)", 1.0))
REMARK = a_field("remark", Reading.TEXT, (r"备注|附注|其他说明|备注说明|备考|注", 1.0), many=True)
IGNORED = a_field(
    "",
    Reading.IGNORED,
    (r"序号?|编?号|[Nn][Oo]\.?|行号|项次|顺序号?", 1.0),
    (r"(?:填报|上报|录入|创建|更新|制表|汇总|审核|提交|通知)(?:时间|日期)", 1.0),
    (
        r"联系人|联系电话|电话|手机号?码?|审核人?|审批人?|制表人?|填表人|照片|图片|附件|链接|签到表|佐证材料|月份?|季度",
        1.0,
    ),
)
