"""A copy of a Word draft with comments: the text as it was, each comment at its characters."""

import datetime
import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.drafts import package
from reports.drafts.commenting import ELSEWHERE, UNUSUAL, Comment, with_comments
from reports.drafts.errors import DraftError
from reports.drafts.word_file import WordDraft
from tests.drafts.documents import MAIN, W, with_body, with_part, word_document

AT = datetime.datetime(2026, 1, 5, 9, 5, tzinfo=datetime.UTC)


def commented(data: bytes, *places: tuple[int, int]) -> bytes:
    comments = [
        Comment(start, end, (f"第{index}条", "口径 <甲> & “乙”\x01"))
        for index, (start, end) in enumerate(places)
    ]
    return with_comments(WordDraft(data), comments, "支部台账", AT)


def anchored(data: bytes) -> dict[int, str]:
    """The text between the marks of each comment, by its number."""
    texts: dict[int, str] = {}
    for body in Document(io.BytesIO(data)).element.iter(qn("w:body")):
        running: list[int] = []
        for node in body.iter():
            if node.tag == qn("w:commentRangeStart"):
                running.append(int(node.get(qn("w:id"))))
                texts[running[-1]] = ""
            elif node.tag == qn("w:commentRangeEnd"):
                running.remove(int(node.get(qn("w:id"))))
            elif node.tag == qn("w:t"):
                for number in running:
                    texts[number] += node.text or ""
    return texts


def said(data: bytes) -> dict[int, list[str]]:
    comments = Document(io.BytesIO(data)).comments
    return {comment.comment_id: [paragraph.text for paragraph in comment.paragraphs] for comment in comments}


TEXT = "全年召开党组会12次，开展主题党日 36 次。\n走访慰问20人次。"


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    bounds=st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=8, unique=True).map(sorted),
)
def test_every_comment_stands_at_its_characters_and_the_text_stays(seed: int, bounds: list[int]) -> None:
    data = word_document(TEXT, seed)
    line_end = TEXT.index("\n")
    places = [
        (start, end)
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
        if not start <= line_end < end
    ]
    copy = commented(data, *places)
    assert WordDraft(copy).text == TEXT
    assert list(anchored(copy).values()) == [TEXT[start:end] for start, end in places]
    bold = [
        (run.text, run.bold) for paragraph in Document(io.BytesIO(data)).paragraphs for run in paragraph.runs
    ]
    looks = [
        (run.text, run.bold) for paragraph in Document(io.BytesIO(copy)).paragraphs for run in paragraph.runs
    ]
    assert [each for text, look in bold for each in zip(text, [look] * len(text), strict=True)] == [
        each for text, look in looks for each in zip(text, [look] * len(text), strict=True)
    ]


def test_comments_say_what_they_are_given_and_who_says_it() -> None:
    copy = commented(word_document(TEXT), (7, 9))
    assert said(copy) == {0: ["第0条", "口径 <甲> & “乙”"]}
    comment = next(iter(Document(io.BytesIO(copy)).comments))
    assert (comment.author, comment.initials) == ("支部台账", "支部")
    assert comment.timestamp == AT


def test_comments_that_are_there_stay() -> None:
    document = Document()
    paragraph = document.add_paragraph(TEXT.split("\n")[0])
    document.add_comment(paragraph.runs[0], text="请核", author="局办")
    file = io.BytesIO()
    document.save(file)
    copy = commented(commented(file.getvalue(), (7, 9)), (16, 18))
    assert [lines[0] for lines in said(copy).values()] == ["请核", "第0条", "第0条"]
    assert len(set(said(copy))) == 3
    assert sorted(anchored(copy).values()) == sorted([TEXT.split("\n")[0], TEXT[7:9], TEXT[16:18]])


def test_every_other_part_stays() -> None:
    data = with_part(word_document(TEXT), "word/media/picture.png", b"\x89PNG picture")
    copy = commented(data, (7, 9))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(copy)) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert changed <= {
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "[Content_Types].xml",
            "word/comments.xml",
        }
        assert new.testzip() is None


def test_what_stands_in_a_text_box_is_said_at_the_first_text() -> None:
    box = (
        "<w:p><w:r><w:t>正文。</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>框中12次</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    data = with_body(box)
    start = WordDraft(data).text.index("12")
    copy = commented(data, (start, start + 2))
    assert said(copy) == {0: [ELSEWHERE, "第0条", "口径 <甲> & “乙”"]}
    assert anchored(copy) == {0: "正"}


def test_tracked_insertions_links_and_field_results_can_bear_comments() -> None:
    data = with_body(
        '<w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>新增12次</w:t></w:r></w:ins>'
        "<w:hyperlink><w:r><w:t>链接8次</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>域5次</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    text = WordDraft(data).text
    places = [(text.index(number), text.index(number) + len(number)) for number in ("12", "8", "5")]
    copy = commented(data, *places)
    assert list(anchored(copy).values()) == ["12", "8", "5"]
    assert WordDraft(copy).text == text


def test_a_document_without_prefixes_is_refused() -> None:
    xml = f'<document xmlns="{W}"><body><p><r><t>召开党组会12次</t></r></p></body></document>'
    draft = with_part(word_document(TEXT), MAIN, xml.encode())
    with pytest.raises(DraftError, match=UNUSUAL):
        commented(draft, (7, 9))


def test_a_part_of_comments_that_never_opens_is_refused_at_once() -> None:
    """A search that began anew at each of these took the whole site's time."""
    data = commented(word_document(TEXT), (7, 9))
    with pytest.raises(DraftError, match=UNUSUAL):
        commented(with_part(data, "word/comments.xml", b"<w:comments " * 200_000), (7, 9))


def test_a_damaged_picture_is_a_reason_and_no_other_exception() -> None:
    picture = b"\x89PNG" + bytes(range(256)) * 8
    data = bytearray(with_part(word_document(TEXT), "word/media/picture.png", picture))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = archive.getinfo("word/media/picture.png").header_offset
    data[place + 60] ^= 0xFF
    with pytest.raises(DraftError, match="损坏"):
        commented(bytes(data), (7, 9))


def test_a_huge_part_of_comments_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = commented(word_document(TEXT), (7, 9))
    draft = WordDraft(with_part(data, "word/comments.xml", b" " * 300_000))
    monkeypatch.setattr(package, "MOST_IN_PART", 100_000)
    with pytest.raises(DraftError, match="超过"):
        with_comments(draft, [Comment(7, 9, ("甲",))], "支部台账", AT)
