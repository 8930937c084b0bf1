"""Headers of rosters of members and of lists of organisations."""

from branches.importing.tables.fields.cues import IGNORED, Reading, a_field

_WHEN = r"(?:时间|日期|年月日|年月)"
_PARTY = r"(?:党内|支部|党支部|党务|党组织|支委会?)"

_OF_PEOPLE = a_field(
    "",
    Reading.IGNORED,
    (
        r"民族|族别|籍贯|出生地|国籍|学历|学位|学历学位|文化程度|(?:全日制|在职)(?:教育)?(?:学历|学位|学历学位)?|"
        r"(?:毕业)?(?:院校|学校)(?:及专业|系及专业)?|毕业院校|专业|"
        r"(?:公民|居民)?(?:身份证?|证件)(?:证)?(?:号码?|号)?|身份证|公民身份号码?|"
        r"(?:参加)?工作(?:时间|日期|年月)|(?:现)?任(?:现)?(?:职级|职)时间|"
        r"(?:工作)?(?:单位|部门)(?:及|和)?(?:职务|岗位)|单位职务|工作单位及职务|(?:现任)?行政职务|现任职务|"
        r"职级|职称|级别|岗位|工作岗位|人员性质|编制(?:类型)?|"
        r"(?:联系|移动|办公|手机)?(?:电话|手机)(?:号码?)?|联系方式|手机号?码?|邮箱|电子邮箱|微信号?|"
        r"(?:家庭|现居住?|户籍)(?:住址|地址|所在地|地)|住址|入党介绍人|介绍人|培养联系人|"
        r"(?:月)?(?:应)?缴?纳?党费(?:标准|基数|金额)?|年龄|党龄|婚姻状况|健康状况|是否.{1,12}|"
        r"备注|备注说明|说明|照片",
        1.0,
    ),
    (r"(?:工作|所在)?(?:单位|部门|科室|处室)(?:名称)?", 0.28),
)
"""What a roster says of people and this site has no place for, identity-card numbers above all."""

MEMBER = (
    a_field("name", Reading.ONE_NAME, (r"(?:党员|人员|本人|同志)?姓名|名字", 1.0), telling=0.5),
    a_field("sex", Reading.CHOICE, (r"性别", 1.0), telling=1.0),
    a_field("birth_date", Reading.PARTIAL_DATE, (rf"出生{_WHEN}|生日|出生", 1.0), telling=1.5),
    a_field(
        "joined_on",
        Reading.PARTIAL_DATE,
        (
            rf"(?:加入(?:中国共产党|中共|党组织|党)|入党)的?{_WHEN}?|"
            rf"(?:成为|接收为?|确定为?)?预备党员{_WHEN}",
            1.0,
        ),
        telling=2.0,
    ),
    a_field(
        "full_on",
        Reading.PARTIAL_DATE,
        (rf"(?:预备党员)?(?:转正|转为正式党员|成为正式党员){_WHEN}?", 1.0),
        telling=2.0,
    ),
    a_field(
        "status",
        Reading.CHOICE,
        (
            r"政治面貌|(?:党员|人员)(?:类别|类型|身份|状态|种类)|(?:目前|当前|现)(?:状态|身份|阶段)|发展阶段|党员性质",
            1.0,
        ),
        (r"类别|类型|身份", 0.6),
        telling=2.0,
    ),
    a_field(
        "organization",
        Reading.ORGANIZATION,
        (
            r"(?:现|目前)?(?:所属|所在|隶属|基层|组织关系所在)*(?:党组织|党支部|支部)(?:名称|全称)?|组织关系所在(?:单位)?",
            1.0,
        ),
        (
            r"(?:所属|所在|隶属)?(?:党总支|总支|党委)(?:名称)?|(?:所在|所属)?(?:单位|部门|科室|处室)(?:名称)?",
            0.3,
        ),
    ),
    a_field("group", Reading.TEXT, (r"(?:所在|所属)?(?:党)?小组(?:名称)?", 1.0)),
    a_field("arrived_on", Reading.DATE, (rf"(?:组织关系|关系)?(?:转入|接转|转接)(?:本支部)?{_WHEN}?", 1.0)),
    a_field("left_on", Reading.DATE, (rf"(?:组织关系|关系)?(?:转出|转走){_WHEN}?", 1.0)),
    a_field(
        "posts",
        Reading.TEXT,
        (rf"(?:担任|现任|所任)?{_PARTY}(?:内)?(?:职务|任职|分工|任职情况|职务名称)|兼任党内职务", 1.0),
        telling=1.5,
    ),
    a_field("any_posts", Reading.TEXT, (r"(?:担任|所任)?职务(?:名称)?|任职情况", 0.6)),
    a_field("post_start", Reading.DATE, (rf"(?:{_PARTY}(?:职务)?)?(?:任职|上任|当选){_WHEN}", 1.0)),
    a_field("post_end", Reading.DATE, (rf"(?:{_PARTY}(?:职务)?)?(?:免职|离任|卸任){_WHEN}", 1.0)),
    _OF_PEOPLE,
    IGNORED,
)

_OF_ORGANIZATIONS = a_field(
    "",
    Reading.IGNORED,
    (
        r"(?:党组织|支部|党支部|现任)?(?:副)?书记(?:姓名|名单|电话|联系方式)?|(?:党支部|支部)?委员.{0,6}|班子成员|"
        r"(?:正式|预备|在册|现有|男|女)?党员(?:总)?(?:人数|数量|数)?|人数|总人数|积极分子(?:人数|数)?|"
        r"(?:党组织|组织|统一|机构)(?:代码|编码)|(?:最近|上次|本届|历次)?换届(?:选举)?(?:时间|日期)|选举时间|"
        r"届次|批准(?:文号|机关|单位|时间)|批复文号|文号|所在地|属地|地址|联系.{0,4}|电话|手机号?码?|"
        r"是否.{1,12}|备注|备注说明|说明|(?:支部)?(?:星级|等级|评定等次)",
        1.0,
    ),
)

LEVELS = {
    "level_leading_group": "leading_group",
    "level_committee": "committee",
    "level_general_branch": "general_branch",
    "level_branch": "branch",
    "level_group": "group",
}
"""Columns that are a level of the tree each, with the kind of organisation that stands in them."""

ORGANIZATIONS = (
    a_field(
        "name",
        Reading.TEXT,
        (r"(?:基层|本级|下级|下属|所属)?(?:党组织|组织|机构)(?:名称|全称)|全称|名称|党组织", 1.0),
        (r"(?:基层)?(?:党支部|支部)(?:名称|全称)", 0.9),
        (r"(?:基层)?(?:党支部|支部)", 0.5),  # the lowest of the columns for each level
        telling=0.5,
    ),
    a_field("short_name", Reading.TEXT, (r"(?:党组织|组织|支部|名称)?简称", 1.0), telling=1.0),
    a_field(
        "former_names",
        Reading.TEXT,
        (r"曾用名称?|(?:原|旧)(?:有|用)?名称?|更名前(?:的)?名称?", 1.0),
        telling=1.0,
    ),
    a_field("kind", Reading.CHOICE, (r"(?:党组织|组织|支部|机构)?(?:类别|类型|种类|性质)", 1.0), telling=2.0),
    a_field(
        "parent",
        Reading.TEXT,
        (
            r"(?:直接)?上级(?:党组织|党委|党总支|组织|单位)?(?:名称|全称)?|隶属关系|"
            r"(?:隶属|所属|直属|主管)(?:于|上级)?(?:党组织|党委|党总支|总支|党支部|支部|组织|机关党委)?(?:名称)?",
            1.0,
        ),
        many=True,
        telling=2.0,
    ),
    a_field("level", Reading.TEXT, (r"(?:组织|党组织)?(?:级别|层级|层次|级次)", 1.0), telling=1.0),
    a_field("level_leading_group", Reading.TEXT, (r"党组(?:名称)?", 0.9)),
    a_field("level_committee", Reading.TEXT, (r"(?:基层|机关)?(?:党委|党工委)(?:名称)?", 0.9), telling=0.5),
    a_field("level_general_branch", Reading.TEXT, (r"党?总支(?:名称)?", 0.9), telling=0.5),
    a_field("level_branch", Reading.TEXT, (r"(?:基层)?(?:党支部|支部)", 0.9), telling=0.3),
    a_field("level_group", Reading.TEXT, (r"党?小组(?:名称)?", 0.9), telling=0.5),
    a_field(
        "founded_on", Reading.PARTIAL_DATE, (rf"(?:批准)?(?:成立|建立|组建|设立){_WHEN}?", 1.0), telling=2.0
    ),
    a_field("dissolved_on", Reading.PARTIAL_DATE, (rf"(?:撤销|解散|注销){_WHEN}?", 1.0), telling=1.0),
    a_field("term_years", Reading.QUANTITY, (r"任期(?:年限|年数|年)?|届期", 1.0), telling=1.0),
    a_field(
        "term_ends_on",
        Reading.PARTIAL_DATE,
        (
            rf"(?:任期|届期|本届|班子)*(?:届满|期满|到期|满届){_WHEN}?|(?:任期|届期)(?:截止|结束){_WHEN}|(?:应|下次|下届)换届{_WHEN}|任期届满",
            1.0,
        ),
        telling=2.0,
    ),
    _OF_ORGANIZATIONS,
    IGNORED,
)
