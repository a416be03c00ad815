"""Sessions from start to end, what is put aside, whose acts they tell; the hat that was worn last."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.errors import Conflict, EarshotError, NotAllowed
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.team.acts import acts_of, counted, own_acts, people_at_work
from lib.team.people import add_member
from lib.team.sessions import (
    PAGES,
    Place,
    end,
    last_session,
    later,
    put_aside,
    session_under_way,
    start,
    strike_off,
)
from lib.team.wishes import meter_me, metered_people, wear, wishes_of
from tests.community import workspace_in

ANNA, BRUNO = Actor("Anna", "cm"), Actor("Bruno", "smm")
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def records(tmp_path: Path, database_url: str) -> Iterator[Records]:
    found = Records.of(workspace_in(tmp_path / "team"), database_url)
    yield found
    found.close()


def test_a_session_from_start_to_end(records: Records) -> None:
    made = start(records, ANNA, 25, NOW)
    assert session_under_way(records, "Anna", NOW + timedelta(minutes=10)) == made
    assert session_under_way(records, "Bruno", NOW) is None
    assert made.left(NOW + timedelta(minutes=10)) == 900
    assert (made.has("critiques"), made.has("today"), made.has("editorial")) == (True, True, False)
    with pytest.raises(Conflict, match="under way"):
        start(records, ANNA, 50, NOW + timedelta(minutes=1))
    with records.writing(ANNA) as connection:
        for minute in (2, 5, 40):
            note(connection, ANNA, "handle", "conversation", "x:1", {}, NOW + timedelta(minutes=minute))
        note(connection, BRUNO, "handle", "conversation", "x:2", {}, NOW + timedelta(minutes=3))
    assert made.left(NOW + timedelta(minutes=30)) == 0
    end(records, BRUNO, made.session_id, NOW + timedelta(minutes=20))
    assert session_under_way(records, "Anna", NOW + timedelta(minutes=30)) == made
    end(records, ANNA, made.session_id, NOW + timedelta(minutes=30))
    end(records, ANNA, made.session_id, NOW + timedelta(minutes=45))
    ended = last_session(records, "Anna")
    assert ended is not None and ended.ended_at == NOW + timedelta(minutes=30)
    done = own_acts(records, ANNA, ended.started_at, ended.ended_at)
    assert counted([act for act in done if act.subject != "session"]) == [("conversation", "handle", 2)]
    assert session_under_way(records, "Anna", NOW) is None


def test_what_is_not_of_the_hat_waits_for_later(records: Records) -> None:
    made = start(records, ANNA, 25, NOW)
    for _twice in range(2):
        put_aside(records, ANNA, made, Place("editorial"), at=NOW)
    put_aside(records, ANNA, made, Place("editorial"), " think  of a post ")
    put_aside(records, ANNA, made, Place("conversations", "x", "c1"))
    found = later(records, "Anna")
    assert [(one.place, one.note) for one in found] == [
        (Place("editorial"), ""),
        (Place("editorial"), "think of a post"),
        (Place("conversations", "x", "c1"), ""),
    ]
    assert later(records, "Bruno") == []
    strike_off(records, BRUNO, found[0].number)
    strike_off(records, ANNA, found[1].number)
    assert [one.number for one in later(records, "Anna")] == [found[0].number, found[2].number]
    put_aside(records, ANNA, made, Place("editorial"), "think of a post")
    assert len(later(records, "Anna")) == 3


def test_a_session_nobody_ended_does_not_last_for_ever(records: Records) -> None:
    made = start(records, ANNA, 50, NOW)
    assert session_under_way(records, "Anna", NOW + timedelta(hours=12)) == made
    assert session_under_way(records, "Anna", NOW + timedelta(hours=13)) is None
    assert start(records, ANNA, 25, NOW + timedelta(days=1)).minutes == 25


@pytest.mark.parametrize("minutes", [0, 24, 51, -25])
def test_a_session_has_one_of_two_lengths(records: Records, minutes: int) -> None:
    with pytest.raises(EarshotError, match="25 or 50"):
        start(records, ANNA, minutes)


def test_every_page_of_a_hat_is_a_page_of_the_app() -> None:
    from lib.ui.registry import ENTRIES

    assert {page for pages in PAGES.values() for page in pages} <= {entry.code for entry in ENTRIES}


def test_the_hat_worn_last_is_kept_and_the_change_written_down(records: Records) -> None:
    assert wishes_of(records, "Anna").hat is None
    assert wear(records, ANNA, "smm", NOW) == Actor("Anna", "smm")
    assert wear(records, Actor("Anna", "smm"), "cm", NOW + timedelta(minutes=1)) == ANNA
    assert wear(records, ANNA, "cm") == ANNA
    assert wishes_of(records, "Anna").hat == "cm"
    assert [(act.action, act.hat) for act in acts_of(records, "Anna")] == [("wear", "smm"), ("wear", "cm")]
    assert people_at_work(records) == ["Anna"]
    with pytest.raises(NotAllowed):
        wear(records, ANNA, "client")
    add_member(records, ANNA, "Bruno", ["smm"])
    with pytest.raises(NotAllowed):
        wear(records, BRUNO, "cm")


def test_the_meter_is_off_until_one_wants_it(records: Records) -> None:
    assert metered_people(records) == [] and not wishes_of(records, "Anna").is_metered
    meter_me(records, ANNA, True)
    meter_me(records, BRUNO, True)
    meter_me(records, BRUNO, False)
    assert metered_people(records) == ["Anna"]
    assert wishes_of(records, "Bruno").hat == "smm"
