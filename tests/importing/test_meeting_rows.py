"""What the rows of a ledger of meetings say, compared value by value."""

import datetime

import pytest

from branches.models import Member
from tests.importing.reading import read
from tests.importing.workbooks import xlsx

FIRST, SECOND = "青峰市档案发展局第一党支部", "青峰市档案发展局第二党支部"

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")


def test_a_plain_ledger() -> None:
    found = read(
        xlsx(
            [
                [
                    "党支部",
                    "会议时间",
                    "会议类型",
                    "会议名称",
                    "会议地点",
                    "主持人",
                    "记录人",
                    "应到人数",
                    "实到人数",
                    "会议内容",
                    "决议事项",
                    "备注",
                ],
                [
                    FIRST,
                    datetime.datetime(2023, 3, 5, 14, 30),
                    "支部党员大会",
                    "讨论年度计划",
                    "三楼会议室",
                    "程远山",
                    "林晓岚",
                    15,
                    13,
                    "讨论计划",
                    "一致通过",
                    "补记",
                ],
            ]
        )
    )
    assert (found.sheet.kind, found.sheet.header_row, found.sheet.unknown) == ("meeting", 1, [])
    assert found.sheet.columns == {
        "党支部": "organization",
        "会议时间": "date",
        "会议类型": "kind",
        "会议名称": "title",
        "会议地点": "place",
        "主持人": "chair",
        "记录人": "recorder",
        "应到人数": "expected",
        "实到人数": "present",
        "会议内容": "content",
        "决议事项": "decision",
        "备注": "remark",
    }
    assert found.values(2) == {
        "organization": FIRST,
        "date": "2023-03-05",
        "start_time": "14:30",
        "kind": "general",
        "title": "讨论年度计划",
        "place": "三楼会议室",
        "chair": ["程远山"],
        "recorder": ["林晓岚"],
        "expected": 15,
        "present": 13,
        "content": "讨论计划",
        "decision": "一致通过",
        "remark": "补记",
    }


def test_lectures_inside_a_ledger_of_meetings_become_lectures(roster: list[Member]) -> None:
    found = read(
        xlsx(
            {
                "三会一课": [
                    ["党支部", "时间", "类型", "主题", "主持人", "主讲人", "实到人数", "主要内容"],
                    ["第一支部", DAY, "支委会", "研究工作", "程远山", None, 5, "研究"],
                    ["第一支部", DAY, "党课", "学习党章", "林晓岚", "程远山", 12, "讲解党章"],
                ]
            }
        )
    )
    assert found.values(2)["kind"] == "committee"
    assert found.one(3).row.slug == "lecture"
    assert found.values(3) == {
        "organization": FIRST,
        "date": "2023-03-05",
        "kind": "ordinary",
        "topic": "学习党章",
        "lecturers": ["程远山"],
        "audience_count": 12,
        "content": "讲解党章",
    }
    [lecturer] = found.one(3).row.built.rows("lecturers")
    assert (lecturer.member, lecturer.post) == (roster[0], "branch_secretary")


def test_a_leading_groups_agenda_and_first_topic() -> None:
    found = read(
        xlsx(
            {
                "党组会": [
                    ["2023年党组会议台账"],
                    ["单位", "会议时间", "会议名称", "第一议题", "议题"],
                    [
                        "局党组",
                        DAY,
                        "第3次党组会",
                        "1.学习《关于调查研究的讲话》；2.学习《求实》杂志文章《论实干》",
                        "1.研究意识形态工作；2.研究干部任免事项；3.研究年度预算",
                    ],
                ]
            }
        )
    )
    values = found.values(3)
    assert (values["kind"], values["title"]) == ("leading_group", "第3次党组会")
    assert values["agenda"] == ["研究意识形态工作", "研究干部任免事项", "研究年度预算"]
    assert values["first_topic"] == ["关于调查研究的讲话", "求实", "论实干"]
    built = found.one(3).row.built
    items = built.rows("agenda_items")
    assert [(item.topic, item.category) for item in items] == [
        ("第一议题", "first_topic"),
        ("研究意识形态工作", "ideology"),
        ("研究干部任免事项", "personnel"),
        ("研究年度预算", ""),
    ]
    assert all(material.agenda_item is items[0] for material in built.rows("materials"))


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("参会情况", "应到15人，实到13人，请假2人"),
        ("出席情况", "应到15人、实到13人、请假2名"),
        ("实到人数", "应到15人，实到13人，请假2人"),
    ],
)
def test_several_counts_in_one_cell(header: str, cell: str) -> None:
    found = read(
        xlsx([["党支部", "时间", "类型", "主题", header], ["第一支部", DAY, "支委会", "研究", cell]])
    )
    values = found.values(2)
    assert (values["expected"], values["present"], values["leave"]) == (15, 13, 2)


def test_counts_in_the_order_of_the_header() -> None:
    found = read(
        xlsx([["党支部", "时间", "类型", "主题", "应到/实到"], ["第一支部", DAY, "支委会", "研究", "15/13"]])
    )
    values = found.values(2)
    assert (values["expected"], values["present"]) == (15, 13)


def test_columns_that_give_different_counts_are_asked_about() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "应到人数", "参会情况"],
        ["第一支部", DAY, "支委会", "研究", 15, "应到14人，实到13人"],
    ]
    found = read(xlsx(rows))
    assert "不一致" in found.errors(2)["应到人数"]


def test_people_present_away_and_listening(roster: list[Member]) -> None:
    found = read(
        xlsx(
            [
                ["党支部", "时间", "类型", "主题", "应到", "参加人员", "缺席人员及原因", "列席人员"],
                [
                    "第一支部",
                    DAY,
                    "支委会",
                    "研究",
                    5,
                    "程远山、林晓岚，周启明",
                    "吴静宜（出差）、郑文博",
                    "许安然",
                ],
            ]
        )
    )
    values = found.values(2)
    assert values["attendees"] == ["程远山", "林晓岚", "周启明"]
    assert values["absentees"] == ["吴静宜", "郑文博"]
    assert values["nonvoting"] == ["许安然"]
    built = found.one(2).row.built
    assert [(row.name, row.status, row.reason, row.member) for row in built.rows("attendances")] == [
        ("程远山", "present", "", roster[0]),
        ("林晓岚", "present", "", roster[1]),
        ("周启明", "present", "", roster[2]),
        ("吴静宜", "leave", "出差", roster[3]),
        ("郑文博", "absent", "", roster[4]),
        ("许安然", "nonvoting", "", roster[5]),
    ]
    meeting = built.record
    assert (meeting.present, meeting.leave, meeting.absent) == (3, 1, 1)
    assert meeting.absentees_note == "吴静宜（出差）、郑文博"


def test_names_that_are_not_all_count_nobody(roster: list[Member]) -> None:
    header = ["党支部", "时间", "类型", "主题", "参加人员"]
    found = read(
        xlsx(
            [
                header,
                ["第一支部", DAY, "支委会", "研究一", "程远山、林晓岚等12人"],
                ["第一支部", DAY, "支委会", "研究二", "程远山、林晓岚等"],
                ["第一支部", DAY, "支委会", "研究三", "全体党员"],
                ["第一支部", DAY, "支委会", "研究四", 9],
            ]
        )
    )
    assert found.sheet.columns["参加人员"] == "attendees"
    with_total, without, group = (found.one(row).row.built.record for row in (2, 3, 4))
    assert (with_total.present, without.present, group.present) == (12, None, None)
    assert found.values(2)["attendees"] == ["程远山", "林晓岚"]
    assert [row.member for row in found.one(3).row.built.rows("attendances")] == roster[:2]
    assert "全体党员" in group.remark
    assert found.one(2).findings == found.one(3).findings


def test_a_column_of_participants_that_holds_numbers_is_a_count() -> None:
    rows = [["党支部", "时间", "类型", "主题", "参加人员"]]
    rows += [
        ["第一支部", DAY + datetime.timedelta(days=7 * n), "支委会", "研究", f"{n + 5}人"] for n in range(3)
    ]
    found = read(xlsx(rows))
    assert found.sheet.columns["参加人员"] == "present"
    assert [found.values(row)["present"] for row in (2, 3, 4)] == [5, 6, 7]


def test_day_and_clock_in_columns_of_their_own() -> None:
    found = read(
        xlsx(
            [
                ["党支部", "日期", "时间", "类型", "主题"],
                ["第一支部", DAY, "14:30-16:00", "支委会", "研究一"],
                ["第一支部", DAY, "上午", "支委会", "研究二"],
                ["第一支部", DAY, datetime.time(9, 0), "支委会", "研究三"],
            ]
        )
    )
    assert (found.sheet.columns["日期"], found.sheet.columns["时间"]) == ("date", "start_time")
    first, second, third = (found.values(row) for row in (2, 3, 4))
    assert (first["start_time"], first["end_time"]) == ("14:30", "16:00")
    assert "start_time" not in second
    assert third["start_time"] == "09:00"


def test_beginning_and_end_in_columns_of_their_own() -> None:
    found = read(
        xlsx(
            {
                "读书班": [
                    ["党支部", "开始时间", "结束时间", "主题"],
                    ["第一支部", "2023-4-10 09:00", "2023-4-21 17:00", "专题读书班"],
                    ["第一支部", "2023年5月8日", "2023年5月12日", "第二期"],
                ]
            }
        )
    )
    assert found.sheet.columns["结束时间"] == "end"
    values = found.values(2)
    assert (values["kind"], values["date"], values["end_date"]) == (
        "reading_class",
        "2023-04-10",
        "2023-04-21",
    )
    assert (values["start_time"], values["end_time"]) == ("09:00", "17:00")
    assert found.values(3)["end_date"] == "2023-05-12"


def test_spans_of_days() -> None:
    rows = [
        ["党支部", "起止时间", "类型", "主题"],
        ["第一支部", "2023-10-12 00:00:00 - 2023-11-22 00:00:00", "读书班", "专题学习"],
    ]
    values = read(xlsx(rows)).values(2)
    assert (values["date"], values["end_date"], "start_time" in values) == ("2023-10-12", "2023-11-22", False)


def test_votes_and_grades() -> None:
    found = read(
        xlsx(
            {
                "民主评议": [
                    ["党支部", "时间", "类型", "主题", "优秀", "合格", "基本合格", "不合格"],
                    ["第一支部", DAY, "民主评议党员", "年度评议", 3, 9, 1, 0],
                ],
                "选举": [
                    [
                        "党支部",
                        "时间",
                        "类型",
                        "主题",
                        "应到",
                        "实到",
                        "有表决权人数",
                        "赞成",
                        "反对",
                        "弃权",
                    ],
                    ["第一支部", DAY, "支部党员大会", "接收预备党员", 15, 14, 13, "12票", 0, 1],
                ],
            }
        )
    )
    graded = found.values(2, "民主评议")
    assert [graded[f"graded_{name}"] for name in ("excellent", "qualified", "basic", "unqualified")] == [
        3,
        9,
        1,
        0,
    ]
    voted = found.values(2, "选举")
    assert [voted[name] for name in ("entitled", "votes_for", "votes_against", "votes_abstained")] == [
        13,
        12,
        0,
        1,
    ]


def test_unreadable_cells_are_errors_at_their_column() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "应到", "实到", "主持人"],
        ["第九支部", "4月31日", "例会", "研究", "约15人", "=1+1", "待定"],
    ]
    errors = read(xlsx([["2023年"], *rows])).errors(3)
    assert set(errors) == {"党支部", "时间", "类型", "应到", "实到", "主持人"}
    assert all(message.endswith("。") for message in errors.values())


def test_without_a_title_column_the_first_topic_or_the_kind_is_the_title() -> None:
    rows = [
        ["党支部", "时间", "类型", "议题"],
        ["第一支部", DAY, "支委会", "1.研究甲；2.研究乙"],
        ["第二支部", DAY, "支委会", None],
    ]
    found = read(xlsx(rows))
    assert [found.values(row)["title"] for row in (2, 3)] == ["研究甲", "支部委员会"]


def test_day_and_place_in_one_cell() -> None:
    rows = [
        ["党支部", "会议时间、地点", "类型", "主题"],
        ["第一支部", "2023年3月5日14:30，三楼 会议室", "主题党日", "甲"],
        ["第一支部", "2023年3月6日", "主题党日", "乙"],
        ["第一支部", "三楼会议室", "主题党日", "丙"],
    ]
    found = read(xlsx(rows))
    first = found.values(2)
    assert (first["date"], first["start_time"], first["place"]) == ("2023-03-05", "14:30", "三楼 会议室")
    assert "place" not in found.values(3)
    assert "会议时间、地点" in found.errors(4)


def test_records_or_who_kept_them_by_the_values() -> None:
    def ledger(*cells: str) -> bytes:
        rows = [
            ["第一支部", DAY + datetime.timedelta(days=n), "主题党日", "甲", cell]
            for n, cell in enumerate(cells)
        ]
        return xlsx([["党支部", "时间", "类型", "主题", "记录"], *rows])

    assert read(ledger("林晓岚", "周明")).values(2)["recorder"] == ["林晓岚"]
    minutes = read(ledger("会议学习了有关文件，并讨论了下一步工作。", "会议研究了年度计划，形成三点意见。"))
    assert minutes.values(2)["content"].startswith("会议学习了")


def test_who_is_away_in_brackets_behind_the_number(roster: list[Member]) -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "应到", "实到", "请假"],
        ["第一支部", DAY, "主题党日", "甲", 9, "7人（含线上）", 2],
        ["第一支部", DAY, "主题党日", "乙", 9, "7人（线上）", "2人（林晓岚、周启明）"],
    ]
    found = read(xlsx(rows))
    assert "还有别的人数" in found.errors(2)["实到"]
    values = found.values(3)
    assert (values["leave"], values["absentees"], values["remark"]) == (2, ["林晓岚", "周启明"], "实到：线上")
    away = [row for row in found.one(3).row.built.rows("attendances") if row.status == "leave"]
    assert [row.member for row in away] == roster[1:3]
