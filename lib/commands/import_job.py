"""The process of one import started from the page: `python -m lib.commands.import_job FOLDER`.

It does the job in that folder (`lib.imports.worker`); once that is told as done it works out who these people are, so
that nobody has to wait for it on Personas. Whatever goes wrong there stands in the job's log and takes nothing back.
"""

import sys
import traceback
from pathlib import Path

from lib.imports.jobs import workspace_of
from lib.imports.worker import work
from lib.settings import Settings
from lib.storage.records import Records
from lib.storage.workspace import Workspace


def prepare(workspace: Workspace, records: Records) -> bool:
    """Work out the personas of the version in force; whether that went well. An import stands without them."""
    from lib.personas.book import prepared

    try:
        prepared(workspace, records)
    except Exception:  # noqa: BLE001 - the import is done and told: nothing that fails here may undo that
        traceback.print_exc()
        return False
    return True


def main(folder: Path) -> None:
    """The import, then the personas of what it published."""
    workspace = Workspace.opened(workspace_of(folder))
    if not work(folder).import_id:
        return
    records = Records.of(workspace, Settings.from_environment().database_url)
    try:
        prepare(workspace, records)
    finally:
        records.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
