"""The styles of a workbook with one fill more: each style of a bad cell once more, only coloured."""

import re

from .limits import Refused
from .xmlbytes import inserted_last, with_attribute

COLOUR = b"FFFFC9C4"
"""Of marked cells; unusual enough to be known again when the workbook comes back."""

_FILLS = re.compile(rb"<((?:[\w.-]+:)?)fills\b[^>]*>(.*?)</(?:[\w.-]+:)?fills>", re.DOTALL)
_FILL = re.compile(rb"<(?:[\w.-]+:)?fill(?=[\s>/])(?:[^>]*?/>|.*?</(?:[\w.-]+:)?fill>)", re.DOTALL)
_FORMATS = re.compile(rb"<(?:[\w.-]+:)?cellXfs\b[^>]*>(.*?)</(?:[\w.-]+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:[\w.-]+:)?xf\b(?:[^>]*?/>|[^>]*>.*?</(?:[\w.-]+:)?xf>)", re.DOTALL)
_START = re.compile(rb"<[^>]*>")
_FILL_OF = re.compile(rb"\sfillId\s*=\s*[\"'](\d+)")


class Styles:
    """``coloured`` and ``plain`` give the index of a cell style like another; ``xml`` the part with all of
    them.
    """

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        fills, formats = _FILLS.search(xml), _FORMATS.search(xml)
        if fills is None or formats is None:
            raise Refused("damaged")
        self._prefix = fills[1]
        self._fills = _FILL.findall(fills[2])
        self._formats = _FORMAT.findall(formats[1])
        self._ours = {index for index, fill in enumerate(self._fills) if COLOUR in fill}
        self._fill = min(self._ours, default=len(self._fills))
        self._new: list[bytes] = []
        self._index: dict[tuple[int, int], int] = {}

    def is_coloured(self, style: int) -> bool:
        """Whether cells of this style were marked when the workbook came."""
        return bool(self._ours) and self._fill_of(style) in self._ours

    def coloured(self, style: int) -> int:
        return self._like(style, self._fill)

    def plain(self, style: int) -> int:
        """Without any fill: which one the cell had before it was marked, nobody knows any more."""
        return self._like(style, 0)

    def _fill_of(self, style: int) -> int:
        if style >= len(self._formats):
            return 0
        start = self._formats[style].partition(b">")[0]
        found = _FILL_OF.search(start)
        return int(found[1]) if found else 0

    def _like(self, style: int, fill: int) -> int:
        base = style if style < len(self._formats) else 0
        if self._fill_of(base) == fill:
            return base
        if (base, fill) not in self._index:
            start = _START.match(self._formats[base])
            if start is None:
                raise Refused("damaged")
            tag = with_attribute(start[0], "fillId", str(fill).encode())
            tag = with_attribute(tag, "applyFill", b"1" if fill else b"0")
            self._new.append(tag + self._formats[base][start.end() :])
            self._index[base, fill] = len(self._formats) + len(self._new) - 1
        return self._index[base, fill]

    def xml(self) -> bytes:
        xml = self._xml
        if not self._new:
            return xml
        if not self._ours:
            prefix = self._prefix
            fill = (
                b'<%sfill><%spatternFill patternType="solid"><%sfgColor rgb="%s"/><%sbgColor indexed="64"/>'
                b"</%spatternFill></%sfill>"
            ) % (prefix, prefix, prefix, COLOUR, prefix, prefix, prefix)
            xml = _counted(inserted_last(xml, "fills", fill), b"fills", len(self._fills) + 1)
        xml = inserted_last(xml, "cellXfs", b"".join(self._new))
        return _counted(xml, b"cellXfs", len(self._formats) + len(self._new))


def _counted(xml: bytes, tag: bytes, count: int) -> bytes:
    start = re.search(rb"<(?:[\w.-]+:)?" + tag + rb"\b[^>]*>", xml)
    if start is None:
        raise Refused("damaged")
    return xml[: start.start()] + with_attribute(start[0], "count", str(count).encode()) + xml[start.end() :]
