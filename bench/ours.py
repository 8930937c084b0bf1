"""The sheet by this importer: every row judged and stored as a preview, then committed."""

from pathlib import Path

from branches.importing.batch.committing import commit
from branches.importing.batch.intake import preview
from branches.importing.scope import Scope
from branches.models import User


def run(path: Path, user: User) -> None:
    batch = preview(path.read_bytes(), path.name, Scope(user=user))
    commit(batch, user)
