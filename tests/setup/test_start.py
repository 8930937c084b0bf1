"""What an administrator sees who starts the site: the address, or one line about what is in the way."""

import re
import socket
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.setup.site import Site, free_port, run, surroundings

DEMO_ACCOUNT = re.compile(r"^  (\w+) +([a-z0-9-]{12,})   ", re.MULTILINE)  # name and password


def refusal(folder: Path, **environment: str) -> str:
    """The one line a start that cannot work ends with."""
    ended = run("-m", "config.start", **surroundings(folder, **environment))
    assert ended.returncode == 1
    assert "Traceback" not in ended.stdout + ended.stderr
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr


def test_a_taken_port_is_named_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refusal(tmp_path, PORT=str(port))
    assert f"127.0.0.1:{port} 已被别的程序占用" in said
    assert not (tmp_path / "ledger.sqlite3").exists()


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_named(tmp_path: Path, port: str) -> None:
    assert "PORT 应为 1 到 65535 之间的整数" in refusal(tmp_path, PORT=port)


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    said = refusal(tmp_path, HOST="192.0.2.1", ALLOWED_HOSTS="192.0.2.1", PORT=str(free_port()))
    assert "不是这台机器的地址" in said


def test_opening_to_the_network_asks_for_the_names_it_is_reached_by(tmp_path: Path) -> None:
    assert "ALLOWED_HOSTS" in refusal(tmp_path, HOST="0.0.0.0", PORT=str(free_port()))  # noqa: S104


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in its place")
    said = refusal(tmp_path / "data", PORT=str(free_port()))
    assert f"数据文件夹 {tmp_path / 'data'} 不能写入" in said


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    port = free_port()
    said = refusal(
        tmp_path, DATABASE_URL=f"postgres://clerk:hidden@127.0.0.1:{port}/ledger", PORT=str(free_port())
    )
    assert f"127.0.0.1:{port}/ledger" in said
    assert "请确认数据库服务已启动" in said
    assert "hidden" not in said


def test_a_database_address_that_is_none_is_named(tmp_path: Path) -> None:
    assert "DATABASE_URL 无法识别" in refusal(tmp_path, DATABASE_URL="where is it", PORT=str(free_port()))


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"notes of a colleague" * 100)
    assert "不是 SQLite 数据库" in refusal(tmp_path, PORT=str(free_port()))
    assert (tmp_path / "ledger.sqlite3").read_bytes() == b"notes of a colleague" * 100


def test_a_database_of_another_release_is_left_alone(tmp_path: Path) -> None:
    assert run("manage.py", "migrate", **surroundings(tmp_path)).returncode == 0
    with sqlite3.connect(tmp_path / "ledger.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('branches', '9999_later', '2030-01-01')"
        )
    assert "9999_later" in refusal(tmp_path, PORT=str(free_port()))


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DATABASE_URL": "where is it"}, "DATABASE_URL 无法识别"),
        ({"DATABASE_URL": "postgres://clerk:hidden@127.0.0.1:1/ledger"}, "请确认数据库服务已启动"),
        ({"DEBUG": "perhaps"}, "DEBUG 应为 1 或 0"),
        ({"EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "1"}, "只能启用一个"),
    ],
)
def test_a_command_too_says_in_one_line_what_is_wrong(
    tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    ended = run("manage.py", "migrate", **surroundings(tmp_path, **environment))
    assert ended.returncode == 1
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert "hidden" not in ended.stderr


def test_a_command_on_a_database_without_tables_says_what_to_do(tmp_path: Path) -> None:
    ended = run("manage.py", "changepassword", "someone", **surroundings(tmp_path))
    assert ended.returncode == 1
    assert "请先执行 manage.py migrate" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "no such table" in (tmp_path / "logs" / "site.log").read_text()


def test_an_old_python_is_turned_away_in_one_line(tmp_path: Path) -> None:
    """The check runs on whatever Python there is, so a claim to be 3.9 is enough to see it."""
    pretend = (
        "import sys; sys.version_info = (3, 9, 2, 'final', 0); import runpy; runpy.run_path('manage.py')"
    )
    ended = run("-c", pretend, **surroundings(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr == "支部台账需要 Python 3.11 或更高版本，当前是 3.9。请安装新版本后重试。\n"


def test_without_the_demo_the_first_start_says_how_to_make_an_account(tmp_path: Path) -> None:
    with Site(tmp_path, DEMO="0") as site:
        pass
    assert "createsuperuser" in site.output


def test_the_first_start_brings_a_demo_office_and_the_second_keeps_everything(tmp_path: Path) -> None:
    with Site(tmp_path) as first:
        pass
    assert first.status == 0
    assert "Traceback" not in first.output
    assert f"支部台账已启动：{first.url}/" in first.output
    accounts = dict(DEMO_ACCOUNT.findall(first.output))
    assert {"admin", "secretary1", "inspector", "viewer"} <= accounts.keys()
    key = (tmp_path / "secret_key").read_bytes()
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600

    with Site(tmp_path) as second:
        assert second.lets_in("secretary1", accounts["secretary1"])
        assert not second.lets_in("secretary1", "something else")
    assert second.status == 0
    assert second.work < 5
    assert "……" not in second.output, "nothing changed, so there was nothing to prepare"
    assert not DEMO_ACCOUNT.search(second.output)
    assert (tmp_path / "secret_key").read_bytes() == key
