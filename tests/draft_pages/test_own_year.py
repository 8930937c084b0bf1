"""The document's own year moves where the person wants that; every other year stays."""

import pytest
from django.test import Client
from django.urls import reverse

from reports.drafting.moving_year import year_changes
from reports.drafts.files import opened
from tests.draft_pages.conftest import LAST_YEAR, Upload, choose, filled

TITLE = "某局2022年度党建工作总结"


def moved(text: str, year: int = 2023) -> str:
    draft = opened("总结.txt", text.encode())
    return draft.with_changes(year_changes(draft, year)).decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年，我们召开会议。", "2023年，我们召开会议。"),
        ("2022 年以来", "2023 年以来"),
        ("2022年第一季度", "2023年第一季度"),
        ("２０２２年", "２０２３年"),
        ("二〇二二年", "二〇二三年"),
        ("二○二二年", "二○二三年"),
        ("截至2022年底", "截至2023年底"),
        ("比2021年增加", "比2021年增加"),
        ("2023年打算", "2023年打算"),
        ("2022年3月5日召开", "2022年3月5日召开"),
        ("2022年 12月底", "2022年 12月底"),
        ("2022年十月", "2022年十月"),
        ("2022年**月", "2022年**月"),
        ("学习《2022年工作要点》", "学习《2022年工作要点》"),
        ("“2022年行动”", "“2022年行动”"),
        ("2020-2022年规划", "2020-2022年规划"),
        ("2020年至2022年", "2020年至2022年"),
        ("2022年—2024年", "2022年—2024年"),
        ("〔2022〕31号", "〔2022〕31号"),
        ("文号12022年", "文号12022年"),
    ],
)
def test_only_the_own_year_moves(text: str, expected: str) -> None:
    before = f"{TITLE}\n{text}"
    assert moved(before) == f"{TITLE.replace('2022', '2023')}\n{expected}"


def test_digits_that_a_decade_changes() -> None:
    assert (
        moved("二〇一九年工作总结\n二零一九年，１９人。", 2020) == "二〇二〇年工作总结\n二零二零年，１９人。"
    )


@pytest.mark.parametrize("text", ["工作总结\n召开会议12次。", "2023年工作总结\n2022年召开会议。"])
def test_a_draft_without_a_year_or_of_the_right_one_stays(text: str) -> None:
    assert moved(text) == text


@pytest.mark.usefixtures("records")
def test_the_year_moves_by_choice_and_back(client: Client, upload: Upload) -> None:
    draft = upload()
    page = reverse("draft", args=[draft.pk])
    assert "把2022年改为2023年（2 处）" in client.get(page).content.decode()
    assert "2022年，全年" in filled(client, draft)
    choose(client, draft, "year", "move")
    marked = '<del>2022</del><span class="visually-hidden">改为</span><ins>2023</ins>'
    assert client.get(page).content.decode().count(marked) == 2
    after = filled(client, draft)
    assert after.startswith("青峰市档案发展局2023年度党建工作总结")
    assert "2023年，全年召开党组会70余次" in after
    assert after.endswith(LAST_YEAR[-1])
    choose(client, draft, "year", "auto")
    assert "2022年，全年" in filled(client, draft)
