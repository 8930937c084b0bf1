"""Zip containers whose members are missing, doubled, exchanged, renamed or lie about themselves."""

import io
import struct
import zipfile
from random import Random

from tests.importing.fuzz.mutated import EVERYTHING, Mutated, some_base

Members = list[tuple[str, bytes]]


def mutate(chance: Random) -> Mutated:
    base = some_base(chance, "xlsx", "ods")
    how = chance.choice([*_ON_MEMBERS, *_ON_BYTES])
    if how in _ON_BYTES:
        data = bytearray(base.data)
        how(chance, data)
        return Mutated(base, bytes(data), how.__name__)
    with zipfile.ZipFile(io.BytesIO(base.data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    how(chance, members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    # A member put in the place of another is another file, and rightly read as such.
    touched = EVERYTHING if how in (_exchange, _empty, _replace) else frozenset()
    return Mutated(base, out.getvalue(), how.__name__, touched)


def _drop(chance: Random, members: Members) -> None:
    del members[chance.randrange(len(members))]


def _double_another(chance: Random, members: Members) -> None:
    """A second member of the same name with other content: which one is meant nobody can say."""
    name, content = chance.choice(members)
    other = content.replace(b"2023", b"2022").replace("程".encode(), "林".encode())
    spelled = chance.choice([name, name.upper(), name.replace("/", "\\"), f"/{name}"])
    members.insert(chance.randrange(len(members) + 1), (spelled, other))


def _exchange(chance: Random, members: Members) -> None:
    first, second = chance.sample(range(len(members)), 2)
    (name, content), (other_name, other) = members[first], members[second]
    members[first], members[second] = (name, other), (other_name, content)


def _rename(chance: Random, members: Members) -> None:
    number = chance.randrange(len(members))
    name, content = members[number]
    spelled = chance.choice(
        [
            f"../{name}",
            f"{name}.bak",
            name[:-1],
            "",
            "x" * 3000,
            name + "\x00.txt",
            f"C:\\{name}",
            "目录/" + name,
        ]
    )
    members[number] = (spelled, content)


def _respell(chance: Random, members: Members) -> None:
    """Spellings that other programs accept, and write."""
    number = chance.randrange(len(members))
    name, content = members[number]
    members[number] = (chance.choice([name.upper(), name.replace("/", "\\"), name.title()]), content)


def _empty(chance: Random, members: Members) -> None:
    number = chance.randrange(len(members))
    members[number] = (members[number][0], b"")


def _replace(chance: Random, members: Members) -> None:
    number = chance.randrange(len(members))
    other = chance.choice([b"\0" * 100, b"<html/>", b"PK\x03\x04", chance.randbytes(200), b"<a>" * 5000])
    members[number] = (members[number][0], other)


def _add(chance: Random, members: Members) -> None:
    """Macros, links to other workbooks, pictures: what stands beside the sheets."""
    name = chance.choice(
        [
            "xl/vbaProject.bin",
            "xl/externalLinks/externalLink1.xml",
            "xl/media/image1.png",
            "evil/../../x",
            "a" * 500,
        ]
    )
    members.append((name, chance.randbytes(300)))


def _records(data: bytearray, signature: bytes) -> list[int]:
    return [place for place in range(len(data) - 4) if data[place : place + 4] == signature]


def _lie(chance: Random, data: bytearray, signature: bytes, fields: list[tuple[int, str]]) -> None:
    places = _records(data, signature)
    offset, form = chance.choice(fields)
    value = chance.choice([0, 1, 7, 0xFFFF if form == "<H" else 0xFFFFFFFF, chance.randrange(1 << 16)])
    struct.pack_into(form, data, chance.choice(places) + offset, value)


def _local_lie(chance: Random, data: bytearray) -> None:
    """Flags, method, check sum, sizes and lengths of names as the member itself states them."""
    _lie(
        chance,
        data,
        b"PK\x03\x04",
        [(6, "<H"), (8, "<H"), (14, "<I"), (18, "<I"), (22, "<I"), (26, "<H"), (28, "<H")],
    )


def _central_lie(chance: Random, data: bytearray) -> None:
    """The same in the directory at the end, and where the member is."""
    fields = [
        (8, "<H"),
        (10, "<H"),
        (16, "<I"),
        (20, "<I"),
        (24, "<I"),
        (28, "<H"),
        (30, "<H"),
        (32, "<H"),
        (42, "<I"),
    ]
    _lie(chance, data, b"PK\x01\x02", fields)


def _end_lie(chance: Random, data: bytearray) -> None:
    _lie(chance, data, b"PK\x05\x06", [(4, "<H"), (8, "<H"), (10, "<H"), (12, "<I"), (16, "<I"), (20, "<H")])


_ON_MEMBERS = (_drop, _double_another, _exchange, _rename, _respell, _empty, _replace, _add)
_ON_BYTES = (_local_lie, _central_lie, _end_lie)
