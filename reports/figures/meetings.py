"""Figures of meetings: how often, and how many came.

次 counts meetings, one per record, whatever its length (domain rule: 次 counts events). 人次 is the head
count entered as 实到, summed over the meetings where it is known: a ledger often knows the number, not
the names. A meeting of several days belongs to the period in which it began. The activities of a
committee are those of all its branches together: three branches with a 主题党日 each month make 36.

Speakers at exchange meetings are counted as distinct persons (名): the same member, or without a member the
same name in the same organisation, is one however often he spoke. What he was is the post, or without a post
the status (正式党员, 预备党员 …), that was entered for that day.
"""

from django.db.models import Q

from branches.models import Meeting, Member, Organization, Post
from reports.figures.declaring import declare
from reports.figures.registry import Measure

Kind = Meeting.Kind

WORDS: dict[str, tuple[str, str]] = {
    Kind.GENERAL: ("支部党员大会", "次"),
    Kind.COMMITTEE: ("支部委员会", "次"),
    Kind.GROUP: ("党小组会", "次"),
    Kind.THEME_DAY: ("主题党日", "次"),
    Kind.LEADING_GROUP: ("党组会", "次"),
    Kind.CENTRAL_GROUP: ("理论学习中心组学习", "次"),
    Kind.ORGANIZATIONAL_LIFE: ("组织生活会", "次"),
    Kind.DEMOCRATIC_LIFE: ("民主生活会", "次"),
    Kind.APPRAISAL: ("民主评议党员", "次"),
    Kind.IDEOLOGY: ("意识形态工作会", "次"),
    Kind.INTEGRITY: ("党风廉政建设会", "次"),
    Kind.WARNING_EDUCATION: ("警示教育", "次"),
    Kind.TRAINING: ("培训", "期"),
    Kind.READING_CLASS: ("读书班", "期"),
    Kind.EXCHANGE: ("交流研讨会", "次"),
    Kind.STUDY: ("集中学习", "次"),
    Kind.JOINT: ("联建共建活动", "次"),
    Kind.VISIT: ("参观见学", "次"),
    Kind.VOLUNTEER: ("志愿服务", "次"),
    Kind.OTHER: ("其他会议活动", "次"),
}
"""How official prose calls a meeting of each kind, and its usual measure word."""

BRANCHES = (
    Organization.Kind.GENERAL_BRANCH.value,
    Organization.Kind.BRANCH.value,
    Organization.Kind.GROUP.value,
)
"""Where leaders take part as ordinary members. A study session of the committee itself is none of these."""

declare(
    "meeting.count",
    "会议活动次数",
    "次",
    Measure.EVENTS,
    "meeting",
    "期内开展的各类会议活动次数，一条记录计一次。",
)
declare(
    "meeting.person_times",
    "会议活动参加人次",
    "人次",
    Measure.PERSON_TIMES,
    "meeting",
    "期内各类会议活动的实到人数之和；未填实到人数的不计入。",
    field="present",
)
for kind, (word, unit) in WORDS.items():
    label = Kind(kind).label
    declare(
        f"meeting.{kind}.count",
        f"{word}次数",
        unit,
        Measure.EVENTS,
        "meeting",
        f"期内开展的类型为“{label}”的会议活动次数，一条记录计一次。",
        Q(kind=kind),
    )
    declare(
        f"meeting.{kind}.person_times",
        f"{word}参加人次",
        "人次",
        Measure.PERSON_TIMES,
        "meeting",
        f"期内类型为“{label}”的会议活动的实到人数之和；未填实到人数的不计入。",
        Q(kind=kind),
        field="present",
    )

declare(
    "meeting.central_group.special.count",
    "中心组专题学习次数",
    "次",
    Measure.EVENTS,
    "meeting",
    "期内理论学习中心组学习中标为“专题”的次数。",
    Q(kind=Kind.CENTRAL_GROUP, is_special=True),
)
declare(
    "meeting.central_group.extended.count",
    "中心组扩大学习次数",
    "次",
    Measure.EVENTS,
    "meeting",
    "期内理论学习中心组学习中标为“扩大会议”的次数。",
    Q(kind=Kind.CENTRAL_GROUP, is_extended=True),
)

declare(
    "meeting.reading_class.days",
    "读书班天数",
    "天",
    Measure.DAYS,
    "meeting",
    "期内举办的读书班从开始到结束的天数之和，首尾两天都计入；未填结束日期的不计入。",
    Q(kind=Kind.READING_CLASS),
    field="length",
)
for kind in (Kind.CENTRAL_GROUP, Kind.TRAINING):
    declare(
        f"meeting.{kind}.hours",
        f"{WORDS[kind][0]}学时",
        "学时",
        Measure.HOURS,
        "meeting",
        f"期内类型为“{kind.label}”的会议活动的学时之和，按场次累计，不乘人数；未填学时的不计入。",
        Q(kind=kind),
        field="hours",
    )

SPOKE = Q(kind=Kind.EXCHANGE, attendances__spoke=True)
declare(
    "meeting.exchange.speakers.persons",
    "交流研讨会发言人数",
    "名",
    Measure.PERSONS,
    "attendance",
    "期内在交流研讨会上发言的人数，同一人多次发言只计一名。",
    SPOKE,
)
for value, label in (*Post.Kind.choices, *Member.Status.choices):
    declare(
        f"meeting.exchange.speakers.{value}.persons",
        f"交流研讨会发言{label}人数",
        "名",
        Measure.PERSONS,
        "attendance",
        f"期内在交流研讨会上发言、当日职务（无职务的为政治面貌）登记为“{label}”的人数，"
        "同一人多次发言只计一名。",
        SPOKE & Q(attendances__post=value),
    )

declare(
    "attendance.leader_in_branch.person_times",
    "班子成员参加支部活动人次",
    "人次",
    Measure.PERSON_TIMES,
    "attendance",
    "期内党组班子成员（党组书记、副书记、成员，以当日职务为准）到会参加党总支、党支部、党小组的党员大会、"
    "党小组会、主题党日、组织生活会、民主评议、集中学习和交流研讨的人次，一人参加一次计一人次。",
    Q(
        kind__in=sorted(Meeting.BRANCH_LEVEL),
        organization__kind__in=BRANCHES,
        attendances__status="present",
        attendances__post__in=sorted(Post.LEADERS),
    ),
)
