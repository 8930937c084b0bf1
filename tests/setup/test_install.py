"""Setting up with nothing but a Python: the right one is found, or one line says what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.setup.site import PROJECT

Machine = Path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A fresh copy of the set-up script; pretended Pythons go beside it."""
    (tmp_path / "requirements").mkdir()
    shutil.copy(PROJECT / "requirements" / "install.sh", tmp_path / "requirements")
    (tmp_path / "requirements" / "run.txt").write_text("# nothing to install\n")
    return tmp_path


def pretend(machine: Machine, name: str, version: str, venv: bool = True) -> Path:
    """A Python of a given version that makes a virtual environment of itself, if it can."""
    new_enough = tuple(map(int, version.split("."))) >= (3, 11)
    path = machine / name
    path.write_text(
        f"""#!/bin/sh
case "$*" in
    *"import ensurepip"*) exit {0 if venv else 1} ;;
    *"import sys, pip"*) exit {0 if new_enough else 1} ;;
    *"sys.exit(sys.version_info"*) exit {0 if new_enough else 1} ;;
    *version_info*) printf '%s' {version} ;;
    "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    "-m pip"*) echo "$*" >> pip.log; exit "$(cat pip.status 2>/dev/null || echo 0)" ;;
esac
"""
    )
    path.chmod(0o755)
    return path


def install(machine: Machine, *pythons: Path | str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(machine / "requirements" / "install.sh"), "run"],
        env=os.environ | {"PYTHON": " ".join(map(str, pythons))},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_first_python_that_is_new_enough_and_complete_is_taken(machine: Machine) -> None:
    old = pretend(machine, "old", "3.9.2")
    incomplete = pretend(machine, "incomplete", "3.12.1", venv=False)
    good = pretend(machine, "good", "3.11.2")
    ended = install(machine, old, incomplete, good)
    assert ended.returncode == 0, ended.stderr
    assert str(good) in ended.stdout
    assert "--require-hashes -r requirements/run.txt" in (machine / "pip.log").read_text()


def test_a_python_that_is_too_old_gets_one_line(machine: Machine) -> None:
    ended = install(machine, pretend(machine, "old", "3.9.2"))
    assert ended.returncode == 1
    assert ended.stderr == (
        "需要 Python 3.11 或更高版本，这台机器上只有 3.9.2。请安装新版本，或用 PYTHON=/路径/python3 指明。\n"
    )
    assert not (machine / ".venv").exists()


def test_a_debian_python_without_venv_is_told_the_package(machine: Machine) -> None:
    ended = install(machine, pretend(machine, "bare", "3.11.2", venv=False))
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "apt install python3.11-venv" in ended.stderr


def test_no_python_at_all_gets_one_line(machine: Machine) -> None:
    ended = install(machine, machine / "absent")
    assert ended.returncode == 1
    assert (
        ended.stderr == "没有找到 Python。请安装 Python 3.11 或更高版本，或用 PYTHON=/路径/python3 指明。\n"
    )


def test_installing_is_done_again_only_when_the_lock_file_changed(machine: Machine) -> None:
    python = pretend(machine, "good", "3.11.2")
    for _ in range(2):
        assert install(machine, python).returncode == 0
    assert (machine / "pip.log").read_text().count("install") == 1
    (machine / "requirements" / "run.txt").touch()
    assert install(machine, python).stdout == ""
    (machine / "requirements" / "run.txt").write_text("# a newer list\n")
    assert install(machine, python).returncode == 0
    assert (machine / "pip.log").read_text().count("install") == 2


def test_a_failed_installation_is_said_and_tried_again(machine: Machine) -> None:
    python = pretend(machine, "good", "3.11.2")
    (machine / "pip.status").write_text("1")
    failed = install(machine, python)
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1] == "安装依赖失败。请检查网络，或为 pip 配置可用的镜像后重试。"
    (machine / "pip.status").write_text("0")
    assert install(machine, python).returncode == 0
    assert (machine / "pip.log").read_text().count("install") == 2


def test_an_environment_of_a_python_that_went_away_is_made_anew(machine: Machine) -> None:
    python = pretend(machine, "good", "3.11.2")
    assert install(machine, python).returncode == 0
    (machine / ".venv" / "bin" / "python").unlink()
    (machine / ".venv" / "run.lock").unlink()
    assert install(machine, python).returncode == 0
    assert (machine / ".venv" / "bin" / "python").exists()
