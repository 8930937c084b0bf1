"""Header words as real ledgers spell them, and the fields they mean."""

import pytest

from branches.importing.tables.fields import FIELDS
from branches.importing.tables.headerrows import is_known
from branches.importing.tables.headers import read_header

SEEN = {
    ("meeting", "date"): "时间 日期 会议时间 活动时间 学习时间 召开时间 开展时间 年月日 起止时间",
    ("talk", "date"): "谈话时间",
    ("lecture", "date"): "上课时间 授课时间",
    ("meeting", "place"): "地点 会议地点 活动地点 会议地址",
    ("meeting", "chair"): "主持人 会议主持人 主持 召集人",
    ("meeting", "recorder"): "记录人 记录人员 填报人",
    ("meeting", "expected"): "应到人数 应到 应参会人员 应到会人数 应到党员",
    ("meeting", "present"): "实到人数 实到 参会人数 出席人数 实参会党员数",
    ("meeting", "absentees"): "缺席人员 缺席人员及原因 请假人员 未到人员 未会人员",
    ("meeting", "attendees"): "参加人员 参会人员 出席人员",
    ("meeting", "nonvoting"): "列席人员",
    ("meeting", "title"): "主题 名称 标题 会议名称 会议主题 活动主题",
    ("meeting", "agenda"): "议题 会议议题",
    ("lecture", "topic"): "党课主题 主题 题目",
    ("meeting", "content"): "内容 会议内容 主要内容 学习内容 会议纪要",
    ("meeting", "decision"): "会议决议 决议事项",
    ("meeting", "organization"): "单位 党组织 党支部 支部名称 所属支部 所在党支部 部门",
    ("meeting", "kind"): "会议类型 活动类型 类型 会议类别 活动类别",
    ("lecture", "lecturers"): "主讲人 授课人 讲师 宣讲人",
    ("talk", "talker"): "谈话人 谈心人 谈话实施人",
    ("talk", "targets"): "谈话对象 谈心对象 被谈话人",
    ("discipline", "measure"): "处分种类 组织处理",
    ("discipline", "party_sanction"): "党纪处分",
    ("discipline", "administrative_sanction"): "行政处分",
    ("discipline", "date"): "处分决定时间",
    ("discipline", "effective_until"): "处分期满时间",
    ("discipline", "document_number"): "文号",
}
UNSEEN = {
    ("meeting", "date"): "党日活动时间 集中学习日期 三会一课召开时间",
    ("meeting", "place"): "学习会场 党日活动场所",
    ("meeting", "expected"): "会议应到人数 应参加人数 应出席党员人数",
    ("meeting", "present"): "会议实到人数 实际参会人数 到会党员人数",
    ("lecture", "lecturers"): "授课教师 讲课人 党课主讲人",
    ("talk", "targets"): "被约谈人姓名 廉政谈话对象",
}
CASES = [
    (slug, name, word)
    for group in (SEEN, UNSEEN)
    for (slug, name), words in group.items()
    for word in words.split()
]


@pytest.mark.parametrize(("slug", "name", "word"), CASES)
@pytest.mark.parametrize("decorate", ["{}", " {} ", "{}：", "*{}", "{}（必填）", "{}\n", "1.{}", "spaced"])
def test_headers_are_known_however_they_are_decorated(slug: str, name: str, word: str, decorate: str) -> None:
    spelled = "  ".join(word) if decorate == "spaced" else decorate.format(word)
    words = read_header(spelled).words
    assert words == word
    assert is_known(spelled)
    assert name in {each.name for each in FIELDS[slug] for cue, _ in each.cues if cue.fullmatch(words)}


@pytest.mark.parametrize("word", ["填报时间", "汇总日期", "审核人", "联系电话", "序号", "附件"])
def test_what_concerns_the_file_is_no_part_of_a_record(word: str) -> None:
    for fields in FIELDS.values():
        best = max((weight, each.name) for each in fields for cue, weight in each.cues if cue.fullmatch(word))
        assert best[1] == ""


@pytest.mark.parametrize("word", ["入党时间", "出生日期", "转正时间", "参加工作时间", "任职时间", "整改时限"])
def test_other_dates_are_not_the_day_of_a_meeting(word: str) -> None:
    names = {
        each.name
        for slug in ("meeting", "lecture", "talk")
        for each in FIELDS[slug]
        for cue, _ in each.cues
        if cue.fullmatch(word)
    }
    assert names == set()


def test_units_in_brackets_are_kept() -> None:
    assert [
        read_header(text).money_unit for text in ("慰问金（万元）", "金额(元)", "投入资金万元", "金额")
    ] == ["万元", "元", "万元", ""]
