"""Word documents for the tests, made of plain text with runs split anywhere."""

import io
import random
import zipfile

from docx import Document
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "word/document.xml"


def word_document(text: str, seed: int = 0) -> bytes:
    """Each line a paragraph; its runs are split at random places, some of them bold."""
    chance = random.Random(seed)  # noqa: S311
    document = Document()
    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        position = 0
        while position < len(line):
            size = chance.choice((1, 1, 2, 3, 5, 8, 40))
            run = paragraph.add_run(line[position : position + size])
            run.bold = chance.random() < 0.2
            position += size
    return saved(document)


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_body(body: str) -> bytes:
    """A document whose body is the given XML; prefixes w, mc, wps, v, w14 and xml are known."""
    declared = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    )
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    xml = f"{start}<w:document {declared}><w:body>{body}</w:body></w:document>"
    return with_part(saved(Document()), MAIN, xml.encode())


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The package with one part replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            if part.filename != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str = MAIN) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def raw_parts(data: bytes) -> dict[str, bytes]:
    """Each part as its compressed bytes lie in the file, with its local header."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
        ends = [info.header_offset for info in infos[1:]] + [archive.start_dir]
    return {info.filename: data[info.header_offset : end] for info, end in zip(infos, ends, strict=True)}


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def shape(data: bytes) -> list[str]:
    """The body's elements with their attributes, without the characters of the text."""
    return [
        f"{element.tag} {sorted(element.attrib.items())}"
        for element in etree.fromstring(part(data)).iter(tag=etree.Element)
    ]
