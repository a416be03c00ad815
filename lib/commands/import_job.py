"""The process of one import started from the page: `python -m lib.commands.import_job FOLDER`.

It does the job in that folder (`lib.imports.worker`); once that is told as done it works out what weighs all
against all (themes of critiques, ties, personas), so that nobody waits for it on a page. Whatever goes wrong there
stands in the job's log and takes nothing back.
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
    """Work out themes, ties and personas of the version in force; whether all went well. Imports stand without them."""
    from lib.critiques import kept as critiques
    from lib.personas import book as personas
    from lib.relationships import kept as relationships

    went_well = True
    for prepared in (critiques.prepared, relationships.prepared, personas.prepared):
        try:
            prepared(workspace, records)
        except Exception:  # noqa: BLE001 - the import is done and told: nothing that fails here may undo that
            traceback.print_exc()
            went_well = False
    return went_well


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
