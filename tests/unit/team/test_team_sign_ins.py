"""A sign-in means a member by the provider's subject; an address counts only until one is kept beside it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lib.storage.audit import Actor, acts_on
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.team.people import add_member, change_member, member_named
from lib.team.sign_ins import admitted

ANNA = Actor("anna", "admin")


@pytest.fixture
def records(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Records]:
    opened = Records.of(Workspace.opened_or_created(tmp_path_factory.mktemp("team") / "workspace"), database_url)
    yield opened
    opened.close()


def test_a_stranger_is_nobody(records: Records) -> None:
    add_member(records, ANNA, "Bruno", ("smm",), "bruno@example.org")
    assert admitted(records, "idp|1", "carla@example.org", "Carla") is None
    assert admitted(records, "idp|1", "", "Carla") is None


def test_the_subject_is_kept_at_the_first_sign_in(records: Records) -> None:
    add_member(records, ANNA, "Bruno", ("smm",), "bruno@example.org")
    found = admitted(records, "idp|7", "bruno@example.org", "Bruno B.")
    assert found is not None and (found.person, found.roles, found.subject) == ("Bruno", ("smm",), "idp|7")
    assert admitted(records, "idp|7", "other@example.org", "Bruno") == found
    assert list(acts_on(records, "member", "Bruno")["action"]) == ["first sign-in", "add"]


def test_who_is_given_the_address_later_is_somebody_else(records: Records) -> None:
    add_member(records, ANNA, "Bruno", ("smm",), "bruno@example.org")
    assert admitted(records, "idp|7", "bruno@example.org", "Bruno")
    assert admitted(records, "idp|8", "bruno@example.org", "Another Bruno") is None


def test_who_left_is_not_let_in(records: Records) -> None:
    seen = add_member(records, ANNA, "Bruno", ("smm",), "bruno@example.org")
    change_member(records, ANNA, seen, replace(seen, is_active=False))
    assert admitted(records, "idp|7", "bruno@example.org", "Bruno") is None
    assert admitted(records, "idp|7", "bruno@example.org", "Bruno", {"bruno@example.org"}) is None


def test_an_administrator_by_setting_becomes_a_member(records: Records) -> None:
    admins = {"anna@example.org"}
    assert admitted(records, "idp|1", "", "Anna", admins) is None
    found = admitted(records, "idp|1", "anna@example.org", "Anna A.", admins)
    assert found is not None and (found.name, found.person) == ("Anna A.", "anna@example.org")
    assert "admin" in found.roles and found.subject == "idp|1"
    assert admitted(records, "idp|1", "anna@example.org", "Anna A.") == found
    add_member(records, Actor(found.person, "cm"), "Bruno", ("client",), "bruno@example.org")
    assert member_named(records, "Bruno") is not None
