"""Open read models, shared by all sessions: a version is opened once and closed when a newer one has taken its place.

A question holds its model while it is asked, so that closing never pulls it away; an older version that nobody asked
for a while is given back, and its files may then be swept.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lib.storage.publish import sweep
from lib.storage.read_model import ReadModel, published
from lib.storage.workspace import Workspace

_IDLE_SECONDS = 30.0


@dataclass
class _Open:
    model: ReadModel
    holders: int = 0
    used_at: float = field(default_factory=time.monotonic)


class Readers:
    """The open models by workspace folder and version."""

    def __init__(self, idle_seconds: float = _IDLE_SECONDS, on_newer: Callable[[], None] = lambda: None) -> None:
        """`on_newer` is called when a newer version of a workspace is opened that was open before."""
        self._idle_seconds = idle_seconds
        self._on_newer = on_newer
        self._open: dict[tuple[str, int], _Open] = {}
        self._lock = threading.Lock()

    @contextmanager
    def held(self, workspace: Workspace, version: int) -> Iterator[ReadModel]:
        """This version, for as long as the question takes; the newest where this one is gone already."""
        opened = self._taken(workspace, version)
        try:
            yield opened.model
        finally:
            with self._lock:
                opened.holders -= 1
                opened.used_at = time.monotonic()

    def versions(self) -> list[int]:
        """The versions that are open now."""
        with self._lock:
            return sorted(version for _, version in self._open)

    def close(self) -> None:
        """Close all of them."""
        with self._lock:
            for opened in self._open.values():
                opened.model.close()
            self._open.clear()

    def _taken(self, workspace: Workspace, version: int) -> _Open:
        key = (str(workspace.path), version)
        is_newer = False
        with self._lock:
            if key not in self._open:
                model = ReadModel.current(workspace)
                key = (key[0], model.version)
                if key in self._open:
                    model.close()
                else:
                    is_newer = any(path == key[0] for path, _version in self._open)
                    self._open[key] = _Open(model)
            self._give_back_idle(workspace)
            opened = self._open[key]
            opened.holders += 1
        if is_newer:
            self._on_newer()
        return opened

    def _give_back_idle(self, workspace: Workspace) -> None:
        current = published(workspace)
        now = time.monotonic()
        for key, opened in list(self._open.items()):
            is_old = key[0] == str(workspace.path) and current is not None and key[1] < current.version
            if is_old and not opened.holders and now - opened.used_at >= self._idle_seconds:
                opened.model.close()
                del self._open[key]
                sweep(workspace)  # what was erased since must not lie there until the next import
