"""What Critiques looks for once a version: themes, and what speaks against a claim; an import does it at its end."""

from lib.critiques.counters import critique_address, critique_answers, critique_praise
from lib.critiques.theme_table import theme_table
from lib.critiques.themes import THEME_VOICES
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace


def prepared(workspace: Workspace, records: Records) -> None:
    """Work out all of the version in force, so that whoever opens Critiques or a brief next has it at once."""
    model = ReadModel.current(workspace)
    try:
        theme_table(workspace, model, records)
        THEME_VOICES.of(workspace, model)
        for derived in (critique_answers, critique_praise, critique_address):
            derived.kept(workspace, model)
    finally:
        model.close()
