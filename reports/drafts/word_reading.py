"""The XML of a Word document read once, front to back, without building a tree.

A change is then a splice of bytes, and nothing else in the part moves.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from reports.drafts.errors import DraftError
from reports.drafts.word_text import Piece, TextElement, TextParagraph, WordText

DEEPEST = 256
MOST_PIECES = 200_000
_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_VALUE = tuple(f"{namespace}val" for namespace in _W)
_TYPE = tuple(f"{namespace}type" for namespace in _W)
_FIELD_TYPE = tuple(f"{namespace}fldCharType" for namespace in _W)
_REMOVED = frozenset({"del", "moveFrom", "rt", "rPrChange", "pPrChange"})
"""What stands in these is no text of the document: deleted, moved away, a reading aid, a format that was."""
_WRITTEN_AS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class _Alternatives:
    """The same content in two forms for newer and older readers: text boxes are written so."""

    choice: list[TextParagraph] = field(default_factory=list)
    fallback: list[TextParagraph] = field(default_factory=list)
    choices: int = 0


def read(content: bytes) -> WordText:
    """Raises DraftError for XML that is broken, too deep, not UTF-8, or has a document type."""
    reader = _Reader()
    try:
        reader.parse(content)
    except expat.ExpatError as error:
        raise DraftError("文件正文已损坏，请用 Word 或 WPS 重新另存后再试。") from error
    return WordText(reader.paragraphs, reader.elements)


class _Reader:
    def __init__(self) -> None:
        self.paragraphs: list[TextParagraph] = []
        self.elements: list[TextElement] = []
        self.open: list[TextParagraph] = []
        self.path: list[str] = []
        self.removed = 0
        self.hidden = False
        self.bound: list[int] = []
        self.fields: list[bool] = []
        self.alternatives: list[_Alternatives] = []
        self.in_fallback = 0
        self.in_text = False
        self.simple_fields = 0
        self.look = (0, 0)
        self.last: Piece | None = None
        self.pieces = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")

    def parse(self, content: bytes) -> None:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise DraftError("文件正文不是 UTF-8 编码，请用 Word 或 WPS 重新另存后再试。")
        self.content = content
        parser = self.parser
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.DefaultHandler = self._other
        parser.Parse(content, True)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8"}:
            raise DraftError("文件正文不是 UTF-8 编码，请用 Word 或 WPS 重新另存后再试。")

    def _doctype(self, *_: object) -> None:
        raise DraftError("文件正文含有不允许的声明（DOCTYPE），不予打开。")

    def _other(self, _data: str) -> None:
        self._finish()

    def _finish(self) -> None:
        """The last piece ends where the parser now stands."""
        if self.last is not None:
            self.last.end = self.parser.CurrentByteIndex
            self.last = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._finish()
        self.path.append(name)
        if len(self.path) > DEEPEST:
            raise DraftError("文件正文的嵌套过深，不予打开。")
        if name.startswith(_MC):
            self._start_alternative(name.removeprefix(_MC))
            return
        tag = _word_tag(name)
        if tag in _REMOVED:
            self.removed += 1
        elif tag == "p":
            self._start_paragraph()
        elif tag == "r":
            self.hidden = False
            self.look = (0, 0)
        elif tag == "rPr" and self._parent("r"):
            self.look = (self.parser.CurrentByteIndex, 0)
        elif tag == "t":
            self._start_text(attributes)
        elif tag == "fldSimple":
            self.simple_fields += 1
        elif tag == "fldChar":
            self._field(_attribute(attributes, _FIELD_TYPE))
        elif tag == "dataBinding":
            self.bound.append(len(self.path) - 2)
        elif tag == "vanish" and self._parent("rPr") and _attribute(attributes, _VALUE) not in _OFF:
            self.hidden = _word_tag(self.path[-3]) == "r"
        elif self._parent("r"):
            self._sign(tag, attributes)

    def _parent(self, tag: str) -> bool:
        return len(self.path) > 2 and _word_tag(self.path[-2]) == tag

    def _start_alternative(self, tag: str) -> None:
        if tag == "AlternateContent":
            self.alternatives.append(_Alternatives())
        elif tag == "Choice" and self.alternatives:
            self.alternatives[-1].choices += 1
            self.removed += self.alternatives[-1].choices > 1
        elif tag == "Fallback":
            self.in_fallback += 1

    def _start_paragraph(self) -> None:
        paragraph = TextParagraph(fixed=bool(self.bound), inner=bool(self.open))
        self.open.append(paragraph)
        if self.removed:
            return
        if self.in_fallback:
            if self.alternatives:
                self.alternatives[-1].fallback.append(paragraph)
            return
        self.paragraphs.append(paragraph)
        if self.alternatives:
            self.alternatives[-1].choice.append(paragraph)

    def _start_text(self, attributes: dict[str, str]) -> None:
        self.in_text = True
        kept = attributes.get("http://www.w3.org/XML/1998/namespace space") == "preserve"
        self.elements.append(TextElement(self.parser.CurrentByteIndex, kept, self.look))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _sign(self, tag: str, attributes: dict[str, str]) -> None:
        written = _WRITTEN_AS.get(tag, "")
        if tag == "br" and _attribute(attributes, _TYPE) in {"", "textWrapping"}:
            written = "\n"
        if written and self._counts_as_text():
            position = self.parser.CurrentByteIndex
            self.open[-1].pieces.append(Piece(written, position, position, -1, fixed=True))

    def _counts_as_text(self) -> bool:
        return bool(self.open) and not self.removed and not self.hidden

    def _characters(self, data: str) -> None:
        self._finish()
        if not self.in_text or not self._counts_as_text():
            return
        fixed = bool(self.fields or self.simple_fields or self.bound)
        position = self.parser.CurrentByteIndex
        self.last = Piece(data, position, position, len(self.elements) - 1, fixed)
        self.pieces += 1
        if self.pieces > MOST_PIECES:
            raise DraftError("文件正文过于零碎（文字分成了太多小段），请用 Word 或 WPS 重新另存后再试。")
        self.open[-1].pieces.append(self.last)

    def _end(self, name: str) -> None:
        self._finish()
        self.path.pop()
        if name.startswith(_MC):
            self._end_alternative(name.removeprefix(_MC))
            return
        tag = _word_tag(name)
        if tag in _REMOVED:
            self.removed -= 1
        elif tag == "p":
            self.open.pop()
        elif tag == "r":
            self.hidden = False
        elif tag == "rPr" and self.path and _word_tag(self.path[-1]) == "r":
            self.look = (self.look[0], self.content.index(b">", self.parser.CurrentByteIndex) + 1)
        elif tag == "t":
            self.in_text = False
        elif tag == "fldSimple":
            self.simple_fields -= 1
        elif tag == "sdt" and self.bound and self.bound[-1] == len(self.path) + 1:
            self.bound.pop()

    def _end_alternative(self, tag: str) -> None:
        if tag == "Choice" and self.alternatives:
            self.removed -= self.alternatives[-1].choices > 1
        elif tag == "Fallback":
            self.in_fallback -= 1
        elif tag == "AlternateContent" and self.alternatives:
            _pair(self.alternatives.pop())


def _pair(alternatives: _Alternatives) -> None:
    """Let a change in one form reach the other; where the two differ, neither may be changed."""
    if not alternatives.fallback and alternatives.choices < 2:
        return
    same = alternatives.choices < 2 and [paragraph.text for paragraph in alternatives.choice] == [
        paragraph.text for paragraph in alternatives.fallback
    ]
    for position, paragraph in enumerate(alternatives.choice):
        if same:
            paragraph.twin = alternatives.fallback[position]
        else:
            paragraph.fixed = True


def _word_tag(name: str) -> str:
    for namespace in _W:
        if name.startswith(namespace):
            return name[len(namespace) :]
    return ""


def _attribute(attributes: dict[str, str], names: tuple[str, ...]) -> str:
    return next((attributes[name] for name in names if name in attributes), "")
