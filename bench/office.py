"""An office and a clean sheet of its meetings: made by rule, the same on every machine."""

import datetime
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

import openpyxl

from branches.models import Meeting, Member, Organization, Role, User

BRANCHES, MEMBERS = 120, 20
FIRST_DAY, DAYS = datetime.date(2022, 1, 3), 700
ADMINISTRATOR, PASSWORD = "administrator", "a-long-password-1"  # noqa: S105 - of a throw-away site
HEADER = [
    "党支部",
    "会议类型",
    "会议主题",
    "会议时间",
    "会议地点",
    "主持人",
    "记录人",
    "应到人数",
    "实到人数",
    "会议内容",
]
_KINDS = [Meeting.Kind.GENERAL, Meeting.Kind.COMMITTEE, Meeting.Kind.THEME_DAY, Meeting.Kind.STUDY]
_SUBJECTS = ["研究年度工作计划", "学习上级会议精神", "讨论党员发展", "参观档案陈列室", "布置志愿服务"]


def make_office() -> User:
    """A committee with its branches and members, in an empty database; its administrator is returned."""
    top = Organization.objects.create(name="测算市档案局机关党委", short_name="机关党委", kind="committee")
    for number in range(1, BRANCHES + 1):
        Organization.objects.create(
            name=f"测算市档案局第{number}党支部", short_name=f"第{number}支部", kind="branch", parent=top
        )
    names = map("".join, product("赵钱孙李周吴郑王冯陈", "安宁平和清", "一二三四五六七八九十"))
    names = [f"{name}{more}" for name, more in product(names, ["", "山", "水", "田", "石"])]
    branches = Organization.objects.filter(kind="branch").order_by("pk")
    members = [
        Member(name=name, organization=branch)
        for branch, start in zip(branches, range(0, len(names), MEMBERS), strict=False)
        for name in names[start : start + MEMBERS]
    ]
    Member.objects.bulk_create(members)
    user = User.objects.create_user(ADMINISTRATOR, password=PASSWORD)
    user.roles.create(kind=Role.Kind.ADMINISTRATOR, organization=top)
    return user


def rows() -> Iterator[list[Any]]:
    """Meetings without end, no two the same; in each everything is as it should be."""
    for number in range(10**9):
        branch, serial = number % BRANCHES, number // BRANCHES
        kind = _KINDS[serial % len(_KINDS)]
        present = 12 + number % 8
        yield [
            f"测算市档案局第{branch + 1}党支部",
            kind.label,
            f"{_SUBJECTS[number % len(_SUBJECTS)]}（第{serial + 1}次）",
            FIRST_DAY + datetime.timedelta(days=number * 7 % DAYS),
            f"{number % 9 + 1}楼会议室",
            f"赵安{'一二三四五六七八九十'[number % 10]}",
            f"钱宁{'一二三四五六七八九十'[number // 10 % 10]}",
            MEMBERS,
            present,
            f"第{number + 1}号记录：传达文件，交流体会，明确下一步工作和责任人，{present}名党员到会。",
        ]


def write_sheet(path: Path, count: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("会议台账")
    sheet.append(HEADER)
    for row in islice(rows(), count):
        sheet.append(row)
    book.save(path)
