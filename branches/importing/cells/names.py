"""Names of people in one cell, in any separation, with what stands in brackets behind them."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from branches.importing.cells.person import (
    BRACKETS,
    Person,
    doubt,
    is_reason,
    people_in,
    plain_person,
    refuse_of_several,
    said_of_the_last,
    with_note,
)
from branches.importing.cells.text import (
    EXACT_DIGITS,
    NUMERAL,
    SHORT,
    CellError,
    chinese_number,
    folded,
    read_text,
    says_nothing,
)
from branches.importing.cells.titles import GROUP, HAN
from branches.importing.workbook.sheets import Cell

LONGEST = 50

_PART = re.compile(r"[、,;/\\|\n\t]+|(?<=[^A-Za-z])\.(?=[^A-Za-z])|。")
_LISTED = re.compile(rf"(?:^|(?<=[\s,;、]))\(?\d{{1,2}}[.、)]\s*(?=[{HAN}])")
_ET_AL = re.compile(
    rf"等(?:共|一行|同志|人员|党员)?(?:共)?(?P<number>\d+|[{NUMERAL}]+)?(?P<vague>余|多)?"
    r"(?:名|位|人|个)?(?:人|党员|同志|干部|委员|代表|人员)*(?:参加|出席|参会|列席)?$"
)
_TOTAL = re.compile(rf"[(]?(?:共计|共|合计|计)(?P<number>\d+|[{NUMERAL}]+)(?:人|名|位)(?:党员|同志)?[)]?$")
_NUMBER_ALONE = re.compile(rf"(?P<number>\d+|[{NUMERAL}]+)(?:人|名|位|名党员|名同志)$")
_COUNTED_AT_THE_END = re.compile(
    rf"(?P<names>.*[{HAN}·•A-Za-z)].*?)\(?(?P<number>\d+|[{NUMERAL}]+)(?:人|名|位)(?:党员|同志)?\)?"
)
"""王五三人 behind 张三、李四: how many they are together."""
_ENDS_COUNTED = re.compile(r"(?:人|名|位)(?:党员|同志)?\)?$")
_DEEPEST = 4
"""Counts and statuses in front of names that stand behind such themselves: 请假：2人（张三、李四）."""
_LONGEST_COUNTED = 1000
"""Characters of names with their number; the pattern takes its time over longer ones."""
_COUNTED_IN_FRONT = re.compile(
    rf"(?:共计|共|计)?(?P<number>\d+|[{NUMERAL}]+)(?:人|名|位)?[:(](?P<names>[^()]+)\)?"
)
"""3人（张三、李四、王五）"""
_SAID_OF_THOSE_BEHIND = re.compile(
    r"(?:^|(?<=[\s,;、。]))(?P<status>请假|病假|事假|公假|休假|出差|公差|外出|缺席|无故缺席|缺勤|未到|列席)(?:人员|同志|者)?:"
)
"""请假：张三、李四；缺席：王五"""
_COUNTED_AWAY = re.compile(
    rf"(?P<names>.*?(?:\d+|[{NUMERAL}]+)(?:人|名|位)(?:党员|同志)?)(?P<said>请假|病假|事假|公假|出差|公差|外出|无故缺席|缺席|缺勤|未到)"
    rf"|(?P<saying>请假|病假|事假|公假|无故缺席|缺席|缺勤|未到)(?P<number>(?:\d+|[{NUMERAL}]+)(?:人|名|位))"
)
"""张三、李四2人请假; 1人请假; 缺席2人"""
_BARE_NUMBER = re.compile(r"\d{1,4}")
_GROUP_NUMBER = re.compile(r"(\d+)(?:人|名|位)$")
_LABELLED_PARTS = re.compile(
    r"(?:^|[\s,;、]+)(?P<label>(?:[支党]?部?(?:副?书记|支委)|(?:组织|宣传|纪检|青年)?委员|小?组长|(?:正式|预备)?党员|"
    r"积极分子|发展对象|群众):)"
)
"""书记：张三 委员：李四、王五 党员：赵六"""
_WHO_THEY_ARE = re.compile(r"^(?:(?:正式|预备)?党员|积极分子|发展对象|群众):(?=.)")
_NOBODY = re.compile(
    r"(?:无|没有|暂无|无人|全勤|全部到齐|全到|(?:全部|全员|全体|均|都)(?:到会|参会|参加|出席)|到齐|无缺席|无请假)(?:缺席|请假|未到)?(?:人员)?"
)


@dataclass(frozen=True, slots=True)
class Names:
    """``total``: the number the cell itself states (等12人). ``complete`` is False when some stay unnamed.

    ``status``: what the cell says of those it only counts (1人请假), as of a person. ``groups``: descriptions
    that name nobody (全体党员). ``remarks``: what needs a look. ``written``: the cell.
    """

    people: tuple[Person, ...] = ()
    complete: bool = True
    total: int | None = None
    status: str = ""
    groups: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    written: str = ""

    @property
    def names(self) -> list[str]:
        return [person.name for person in self.people]

    @property
    def says_something(self) -> bool:
        """False for a cell that is blank or says 无."""
        return bool(self.people or self.groups or self.total is not None or not self.complete)


def read_names(cell: Cell, *, groups_allowed: bool = False) -> Names:
    """The people in a cell; none when it is blank or says 无. Raises CellError on what cannot be a name.

    ``groups_allowed``: words like 全体党员 are kept as groups, otherwise they are refused.
    """
    if says_nothing(cell):
        return Names()
    written = read_text(cell)
    return (_read_short if len(written) <= SHORT else _read)(written, groups_allowed)


def _read(written: str, groups_allowed: bool, depth: int = 0) -> Names:
    if depth > _DEEPEST:
        raise CellError(f"“{written[:20]}”看不懂是谁。请只写姓名。")
    text = _LISTED.sub("", folded(written)).strip(" 。.")
    if _NOBODY.fullmatch(text):
        return Names()
    if groups_allowed and _BARE_NUMBER.fullmatch(text):
        return Names(complete=False, total=int(text), written=written) if int(text) else Names()
    if groups_allowed and is_reason(text):
        return Names(complete=False, groups=(text,), written=written)
    if len(text) <= _LONGEST_COUNTED and (match := _COUNTED_AWAY.fullmatch(text)):
        return _away(match, written, depth)
    if match := _COUNTED_IN_FRONT.fullmatch(text):
        return _counted(match, _read(match["names"], groups_allowed, depth + 1), written)
    if _SAID_OF_THOSE_BEHIND.match(text):
        return _by_status(text, written, depth)
    if (
        len(text) <= _LONGEST_COUNTED
        and _ENDS_COUNTED.search(text[-5:])
        and (match := _COUNTED_AT_THE_END.fullmatch(text))
        and not (_ET_AL.search(text) or _TOTAL.search(text))
        and _names_people(match["names"])
    ):
        return _counted(match, _read(match["names"], groups_allowed, depth + 1), written)
    people: list[Person] = []
    groups: list[str] = []
    complete, total = True, None
    for place, each in enumerate(_pieces(text)):
        read = _read_short_piece if len(each) <= SHORT else _read_piece
        piece = read(each, first=not place, groups_allowed=groups_allowed)
        complete &= not (piece.unnamed or piece.group)
        total = piece.number if piece.number is not None else total
        if piece.group:
            groups.append(piece.group)
            stated = _GROUP_NUMBER.search(piece.group)
            total = _count(stated[1]) if stated and total is None else total
        elif piece.reason:
            people = said_of_the_last(people, piece.reason)
        people += piece.people
    _refuse_twice(people)
    if total is not None and total < len(people):
        raise CellError(f"写了 {len(people)} 个姓名，却说共 {total} 人。请核对。")
    if total is not None:
        complete = total == len(people) and not groups
    remarks = tuple(remark for person in people if (remark := doubt(person.name)))
    return Names(tuple(people), complete, total, "", tuple(groups), remarks, written)


def _away(match: re.Match[str], written: str, depth: int) -> Names:
    """Names, or only a number, with what is said of them all."""
    said = match["said"] or match["saying"]
    found = _read(match["names"] or match["number"], groups_allowed=False, depth=depth + 1)
    people = tuple(person if person.note else with_note(person, said) for person in found.people)
    return replace(found, people=people, status=with_note(Person(""), said).status, written=written)


def _counted(match: re.Match[str], found: Names, written: str) -> Names:
    """Names whose number the cell states with them; CellError when it is not theirs."""
    total = _count(match["number"])
    if total is None or not found.complete or (found.total or total) != total or len(found.people) != total:
        raise CellError(f"“{written[:20]}”里的姓名与人数对不上。请核对。")
    return replace(found, total=total, written=written)


def _names_people(text: str) -> bool:
    """Whether nothing but names stands there; 王五三 would be one, but not behind others and before 人."""
    pieces = _pieces(text)
    return bool(pieces) and all(plain_person(BRACKETS.sub("", piece).strip()) for piece in pieces)


def _by_status(text: str, written: str, depth: int) -> Names:
    """Groups of names, each behind the word that says why they were away."""
    marks = list(_SAID_OF_THOSE_BEHIND.finditer(text))
    people: list[Person] = []
    complete, remarks = True, list[str]()
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        named = text[mark.end() : following.start() if following else None].strip(" ,;、。")
        if not named or _NOBODY.fullmatch(named):
            continue
        found = _read(named, groups_allowed=False, depth=depth + 1)
        complete &= found.complete
        remarks += found.remarks
        said = mark["status"]
        people += [
            person if person.status else with_note(person, person.note or said) for person in found.people
        ]
    _refuse_twice(people)
    return Names(tuple(people), complete, remarks=tuple(remarks), written=written)


_read_short = lru_cache(maxsize=20_000)(_read)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two separating signs: people, a group, or a reason said of somebody before it.

    ``unnamed``: some are only counted; ``number``: how many the piece says they are.
    """

    unnamed: bool
    number: int | None
    people: tuple[Person, ...] = ()
    group: str = ""
    reason: str = ""


def _read_piece(written: str, *, first: bool, groups_allowed: bool) -> _Piece:
    bare, unnamed, number = _without_total(written)
    if groups_allowed and _is_group(bare):
        return _Piece(unnamed, number, group=bare)
    if is_reason(bare):
        return _Piece(unnamed, number, reason=bare)
    if bare and not first:
        refuse_of_several(bare)
    return _Piece(unnamed, number, tuple(people_in(bare)) if bare else ())


_read_short_piece = lru_cache(maxsize=20_000)(_read_piece)
"""In a long ledger the cells differ, but the same few people are away for the same few reasons."""


def read_one_name(cell: Cell) -> Names:
    """Exactly one person, or none when blank. Raises CellError on several."""
    found = read_names(cell)
    if len(found.people) > 1 or not found.complete:
        raise CellError("这里只能写一个人。一人一行，请分开填写。")
    return found


def _pieces(text: str) -> list[str]:
    """Parted at the signs that part names, but never inside brackets."""
    kept: list[str] = []

    def shelve(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"({len(kept) - 1})"

    shelved = _LABELLED_PARTS.sub(r"、\g<label>", BRACKETS.sub(shelve, text))
    parts = (_WHO_THEY_ARE.sub("", part.strip(" .。:")) for part in _PART.split(shelved))
    return [re.sub(r"\((\d+)\)", lambda match: kept[int(match[1])], part) for part in parts if part]


def _without_total(piece: str) -> tuple[str, bool, int | None]:
    """(the piece without 等12人 or 共12人, whether people stay unnamed, the number)."""
    match = _ET_AL.search(piece.replace(" ", ""))
    if match:
        number = None if match["vague"] else _count(match["number"])
        return piece[: piece.rindex("等")].strip(" ,、"), True, number
    match = _NUMBER_ALONE.match(piece.replace(" ", ""))
    if match:
        return "", True, _count(match["number"])
    match = _TOTAL.search(piece)
    if match:
        return piece[: match.start()].strip(" ,、"), False, _count(match["number"])
    return piece, False, None


def _count(numeral: str | None) -> int | None:
    """None without a number, and for 七八 or 两三: those are about so many."""
    if not numeral or re.fullmatch("[一二两三四五六七八九]{2,}", numeral):
        return None
    if numeral.isdigit():
        return int(numeral) if len(numeral) <= EXACT_DIGITS else None
    return chinese_number(numeral)


def _is_group(piece: str) -> bool:
    bare = BRACKETS.sub("", piece).replace(" ", "")
    return GROUP.search(bare) is not None and all(plain_person(word) is None for word in bare.split())


def _refuse_twice(people: list[Person]) -> None:
    seen: set[tuple[str, str]] = set()
    for person in people:
        if (person.name, person.note + person.post) in seen:
            raise CellError(f"“{person.name}”写了两次。如是同名的两个人，请在括号里注明部门。")
        seen.add((person.name, person.note + person.post))
        if len(person.name) > LONGEST:
            raise CellError(f"“{person.name[:20]}”太长，不像姓名。")
