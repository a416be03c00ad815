"""The local layer: it learns what corrections say, is never adopted where it is worse, and errors do not turn it."""

from pathlib import Path

import numpy as np
import pytest

from lib.errors import WorkspaceError
from lib.schema import SENTIMENTS
from lib.signals import Ear
from lib.signals.lessons import School, taught
from lib.signals.local import LocalLayer, Numbers, TooFew, anchors_needed, learned
from lib.signals.own import adopt, ear_of, go_back, layer_of, learned_of
from lib.signals.tokens import Tokens, tokens_of
from lib.signals.trial import Trial, trial_of
from tests.community import workspace_in

_SAID = {
    "negative": ("il refuso a pagina {n} rovina tutto", "pagine attaccate, volume {n} illeggibile"),
    "neutral": ("il volume {n} ha trecento pagine", "leggo il capitolo {n} adesso"),
    "positive": ("il volume {n} mi ha commossa", "capitolo {n} da rileggere subito"),
}


def lesson(count: int, *, sure: float = 0.5, seed: int = 3) -> tuple[list[Tokens], Numbers, list[str]]:
    """Invented messages whose words tell the label, and a default that is right with chance `sure`."""
    chance = np.random.default_rng(seed)
    labels = [SENTIMENTS[place % 3] for place in range(count)]
    texts = [_SAID[label][chance.integers(2)].format(n=chance.integers(99)) for label in labels]
    shown = [SENTIMENTS.index(label) if chance.random() < sure else int(chance.integers(3)) for label in labels]
    probabilities = np.full((count, 3), 0.2)
    probabilities[np.arange(count), shown] = 0.6
    return [tokens_of(text) for text in texts], probabilities, labels


def right(probabilities: Numbers, labels: list[str]) -> float:
    return float(
        np.mean([SENTIMENTS[int(row.argmax())] == label for row, label in zip(probabilities, labels, strict=True)])
    )


def test_it_learns_and_the_trial_sees_it() -> None:
    batch, probabilities, labels = lesson(150)
    layer = learned(batch, probabilities, labels)
    trial = trial_of(batch, probabilities, labels)
    new, default, gold = lesson(90, seed=8)
    mixed = layer.mixed(new, default)
    assert layer.share == pytest.approx(0.6)
    assert np.allclose(mixed.sum(axis=1), 1)
    assert right(mixed, gold) > right(default, gold) + 0.1
    assert trial.is_better and trial.gained > trial.lost and trial.count == 150


def test_labels_without_sense_are_not_adopted() -> None:
    batch, probabilities, labels = lesson(120, sure=0.9)
    shuffled = [labels[place] for place in np.random.default_rng(1).permutation(120)]
    trial = trial_of(batch, probabilities, shuffled)
    perfect = trial_of(batch, np.eye(3)[[SENTIMENTS.index(label) for label in labels]] * 0.98 + 0.0066, labels)
    assert not perfect.is_better
    assert trial.local_right <= trial.count * 0.5


@pytest.mark.parametrize(("gained", "lost", "better"), [(30, 5, True), (6, 5, False), (0, 0, False), (5, 30, False)])
def test_it_is_adopted_only_beyond_chance(gained: int, lost: int, better: bool) -> None:
    trial = Trial(100, 60, 60 + gained - lost, 0.5, 0.5 + (gained - lost) / 100, gained, lost)
    assert trial.is_better is better
    assert not Trial(100, 60, 80, 0.5, 0.49, 30, 10).is_better


@pytest.mark.parametrize("count", [0, 29])
def test_too_few_say_how_many_are_missing(count: int) -> None:
    batch, probabilities, labels = lesson(count)
    with pytest.raises(TooFew, match=str(30 - count)):
        learned(batch, probabilities, labels)


def test_one_mood_alone_teaches_nothing() -> None:
    batch, probabilities, _ = lesson(40)
    with pytest.raises(TooFew, match="same mood"):
        trial_of(batch, probabilities, ["negative"] * 40)


def test_a_mood_that_nobody_gave_keeps_its_probability() -> None:
    batch, probabilities, labels = lesson(90)
    kept = [place for place, label in enumerate(labels) if label != "neutral"]
    layer = learned([batch[p] for p in kept], probabilities[kept], [labels[p] for p in kept])
    assert layer.classes == ("negative", "positive")
    assert np.allclose(layer.mixed(batch, probabilities)[:, 1], probabilities[:, 1])


def test_errors_alone_ask_for_anchors_and_a_fair_sample_for_none() -> None:
    _, probabilities, labels = lesson(100, sure=0.4)
    shown = [SENTIMENTS[int(row.argmax())] for row in probabilities]
    wrong = [place for place in range(100) if shown[place] != labels[place]]
    assert anchors_needed(probabilities[wrong], [labels[p] for p in wrong]) > len(wrong)
    _, fair, gold = lesson(100, sure=0.45)
    assert anchors_needed(fair, gold) == 0
    assert anchors_needed(np.zeros((0, 3)), []) == 0


def test_a_layer_is_a_file_and_a_damaged_one_is_said() -> None:
    layer = learned(*lesson(60))
    batch, probabilities, _ = lesson(12, seed=5)
    copy = LocalLayer.from_bytes(layer.to_bytes())
    assert np.array_equal(copy.mixed(batch, probabilities), layer.mixed(batch, probabilities))
    assert copy.digest == layer.digest and len(layer.to_bytes()) < 400_000
    for damaged in (b"", b"{}", layer.to_bytes()[:200], b"\x00" * 50):
        with pytest.raises(WorkspaceError, match="learn it anew"):
            LocalLayer.from_bytes(damaged)


def test_adopted_it_changes_the_ear_and_one_step_goes_back(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    plain = ear_of(workspace)
    batch, probabilities, labels = lesson(60)
    trial = trial_of(batch, probabilities, labels)
    adopt(workspace, learned(batch, probabilities, labels), 60, trial)
    taught_ear = ear_of(workspace)
    assert taught_ear.version != plain.version and taught_ear.local is not None
    found = learned_of(workspace)
    assert found is not None and found.is_adopted and found.trial == trial and found.corrections == 60
    go_back(workspace)
    assert layer_of(workspace) is None and ear_of(workspace).version == plain.version
    assert not learned_of(workspace).is_adopted  # type: ignore[union-attr] # what was tried stays known
    assert Ear().version != "" and not (workspace.place("local", "layer")).exists()


def test_a_draw_measures_on_what_was_not_corrected() -> None:
    found = taught(School(*lesson(240)), 120, seed=0)
    assert found.is_adopted and found.after > found.before
