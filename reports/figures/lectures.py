"""Figures of lectures (党课): how many, by whom, before how many.

次 counts lectures, 人次 lecturers: a lecture given by two committee members together is one 次 and two
人次. What a lecturer was is the post on the day of the lecture, one for each: whoever was 党组书记 then
does not count among the 班子成员 again, and a branch secretary not among the 支部委员. “All
leading-group members” is therefore a figure of its own.
"""

from django.db.models import Q

from branches.models import Lecture, Lecturer
from reports.figures.declaring import declare
from reports.figures.registry import Measure

Post = Lecturer.Post

declare(
    "lecture.count",
    "党课次数",
    "次",
    Measure.EVENTS,
    "lecture",
    "期内讲授的党课次数，几人同讲一课也只计一次。",
)
declare(
    "lecture.person_times",
    "讲党课人次",
    "人次",
    Measure.PERSON_TIMES,
    "lecturer",
    "期内讲党课的人次，一人讲一课计一人次，几人同讲一课按人数计。",
)
declare(
    "lecture.audience.person_times",
    "党课听课人次",
    "人次",
    Measure.PERSON_TIMES,
    "lecture",
    "期内各次党课的听课人数之和；未填听课人数的不计入。",
    field="audience_count",
)
for kind, label in Lecture.Kind.choices:
    declare(
        f"lecture.{kind}.count",
        f"{label}次数",
        "次",
        Measure.EVENTS,
        "lecture",
        f"期内讲授的类型为“{label}”的党课次数。",
        Q(kind=kind),
    )

NOTES = {
    Post.LEADER: "（党组副书记、党组成员，不含党组书记）",
    Post.COMMITTEE_MEMBER: "（不含党支部书记）",
    Post.MEMBER: "（未担任以上职务的）",
}


def declare_lecturers(key: str, label: str, note: str, posts: list[str]) -> None:
    declare(
        f"lecture.by_{key}.count",
        f"{label}讲党课次数",
        "次",
        Measure.EVENTS,
        "lecturer",
        f"期内由当日职务为{label}{note}的人讲授的党课次数，几人同讲一课只计一次。",
        Q(lecturers__post__in=posts),
    )
    declare(
        f"lecture.by_{key}.person_times",
        f"{label}讲党课人次",
        "人次",
        Measure.PERSON_TIMES,
        "lecturer",
        f"期内当日职务为{label}{note}的人讲党课的人次，一人讲一课计一人次。",
        Q(lecturers__post__in=posts),
    )


for post, label in Post.choices:
    declare_lecturers(post, label if post != Post.MEMBER else "普通党员", NOTES.get(Post(post), ""), [post])
declare_lecturers(
    "leading_group",
    "党组班子",
    "（党组书记、副书记、成员）",
    [Post.LEADING_GROUP_SECRETARY, Post.LEADER],
)
