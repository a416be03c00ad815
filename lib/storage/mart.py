"""The marts of the read model: each is one file in `marts/`, whose first line states its grain and second its key."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lib.errors import WorkspaceError

MARTS = (
    "messages",
    "automatic",
    "replies",
    "answers",
    "exchanges",
    "conversations",
    "waits",
    "hours",
    "aspect_hours",
    "days",
    "members",
    "people",
    "queue",
    "member_days",
    "member_conversations",
    "member_months",
    "ties",
    "standing",
    "receptions",
)
"""In the order they are built: a mart may read those before it."""
MACROS = ("member_states", "timed_answers", "timed_exchanges", "member_answers", "response_of", "heard_critiques")
"""Selects with parameters over the marts, asked as `from member_states(…)`: what several queries have in common."""
_FOLDER = Path(__file__).parent / "marts"
_MACRO_FOLDER = Path(__file__).parent / "macros"


@dataclass(frozen=True)
class Mart:
    """One mart: its name, its key columns and its one select statement."""

    name: str

    @cached_property
    def sql(self) -> str:
        return (_FOLDER / f"{self.name}.sql").read_text("utf-8")

    @property
    def key(self) -> str:
        return self.sql.splitlines()[1].removeprefix("-- key: ")


def sql_fingerprint() -> str:
    """All marts' SQL as one text: when it changes, versions are built anew."""
    missing = [name for name in MARTS if not (_FOLDER / f"{name}.sql").exists()]
    if missing:
        raise WorkspaceError(f"The mart {missing[0]}.sql is missing: install Earshot again.")
    return "\n".join([*(Mart(name).sql for name in MARTS), *(_macro(name) for name in MACROS)])


def macro_statement(name: str) -> str:
    """The statement that makes one of MACROS."""
    sql = _macro(name)
    parameters = sql.splitlines()[1].removeprefix("-- parameters: ")
    return f"create or replace macro {name}({parameters}) as table {sql}"


def _macro(name: str) -> str:
    return (_MACRO_FOLDER / f"{name}.sql").read_text("utf-8")
