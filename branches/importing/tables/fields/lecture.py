"""Headers of ledgers of lectures."""

from branches.importing.tables.fields.cues import (
    DATE,
    DAY_AND_PLACE,
    DOING,
    END,
    HOURS,
    IGNORED,
    KIND,
    NUMBER,
    ORGANIZATION,
    PLACE,
    REMARK,
    START_TIME,
    YEAR,
    Reading,
    a_field,
)

_TEACHING = r"(?:主讲|授课|宣讲|讲课|讲授|上课|讲党课|辅导)"

LECTURE = (
    ORGANIZATION,
    a_field("kind", Reading.CHOICE, (rf"(?:党课|课程|授课)?{KIND}", 1.0), telling=3.0),
    a_field(
        "topic",
        Reading.TEXT,
        (
            r"(?:专题)?(?:党课|授课|讲课|宣讲|上课|课程|讲授|辅导|报告)"
            r"(?:主题|题目|名称|标题|课题|题名)(?:名称)?",
            1.0,
        ),
        (r"主题|题目|名称|标题|课题|课名|会议名称|活动名称|活动主题|会议主题", 0.9),
        (r"(?:党课|授课|讲课|讲授)内容|会议议题", 0.6),
        telling=0.2,
    ),
    a_field(
        "lecturers",
        Reading.NAMES,
        (
            rf"(?:党课|专题党课)?{_TEACHING}(?:人姓名|人员|人|者|老师|教师|领导|同志)|讲师|主讲|授课教师",
            1.0,
        ),
        (rf"(?:党课)?{_TEACHING}(?:人员|人|者)(?:姓名)?(?:及|和|与|、|/)其?(?:单位)?(?:职务|身份)", 0.95),
        telling=2.5,
    ),
    a_field(
        "lecturer_title",
        Reading.TEXT,
        (rf"{_TEACHING}(?:人员|人|者)?(?:的)?(?:单位及职务|单位职务|职务|身份|职级)", 1.0),
        (r"职务|身份", 0.7),
    ),
    DATE,
    DAY_AND_PLACE,
    START_TIME,
    END,
    YEAR,
    PLACE,
    a_field(
        "audience",
        Reading.TEXT,
        (r"(?:授课|听课|受课|宣讲|受众|党课)(?:对象|范围|人员)|受众|听众", 1.0),
        (r"(?:参加|参会|出席|参学)(?:对象|范围|人员|党员)", 0.8),
    ),
    a_field(
        "audience_count",
        Reading.COUNT,
        (
            r"(?:听课|受众|听众|受教育|受教|参训|参学)(?:党员人数|党员数|人员数|人数|人次|数)",
            1.0,
        ),
        (rf"{DOING}(?:实到|参加|参会|出席|到会|参与){NUMBER}?|{DOING}人数|实到人员|参加人员", 0.8),
        telling=0.3,
    ),
    HOURS,
    a_field(
        "content",
        Reading.TEXT,
        (
            r"(?:党课|授课|讲课|会议|活动|宣讲|学习)?(?:主要|简要)?"
            r"(?:内容|提纲|摘要|要点|纪要)(?:摘要|提要|简介|概要)?",
            0.9,
        ),
        (r"(?:开展|基本)?情况", 0.6),
        many=True,
    ),
    REMARK,
    IGNORED,
)
