"""What was decided about a sentence comes back for the same sentence, and for no other."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import RememberedChoice
from tests.draft_pages.conftest import Upload, choose, filled, place

pytestmark = pytest.mark.usefixtures("records")

TITLE = "青峰市档案发展局2022年度党建工作总结"
SENTENCE = "2022年，各支部开展各类学习活动18场次，撰写体会30篇。"
DECIDED = f"{TITLE}\n{SENTENCE}"
KEY = "meeting.theme_day.count"


@pytest.fixture
def decided(client: Client, upload: Upload) -> None:
    """18场次 was said to be the 主题党日."""
    choose(client, upload(DECIDED), place(DECIDED, "18"), KEY)


NEXT_YEAR = DECIDED.replace("2022", "2023").replace("18", "25").replace("30", "41")


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    "text",
    [
        DECIDED,
        NEXT_YEAR,
        NEXT_YEAR.replace("25", "**"),
        NEXT_YEAR.replace("25", "二十"),
        NEXT_YEAR.replace("，撰写", ",撰写"),
        NEXT_YEAR.replace("2023年，", "****年，"),
        NEXT_YEAR + "\n召开各类会议3次。",
    ],
)
def test_the_same_sentence_is_known_again(client: Client, upload: Upload, text: str) -> None:
    draft = upload(text)
    assert {"7", "七"} & set(filled(client, draft))
    assert (
        "沿用以前的选择"
        in client.get(reverse("draft", args=[draft.pk]), {"at": _first(text)}).content.decode()
    )


def _first(text: str) -> str:
    end = text.index("场次")
    return f"{text.index('活动') + 2}-{end}"


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    "text",
    [
        NEXT_YEAR.replace("各类", "各种"),
        NEXT_YEAR.replace("各支部", "第三支部"),
        NEXT_YEAR.replace("年度党建工作总结", "年度党风廉政建设工作总结"),
        NEXT_YEAR.replace("年度党建", "年上半年党建"),
        NEXT_YEAR.replace("年度党建工作总结", "年度党建工作计划"),
        NEXT_YEAR.replace("2023年，各", "2021年，各"),
        NEXT_YEAR.replace("25", "3至5"),
        NEXT_YEAR.replace("场次", "期"),
        NEXT_YEAR.replace("\n", "\n三、下一步打算\n"),
        NEXT_YEAR.replace("\n", "\n三、存在的问题和不足\n"),
        NEXT_YEAR.replace("\n2023", "\n上半年工作扎实。2023"),
        f"{NEXT_YEAR}\n{NEXT_YEAR.partition(chr(10))[2]}",
        NEXT_YEAR.partition("\n")[2],
    ],
)
def test_another_sentence_is_not(client: Client, upload: Upload, text: str) -> None:
    assert filled(client, upload(text)) == text


@pytest.mark.usefixtures("decided")
def test_another_organisation_has_decided_nothing(
    client: Client, upload: Upload, office: SimpleNamespace
) -> None:
    assert filled(client, upload(NEXT_YEAR, organization=office.first)) == NEXT_YEAR


@pytest.mark.usefixtures("decided")
def test_what_is_chosen_now_goes_first(client: Client, upload: Upload) -> None:
    draft = upload(NEXT_YEAR)
    choose(client, draft, place(NEXT_YEAR, "25"), "meeting.central_group.count")
    assert "活动12场次" in filled(client, draft)
    assert RememberedChoice.objects.get().choice == "meeting.central_group.count"


@pytest.mark.usefixtures("decided")
def test_not_this_time_leaves_the_memory_and_automatic_empties_it(client: Client, upload: Upload) -> None:
    draft, here = upload(NEXT_YEAR), place(NEXT_YEAR, "25")
    choose(client, draft, here, "skip")
    assert filled(client, draft) == NEXT_YEAR
    assert RememberedChoice.objects.get().choice == KEY
    choose(client, draft, here, "auto")
    assert filled(client, draft) == NEXT_YEAR
    assert not RememberedChoice.objects.exists()


@pytest.mark.usefixtures("decided")
def test_a_remembered_figure_that_is_gone_fills_nothing(client: Client, upload: Upload) -> None:
    RememberedChoice.objects.update(choice="gone.figure")
    assert filled(client, upload(NEXT_YEAR)) == NEXT_YEAR


def test_no_figure_is_remembered_too(client: Client, upload: Upload) -> None:
    text = f"{TITLE}\n全年召开党组会60余次。"
    choose(client, upload(text), place(text, "60余"), "none")
    later = text.replace("60余", "70余").replace("2022", "2023")
    assert filled(client, upload(later.replace("70余", "**"))) == later.replace("70余", "**")


def test_too_short_a_sentence_is_not_kept(client: Client, upload: Upload) -> None:
    text = f"{TITLE}\n共计18场次。"
    draft = upload(text)
    answer = choose(client, draft, place(text, "18"), KEY)
    assert "共计7场次" in filled(client, draft)
    assert not RememberedChoice.objects.exists()
    assert "这一处的选择只用于本文稿" in answer.content.decode()
