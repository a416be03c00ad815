"""Derivations: tables computed from a published version that cost more than a query (themes, segments).

    @derivation("1")
    def critique_themes(model: ReadModel, *, languages: list[str] | None = None) -> pa.Table:
        ...

Like a query a derivation is a pure function of the version and its parameters; its result is kept as Parquet in
`derived/` of the workspace, made once by whoever asks first, and swept when a newer version was derived. Disposable.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec

import pandas as pd
import portalocker
import pyarrow as pa
import pyarrow.parquet as pq

from lib.errors import WorkspaceError
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace
from lib.words import _

P = ParamSpec("P")
_PATIENCE = 600
_KEPT_PER_VERSION = 16
DERIVATIONS: "dict[str, Derivation[Any]]" = {}
"""Every derivation by its name; filled as their modules are imported."""


@dataclass(frozen=True)
class Derivation(Generic[P]):
    """A named derivation. `edition` is raised when the method changes, so that what was kept is made anew."""

    name: str
    edition: str
    make: "Callable[Concatenate[ReadModel, P], pa.Table]"

    def of(self, workspace: Workspace, model: ReadModel, *args: P.args, **kwargs: P.kwargs) -> pa.Table:
        """Its table for this version under these parameters, kept or made now; one process makes it, others wait."""
        return pq.read_table(self.kept(workspace, model, *args, **kwargs))

    def kept(self, workspace: Workspace, model: ReadModel, *args: P.args, **kwargs: P.kwargs) -> Path:
        """The file of that table, for who reads only some of its rows."""
        file = self._file(workspace, model.version, kwargs)
        folder = file.parent
        try:
            folder.mkdir(exist_ok=True)
            with portalocker.Lock(folder / f"{self.name}.lock", timeout=_PATIENCE, check_interval=0.1):
                if not file.exists():
                    self._keep(self.make(model, *args, **kwargs), file)
        except portalocker.exceptions.LockException as error:
            raise WorkspaceError(_("This is still being worked out elsewhere: try again in a moment.")) from error
        except OSError as error:
            raise WorkspaceError(
                _("{name} cannot be written ({said}): free the disk.", name=folder, said=error.strerror)
            ) from error
        return file

    def is_kept(self, workspace: Workspace, version: int, **params: Any) -> bool:
        """Whether its table was worked out already, so that asking for it costs nothing."""
        return self._file(workspace, version, params).exists()

    def is_under_way(self, workspace: Workspace) -> bool:
        """Whether somebody works it out at this moment, in whatever process."""
        lock = workspace.place("derived") / f"{self.name}.lock"
        if not lock.exists():
            return False
        try:
            with portalocker.Lock(lock, "a", timeout=0, fail_when_locked=True):
                return False
        except portalocker.exceptions.LockException:
            return True

    def _file(self, workspace: Workspace, version: int, params: dict[str, Any]) -> Path:
        said = json.dumps([self.edition, params], sort_keys=True, default=str)
        digest = hashlib.sha256(said.encode()).hexdigest()[:12]
        return workspace.place("derived") / f"{self.name}-{version}-{digest}.parquet"

    def _keep(self, table: pa.Table, file: Path) -> None:
        beside = file.with_suffix(".new")
        pq.write_table(table, beside, compression="zstd")
        beside.replace(file)
        version = f"{self.name}-{file.stem.split('-')[-2]}-"
        kept = sorted(file.parent.glob(f"{self.name}-*.parquet"), key=lambda found: found.stat().st_mtime, reverse=True)
        of_version = [found for found in kept if found.name.startswith(version)]
        for old in {*kept} - {*of_version[:_KEPT_PER_VERSION]}:
            old.unlink(missing_ok=True)


def table_of(frame: pd.DataFrame) -> pa.Table:
    """A query's rows as a table to keep; of no rows at all a frame cannot tell that a column holds words: it does."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    kinds = [pa.field(f.name, pa.string()) if pa.types.is_null(f.type) else f for f in table.schema]
    return table.cast(pa.schema(kinds))


def never_made(model: ReadModel, *_: Any, **__: Any) -> pa.Table:
    """Stands where a derivation's function would, of what reads other derivations and overrides `of`."""
    raise AssertionError("what overrides `of` is asked, not made")


def derivation(
    edition: str,
) -> "Callable[[Callable[Concatenate[ReadModel, P], pa.Table]], Derivation[P]]":
    """Makes a function a derivation of its name."""

    def named(make: "Callable[Concatenate[ReadModel, P], pa.Table]") -> "Derivation[P]":
        made = Derivation(make.__name__, edition, make)
        DERIVATIONS[made.name] = made
        return made

    return named
