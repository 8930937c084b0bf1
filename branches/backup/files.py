"""The folder of files during a restore: new files come in before the commit, old ones go after it.

So whatever happens in between, no file that a row names is missing.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from branches.backup import Refused
from branches.backup.archive import Archive, digest_of
from branches.backup.create import stored_files


class Files:
    """The archive's files, first beside and then in the folder ``root``."""

    def __init__(self, archive: Archive, root: Path, aside: Path) -> None:
        self._archive, self._root, self._aside = archive, root, aside
        self._placed: list[Path] = []
        self._replaced: list[tuple[Path, Path]] = []  # where it was, where it lies now

    def stage(self) -> None:
        """Write the archive's files beside the folder, as ``root`` and its rights will have them."""
        for name in self._archive.file_names():
            target = self._aside / "new" / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in self._archive.chunks(f"files/{name}"):
                    file.write(chunk)

    def place(self) -> None:
        """Move the staged files in; one that is there with other contents is put aside."""
        root = self._root.resolve()
        for name in self._archive.file_names():
            staged, target = self._aside / "new" / name, self._root / name
            if not target.parent.resolve().is_relative_to(root):
                raise Refused(f"文件夹 {target.parent} 指向数据文件夹之外，请先移走这个链接。")
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if target.is_symlink() or target.exists():
                known = self._archive.manifest.members[f"files/{name}"]
                if target.is_file() and not target.is_symlink() and digest_of(target) == known.sha256:
                    continue
                kept = self._aside / "old" / name
                kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.replace(target, kept)
                self._replaced.append((target, kept))
            os.replace(staged, target)
            self._placed.append(target)

    def take_back(self) -> None:
        """Undo ``place``."""
        for target in self._placed:
            target.unlink(missing_ok=True)
        for target, kept in self._replaced:
            os.replace(kept, target)

    def remove_others(self) -> int:
        """After the commit: files that the restored rows do not know; how many."""
        wanted = set(self._archive.file_names())
        others = [path for name, path in stored_files(self._root) if name not in wanted]
        for path in others:
            path.unlink(missing_ok=True)
        return len(others)


@contextmanager
def bringing_in(archive: Archive, root: Path) -> Iterator[Files]:
    """Staged files of the archive, taken back when the block fails; nothing is left beside the folder."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    needed = sum(
        member.size for name, member in archive.manifest.members.items() if name.startswith("files/")
    )
    if needed > shutil.disk_usage(root).free:
        raise Refused(f"磁盘空间不足：恢复文件需要 {needed // 1024**2 + 1} MB。")
    with tempfile.TemporaryDirectory(dir=root, prefix=".restore-") as aside:
        files = Files(archive, root, Path(aside))
        files.stage()
        try:
            yield files
        except BaseException:
            files.take_back()
            raise
