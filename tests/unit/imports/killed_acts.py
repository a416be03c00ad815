"""A process that acts on a workspace and is killed with SIGKILL after so many seconds, wherever it is by then.

Run by the tests as `python killed_acts.py WORKSPACE EXPORT ACKNOWLEDGED`. It loads all that the acts need, once; for
each line on its standard input, `ACT SECONDS`, a process forked from it does the act and is killed, and whether it was
("killed") or had done ("done SECONDS") is printed. It never acts itself: a fork would inherit threads.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from community import imported  # noqa: E402 - the path is made first

import lib.imports.doctor_tables  # noqa: E402, F401 - loads what mending needs
from lib.imports.corrections import Message, keep  # noqa: E402
from lib.imports.decided import corrections_in_force  # noqa: E402
from lib.imports.forget import forget_author  # noqa: E402
from lib.imports.relabel import relabel  # noqa: E402
from lib.storage.actors import Actor  # noqa: E402
from lib.storage.publish import publish  # noqa: E402
from lib.storage.records import Records  # noqa: E402
from lib.storage.workspace import Workspace  # noqa: E402

FORGOTTEN = "reader3"
WORDS = ("positive", "neutral", "negative")
DECISIONS = 150


def _import(workspace: Workspace, export: Path, _: Path) -> None:
    imported(workspace, export)


def _publish(workspace: Workspace, _: Path, __: Path) -> None:
    records = Records.of(workspace)
    with workspace.locked():
        publish(workspace, corrections_in_force(records))


def _decide(workspace: Workspace, _: Path, acknowledged: Path) -> None:
    """One decision after the other; each is written down as acknowledged once the call has come back."""
    records, actor = Records.of(workspace), Actor("Ada")
    with acknowledged.open("ab", buffering=0) as stream:
        for number in range(DECISIONS):
            message = Message("instagram", f"m{number % 30}")
            keep(workspace, records, actor, message, {"sentiment": WORDS[number % 3]})
            stream.write(f"{number}\n".encode())


def _relabel(workspace: Workspace, _: Path, __: Path) -> None:
    relabel(workspace, Records.of(workspace))


def _forget(workspace: Workspace, _: Path, __: Path) -> None:
    forget_author(workspace, FORGOTTEN, Records.of(workspace))


ACTS: dict[str, Callable[[Workspace, Path, Path], None]] = {
    "import": _import,
    "publish": _publish,
    "decide": _decide,
    "relabel": _relabel,
    "forget": _forget,
}


def _killed_after(act: str, seconds: float, places: tuple[str, ...]) -> str:
    workspace, export, acknowledged = map(Path, places)
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            ACTS[act](Workspace.opened(workspace), export, acknowledged)
            os._exit(0)
        finally:
            os._exit(1)
    while time.monotonic() < began + seconds:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return f"done {time.monotonic() - began}" if code == 0 else f"failed {code}"
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "killed"


def main(*places: str) -> None:
    for line in sys.stdin:
        act, seconds = line.split()
        sys.stdout.write(_killed_after(act, float(seconds), places) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
