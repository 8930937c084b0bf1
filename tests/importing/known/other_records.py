"""Lectures, talks, disciplinary actions, clues and work items."""

import datetime

from tests.importing.known.catalogue import FIRST, SECOND, Known, ledger

DAY = datetime.date(2023, 3, 5)
HERE = {"organization": FIRST, "date": "2023-03-05"}


@ledger
def lectures() -> Known:
    header = ["序号", "所在党支部", "上课时间", "授课地点", "党课题目", "授课人", "授课人职务"]
    header += ["党课类型", "授课对象", "听课人数", "学时"]
    row = [
        1,
        "第一支部",
        DAY,
        "三楼",
        "学习党章",
        "程远山",
        "党支部书记",
        "专题党课",
        "本支部党员",
        "１２人",
        1.5,
    ]
    values = HERE | {
        "kind": "special",
        "topic": "学习党章",
        "place": "三楼",
        "hours": 1.5,
        "lecturers": ["程远山"],
        "audience": "own_branch",
        "audience_count": 12,
    }
    return Known({"党课": [header, row]}, {"党课": {2: values}})


@ledger
def talks_with_headers_in_two_rows() -> Known:
    rows = [
        ["2023年谈心谈话登记表"],
        ["填报单位：第一支部"],
        ["谈话时间", "谈话人", None, "谈话对象", None, "谈话地点", "谈话事由", "谈话内容"],
        [None, "姓名", "职务", "姓名", "职务", None, None, None],
        ["3月5日", "程远山", "支部书记", "林晓岚", "科员", "办公室", "年度谈心", "了解思想"],
    ]
    values = HERE | {
        "kind": "heart",
        "talker": ["程远山"],
        "talker_post": "支部书记",
        "targets": ["林晓岚"],
        "place": "办公室",
        "matter": "年度谈心",
        "content": "了解思想",
    }
    merges = ["A3:A4", "B3:C3", "D3:E3", "F3:F4", "G3:G4", "H3:H4"]
    return Known({"Sheet1": rows}, {"Sheet1": {5: values}}, {"Sheet1": merges})


@ledger
def talks_with_several_targets() -> Known:
    rows = [
        ["党支部", "谈话时间", "谈心人", "谈心对象", "谈话类型"],
        ["第一支部", DAY, "程远山", "林晓岚、周启明\n吴静宜", "廉政谈话"],
        ["第二支部", DAY, "郑文博", "许安然", "提醒谈话"],
    ]
    first = HERE | {"kind": "integrity", "talker": ["程远山"], "targets": ["林晓岚", "周启明", "吴静宜"]}
    second = HERE | {"organization": SECOND, "kind": "reminder", "talker": ["郑文博"], "targets": ["许安然"]}
    return Known({"谈话": rows}, {"谈话": {2: first, 3: second}})


@ledger
def disciplinary_actions() -> Known:
    rows = [
        ["2023年处理处分情况台账"],
        [
            "编号",
            "姓名",
            "单位",
            "职务",
            "违纪事实",
            "违纪类型",
            "运用形态",
            "处分种类",
            "处分决定时间",
            "文号",
            "处分期满时间",
        ],
        [
            "2023-1",
            "程远山",
            "第一支部",
            "科员",
            "迟报",
            "违反工作纪律",
            "第二种形态",
            "党内警告",
            DAY,
            "青纪〔2023〕1号",
            None,
        ],
        [
            "2023-2",
            "林 岚",
            "第一支部",
            None,
            "迟到",
            "工作纪律",
            "第1种",
            "诫勉谈话",
            "2023.3.5",
            None,
            None,
        ],
        [
            "2023-3",
            "周启明",
            "第一支部",
            None,
            "某事",
            "廉洁纪律",
            "三",
            "党内严重警告、政务降级",
            DAY,
            None,
            "2024年9月5日",
        ],
    ]
    first = HERE | {
        "number": "2023-1",
        "person": ["程远山"],
        "post": "科员",
        "facts": "迟报",
        "violation": "work",
        "form": 2,
        "party_sanction": "warning",
        "measure": "sanction",
        "document_number": "青纪〔2023〕1号",
    }
    second = HERE | {
        "number": "2023-2",
        "person": ["林岚"],
        "facts": "迟到",
        "violation": "work",
        "form": 1,
        "measure": "admonition",
    }
    third = HERE | {
        "number": "2023-3",
        "person": ["周启明"],
        "facts": "某事",
        "violation": "integrity",
        "form": 3,
        "party_sanction": "serious_warning",
        "administrative_sanction": "demotion",
        "measure": "sanction",
        "effective_until": "2024-09-05",
    }
    return Known({"处分": rows}, {"处分": {3: first, 4: second, 5: third}})


@ledger
def clues() -> Known:
    header = [
        "线索编号",
        "线索来源",
        "收到时间",
        "反映对象",
        "反映的主要问题",
        "处置方式",
        "处置时间",
        "承办人",
        "是否立案",
        "党支部",
    ]
    rows = [
        header,
        ["X001", "群众举报", DAY, "程某", "某问题", "谈话函询", "2023.3.20", "林晓岚", "否", "第一支部"],
        ["X002", "信访举报", DAY, "李某", "某问题", None, None, None, None, "第一支部"],
    ]
    first = HERE | {
        "number": "X001",
        "source": "report",
        "about": "程某",
        "matter": "某问题",
        "disposal": "inquiry",
        "disposed_on": "2023-03-20",
        "handled_by": "林晓岚",
        "became_case": False,
    }
    second = HERE | {"number": "X002", "source": "report", "about": "李某", "matter": "某问题"}
    return Known({"问题线索": rows}, {"问题线索": {2: first, 3: second}})


@ledger
def work_items() -> Known:
    rows = [
        ["党支部", "事项类型", "事项名称", "完成时间", "数量", "资金（万元）", "进展情况", "牵头人"],
        ["第一支部", "调研课题", "基层治理调研", "2023年第二季度", "3篇", None, "已完成", "程远山"],
        ["第一支部", "民生实事", "修缮档案馆", "2023.3.5-2023.9.1", 1, 3.5, "推进中", None],
    ]
    first = {
        "organization": FIRST,
        "kind": "research_topic",
        "title": "基层治理调研",
        "date": "2023-04-01",
        "end_date": "2023-06-30",
        "quantity": 3,
        "unit": "篇",
        "status": "done",
        "lead": "程远山",
    }
    second = HERE | {
        "kind": "livelihood",
        "title": "修缮档案馆",
        "end_date": "2023-09-01",
        "quantity": 1,
        "amount": 3.5,
        "status": "under_way",
    }
    return Known({"工作事项": rows}, {"工作事项": {2: first, 3: second}})


@ledger
def money_in_yuan() -> Known:
    rows = [
        ["2023年走访慰问情况表"],
        ["单位", "事项名称", "时间", "慰问人次", "慰问金（元）", "责任人"],
        ["第一支部", "慰问困难党员", "1月", "5人次", 5000, "程远山"],
        ["第一支部", "慰问老党员", "7月1日", 12, "8,600元", "程远山"],
    ]
    common = {"organization": FIRST, "kind": "condolence", "lead": "程远山"}
    first = common | {
        "title": "慰问困难党员",
        "date": "2023-01-01",
        "end_date": "2023-01-31",
        "persons": 5,
        "amount": 0.5,
    }
    second = common | {"title": "慰问老党员", "date": "2023-07-01", "persons": 12, "amount": 0.86}
    return Known({"走访慰问": rows}, {"走访慰问": {3: first, 4: second}})
