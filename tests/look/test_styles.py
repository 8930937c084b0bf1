"""The stylesheets: colours and sizes have names, every name is known, and every text can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STYLES = sorted((settings.BASE_DIR / "static").glob("*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\([^)]*\)")
INK = "#000"  # what the printed forms are drawn with


def source(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def named() -> dict[str, str]:
    """The site's own names and what they stand for."""
    root = source(settings.BASE_DIR / "static" / "ledger.css").split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", root))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_colour_is_called_by_its_name(path: Path) -> None:
    rules = source(path)
    if path.name == "ledger.css":
        rules = rules.split("}", 1)[1]
    assert [found for found in COLOUR.findall(rules) if found != INK] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_size_of_text_that_has_a_name_is_called_by_it(path: Path) -> None:
    sizes = {value for name, value in named().items() if name.startswith("--text-")}
    assert [found for found in re.findall(r"font-size:\s*([^;}]+)", source(path)) if found in sizes] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_name_is_known(path: Path) -> None:
    rules = source(path)
    used = {name for name in re.findall(r"var\((--[\w-]+)", rules) if not name.startswith("--bs-")}
    assert used <= named().keys()


def test_no_name_is_left_over() -> None:
    everything = "".join(map(source, STYLES))
    unused = [name for name in named() if not name.startswith("--bs-") and f"var({name})" not in everything]
    assert unused == []


def luminance(colour: str) -> float:
    """Of #rrggbb, as WCAG 2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    names = named()
    light, dark = sorted((luminance(names[one]), luminance(names[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        (
            "--ink",
            [
                "--level-1",
                "--level-2",
                "--paper",
                "--ground",
                "--paper-soft",
                "--line-soft",
                "--info-ground",
                "--warn-ground",
            ],
        ),
        ("--ink-soft", ["--paper", "--ground", "--paper-soft", "--info-ground", "--line-soft"]),
        ("--link", ["--paper", "--ground", "--paper-soft", "--info-ground", "--warn-ground"]),
        ("--error", ["--paper", "--ground", "--error-ground"]),
        ("--warn", ["--paper", "--warn-ground"]),
        ("--good", ["--paper", "--good-ground"]),
        ("--paper", ["--red", "--red-dark"]),
    ],
)
def test_text_can_be_read_on_every_ground_it_stands_on(text: str, grounds: list[str]) -> None:
    assert {ground: contrast(text, ground) for ground in grounds if contrast(text, ground) < 4.5} == {}


@pytest.mark.parametrize("ground", ["--paper", "--ground", "--info-ground"])
@pytest.mark.parametrize("edge", ["--ink-faint", "--line-dark", "--link", "--ink"])
def test_what_is_drawn_can_be_seen(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3
