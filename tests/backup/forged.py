"""Archives as somebody would forge them: sound but for one thing, with digests that fit.

``ARCHIVES`` names each: what it makes of the members of a sound archive (and changes of its manifest), and
the words with which it has to be refused.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Members = dict[str, bytes]


def described(members: Members) -> Any:
    return json.loads(members["manifest.json"])


def pack(path: Path, members: Members, **manifest: Any) -> Path:
    """Write the members with a manifest that fits them, changed as told: a forger would do so too."""
    told = described(members) | manifest
    told["members"] = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in members.items()
        if name != "manifest.json"
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, json.dumps(told) if name == "manifest.json" else content)
    return path


def edited(members: Members, table: str, change: Callable[[dict[str, Any]], None]) -> Members:
    """The first row of a table changed."""
    name = f"data/{table}.jsonl"
    first, *rest = members[name].splitlines(keepends=True)
    row = json.loads(first)
    change(row)
    return members | {name: json.dumps(row).encode() + b"\n" + b"".join(rest)}


def without(members: Members, name: str) -> Members:
    return {one: content for one, content in members.items() if one != name}


def tables_with(members: Members, table: str, **values: Any) -> dict[str, Any]:
    tables = described(members)["tables"]
    return {"tables": tables | {table: tables[table] | values}}


MEETINGS = "data/branches.meeting.jsonl"
ARCHIVES: dict[str, tuple[Callable[[Members], tuple[Members, dict[str, Any]]], str]] = {
    "another format": (lambda m: (m, {"format": "something"}), "不是支部台账的备份"),
    "a later format": (lambda m: (m, {"format_version": 2}), "更新的版本"),
    "a later release": (lambda m: (m, {"migrations": {"branches": ["9999_later"]}}), "先升级再恢复"),
    "no migrations": (lambda m: (m, {"migrations": {}}), "版本"),
    "migrations that are no list": (lambda m: (m, {"migrations": {"branches": 5}}), "不完整"),
    "a version of several lines": (lambda m: (m, {"version": "1\n2"}), "不完整"),
    "a path upwards": (lambda m: (m | {"files/../../x": b"x"}, {}), "不安全的文件名"),
    "an absolute path": (lambda m: (m | {"/files/x": b"x"}, {}), "不安全的文件名"),
    "a path for Windows": (lambda m: (m | {"files/a\\..\\..\\x": b"x"}, {}), "不安全的文件名|重复|不符"),
    "a hidden file": (lambda m: (m | {"files/.ssh/x": b"x"}, {}), "不安全的文件名"),
    "a member of another kind": (lambda m: (m | {"code/x.py": b"x"}, {}), "不安全的文件名"),
    "a table too many": (lambda m: (m | {"data/x.jsonl": b""}, {}), "损坏"),
    "an unknown table": (
        lambda m: (m | {"data/a.b.jsonl": b""}, tables_with(m, "branches.tag") | {"tables": {}}),
        "数据表与本版本不同",
    ),
    "a table too few": (lambda m: (without(m, MEETINGS), {}), "损坏"),
    "names that differ in case": (
        lambda m: (m | {"files/attachments/A": b"1", "files/attachments/a": b"2"}, {}),
        "重复",
    ),
    "a bomb": (lambda m: (m | {"files/attachments/zero": b"\0" * 8_000_000}, {}), "压缩比异常"),
    "rows missing": (lambda m: (m | {MEETINGS: b""}, {}), "损坏"),
    "no JSON": (lambda m: (m | {MEETINGS: b"{"}, {}), "损坏"),
    "no text": (lambda m: (m | {MEETINGS: b"\xff\xfe\n"}, {}), "损坏"),
    "nested without end": (lambda m: (m | {MEETINGS: b"[" * 200_000}, {}), "损坏"),
    "a row that is no object": (lambda m: (m | {MEETINGS: b"[1]\n"}, {}), "不符"),
    "a column too few": (lambda m: (edited(m, "branches.meeting", lambda r: r.pop("title")), {}), "不符"),
    "columns of another release": (
        lambda m: (m, tables_with(m, "branches.meeting", columns=["id"])),
        "列与本版本不同",
    ),
    "a day that is none": (
        lambda m: (edited(m, "branches.meeting", lambda r: r.update(date="2024-02-30")), {}),
        "无法识别的值",
    ),
    "a number that is none": (
        lambda m: (edited(m, "branches.workitem", lambda r: r.update(amount="NaN")), {}),
        "无法识别的值|矛盾|损坏",
    ),
    "a number beyond measure": (
        lambda m: (edited(m, "branches.meeting", lambda r: r.update(expected=10**30)), {}),
        "损坏|矛盾",
    ),
    "a list for a text": (
        lambda m: (edited(m, "branches.meeting", lambda r: r.update(title=["a"])), {}),
        "无法识别的值",
    ),
    "no title at all": (
        lambda m: (edited(m, "branches.meeting", lambda r: r.update(title=None)), {}),
        "矛盾",
    ),
    "half a character": (
        lambda m: (edited(m, "branches.meeting", lambda r: r.update(title="\ud800")), {}),
        "损坏|矛盾",
    ),
    "an organisation that is not there": (
        lambda m: (edited(m, "branches.meeting", lambda r: r.update(organization_id=999_999)), {}),
        "矛盾",
    ),
    "the same key twice": (
        lambda m: (
            m | {MEETINGS: m[MEETINGS].splitlines(keepends=True)[0] * 2},
            tables_with(m, "branches.meeting", rows=2),
        ),
        "矛盾",
    ),
    "an attachment that reaches out": (
        lambda m: (edited(m, "branches.attachment", lambda r: r.update(file="../../secret_key")), {}),
        "无法识别的值",
    ),
    "an attachment of something unknown": (
        lambda m: (edited(m, "branches.attachment", lambda r: r.update(content_type_id=["a", "b"])), {}),
        "没有的类型或权限",
    ),
    "an attachment of a number": (
        lambda m: (edited(m, "branches.attachment", lambda r: r.update(content_type_id=3)), {}),
        "没有的类型或权限",
    ),
}
