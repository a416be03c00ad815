"""Mappings as the page asks for them: drawn up from a form, and those kept in a workspace, each with its refusal."""

from lib.errors import EarshotError
from lib.ingest.mapping import Mapping, mapping_of
from lib.ingest.profiles import profiles
from lib.storage.workspace import Workspace


def drawn_up(data: dict[str, object], name: str) -> tuple[Mapping | None, str]:
    """The mapping that a form says, or else the sentence that says what is wrong with it."""
    try:
        return mapping_of(data, name), ""
    except EarshotError as error:
        return None, str(error)


def kept_mappings(workspace: Workspace) -> tuple[tuple[Mapping, ...], str]:
    """The mappings kept in a workspace; where a file of them is broken none, and the sentence that names it."""
    try:
        return profiles(workspace.place("profiles")), ""
    except EarshotError as error:
        return (), str(error)
