"""``python -m bench``: how long imports take and what they need. ``make bench`` runs it.

First the same clean sheet by this importer and by django-import-export into the same models, each into an
empty office of its own; then two long sheets through the site itself, one of them with much in every row:
people and topics are rows of their own. Seconds are told twice, by the clock and of the processor: other work
on the machine lengthens only the former.
"""

import argparse
import json
import os
import subprocess  # noqa: S404 - starts this program with fixed arguments
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

WAYS = {
    "ours": "this importer: judged, previewed, committed",
    "standard": "django-import-export: checked, looked up, previewed, saved",
    "tuned": "django-import-export: the same, by its settings for speed",
    "bare": "django-import-export: saved in bulk and nothing else",
}
MB = 2**20


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def data_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="branch-ledger-bench-") as folder:
        yield Path(folder)


def one(data: Path, *arguments: str) -> dict[str, Any]:
    """What ``bench.one`` tells, in a process of its own."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.one", *arguments],
        env={**os.environ, "DATA_DIR": str(data)},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout or "{}")
    return found


def afresh(*arguments: str) -> dict[str, Any]:
    """The same in an empty data folder."""
    with data_folder() as data:
        return one(data, *arguments)


def compare(count: int, folder: Path) -> None:
    from bench.office import write_sheet  # noqa: PLC0415 - the settings come first

    sheet = folder / f"{count}.xlsx"
    write_sheet(sheet, count)
    say(f"The same clean sheet of {count:,} meetings, {sheet.stat().st_size / MB:.1f} MB:")
    ours: dict[str, Any] = {}
    for way, words in WAYS.items():
        took = afresh(way, str(sheet))
        if took["records"] != count or took["changes"] != count:
            raise SystemExit(f"{way}: {took}")
        ours = ours or took
        ratio = took["cpu"] / ours["cpu"]
        say(
            f"  {words:62} {took['seconds']:7.1f} s  {took['cpu']:7.1f} s CPU"
            f"  {took['peak'] / MB:5.0f} MB  × {ratio:.1f}"
        )


def whole(count: int, folder: Path, *, dense: bool = False) -> None:
    from bench import site  # noqa: PLC0415 - as above
    from bench.office import write_sheet  # noqa: PLC0415

    sheet = folder / f"{count}{'-dense' if dense else ''}.xlsx"
    write_sheet(sheet, count, dense=dense)
    what = f"{count:,} meetings{', each with two absentees and two topics,' if dense else ''}"
    say(f"\n{what} through the site, {sheet.stat().st_size / MB:.1f} MB, a colleague at work:")
    with data_folder() as data:
        one(data, "office")
        went = site.run(data, sheet)
    if went.records != count:
        raise SystemExit(f"{went.records} records came of {count} rows")
    for step, seconds in went.steps.items():
        say(f"  from upload to {step:12} {seconds:6.1f} s")
    for job in went.jobs:
        say(f"  a job's process           {job.cpu:6.1f} s CPU  {job.peak / MB:5.0f} MB at most")
    say(f"  the site's process                       {went.site.peak / MB:5.0f} MB at most")
    say(
        f"  meanwhile: {len(went.pages)} pages, the slowest {max(went.pages):.2f} s;"
        f" {len(went.saves)} records saved, the slowest {max(went.saves):.2f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--compare", type=int, default=10_000, metavar="ROWS", help="0: leave it out")
    parser.add_argument("--site", type=int, default=100_000, metavar="ROWS", help="0: leave it out")
    parser.add_argument("--dense", type=int, default=100_000, metavar="ROWS", help="0: leave it out")
    asked = parser.parse_args()
    with data_folder() as folder:
        os.environ["DATA_DIR"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        if asked.compare:
            compare(asked.compare, folder)
        if asked.site:
            whole(asked.site, folder)
        if asked.dense:
            whole(asked.dense, folder, dense=True)


if __name__ == "__main__":
    main()
