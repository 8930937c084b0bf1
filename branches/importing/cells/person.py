"""One person as a cell writes him: the name, what stands in brackets behind it, and the post in front."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from branches.importing.cells.surnames import COMPOUND, has_surname
from branches.importing.cells.text import NUMERAL, CellError
from branches.importing.cells.titles import GROUP, HAN, NO_NAME, parted_title, without_title

_NAME = re.compile(
    rf"[{HAN}]{{2,4}}|[{HAN}]{{1,10}}(?:[·•.‧][{HAN}]{{1,10}}){{1,4}}|[A-Za-z][A-Za-z .'\-]{{1,48}}"
)
BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_REASON = (
    r"(?:因.+|请.+|病假|事假|公假|休假|年假|年休|产假|婚假|丧假|陪产|探亲|出差|公差|外出|公出|住院|生病|开会|值班|"
    r"学习|培训|借调|驻村|缺席|未到|未参加|请假|调休|轮休|手术|出诊|上课|夜班|下夜班|加班|带班|出国|下乡|挂职|"
    r"休息|(?:在外地?|外地|外出)?(?:务工|打工|经商)|陪护|照顾.+|看病|身体不适|年老体弱|家中有事|有事|(?:身体|家庭|个人|工作)原因)"
)
_WITH_REASON = re.compile(rf"([{HAN}]{{2,4}}?(?:同志)?)[:：\-—]*({_REASON}.*)")
_NAMES_BEHIND = re.compile(r"[:、,;]|^请[^假]*假.")
"""请假:张三, 请假张三、李四: where a reason goes on, somebody may be named."""
_WITH_NOTE = re.compile(rf"([{HAN}]{{2,4}})[:：](.+)")
_AFTER_SEVERAL = re.compile(rf"[{HAN}]{{2,3}}([均都皆])(?:{_REASON}).*")
_SECOND_PERSON = re.compile(rf"[{HAN}]{{2,}}?([{HAN}]{{2,3}})[:：]?{_REASON}")
"""A reason, a possible name and again a reason: 出差李四病假."""
_LEAVE = re.compile(
    r"假|病|出差|公差|外出|公出|住院|因公|因私|因事|值班|培训|借调|驻村|调休|轮休|开会|探亲|学习|医|"
    r"务工|打工|经商|陪护|照顾|看病|手术|出诊|上课|夜班|加班|带班|出国|下乡|挂职|身体|有事"
)
_ABSENT = re.compile(r"缺席|无故|旷|未请假|缺勤")
_NOT_THERE = re.compile(r"未到|未参加")
_NONVOTING = re.compile(r"列席|特邀|邀请")
_SAID_BY = ("absent", _ABSENT), ("nonvoting", _NONVOTING), ("leave", _LEAVE), ("away", _NOT_THERE)
_OF_SEVERAL = re.compile(r"(?:均|都|皆|全部|以上|上述|前述)")
_PEOPLE_COUNTED = re.compile(rf".+[{NUMERAL}](?:人|名|位)")
_IN_BRACKETS = "\x00"


@dataclass(frozen=True, slots=True)
class Person:
    """``status``: leave, absent, away (either of both), nonvoting, or empty when nothing is said.

    ``note`` and ``post`` as written.
    """

    name: str
    status: str = ""
    note: str = ""
    post: str = ""


def people_in(piece: str) -> list[Person]:
    notes = [next(filter(None, groups), "").strip() for groups in BRACKETS.findall(piece)]
    words = _joined(BRACKETS.sub(f" {_IN_BRACKETS} ", piece).split())
    posts = [word for word in words if parted_title(word) == ("", word)]
    if posts and len(words) == 2 and _IN_BRACKETS not in words and len(posts) == 1:
        words.remove(posts[0])  # “支部书记 张三”, “张三 支部书记”
        return [replace(_person(words[0]), post=posts[0])]
    people: list[Person] = []
    for word in words:
        if is_reason(word) and people:
            people = said_of_the_last(people, word)
        elif word != _IN_BRACKETS:
            people.append(_person(word))
        elif people:
            people[-1] = with_note(people[-1], notes.pop(0))
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
    person = plain_person(word)
    if person is not None:
        return person
    match = _WITH_REASON.fullmatch(word)
    if match and NO_NAME.fullmatch(match[1]) is None:
        second = _SECOND_PERSON.match(match[2])
        if second and has_surname(second[1]):
            raise CellError(f"“{word[:20]}”像是几个人连在一起。请用顿号隔开。")
        return with_note(plain_person(match[1]) or Person(match[1]), match[2])
    match = _WITH_NOTE.fullmatch(word)
    if match and (named := plain_person(match[1])) and not doubt(named.name) and not has_surname(match[2]):
        return with_note(named, match[2])
    raise CellError(f"“{word[:20]}”不像姓名。请只写姓名，多人用顿号隔开。")


def is_reason(word: str) -> bool:
    """Whether it says why somebody was away, and names nobody."""
    return re.fullmatch(_REASON, word) is not None and _NAMES_BEHIND.search(word) is None


def said_of_the_last(people: list[Person], reason: str) -> list[Person]:
    """“张三，公出”, “张三（病假）、李四，公出”: where nothing is said yet of one person only, the last."""
    open_ones = [person for person in people if not (person.note or person.status)]
    if len(open_ones) != 1 or open_ones[0] is not people[-1]:
        raise CellError(f"“{reason[:20]}”说的是谁，分不清。请写在姓名后面的括号里。")
    return [*people[:-1], with_note(people[-1], reason)]


def refuse_of_several(word: str) -> None:
    """“张三、李四均因公出差”: 李四均 may be a name, or 均 be said of both."""
    if match := _AFTER_SEVERAL.fullmatch(word):
        raise CellError(
            f"“{word[:20]}”里的“{match[1]}”分不清是不是姓名。请在每个人后面分别写明，如 张三（出差）。"
        )


def plain_person(word: str) -> Person | None:
    """The person in 张三, 书记张三, 张三同志 or 张局长; None when the word holds no name."""
    name, post = parted_title(word)
    if _PEOPLE_COUNTED.fullmatch(word):
        return None  # “王五三人”: how many they are, not how one of them is called
    if not name or not (_NAME.fullmatch(name) or without_title(name) is None):
        return None
    reason = re.fullmatch(_REASON, word) or (_WITH_REASON.fullmatch(word) if len(word) >= 4 else None)
    if reason or NO_NAME.fullmatch(name) or (GROUP.search(name) and without_title(name) is not None):
        return None
    return Person(name, post=post)


def with_note(person: Person, note: str) -> Person:
    if _OF_SEVERAL.match(note):
        raise CellError(f"“{note[:20]}”说的是几个人，分不清。请在每个人后面分别写明。")
    for status, pattern in _SAID_BY:
        if pattern.search(note):
            return replace(person, status=status, note=note)
    if parted_title(note) == ("", note):
        return replace(person, post=note)
    return replace(person, note=note) if note else person


@lru_cache(maxsize=20_000)
def doubt(name: str) -> str:
    if without_title(name) is None:
        return f"“{name}”没有写全名，按原文保存。"
    if re.fullmatch(rf"[{HAN}]+", name) and not has_surname(name):
        return f"“{name}”不像常见的姓名，请核对。"
    if re.fullmatch(rf"[{HAN}]{{4}}", name) and name[:2] not in COMPOUND:
        if has_surname(name[2:]):
            return f"“{name}”可能是“{name[:2]}”“{name[2:]}”两个人，请核对；多人用顿号隔开。"
        return f"“{name}”不像常见的姓名，请核对。"
    return ""
