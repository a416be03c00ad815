"""A client looks: every function of the domains in which somebody acts refuses them, and says whom to ask."""

import dataclasses
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import lib
from lib.errors import EarshotError, NotAllowed
from lib.imports.intake import Intake
from lib.personas.decisions import annotate
from lib.signals.own import go_back
from lib.signals.taxonomy import keep_own, shipped_taxonomy
from lib.storage.actors import HATS, Actor, refuse_unless_admin
from lib.storage.audit import READ, note
from lib.storage.records import Records
from lib.storage.tables import AUDIT, METADATA
from lib.storage.workspace import Workspace
from lib.team.people import add_member

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CLIENT = Actor("carla@example.org", "client")
SENTENCE = "Clients look and do not decide: ask the community manager to do this."


def acting() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the domains in which somebody acts on the store of decisions."""
    for domain in pkgutil.iter_modules(lib.__path__):
        if domain.name in ("ui", "commands", "storage", "bench", "demo"):
            continue
        package = importlib.import_module(f"lib.{domain.name}")
        for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"lib.{domain.name}."):
            for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
                parameters = inspect.signature(function).parameters
                is_public = function.__module__ == module.name and not name.startswith("_")
                if is_public and {"records", "actor"} <= set(parameters):
                    yield f"{module.name}.{name}", function


ACTING = dict(acting())
FITTING: dict[str, Any] = {
    "email": "anna@example.org",
    "way": "phone",
    "decision": "accepted",
    "consent": "given",
    "is_too_early": False,
    "away": "m2",
    "least": 5,
    "state": "asked",
}
"""Values by the name of a parameter or field, where not any of its kind will do."""


def plausible(name: str, kind: Any) -> Any:
    """A value of this kind, as a form could give it."""
    if name in FITTING and kind in (str, int, bool, str | None):
        return FITTING[name]
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return plausible(name, inside[0])
    if origin is typing.Literal:
        return inside[0]
    if origin is tuple:
        return tuple(plausible(name, part) for part in inside if part is not ...)
    if origin in (Sequence, Iterable, list, frozenset, set):
        return ["a1", "a2"] if inside[0] is str else [plausible(name, inside[0])]
    if origin in (Mapping, dict):
        return {}
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: plausible(field.name, hints[field.name]) for field in dataclasses.fields(kind)})  # type: ignore[operator]
    return {str: "m1", int: 0, bool: True, float: 0.5, date: date(2026, 3, 2), datetime: NOW}.get(kind)


def contents(records: Records) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of decisions."""
    with records.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))] for table in METADATA.sorted_tables
        }


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace.opened_or_created(tmp_path_factory.mktemp("community") / "workspace")


@pytest.fixture(scope="module")
def records(workspace: Workspace) -> Iterator[Records]:
    opened = Records.of(workspace)
    add_member(opened, Actor("Anna", "admin"), "Carla", ("client",), person=CLIENT.person)
    yield opened
    opened.close()


def refusal(name: str, workspace: Workspace, records: Records) -> EarshotError | None:
    """What this function says to a client; None where it lets them, which only what reads may do."""
    parameters = inspect.signature(ACTING[name], eval_str=True).parameters.values()
    known: dict[str, Any] = {"records": records, "actor": CLIENT, "workspace": workspace}
    given = {p.name: known[p.name] if p.name in known else plausible(p.name, p.annotation) for p in parameters}
    try:
        ACTING[name](**given)
    except EarshotError as refused:
        return refused
    return None


@pytest.mark.parametrize("name", sorted(ACTING))
def test_no_function_writes_for_a_client(name: str, workspace: Workspace, records: Records) -> None:
    before = contents(records)
    refusal(name, workspace, records)
    assert contents(records) == before


def test_nearly_all_are_refused_for_being_a_client(workspace: Workspace, records: Records) -> None:
    """The others look for the thing first, and it is not there; or they only read."""
    others = {name for name in ACTING if not isinstance(refusal(name, workspace, records), NotAllowed)}
    domains = {name.split(".")[1] for name in ACTING.keys() - others}
    assert {"conversations", "critiques", "personas", "relationships", "imports", "team"} <= domains
    assert len(ACTING) > 50
    assert len(others) <= 0.15 * len(ACTING), sorted(others)


def test_the_refusal_says_whom_to_ask(records: Records) -> None:
    with pytest.raises(NotAllowed) as refused:
        annotate(records, CLIENT, "p1", "A note")
    assert str(refused.value) == SENTENCE


@pytest.mark.parametrize("hat", HATS)
def test_all_others_may_write(hat: Any, records: Records) -> None:
    if hat == "client":
        with pytest.raises(NotAllowed, match="Clients look"), records.writing(Actor("Anna", hat)):
            raise AssertionError("the transaction was opened")
        return
    before = len(contents(records)["audit"])
    with records.writing(Actor("Anna", hat)) as connection:
        note(connection, Actor("Anna", hat), "try", "thing", "1")
    assert len(contents(records)["audit"]) == before + 1


def test_only_an_administrator_does_what_is_theirs() -> None:
    refuse_unless_admin(Actor("Anna", "admin"))
    for hat in set(HATS) - {"admin"}:
        with pytest.raises(NotAllowed, match="Only an administrator"):
            refuse_unless_admin(Actor("Anna", hat))


def test_a_note_of_a_client_undoes_the_whole_transaction(records: Records) -> None:
    before = contents(records)
    with pytest.raises(NotAllowed, match="Clients look"), records.writing(None) as connection:
        note(connection, Actor("Anna", "cm"), "try", "thing", "1")
        note(connection, CLIENT, "try", "thing", "1")
    assert contents(records) == before


def test_a_look_of_a_client_is_written_down(records: Records) -> None:
    with records.writing(None) as connection:
        note(connection, CLIENT, READ, "person", "a1")
    with records.reading() as connection:
        row = connection.execute(select(AUDIT).where(AUDIT.c.person == CLIENT.person)).mappings().one()
    assert (row["hat"], row["action"], row["subject"], row["subject_id"]) == ("client", "read", "person", "a1")


def test_a_workspace_for_looking_is_not_written(tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path / "workspace")
    looking = replace(workspace, is_for_looking=True)
    with pytest.raises(NotAllowed, match="Clients look"), looking.locked():
        raise AssertionError("the workspace was locked")
    acts: list[Callable[[], object]] = [
        lambda: looking.with_preferences(workspace.preferences),
        lambda: keep_own(looking, shipped_taxonomy()),
        lambda: Intake.new(looking),
        lambda: go_back(looking),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="Clients look"):
            act()
    assert {path.name for path in workspace.path.iterdir()} == {"workspace.json", "key"}
