"""Headers of ledgers of talks."""

from branches.importing.tables.fields.cues import (
    DATE,
    DAY_AND_PLACE,
    IGNORED,
    KIND,
    ORGANIZATION,
    PLACE,
    REMARK,
    START_TIME,
    YEAR,
    Reading,
    a_field,
)

_TALKING = r"(?:谈心谈话|提醒谈话|廉政谈话|诫勉谈话|谈话|谈心|约谈|主谈)"
_POST = r"(?:的)?(?:单位及职务|单位职务|职务|身份)"
_AND_POST = r"(?:及|和|与|、|/)(?:其)?(?:单位)?(?:职务|身份)"
_TALKED_TO = rf"(?:{_TALKING}的?对象|被(?:谈话|谈心|约谈|谈)(?:对象|人员|人|者|同志)|接受谈话人)"

TALK = (
    ORGANIZATION,
    a_field(
        "kind",
        Reading.CHOICE,
        (rf"{_TALKING}?{KIND}", 1.0),
        (r"(?:谈话|谈心谈话|谈心)(?:形式|方式)", 0.6),
        telling=3.0,
    ),
    a_field(
        "talker",
        Reading.ONE_NAME,
        (rf"{_TALKING}(?:实施人|实施者|人员|人|者|领导|方|主体)(?:姓名)?|谈话发起人", 1.0),
        (rf"{_TALKING}(?:实施人|人员|人|者)(?:姓名)?(?:单位)?{_AND_POST}", 0.95),
        telling=2.0,
    ),
    a_field("talker_post", Reading.TEXT, (rf"{_TALKING}(?:实施)?(?:人|者|领导){_POST}", 1.0)),
    a_field(
        "targets",
        Reading.NAMES,
        (rf"{_TALKED_TO}(?:姓名)?", 1.0),
        (rf"{_TALKED_TO}(?:姓名)?(?:单位)?{_AND_POST}", 0.95),
        telling=2.5,
    ),
    a_field("target_post", Reading.TEXT, (rf"(?:{_TALKED_TO}|对象){_POST}", 1.0)),
    DATE,
    DAY_AND_PLACE,
    START_TIME,
    YEAR,
    PLACE,
    a_field("matter", Reading.TEXT, (rf"{_TALKING}?(?:事由|主题|缘由|原因|目的|事项|题目)", 1.0)),
    a_field(
        "content",
        Reading.TEXT,
        (rf"{_TALKING}?(?:主要|具体)?(?:内容|情况|要点|记录|纪要|提纲)(?:摘要|简述|概要)?", 1.0),
        many=True,
    ),
    a_field(
        "attitude",
        Reading.TEXT,
        (rf"(?:{_TALKED_TO}|对象|本人)?的?(?:态度|表态|表态情况|反映|反馈|意见)", 1.0),
    ),
    a_field(
        "follow_up",
        Reading.TEXT,
        (r"(?:后续|整改|跟进|处理|落实|跟踪)(?:情况|措施|结果|落实情况)?|谈话效果|效果", 1.0),
        many=True,
    ),
    REMARK,
    IGNORED,
)
