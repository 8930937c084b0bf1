"""What the rest of the draft says about a number: title, section, item, sentence."""

import pytest

from reports.drafts.readings import read
from reports.drafts.setting import Names, own_year
from reports.drafts.surroundings import normalised
from reports.figures.counting import figure_values  # noqa: F401  (declares the figures)
from reports.figures.registry import registry

KEY = "meeting.leading_group.count"
SENTENCE = "全局召开党组会36次。"


def keys(text: str, names: Names | None = None) -> list[str]:
    return [reading.figure.key if reading.figure else "-" for reading in read(text, registry, 2023, names)]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "2023年度党建工作总结\n" + SENTENCE,
        "2022年党建工作总结\n2022年，召开党组会36次。",
        "一、主要工作\n" + SENTENCE,
        "一、存在问题\n学习不够深入。\n二、主要做法\n" + SENTENCE,
        "一、主要工作\n上半年，我局抓好学习。今年以来，召开党组会36次。",
        "一是上半年抓好学习。二是召开党组会36次。",
        "党建工作总结和明年计划\n" + SENTENCE,
    ],
)
def test_a_count_of_the_year_is_proposed(text: str) -> None:
    assert keys(text) == [KEY]


@pytest.mark.parametrize(
    "text",
    [
        "2023年上半年党建工作总结\n" + SENTENCE,
        "2023年第三季度工作情况\n" + SENTENCE,
        "2023年1-9月工作汇报\n" + SENTENCE,
        "2024年党建工作要点\n" + SENTENCE,
        "今年上半年，我局认真抓好党建工作。\n" + SENTENCE,
        "第三党支部2023年工作总结\n" + SENTENCE,
        "二、下一步工作打算\n（一）加强学习。\n" + SENTENCE,
        "三、2024年工作思路\n" + SENTENCE,
        "下一步，我局将抓好学习。" + SENTENCE,
        "二、存在的主要问题\n" + SENTENCE,
        "（二）第一党支部\n" + SENTENCE,
        "上半年，我局抓好学习。召开党组会36次。",
        "2019年，我局抓好学习。召开党组会36次。2023年，召开支委会。2023年，全面完成任务。",
        "办公室党支部抓好学习。召开党组会36次。",
    ],
)
def test_something_narrower_or_later_stays_open(text: str) -> None:
    assert KEY not in keys(text)


def test_a_figure_with_two_different_numbers_is_left_open_at_both() -> None:
    assert keys("召开党组会36次。\n局党组坚持民主集中制，召开党组会38次。") == ["-", "-"]
    assert keys("召开党组会36次。\n局党组坚持民主集中制，召开党组会36次。") == [KEY, KEY]
    assert keys("召开党组会**次。\n局党组坚持民主集中制，召开党组会30余次。") == [KEY, KEY]


def test_the_names_of_the_office_are_understood_and_those_of_its_branches_are_not() -> None:
    names = Names(own=("云岭市水务局机关党委",), others=("云岭市水务局河道党支部", "河道支部"))
    theme_day = "meeting.theme_day.count"

    assert keys("云岭市水务局全年开展主题党日96次。", names) == [theme_day]
    assert keys("云岭市水务局机关党委全年开展主题党日96次。", names) == [theme_day]
    assert keys("河道支部全年开展主题党日12次。", names) == ["-"]
    assert keys("河道支部抓好学习，全年开展主题党日12次。", names) == ["-"]
    assert keys("青峰市档案局全年开展主题党日12次。", names) == ["-"]


def test_in_the_draft_of_a_branch_the_office_is_another_body() -> None:
    names = Names(own=("第一党支部",), others=("局党组", "机关党委"), is_branch=True)

    assert keys("第一党支部全年开展主题党日12次。", names) == ["meeting.theme_day.count"]
    assert keys("本支部全年开展主题党日12次。", names) == ["meeting.theme_day.count"]
    assert keys("各支部全年开展主题党日96次。", names) == ["-"]
    assert keys("局党组全年召开党组会36次。", names) == ["-"]


def test_what_is_called_by_a_tag_of_the_office_is_not_what_a_figure_counts_for_sure() -> None:
    joint, theme_day = "meeting.joint.count", "meeting.theme_day.count"
    names = Names(tags=("党建联盟", "主题", "青年"))

    assert keys("参加党建联盟活动5次。") == [joint]
    assert keys("参加党建联盟活动5次。", names) == ["-"]
    assert keys("开展联建共建活动5次。", names) == [joint]
    assert keys("全年开展主题党日12次。", names) == [theme_day]  # the figure itself is called so


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年度总结\n2023年，2023年，2023年", 2022),
        ("二〇二二年度总结", 2022),
        ("2022年，学习。2022年，培训。2023年", 2022),
        ("2022年，2023年", None),
        ("今年以来", None),
        ("2022年5月", None),
    ],
)
def test_the_year_a_draft_reports_on(text: str, year: int | None) -> None:
    assert own_year(normalised(text)) == year


def test_open_quantities_carry_candidates_and_a_reason() -> None:
    (reading,) = read("上半年召开党组会18次。", registry, 2023)
    assert reading.figure is None
    assert reading.candidates[0].key == KEY
    assert "上半年" in reading.reason
