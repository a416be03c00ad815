"""What a workspace says, put side by side: two workspaces under one key say the same, or they do not."""

from pathlib import Path
from typing import Any

import duckdb
from community import workspace_in

from lib.storage.lake import Lake
from lib.storage.read_model import published
from lib.storage.workspace import Workspace

_KEY = b"one key for every workspace here"


def workspace_with_key(folder: Path, **preferences: object) -> Workspace:
    """A new workspace whose pseudonyms are those of every other one made here."""
    workspace = workspace_in(folder, **preferences)
    (folder / "key").write_bytes(_KEY)
    return workspace


def shown(workspace: Workspace) -> list[dict[str, Any]]:
    """The messages of the published version, but for when and from which file they came; none before the first."""
    current = published(workspace)
    if current is None:
        return []
    with duckdb.connect(str(current.folder / "model.duckdb"), read_only=True) as model:
        messages = model.sql("select * exclude (source_file, imported_at) from messages order by channel, message_id")
        return messages.to_arrow_table().to_pylist()


def told(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """What the published version and the lake say, but for when and from which file it came."""
    found = {"shown": shown(workspace)}
    for table, order in (("messages", "channel, message_id"), ("authors", "author_id")):
        relation = duckdb.read_parquet(Lake(workspace).files(table), hive_partitioning=table == "messages")
        said = "* exclude (source_file, imported_at)" if table == "messages" else "*"
        found[table] = relation.project(said).order(order).to_arrow_table().to_pylist()
    return found
