"""Figures of organisations and of those who hold their posts, as they stand on one day.

The day is the last of the period, or today while the period still runs. 个 counts organisations that
exist on that day, the organisation itself included. 名 counts the persons who hold a post in one of
them: a secretary of two branches is one.
"""

from django.db.models import Q

from branches.models import Organization, Post
from reports.figures.declaring import declare
from reports.figures.members import ON_THAT_DAY
from reports.figures.registry import Measure

for kind, label in Organization.Kind.choices:
    declare(
        f"organization.{kind}.count",
        f"{label}个数",
        "个",
        Measure.ITEMS,
        "organization",
        f"{ON_THAT_DAY}存在的{label}个数，含本组织。",
        Q(kind=kind),
    )
for post, label in Post.Kind.choices:
    declare(
        f"organization.post.{post}.count",
        f"在任{label}人数",
        "名",
        Measure.PERSONS,
        "post_holder",
        f"{ON_THAT_DAY}在任的{label}人数，一人兼任几个组织的同一职务只计一名。",
        Q(posts__kind=post),
    )
