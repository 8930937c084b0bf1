"""Which kind of draft a file is."""

from pathlib import PurePath

from reports.drafts.draft import Draft
from reports.drafts.errors import DraftError
from reports.drafts.plain_text import TextDraft
from reports.drafts.word_file import WordDraft

MOST_CHARACTERS = 1_000_000


def opened(name: str, data: bytes) -> Draft:
    """The draft in a file of that name. Raises DraftError when it cannot be used."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docm":
        raise DraftError("文件含有宏（.docm），请另存为 .docx 后再试。")
    if suffix == ".doc":
        raise DraftError("这是旧版 .doc 文件，请用 Word 或 WPS 另存为 .docx 后再试。")
    if suffix not in {".docx", ".txt"}:
        raise DraftError("只能使用 .docx 或 .txt 文件。")
    if not data:
        raise DraftError("文件是空的。")
    draft: Draft = WordDraft(data) if suffix == ".docx" else TextDraft(data)
    if len(draft.text) > MOST_CHARACTERS:
        raise DraftError(f"文字超过 {MOST_CHARACTERS // 10_000} 万字，请分成几个文件。")
    if not draft.text.strip():
        raise DraftError("文件里没有文字。")
    return draft
