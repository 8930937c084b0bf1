"""Bytes flipped, cut off, doubled and zeroed, without regard to what they mean."""

from random import Random

from tests.importing.fuzz.mutated import EVERYTHING, Mutated, some_base


def mutate(chance: Random) -> Mutated:
    """In .xlsx and .ods every member has a check sum, so that no row may change; .xls has none."""
    base = some_base(chance, "xlsx", "xls", "ods")
    data = bytearray(base.data)
    how = chance.choice([_flip, _flip, _flip_one_bit, _cut_off, _cut_out, _double, _zero, _insert])
    how(chance, data)
    return Mutated(base, bytes(data), how.__name__, EVERYTHING if base.container == "xls" else frozenset())


def _flip(chance: Random, data: bytearray) -> None:
    for _ in range(chance.choice([1, 3, 10, 40])):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _flip_one_bit(chance: Random, data: bytearray) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _span(chance: Random, data: bytearray) -> slice:
    start = chance.randrange(len(data))
    return slice(start, start + chance.choice([1, 4, 64, 512, 4096]))


def _cut_off(chance: Random, data: bytearray) -> None:
    del data[chance.randrange(len(data)) :]


def _cut_out(chance: Random, data: bytearray) -> None:
    del data[_span(chance, data)]


def _double(chance: Random, data: bytearray) -> None:
    span = _span(chance, data)
    data[span.stop : span.stop] = data[span]


def _zero(chance: Random, data: bytearray) -> None:
    span = _span(chance, data)
    data[span] = bytes(len(data[span]))


def _insert(chance: Random, data: bytearray) -> None:
    span = _span(chance, data)
    data[span.start : span.start] = chance.randbytes(span.stop - span.start)
