"""The import that a person prepares on the page: files given, what was decided about them, and the look into each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from lib.errors import WorkspaceError
from lib.imports import jobs
from lib.imports.intake import Intake, lying_in
from lib.imports.plan import Plan
from lib.imports.preview import Preview, preview_of
from lib.imports.voices import Voice, together
from lib.ingest.canonical import Canon
from lib.ingest.exports import Unusable
from lib.ingest.source import DateOrder, Export, Reading
from lib.settings import EXPORTS
from lib.storage.workspace import Preferences, Workspace
from lib.ui import keys, session
from lib.ui.markup import markdown_text
from lib.words import _

MOST_LOOKED_INTO = 12
"""Exports that are looked into one by one; further ones (of a large zip) are read as they come."""


@dataclass
class Draft:
    """What was decided so far. `taken`: names lying in data/exports; `name`, `languages`: of a community that is new;
    `uploads` numbers the upload widget anew."""

    intake_id: str = ""
    taken: list[str] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    brand_accounts: tuple[str, ...] = ()
    include_direct: bool = False
    name: str = ""
    languages: tuple[str, ...] = ()
    uploads: int = 0


@dataclass(frozen=True)
class Given:
    """One file, folder or zip that was given, and what was found in it."""

    path: Path
    is_taken: bool
    previews: tuple[Preview, ...]
    others: int = 0
    """Exports in it that were not looked into."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be imported: something in it can, and nothing in it has to be decided first.

        What cannot be used inside a folder or zip is passed over; a file that was given by name has to be usable.
        """
        is_asked = any(preview.choice for preview in self.previews)
        return not is_asked and (self.others > 0 or any(preview.is_ready for preview in self.previews))


def draft() -> Draft:
    """The draft of this session."""
    found: Draft = st.session_state.setdefault(keys.DRAFT, Draft())
    return found


def clear() -> None:
    """Drop the draft and the files it holds."""
    found, kept = draft(), intake()
    if kept is not None:
        kept.discard()
    st.session_state[keys.DRAFT] = Draft(uploads=found.uploads + 1)


def workspace() -> Workspace | None:
    """The workspace to import into, as it stands now; None where it has to be made first."""
    path = session.in_force().path
    return Workspace.opened(path) if (path / "workspace.json").exists() else None


def made_workspace() -> Workspace:
    """The workspace to import into, made where there is none: its time zone is the browser's."""
    path = session.in_force().path
    opened = Workspace.opened_or_created(path, Preferences(time_zone=st.context.timezone or "Europe/Rome"))
    if opened.preferences.is_demo:
        raise WorkspaceError(_("This is the demo, and real messages are never mixed with it: choose your own."))
    return opened


def intake(*, to_write: bool = False) -> Intake | None:
    """The folder that holds the files given; made where one is needed."""
    found = workspace()
    opened = Intake.opened(found, draft().intake_id) if found else None
    if opened is None and to_write:
        opened = Intake.new(made_workspace())
        draft().intake_id = opened.intake_id
    return opened


def lying() -> list[Path]:
    """What somebody dropped into data/exports."""
    return lying_in(EXPORTS)


def given() -> list[Given]:
    """All that was given, looked into."""
    folder = intake()
    taken = [path for path in lying() if path.name in draft().taken]
    paths = [*(folder.files() if folder else []), *taken]
    if not paths:
        return []
    kept = folder or intake(to_write=True)
    assert kept is not None
    found, left = [], MOST_LOOKED_INTO
    for path in paths:
        exports = _exports(kept.intake_id, str(path), _stamp(path), kept, path)
        looked = exports[:left]
        left -= len(looked)
        previews = tuple(_look(export) for export in looked)
        found.append(Given(path, path in taken, previews, len(exports) - len(looked)))
    return found


def voices(all_given: Iterable[Given]) -> tuple[Voice, ...]:
    """Who speaks in all that was given, the likeliest to be the brand first."""
    return together(preview.voices for one in all_given for preview in one.previews)


def start(all_given: Iterable[Given]) -> None:
    """Begin to import what is ready, with what was decided."""
    found, kept = draft(), intake(to_write=True)
    assert kept is not None
    ready = [one for one in all_given if one.is_ready]
    plan = Plan(
        tuple(one.path.resolve() for one in ready), dict(found.readings), found.brand_accounts, found.include_direct
    )
    counts = [preview.expected for one in ready for preview in one.previews if preview.is_ready]
    is_known = counts and all(counts) and not any(one.others for one in ready)
    jobs.start(_described(made_workspace()), kept, plan, sum(count or 0 for count in counts) if is_known else None)


def _described(opened: Workspace) -> Workspace:
    """The workspace under the name and the languages given on the first import; untouched where none were."""
    found, before = draft(), opened.preferences
    after = replace(before, name=found.name or before.name, languages=found.languages or before.languages)
    return opened if after == before else opened.with_preferences(after)


def take_out(one: Given) -> None:
    """Leave out what was given."""
    found, kept = draft(), intake()
    if one.is_taken:
        found.taken = [name for name in found.taken if name != one.path.name]
    elif kept is not None:
        kept.remove(one.path)


def decide(name: str, reading: Reading) -> None:
    """From now on read the export of that name so."""
    draft().readings[name] = reading


def reading_of(name: str) -> Reading:
    """How the export of that name is read so far."""
    return draft().readings.get(name, Reading())


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _look(export: Export | Unusable) -> Preview:
    found = workspace()
    assert found is not None
    reading = replace(reading_of(export.name), include_direct=draft().include_direct)
    brand = frozenset(found.preferences.brand_accounts) | frozenset(draft().brand_accounts)
    canon = Canon(found.key, brand, reading.include_direct)
    place = (str(export.path), *_stamp(export.path)) if isinstance(export, Export) else (str(export.error),)
    data = Plan(readings={export.name: reading}, include_direct=reading.include_direct).as_json()
    key = json.dumps([found.path.as_posix(), place, data, sorted(brand)])
    with st.spinner(_("Looking into {name}…", name=markdown_text(export.name))):
        return _looked(key, export, reading, canon)


@st.cache_data(max_entries=64, show_spinner=False)
def _looked(key: str, _export: Export | Unusable, _reading: Reading, _canon: Canon) -> Preview:
    return preview_of(_export, _reading, _canon)


@st.cache_data(max_entries=64, show_spinner=False)
def _exports(intake_id: str, path: str, stamp: tuple[int, int], _kept: Intake, _path: Path) -> list[Export | Unusable]:
    return _kept.opened_file(_path)


def with_zone(reading: Reading, zone: ZoneInfo | None) -> Reading:
    """The same reading, for times of this zone."""
    return replace(reading, time_zone=zone)


def with_order(reading: Reading, order: DateOrder) -> Reading:
    """The same reading, for dates in this order."""
    return replace(reading, date_order=order)


def forget_widgets(prefix: str) -> None:
    """Let widgets whose keys begin so start from their defaults again."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]
