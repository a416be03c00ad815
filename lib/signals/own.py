"""The ear of a workspace: its languages, its taxonomy, and the layer it learned from corrections where one is adopted.

local/layer      the layer in force (`lib.signals.local`); absent: the default alone
local/state.json when it was learned, from how many corrections, and how it did on those it had not seen
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lib.errors import WorkspaceError
from lib.schema import SENTIMENTS
from lib.signals.ear import Ear
from lib.signals.local import LocalLayer, Numbers
from lib.signals.taxonomy import taxonomy_of
from lib.signals.trial import Trial
from lib.storage.workspace import Workspace, write_whole


@dataclass(frozen=True)
class Learned:
    """What is known of the last learning. `is_adopted`: whether the layer is in force."""

    is_adopted: bool
    learned_at: datetime
    corrections: int
    trial: Trial


def ear_of(workspace: Workspace) -> Ear:
    """The ear with which this workspace hears."""
    return Ear(languages=workspace.preferences.languages, taxonomy=taxonomy_of(workspace), local=layer_of(workspace))


def default_ear_of(workspace: Workspace) -> Ear:
    """The same without what it learned."""
    return Ear(languages=workspace.preferences.languages, taxonomy=taxonomy_of(workspace))


def layer_of(workspace: Workspace) -> LocalLayer | None:
    """The layer in force."""
    try:
        return LocalLayer.from_bytes(_layer_file(workspace).read_bytes())
    except FileNotFoundError:
        return None


def learned_of(workspace: Workspace) -> Learned | None:
    """What was learned last, adopted or not; None before the first time."""
    try:
        found: dict[str, Any] = json.loads(_state_file(workspace).read_text("utf-8"))
        at = datetime.fromisoformat(found["learned_at"])
        trial = Trial(**found["trial"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{_state_file(workspace)} is damaged ({error}): delete it and learn anew.") from error
    return Learned(_layer_file(workspace).exists(), at, int(found["corrections"]), trial)


def adopt(workspace: Workspace, layer: LocalLayer | None, corrections: int, trial: Trial) -> None:
    """Put a layer in force (None: the default alone), and keep how the trial went."""
    workspace.refuse_looking()
    _state_file(workspace).parent.mkdir(exist_ok=True)
    if layer is None:
        _layer_file(workspace).unlink(missing_ok=True)
    else:
        beside = _layer_file(workspace).with_suffix(".new")
        beside.write_bytes(layer.to_bytes())
        beside.replace(_layer_file(workspace))
    state = {
        "learned_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "corrections": corrections,
        "trial": vars(trial),
    }
    write_whole(_state_file(workspace), json.dumps(state, indent=2))


def go_back(workspace: Workspace) -> None:
    """Put the default in force again; what the trial found stays known."""
    workspace.refuse_looking()
    _layer_file(workspace).unlink(missing_ok=True)


def probabilities_of(signals: pa.Table) -> Numbers:
    """The three probabilities behind sentiment, confidence and polarity (positive less negative) of analysed rows."""
    best = np.array([SENTIMENTS.index(name) for name in signals["sentiment"].to_pylist()], dtype=np.int64)
    confidence = np.asarray(signals["confidence"].to_numpy(), dtype=np.float64)
    polarity = np.asarray(signals["polarity"].to_numpy(), dtype=np.float64)
    negative = np.select([best == 0, best == 1], [confidence, (1 - confidence - polarity) / 2], confidence - polarity)
    positive = negative + polarity
    found: Numbers = np.clip(np.column_stack([negative, 1 - negative - positive, positive]), 0.0, 1.0)
    shares: Numbers = found / found.sum(axis=1, keepdims=True)
    return shares


def _layer_file(workspace: Workspace) -> Path:
    return workspace.place("local", "layer")


def _state_file(workspace: Workspace) -> Path:
    return workspace.place("local", "state.json")
