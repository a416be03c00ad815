"""Members and their hats: who works alone, who comes, who leaves, and two who change the same member at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lib.errors import Conflict, EarshotError, NotAllowed
from lib.storage.audit import Actor, acts_on
from lib.storage.records import Records
from lib.team.people import (
    OWN_HATS,
    add_member,
    change_member,
    hats_of,
    member_named,
    member_signed_in,
    members,
)
from tests.community import workspace_in

ANNA, BRUNO = Actor("Anna"), Actor("Bruno")


@pytest.fixture
def records(tmp_path: Path, database_url: str) -> Iterator[Records]:
    found = Records.of(workspace_in(tmp_path / "team"), database_url)
    yield found
    found.close()


def test_who_works_alone_wears_every_hat_of_their_own(records: Records) -> None:
    assert members(records) == []
    assert hats_of(members(records), "Anna") == OWN_HATS == ("cm", "smm", "admin")


def test_the_first_member_brings_whoever_adds_them_along(records: Records) -> None:
    add_member(records, ANNA, " Bruno  Rossi ", ["smm"], "Bruno@Example.org")
    assert [(m.person, m.roles, m.email) for m in members(records)] == [
        ("Anna", OWN_HATS, None),
        ("Bruno Rossi", ("smm",), "bruno@example.org"),
    ]
    assert hats_of(members(records), "Bruno Rossi") == ("smm",)
    assert list(acts_on(records, "member", "Bruno Rossi").action) == ["add"]


def test_who_adds_themselves_alone_must_be_administrator(records: Records) -> None:
    with pytest.raises(EarshotError, match="administrator"):
        add_member(records, ANNA, "Anna", ["cm"])
    assert members(records) == []
    add_member(records, ANNA, "Anna", ["cm", "admin"])
    assert [m.person for m in members(records)] == ["Anna"]


def test_a_name_and_an_address_belong_to_one_person(records: Records) -> None:
    add_member(records, ANNA, "Bruno", ["smm"], "b@example.org")
    with pytest.raises(Conflict, match="Bruno"):
        add_member(records, ANNA, "Bruno", ["cm"])
    with pytest.raises(Conflict):
        add_member(records, ANNA, "Carla", ["cm"], "B@example.org")
    carla = add_member(records, ANNA, "Carla", ["cm"])
    with pytest.raises(Conflict, match="address"):
        change_member(records, ANNA, carla, replace(carla, email="b@example.org"))
    assert [m.person for m in members(records)] == ["Anna", "Bruno", "Carla"]


def test_two_who_change_the_same_member_are_told(records: Records) -> None:
    bruno = add_member(records, ANNA, "Bruno", ["smm"])
    changed = change_member(records, ANNA, bruno, replace(bruno, roles=("cm", "smm")))
    assert (changed.roles, changed.version) == (("cm", "smm"), 2)
    with pytest.raises(Conflict, match="Bruno"):
        change_member(records, ANNA, bruno, replace(bruno, name="B."))
    assert member_named(records, "Bruno") == changed


def test_only_an_administrator_changes_the_members(records: Records) -> None:
    bruno = add_member(records, ANNA, "Bruno", ["smm", "cm"])
    for actor in (BRUNO, Actor("a stranger", "admin")):
        with pytest.raises(NotAllowed):
            add_member(records, actor, "Carla", ["cm"])
        with pytest.raises(NotAllowed):
            change_member(records, actor, bruno, replace(bruno, roles=("admin",)))
    assert hats_of(members(records), "a stranger") == ("cm", "smm")


def test_the_last_administrator_stays(records: Records) -> None:
    add_member(records, ANNA, "Bruno", ["smm"])
    anna = members(records)[0]
    with pytest.raises(EarshotError, match="administrator"):
        change_member(records, ANNA, anna, replace(anna, is_active=False))
    bruno = members(records)[1]
    change_member(records, ANNA, bruno, replace(bruno, roles=("admin",)))
    change_member(records, BRUNO, anna, replace(anna, is_active=False))
    assert [m.person for m in members(records)] == ["Bruno"]
    assert [m.person for m in members(records, everybody=True)] == ["Bruno", "Anna"]


def test_a_sign_in_means_a_member_by_subject_first(records: Records) -> None:
    add_member(records, ANNA, "Bruno", ["smm"], "b@example.org")
    carla = add_member(records, ANNA, "Carla", ["cm"], "c@example.org")
    change_member(records, ANNA, carla, replace(carla, subject="idp|7"))

    def meant(**said: str) -> str | None:
        found = member_signed_in(records, **said)
        return found.person if found else None

    assert meant(email="B@example.org") == "Bruno"
    assert meant(subject="idp|7") == "Carla"
    assert meant(subject="idp|8", email="c@example.org") is None
    assert meant() is None


@pytest.mark.parametrize(
    "given",
    [("", ["cm"], ""), ("Dora", [], ""), ("Dora", ["boss"], ""), ("Dora", ["cm"], "dora@"), ("D", ["cm"], "a b@c")],
)
def test_what_makes_no_member_is_refused(records: Records, given: tuple[str, list[str], str]) -> None:
    with pytest.raises(EarshotError):
        add_member(records, ANNA, *given)  # type: ignore[arg-type]
