"""Sentences that are proposed rightly, each narrowed in many ways: then nothing may be proposed any more."""

import re

import pytest

from reports.drafts import quantities
from reports.drafts.readings import read
from reports.figures.registry import registry
from tests.drafts.test_phrases import PERIOD_YEAR, collected


def words(text: str) -> list[str]:
    return text.split()


PREFIXES = words("""
上半年 第三季度 11月 本月 近三年 去年 2019年至2021年 “十四五”以来 疫情期间
第二党支部 某支部 办公室支部 每个支部 各支部分别 各支部均 市委 上级 参加上级 陪同领导 指导下级
计划 拟 力争 下一步将 按照上级要求应 未按要求
联合街道 会同工会 围绕乡村振兴 针对重点问题 面向入党积极分子 利用周末 通过线上方式
其中 平均 连续 仅 不足 少于 较上年增加 比去年多
""")
INSERTED = words("""
线上 青年 联合 扩大 视频 特色 示范 先进 离退休 新任 市级 优秀 其他 首次 临时
""")
SUFFIXES = words("""
的一半 （上半年） （截至6月） （线上） 中的重点 以外 整改 计划 未完成 考核
""")
_VERB = re.compile(
    "召开|开展|组织|举办|讲(?=党课|授|专题)|运用|给予|撰写|制定|走访|处置|收到|确定|细化|申报|落实"
)
_OPENING = re.compile("^(?:全年|今年以来，|一年来，|目前，|全年累计|累计)")


def plain_sentences() -> list[tuple[str, str]]:
    """The sentences of the collection whose first quantity stands in the first clause and is proposed."""
    found = []
    for keys, sentence in collected():
        sentence = _OPENING.sub("", sentence)
        first = quantities.find(sentence)[:1]
        if keys and keys[0] != "-" and first and not re.search("[，。：；（]", sentence[: first[0].start]):
            found.append((keys[0], sentence))
    return found


def lists() -> list[str]:
    """The sentences that name several quantities in their first clause, all of them proposed."""
    return [
        sentence
        for keys, sentence in collected()
        if len(keys) > 1
        and "-" not in keys
        and not re.search("[，。：；（]", sentence[: quantities.find(sentence)[-1].start])
    ]


def proposed(sentence: str) -> str:
    """The figure proposed for the first quantity; empty when it stays open."""
    readings = read(sentence, registry, PERIOD_YEAR)
    return readings[0].figure.key if readings and readings[0].figure else ""


def test_the_sentences_are_proposed_before_they_are_narrowed() -> None:
    sentences = plain_sentences()
    assert len(sentences) > 120
    assert all(proposed(sentence) == key for key, sentence in sentences)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_narrowing_word_in_front_leaves_the_quantity_open(prefix: str) -> None:
    wrong = [prefix + sentence for key, sentence in plain_sentences() if proposed(prefix + sentence) == key]
    assert not wrong


@pytest.mark.parametrize("word", INSERTED)
def test_a_narrowing_word_before_the_thing_counted_leaves_the_quantity_open(word: str) -> None:
    wrong = []
    for key, sentence in plain_sentences():
        quantity = quantities.find(sentence)[0]
        if verb := _VERB.search(sentence[: quantity.start]):
            narrowed = sentence[: verb.end()] + word + sentence[verb.end() :]
            if proposed(narrowed) == key:
                wrong.append(narrowed)
    assert not wrong


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_narrowing_word_behind_leaves_the_quantity_open(suffix: str) -> None:
    wrong = []
    for key, sentence in plain_sentences():
        end = quantities.find(sentence)[0].unit_end
        narrowed = sentence[:end] + suffix + sentence[end:]
        if proposed(narrowed) == key:
            wrong.append(narrowed)
    assert not wrong


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_narrowing_word_in_front_of_a_list_leaves_every_item_open(prefix: str) -> None:
    assert len(lists()) > 5
    wrong = [
        prefix + sentence
        for sentence in lists()
        if any(reading.figure for reading in read(prefix + sentence, registry, PERIOD_YEAR))
    ]
    assert not wrong


@pytest.mark.parametrize("label", words("第二党支部 上半年 3月 2022年 办公室党支部"))
def test_the_first_cell_of_a_row_narrows_what_stands_in_the_row(label: str) -> None:
    title = "2023年度党建工作总结\n全年主要工作如下，请审阅。"
    rows = ("", "开展志愿服务3次", "参观", "开展参观见学9次")

    found = [reading.figure for reading in read("\n".join((title, label, *rows)), registry, PERIOD_YEAR)]

    assert [figure and figure.key for figure in found] == [None, "meeting.visit.count"]


@pytest.mark.parametrize("label", words("下半年 第一季度 第二党支部"))
def test_a_numbered_heading_narrows_what_stands_below_it_until_the_next(label: str) -> None:
    inside = f"二、{label}\n（一）组织生活\n召开支部党员大会4次。"
    text = f"2023年度党建工作总结\n一、党员教育\n讲党课8次。\n{inside}\n三、志愿服务\n开展志愿服务3次。"

    found = [reading.figure for reading in read(text, registry, PERIOD_YEAR)]

    expected = ["lecture.count", None, "meeting.volunteer.count"]
    assert [figure and figure.key for figure in found] == expected


def test_the_reason_quotes_nothing_that_the_draft_does_not_say() -> None:
    [first, *_] = read("开展主题党日3次，分别到三处教育基地。", registry, PERIOD_YEAR)
    assert first.reason == "后面逐一说明，可能只是其中几次"
