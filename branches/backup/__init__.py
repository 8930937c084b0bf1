"""One file that holds an office: every row, every stored file, and the proof that nothing is missing.

``rows`` turns table rows into JSON lines and back (the same on SQLite and PostgreSQL), ``archive`` is the ZIP
file with its manifest, ``create`` and ``restore`` are what the commands of that name do.
"""


class Refused(Exception):
    """Nothing was changed; the message says in one Chinese line why."""
