"""What may stand in an outline, by where it comes from: the list beside the editor."""

from branches.models import Organization
from reports.figures.own import register_for
from reports.figures.sections import by_section
from reports.outlines import listings
from reports.outlines.doubts import Doubts
from reports.outlines.secretaries import SECRETARY
from reports.outlines.shortfalls import COMPLETION, MAIN_REPEAT, Shortfalls
from reports.outlines.tables import BRANCHES, COMPARISON
from reports.outlines.words import FACTS

USUAL = 3
SHORTFALL = f"〖{MAIN_REPEAT}：一是【事项】应开展【应开展次数】次，缺【差额】次〗"


def palette(organization: Organization) -> dict[str, list[str]]:
    """Under each heading, the placeholders as they are written. One query."""
    figures = {
        f"指标：{section}": [f"【{figure.name}】" for figure in figures]
        for section, figures in by_section(register_for(organization)).items()
    }
    return {
        "基本信息": [*(f"【{name}】" for name in FACTS), f"【{SECRETARY}】"],
        "列举记录的名称": [f"【{name}·列举{USUAL}】" for name in listings.KINDS],
        "存在的问题": [*(f"【{name}】" for name in (*Shortfalls.NAMES, *Doubts.NAMES)), SHORTFALL],
        "表格（单独成行）": [f"【表·{name}】" for name in (COMPARISON, BRANCHES, COMPLETION)],
        **figures,
    }
