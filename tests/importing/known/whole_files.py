"""Several record types in one workbook, and what the file itself says."""

import datetime

from tests.importing.known.catalogue import FIRST, LEADING_GROUP, Known, ledger

DAY = datetime.date(2023, 3, 5)
HERE = {"organization": FIRST, "date": "2023-03-05"}


@ledger
def several_record_types() -> Known:
    sheets = {
        "支委会": [["党支部", "时间", "主题", "主持人"], ["第一支部", DAY, "研究", "程远山"]],
        "党课": [["党支部", "时间", "题目", "主讲人"], ["第一支部", DAY, "党章", "程远山"]],
        "谈心谈话": [["党支部", "时间", "谈话人", "谈话对象"], ["第一支部", DAY, "程远山", "林晓岚"]],
        "处分": [["党支部", "时间", "姓名", "形态"], ["第一支部", DAY, "周启明", 1]],
        "民生实事": [["党支部", "时间", "项目名称", "责任人"], ["第一支部", DAY, "修路", "程远山"]],
    }
    rows = {
        "支委会": {2: HERE | {"kind": "committee", "title": "研究", "chair": ["程远山"]}},
        "党课": {2: HERE | {"kind": "ordinary", "topic": "党章", "lecturers": ["程远山"]}},
        "谈心谈话": {2: HERE | {"kind": "heart", "talker": ["程远山"], "targets": ["林晓岚"]}},
        "处分": {2: HERE | {"person": ["周启明"], "form": 1}},
        "民生实事": {2: HERE | {"kind": "livelihood", "title": "修路", "lead": "程远山"}},
    }
    return Known(sheets, rows)


@ledger
def lectures_among_meetings() -> Known:
    rows = [
        ["党支部", "时间", "类型", "主题", "主持人", "主讲人", "实到人数", "主要内容"],
        ["第一支部", DAY, "支委会", "研究工作", "程远山", None, 5, "研究"],
        ["第一支部", DAY, "党课", "学习党章", "林晓岚", "程远山", 12, "讲解党章"],
    ]
    first = HERE | {
        "kind": "committee",
        "title": "研究工作",
        "chair": ["程远山"],
        "present": 5,
        "content": "研究",
    }
    second = HERE | {
        "kind": "ordinary",
        "topic": "学习党章",
        "lecturers": ["程远山"],
        "audience_count": 12,
        "content": "讲解党章",
    }
    return Known({"三会一课": rows}, {"三会一课": {2: first, 3: second}})


@ledger
def leading_group_with_agenda() -> Known:
    rows = [
        ["2023年党组会议台账"],
        ["单位", "会议时间", "会议名称", "第一议题", "议题"],
        [
            "局党组",
            DAY,
            "第3次党组会",
            "1.学习《关于调查研究的讲话》；2.学习《求实》",
            "1.研究意识形态工作；2.研究年度预算",
        ],
    ]
    values = HERE | {
        "organization": LEADING_GROUP,
        "kind": "leading_group",
        "title": "第3次党组会",
        "first_topic": ["关于调查研究的讲话", "求实"],
        "agenda": ["研究意识形态工作", "研究年度预算"],
    }
    return Known({"党组会": rows}, {"党组会": {3: values}})


@ledger
def unknown_columns_beside_known_ones() -> Known:
    rows = [
        ["党支部", "时间", "类型", "主题", "天气", "车辆", "联系电话"],
        ["第一支部", DAY, "支委会", "研究", "晴", "2辆", 13900000000],
    ]
    return Known({"台账": rows}, {"台账": {2: HERE | {"kind": "committee", "title": "研究"}}})


@ledger
def grades_and_votes() -> Known:
    sheets = {
        "民主评议": [
            ["党支部", "时间", "类型", "主题", "优秀", "合格", "基本合格", "不合格"],
            ["第一支部", DAY, "民主评议党员", "年度评议", 3, 9, 1, 0],
        ],
        "选举": [
            ["党支部", "时间", "类型", "主题", "应到", "实到", "有表决权人数", "赞成", "反对", "弃权"],
            ["第一支部", DAY, "支部党员大会", "接收预备党员", 15, 14, 13, "12票", 0, 1],
        ],
    }
    graded = HERE | {
        "kind": "appraisal",
        "title": "年度评议",
        "graded_excellent": 3,
        "graded_qualified": 9,
        "graded_basic": 1,
        "graded_unqualified": 0,
    }
    voted = HERE | {
        "kind": "general",
        "title": "接收预备党员",
        "expected": 15,
        "present": 14,
        "entitled": 13,
        "votes_for": 12,
        "votes_against": 0,
        "votes_abstained": 1,
    }
    return Known(sheets, {"民主评议": {2: graded}, "选举": {2: voted}})
