"""Serves the app over a workspace, for the browser tests and the pictures.

One app is started as its users start it; the others are forked off a process that has brought all modules already,
which saves each of them the four seconds that bringing takes.
"""

import importlib
import multiprocessing
import os
import pkgutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import lib.ui

ROOT = Path(__file__).resolve().parent.parent.parent
_SETTLED_AT_START = ("EARSHOT_DATA",)
"""What is read while modules load: a forked server has read it already."""
_PORTS: list[int] = []
"""Ports whose server has ended: a browser that was there before need not load the app anew."""
_START = 120
"""Seconds a server has until it answers."""


@contextmanager
def served(
    workspace: Path | None, log: Path, *, port: int = 0, by_hand: bool = False, **environment: str
) -> Iterator[str]:
    """The app served on a free port over this workspace (None: its own choice); gives its address, ends it after.

    `environment` is added to this process's: EARSHOT_PERSON="Anna". `by_hand` starts it as its users do.
    """
    port = port or (_PORTS.pop() if _PORTS else free_port())
    arguments = ["streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {"EARSHOT_WORKSPACE": str(workspace or ""), **environment}
    address = f"http://127.0.0.1:{port}"
    is_settled_at_start = any(name in environment for name in _SETTLED_AT_START)
    start = _started if by_hand or is_settled_at_start else _forked
    with start(arguments, log, environment) as is_alive:
        _wait_for_health(address, is_alive, log)
        yield address
    _PORTS.append(port)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _started(arguments: list[str], log: Path, environment: dict[str, str]) -> Iterator[Callable[[], bool]]:
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            yield lambda: process.poll() is None
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def _forked(arguments: list[str], log: Path, environment: dict[str, str]) -> Iterator[Callable[[], bool]]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.brought"])
    process = context.Process(target=_serve, args=(arguments, log, {**os.environ, **environment}))
    process.start()
    try:
        yield process.is_alive
    finally:
        process.terminate()
        process.join(timeout=20)
        process.close()


def _serve(arguments: list[str], log: Path, environment: dict[str, str]) -> None:
    """Become the server: the whole life of a forked process."""
    from streamlit.web.cli import main

    with log.open("w") as stream:
        for descriptor in (1, 2):
            os.dup2(stream.fileno(), descriptor)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = arguments
    main()


def bring() -> None:
    """Load what the app's pages load."""
    for found in pkgutil.iter_modules(lib.ui.__path__, f"{lib.ui.__name__}."):
        importlib.import_module(found.name)


def _wait_for_health(address: str, is_alive: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + _START
    while time.monotonic() < until and is_alive():
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"The app did not start:\n{log.read_text()[-2000:]}")
