"""An office's own outlines: copied, edited, checked, offered below it, and never lost."""

import io
import re
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from branches.models import Change, User
from reports.models import OwnOutline
from reports.outlines import BUILT_IN
from reports.outlines.own import LONGEST, as_own_text, mistakes_in
from tests.cast import make_user

TEXT = "标题：【单位】情况\n\n开会【党组会次数】次。\n读书【读书班次数】期。"


@pytest.fixture
def branch_reporter(office: SimpleNamespace) -> User:
    """Somebody who reports on the first branch alone."""
    return make_user("reporter", "administrator", office.first)


def own(organization: Any, text: str = TEXT, name: str = "本局情况") -> OwnOutline:
    return OwnOutline.objects.create(organization=organization, name=name, text=text)


def sent(office: SimpleNamespace, **more: Any) -> dict[str, Any]:
    return {"name": "本局情况", "organization": office.bureau.pk, "about": "", "text": TEXT} | more


@pytest.mark.parametrize("slug", BUILT_IN)
def test_every_built_in_outline_can_be_copied_as_it_is(administrator: Client, slug: str) -> None:
    html = administrator.get(reverse("outline_add"), {"base": slug}).content.decode()
    assert "提纲有" not in html
    typed = re.search(r'<textarea name="text"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    assert typed
    assert typed[1].strip().startswith(("标题：", "适用："))
    assert "名称：" not in as_own_text(slug)


def test_an_outline_is_saved_offered_and_written(
    administrator: Client,
    office: SimpleNamespace,
    cast: SimpleNamespace,
    records: SimpleNamespace,
) -> None:
    answer = administrator.post(f"{reverse('outline_add')}?base=year_end", sent(office))
    outline = OwnOutline.objects.get()
    assert answer["Location"] == reverse("outline_edit", args=[outline.pk])
    assert (outline.base, outline.version, outline.updated_by) == ("year_end", 1, cast.administrator)
    query = {"organization": office.bureau.pk, "year": 2023, "outline": outline.slug}
    html = administrator.get(reverse("reports"), query).content.decode()
    assert "本局情况（机关党委）" in html
    assert re.search(r"开会<a [^>]*>2</a>次。", html)
    assert "读书班" not in html.partition("sheet-title")[2]
    listed = administrator.get(reverse("outline_list")).content.decode()
    assert f"{reverse('reports')}?outline={outline.slug}" in listed
    content = b"".join(administrator.get(reverse("report_word"), query).streaming_content)
    assert "开会2次。" in [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("开会【党组会议次数】次。", "没有名为“党组会议次数”的指标或内容。是否指：党组会次数"),
        ("开会【党组会次数次。", "“【”没有对应的“】”"),
        ("开会{【党组会次数】次。", "“{”没有对应的“}”"),
        ("开会{【党组会次数】次、{【党课次数】次}。", "“{”里又出现“{”：前面可能少了“}”"),
        ("开会【党组会次数】次}。", "多了一个“}”"),
        ("开会【党组会次数|约】次。", "样式“约”不认识"),
        ("开会【党组会参加人次|余】 次。", "“党组会参加人次”的单位是人次，后面写的是“次”"),
        ("【党组会次数|有|无】开会。", "不能与其他样式同用"),
        ("【表·流水】", "没有名为“流水”的表内容"),
        ("〖每项缺点：【事项】〗。", "没有名为“每项缺点”的逐项内容"),
        ("{{ settings.SECRET_KEY }}", "“{”里又出现“{”"),
    ],
)
def test_a_mistake_is_told_at_its_line_and_nothing_typed_is_lost(
    administrator: Client, office: SimpleNamespace, line: str, message: str
) -> None:
    text = f"标题：情况\n\n开会【党组会次数】次。\n{line}"
    looked = administrator.post(reverse("outline_add"), sent(office, text=text, preview=1)).content.decode()
    assert not OwnOutline.objects.exists()
    for html in (looked, administrator.post(reverse("outline_add"), sent(office, text=text), follow=True)):
        page = html if isinstance(html, str) else html.content.decode()
        assert 'data-line="4"' in page
        assert message in page.replace("&quot;", '"')
    assert OwnOutline.objects.get().text == text
    assert {problem.line for problem in mistakes_in(text, office.bureau)} == {4}


def test_nothing_in_a_text_is_executed(
    administrator: Client,
    office: SimpleNamespace,
    records: SimpleNamespace,
) -> None:
    text = "标题：<script>alert(1)</script>\n\n{% load x %}【党组会次数】次，__import__('os')，%(a)s。"
    html = administrator.post(
        reverse("outline_add"),
        sent(office, text=text.replace("{% load x %}", ""), preview=1, **{"preview-year": 2023}),
    ).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "次，__import__(&#x27;os&#x27;)，%(a)s。" in html
    assert mistakes_in(text, office.bureau)


def test_every_mistake_is_told_at_once(office: SimpleNamespace) -> None:
    text = "开会【党组会议次数】次。\n讲课{【党课次数】次。\n【表·流水】"
    assert [problem.line for problem in mistakes_in(text, office.bureau)] == [1, 1, 2, 3]
    assert [problem.message for problem in mistakes_in("标题：空", office.bureau)] == ["提纲里还没有正文。"]


def test_an_outline_with_mistakes_writes_no_report_and_says_why(
    administrator: Client,
    office: SimpleNamespace,
    records: SimpleNamespace,
) -> None:
    outline = own(office.bureau, TEXT.replace("读书班次数", "没有的指标"))
    query = {"organization": office.bureau.pk, "year": 2023, "outline": outline.slug}
    html = administrator.get(reverse("reports"), query).content.decode()
    assert "有 1 处需要改正" in html
    assert "第4行：没有名为“没有的指标”" in html
    assert reverse("outline_edit", args=[outline.pk]) in html
    assert administrator.get(reverse("report_word"), query).status_code == 404
    assert administrator.post(reverse("final_make"), query).status_code == 404


def test_whoever_reports_below_may_use_and_copy_but_not_change(
    client: Client,
    office: SimpleNamespace,
    branch_reporter: User,
    records: SimpleNamespace,
) -> None:
    ours, theirs = own(office.bureau, TEXT.replace("党组会", "主题党日")), own(office.elsewhere)
    beside = own(office.second, name="二支部情况")
    client.force_login(branch_reporter)
    page = client.get(reverse("outline_list")).content.decode()
    assert f"outline-{ours.pk}" in page
    assert f"outline-{beside.pk}" not in page
    assert f"outline-{theirs.pk}" not in page
    html = client.get(
        reverse("reports"), {"organization": office.first.pk, "year": 2023, "outline": ours.slug}
    ).content.decode()
    assert re.search(r"开会<a [^>]*>3</a>次。", html)
    for name in ("outline_edit", "outline_versions"):
        assert client.get(reverse(name, args=[ours.pk])).status_code == 404
    assert client.post(reverse("outline_switch", args=[ours.pk])).status_code == 404
    assert client.get(reverse("outline_add"), {"base": ours.slug}).status_code == 200
    for out_of_reach in (theirs.slug, beside.slug, "own-999999", "own-x", "../year_end"):
        assert client.get(reverse("outline_add"), {"base": out_of_reach}).status_code == 404
    moved = client.post(reverse("outline_add"), sent(office, organization=office.bureau.pk))
    assert "请从列表中选择适用单位" in moved.content.decode()


def test_an_outline_of_one_part_is_not_written_of_another(
    administrator: Client,
    office: SimpleNamespace,
    records: SimpleNamespace,
) -> None:
    outline = own(office.second)
    query = {"organization": office.first.pk, "year": 2023, "outline": outline.slug}
    assert (
        "这份提纲是第二支部的，第一支部不能用"
        in administrator.get(reverse("reports"), query).content.decode()
    )
    assert administrator.get(reverse("report_word"), query).status_code == 404


def test_the_second_to_save_sees_what_the_first_has_changed(
    administrator: Client, office: SimpleNamespace
) -> None:
    outline = own(office.bureau)
    url = reverse("outline_edit", args=[outline.pk])

    def opened_as(html: str) -> str:
        found = re.search(r'name="opened_as" value="([^"]+)"', html)
        assert found
        return found[1]

    before = opened_as(administrator.get(url).content.decode())
    first = sent(office, text=TEXT + "\n甲改的【党课次数】次。", opened_as=before)
    assert administrator.post(url, first).status_code == 302
    second = sent(office, text=TEXT + "\n乙改的【党课次数】次。", opened_as=before)
    html = administrator.post(url, second).content.decode()
    assert "别人已经修改并保存过" in html
    assert re.search(r"<del>.*<b>甲</b>改的", html, re.DOTALL)
    assert re.search(r"<ins>.*<b>乙</b>改的", html, re.DOTALL)
    outline.refresh_from_db()
    assert "甲改的" in outline.text
    # Looking at a preview in between does not take the warning away.
    looked = administrator.post(url, second | {"preview": 1}).content.decode()
    assert opened_as(looked) == before
    assert administrator.post(url, second | {"opened_as": opened_as(html)}).status_code == 302
    outline.refresh_from_db()
    assert "乙改的" in outline.text
    assert outline.version == 3


def test_every_version_is_kept_and_can_be_had_again(
    administrator: Client, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    administrator.post(reverse("outline_add"), sent(office))
    outline = OwnOutline.objects.get()
    administrator.post(reverse("outline_edit", args=[outline.pk]), sent(office, text="标题：新\n\n新的。"))
    last, first = Change.objects.filter(record_label="reports.ownoutline")
    assert {last.user, first.user} == {cast.administrator}
    assert ((first.after or {})["text"], (last.before or {})["text"]) == (TEXT, TEXT)
    old = reverse("outline_version", args=[outline.pk, first.pk])
    assert "开会【党组会次数】次。" in administrator.get(old).content.decode()
    administrator.post(old)
    outline.refresh_from_db()
    assert outline.text == TEXT
    versions = administrator.get(reverse("outline_versions", args=[outline.pk])).content.decode()
    assert versions.count("打开<span") == 3


@pytest.mark.parametrize("line", ["a", "ab" * 1900, ""])
def test_versions_that_repeat_themselves_are_compared_without_end_in_sight(
    administrator: Client, office: SimpleNamespace, line: str
) -> None:
    """Every like line and character could stand for every other; the page once took minutes."""
    lines = [line] * (LONGEST // (len(line) + 1) - 1)
    outline = own(office.bureau, "\n".join([*lines, "甲"]))
    outline.write(User.objects.get(username="administrator"), text="\n".join(["乙", *lines]))
    first = Change.objects.filter(record_label="reports.ownoutline", record_id=outline.pk).earliest("pk")
    page = administrator.get(reverse("outline_version", args=[outline.pk, first.pk]))
    assert page.context["differences"]


@pytest.mark.parametrize("button", [{"preview": ""}, {}])
def test_a_text_beyond_all_measure_is_refused_before_it_is_read(
    administrator: Client, office: SimpleNamespace, button: dict[str, str]
) -> None:
    text = "【党组会次数】\n" * (2_000_000 // 8)
    answer = administrator.post(reverse("outline_add"), sent(office, text=text, **button))
    assert f"提纲最多 {LONGEST} 字" in answer.content.decode()
    assert not OwnOutline.objects.exists()


def test_switched_off_it_is_offered_no_more_and_nothing_is_lost(
    administrator: Client,
    office: SimpleNamespace,
    records: SimpleNamespace,
) -> None:
    outline = own(office.bureau)
    query = {"organization": office.bureau.pk, "year": 2023, "outline": outline.slug}
    for offered in (False, True):
        administrator.post(reverse("outline_switch", args=[outline.pk]))
        outline.refresh_from_db()
        assert (outline.is_active, outline.text) == (offered, TEXT)
        html = administrator.get(reverse("reports"), query).content.decode()
        assert ("本局情况（机关党委）" in html) == offered


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"name": ""}, "请填写名称"),
        ({"name": "年度党建工作总结"}, "是系统自带提纲的名称"),
        ({"text": " "}, "请填写提纲正文"),
        ({"text": "字" * 30_001}, "提纲最多 30000 字，现在有 30001 字"),
        ({"organization": ""}, "请选择适用单位"),
    ],
)
def test_what_cannot_be_saved_is_explained_and_kept(
    administrator: Client, office: SimpleNamespace, more: dict[str, str], message: str
) -> None:
    html = administrator.post(reverse("outline_add"), sent(office, about="留着", **more)).content.decode()
    assert message in html
    assert "留着" in html
    assert not OwnOutline.objects.exists()


def test_a_name_stands_once_in_an_organisation(administrator: Client, office: SimpleNamespace) -> None:
    own(office.bureau)
    html = administrator.post(reverse("outline_add"), sent(office)).content.decode()
    assert "机关党委已有名为“本局情况”的提纲" in html
    assert (
        administrator.post(reverse("outline_add"), sent(office, organization=office.first.pk)).status_code
        == 302
    )


def test_the_command_finds_it_by_slug_and_by_name(
    office: SimpleNamespace,
    records: SimpleNamespace,
    tmp_path: Any,
) -> None:
    outline, hidden = own(office.bureau), own(office.elsewhere, name="外单位情况")
    target = tmp_path / "a.docx"

    def write(name: str) -> None:
        call_command(
            "write_report",
            organization="机关党委",
            year="2023",
            outline=name,
            output=str(target),
            stdout=io.StringIO(),
        )

    for name in (outline.slug, outline.name, "年度党建工作总结"):
        write(name)
        assert docx.Document(str(target)).paragraphs
    for name in (hidden.slug, hidden.name):
        with pytest.raises(CommandError, match="没有名为"):
            write(name)
    OwnOutline.objects.filter(pk=outline.pk).update(text=TEXT.replace("读书班次数", "没有的指标"))
    with pytest.raises(CommandError, match="第4行：没有名为“没有的指标”"):
        write(outline.slug)
