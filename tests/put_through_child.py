"""A process that puts exports through as an import would, each in a process forked from it, and says what each took.

Run by tests as `python put_through_child.py`; for each line on its standard input, FILE and SCRATCH in JSON, one line
of JSON comes back: rows, peak of memory and seconds of its own, and what was said. The memory it may ask for is limited
besides, so that a file that swells ends that process and not the machine.
"""

import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "unit" / "ingest")]

import openpyxl  # noqa: E402, F401 - loaded once
from test_ingest_mutated import put_through  # noqa: E402 - the path is made first

ADDRESSES = 6 << 30
"""Bytes of addresses it may have; far more than it may touch, for libraries reserve what they never use."""


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _taken(path: str, scratch: str) -> dict[str, Any]:
    idle, began, said = _peak(), time.process_time(), list[str]()
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    rows = put_through(Path(path), Path(scratch), said)
    return {"rows": rows, "megabytes": _peak() - idle, "seconds": time.process_time() - began, "said": said}


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                found = _taken(*json.loads(line))
            except BaseException:  # noqa: BLE001 - whatever it is, the test has to hear of it
                found = {"fault": traceback.format_exc()[-3_000:]}
            os.write(1, json.dumps(found).encode() + b"\n")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status):
            os.write(1, json.dumps({"fault": f"ended by {os.waitstatus_to_exitcode(status)}"}).encode() + b"\n")


if __name__ == "__main__":
    main()
