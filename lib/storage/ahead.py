"""The file of the version in force, copied while an import joins and listens: publishing goes on from the copy."""

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from lib.storage.read_model import Published, published
from lib.storage.workspace import Workspace

MODEL = "model.duckdb"
"""The name of the file in the folder of a version."""


class CopyAhead:
    """A copy in a folder of the workspace's own, begun at once in a thread; used as a context manager, which deletes
    what nobody took. The workspace must be locked, so that nobody else publishes meanwhile."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._current = published(workspace)
        self._file = folder / MODEL
        self._threads = ThreadPoolExecutor(1)
        self._copying: Future[None] | None = None
        if self._current is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._copying = self._threads.submit(_copied, self._current, self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()
        self._file.unlink(missing_ok=True)

    def taken(self, current: Published, file: Path) -> bool:
        """Whether the copy is one of this version, and has been moved to `file`; OSError where copying failed."""
        if self._copying is None or current != self._current:
            return False
        self._copying.result()
        self._copying = None
        self._file.replace(file)
        return True


def _copied(current: Published, file: Path) -> None:
    shutil.copyfile(current.folder / MODEL, file)
