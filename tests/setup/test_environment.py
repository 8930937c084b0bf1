"""What the environment says is read strictly, and a mistake is named."""

import os
import stat
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA_DIR", "SECRET_KEY", "DATABASE_URL", "SWITCH", "NUMBER", "LIST"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("on", True), ("0", False), ("No", False), ("", True)]
)
def test_a_switch_is_read(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("SWITCH", value)
    assert environment.flag("SWITCH", default=True) is expected


def test_a_switch_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWITCH", "maybe")
    with pytest.raises(ImproperlyConfigured, match="SWITCH 应为 1 或 0，现在是“maybe”"):
        environment.flag("SWITCH")


@pytest.mark.parametrize("value", ["1", "65535"])
def test_a_number_within_bounds_is_taken(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NUMBER", value)
    assert environment.number("NUMBER", 8000, 1, 65535) == int(value)


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000.5", "eight", "８０００", "²"])
def test_a_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="NUMBER 应为 1 到 65535 之间的整数"):
        environment.number("NUMBER", 8000, 1, 65535)


def test_a_list_has_no_empty_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIST", " ledger.example.org, ,10.0.0.5,")
    assert environment.names("LIST") == ["ledger.example.org", "10.0.0.5"]


def test_the_data_folder_is_made_for_its_owner_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "数据 #1?"))
    folder = environment.data_folder(tmp_path / "unused")
    assert folder == tmp_path / "数据 #1?"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not (tmp_path / "unused").exists()


def test_a_file_in_the_place_of_the_data_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(ImproperlyConfigured, match=r"data 不能写入：那里已有一个同名文件。.*DATA_DIR"):
        environment.data_folder(tmp_path / "data")


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that even root cannot write: /proc")
def test_a_folder_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="/proc 不能写入：.*请检查权限"):
        environment.data_folder(Path("/proc"))


def test_the_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    key = environment.secret_key(tmp_path)
    assert len(key) >= 50
    assert environment.secret_key(tmp_path) == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_two_offices_have_different_keys(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert environment.secret_key(tmp_path / "a") != environment.secret_key(tmp_path / "b")


def test_a_process_that_comes_second_takes_the_key_of_the_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Both saw that there was no key; the other one has written its own in the meantime."""
    kept = tmp_path / "secret_key"
    link = os.link

    def other_was_first(source: str, target: Path) -> None:
        kept.write_text("key of the other process")
        link(source, target)

    monkeypatch.setattr(os, "link", other_was_first)
    assert environment.secret_key(tmp_path) == "key of the other process"
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(("content", "reason"), [(b"", "是空的"), (b"\xff\xfe", "内容已损坏")])
def test_a_damaged_key_is_not_replaced_in_silence(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match=reason):
        environment.secret_key(tmp_path)
    assert (tmp_path / "secret_key").read_bytes() == content


def test_without_an_address_the_database_is_a_file_that_survives_many_writers(tmp_path: Path) -> None:
    described = environment.database(tmp_path / "a?b#c%41.sqlite3")
    assert described["NAME"] == str(tmp_path / "a?b#c%41.sqlite3")
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in described["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in described["OPTIONS"]["init_command"]


def test_postgresql_is_taken_from_the_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://clerk:p%40ss@db.example.org:5433/ledger")
    described = environment.database(tmp_path / "unused")
    assert described["ENGINE"] == "django.db.backends.postgresql"
    assert (described["USER"], described["PASSWORD"]) == ("clerk", "p@ss")
    assert (described["HOST"], described["PORT"], described["NAME"]) == ("db.example.org", 5433, "ledger")


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "://",
        "postgres://",
        "postgres://clerk:hidden@db.example.org",
        "postgres://clerk:hidden@db.example.org:99999/ledger",
        "postgres://clerk:hidden@db.example.org:port/ledger",
        "mysql://clerk:hidden@db.example.org/ledger",
        "sqlite://",
        "sqlite://:memory:",
    ],
)
def test_an_address_that_cannot_work_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refusal:
        environment.database(tmp_path / "unused")
    assert "hidden" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://ledger.example.org/", "https://ledger.example.org"),
        ("http://192.168.1.10:8000", "http://192.168.1.10:8000"),
    ],
)
def test_the_address_of_the_site_is_kept_without_a_slash(
    monkeypatch: pytest.MonkeyPatch, given: str, kept: str
) -> None:
    monkeypatch.setenv("SITE_URL", given)
    assert environment.address("SITE_URL") == kept


@pytest.mark.parametrize(
    "given",
    ["ledger.example.org", "ftp://a.example.org", "https://", "https://a/b", "https://a?b", "https://a b"],
)
def test_an_address_that_cannot_stand_before_a_path_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("SITE_URL", given)
    with pytest.raises(ImproperlyConfigured, match="SITE_URL 应为网站的地址"):
        environment.address("SITE_URL")
