"""Learning in a workspace: from corrections in force, anchored where only errors were corrected; and hearing anew."""

from pathlib import Path

import pytest

from lib.imports.corrections import Message, correct, keep, published_now
from lib.imports.learning import learn, lesson_of, rightness, unlearn
from lib.imports.relabel import relabel
from lib.signals.local import TooFew
from lib.signals.own import ear_of, layer_of
from lib.signals.taxonomy import keep_own, shipped_taxonomy, taxonomy_of
from lib.storage.audit import Actor
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.community import export, imported, row, workspace_in

ACTOR = Actor("Irene")
_SAID = (
    ("negative", "Il tomo {n} ha le pagine incollate"),
    ("neutral", "Il tomo {n} sta sullo scaffale in alto"),
    ("positive", "Il tomo {n} mi ha fatto compagnia"),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = workspace_in(tmp_path / "w")
    rows = [row(n, text=_SAID[n % 3][1].format(n=n)) for n in range(150)]
    imported(made, export(tmp_path / "first.parquet", rows))
    return made


def teach(workspace: Workspace, numbers: range) -> Records:
    records = Records.of(workspace)
    for n in numbers:
        keep(workspace, records, ACTOR, Message("instagram", f"m{n}"), {"sentiment": _SAID[n % 3][0]})
    published_now(workspace, records)
    return records


def heard(workspace: Workspace, column: str) -> dict[str, object]:
    model = ReadModel.current(workspace)
    try:
        found = model.frame(f"select message_id, {column} as label from messages")
        return dict(zip(found.message_id, found.label, strict=True))
    finally:
        model.close()


def test_under_thirty_there_is_nothing_to_learn(workspace: Workspace) -> None:
    with pytest.raises(TooFew, match="20"):
        learn(workspace, teach(workspace, range(10)))
    assert layer_of(workspace) is None


def test_learned_heard_anew_and_back_again(workspace: Workspace) -> None:
    before = heard(workspace, "sentiment")
    records = teach(workspace, range(90))
    found = learn(workspace, records)
    assert found.is_adopted and found.trial.local_right > found.trial.default_right
    relabel(workspace, records)
    after = heard(workspace, "sentiment")
    truth = {f"m{n}": _SAID[n % 3][0] for n in range(90, 150)}
    assert sum(after[m] == truth[m] for m in truth) > sum(before[m] == truth[m] for m in truth)
    assert set(heard(workspace, "signals_version").values()) == {ear_of(workspace).version}
    unlearn(workspace)
    relabel(workspace, records)
    now = heard(workspace, "sentiment")
    assert {m: now[m] for m in truth} == {m: before[m] for m in truth}
    assert all(now[f"m{n}"] == _SAID[n % 3][0] for n in range(90))


def test_corrections_of_errors_alone_are_anchored(workspace: Workspace) -> None:
    before = heard(workspace, "sentiment")
    records = Records.of(workspace)
    wrong = [n for n in range(150) if before[f"m{n}"] != _SAID[n % 3][0]][:40]
    for n in wrong:
        keep(workspace, records, ACTOR, Message("instagram", f"m{n}"), {"sentiment": _SAID[n % 3][0]})
    found = lesson_of(workspace, records)
    assert found.count == len(wrong) and len(found.labels) > found.count
    assert {r.signal: (r.count, r.right) for r in rightness(workspace, records)}["sentiment"] == (len(wrong), 0)


def test_a_correction_outlives_a_new_taxonomy(workspace: Workspace) -> None:
    records = Records.of(workspace)
    correct(workspace, records, ACTOR, Message("instagram", "m0"), {"aspects": ["damage"]})
    aspect = shipped_taxonomy().by_id["comfort"]
    keep_own(
        workspace, taxonomy_of(workspace).with_aspect(type(aspect)("shelves", {"en": "Shelves"}, {"it": ("scaffale",)}))
    )
    relabel(workspace, records)
    found = heard(workspace, "aspects")
    assert list(found["m0"]) == ["damage"]  # type: ignore[call-overload]
    assert "shelves" in list(found["m1"])  # type: ignore[call-overload]
    assert "shelves" not in list(found["m2"])  # type: ignore[call-overload]
