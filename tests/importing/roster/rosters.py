"""党员名册 for the tests, and what becomes of them."""

import datetime

from branches.importing.batch.committing import commit
from branches.importing.batch.intake import preview
from branches.importing.scope import Scope
from branches.models import (
    ImportBatch,
)
from tests.importing.reading import Read, read
from tests.importing.workbooks import xlsx

D = datetime.date
FIRST, SECOND = "青峰市档案发展局第一党支部", "青峰市档案发展局第二党支部"
HEADER = [
    "序号",
    "姓名",
    "性别",
    "民族",
    "出生日期",
    "身份证号",
    "入党时间",
    "转正时间",
    "所在党支部",
    "党内职务",
    "电话",
]
ZHANG = [
    1,
    "张 明",
    "男",
    "汉",
    D(1975, 8, 3),
    "x",
    "1998.7.1",
    D(1999, 7, 1),
    "第一支部",
    "支部书记",
    13900001111,
]
LI = [2, "李华", "女", "汉", "1980年1月2日", "x", "2021-06-30", D(2022, 6, 30), "第二支部", None, None]


def roster_file(*rows: list[object], title: str = "党员花名册") -> bytes:
    return xlsx({"名册": [[title], HEADER, *rows]})


def one(*cells: object, header: list[str]) -> Read:
    return read(xlsx({"党员名册": [header, list(cells)]}))


def imported(*rows: list[object], **said: object) -> ImportBatch:
    batch = preview(roster_file(*rows), "名册.xlsx", Scope(**said))
    commit(batch, said.get("user"))
    return batch
