"""Runs one job in a Python process of its own, and watches how much memory it holds.

The memory is that of the process and of all its children together: their proportional set size (PSS), in which a page
that two of them share counts once, looked at ten times a second. Where the system does not tell (only Linux does), it
is None.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.bench.figure import WrongAnswer
from lib.settings import ROOT

_EVERY = 0.1


@dataclass(frozen=True)
class Run:
    """What a job printed as JSON, among it the `seconds` its work took, and its peak memory in MB."""

    document: dict[str, Any]
    memory: float | None

    @property
    def seconds(self) -> float:
        """Seconds of the work itself, as the job measured them."""
        return float(self.document["seconds"])


def watched(module: str, *arguments: str) -> Run:
    """Run `python -m module arguments…` to its end. WrongAnswer, with what it said, where it fails."""
    peak = 0.0
    command = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as errors:
        with subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=errors) as job:
            while job.poll() is None:
                peak = max(peak, memory_of(job.pid))
                time.sleep(_EVERY)
        for stream in (said, errors):
            stream.seek(0)
        if job.returncode:
            raise WrongAnswer(f"{' '.join(command)} failed: {errors.read().strip()[-800:]}")
        return Run(json.loads(said.read()), peak or None)


def memory_of(pid: int) -> float:
    """Memory of the process and its descendants, in MB; 0 where it cannot be told."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        parents.setdefault(int(after_name[1]), []).append(int(entry.parent.name))
    family, rest = [pid], [pid]
    while rest:
        found = parents.get(rest.pop(), [])
        family += found
        rest += found
    return sum(_proportional(member) for member in family) / 1024


def _proportional(member: int) -> int:
    try:
        sizes = Path(f"/proc/{member}/smaps_rollup").read_text()
    except OSError:
        return 0  # it ended while we looked
    return next((int(line.split()[1]) for line in sizes.splitlines() if line.startswith("Pss:")), 0)
