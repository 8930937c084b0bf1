"""The list of all figures for people, as ``docs/figures.md`` has it."""

from collections.abc import Iterator

from reports.figures.registry import registry
from reports.figures.sections import by_section

HEAD = """\
# Figures

Everything that can be counted. The name is also the placeholder in documents: `【党组会次数】`. The page
指标 and the command `figures` show the values; a figure without a record behind it is 无记录, never 0. The
rules by which units are counted (次, 人次, 名, 篇, 篇次, 项, 万元) stand at the top of each module in
`reports/figures/`.

Made by `manage.py figures --catalogue`; a test compares.
"""


def catalogue() -> str:
    """All figures by section: name, unit, key, definition."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD.rstrip()
    for section, figures in by_section(registry).items():
        yield f"\n## {section}\n"
        yield "| 指标 | 单位 | 代号 | 统计口径 |"
        yield "|---|---|---|---|"
        for figure in figures:
            yield f"| {figure.name} | {figure.unit} | `{figure.key}` | {figure.definition} |"
