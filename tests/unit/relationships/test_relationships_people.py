"""Persons: identities put together and taken apart without loss, notes, marks, thresholds; and those forgotten."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from lib.errors import Conflict, EarshotError
from lib.imports.forget import forget_author
from lib.relationships import queries
from lib.relationships.conversion import conversions, of_approached
from lib.relationships.graph import tie_members
from lib.relationships.identities import identities, keep_apart, merge, proposals, reason_of, unmerge
from lib.relationships.persons import (
    add_note,
    approach,
    approaches,
    decide_consent,
    mark_vip,
    marks_of,
    notes_on,
    take_back_approach,
    vips,
)
from lib.relationships.thresholds import Thresholds, choose_thresholds, thresholds_in_force
from lib.schema import AUTHORS
from lib.storage.audit import Actor, acts_on
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import LAST, Rows, published_workspace

ANNA = Actor("Anna")


def workspace_of_two_channels(folder: Path) -> Workspace:
    """Rita writes on X and on Discord under one handle; Ugo answers her on both; a namesake is on YouTube."""
    rows = Rows()
    for channel, rita in (("discord", "rita_d"), ("x", "rita_x")):
        for back in range(4):
            at = LAST - timedelta(days=40 + back)
            asked = rows.say(f"{channel}{back}", channel, at, "Quando esce?", author_id=rita, kind="comment")
            later = at + timedelta(hours=1)
            rows.say(f"{channel}{back}", channel, later, "A marzo.", author_id="ugo", parent_id=asked, kind="reply")
    rows.say("tube", "youtube", LAST, "Bello.", author_id="rita_y")
    workspace = published_workspace(folder, rows.made)
    named = [("rita_d", "discord", "rita.legge", "Rita"), ("rita_x", "x", "Rita.Legge", "Rita Bo")]
    named += [("rita_y", "youtube", "bo77", "Rita Bo"), ("ugo", "x", "ugo", "Ugo")]
    people = [dict(zip(AUTHORS.names, (*row, False, LAST), strict=True)) for row in named]
    with workspace.locked():
        Lake(workspace).merge_authors(pa.Table.from_pylist(people, schema=AUTHORS))
        publish(workspace)
    return workspace


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records.of(Workspace.opened_or_created(tmp_path / "decisions"))


def test_alike_accounts_are_proposed_with_their_reason_and_decided_once(tmp_path: Path, records: Records) -> None:
    model = ReadModel.current(workspace_of_two_channels(tmp_path / "workspace"))
    alike = queries.alike_accounts(model)
    found = proposals(records, alike)
    said = {(row["one_id"], row["other_id"]): reason_of(row) for row in found.to_dict("records")}
    assert said == {("rita_d", "rita_x"): "same handle", ("rita_x", "rita_y"): "same name"}
    keep_apart(records, ANNA, "rita_x", "rita_y")
    merge(records, ANNA, ["rita_d", "rita_x"], "same handle")
    assert proposals(records, alike).empty
    whole = queries.person_state(model, author_ids=identities(records).accounts_of("rita_x")).iloc[0]
    halves = [queries.person_state(model, author_ids=[a]).iloc[0] for a in ("rita_d", "rita_x")]
    assert whole.messages == sum(half.messages for half in halves) == 8
    assert whole.state == "gone_quiet" and {half.state for half in halves} == {"occasional"}
    model.close()


def test_a_merge_is_undone_without_loss(records: Records) -> None:
    add_note(records, ANNA, "x1", "Ama i gialli")
    add_note(records, ANNA, "d1", "Incontrata in fiera")
    mark_vip(records, ANNA, ["d1"], True)
    decide_consent(records, ANNA, "x1", "given")
    before = {a: (list(notes_on(records, [a]).text), marks_of(records, [a])) for a in ("x1", "d1")}
    merge(records, ANNA, ["x1", "d1"], "same handle")
    merge(records, ANNA, ["d1", "y1"], "a person says so")
    both = identities(records).accounts_of("x1")
    assert both == ["d1", "x1", "y1"] and len(notes_on(records, both)) == 2
    assert (marks_of(records, both).is_vip, marks_of(records, both).consent) == (True, "given")
    unmerge(records, ANNA, "y1")
    assert identities(records).accounts_of("x1") == ["d1", "x1"]
    unmerge(records, ANNA, "d1")
    assert identities(records).people == {}
    assert {a: (list(notes_on(records, [a]).text), marks_of(records, [a])) for a in ("x1", "d1")} == before
    with pytest.raises(EarshotError, match="not merged"):
        unmerge(records, ANNA, "d1")
    with pytest.raises(EarshotError):
        merge(records, ANNA, ["x1"], "same handle")


def test_two_persons_merged_become_one_with_all_their_accounts(records: Records) -> None:
    merge(records, ANNA, ["a", "b"], "same name")
    merge(records, ANNA, ["c", "d"], "same name")
    merge(records, ANNA, ["b", "c"], "same handle")
    assert identities(records).accounts_of("a") == ["a", "b", "c", "d"]
    assert identities(records).named("d") == "a" and identities(records).named("stranger") == "stranger"


def test_marks_are_taken_back_and_notes_are_not_empty(records: Records) -> None:
    mark_vip(records, ANNA, ["a", "b"], True)
    assert vips(records) == {"a"}
    mark_vip(records, ANNA, ["a", "b"], False)
    assert vips(records) == set() and len(acts_on(records, "person", "a")) == 2
    for wrong in (lambda: add_note(records, ANNA, "a", "  "), lambda: decide_consent(records, ANNA, "a", "maybe")):
        with pytest.raises(EarshotError):
            wrong()


def test_thresholds_are_kept_audited_and_not_overwritten_unseen(records: Records) -> None:
    assert thresholds_in_force(records) == Thresholds()
    choose_thresholds(records, ANNA, Thresholds(least=9, version=0))
    assert thresholds_in_force(records) == Thresholds(least=9, version=1)
    with pytest.raises(Conflict):
        choose_thresholds(records, ANNA, Thresholds(least=4, version=0))
    with pytest.raises(EarshotError):
        choose_thresholds(records, ANNA, Thresholds(warm=1.2, version=1))
    assert acts_on(records, "relation settings", "thresholds").detail[0]["least"] == 9


def test_what_became_of_those_we_spoke_to(tmp_path: Path, records: Records) -> None:
    model = ReadModel.current(workspace_of_two_channels(tmp_path / "workspace"))
    approach(records, ANNA, "rita_y", "youtube", "m000016")
    approach(records, ANNA, "ugo", "x", "m000001")
    known = approaches(records)
    seen = queries.seen_since(model, author_ids=list(known.author_id), moments=[LAST - timedelta(days=41)] * 2)
    assert dict(zip(seen.author_id, seen.is_back, strict=True)) == {"rita_y": True, "ugo": True}
    later = queries.seen_since(model, author_ids=["ugo"], moments=[datetime.now(UTC) + timedelta(days=999)])
    assert of_approached(later).returned == 0
    take_back_approach(records, ANNA, "ugo")
    assert list(approaches(records).author_id) == ["rita_y"]
    rows = pd.DataFrame({"met_by": ["us"], "people": [40], "returned": [10]})
    us = conversions(rows)[0]
    assert (us.share, us.is_enough) == (0.25, True)
    assert (us.low, us.high) == (pytest.approx(0.1419, abs=0.001), pytest.approx(0.4019, abs=0.001))
    assert not conversions(rows)[1].is_enough
    model.close()


def test_the_forgotten_leave_graph_decisions_and_what_was_kept(tmp_path: Path) -> None:
    workspace = workspace_of_two_channels(tmp_path / "workspace")
    store = Records.of(workspace)
    model = ReadModel.current(workspace)
    assert "rita_x" in tie_members.of(workspace, model).column("author_id").to_pylist()
    model.close()
    merge(store, ANNA, ["rita_x", "rita_d"], "same handle")
    add_note(store, ANNA, "rita_x", "Da ringraziare")
    mark_vip(store, ANNA, ["rita_x"], True)
    approach(store, ANNA, "rita_x", "x", "m000008")
    forget_author(workspace, "rita_x", store)
    assert not list(workspace.place("derived").glob("*.parquet"))
    assert identities(store).people == {} and vips(store) == set()
    assert notes_on(store, ["rita_x"]).empty and approaches(store).empty
    model = ReadModel.current(workspace)
    assert "rita_x" not in tie_members.of(workspace, model).column("author_id").to_pylist()
    assert queries.people_named(model, author_ids=["rita_x"]).empty
    model.close()
    store.close()
