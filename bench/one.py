"""``python -m bench.one WAY SHEET``: one import into an office of its own; prints what it took as JSON.

``DATA_DIR`` is an empty folder. WAY: ``ours``, one of ``bench.theirs``, or ``office`` for no import.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django


def spent() -> float:
    """Seconds of CPU of this process and of those it started."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main(way: str, path: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.core.management import call_command  # noqa: PLC0415 - the settings come first

    from bench import ours, theirs  # noqa: PLC0415
    from bench.office import make_office  # noqa: PLC0415
    from branches.models import Change, Meeting  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    user = make_office()
    if way == "office":
        return
    changes = Change.objects.count()
    wall, cpu = time.perf_counter(), spent()
    if way == "ours":
        ours.run(path, user)
    else:
        theirs.run(path, way)
    told = {
        "seconds": time.perf_counter() - wall,
        "cpu": spent() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "records": Meeting.objects.count(),
        "changes": Change.objects.count() - changes,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[-1]))
