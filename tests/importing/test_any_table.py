"""Any header over any cells: every row gets an outcome, and what is new can be written."""

import datetime
import random
from types import SimpleNamespace

import pytest

from branches.importing.batch.committing import commit
from branches.importing.batch.intake import preview
from branches.importing.scope import Scope
from branches.models import ImportRow
from tests.importing.test_headers import SEEN, UNSEEN
from tests.importing.workbooks import xlsx

HEADERS = [word for group in (SEEN, UNSEEN) for words in group.values() for word in words.split()]
MORE = """
结束时间 开始时间 年度 学时 备注 第一议题 学习材料 发言人 领学人 应到/实到 参会情况
人数 赞成 反对 优秀 是否扩大 会议记录 姓名 运用形态 违纪类型 职务 线索来源 线索编号
收到时间 反映对象 处置方式 处置时间 是否立案 解除时间 事项类型 事项名称 完成时间 数量
计量单位 慰问人次 慰问金（元） 金额 进展情况 责任部门 时间、地点 天气
"""
HEADERS += MORE.split()
CELLS: list[object] = [
    None,
    None,
    None,
    "第一支部",
    "第二支部",
    "第九支部",
    datetime.date(2023, 3, 5),
    datetime.datetime(2023, 3, 5, 14, 30),
    datetime.time(9, 0),
    "3月5日",
    "2023年3月5日14:30-16:00",
    "2023.3.5-3.7",
    "2023年3月",
    "2023年3月5日 三楼",
    "支委会",
    "主题党日",
    "党课",
    "谈心谈话",
    "民生实事",
    "研究工作",
    "1.甲；2.乙",
    "《甲》《乙》",
    "程远山",
    "程远山、林晓岚",
    "程远山、林晓岚等12人",
    "程远山（病假）、林晓岚",
    "书记程远山",
    "全体党员",
    "无",
    "12人",
    "2人（程远山、林晓岚）",
    "12人（线上）",
    "应到15人，实到13人",
    "15/13",
    5,
    12.5,
    True,
    "二",
    "第一种形态",
    "党内警告",
    "诫勉",
    "工作纪律",
    "信访举报",
    "谈话函询",
    "是",
    "3.5万元",
    3500,
    "3条",
    "2学时",
    "已完成",
    "合计",
    "同上",
    "待定",
    "x" * 400,
]


@pytest.mark.parametrize("seed", range(60))
def test_any_table_is_judged_and_what_is_new_can_be_written(
    seed: int, office: SimpleNamespace, roster: list[object]
) -> None:
    chance = random.Random(seed)  # noqa: S311
    kind = chance.choice(["", "meeting", "lecture", "talk", "discipline", "clue", "work", "theme_day"])
    needed = {
        "lecture": ["时间", "党课题目", "主讲人"],
        "talk": ["谈话时间", "谈话人", "谈话对象"],
        "discipline": ["时间", "姓名"],
        "clue": ["收到时间", "线索编号", "线索来源", "反映对象"],
        "work": ["完成时间", "事项名称"],
    }.get(kind, ["时间", "主题"])
    header = list(dict.fromkeys(["党支部", *needed, *chance.sample(HEADERS, chance.randrange(2, 12))]))
    rows = [[chance.choice(CELLS) for _ in header] for _ in range(25)]
    title = chance.choice([[], ["2023年台账"], ["填报单位：第一支部"]])
    merges = [f"A{top}:A{top + 2}" for top in range(5, 20, 5)] if chance.random() < 0.3 else []
    batch = preview(xlsx({"台账": [title, header, *rows]}, {"台账": merges}), "台账.xlsx", Scope(kind=kind))
    good = batch.rows.filter(outcome__in=["new", "warned"]).count()
    assert commit(batch, None, good_rows=True).created == good
    for row in ImportRow.objects.filter(batch=batch):
        assert row.outcome in ("new", "warned", "duplicate") or row.errors


@pytest.mark.parametrize("seed", range(30))
def test_rows_that_are_all_right_are_all_new(
    seed: int, office: SimpleNamespace, roster: list[object]
) -> None:
    """A guard for the test above: its tables are not simply refused."""
    chance = random.Random(seed)  # noqa: S311
    rows = [
        [
            chance.choice(["第一支部", "第二支部"]),
            chance.choice([datetime.date(2023, 3, n + 1), f"3月{n + 1}日", f"2023.3.{n + 1}"]),
            "主题党日",
            f"活动{n}",
            chance.choice([12, "12人", "十二"]),
            chance.choice(["程远山", "书记程远山", "程 远 山"]),
        ]
        for n in range(20)
    ]
    header = ["党支部", "时间", "类型", "主题", "应到", "主持人"]
    batch = preview(xlsx({"台账": [["2023年台账"], header, *rows]}), "台账.xlsx", Scope())
    assert set(batch.rows.values_list("outcome", flat=True)) == {"new"}
    assert commit(batch, None).created == 20
