"""A ledger of three rows, and what becomes of it."""

import datetime

from branches.importing.batch.intake import preview
from branches.importing.scope import Scope
from branches.models import ImportBatch, User
from tests.importing.workbooks import xlsx

DAY = datetime.date(2023, 3, 5)

HEADER = ["党支部", "时间", "类型", "主题", "应到", "实到", "参加人员", "缺席人员", "议题"]

ROWS = [
    ["第一支部", DAY, "支委会", "研究一", 3, 2, "程远山、林晓岚", "周启明（请假）", "1.议题甲；2.议题乙"],
    ["第一支部", DAY, "主题党日", "植树", 9, 9, None, None, None],
    ["第二支部", DAY, "主题党日", "学习", 4, 4, None, None, None],
]


def meetings(*rows: list[object]) -> bytes:
    return xlsx({"台账": [HEADER, *rows]})


def previewed(data: bytes, user: User | None = None, **said: object) -> ImportBatch:
    return preview(data, "台账.xlsx", Scope(user=user, **said))


def outcomes(batch: ImportBatch) -> list[str]:
    return list(batch.rows.order_by("pk").values_list("outcome", flat=True))
