"""A workspace: one community's folder, with its preferences, its key and the places of everything it holds.

workspace.json   preferences (name, languages, time zone, brand accounts); `is_demo` marks the demo
key              the secret under which accounts become pseudonyms; readable by its owner only
messages/        the Delta table of messages; authors/: the Delta table of names
published/       read models, one folder a version, and `current.json` that points at the one in force
rejected/        one Parquet an import: rows that were not taken
profiles/        saved mappings; scratch/: work in progress, never read by anybody else
intake/          files given on the page, until they are imported
decisions.sqlite what people decided (unless a database URL is given)
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import portalocker

from lib.errors import NotAllowed, WorkspaceError
from lib.settings import DEMO_WORKSPACE, OWN_WORKSPACE, Settings
from lib.words import _


@dataclass(frozen=True)
class Preferences:
    """What belongs to one community. `brand_accounts`: "account" or "channel:account", lower case, without @.

    `keep_days`: how long messages are kept, as "channel=days"; "*" stands for every other channel, none for good.
    """

    name: str = "Earshot"
    is_demo: bool = False
    languages: tuple[str, ...] = ("it", "en")
    time_zone: str = "Europe/Rome"
    brand_accounts: tuple[str, ...] = ()
    client_name: str = ""
    keep_days: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workspace:
    """An opened workspace; everything below `path` belongs to Earshot."""

    path: Path
    preferences: Preferences
    is_for_looking: bool = False
    """Whether who holds it may only look: nothing that a person wishes is written into its folder then."""

    @classmethod
    def opened(cls, path: Path) -> "Workspace":
        """The workspace in that folder; WorkspaceError where there is none or its preferences are broken."""
        file = path / "workspace.json"
        try:
            found: dict[str, Any] = json.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            raise WorkspaceError(f"There is no workspace in {path}: import an export, or build the demo.") from None
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"{file} cannot be read ({error}): restore it from a backup.") from error
        names = {f.name for f in fields(Preferences)}
        known: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in found.items() if k in names}
        return cls(path, Preferences(**known))

    @classmethod
    def opened_or_created(cls, path: Path, preferences: Preferences | None = None) -> "Workspace":
        """The workspace in that folder, made there (with its key) where there is none."""
        if (path / "workspace.json").exists():
            return cls.opened(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
            key = os.open(path / "key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(key, "wb") as stream:
                stream.write(secrets.token_bytes(32))
        except FileExistsError:
            pass  # a first import that died, or another one under way: its key stays
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be written ({error.strerror}): choose another folder.") from error
        return cls(path, Preferences()).with_preferences(preferences or Preferences())

    def with_preferences(self, preferences: Preferences) -> "Workspace":
        """The same workspace with these preferences, saved."""
        self.refuse_looking()
        write_whole(self.path / "workspace.json", json.dumps(asdict(preferences), indent=2, ensure_ascii=False))
        return replace(self, preferences=preferences)

    def refuse_looking(self) -> None:
        """NotAllowed where who holds it may only look: asked before anything is written that a person wishes."""
        if self.is_for_looking:
            raise NotAllowed(_("Clients look and do not decide: ask the community manager to do this."))

    @property
    def key(self) -> bytes:
        """The workspace's secret, 32 bytes."""
        key = (self.path / "key").read_bytes()
        if len(key) < 32:
            raise WorkspaceError(f"{self.path / 'key'} is damaged: restore it from a backup.")
        return key

    def place(self, *parts: str) -> Path:
        """A path below the workspace."""
        return self.path.joinpath(*parts)

    @contextmanager
    def locked(self, timeout: float = 600) -> Iterator[None]:
        """Sole right to write messages and publish; the system gives it back when the holder dies."""
        self.refuse_looking()
        try:
            with portalocker.Lock(self.place("lock"), timeout=timeout, check_interval=0.1):
                yield
        except portalocker.exceptions.LockException as error:
            raise WorkspaceError("Another import is writing here: try again when it has finished.") from error


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old one or the new one, also after a power cut."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with beside.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise WorkspaceError(
            f"{path} cannot be written ({error.strerror}): free the disk or choose another folder."
        ) from error


def chosen_path(settings: Settings, *, to_write: bool) -> Path:
    """The workspace's folder: the one given; else the user's own; to read, the demo where her own is still empty."""
    if settings.workspace:
        return Path(settings.workspace).expanduser()
    own, demo = ((path / "published" / "current.json").exists() for path in (OWN_WORKSPACE, DEMO_WORKSPACE))
    return DEMO_WORKSPACE if demo and not own and not to_write else OWN_WORKSPACE
