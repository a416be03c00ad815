"""Settings of the program, as data: name, environment variable, default, help. The only reader of the environment.

What belongs to one community (languages, time zone, brand accounts) is not here but in its workspace
(`lib.storage.workspace.Preferences`).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds app.py, lib and data."""


@dataclass(frozen=True)
class Setting:
    """One setting: the field of `Settings` it fills, the variable that overrides it, its default and its help."""

    name: str
    variable: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "workspace",
        "EARSHOT_WORKSPACE",
        "",
        "Folder of the workspace; empty: data/workspace, or the demo where that is empty",
    ),
    Setting(
        "data",
        "EARSHOT_DATA",
        "",
        "Folder that holds workspace/, demo/ and exports/; empty: data, beside app.py",
    ),
    Setting(
        "database_url",
        "EARSHOT_DATABASE_URL",
        "",
        "SQLAlchemy URL of the decisions (PostgreSQL); empty: a SQLite file in the workspace. `{workspace}` in it "
        "stands for the workspace's folder",
    ),
    Setting(
        "workspaces",
        "EARSHOT_WORKSPACES",
        "",
        "Folder of several workspaces, hosted: each person sees those whose member she is; empty: there is one",
    ),
    Setting(
        "sign_in",
        "EARSHOT_SIGN_IN",
        "",
        "`required`: nobody is let in where no identity provider is configured; empty: without one there is no sign-in",
    ),
    Setting(
        "admins",
        "EARSHOT_ADMINS",
        "",
        "Mail addresses, with commas, of who administrates every workspace after signing in, member or not",
    ),
    Setting("idle_minutes", "EARSHOT_IDLE_MINUTES", "30", "Minutes without a click after which who signed in is out"),
    Setting("language", "EARSHOT_LANGUAGE", "", "Language of the command line, en or it; empty: the terminal's locale"),
    Setting("person", "EARSHOT_PERSON", "", "Name under which decisions are written down; empty: the system's user"),
    Setting("locale", "LANG", "", "The terminal's locale, read where EARSHOT_LANGUAGE is empty"),
)


@dataclass(frozen=True)
class Settings:
    """The settings in force. All are text; empty means "not given"."""

    workspace: str = ""
    data: str = ""
    database_url: str = ""
    workspaces: str = ""
    sign_in: str = ""
    admins: str = ""
    idle_minutes: str = "30"
    language: str = ""
    person: str = ""
    locale: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """The settings of this process; `environment` stands in for os.environ in tests."""
        found = os.environ if environment is None else environment
        return cls(**{s.name: found.get(s.variable, s.default) for s in SETTINGS})


assert tuple(f.name for f in fields(Settings)) == tuple(s.name for s in SETTINGS)

DATA = Path(Settings.from_environment().data or ROOT / "data").absolute()
OWN_WORKSPACE = DATA / "workspace"
DEMO_WORKSPACE = DATA / "demo"
EXPORTS = DATA / "exports"
