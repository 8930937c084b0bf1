"""The header spellings that real ledgers use, each at least once over the same known values."""

import datetime
from collections.abc import Mapping
from typing import Any

from tests.importing.known.catalogue import FIRST, LEDGERS, Known

DAY = datetime.date(2023, 3, 5)

MEETINGS = {
    "organization": ("单位 党组织 党支部 支部名称 所属支部 所在党支部 部门", "第一支部", FIRST),
    "date": ("时间 日期 会议时间 活动时间 学习时间 召开时间 开展时间 年月日 起止时间", DAY, "2023-03-05"),
    "kind": ("会议类型 活动类型 类型 会议类别 活动类别", "主题党日", "theme_day"),
    "title": ("主题 名称 标题 会议名称 会议主题 活动主题", "植树", "植树"),
    "place": ("地点 会议地点 活动地点 会议地址", "公园", "公园"),
    "chair": ("主持人 会议主持人 主持 召集人", "程远山", ["程远山"]),
    "recorder": ("记录人 记录人员 填报人", "林晓岚", ["林晓岚"]),
    "expected": ("应到人数 应到 应参会人员 应到会人数 应到党员", 9, 9),
    "present": ("实到人数 实到 参会人数 出席人数 实参会党员数", 7, 7),
    "absentees": ("缺席人员 缺席人员及原因 请假人员 未到人员 未会人员", "周启明（出差）", ["周启明"]),
    "attendees": ("参加人员 参会人员 出席人员", "程远山、林晓岚", ["程远山", "林晓岚"]),
    "nonvoting": ("列席人员", "许安然", ["许安然"]),
    "content": ("内容 会议内容 主要内容 学习内容 会议纪要", "种了树", "种了树"),
    "decision": ("会议决议 决议事项", "通过", "通过"),
}
LECTURES = {
    "organization": ("党支部", "第一支部", FIRST),
    "date": ("上课时间", DAY, "2023-03-05"),
    "topic": ("党课主题", "学习党章", "学习党章"),
    "lecturers": ("主讲人 授课人 讲师 宣讲人", "程远山", ["程远山"]),
}
TALKS = {
    "organization": ("党支部", "第一支部", FIRST),
    "date": ("谈话时间", DAY, "2023-03-05"),
    "talker": ("谈话人 谈心人 谈话实施人", "程远山", ["程远山"]),
    "targets": ("谈话对象 谈心对象 被谈话人", "林晓岚", ["林晓岚"]),
    "kind": ("谈话类型", "廉政谈话", "integrity"),
}
ACTIONS = {
    "organization": ("单位", "第一支部", FIRST),
    "person": ("姓名", "程远山", ["程远山"]),
    "form": ("形态", "第二种形态", 2),
    "party_sanction": ("处分种类 党纪处分", "党内警告", "warning"),
    "date": ("处分决定时间", DAY, "2023-03-05"),
    "effective_until": ("处分期满时间", "2024年3月4日", "2024-03-04"),
    "document_number": ("文号", "青纪〔2023〕1号", "青纪〔2023〕1号"),
}


def _several(
    name: str, sheet: str, fields: Mapping[str, tuple[str, Any, Any]], also: Mapping[str, Any]
) -> None:
    """As many ledgers as the field with most spellings has, so that each spelling heads a column once.

    ``also``: values that follow from the others.
    """
    spellings = {field: words.split() for field, (words, _, _) in fields.items()}
    for number in range(max(map(len, spellings.values()))):
        header = [words[number % len(words)] for words in spellings.values()]
        row = [cell for _, cell, _ in fields.values()]
        values = {field: value for field, (_, _, value) in fields.items()} | also
        LEDGERS[f"{name}_{number + 1}"] = Known({sheet: [header, row]}, {sheet: {2: values}})


_several("spellings_of_meetings", "台账", MEETINGS, {"absentees_note": "周启明（出差）"})
_several("spellings_of_lectures", "党课", LECTURES, {"kind": "ordinary"})
_several("spellings_of_talks", "谈话", TALKS, {})
_several("spellings_of_actions", "处分", ACTIONS, {"measure": "sanction"})
