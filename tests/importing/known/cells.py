"""How days, counts, names, kinds and organisations are written."""

import datetime

from tests.importing.known.catalogue import FIRST, LEADING_GROUP, SECOND, Known, Wrong, ledger

DAY = datetime.date(2023, 3, 5)
MOMENT = datetime.datetime(2023, 3, 5, 14, 30)

AS_ONE_DAY = [
    DAY,
    44990,
    "44990",
    20230305,
    "20230305",
    "2023.3.5",
    "2023.03.05",
    "2023-3-5",
    "2023/3/5",
    "2023年3月5日",
    "２０２３年３月５日",
    "2023 年 3 月 5 日",
    "2023年3月5日（星期日）",
    "2023年3月5日上午",
    "二〇二三年三月五日",
    "二○二三年三月五日",
]


def _meetings(column: str, cells: list[object], name: str, **more: object) -> tuple[list[list[object]], dict]:
    """A ledger with these cells in one column, and rows whose ``name`` is to be filled in."""
    header = ["党支部", "类型", "主题", column]
    rows = [header, *(["第一支部", "主题党日", f"活动{n}", cell] for n, cell in enumerate(cells, 2))]
    common = {"organization": FIRST, "kind": "theme_day", **more}
    return rows, {n: common | {"title": f"活动{n}"} for n in range(2, len(cells) + 2)}


@ledger
def days_in_every_spelling() -> Known:
    rows, expected = _meetings("会议时间", AS_ONE_DAY, "date", date="2023-03-05")
    return Known({"台账": rows}, {"台账": expected})


@ledger
def days_with_clock_times() -> Known:
    cells = [
        MOMENT,
        "2023/3/5  14:30",
        "2023-03-05 14:30:00",
        "2023年3月5日14:30",
        "2023年3月5日下午2:30",
        "2023年3月5日下午2点半",
        "2023年3月5日14：30",
    ]
    rows, expected = _meetings("会议时间", cells, "date", date="2023-03-05", start_time="14:30")
    return Known({"台账": rows}, {"台账": expected})


@ledger
def spans_of_days() -> Known:
    cells = [
        "2023-10-12 00:00:00 - 2023-11-22 00:00:00",
        "2023年10月12日至2023年11月22日",
        "2023年10月12日—11月22日",
        "2023.10.12-2023.11.22",
        "2023.10.12~11.22",
    ]
    rows, expected = _meetings("起止时间", cells, "date", date="2023-10-12", end_date="2023-11-22")
    return Known({"台账": rows}, {"台账": expected})


@ledger
def days_without_a_year_under_a_title_with_one() -> Known:
    cells = ["3月5日", "3.5", "３月５日", "三月五日", "3月5日上午"]
    rows, expected = _meetings("时间", cells, "date", date="2023-03-05")
    sheet = [["2023年主题党日台账"], *rows]
    return Known({"台账": sheet}, {"台账": {n + 1: values for n, values in expected.items()}})


@ledger
def spans_without_a_year() -> Known:
    rows, expected = _meetings(
        "时间", ["3月5日-7日", "3月5日至3月7日"], "date", date="2023-03-05", end_date="2023-03-07"
    )
    return Known({"2023年": rows}, {"2023年": expected})


@ledger
def year_in_the_file_name_only() -> Known:
    rows, expected = _meetings("时间", ["3月5日"], "date", date="2022-03-05")
    return Known({"Sheet1": rows}, {"Sheet1": expected}, file_name="2022年度主题党日台账")


@ledger
def days_that_must_be_asked_about() -> Known:
    cells = [
        "3月5日",
        "2023年3月",
        "2023年2月30日",
        "5/3/2023",
        "23.3.5",
        "每月5日",
        "三月",
        "待定",
        3.5,
        "农历三月初五",
    ]
    rows, _ = _meetings("会议时间", cells, "date")
    rows.insert(1, ["第一支部", "主题党日", "确有日期", DAY])
    expected = {2: {"organization": FIRST, "kind": "theme_day", "title": "确有日期", "date": "2023-03-05"}}
    return Known(
        {"台账": rows}, {"台账": expected | {n: Wrong("会议时间") for n in range(3, len(cells) + 3)}}
    )


@ledger
def day_and_clock_apart() -> Known:
    rows = [
        ["党支部", "日期", "时间", "类型", "主题"],
        ["第一支部", DAY, "14:30-16:00", "支委会", "研究一"],
        ["第一支部", DAY, "上午", "支委会", "研究二"],
        ["第一支部", DAY, "9：00", "支委会", "研究三"],
    ]
    common = {"organization": FIRST, "date": "2023-03-05", "kind": "committee"}
    expected = {
        2: common | {"title": "研究一", "start_time": "14:30", "end_time": "16:00"},
        3: common | {"title": "研究二"},
        4: common | {"title": "研究三", "start_time": "09:00"},
    }
    return Known({"台账": rows}, {"台账": expected})


@ledger
def counts_in_every_spelling() -> Known:
    cells = [12, "12", "12人", "１２", "１２人", "十二", "十二人", "12名", " 12 人 ", "共12人"]
    rows, expected = _meetings("实到人数", cells, "present", present=12, date="2023-03-05")
    rows = [[*row, "日期" if n == 0 else DAY] for n, row in enumerate(rows)]
    return Known({"台账": rows}, {"台账": expected})


@ledger
def several_counts_in_one_cell() -> Known:
    cells = ["应到15人，实到13人，请假2人", "应到15人、实到13人、请假2名", "应到：15 实到：13 请假：2"]
    rows, expected = _meetings(
        "参会情况", cells, "attendance", expected=15, present=13, leave=2, date="2023-03-05"
    )
    rows = [[*row, "日期" if n == 0 else DAY] for n, row in enumerate(rows)]
    return Known({"台账": rows}, {"台账": expected})


@ledger
def counts_that_must_be_asked_about() -> Known:
    cells: list[object] = ["约12人", "12余人", "10多人", "12-15", "七八人", -3, 12.5, "若干", "12人、13人"]
    rows, _ = _meetings("实到人数", cells, "present")
    rows = [[*row, "日期" if n == 0 else DAY] for n, row in enumerate(rows)]
    return Known({"台账": rows}, {"台账": {n: Wrong("实到人数") for n in range(2, len(cells) + 2)}})


THREE = ["程远山", "林晓岚", "周启明"]


@ledger
def names_in_every_separation() -> Known:
    cells = [
        f"程远山{sign}林晓岚{sign}周启明" for sign in ("、", "，", ",", ";", "；", "/", " ", "\n", "、 ")
    ]
    cells += ["程 远 山、林晓岚、周启明", "1.程远山 2.林晓岚 3.周启明"]
    rows, expected = _meetings("参加人员", cells, "attendees", attendees=THREE, date="2023-03-05")
    rows = [[*row, "日期" if n == 0 else DAY] for n, row in enumerate(rows)]
    return Known({"台账": rows}, {"台账": expected})


@ledger
def names_with_reasons_and_inner_spaces() -> Known:
    rows = [
        ["党支部", "日期", "类型", "主题", "主持人", "缺席人员及原因", "列席人员"],
        ["第一支部", DAY, "主题党日", "甲", "何  立", "吴静宜（请假）、郑文博（出差）", "许安然"],
        ["第一支部", DAY, "主题党日", "乙", "程远山", "无", "/"],
        ["第一支部", DAY, "主题党日", "丙", "待定", None, None],
    ]
    common = {"organization": FIRST, "date": "2023-03-05", "kind": "theme_day"}
    expected = {
        2: common
        | {"title": "甲", "chair": ["何立"], "absentees": ["吴静宜", "郑文博"], "nonvoting": ["许安然"]}
        | {"absentees_note": "吴静宜（请假）、郑文博（出差）"},
        3: common | {"title": "乙", "chair": ["程远山"]},
        4: Wrong("主持人"),
    }
    return Known({"台账": rows}, {"台账": expected})


@ledger
def names_that_are_not_all() -> Known:
    rows = [
        ["党支部", "日期", "类型", "主题", "参加人员"],
        ["第一支部", DAY, "主题党日", "甲", "程远山、林晓岚等12人"],
        ["第一支部", DAY, "主题党日", "乙", "程远山、林晓岚共2人"],
    ]
    common = {"organization": FIRST, "date": "2023-03-05", "kind": "theme_day"}
    expected = {
        2: common | {"title": "甲", "attendees": ["程远山", "林晓岚"], "present": 12},
        3: common | {"title": "乙", "attendees": ["程远山", "林晓岚"], "present": 2},
    }
    return Known({"台账": rows}, {"台账": expected})


KINDS = {
    "支部大会": "general",
    "党员大会": "general",
    "支部党员大会": "general",
    "支委会": "committee",
    "支部委员会": "committee",
    "党小组会": "group",
    "主题党日": "theme_day",
    "主题党日活动": "theme_day",
    "党组会": "leading_group",
    "党委会": "leading_group",
    "中心组学习": "central_group",
    "理论学习中心组学习": "central_group",
    "组织生活会": "organizational_life",
    "专题组织生活会": "organizational_life",
    "民主生活会": "democratic_life",
    "民主评议党员": "appraisal",
    "警示教育": "warning_education",
    "读书班": "reading_class",
    "联建共建活动": "joint",
    "志愿服务": "volunteer",
}


@ledger
def kinds_by_synonym() -> Known:
    rows = [["党支部", "日期", "类型", "主题"]]
    rows += [["第一支部", DAY, word, f"主题{n}"] for n, word in enumerate(KINDS, 2)]
    expected = {
        n: {"organization": FIRST, "date": "2023-03-05", "kind": kind, "title": f"主题{n}"}
        for n, kind in enumerate(KINDS.values(), 2)
    }
    return Known({"台账": rows}, {"台账": expected})


@ledger
def organisations_by_every_name() -> Known:
    names = {
        FIRST: FIRST,
        "第一支部": FIRST,
        "第一党支部": FIRST,
        "第1党支部": FIRST,
        " 第二 支部 ": SECOND,
        "局党组": LEADING_GROUP,
    }
    rows = [["单位", "日期", "类型", "主题"]]
    rows += [[name, DAY, "集中学习", f"主题{n}"] for n, name in enumerate(names, 2)]
    rows += [["第九支部", DAY, "集中学习", "不明"], ["云岭水务", DAY, "集中学习", "不明"]]
    expected: dict = {
        n: {"organization": full, "date": "2023-03-05", "kind": "study", "title": f"主题{n}"}
        for n, full in enumerate(names.values(), 2)
    }
    return Known({"台账": rows}, {"台账": expected | {8: Wrong("单位"), 9: Wrong("单位")}})
