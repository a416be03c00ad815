"""A process that imports an export into a workspace and dies by SIGKILL at the point that is named.

Run by the tests as `python killed_child.py WORKSPACE EXPORT`. It loads all that an import needs, once; for each line on
its standard input, the name of a point, a process forked from it makes the import, and how that one ended is printed.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from community import imported  # noqa: E402 - the path is made first

import lib.imports.run as run  # noqa: E402
import lib.storage.publish as publishing  # noqa: E402
from lib.storage.lake import Lake  # noqa: E402
from lib.storage.workspace import Workspace  # noqa: E402


def die(*_: object, **__: object) -> None:
    """What `kill -9` does: nothing is cleaned up, no block is left."""
    os.kill(os.getpid(), signal.SIGKILL)


def before(function: Callable[..., Any]) -> Callable[..., Any]:
    return die


def after(function: Callable[..., Any]) -> Callable[..., Any]:
    def done_and_dead(*given: Any, **named: Any) -> None:
        function(*given, **named)
        die()

    return done_and_dead


POINTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "staged": (run, "commit_stage", before),
    "joined": (run, "_hear", before),
    "heard": (run, "_hear", after),
    "messages written": (run, "_write", after),
    "names written": (Lake, "merge_authors", after),
    "before publishing": (run, "publish", before),
    "model built": (publishing, "_build", after),
    "version named": (publishing, "sweep", before),
    "published": (run, "publish", after),
}
"""Points of an import, in their order: what is replaced, and whether death comes before or after it."""
SHOWS_THE_NEW = ("version named", "published")


def killed_import(workspace: Path, path: Path, point: str) -> None:
    """Import the export; never returns where the point is met."""
    owner, name, when = POINTS[point]
    setattr(owner, name, when(getattr(owner, name)))
    imported(Workspace.opened(workspace), path)


def main(workspace: str, path: str) -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            killed_import(Path(workspace), Path(path), line.strip())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
