"""Personas keep their identity, and what people decide about them holds: names, pins, merges, notes; all audited."""

from pathlib import Path

import pytest

from lib.errors import Conflict, EarshotError, UnknownName
from lib.imports.forget import forget_author
from lib.personas import decisions
from lib.personas.book import book_of
from lib.schema import MESSAGES
from lib.storage.audit import Actor, acts_on
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import published_workspace
from tests.unit.personas.test_personas_segments import rows_of

ACTOR = Actor("Anna", "cm")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return published_workspace(tmp_path / "w", rows_of(60).made)


def cards(workspace: Workspace):  # type: ignore[no-untyped-def] # the cards of the version in force
    model = ReadModel.current(workspace)
    try:
        return book_of(workspace, model, Records.of(workspace)).cards
    finally:
        model.close()


def test_two_imports_in_halves_give_the_same_personas(workspace: Workspace, tmp_path: Path) -> None:
    import pyarrow as pa

    half = published_workspace(tmp_path / "half", rows_of(60).made)
    before = {card.persona_id: card for card in cards(half)}
    rest = [row for row in rows_of(120).made if int(row["author_id"][1:]) >= 60]
    rest = [row | {"message_id": f"late{row['message_id']}"} for row in rest]
    Lake(half).append_messages(pa.Table.from_pylist(rest, schema=MESSAGES).to_reader())
    with half.locked():
        publish(half)
    after = {card.persona_id: card for card in cards(half)}
    assert len(after) == 3
    assert set(after) == set(before), "none is new, none is lost"
    assert all(after[code].size == 2 * before[code].size for code in after)
    assert all(after[code].alike > 0.9 for code in after)
    assert {c.persona_id for c in cards(workspace)} == {c.persona_id for c in cards(workspace)}


def test_a_name_a_pin_a_note_and_their_trail(workspace: Workspace) -> None:
    records = Records.of(workspace)
    last = cards(workspace)[-1]
    decisions.rename(records, ACTOR, last.persona_id, "  Le   professoresse ", last.version)
    decisions.pin(records, ACTOR, last.persona_id, True, last.version + 1)
    decisions.annotate(records, ACTOR, last.persona_id, "Da invitare al Salone")
    first = cards(workspace)[0]
    assert (first.persona_id, first.name, first.is_pinned) == (last.persona_id, "Le professoresse", True)
    (note,) = decisions.notes_on(records, last.persona_id)
    assert (note.text, note.made_by) == ("Da invitare al Salone", "Anna")
    trail = acts_on(records, decisions.SUBJECT, last.persona_id)
    assert trail["action"].tolist() == ["annotate", "pin", "rename"]
    decisions.drop_note(records, ACTOR, note.number)
    decisions.rename(records, ACTOR, last.persona_id, "", first.version)
    assert decisions.notes_on(records, last.persona_id) == []
    assert next(c for c in cards(workspace) if c.persona_id == last.persona_id).name == last.name


def test_a_change_on_an_old_state_is_refused(workspace: Workspace) -> None:
    records = Records.of(workspace)
    card = cards(workspace)[0]
    decisions.pin(records, ACTOR, card.persona_id, True, card.version)
    with pytest.raises(Conflict, match="Somebody else changed"):
        decisions.rename(records, ACTOR, card.persona_id, "Altro", card.version)
    with pytest.raises(UnknownName, match="There is no persona nobody"):
        decisions.annotate(records, ACTOR, "nobody", "x")
    with pytest.raises(EarshotError, match="empty"):
        decisions.annotate(records, ACTOR, card.persona_id, "  ")


def test_merging_adds_people_and_parting_loses_nothing(workspace: Workspace) -> None:
    records = Records.of(workspace)
    before = cards(workspace)
    one, other = before[0], before[1]
    decisions.merge(records, ACTOR, one.persona_id, other.persona_id, one.version)
    merged = {card.persona_id: card for card in cards(workspace)}
    assert one.persona_id not in merged
    both = merged[other.persona_id]
    assert (both.size, both.merged) == (one.size + other.size, (one.persona_id,))
    films = next(f for f in both.fields if f.code == "films")
    parts = [next(f for f in c.fields if f.code == "films") for c in (one, other)]
    assert films.base == sum(part.base for part in parts)
    with pytest.raises(EarshotError, match="stands by itself"):
        decisions.merge(records, ACTOR, before[2].persona_id, one.persona_id, before[2].version)
    with pytest.raises(EarshotError, match="part them first"):
        decisions.merge(records, ACTOR, other.persona_id, before[2].persona_id, other.version)
    decisions.unmerge(records, ACTOR, one.persona_id, one.version + 1)
    again = {card.persona_id: card for card in cards(workspace)}
    assert {code: card.size for code, card in again.items()} == {card.persona_id: card.size for card in before}


def test_the_forgotten_leave_every_card(workspace: Workspace) -> None:
    before = sum(card.size for card in cards(workspace))
    assert any("a0" in str(quote) for card in cards(workspace) for quote in card.quotes()) or before == 60
    forget_author(workspace, "a0", Records.of(workspace))
    model = ReadModel.current(workspace)
    book = book_of(workspace, model, Records.of(workspace))
    model.close()
    assert sum(card.size for card in book.cards) == before - 1
    assert "a0" not in set(book.members["author_id"])
    assert all(row["author_id"] != "a0" for row in book.quotes.values())
    kept = [path for path in workspace.place("derived").glob("persona_*") if b"a0," in path.read_bytes()]
    assert kept == []
