"""Text as people type or paste it, made fit to keep: nothing visible is lost."""

import datetime
import re
import unicodedata
from functools import lru_cache

from django.utils.dateparse import parse_date

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029")
_SPACES = re.compile(r"\s+")
_BETWEEN_NAMES = re.compile(r"[、，,;；/／|\s]+")
_MARKS = re.compile(r"[、，,;；]+")
_HAN = r"\u3400-\u9fff"
_ONE_AND_ONE = re.compile(rf"(?<![{_HAN}·])([{_HAN}])[ \u3000\u00a0]+([{_HAN}])(?![{_HAN}·])")


def tidy_text(value: str) -> str:
    """Without control characters (NUL too), lone surrogates and outer white space; line breaks as ``\\n``."""
    if value.isprintable():  # nothing of the kind, and no break: nearly every text
        return value.strip(" ")
    return _UNSEEN.sub("", _BREAKS.sub("\n", value)).strip()


def tidy_line(value: str) -> str:
    """The same in one line, every run of white space one space."""
    text = tidy_text(value)
    return text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=10_000)
def tidy_name(value: str) -> str:
    """A person's name without the spaces that ledgers put inside (张  三); Latin names keep theirs."""
    name = unicodedata.normalize("NFKC", tidy_line(value))
    return name if re.search(r"[A-Za-z]", name) else name.replace(" ", "")


def split_names(value: str) -> list[str]:
    """Names typed in one line, parted by 、 ， , ; / or white space; “张 三” is one name."""
    joined = _ONE_AND_ONE.sub(r"\1\2", tidy_text(value))
    return [name for piece in _BETWEEN_NAMES.split(joined) if (name := tidy_name(piece))]


def listed_names(value: str) -> list[str]:
    """Names parted by a mark that no name holds, in a field meant for one; with brackets it stays whole."""
    if "(" in value or "（" in value:
        return [name] if (name := tidy_name(value)) else []
    return [name for piece in _MARKS.split(tidy_text(value)) if (name := tidy_name(piece))]


def key_in(text: object) -> int | None:
    """A row's key as an address or a hidden field gives it; None for anything else."""
    found = "" if text is None else str(text)
    return int(found) if re.fullmatch("[0-9]{1,18}", found) else None


def day_in(text: object) -> datetime.date | None:
    """A day as an address gives it (2024-03-05); None for what is no day."""
    try:
        return parse_date(str(text or ""))
    except ValueError:
        return None
