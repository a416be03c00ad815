"""Which theme each critique is of: one Parquet file a version, made from the version before and what is new.

A critique keeps the theme it has for as long as its text stays, so that an import never stirs what people know; only
when there are half as many critiques more than the themes were learned of are they learned anew, each under its id.
Disposable: deleted, it is made again from the read model and the register of themes.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import portalocker
import pyarrow as pa
import pyarrow.parquet as pq

from lib.critiques import queries
from lib.critiques.profiles import Profile, found_in_rest, learn, place
from lib.critiques.theme_registry import profiles, register
from lib.critiques.vectors import features
from lib.critiques.waves import wave_of
from lib.errors import WorkspaceError
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.words import _

_EDITION = "3"
"""Raised when themes are worked out in another way: every file is then made anew."""
_NAME = "critique_themes"
_PATIENCE = 1800
_GROWN = 1.5
_LEARNED_OF = 60_000
_REST = 20_000
_ALL_AT_ONCE = 0.2
_ROW_GROUP = 50_000


def is_theme_table_kept(workspace: Workspace, version: int) -> bool:
    """Whether the themes of this version were worked out already, so that asking for them costs nothing."""
    return _file(workspace, version).exists()


def _file(workspace: Workspace, version: int) -> Path:
    return workspace.place("derived", f"{_NAME}-{_EDITION}-{version}.parquet")


def theme_table(workspace: Workspace, model: ReadModel, records: Records) -> Path:
    """The file of this version: channel, message_id, theme_id ("" for none), fit, wave and the critique's figures."""
    file = _file(workspace, model.version)
    folder = file.parent
    if file.exists():
        return file
    try:
        folder.mkdir(exist_ok=True)
        with portalocker.Lock(folder / f"{_NAME}.lock", timeout=_PATIENCE, check_interval=0.1):
            if not file.exists():
                before = _newest(folder)
                _keep(_made(model, records, before), file)
                for old in folder.glob(f"{_NAME}-*.parquet"):
                    if old not in (file, before):
                        old.unlink(missing_ok=True)
    except portalocker.exceptions.LockException as error:
        raise WorkspaceError(_("This is still being worked out elsewhere: try again in a moment.")) from error
    except OSError as error:
        raise WorkspaceError(
            _("{name} cannot be written ({said}): free the disk.", name=folder, said=error.strerror)
        ) from error
    return file


def _made(model: ReadModel, records: Records, before: Path | None) -> pd.DataFrame:
    known = profiles(records)
    found = _with_before(queries.critique_keys(model), before if known else None)
    if _is_outgrown(len(found), known):
        return _learned_anew(model, records, found, known)
    fresh = found.theme_id.isna().to_numpy()
    if fresh.any():
        _place(found, np.flatnonzero(fresh), _rows(model, found[fresh], len(found)), known)
        _seek_new(model, records, found, fresh, known)
    return found


def _is_outgrown(count: int, known: Sequence[Profile]) -> bool:
    return count > _GROWN * max((profile.learned_of for profile in known), default=0)


def _learned_anew(model: ReadModel, records: Records, found: pd.DataFrame, known: list[Profile]) -> pd.DataFrame:
    rows = queries.critique_rows(model)
    said = _said(rows)
    aspects = [list(names) for names in rows.aspects]
    step = max(1, -(-len(rows) // _LEARNED_OF))
    parts = range(0, len(rows), step)
    learned = learn([said[at] for at in parts], [aspects[at] for at in parts], known)
    scaled = [replace(one, learned_of=len(rows)) for one in learned]
    register(records, scaled)
    _placed_into(found, np.arange(len(found)), rows, said, scaled)
    return found


def _seek_new(
    model: ReadModel, records: Records, found: pd.DataFrame, fresh: "np.ndarray", known: list[Profile]
) -> None:
    """Themes that none of the known ones covers, in what is new and in the newest of what was left before."""
    left = (found.theme_id == "").to_numpy()
    if not (left & fresh).any():
        return
    newest = np.flatnonzero(left)[np.argsort(-found.created_at[left].astype("int64").to_numpy(), kind="stable")][:_REST]
    newest = np.sort(newest)
    rows = _rows(model, found.iloc[newest], len(found))
    new = found_in_rest(_said(rows), len(found), known)
    if new:
        scaled = [replace(one, learned_of=max(other.learned_of for other in known)) for one in new]
        register(records, scaled)
        _place(found, newest, rows, [*known, *scaled])


def _rows(model: ReadModel, keys: pd.DataFrame, total: int) -> pd.DataFrame:
    """The texts of these critiques, in their order."""
    if len(keys) <= _ALL_AT_ONCE * total:
        return queries.critique_rows(model, channels=list(keys.channel), ids=list(keys.message_id))
    rows = queries.critique_rows(model)
    wanted = pd.MultiIndex.from_frame(keys[["channel", "message_id"]])
    return rows[pd.MultiIndex.from_frame(rows[["channel", "message_id"]]).isin(wanted)]


def _said(rows: pd.DataFrame) -> list[list[int]]:
    return [
        features(text, language if isinstance(language, str) else None)
        for text, language in zip(rows.text, rows.language, strict=True)
    ]


def _place(found: pd.DataFrame, at: "np.ndarray", rows: pd.DataFrame, known: Sequence[Profile]) -> None:
    _placed_into(found, at, rows, _said(rows), known)


def _placed_into(
    found: pd.DataFrame, at: "np.ndarray", rows: pd.DataFrame, said: list[list[int]], known: Sequence[Profile]
) -> None:
    held = list(found.theme_id.iloc[at])
    placed = place(said, [list(names) for names in rows.aspects], known, held)
    ids = np.asarray([*(profile.theme_id for profile in known), ""], dtype=object)
    found.iloc[at, found.columns.get_loc("theme_id")] = ids[placed.place]
    found.iloc[at, found.columns.get_loc("fit")] = placed.fit
    waves = [wave_of(features_, text) for features_, text in zip(said, rows.text, strict=True)]
    found.iloc[at, found.columns.get_loc("wave")] = waves


def _with_before(keys: pd.DataFrame, before: Path | None) -> pd.DataFrame:
    """The critiques with what was worked out for the same text before; null where nothing was."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.register("keys", pa.Table.from_pandas(keys, preserve_index=False))
        if before is None:
            connection.execute(
                "create view before as select channel, message_id, content, null::varchar as theme_id, "
                "0::double as fit, 0::bigint as wave from keys where false"
            )
        else:
            connection.read_parquet([str(before)]).create_view("before")
        found: pd.DataFrame = connection.execute(
            """select keys.*, before.theme_id, coalesce(before.fit, 0)::double as fit, coalesce(before.wave, 0) as wave
            from keys left join before
                on keys.channel = before.channel and keys.message_id = before.message_id
                and keys.content = before.content
            order by keys.channel, keys.message_id"""
        ).df()
    return found.astype({"theme_id": object})


def _newest(folder: Path) -> Path | None:
    kept = folder.glob(f"{_NAME}-{_EDITION}-*.parquet")
    return max(kept, key=lambda file: int(file.stem.rsplit("-", 1)[1]), default=None)


def _keep(found: pd.DataFrame, file: Path) -> None:
    beside = file.with_suffix(".new")
    table = pa.Table.from_pandas(found, preserve_index=False)
    types = {"theme_id": pa.string(), "fit": pa.float32(), "wave": pa.int64()}
    for name, kind in types.items():
        table = table.set_column(table.schema.get_field_index(name), name, table.column(name).cast(kind))
    table = _with_voices(table).sort_by([("theme_id", "ascending"), ("created_at", "descending")])
    pq.write_table(table, beside, compression="zstd", row_group_size=_ROW_GROUP)
    beside.replace(file)


def _with_voices(table: pa.Table) -> pa.Table:
    """With a number for each person, and one for each person's text: who says the same again counts once."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.register("kept", table)
        return connection.sql(
            """select *, hash(author_id, wave) as voice, case when author_id is not null then hash(author_id) end as author
            from kept"""
        ).to_arrow_table()
