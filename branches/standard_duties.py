"""The rules a new office starts with. Most rules say 一般: offices change them as they see fit.

Source of the frequencies: 中国共产党支部工作条例（试行）, 2018; 党委（党组）理论学习中心组学习规则, 2017;
党委（党组）意识形态工作责任制实施办法.

What is asked of a 党组 is also asked of a 党委 that leads an office itself, but not of a 机关党委 beside a
党组, and both are of the kind ``committee``: so the standard names the 党组 alone, and an office led by
a 党委 adds it to the rule.
"""

from typing import Any

BRANCHES = ["branch"]
LEADING_GROUPS = ["leading_group"]

STANDARD: tuple[dict[str, Any], ...] = (
    {
        "name": "支部党员大会",
        "activity": "meeting",
        "kind": "general",
        "per": "quarter",
        "applies_to": BRANCHES,
        "source": "支部工作条例第十一条",
    },
    {
        "name": "支部委员会",
        "activity": "meeting",
        "kind": "committee",
        "per": "month",
        "applies_to": BRANCHES,
        "condition": "committee",
        "source": "支部工作条例第十二条",
    },
    {
        "name": "党小组会",
        "activity": "meeting",
        "kind": "group",
        "per": "month",
        "applies_to": BRANCHES,
        "condition": "groups",
        "source": "支部工作条例第十三条",
    },
    {
        "name": "主题党日",
        "activity": "meeting",
        "kind": "theme_day",
        "per": "month",
        "applies_to": BRANCHES,
        "source": "支部工作条例第十六条",
    },
    {
        "name": "党课",
        "activity": "lecture",
        "per": "quarter",
        "applies_to": BRANCHES,
        "source": "支部工作条例第十六条，按各单位规定",
    },
    {
        "name": "组织生活会",
        "activity": "meeting",
        "kind": "organizational_life",
        "per": "year",
        "applies_to": BRANCHES,
        "source": "支部工作条例第十七条",
    },
    {
        "name": "民主评议党员",
        "activity": "meeting",
        "kind": "appraisal",
        "per": "year",
        "applies_to": BRANCHES,
        "source": "支部工作条例第十八条",
    },
    {
        "name": "谈心谈话",
        "activity": "talk",
        "kind": "heart",
        "per": "year",
        "applies_to": BRANCHES,
        "source": "支部工作条例第十九条",
    },
    {
        "name": "民主生活会",
        "activity": "meeting",
        "kind": "democratic_life",
        "per": "year",
        "applies_to": LEADING_GROUPS,
        "source": "县以上党和国家机关党员领导干部民主生活会若干规定",
    },
    {
        "name": "理论学习中心组学习",
        "activity": "meeting",
        "kind": "central_group",
        "per": "quarter",
        "applies_to": LEADING_GROUPS,
        "source": "理论学习中心组学习规则",
    },
    {
        "name": "专题研究意识形态工作",
        "activity": "meeting",
        "kind": "leading_group",
        "agenda_category": "ideology",
        "per": "half_year",
        "applies_to": LEADING_GROUPS,
        "source": "意识形态工作责任制实施办法",
    },
)
