"""Why a file is not read, in words for the person who uploaded it."""

from .child import limits
from .child.facts import LINKS, MACROS

TIMEOUT_SECONDS = limits.CPU_SECONDS
MAX_FILE_BYTES = 50 * 2**20

_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。"

REASONS = {
    "empty": "这个文件是空的。",
    "not_workbook": "这不是 Excel 或 WPS 表格文件。" + _SAVE_AS,
    "html": "这个文件虽然叫表格，内容却是网页（HTML）。" + _SAVE_AS,
    "text": "这个文件虽然叫表格，内容却是纯文本（CSV 等）。" + _SAVE_AS,
    "xml_2003": "这是“XML 表格 2003”格式。" + _SAVE_AS,
    "pdf": "这是 PDF 文件，不是表格。请上传原来的 Excel 文件。",
    "word": "这是 Word 文档，不是表格。请把其中的表格复制到 Excel 后再上传。",
    "xlsb": "这是二进制工作簿（.xlsb）。" + _SAVE_AS,
    "password": "这个文件设了打开密码。请去掉密码后再上传。",
    "damaged": "这个文件已损坏或不完整，打不开。请用 Excel 打开确认后另存一份再上传。",
    "entities": "这个文件含有 Excel 不会写入的内容，为安全起见不予打开。" + _SAVE_AS,
    "doubled": "这个文件里有两份同名的内容，分不清以哪一份为准。" + _SAVE_AS,
    "too_big": "表格太大，或者在很远的行列有零散内容。请删去台账以外的行和列，或分成几个文件再上传。",
    "too_slow": f"读这个文件超过了 {TIMEOUT_SECONDS} 秒。请分成几个较小的文件再上传。",
    "too_many_rows": f"表格超过 {limits.MAX_ROWS:,} 行。请分成几个文件再上传。",
    "too_many_sheets": f"工作表超过 {limits.MAX_SHEETS} 张。请分成几个文件再上传。",
    "too_wide": f"第 {limits.MAX_COLUMNS} 列之后还有内容，不像台账。请删去多余的列。",
    "not_read": "服务器暂时读不了文件（内存或磁盘不足）。请稍后再试；仍不行请联系系统管理员。",
    "file_too_big": f"文件超过 {MAX_FILE_BYTES // 2**20} MB。请分成几个文件再上传。",
}

BESIDE = {
    MACROS: "文件带有宏。导入只读单元格的内容，宏不会运行。",
    LINKS: "文件引用了别的工作簿，引用来的内容按文件上次保存时的结果读取，请核对。",
}
"""What is no reason to refuse a file, and said."""


class WorkbookError(Exception):
    """A file that is not read.

    ``str()`` is one Chinese sentence for the user, ``code`` a key of ``REASONS``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code])
        self.code = code
