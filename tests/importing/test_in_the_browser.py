"""An untidy .xls in a real browser: previewed, its good rows in, undone, mended, in again; desk and phone."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from branches.models import Meeting, Member, User
from tests.browser import look
from tests.importing.workbooks import xls

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.browser


def untidy(last_day: object) -> bytes:
    return xls(
        {
            "三会一课": [
                ["2023年度三会一课开展情况台账"],
                ["填报单位：机关党委", None, None, None, None, None, None, "汇总日期：2024.1.5"],
                [
                    "序号",
                    "党 支 部\n（必填）",
                    "时间",
                    "类型",
                    "主题",
                    "人数",
                    None,
                    "缺席人员及原因",
                    "天气",
                ],
                [None, None, None, None, None, "应到", "实到", None, None],
                [1, "第一支部", DAY, "支部党员大会", "讨论年度计划", "9人", "８", "苏念慈（病假）", "晴"],
                [2, None, "3月12日下午2:30", "主题党日", "植树", 9, 9, "无", None],
                [3, "第二支部", last_day, "主题党日", "参观", 4, 4, None, None],
                ["合计", None, None, None, None, 22, 21, None, None],
            ],
            "Sheet2": [],
        },
        {"三会一课": ["A1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3", "B5:B6"]},
    )


def upload(page: Page, name: str, data: bytes) -> None:
    page.goto("/imports/upload/")
    page.get_by_label("台账文件").set_input_files(
        {"name": name, "mimeType": "application/vnd.ms-excel", "buffer": data}
    )
    page.get_by_role("button", name="上传").click()
    page.get_by_role("button", name="下一步：逐行预览").click()


@pytest.mark.parametrize("device", ["desk", "phone"])
def test_an_untidy_ledger_goes_in_out_and_in_again(
    request: pytest.FixtureRequest,
    sign_in: Callable[[Page, User], None],
    cast: SimpleNamespace,
    office: SimpleNamespace,
    roster: list[Member],
    device: str,
) -> None:
    page: Page = request.getfixturevalue("page" if device == "desk" else "phone")
    sign_in(page, cast.administrator)
    page.goto("/imports/")
    look(page)
    page.get_by_role("link", name="上传台账").first.click()
    look(page)
    upload(page, "旧台账.xls", untidy("4月31日"))
    expect(page.get_by_role("heading", name="可导入 2 条，有误 1 行")).to_be_visible()
    expect(page.get_by_text("没有 2023年4月31日这一天")).to_be_visible()
    expect(page.get_by_text("天气", exact=True)).to_be_visible()
    look(page)
    page.get_by_role("link", name="有误 1").click()
    expect(page.get_by_text("讨论年度计划")).to_have_count(0)
    page.get_by_role("button", name="只导入无误的 2 条").click()
    expect(page.get_by_text("已导入 2 条")).to_be_visible()
    look(page)
    assert Meeting.objects.live().count() == 2
    page.get_by_role("link", name="撤销这次导入").click()
    look(page)
    page.get_by_role("button", name="撤销导入").click()
    expect(page.get_by_text("2 条记录移入回收站")).to_be_visible()
    assert Meeting.objects.live().count() == 0

    upload(page, "旧台账.xls", untidy("4月30日"))
    page.get_by_role("button", name="确认导入 3 条").click()
    expect(page.get_by_text("已导入 3 条")).to_be_visible()
    meetings = Meeting.objects.live().order_by("date")
    assert [(each.organization, each.date, each.title) for each in meetings] == [
        (office.first, DAY, "讨论年度计划"),
        (office.first, datetime.date(2023, 3, 12), "植树"),
        (office.second, datetime.date(2023, 4, 30), "参观"),
    ]
    assert (meetings[0].expected, meetings[0].present, meetings[0].leave) == (9, 8, 1)
    upload(page, "旧台账.xls", untidy("4月30日"))
    expect(page.get_by_text("文件中的记录都已经有了")).to_be_visible()
    page.goto("/imports/")
    look(page)
