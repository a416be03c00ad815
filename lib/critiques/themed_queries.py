"""What can be asked about themes: SQL over the file of `theme_table` with people's decisions laid over it.

    THEME_FIGURES.of(workspace, model, since=…)      the command line and tests
    worked_out(THEME_FIGURES, decisions=…, since=…)   the app, cached by version, decisions and parameters

Each query reads `themed`: one row per critique with its theme in force ("" for none); those that count also read
`settled`: sums by theme and day, of themes that no decision touched. `voices` are critiques of different texts or
people: what somebody says again in the same words counts once.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from lib.critiques.theme_registry import decided
from lib.critiques.theme_table import sums_of, theme_table
from lib.settings import Settings
from lib.storage.derived import Derivation, never_made
from lib.storage.query import sql_parameters
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace

_FOLDER = Path(__file__).parent / "themed"


@dataclass(frozen=True)
class ThemedQuery(Derivation[Any]):
    """A query over themes. It is asked like a derivation, but kept by nobody: it takes milliseconds."""

    @property
    def sql(self) -> str:
        """Its one statement."""
        return _sql(self.name)

    @property
    def parameters(self) -> set[str]:
        """The `$parameters` that its statement names."""
        return sql_parameters(self.sql)

    def of(self, workspace: Workspace, model: ReadModel, *_: Any, **given: Any) -> pa.Table:
        """Its rows in this version; parameters that are not given are null. `decisions` is for caches alone."""
        records = Records.of(workspace, Settings.from_environment().database_url)
        file = theme_table(workspace, model, records)
        found = decided(records)
        values = {name: given.get(name) for name in self.parameters}
        with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
            connection.execute("set timezone = 'UTC'")
            connection.execute("set python_enable_replacements = false")
            connection.read_parquet([str(file)]).create_view("placed")
            connection.read_parquet([str(sums_of(file))]).create_view("sums")
            moved = pa.table(
                {
                    "channel": pa.array([channel for channel, _id in found.moved], pa.string()),
                    "message_id": pa.array([message for _channel, message in found.moved], pa.string()),
                    "theme_id": pa.array(list(found.moved.values()), pa.string()),
                }
            )
            merged = pa.table(
                {
                    "theme_id": pa.array(list(found.merged), pa.string()),
                    "into_id": pa.array(list(found.merged.values()), pa.string()),
                }
            )
            connection.register("moved_messages", moved)
            connection.register("merged", merged)
            connection.execute(
                "create temp view moved as select *, hash(channel, message_id) as key from moved_messages"
            )
            is_touched = bool(found.moved or found.merged)
            if is_touched:
                connection.execute(f"create temp table touched as {_sql('touched')}")
            connection.execute(f"create temp view themed as {_sql('themed' if is_touched else 'untouched')}")
            left = "anti join touched using (theme_id)" if is_touched else ""
            connection.execute(f"create temp view settled as from sums {left}")
            return connection.sql(self.sql, params=values).to_arrow_table()


def _sql(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text("utf-8")


def _asked(name: str) -> ThemedQuery:
    return ThemedQuery(name, "1", never_made)


THEME_FIGURES = _asked("theme_figures")
"""One row per theme with a critique in the period: critiques, voices, authors, share, lift, reach, mood, channels, …"""
THEME_WEEKS = _asked("theme_weeks")
"""One row per theme and week, silent weeks left out: theme_id, week (its Monday), voices."""
THEME_DAYS = _asked("theme_days")
"""One row per day and theme: day, theme_id, voices; under $channels and $languages."""
THEME_MESSAGES = _asked("theme_messages")
"""One row per critique of $theme_id in the period, $sort 'typical' or newest first, from $first on $count of them."""
THEME_QUOTES = _asked("theme_quotes")
"""One row per typical critique of each theme, best first: theme_id, channel, message_id; $count a theme."""
THEME_WAVES = _asked("theme_waves")
"""One row per text said three times or more: theme_id, wave, messages, authors, one of its keys."""
CRITIQUES_AMONG = _asked("critiques_among")
"""One row: how many of the keys ($keys_channels, $keys_ids) are critiques of the period."""
THEMES_OF = _asked("themes_of")
"""One row per critique of the keys ($keys_channels, $keys_ids): channel, message_id, theme_id, place."""
PLACES_OF = _asked("places_of")
"""One row per critique of the keys ($keys_channels, $keys_ids): place, its row in the messages of the version."""
ASSIGNMENTS = _asked("assignments")
"""One row per critique: channel, message_id, theme_id, under $since and $languages."""
