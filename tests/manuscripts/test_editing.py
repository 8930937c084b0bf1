"""A manuscript in the browser: begun, shown with live numbers, told what is wrong, downloaded, made final."""

import datetime
import io
import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branches.models import Meeting
from reports.figures.counting import figure_values
from reports.manuscripts.composing import LONGEST, MOST_PLACEHOLDERS, compose
from reports.manuscripts.offering import offers
from reports.manuscripts.texts import as_text
from reports.models import CustomFigure, Manuscript, Report
from reports.numerals import arabic
from reports.outlines import load
from reports.outlines.composing import compose as compose_outline
from reports.periods import Period
from reports.placeholders import NO_RECORDS
from tests.cast import make_user

YEAR = Period.year(2023)
HEAD = "标题：情况\n署名：机关党委\n\n"


def saved(client: Client, manuscript: Manuscript, text: str, **more: Any) -> Any:
    """The answer to what the script of the page sends."""
    manuscript.refresh_from_db()
    sent = {"text": text, "version": manuscript.version, "sitting": "a-page"} | more
    answer = client.post(
        reverse("manuscript_save", args=[manuscript.pk]), sent, headers={"X-Requested-With": "fetch"}
    )
    manuscript.refresh_from_db()
    return answer


def live(client: Client, manuscript: Manuscript) -> str:
    return client.get(reverse("manuscript_live", args=[manuscript.pk])).content.decode()


def word_lines(client: Client, manuscript: Manuscript, query: str = "") -> list[str]:
    answer = client.get(reverse("manuscript_word", args=[manuscript.pk]) + query)
    content = b"".join(answer.streaming_content)
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def test_it_begins_as_the_document_of_the_report_page_and_goes_on_from_there(
    administrator: Client, manuscript: Manuscript, office: SimpleNamespace
) -> None:
    assert "召开党组会【党组会次数】次。" in manuscript.text
    query = {"organization": office.bureau.pk, "year": 2023, "outline": "year_end"}
    page = administrator.get(reverse("reports"), query).content.decode()
    assert "继续编辑正文" in page
    assert page.count(reverse("manuscript", args=[manuscript.pk])) == 2  # the button and the list
    again = administrator.post(reverse("manuscript_start"), query)
    assert again["Location"] == reverse("manuscript", args=[manuscript.pk])
    assert Manuscript.objects.count() == 1
    other_year = administrator.get(reverse("reports"), query | {"year": 2022}).content.decode()
    assert "继续编辑正文" not in other_year


def test_a_live_number_is_the_figure_and_opens_its_records(
    administrator: Client, manuscript: Manuscript, office: SimpleNamespace
) -> None:
    values = {value.figure.name: value.value for value in figure_values(office.bureau, YEAR).values()}
    offered = {each.name: each for each in offers(office.bureau, YEAR, timezone.localdate()) if each.unit}
    assert offered.keys() == values.keys()
    composed = compose(HEAD + "\n".join(f"甲【{name}】乙" for name in offered), office.bureau, YEAR)
    printed = [line for line in composed.document.lines() if line.startswith("甲")]
    for name, line in zip(offered, printed, strict=True):
        value = values[name]
        assert line == f"甲{NO_RECORDS if value is None else arabic(value)}乙", name
        assert offered[name].now == ("" if value is None else arabic(value)), name
    missing = list(values.values()).count(None)
    assert 0 < missing == len(composed.gaps)
    saved(administrator, manuscript, HEAD + "开会【党组会次数】次。")
    found = re.search(
        r'开会<a class="counted" href="([^"]+)"[^>]*>2</a>次。', live(administrator, manuscript)
    )
    assert found
    assert "党组会第1次会议" in administrator.get(found[1].replace("&amp;", "&")).content.decode()
    Meeting.objects.filter(title="党组会第1次会议").get().move_to_bin(None)
    assert re.search("开会<a [^>]*>1</a>次。", live(administrator, manuscript))


def test_what_the_outline_would_write_by_now_is_told_until_somebody_has_seen_to_it(
    administrator: Client, manuscript: Manuscript, office: SimpleNamespace
) -> None:
    url = reverse("manuscript", args=[manuscript.pk])
    day = datetime.date(2023, 3, 9)
    values: dict[str, Any] = {"organization": office.leading_group, "kind": "leading_group"}
    Meeting.objects.create(title="第3次会议", date=day, **values)
    assert "记录有变化" not in administrator.get(url).content.decode()  # the numbers follow by themselves
    Meeting.objects.create(organization=office.first, kind="reading_class", title="读书班", date=day)
    page = administrator.get(url).content.decode()
    assert "开始编辑以后记录有变化" in page
    assert "举办读书班【读书班次数】期。" in page.partition("data-conflict")[0]
    before = manuscript.text
    assert administrator.post(reverse("manuscript_seen", args=[manuscript.pk]))["Location"] == url
    assert "记录有变化" not in administrator.get(url).content.decode()
    manuscript.refresh_from_db()
    assert manuscript.text == before


def test_the_day_until_which_is_counted_moves_with_the_numbers(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    now = timezone.make_aware(datetime.datetime(2023, 6, 1, 9))
    text = as_text(compose_outline(load("year_end"), office.bureau, YEAR, now=now))
    assert "2023年6月1日" not in text
    later = compose(text, office.bureau, YEAR, now=now + datetime.timedelta(days=8)).finished()
    assert "截至2023年6月9日，" in "".join(later.lines())


def test_a_figure_without_records_says_so_and_its_sentence_stays(
    administrator: Client, manuscript: Manuscript
) -> None:
    text = (
        HEAD + "举办读书班【读书班次数】期。\n讲课比上年【党课次数|增减】次。\n题目是【读书班主题·列举2】。"
    )
    saved(administrator, manuscript, text)
    html = live(administrator, manuscript)
    for near in ("【读书班次数】", "【党课次数|增减】", "【读书班主题·列举2】"):
        assert f"“{near}”没有记录，写出来是“无记录”" in html
    assert "举办读书班无记录。" in word_lines(administrator, manuscript)
    assert "讲课比上年无记录。" in word_lines(administrator, manuscript)


def test_a_typed_number_is_held_against_the_records(administrator: Client, manuscript: Manuscript) -> None:
    body = (
        "召开党组会5次。开展主题党日3次。讲授党课**次。办班2期。谈话100余人次。\n"
        "贯彻“四个意识”，落实八项规定，3月5日第二次会议提出3个方面。召开民主生活会2次，共走访20户。"
    )
    saved(administrator, manuscript, HEAD + body)
    html = live(administrator, manuscript)
    assert "写的是“5次”，党组会次数按记录是 2 次。" in html
    assert "换成【党组会次数】" in html
    assert "写的是“2次”，民主生活会次数按记录没有记录。" in html
    quiet = html[html.index("手工填写的数字") :]
    assert "“3次”是主题党日次数，按记录 3 次。" in quiet
    assert "“**次”是党课次数，按记录 1 次。" in quiet
    assert "“20户”，这个数字没有对应的指标。" in quiet
    for unremarked in ("四个", "八项", "3月", "5日", "第二次", "3个"):
        assert f"“{unremarked}" not in html.partition("sheet-title")[0]
    for found in re.finditer(r'data-replace="【(.+?)】" data-start="(\d+)" data-end="(\d+)"', html):
        assert manuscript.text[int(found[2]) : int(found[3])] in {"5", "3", "**", "100余"}


def test_a_typed_number_beside_its_own_live_one_is_pointed_out(
    administrator: Client, manuscript: Manuscript
) -> None:
    saved(administrator, manuscript, HEAD + "召开党组会【党组会次数】次。\n全年召开党组会7次。")
    assert "写的是“7次”，党组会次数按记录是 2 次。" in live(administrator, manuscript)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("开会【党组会议次数】次。", "没有名为“党组会议次数”的指标或内容。是否指：党组会次数"),
        ("开会【党组会次数次。", "“【”没有对应的“】”"),
        ("开会【党组会次数|约】次。", "样式“约”不认识"),
        ("【党组会次数|有】开会。", "只用于提纲"),
        ("开会【党组会参加人次】次。", "的单位是人次，后面写的是“次”"),
        ("【表·流水】", "没有名为“流水”的表"),
        ("【】", "没有写名称"),
        ("见【表·指标对比】。", "要单独写成一行"),
    ],
)
def test_a_mistake_is_told_at_its_line_and_no_file_is_made(
    administrator: Client, manuscript: Manuscript, line: str, message: str
) -> None:
    text = f"{HEAD}开会【党组会次数】次。\n{line}"
    assert saved(administrator, manuscript, text).status_code == 200
    html = live(administrator, manuscript)
    assert 'data-line="5"' in html
    assert message in html
    for answer in (
        administrator.get(reverse("manuscript_word", args=[manuscript.pk]), follow=True),
        administrator.post(reverse("manuscript_final", args=[manuscript.pk]), follow=True),
    ):
        assert answer.redirect_chain == [(reverse("manuscript", args=[manuscript.pk]), 302)]
        assert "正文有 1 处需要改正，改好以后才能下载和定稿" in answer.content.decode()
    assert not Report.objects.exists()
    assert manuscript.text == text


def test_a_figure_removed_since_is_told_and_nothing_is_lost(
    administrator: Client, manuscript: Manuscript, office: SimpleNamespace
) -> None:
    own = CustomFigure.objects.create(
        organization=office.bureau, name="谈话总数", counted="talk.events", unit="次"
    )
    saved(administrator, manuscript, HEAD + "谈话【谈话总数】次。")
    assert re.search("谈话<a [^>]*>1</a>次。", live(administrator, manuscript))
    own.delete()
    assert "没有名为“谈话总数”的指标或内容" in live(administrator, manuscript)
    page = administrator.get(reverse("manuscript", args=[manuscript.pk])).content.decode()
    assert "谈话【谈话总数】次。</textarea>" in page


def test_nothing_in_a_text_is_executed(administrator: Client, manuscript: Manuscript) -> None:
    body = "{{ settings }}{% load x %}〖每项短板：x〗，__import__('os')。【【注】】"
    saved(administrator, manuscript, f"标题：<script>alert(1)</script>\n\n{body}")
    for html in (
        live(administrator, manuscript),
        administrator.get(reverse("manuscript", args=[manuscript.pk])).content.decode(),
    ):
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html
        assert "{{ settings }}{% load x %}〖每项短板：x〗，__import__(&#x27;os&#x27;)。【注】" in html


def test_what_is_too_long_is_refused_and_nothing_is_lost(
    administrator: Client, manuscript: Manuscript
) -> None:
    before = manuscript.text
    huge = "字" * (5 * 1024 * 1024 // 3)
    answer = saved(administrator, manuscript, huge)
    assert answer.status_code == 422
    assert f"正文最多 {LONGEST} 字，现在有 {len(huge)} 字，没有保存" in answer.json()["message"]
    assert manuscript.text == before
    longer = "字" * (LONGEST + 1)
    sent = {"text": longer, "version": manuscript.version}
    page = administrator.post(reverse("manuscript_save", args=[manuscript.pk]), sent).content.decode()
    assert "没有保存。请分成几份文稿" in page
    assert longer in page
    many = HEAD + "【单位】" * (MOST_PLACEHOLDERS + 1)
    assert saved(administrator, manuscript, many).status_code == 200
    assert f"最多 {MOST_PLACEHOLDERS} 处" in live(administrator, manuscript)
    title = f"标题：{'长' * 101}\n\n正文。"
    assert saved(administrator, manuscript, title).status_code == 200
    assert "标题最多 100 字" in live(administrator, manuscript)


CONTROLLED = "\x00\x01标题：甲\r\n\r\n乙\u2028丙\x85丁"


@pytest.mark.parametrize(
    "text",
    ["", " \n\n", "没有标题", "标题：", "标题：甲", CONTROLLED, "附件：甲", "//", "】", "一、"],
)
def test_any_text_is_kept_and_shown(administrator: Client, manuscript: Manuscript, text: str) -> None:
    assert saved(administrator, manuscript, text).status_code == 200
    assert administrator.get(reverse("manuscript", args=[manuscript.pk])).status_code == 200
    assert administrator.get(reverse("manuscript_word", args=[manuscript.pk])).status_code in {200, 302}
    if text == CONTROLLED:
        assert manuscript.text == "标题：甲\n\n乙\n丙丁"


def test_word_review_copy_and_final_report_are_those_of_an_outline(
    administrator: Client, manuscript: Manuscript, office: SimpleNamespace
) -> None:
    query = {"organization": office.bureau.pk, "year": 2023, "outline": "year_end"}
    theirs = administrator.get(reverse("report_word"), query)
    theirs_lines = [
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(b"".join(theirs.streaming_content))).paragraphs
    ]
    assert word_lines(administrator, manuscript) == theirs_lines
    review = administrator.get(reverse("manuscript_word", args=[manuscript.pk]), {"review": 1})
    word = docx.Document(io.BytesIO(b"".join(review.streaming_content)))
    said = "\n".join(comment.text for comment in word.comments)
    assert "指标：党组会次数" in said
    assert "迟到早退" not in said
    assert "涉及个人，不列明细" in said
    saved(administrator, manuscript, manuscript.text + "\n\n另外讲课【党课次数|汉字】次。")
    administrator.post(reverse("manuscript_final", args=[manuscript.pk]))
    report = Report.objects.get()
    assert report.organization == office.bureau
    frozen = {each.key: each.value for each in report.figures.filter(start__year=2023)}
    assert (frozen["meeting.leading_group.count"], frozen["lecture.count"]) == (2, 1)
    with report.file.open("rb") as file:
        assert "另外讲课一次。" in [each.text for each in docx.Document(file).paragraphs]


def test_rows_of_discipline_stay_with_the_inspector(administrator: Client, manuscript: Manuscript) -> None:
    saved(administrator, manuscript, HEAD + "第一种形态处理【第一种形态处理人次】人次。")
    html = live(administrator, manuscript)
    assert re.search('<span class="counted" [^>]*>1</span>人次。', html)
    assert "discipline.form1" not in html


def test_whoever_reports_on_a_part_sees_that_part_alone(
    client: Client, manuscript: Manuscript, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    client.force_login(make_user("reporter", "administrator", office.first))
    assert client.get(reverse("manuscript", args=[manuscript.pk])).status_code == 404
    assert saved(client, manuscript, "标题：改").status_code == 404
    assert manuscript.name not in client.get(reverse("manuscript_list")).content.decode()
    chosen = {"organization": office.bureau.pk, "year": 2023, "outline": "year_end"}
    assert client.post(reverse("manuscript_start"), chosen).status_code == 404
    for person in (cast.secretary, cast.inspector, cast.viewer, cast.stranger):
        client.force_login(person)
        assert client.get(reverse("manuscript_live", args=[manuscript.pk])).status_code == 404


def test_a_title_turns_no_letters_round_in_the_name_of_the_file(
    administrator: Client, manuscript: Manuscript
) -> None:
    saved(administrator, manuscript, "标题：总结\u202efdp\n\n全年工作扎实。")
    answer = administrator.get(reverse("manuscript_word", args=[manuscript.pk]))
    assert unquote(answer["Content-Disposition"]) == "attachment; filename*=utf-8''总结fdp.docx"
