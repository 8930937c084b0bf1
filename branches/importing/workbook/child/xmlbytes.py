"""Small changes to XML that is otherwise left byte for byte as it was."""

import re
from xml.sax.saxutils import escape

from .limits import Refused

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """For content and for attributes in double quotes; characters that XML cannot hold are left out."""
    return escape(_NO_TEXT.sub("", text), {'"': "&quot;"})


def inserted_last(xml: bytes, tag: str, new: bytes) -> bytes:
    """``new`` as the last child of the only ``tag``. Raises Refused where there is none."""
    name = tag.encode()
    closing = list(re.finditer(rb"</(?:[\w.-]+:)?" + name + rb"\s*>", xml))
    if closing:
        return xml[: closing[-1].start()] + new + xml[closing[-1].start() :]
    empty = re.search(rb"<((?:[\w.-]+:)?" + name + rb")\b([^>]*?)\s*/>", xml)
    if empty is None:
        raise Refused("damaged")
    return xml[: empty.start()] + b"<%s%s>%s</%s>" % (empty[1], empty[2], new, empty[1]) + xml[empty.end() :]


def with_attribute(start_tag: bytes, name: str, value: bytes) -> bytes:
    """A start tag with one attribute set."""
    key = name.encode()
    found = re.search(rb"(\s" + key + rb"\s*=\s*)(?:\"[^\"]*\"|'[^']*')", start_tag)
    if found is not None:
        return start_tag[: found.start()] + found[1] + b'"' + value + b'"' + start_tag[found.end() :]
    end = len(start_tag) - (2 if start_tag.endswith(b"/>") else 1)
    return start_tag[:end].rstrip() + b" " + key + b'="' + value + b'"' + start_tag[end:]


def letters(column: int) -> str:
    """The letters by which Excel calls a column, counted from zero."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
