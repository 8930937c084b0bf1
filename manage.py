#!/usr/bin/env python
"""Run a management command of the branch ledger."""

import os
import sys

import config  # noqa: F401  (turns away a Python that is too old before anything else is read)

try:
    from config import problems
except ModuleNotFoundError as missing:
    if missing.name and missing.name.startswith("django"):
        sys.exit("还没有安装依赖。请先运行 make setup，再用 .venv/bin/python manage.py 执行命令。")
    raise


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with problems.in_one_line(traceback="--traceback" in sys.argv):
        problems.command_line(sys.argv)


if __name__ == "__main__":
    main()
