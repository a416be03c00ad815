"""The read model in force: one DuckDB file and one text index, opened read-only, that pages ask.

It is disposable (built from the lake and the decisions by `lib.storage.publish`) and never changes once published,
so its `version` is the key of every cache.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO

import duckdb
import pandas as pd
import portalocker
import pyarrow as pa

from lib.errors import EarshotError, NothingPublished, WorkspaceError
from lib.storage.search import TextIndex
from lib.storage.workspace import Workspace
from lib.words import _

_CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "1GB"}
_SETTINGS = (
    "set global timezone = 'UTC'",
    "set python_enable_replacements = false",
    "set enable_external_access = false",
    "set lock_configuration = true",
)
_OPENING = threading.Lock()


@dataclass(frozen=True)
class Published:
    """What `published/current.json` points at."""

    version: int
    folder: Path


def published(workspace: Workspace) -> Published | None:
    """The version in force, or None before the first."""
    pointer = workspace.place("published", "current.json")
    try:
        version = int(json.loads(pointer.read_text("utf-8"))["version"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            _("{name} does not say which version is in force: run `python -m lib mend`.", name=pointer)
        ) from error
    return Published(version, workspace.place("published", str(version)))


class ReadModel:
    """A published version, opened. Safe to share between threads: every question takes a cursor of its own."""

    def __init__(self, version: Published) -> None:
        self.version = version.version
        self.folder = version.folder
        self._lease: TextIO | None = _lease(version.folder)
        try:
            self._connection = _opened(version.folder / "model.duckdb")
        except duckdb.Error as error:
            self._give_back()
            raise EarshotError(
                f"The read model in {version.folder} cannot be opened ({error}): delete that folder and publish again."
            ) from error

    @classmethod
    def current(cls, workspace: Workspace) -> "ReadModel":
        """The version in force; NothingPublished before the first."""
        while True:
            found = published(workspace)
            if found is None:
                raise NothingPublished("Nothing has been imported here yet: import an export, or build the demo.")
            try:
                return cls(found)
            except EarshotError:
                if published(workspace) == found:  # else it was swept while it was being opened: take the new one
                    raise

    def frame(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The rows of one statement under `$named` parameters, as a pandas frame."""
        cursor = self._connection.cursor()
        try:
            return cursor.execute(sql, dict(parameters or {})).df()
        finally:
            cursor.close()

    def table(self, sql: str) -> pa.Table:
        """The rows of one statement without parameters as an Arrow table: for millions of them, which are no frame."""
        cursor = self._connection.cursor()
        try:
            return cursor.sql(sql).to_arrow_table()
        finally:
            cursor.close()

    @cached_property
    def search(self) -> TextIndex:
        """The text index of this version."""
        return TextIndex.opened(self.folder / "search")

    def close(self) -> None:
        """Give the files back; the version may then be swept away."""
        self._connection.close()
        self._give_back()

    def _give_back(self) -> None:
        if self._lease is not None:
            self._lease.close()
            self._lease = None


def _opened(file: Path) -> duckdb.DuckDBPyConnection:
    """The file opened read-only, and closed to everything else. All that a process opens of one file is one database
    with one configuration, so the first to open it settles that, also for every cursor (hence `global`)."""
    with _OPENING:
        connection = duckdb.connect(str(file), read_only=True, config=_CONFIG)
        is_settled = connection.execute("select current_setting('lock_configuration')").fetchall()[0][0]
        for setting in () if is_settled else _SETTINGS:
            connection.execute(setting)
        return connection


def _lease(folder: Path) -> TextIO | None:
    """A shared lock that tells the sweeper somebody still reads this version; gone with the process."""
    try:
        stream = (folder / "lease").open("a+", encoding="utf-8")
        portalocker.lock(stream, portalocker.LOCK_SH | portalocker.LOCK_NB)
    except (OSError, portalocker.exceptions.LockException):
        return None  # a read-only medium: nobody can sweep it either
    return stream
