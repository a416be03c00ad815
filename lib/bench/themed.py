"""A workspace of millions of messages, one critique in ten, made from copies of the demo's published version.

Nothing is heard or imported again, so that ten million messages stand in minutes: every copy has its own messages,
conversations and people, and the marts that the page of critiques asks are copied or counted like those of an import.
"""

import json
import shutil
from pathlib import Path

import duckdb

from lib.storage.read_model import ReadModel, published
from lib.storage.warehouse import Mart
from lib.storage.workspace import Preferences, Workspace

_MEMORY = "3GB"
_DROPPED = ("automatic", "replies", "answers", "exchanges", "aspect_hours", "queue", "member_days", "ties", "standing")
_KEYED = {"conversations": ("conversation_id",), "members": ("author_id",), "people": ("author_id",)}
_MESSAGES = """
create table messages as
select
    before.* exclude (is_critique) replace (
        before.message_id || '-' || copies.number as message_id,
        before.conversation_id || '-' || copies.number as conversation_id,
        before.thread_id || '-' || copies.number as thread_id,
        before.parent_id || '-' || copies.number as parent_id,
        if(before.is_brand, before.author_id, before.author_id || '-' || copies.number) as author_id
    ),
    before.is_critique and hash(before.message_id, copies.number) % 1000 < $per_mille as is_critique
from before cross join range($copies) as copies (number)
order by before.created_at, before.channel, before.message_id, copies.number
limit $messages
"""


def grown(demo: Workspace, folder: Path, messages: int) -> Workspace:
    """The workspace, its version 1 published; `demo` is a demo workspace. A tenth of its messages are critiques."""
    workspace = Workspace.opened_or_created(folder, Preferences(name="Bench", languages=("it", "en")))
    found = published(demo)
    assert found is not None
    version = workspace.place("published", "1")
    version.mkdir(parents=True)
    file = version / "model.duckdb"
    shutil.copyfile(found.folder / "model.duckdb", file)
    with duckdb.connect(str(file), config={"memory_limit": _MEMORY, "threads": 2}) as connection:
        run = connection.execute
        run("set timezone = 'UTC'")
        run("set temp_directory = $folder", {"folder": str(folder / "scratch")})
        run("set variable time_zone = $zone", {"zone": demo.preferences.time_zone})
        count, critiques = run("select count(*), count(*) filter (where is_critique) from messages").fetchall()[0]
        copies = -(-messages // count)
        for name in _DROPPED:
            run(f"drop table if exists {name}")
        run("alter table messages rename to before")
        per_mille = round(1000 * min(0.1 * count / critiques, 1))
        run(_MESSAGES, {"copies": copies, "per_mille": per_mille, "messages": messages})
        run("drop table before")
        for name, keys in _KEYED.items():
            changed = ", ".join(f"{key} || '-' || copies.number as {key}" for key in keys)
            run(f"alter table {name} rename to before")
            run(
                f"create table {name} as select before.* replace ({changed}) "  # noqa: S608 - our own names
                "from before cross join range($copies) as copies (number)",
                {"copies": copies},
            )
            run("drop table before")
        run("create or replace temp view scope as select * from messages")
        for name in ("hours", "days"):
            run(f"create or replace table {name} as {Mart(name).sql}")
        run(
            "create or replace table model as select 1::bigint as version, time_zone, "
            "(select count(*) from messages) as message_count, first_at, last_at, first_day, last_day from model"
        )
    workspace.place("published", "current.json").write_text(json.dumps({"version": 1}), "utf-8")
    return workspace


def opened(workspace: Workspace) -> ReadModel:
    """Its version in force."""
    return ReadModel.current(workspace)
