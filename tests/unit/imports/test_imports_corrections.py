"""Corrections: what a person says of a label wins, outlives imports, can be taken back, and is written down."""

from pathlib import Path
from typing import Any

import pytest

from lib.imports.corrections import (
    BadCorrection,
    Message,
    correct,
    corrected_sentiments,
    corrections_of,
    withdraw,
)
from lib.imports.forget import forget_author
from lib.storage.audit import Actor, acts_on
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.community import export, imported, row, workspace_in

ACTOR = Actor("Irene")
HERE = Message("instagram", "m1")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = workspace_in(tmp_path / "w")
    imported(made, export(tmp_path / "first.parquet", [row(n, text="Che bello questo libro!") for n in range(6)]))
    return made


def labels(workspace: Workspace, message: Message = HERE) -> dict[str, Any]:
    """What the read model in force says of the message, and what the day counts."""
    model = ReadModel.current(workspace)
    try:
        sql = "select * from messages where channel = $channel and message_id = $id"
        found = model.frame(sql, {"channel": message.channel, "id": message.message_id}).iloc[0].to_dict()
        found["negative"] = int(model.frame("select sum(negative) from days").iloc[0, 0])
        return found
    finally:
        model.close()


def test_a_correction_wins_at_once_and_is_counted(workspace: Workspace) -> None:
    records = Records.of(workspace)
    before = labels(workspace)
    version = correct(
        workspace,
        records,
        ACTOR,
        HERE,
        {"sentiment": "negative", "intent": ["critique"], "aspects": ["delivery"], "heat": 0.7, "formality": "voi"},
    )
    after = labels(workspace)
    assert version is not None and version > 1
    assert (after["sentiment"], after["polarity"], after["is_uncertain"]) == ("negative", -1.0, False)
    assert list(after["intent"]) == ["critique"] and after["is_critique"]
    assert list(after["aspects"]) == ["delivery"] and after["formality"] == "voi"
    assert after["heat"] == pytest.approx(0.7)
    assert after["is_corrected"] and not before["is_corrected"]
    assert after["negative"] == before["negative"] + 1


def test_it_survives_an_import_of_the_same_and_of_a_changed_text(workspace: Workspace, tmp_path: Path) -> None:
    correct(workspace, Records.of(workspace), ACTOR, HERE, {"sentiment": "negative"})
    imported(workspace, tmp_path / "first.parquet")
    assert labels(workspace)["sentiment"] == "negative"
    changed = export(tmp_path / "second.parquet", [row(1, text="Che bello questo libro, davvero bellissimo! Grazie!")])
    assert imported(workspace, changed).total().updated == 1
    found = labels(workspace)
    assert "davvero" in found["text"] and found["sentiment"] == "negative"


def test_a_model_built_anew_holds_it_too(workspace: Workspace, tmp_path: Path) -> None:
    correct(workspace, Records.of(workspace), ACTOR, HERE, {"sentiment": "negative", "aspects": []})
    for recipe in workspace.place("published").glob("*/recipe.json"):
        recipe.unlink()
    imported(workspace, export(tmp_path / "more.parquet", [row(20)]))
    found = labels(workspace)
    assert found["sentiment"] == "negative" and list(found["aspects"]) == []


def test_withdrawn_the_label_is_the_ears_again(workspace: Workspace) -> None:
    records = Records.of(workspace)
    before = labels(workspace)
    correct(workspace, records, ACTOR, HERE, {"sentiment": "negative", "intent": ["request"]})
    withdraw(workspace, records, ACTOR, HERE, ("sentiment",))
    assert corrections_of(records, HERE) == {"intent": ["request"], "is_critique": False}
    assert labels(workspace)["sentiment"] == before["sentiment"]
    withdraw(workspace, records, ACTOR, HERE)
    after = labels(workspace)
    assert list(after["intent"]) == list(before["intent"]) and not after["is_corrected"]


def test_the_newest_is_in_force_and_all_are_written_down(workspace: Workspace) -> None:
    records = Records.of(workspace)
    correct(workspace, records, ACTOR, HERE, {"sentiment": "negative"})
    correct(workspace, records, Actor("Ada", "smm"), HERE, {"sentiment": "neutral"})
    assert corrected_sentiments(records) == {("instagram", "m1"): "neutral"}
    acts = [acts_on(records, "correction", str(number)).iloc[0] for number in (1, 2)]
    assert [(act.person, act.hat, act.action, act.detail["value"]) for act in acts] == [
        ("Irene", "cm", "correct", "negative"),
        ("Ada", "smm", "correct", "neutral"),
    ]


def test_no_form_of_address_is_a_correction_too(workspace: Workspace) -> None:
    records = Records.of(workspace)
    correct(workspace, records, ACTOR, HERE, {"formality": "tu"})
    assert labels(workspace)["formality"] == "tu"
    correct(workspace, records, ACTOR, HERE, {"formality": "none"})
    assert labels(workspace)["formality"] is None


@pytest.mark.parametrize(
    ("signal", "value"),
    [
        ("sentiment", "angry"),
        ("intent", "critique"),
        ("intent", ["shout"]),
        ("aspects", ["weather"]),
        ("heat", 1.2),
        ("heat", True),
        ("formality", "Sie"),
        ("language", "Italian"),
        ("text", "other words"),
    ],
)
def test_what_is_no_label_is_refused_and_nothing_kept(workspace: Workspace, signal: str, value: object) -> None:
    records = Records.of(workspace)
    with pytest.raises(BadCorrection):
        correct(workspace, records, ACTOR, HERE, {"sentiment": "negative", signal: value})
    assert corrections_of(records, HERE) == {}


def test_while_an_import_writes_the_correction_waits_for_it(workspace: Workspace, tmp_path: Path) -> None:
    records = Records.of(workspace)
    with workspace.locked():
        assert correct(workspace, records, ACTOR, HERE, {"sentiment": "negative"}) is None
    assert labels(workspace)["sentiment"] != "negative"
    imported(workspace, tmp_path / "first.parquet")
    assert labels(workspace)["sentiment"] == "negative"


def test_forgetting_a_person_forgets_corrections_of_their_messages(workspace: Workspace) -> None:
    records = Records.of(workspace)
    correct(workspace, records, ACTOR, HERE, {"sentiment": "negative"})
    forget_author(workspace, "reader1", records)
    assert corrections_of(records, HERE) == {}
