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
DENSE_HEADER = [*HEADER, "缺席人员及原因", "会议议题"]
_REASONS = ["出差", "病假", "事假", "学习培训", "值班"]
_SURNAMES, _NUMBERS = "赵钱孙李周吴郑王冯陈", "一二三四五六七八九十"
_NAMES = list(map("".join, product(_SURNAMES, "安宁平和清明德文思远志华国建新立成永松海江春秋雨", _NUMBERS)))


def make_office() -> User:
    """A committee with its branches and members, in an empty database; its administrator is returned."""
    top = Organization.objects.create(name="测算市档案局机关党委", short_name="机关党委", kind="committee")
    for number in range(1, BRANCHES + 1):
        Organization.objects.create(
            name=f"测算市档案局第{number}党支部", short_name=f"第{number}支部", kind="branch", parent=top
        )
    branches = Organization.objects.filter(kind="branch").order_by("pk")
    members = [
        Member(name=name, organization=branch)
        for number, branch in enumerate(branches)
        for name in _members(number)
    ]
    Member.objects.bulk_create(members)
    user = User.objects.create_user(ADMINISTRATOR, password=PASSWORD)
    user.roles.create(kind=Role.Kind.ADMINISTRATOR, organization=top)
    return user


def _members(branch: int) -> list[str]:
    return _NAMES[branch * MEMBERS : (branch + 1) * MEMBERS]


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


def dense_rows() -> Iterator[list[Any]]:
    """The same meetings, each with two absentees and why, and with two topics."""
    for number, row in enumerate(rows()):
        serial, members = number // BRANCHES, _members(number % BRANCHES)
        away = members[serial % MEMBERS], members[(serial + 1 + serial // MEMBERS % (MEMBERS - 1)) % MEMBERS]
        reasons = _REASONS[number % len(_REASONS)], _REASONS[number // 7 % len(_REASONS)]
        row[HEADER.index("实到人数")] = MEMBERS - len(away)
        absentees = "、".join(f"{name}（{reason}）" for name, reason in zip(away, reasons, strict=True))
        yield [*row, absentees, f"1.传达学习第{serial + 1}次工作会议精神\n2.研究第{number + 1}号事项"]


def write_sheet(path: Path, count: int, *, dense: bool = False) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("会议台账")
    sheet.append(DENSE_HEADER if dense else HEADER)
    for row in islice(dense_rows() if dense else rows(), count):
        sheet.append(row)
    book.save(path)
