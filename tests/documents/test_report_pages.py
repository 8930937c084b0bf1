"""年度报告 on screen and as a download: who gets it, what it links to, what is said when there is none."""

import io
import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from django.test import Client
from django.urls import reverse

from branches.models import Organization
from reports.document import MOST_ROWS

REPORTS = reverse("reports")
WORD = reverse("report_word")


@pytest.fixture
def administrator(client: Client, cast: SimpleNamespace, records: SimpleNamespace) -> Client:
    client.force_login(cast.administrator)
    return client


def page(client: Client, **query: Any) -> str:
    response = client.get(REPORTS, query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_the_document_at_once(administrator: Client) -> None:
    html = page(administrator, year=2023)
    assert "2023年度党建工作总结" in html
    assert "下载 Word" in html
    assert "第一支部" in html  # to be chosen


def test_a_number_opens_its_records(administrator: Client, office: SimpleNamespace) -> None:
    html = page(administrator, organization=office.bureau.pk, year=2023)
    link = re.search(r'召开党组会<a class="counted" href="([^"]+)"[^>]*>2</a>次', html)
    assert link
    shown = administrator.get(link[1].replace("&amp;", "&")).content.decode()
    assert "党组会第1次会议" in shown
    assert "党组会第2次会议" in shown
    assert "上年会议" not in shown


def test_last_years_number_opens_last_years_records(administrator: Client, office: SimpleNamespace) -> None:
    html = page(administrator, organization=office.bureau.pk, year=2023)
    links = re.findall(r'href="([^"]+)"[^>]*title="党组会次数（2022年）[^>]*>1</a>', html)
    assert links
    shown = administrator.get(links[0].replace("&amp;", "&")).content.decode()
    assert "上年会议" in shown
    assert "党组会第1次会议" not in shown


def test_totals_of_discipline_are_no_links_for_the_administrator(administrator: Client) -> None:
    html = page(administrator, year=2023)
    assert re.search(r'第一种形态处理<span class="counted"[^>]*>1</span>人次', html)
    assert "discipline" not in html
    assert "吴静宜" not in html


def test_what_comes_out_of_records_is_escaped(administrator: Client, records: SimpleNamespace) -> None:
    records.lecture.topic = "<script>alert(1)</script>讲信念"
    records.lecture.save()
    html = page(administrator, year=2023)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;讲信念" in html


def test_what_was_left_out_is_listed(administrator: Client) -> None:
    html = page(administrator, year=2023)
    assert re.search(r"有 \d+ 处因没有记录而未写入文稿", html)
    left_out = html.partition("而未写入文稿")[2].partition("</ul>")[0]
    assert "走访慰问涉及人次" in left_out
    assert "党组会次数" not in left_out


def downloaded(response: Any) -> Any:
    return docx.Document(io.BytesIO(b"".join(response.streaming_content)))


def test_the_word_file_says_what_the_page_says(administrator: Client, office: SimpleNamespace) -> None:
    query = {"organization": office.bureau.pk, "year": 2023, "outline": "year_end"}
    response = administrator.get(WORD, query)
    assert response.status_code == 200
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert "青峰市档案发展局机关党委2023年度党建工作总结.docx" in unquote(response["Content-Disposition"])
    assert response["Content-Disposition"].startswith("attachment")
    word = downloaded(response)
    assert any("召开党组会2次" in paragraph.text for paragraph in word.paragraphs)
    assert not list(word.comments)


def test_a_stroke_in_a_name_takes_nothing_from_the_name_of_the_file(
    administrator: Client, office: SimpleNamespace
) -> None:
    Organization.objects.filter(pk=office.bureau.pk).update(name="档案局/馆机关党委")
    query = {"organization": office.bureau.pk, "year": 2023, "outline": "year_end"}
    name = unquote(administrator.get(WORD, query)["Content-Disposition"])
    assert "档案局_馆机关党委2023年度党建工作总结.docx" in name


def test_a_long_table_is_cut_on_the_page_and_whole_in_the_word_file(
    administrator: Client, office: SimpleNamespace
) -> None:
    for number in range(MOST_ROWS):
        Organization.objects.create(name=f"加设第{number}党支部", kind="branch", parent=office.bureau)
    query = {"organization": office.bureau.pk, "year": 2023}
    table = page(administrator, **query).split('id="支部统计"')[1].split("</div>")[0]
    assert table.count("<tr>") == 1 + MOST_ROWS
    assert "后面还有 2 行，未列出；完整的表在 Word 文件里。" in table
    word = downloaded(administrator.get(WORD, query))
    assert MOST_ROWS + 3 in [len(table.rows) for table in word.tables]


def test_the_review_copy_has_its_comments(administrator: Client, office: SimpleNamespace) -> None:
    response = administrator.get(WORD, {"organization": office.bureau.pk, "year": 2023, "review": 1})
    assert "（核对稿）.docx" in unquote(response["Content-Disposition"])
    assert any("党组会第1次会议" in comment.text for comment in downloaded(response).comments)


@pytest.mark.parametrize("url", [REPORTS, WORD])
@pytest.mark.parametrize("who", ["secretary", "viewer", "inspector", "stranger"])
def test_only_those_who_report_get_in(
    client: Client, cast: SimpleNamespace, records: SimpleNamespace, url: str, who: str
) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(url, {"year": 2023}).status_code == 404
    client.force_login(cast.administrator)
    assert client.get(url, {"year": 2023}).status_code == 200


@pytest.mark.parametrize("url", [REPORTS, WORD])
def test_an_organisation_out_of_reach_does_not_exist(
    administrator: Client, office: SimpleNamespace, url: str
) -> None:
    for organization in (office.elsewhere.pk, 999_999, "x", "", "1 OR 1=1"):
        query = {"organization": organization, "year": 2023, "outline": "year_end"}
        assert administrator.get(url, query).status_code == 404
    inside = {"organization": office.first.pk, "year": 2023, "outline": "year_end"}
    assert administrator.get(url, inside).status_code == 200


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"year": "2999"}, "2999 年还没有到"),
        ({"year": "明年"}, "请填写四位数的年份"),
        ({"year": "1900"}, "1921"),
        ({"year": "2023", "outline": "../year_end"}, "请从列表中选择提纲。"),
    ],
)
def test_a_choice_that_cannot_be_is_explained(
    administrator: Client, query: dict[str, str], message: str
) -> None:
    html = page(administrator, **query)
    assert message in html
    assert "sheet-title" not in html
    assert administrator.get(WORD, query).status_code == 404


def test_a_year_without_records_is_explained(administrator: Client) -> None:
    html = page(administrator, year=2019)
    assert "2019年没有可以写入文稿的记录" in html
    assert "下载 Word" not in html
    assert administrator.get(WORD, {"year": 2019}).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client: Client, records: SimpleNamespace) -> None:
    for url in (REPORTS, WORD):
        response = client.get(url, {"year": 2023})
        assert response.status_code == 302
        assert "login" in response["Location"]
