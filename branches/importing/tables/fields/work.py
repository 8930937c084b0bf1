"""Headers of lists of work items."""

from branches.importing.tables.fields.cues import (
    DOING,
    END,
    IGNORED,
    KIND,
    ORGANIZATION,
    REMARK,
    YEAR,
    Reading,
    a_field,
)

WORK = (
    ORGANIZATION,
    a_field("kind", Reading.CHOICE, (rf"(?:工作事项|事项|工作|项目|任务)?{KIND}", 1.0), telling=3.0),
    a_field(
        "title",
        Reading.TEXT,
        (
            r"(?:工作|重点|民生|攻坚|实事|调研|课题|整改|制度|文件|表彰|慰问|清单|任务)*"
            r"(?:事项|项目|任务|课题|措施|制度|文件|清单|问题|题目|标题|名称|主题)"
            r"(?:名称|内容|题目|标题)?",
            1.0,
        ),
        (r"工作内容|具体内容|慰问对象|心得题目|荣誉名称", 0.7),
        telling=0.2,
    ),
    a_field(
        "date",
        Reading.PERIOD,
        (
            rf"{DOING}(?:印发|发布|制定|出台|完成|立项|启动|表彰|换届|晋升|发展|走访)?"
            r"(?:时间|日期|年月日|时限|期限|周期)",
            1.0,
        ),
        (rf"{DOING}(?:起止|开始|起始)(?:时间|日期)", 0.95),
    ),
    END,
    YEAR,
    a_field(
        "lead",
        Reading.TEXT,
        (
            r"(?:牵头|责任|负责|主办|承办|包保|挂点|课题|分管|带队)(?:人姓名|负责人|人员|人|领导|同志)|责任主体",
            1.0,
        ),
        (r"(?:主办|承办|责任|牵头|负责|协办)(?:单位|部门|科室|处室)", 0.4),
        telling=1.5,
    ),
    a_field(
        "quantity",
        Reading.QUANTITY,
        (
            r"(?:完成|工作|实际|目标|项目|任务|调研|走访)?(?:数量|件数|项数|篇数|条数|场次|次数|份数|户数)",
            1.0,
        ),
        telling=1.0,
    ),
    a_field("unit", Reading.TEXT, (r"计量单位|单位量词|量词|数量单位", 1.0), telling=1.0),
    a_field(
        "persons",
        Reading.COUNT,
        (
            r"(?:涉及|受益|慰问|参与|走访|惠及|覆盖|发展|晋升|表彰|参加|调研)的?"
            r"(?:党员人数|群众人数|党员数|群众数|人员数|户数|人数|人次)|人次|人数",
            1.0,
        ),
        telling=0.5,
    ),
    a_field(
        "amount",
        Reading.MONEY,
        (
            r"(?:慰问|投入|资金|涉及|使用|专项|筹集|支出|捐款)*"
            r"(?:金额|资金|经费|款额|投入|费用|金|款)(?:数额)?(?:万元|元)?",
            1.0,
        ),
        telling=1.5,
    ),
    a_field(
        "status",
        Reading.CHOICE,
        (
            r"(?:工作|项目|完成|整改|任务|目前)*(?:进展|进度|状态|完成|落实)(?:情况|进度)?|是否完成",
            1.0,
        ),
        telling=1.0,
    ),
    a_field(
        "note",
        Reading.TEXT,
        (
            r"说明|(?:工作|主要|具体|项目)?(?:内容|成效|做法|举措|情况)|(?:工作|具体|落实)措施|目标任务",
            0.9,
        ),
        many=True,
    ),
    REMARK,
    IGNORED,
)
