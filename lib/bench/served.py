"""A Streamlit app served for a figure: on a free port of this machine, in a process of its own that ends with it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from lib.bench.figure import WrongAnswer
from lib.settings import ROOT

APP = ("run", "app.py")
"""What is given to `streamlit` for Earshot; `("hello",)` is Streamlit's own first app."""
_AS_MAKE_RUN = {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_PATIENCE = 120.0
_LOOKS = 0.02
_TROUBLE = re.compile(r"Traceback|\b(ERROR|CRITICAL|WARNING)\b|[A-Za-z]+(Error|Exception|Warning)\b")


@dataclass(frozen=True)
class Served:
    """An app that is served: where, by which process, what it says, and when it was started (`perf_counter`)."""

    address: str
    pid: int
    log: Path
    started: float

    def troubles(self) -> list[str]:
        """The lines of its log that speak of an error or a warning."""
        return troubles_in(self.log.read_text("utf-8", "replace"))


def troubles_in(said: str) -> list[str]:
    """The lines that speak of an error or a warning."""
    return [line for line in said.splitlines() if _TROUBLE.search(line)]


@contextmanager
def served(what: Sequence[str], log: Path, *, workspace: Path | None = None, cwd: Path = ROOT) -> Iterator[Served]:
    """`streamlit what…` from the moment it answers; WrongAnswer, with what it said, where nobody ever can.

    `workspace` is what Earshot shows.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", *what, "--server.port", str(port), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    with log.open("w") as stream:
        started = time.perf_counter()
        environment = {**os.environ, **_AS_MAKE_RUN, "EARSHOT_WORKSPACE": str(workspace or "")}
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=stream, stderr=subprocess.STDOUT)
        try:
            _wait(port, process, log)
            yield Served(f"http://127.0.0.1:{port}", process.pid, log, started)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as tried:
            tried.request("GET", "/_stcore/health")
            if tried.getresponse().status == 200:
                return
        time.sleep(_LOOKS)
    raise WrongAnswer(f"The app did not start: {log.read_text('utf-8', 'replace').strip()[-800:]}")
