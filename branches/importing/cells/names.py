"""Names of people in one cell, in any separation, with what stands in brackets behind them."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from branches.importing.cells.surnames import COMPOUND, has_surname
from branches.importing.cells.text import (
    NUMERAL,
    SHORT,
    CellError,
    chinese_number,
    folded,
    read_text,
    says_nothing,
)
from branches.importing.cells.titles import GROUP, HAN, NO_NAME, parted_title, without_title
from branches.importing.workbook import Cell

LONGEST = 50

_PART = re.compile(r"[、,;/\\|\n\t]+|(?<=[^A-Za-z])\.(?=[^A-Za-z])|。")
_LISTED = re.compile(rf"(?:^|(?<=[\s,;、]))\(?\d{{1,2}}[.、)]\s*(?=[{HAN}])")
_NAME = re.compile(
    rf"[{HAN}]{{2,4}}|[{HAN}]{{1,10}}(?:[·•.‧][{HAN}]{{1,10}}){{1,4}}|[A-Za-z][A-Za-z .'\-]{{1,48}}"
)
_ET_AL = re.compile(
    rf"等(?:共|一行|同志|人员|党员)?(?:共)?(?P<number>\d+|[{NUMERAL}]+)?(?P<vague>余|多)?"
    r"(?:名|位|人|个)?(?:人|党员|同志|干部|委员|代表|人员)*(?:参加|出席|参会|列席)?$"
)
_TOTAL = re.compile(rf"[(]?(?:共计|共|合计|计)(?P<number>\d+|[{NUMERAL}]+)(?:人|名|位)(?:党员|同志)?[)]?$")
_NUMBER_ALONE = re.compile(rf"(?P<number>\d+|[{NUMERAL}]+)(?:人|名|位|名党员|名同志)$")
_GROUP_NUMBER = re.compile(r"(\d+)(?:人|名|位)$")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_REASON = (
    r"(?:因.+|请.+|病假|事假|公假|休假|年假|年休|产假|婚假|丧假|陪产|探亲|出差|公差|外出|公出|住院|生病|开会|值班|"
    r"学习|培训|借调|驻村|缺席|未到|未参加|请假|调休|轮休)"
)
_WITH_REASON = re.compile(rf"([{HAN}]{{2,4}}?)[:：]?({_REASON}.*)")
_SECOND_PERSON = re.compile(rf"[{HAN}]{{2,}}?([{HAN}]{{2,3}})[:：]?{_REASON}")
"""A reason, a possible name and again a reason: 出差李四病假."""
_LEAVE = re.compile(
    r"假|病|出差|公差|外出|公出|住院|因公|因私|因事|值班|培训|借调|驻村|调休|轮休|开会|探亲|学习|医"
)
_ABSENT = re.compile(r"缺席|无故|旷|未请假|缺勤")
_NONVOTING = re.compile(r"列席|特邀|邀请")
_NOBODY = re.compile(
    r"(?:无|没有|暂无|无人|全勤|全部到齐|全到|全员到会|到齐|无缺席|无请假)(?:缺席|请假|未到)?(?:人员)?"
)
_OF_SEVERAL = re.compile(r"(?:均|都|皆|全部|以上|上述|前述)")
_PEOPLE_COUNTED = re.compile(rf".+[{NUMERAL}](?:人|名|位)")
_IN_BRACKETS = "\x00"


@dataclass(frozen=True, slots=True)
class Person:
    """``status``: leave, absent, nonvoting, or empty when nothing is said.

    ``note`` and ``post`` as written.
    """

    name: str
    status: str = ""
    note: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """``total``: the number the cell itself states (等12人). ``complete`` is False when some stay unnamed.

    ``groups``: descriptions that name nobody (全体党员). ``remarks``: what needs a look. ``written``: the
    cell.
    """

    people: tuple[Person, ...] = ()
    complete: bool = True
    total: int | None = None
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


def _read(written: str, groups_allowed: bool) -> Names:
    text = _LISTED.sub("", folded(written))
    if _NOBODY.fullmatch(text.strip(" 。.")):
        return Names()
    people: list[Person] = []
    groups: list[str] = []
    complete, total = True, None
    for piece in _pieces(text):
        bare, unnamed, number = _without_total(piece)
        complete &= not unnamed
        total = number if number is not None else total
        if groups_allowed and _is_group(bare):
            groups.append(bare)
            stated = _GROUP_NUMBER.search(bare)
            total = int(stated[1]) if stated and total is None else total
            complete = False
        elif bare:
            people += _people(bare)
    _refuse_twice(people)
    if total is not None and total < len(people):
        raise CellError(f"写了 {len(people)} 个姓名，却说共 {total} 人。请核对。")
    if total is not None and total > len(people):
        complete = False
    remarks = tuple(remark for person in people if (remark := _doubt(person.name)))
    return Names(tuple(people), complete, total, tuple(groups), remarks, written)


_read_short = lru_cache(maxsize=20_000)(_read)


def _doubt(name: str) -> str:
    if without_title(name) is None:
        return f"“{name}”没有写全名，按原文保存。"
    if re.fullmatch(rf"[{HAN}]+", name) and not has_surname(name):
        return f"“{name}”不像常见的姓名，请核对。"
    if re.fullmatch(rf"[{HAN}]{{4}}", name) and name[:2] not in COMPOUND and has_surname(name[2:]):
        return f"“{name}”可能是“{name[:2]}”“{name[2:]}”两个人，请核对；多人用顿号隔开。"
    return ""


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

    shelved = _BRACKETS.sub(shelve, text)
    parts = (part.strip(" .。:") for part in _PART.split(shelved))
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
    return int(numeral) if numeral.isdigit() else chinese_number(numeral)


def _is_group(piece: str) -> bool:
    bare = _BRACKETS.sub("", piece).replace(" ", "")
    return GROUP.search(bare) is not None and all(_plain_person(word) is None for word in bare.split())


def _people(piece: str) -> list[Person]:
    notes = [next(filter(None, groups), "").strip() for groups in _BRACKETS.findall(piece)]
    words = _joined(_BRACKETS.sub(f" {_IN_BRACKETS} ", piece).split())
    posts = [word for word in words if parted_title(word) == ("", word)]
    if posts and len(words) == 2 and _IN_BRACKETS not in words and len(posts) == 1:
        words.remove(posts[0])  # “支部书记 张三”, “张三 支部书记”
        return [replace(_person(words[0]), post=posts[0])]
    people: list[Person] = []
    for word in words:
        if word != _IN_BRACKETS:
            people.append(_person(word))
        elif people:
            people[-1] = _with_note(people[-1], notes.pop(0))
        else:
            raise CellError(f"“{piece[:20]}”看不懂是谁。请只写姓名。")
    return people


def _joined(words: list[str]) -> list[str]:
    """“张  三” is one name, “张三 李四” are two. Four single signs could be either and are refused."""
    joined: list[str] = []
    run: list[str] = []

    def close() -> None:
        if run and run[0].isascii():
            joined.append(" ".join(run))
        elif len(run) in (2, 3):
            joined.append("".join(run))
        elif run:
            raise CellError(f"“{' '.join(run)[:20]}”分不清是几个人。请用顿号隔开姓名。")
        run.clear()

    for word in words:
        single, latin = re.fullmatch(rf"[{HAN}]", word), re.fullmatch(r"[A-Za-z.'\-]+", word)
        if (not single and not latin) or (run and run[0].isascii() != bool(latin)):
            close()
        if single or latin:
            run.append(word)
        else:
            joined.append(word)
    close()
    return joined


def _person(word: str) -> Person:
    person = _plain_person(word)
    if person is not None:
        return person
    match = _WITH_REASON.fullmatch(word)
    if match and NO_NAME.fullmatch(match[1]) is None:
        second = _SECOND_PERSON.match(match[2])
        if second and has_surname(second[1]):
            raise CellError(f"“{word[:20]}”像是几个人连在一起。请用顿号隔开。")
        return _with_note(Person(match[1]), match[2])
    raise CellError(f"“{word[:20]}”不像姓名。请只写姓名，多人用顿号隔开。")


def _plain_person(word: str) -> Person | None:
    """The person in 张三, 书记张三, 张三同志 or 张局长; None when the word holds no name."""
    name, post = parted_title(word)
    if _PEOPLE_COUNTED.fullmatch(word):
        return None  # “王五三人”: how many they are, not how one of them is called
    if not name or not (_NAME.fullmatch(name) or without_title(name) is None):
        return None
    reason = _WITH_REASON.fullmatch(word) if len(word) >= 4 else None
    if reason or NO_NAME.fullmatch(name) or (GROUP.search(name) and without_title(name) is not None):
        return None
    return Person(name, post=post)


def _with_note(person: Person, note: str) -> Person:
    if _OF_SEVERAL.match(note):
        raise CellError(f"“{note[:20]}”说的是几个人，分不清。请在每个人后面分别写明。")
    for status, pattern in (("absent", _ABSENT), ("nonvoting", _NONVOTING), ("leave", _LEAVE)):
        if pattern.search(note):
            return replace(person, status=status, note=note)
    if parted_title(note) == ("", note):
        return replace(person, post=note)
    return replace(person, note=note) if note else person


def _refuse_twice(people: list[Person]) -> None:
    seen: set[tuple[str, str]] = set()
    for person in people:
        if (person.name, person.note + person.post) in seen:
            raise CellError(f"“{person.name}”写了两次。如是同名的两个人，请在括号里注明部门。")
        seen.add((person.name, person.note + person.post))
        if len(person.name) > LONGEST:
            raise CellError(f"“{person.name[:20]}”太长，不像姓名。")
