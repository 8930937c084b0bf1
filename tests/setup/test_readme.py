"""The README names what there is: every setting and every command, and none that went away."""

import re

from django.core.management import get_commands

from tests.setup.site import PROJECT

README = (PROJECT / "README.md").read_text()


def section(title: str) -> str:
    return README.split(f"## {title}\n")[1].split("\n## ")[0]


def test_every_setting_is_described() -> None:
    sources = "\n".join(path.read_text() for path in (PROJECT / "config").glob("*.py"))
    read = set(re.findall(r"(?:environment\.)?(?:text|flag|number|names|address)\(\s*\"([A-Z_]+)\"", sources))
    described = set(re.findall(r"`([A-Z_]{4,})`", section("Settings")))
    assert {"DATA_DIR", "DATABASE_URL", "PORT", "HTTPS", "EMAIL_HOST"} <= read
    assert read == described


def test_every_command_is_described() -> None:
    ours = {name for name, app in get_commands().items() if app in {"branches", "reports"}}
    described = set(
        re.findall(r"`(\w+)[^`]*`", "\n".join(re.findall(r"^\| (.*?) \|", section("Commands"), re.M)))
    )
    assert ours == described


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    targets = re.findall(r"^(\w[\w-]*):", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    for command in re.findall(r"^make (\w+)", section("Two commands"), re.MULTILINE):
        assert command in targets
