"""The process of one brief asked for in the app: `python -m lib.reports.worker FOLDER` makes the one in that folder."""

import json
import sys
import traceback
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from lib import words
from lib.errors import EarshotError
from lib.reports.brief import Asked, brief_of
from lib.reports.jobs import END, JOB, STATE, State
from lib.reports.writing import target, write
from lib.settings import Settings
from lib.storage.records import Records
from lib.storage.workspace import Workspace, write_whole
from lib.words import _


def work(folder: Path) -> None:
    """Make the brief of this folder, and write down how it ended."""
    job: dict[str, Any] = json.loads((folder / JOB).read_text("utf-8"))
    with words.speaking(str(job["spoken"])):
        write_whole(folder / END, json.dumps({"sentence": _done(job, folder)}))


def _done(job: dict[str, Any], folder: Path) -> str:
    def progress(step: str, done: int, of: int) -> None:
        write_whole(folder / STATE, json.dumps(asdict(State(step, done, of))))

    try:
        workspace = Workspace.opened(Path(job["workspace"]))
        records = Records.of(workspace, Settings.from_environment().database_url)
        given = dict(job["asked"])
        for name in ("since", "until"):
            given[name] = date.fromisoformat(given[name]) if given[name] else None
        write(brief_of(workspace, records, Asked(**given), progress), target(folder / f"brief.{job['format']}"))
    except EarshotError as error:
        return str(error)
    except Exception:  # noqa: BLE001 - the last one who can say it: the page has no other word from this process
        traceback.print_exc()
        return _("The brief could not be made, by a fault of Earshot's own.")
    return ""


if __name__ == "__main__":
    work(Path(sys.argv[1]))
