"""Which theme each critique is of: one Parquet file a version, made from the version before and what is new.

A critique keeps the theme it has for as long as its text stays, so that an import never stirs what people know; only
when there are half as many critiques more than the themes were learned of are they learned anew, each under its id.
Disposable: deleted, it is made again from the read model and the register of themes.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import portalocker

from lib.critiques import queries
from lib.critiques.profiles import Profile, found_in_rest, learn, place
from lib.critiques.theme_draft import Draft
from lib.critiques.theme_registry import profiles, register
from lib.critiques.vectors import features
from lib.critiques.waves import wave_of
from lib.errors import WorkspaceError
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.words import _

_EDITION = "6"
"""Raised when themes are worked out in another way: every file is then made anew."""
_NAME = "critique_themes"
_PATIENCE = 1800
_GROWN = 1.5
_LEARNED_OF = 60_000
_REST = 20_000
_ALL_AT_ONCE = 0.2


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
                make(model, records, before, file)
                for old in folder.glob(f"{_NAME}-*"):
                    if old.with_suffix(".parquet") not in (file, before):
                        old.unlink(missing_ok=True)
    except portalocker.exceptions.LockException as error:
        raise WorkspaceError(_("This is still being worked out elsewhere: try again in a moment.")) from error
    except OSError as error:
        raise WorkspaceError(
            _("{name} cannot be written ({said}): free the disk.", name=folder, said=error.strerror)
        ) from error
    return file


def sums_of(file: Path) -> Path:
    """The file of sums (`prepared/sums.sql`) that lies beside a file of `theme_table`."""
    return file.with_suffix(".sums")


def make(model: ReadModel, records: Records, before: Path | None, file: Path) -> None:
    """Write the table of this version into `file`, and its sums; what the file of a version `before` knows is kept."""
    known = profiles(records)
    with Draft(model.table(queries.critique_keys.sql), before if known else None) as draft:
        if draft.count > _GROWN * max((profile.learned_of for profile in known), default=0):
            _learn_anew(model, records, draft, known)
        else:
            fresh = draft.fresh()
            _place(draft, fresh, _rows(model, fresh, draft.count), known)
            _seek_new(model, records, draft, fresh, known)
        draft.keep(file, sums_of(file))


def _learn_anew(model: ReadModel, records: Records, draft: Draft, known: list[Profile]) -> None:
    rows = queries.critique_rows(model)
    said = _said(rows)
    aspects = [list(names) for names in rows.aspects]
    step = max(1, -(-len(rows) // _LEARNED_OF))
    parts = range(0, len(rows), step)
    learned = learn([said[at] for at in parts], [aspects[at] for at in parts], known)
    scaled = [replace(one, learned_of=len(rows)) for one in learned]
    register(records, scaled)
    _place(draft, draft.every(), rows, scaled, said)


def _seek_new(model: ReadModel, records: Records, draft: Draft, fresh: pd.DataFrame, known: list[Profile]) -> None:
    """Themes that none of the known ones covers, in what is new and in the newest of what was left before."""
    left = draft.left(_REST)
    if not set(left.key) & set(fresh.key):
        return
    rows = _rows(model, left, draft.count)
    said = _said(rows)
    new = found_in_rest(said, draft.count, known)
    if new:
        scaled = [replace(one, learned_of=max(other.learned_of for other in known)) for one in new]
        register(records, scaled)
        _place(draft, left, rows, [*known, *scaled], said)


def _rows(model: ReadModel, keys: pd.DataFrame, total: int) -> pd.DataFrame:
    """The texts of these critiques, in their order."""
    if len(keys) <= _ALL_AT_ONCE * total:
        return queries.critique_rows(model, places=keys.place.tolist())
    rows = queries.critique_rows(model)
    return rows[rows.place.isin(keys.place)]


def _said(rows: pd.DataFrame) -> list[list[int]]:
    return [
        features(text, language if isinstance(language, str) else None)
        for text, language in zip(rows.text, rows.language, strict=True)
    ]


def _place(
    draft: Draft,
    keys: pd.DataFrame,
    rows: pd.DataFrame,
    known: Sequence[Profile],
    said: list[list[int]] | None = None,
) -> None:
    """Write down which of the known themes these critiques are of; `rows` are their texts, in the same order."""
    if keys.empty:
        return
    heard = _said(rows) if said is None else said
    placed = place(heard, [list(names) for names in rows.aspects], known, list(keys.theme_id))
    ids = np.asarray([*(profile.theme_id for profile in known), ""], dtype=object)
    waves = [wave_of(features_, text) for features_, text in zip(heard, rows.text, strict=True)]
    draft.write(keys.assign(theme_id=ids[placed.place], fit=placed.fit, wave=waves))


def _newest(folder: Path) -> Path | None:
    kept = folder.glob(f"{_NAME}-{_EDITION}-*.parquet")
    return max(kept, key=lambda file: int(file.stem.rsplit("-", 1)[1]), default=None)
