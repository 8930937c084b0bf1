"""Word files as LibreOffice prints them: pages, their lines and where the lines stand."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

SPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Line:
    """A line of print and its edges, in points from the page's upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines above the page number."""
        return tuple(line for line in self.lines if not line.text.startswith("—"))

    @property
    def number(self) -> Line:
        return next(line for line in self.lines if line.text.startswith("—"))


def printed(content: bytes, folder: Path) -> list[Page]:
    """The pages of a Word file. LibreOffice runs with a profile of its own in ``folder``."""
    source = folder / "document.docx"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", folder, source], check=True, capture_output=True, timeout=120)  # noqa: S603
    boxes = folder / "boxes.html"
    subprocess.run(  # noqa: S603
        ["pdftotext", "-bbox", folder / "document.pdf", boxes],  # noqa: S607
        check=True,
        capture_output=True,
    )
    return [_page(page) for page in ElementTree.parse(boxes).iter(f"{SPACE}page")]  # noqa: S314


def _page(page: ElementTree.Element) -> Page:
    """Words on one base line make a line."""
    rows: dict[int, list[ElementTree.Element]] = {}
    for word in page.iter(f"{SPACE}word"):
        middle = (float(word.attrib["yMin"]) + float(word.attrib["yMax"])) / 2
        key = next((known for known in rows if abs(known - middle) < 8), round(middle))
        rows.setdefault(key, []).append(word)
    lines = tuple(_line(words) for _, words in sorted(rows.items()))
    return Page(float(page.attrib["width"]), float(page.attrib["height"]), lines)


def _line(words: list[ElementTree.Element]) -> Line:
    words.sort(key=lambda word: float(word.attrib["xMin"]))
    return Line(
        "".join(word.text or "" for word in words),
        float(words[0].attrib["xMin"]),
        max(float(word.attrib["xMax"]) for word in words),
        min(float(word.attrib["yMin"]) for word in words),
        max(float(word.attrib["yMax"]) for word in words),
    )
