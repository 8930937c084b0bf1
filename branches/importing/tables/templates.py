"""What import and the blank workbooks agree on: the names of their sheets, and the example row."""

import re

LISTS = "选项（勿改）"
"""The hidden sheet behind the drop-downs."""
NOTES = "填写说明"
EXAMPLE = "示例"
"""In the column of serial numbers: the row shows how to fill in the others."""

_EXAMPLE = re.compile(r"[(【\[]?(?:示例|样例|范例|举例)(?:行|，请删除)?[)】\]]?[:：]?")


def is_own_sheet(name: str) -> bool:
    """Whether the sheet comes with the template and holds no rows."""
    return name in (LISTS, NOTES)


def is_example(text: str) -> bool:
    """Whether a cell says that its row is an example and no more."""
    return _EXAMPLE.fullmatch(text) is not None
