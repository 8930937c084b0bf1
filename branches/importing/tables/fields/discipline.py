"""Headers of ledgers of disciplinary actions and of clues."""

from branches.importing.tables.fields.cues import IGNORED, KIND, ORGANIZATION, REMARK, YEAR, Reading, a_field

_PUNISHED = r"(?:被处分处理|被处分|被处理|受处分|受处理|被问责|违纪|当事)"

DISCIPLINE = (
    a_field("number", Reading.TEXT, (r"(?:案件|案卷|处分|处理)?编号|案号", 1.0)),
    a_field(
        "person",
        Reading.ONE_NAME,
        (
            rf"{_PUNISHED}?(?:人员|人|对象|党员|干部|者)?姓名|{_PUNISHED}(?:人员|人|对象|党员|干部|者)|"
            r"处理对象|处分对象",
            1.0,
        ),
        telling=1.0,
    ),
    ORGANIZATION,
    a_field("post", Reading.TEXT, (r"原?(?:任|现任)?(?:工作单位及职务|单位及职务|单位职务|职务|岗位)", 1.0)),
    a_field("rank", Reading.TEXT, (r"职级|级别|行政级别", 1.0)),
    a_field("political_status", Reading.TEXT, (r"政治面貌|是否党员", 1.0), telling=0.5),
    a_field(
        "facts",
        Reading.TEXT,
        (
            r"(?:主要|违纪违法|违纪|违法|违规|基本)*(?:事实|情况|问题)(?:简述|摘要|概要)?|"
            r"案情(?:简介|摘要)?|(?:处理|处分)?事由|案由",
            1.0,
        ),
        many=True,
        telling=0.5,
    ),
    a_field(
        "violation",
        Reading.CHOICE,
        (rf"(?:违纪违法|违反纪律|违纪|违法|违规|问题|案件)(?:行为)?{KIND}|违反(?:何种)?纪律", 1.0),
        telling=1.5,
    ),
    a_field(
        "form",
        Reading.FORM,
        (rf"(?:监督执纪|运用|适用)*[“\"]?(?:四种)?形态[”\"]?(?:运用|情况|{KIND})?|第?几种形态", 1.0),
        telling=3.0,
    ),
    a_field(
        "measure",
        Reading.SANCTION,
        (
            r"(?:组织)?(?:处理|处置)(?:方式|措施|结果|种类|情况|意见)?|"
            r"(?:处理处分|处分处理|处分|问责)(?:种类|类型|情况|结果|方式)?",
            1.0,
        ),
        telling=1.5,
    ),
    a_field(
        "party_sanction",
        Reading.SANCTION,
        (rf"(?:党纪处分|党内处分|党纪处理|党纪)(?:情况|结果|{KIND})?", 1.0),
        telling=2.0,
    ),
    a_field(
        "administrative_sanction",
        Reading.SANCTION,
        (rf"(?:政务|行政|政纪)(?:处分|处理)?(?:情况|结果|{KIND})?", 1.0),
        telling=2.0,
    ),
    a_field(
        "deciding_body",
        Reading.TEXT,
        (r"(?:处分|处理)?(?:决定|批准|作出处分|作出决定)(?:机关|单位|部门|机构)", 1.0),
        telling=0.5,
    ),
    a_field(
        "document_number",
        Reading.TEXT,
        (r"(?:处分|处理|决定|文件)*(?:文号|文件号|发文字号)", 1.0),
        telling=0.5,
    ),
    a_field(
        "date",
        Reading.DATE,
        (
            r"(?:党纪|政务)?(?:处理处分|处分|处理|决定|作出处分|批准|问责)(?:决定|批准)?(?:时间|日期)",
            1.0,
        ),
        (r"时间|日期", 0.8),
    ),
    a_field(
        "effective_from",
        Reading.DATE,
        (r"(?:影响期|处分期|处分|受处分)?(?:起始|开始|起|生效|执行)(?:时间|日期)?", 1.0),
    ),
    a_field(
        "effective_until",
        Reading.DATE,
        (
            r"(?:影响期限|影响期|处分期|处分)?(?:期满|届满|截止|终止|到期|止|满|期满解除)(?:时间|日期)?",
            1.0,
        ),
        telling=1.0,
    ),
    a_field("effect", Reading.TEXT, (r"(?:处分|处理)?(?:影响期限?|处分期限?)(?:起止(?:时间|日期)?)?", 1.0)),
    a_field("lifted_on", Reading.DATE, (r"(?:处分)?解除(?:处分)?(?:时间|日期)", 1.0), telling=1.0),
    a_field("follow_up", Reading.TEXT, (r"回访(?:教育|情况|时间|记录)*", 1.0), many=True, telling=0.5),
    YEAR,
    REMARK,
    IGNORED,
)

CLUE = (
    a_field("number", Reading.TEXT, (r"(?:问题)?(?:线索)?(?:编号|受理号|登记号)", 1.0)),
    ORGANIZATION,
    a_field("source", Reading.CHOICE, (r"(?:问题)?(?:线索)?来源(?:类型|方式)?", 1.0), telling=2.0),
    a_field(
        "date",
        Reading.DATE,
        (r"(?:线索)?(?:收到|受理|接收|登记|来信|接件|收件)(?:线索)?(?:时间|日期)", 1.0),
        (r"时间|日期", 0.8),
    ),
    a_field(
        "about",
        Reading.TEXT,
        (r"被?(?:反映|举报)(?:人姓名|人|对象|单位)|涉及(?:人员|对象)", 1.0),
        telling=2.0,
    ),
    a_field(
        "matter",
        Reading.TEXT,
        (
            r"(?:反映|主要|举报)的?(?:主要)?(?:问题|内容|事项|情况)|问题(?:线索)?(?:摘要|内容|概要)|线索内容",
            1.0,
        ),
        many=True,
        telling=0.5,
    ),
    a_field("disposal", Reading.CHOICE, (r"处置(?:方式|意见|类型|情况)|办理方式", 1.0), telling=1.5),
    a_field("disposed_on", Reading.DATE, (r"(?:处置|办结|了结|办理)(?:时间|日期)", 1.0)),
    a_field("handled_by", Reading.TEXT, (r"(?:承办|经办|办理)(?:人员|人|部门|科室)", 1.0)),
    a_field("result", Reading.TEXT, (r"(?:处置|办理|核查|处理)(?:结果|结论)", 1.0), many=True),
    a_field("became_case", Reading.YES_NO, (r"是否(?:转)?立案|(?:是否)?转立案|立案情况", 1.0), telling=1.0),
    YEAR,
    REMARK,
    IGNORED,
)
