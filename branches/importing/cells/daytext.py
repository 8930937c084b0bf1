"""Days and clock times in words: the grammar of what ledgers write."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, time

from branches.importing.cells.text import NUMERAL, CellError, chinese_number

EARLIEST = date(1921, 7, 1)
LATEST_YEAR = 2100
_WEEKDAYS = "一二三四五六日"

_WEEKDAY = re.compile(r"[(]?(?:星期|礼拜|周)([一二三四五六日天])[)]?")
_NUMERAL = re.compile(rf"([{NUMERAL}Oo]+)(?=年|月|日|号|时|点|分|季度)")
DAY_PART = "上午|下午|早上|早晨|清晨|凌晨|中午|傍晚|晚上|晚间|晚|午后"
_TO = re.compile(r" ?(?:至|到|起至|-{1,2}|~|—{1,2}|–|―) ?")
_FULL = re.compile(
    r"(?P<y>\d{4}|\d{2})(?:年|(?P<s>[./\-]| (?=\d)))(?P<m>\d{1,2})(?:月|(?P=s)|(?<=\d)[.](?=\d))"
    r"(?P<d>\d{1,2})(?:日|号|(?!\d))"
)
_PACKED = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
_YEARLESS = re.compile(r"(?P<m>\d{1,2})(?:月|[./\-])(?P<d>\d{1,2})(?:日|号|(?![\d.]))")
_DAY = re.compile(r"(?P<d>\d{1,2})(?:日|号|(?![\d:.年月点时]))")
_CLOCK = re.compile(
    rf"(?P<part>{DAY_PART})? ?(?:(?P<h>\d{{1,2}})(?::(?P<min>\d{{2}})(?::(?P<sec>\d{{2}})(?:\.\d+)?)?"
    r"|[点时](?:(?P<min2>\d{1,2})分?|(?P<half>半)|整|钟)?))"
)
LONGEST = 200
"""Characters of a day, or span of days, with clock times; a longer text is none."""
_PART_ONLY = re.compile(rf"[(]?(?:{DAY_PART}|全天|当天|半天)[)]?")


class YearMissing(CellError):
    """A day without a year, where nothing around it says the year."""

    def __init__(self) -> None:
        super().__init__("没有年份，表头和文件名里也看不出。请补上年份，或在上传时选择年份。", asks="year")


@dataclass(frozen=True, slots=True)
class DateReading:
    """``end`` only when the cell gives a second day; times only when it gives a clock;

    ``remarks`` need a look.
    """

    start: date
    end: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    remarks: tuple[str, ...] = ()


def read_day(text: str, year: int | None, period: bool) -> DateReading:
    """The day, or span of days, of a folded text in one line; see ``dates.read_date``. Raises CellError."""
    if re.search(r"农历|正月|腊月|初[一二三四五六七八九十]", text):
        raise CellError("是农历日期。请改成公历，如 2023年3月5日。")
    if len(text) > LONGEST:
        raise CellError(_why_not(text[:LONGEST]))
    weekdays = _WEEKDAY.findall(text)
    text = _WEEKDAY.sub(" ", text)
    text = _NUMERAL.sub(
        lambda match: _digits(match[1]), text.replace("元月", "1月").replace("元旦", "1月1日")
    )
    text = _without_spaces(re.sub(r"(?<=\d)T(?=\d)", " ", text))
    text = re.sub(r"(?<=[日号\d])[起止]$|^自", "", text).strip(" ,;，。、.")
    if period:
        span = _period(text, year)
        if span is not None:
            return span
    reader = _Reader(text, year)
    start = reader.day()
    if start is None:
        raise CellError(_why_not(text))
    start_time, end_time = reader.clock_span()
    end = None
    if reader.skip(_TO):
        end = reader.day(after=start)
        if end is None:
            raise CellError(_why_not(text))
        late, last = reader.clock_span()
        end_time = last or late
        if start_time is None and end_time is not None:
            if (end_time.hour, end_time.minute) != (23, 59):
                reader.remarks.append(f"看不出 {end_time:%H:%M} 是哪一天的时间，没有记入。")
            end_time = None
        if end < start:
            raise CellError("结束日期早于开始日期；跨年的请写全年份。")
    if not reader.at_end():
        raise CellError(_why_not(text))
    remarks = list(reader.remarks)
    if end is None and len(weekdays) == 1:
        remarks += _weekday_remark(start, weekdays[0])
    return DateReading(start, end if end != start else None, start_time, end_time, tuple(remarks))


def read_clocks(text: str) -> tuple[time | None, time | None] | None:
    """Begin and end in a folded text that holds clock times only; None when it is no such text."""
    if len(text) > LONGEST:
        return None
    reader = _Reader(_WEEKDAY.sub("", _without_spaces(text)), None)
    start, end = reader.clock_span()
    return (start, end) if reader.at_end() and (start or reader.text) else None


class _Reader:
    """Walks through a text from left to right."""

    def __init__(self, text: str, year: int | None) -> None:
        self.text = text
        self.year = year
        self.position = 0
        self.remarks: list[str] = []

    def skip(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.position)
        if match:
            self.position = match.end()
        return match

    def at_end(self) -> bool:
        return not self.text[self.position :].strip(" ,;，。()")

    def day(self, after: date | None = None) -> date | None:
        """The day at this place; after a range sign also “7日” or “4月2日” that lean on the first day."""
        match = self.skip(_PACKED) or self.skip(_FULL)
        if match:
            return day_of(self._full_year(match["y"]), int(match["m"]), int(match["d"]))
        match = self.skip(_YEARLESS)
        if match:
            year = after.year if after else self.year
            if year is None:
                raise YearMissing
            return day_of(year, int(match["m"]), int(match["d"]))
        if after is not None:
            match = self.skip(_DAY)
            if match:
                return day_of(after.year, after.month, int(match["d"]))
        return None

    def _full_year(self, digits: str) -> int:
        if len(digits) == 4:
            return int(digits)
        if self.year is not None and self.year % 100 == int(digits):
            return self.year
        raise CellError(f"年份只写了两位（{digits}）。请写全四位年份。")

    def clock_span(self) -> tuple[time | None, time | None]:
        """Clock times at this place, midnight taken as “no time given”."""
        self.skip(re.compile(" "))
        start, part = self._clock(None)
        if start is None and part is None:
            return None, None
        before = self.position
        if start is not None and self.skip(_TO):
            end, _ = self._clock(part)
            if end is None:
                self.position = before
                return (start if start != time(0) else None), None
            self.remarks += doubt(start, part)
            return (start if start != time(0) or end != time(0) else None), end if end != time(0) else None
        if start is not None:
            self.remarks += doubt(start, part)
        return (start if start != time(0) else None), None

    def _clock(self, inherited: str | None) -> tuple[time | None, str | None]:
        match = self.skip(_CLOCK)
        if match is None:
            only = self.skip(_PART_ONLY)
            self.skip(re.compile(" "))
            return None, only[0] if only else None
        hour = int(match["h"])
        minute = 30 if match["half"] else int(match["min"] or match["min2"] or 0)
        part = match["part"] or (inherited if hour < 12 else None)
        if hour == 12 and part in ("傍晚", "晚上", "晚间", "晚"):
            raise CellError(f"“{match[0].strip()}”是半夜还是中午？请写成 0:00 或 12:00。")
        if part in ("下午", "傍晚", "晚上", "晚间", "晚", "午后") or (part == "中午" and hour < 10):
            hour += 12 if hour < 12 else 0
        elif part and part != "中午" and hour > 12:
            raise CellError(f"“{match[0].strip()}”前后矛盾，请核对时间。")
        if hour > 23 or minute > 59:
            raise CellError(f"没有“{match[0].strip()}”这个时间，请核对。")
        return time(hour, minute), part


def doubt(moment: time | None, part: str | None) -> tuple[str, ...]:
    if moment is None or part is not None or not 1 <= moment.hour < 6:
        return ()
    return (f"时间 {moment:%H:%M} 在凌晨，如是下午请写成 {moment.hour + 12}:{moment:%M}。",)


def _period(text: str, year: int | None) -> DateReading | None:
    match = re.fullmatch(
        r"(?:(?P<y>\d{4})(?:年度?|[./\-]))?(?:(?P<m>\d{1,2})月?(?:份)?(?:(?:-|~|至|到|—)(?P<n>\d{1,2})月(?:份)?|"
        r"(?P<x>上旬|中旬|下旬)|)|第?(?P<q>[1-4])季度|(?P<half>上半年|下半年)|全年|)",
        text,
    )
    if match is None or not (match["m"] or match["q"] or match["half"] or match["y"] or text == "全年"):
        return None
    if match["m"] and not match["y"] and "月" not in text:
        return None
    in_year = int(match["y"]) if match["y"] else year
    if in_year is None:
        raise YearMissing
    first, last = 1, 12
    if match["m"]:
        first, last = int(match["m"]), int(match["n"] or match["m"])
    elif match["q"]:
        first, last = int(match["q"]) * 3 - 2, int(match["q"]) * 3
    elif match["half"]:
        first, last = (1, 6) if match["half"] == "上半年" else (7, 12)
    if not 1 <= first <= last <= 12:
        raise CellError("月份不对，请核对。")
    ends = calendar.monthrange(in_year, last)[1] if EARLIEST.year <= in_year <= LATEST_YEAR else 0
    days = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, ends)}.get(match["x"] or "", (1, ends))
    return DateReading(day_of(in_year, first, days[0]), day_of(in_year, last, days[1]))


def _why_not(text: str) -> str:
    if re.fullmatch(r"(?:(?:19|20)?\d{2}[年./\-])?\d{1,2}月?份?|(?:19|20)\d{4}", text):
        return "只写到月份。请补上是哪一天。"
    if re.fullmatch(r"(?:19|20)\d{2}年?度?", text):
        return "只写了年份。请补上月和日。"
    if re.search(r"\d[日号]?\s*[、,，;和及与]\s*\d", text):
        return "一格里写了几个日期。请一次活动写一行。"
    if re.search(r"\d{1,2}/\d{1,2}/\d{4}", text):
        return "分不清月和日的先后。请写成 2023-03-05。"
    return f"看不懂“{text[:30]}”是哪一天。请写成 2023-03-05 或 2023年3月5日。"


def _digits(numeral: str) -> str:
    number = chinese_number(numeral)
    return numeral if number is None else str(number)


def _without_spaces(text: str) -> str:
    """Spaces stay only between two digits, where they part a date from a clock."""
    text = re.sub(r" (?=[^\d])|(?<=[^\d]) ", "", re.sub(r" +", " ", text))
    return text.replace("：", ":")


def day_of(year: int, month: int, day: int) -> date:
    try:
        return plausible(date(year, month, day))
    except ValueError as error:
        raise CellError(f"没有 {year}年{month}月{day}日这一天，请核对。") from error


def plausible(day: date) -> date:
    if day < EARLIEST or day.year > LATEST_YEAR:
        raise CellError(f"{day.year}年{day.month}月{day.day}日的年份不对，请核对。")
    return day


def _weekday_remark(day: date, written: str) -> list[str]:
    actual = _WEEKDAYS[day.weekday()]
    if actual == written.replace("天", "日"):
        return []
    return [f"{day.year}年{day.month}月{day.day}日是星期{actual}，表中写的是星期{written}，请核对。"]
