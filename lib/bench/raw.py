"""The same questions without a published version: every mart a view over the lake's Parquet, worked out when asked."""

from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from lib.schema import AUTHORS
from lib.storage.lake import Lake
from lib.storage.mart import MACROS, MARTS, Mart, macro_statement
from lib.storage.publish import brand_handles
from lib.storage.warehouse import CORRECTED
from lib.storage.workspace import Workspace

_EVERY_DAY = "where day in (select scope.day from scope)"
"""What a mart of days leaves out when only some days are made anew; of all, it only costs a second look."""


class RawModel:
    """Answers named queries as a `ReadModel` does, from the Parquet files of the lake."""

    def __init__(self, workspace: Workspace) -> None:
        lake = Lake(workspace)
        self._connection = duckdb.connect(config={"threads": 2, "memory_limit": "6GB"})
        run = self._connection.execute
        run("set timezone = 'UTC'")
        run("set python_enable_replacements = false")
        run("set temp_directory = $folder", {"folder": str(workspace.place("scratch-raw"))})
        run("set variable time_zone = $zone", {"zone": workspace.preferences.time_zone})
        run("set variable brand_handles = $names::varchar[]", {"names": list(brand_handles(workspace, lake))})
        self._connection.register("corrected", CORRECTED.empty_table())
        self._connection.read_parquet(lake.files(), hive_partitioning=True).create_view("lake_rows")
        if lake.files("authors"):
            self._connection.read_parquet(lake.files("authors")).create_view("lake_authors")
        else:
            self._connection.register("lake_authors", AUTHORS.empty_table())
        for name in MARTS:
            select = Mart(name).sql.replace(_EVERY_DAY, "")
            if name == "messages":
                select = select.rpartition("order by")[0]
            if name in {"conversations", "waits"}:  # a table has this by itself, a view has not
                select = f"select channel || ':' || conversation_id as rowid, * from ({select})"  # noqa: S608 - our own
            if name == "queue":  # so has this; and its rows are made of those that wait
                select = f"with scope as (from waits) select row_number() over () as rowid, * from ({select})"  # noqa: S608
            run(f"create view {name} as {select}")
            if name == "messages":
                run("create view scope as from messages")
        run(
            """create view model as select 1::bigint as version, getvariable('time_zone')::varchar as time_zone,
                count(*) as message_count, min(created_at) as first_at, max(created_at) as last_at,
                min(day) as first_day, max(day) as last_day from messages"""
        )
        for name in MACROS:
            run(macro_statement(name))

    def frame(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The rows of one statement under `$named` parameters, as a pandas frame."""
        return self._connection.execute(sql, dict(parameters or {})).df()

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()
