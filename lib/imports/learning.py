"""Learning from corrections: the layer of a workspace, its held-out check, and how often the ear is right here.

A layer that does not do better than the default on corrections it has not seen is never put in force.
"""

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import select

from lib.imports.corrections import corrected_sentiments
from lib.schema import SENTIMENTS
from lib.signals.local import FEWEST, Numbers, anchors_needed, learned
from lib.signals.own import Learned, adopt, default_ear_of, go_back, learned_of, probabilities_of
from lib.signals.tokens import Tokens, tokens_of
from lib.signals.trial import trial_of
from lib.storage.lake import Lake
from lib.storage.records import Records
from lib.storage.tables import CORRECTIONS
from lib.storage.workspace import Workspace

_MOST = 20_000
JUDGED = ("sentiment", "is_critique", "aspects", "formality", "language")
"""Signals whose rightness is counted on corrections."""


@dataclass(frozen=True)
class Lesson:
    """What there is to learn from: messages, the default's probabilities, labels; the first `count` are corrections."""

    batch: list[Tokens]
    probabilities: Numbers
    labels: list[str]
    count: int


@dataclass(frozen=True)
class Rightness:
    """How often the default ear's label was what people say, over `count` corrected or confirmed messages."""

    signal: str
    count: int
    right: int


def learn(workspace: Workspace, records: Records) -> Learned:
    """Learn from the corrections in force, try it on held-out ones, and put it in force where it does better.

    TooFew where there is not enough. The labels in the lake change when the workspace is heard anew.
    """
    lesson = lesson_of(workspace, records)
    trial = trial_of(lesson.batch, lesson.probabilities, lesson.labels, lesson.count)
    layer = learned(lesson.batch, lesson.probabilities, lesson.labels, lesson.count) if trial.is_better else None
    adopt(workspace, layer, lesson.count, trial)
    found = learned_of(workspace)
    assert found is not None
    return found


def unlearn(workspace: Workspace) -> None:
    """Put the default in force again; the labels in the lake change when the workspace is heard anew."""
    go_back(workspace)


def lesson_of(workspace: Workspace, records: Records) -> Lesson:
    """The corrected sentiments with their texts, and as many uncorrected messages as fairness needs."""
    corrected = dict(list(corrected_sentiments(records).items())[-_MOST:])
    batch, probabilities, keys = _default(workspace, _texts(workspace, list(corrected)))
    labels = [corrected[key] for key in keys]
    count = len(labels)
    anchors = anchors_needed(probabilities, labels) if count >= FEWEST else 0
    if anchors:
        more = _others(workspace, set(corrected), min(anchors, _MOST))
        others, chances, _ = _default(workspace, more)
        batch, labels = batch + others, labels + [SENTIMENTS[int(place)] for place in chances.argmax(axis=1)]
        probabilities = np.vstack([probabilities, chances])
    return Lesson(batch, probabilities, labels, count)


def rightness(workspace: Workspace, records: Records) -> list[Rightness]:
    """Of each signal: on how many corrected messages the default ear was right."""
    said = _labels(records)
    keys = list({(channel, message_id) for channel, message_id, _ in said})
    table = _texts(workspace, keys)
    heard = default_ear_of(workspace)(table.select(["text", "language", "channel"])).to_pylist()
    found: dict[str, list[bool]] = {signal: [] for signal in JUDGED}
    for row, signals in zip(table.select(["channel", "message_id"]).to_pylist(), heard, strict=True):
        for signal in JUDGED:
            label = said.get((row["channel"], row["message_id"], signal))
            if label is not None:
                found[signal].append(_agrees(signals[signal], label))
    return [Rightness(signal, len(judged), sum(judged)) for signal, judged in found.items()]


def _default(workspace: Workspace, table: pa.Table) -> tuple[list[Tokens], Numbers, list[tuple[str, str]]]:
    """Tokens, the default's probabilities and keys of those messages that it analyses."""
    if not table.num_rows:
        return [], np.zeros((0, 3)), []
    signals = default_ear_of(workspace)(table.select(["text", "language", "channel"]))
    analysed = pc.is_valid(signals["sentiment"])
    table, signals = table.filter(analysed), signals.filter(analysed)
    keys = list(zip(table["channel"].to_pylist(), table["message_id"].to_pylist(), strict=True))
    return [tokens_of(text) for text in table["text"].to_pylist()], probabilities_of(signals), keys


def _texts(workspace: Workspace, keys: list[tuple[str, str]]) -> pa.Table:
    """channel, message_id, text and the platform's language of these messages, in a settled order."""
    wanted = pa.table(
        {
            "channel": pa.array([channel for channel, _ in keys], pa.string()),
            "message_id": pa.array([message_id for _, message_id in keys], pa.string()),
        }
    )
    return _from_lake(
        workspace,
        """select channel, message_id, text, source_language as language from messages
        semi join wanted using (channel, message_id) order by channel, message_id""",
        {},
        {"wanted": wanted},
    )


def _others(workspace: Workspace, corrected: set[tuple[str, str]], count: int) -> pa.Table:
    """So many messages of the community that nobody corrected, drawn alike each time."""
    drawn = _from_lake(
        workspace,
        """select channel, message_id, text, source_language as language from messages
        where not is_brand and sentiment is not null order by md5(channel || ':' || message_id) limit $count""",
        {"count": count + len(corrected)},
        {},
    )
    keys = zip(drawn["channel"].to_pylist(), drawn["message_id"].to_pylist(), strict=True)
    return drawn.filter(pa.array([key not in corrected for key in keys], pa.bool_())).slice(0, count)


def _from_lake(workspace: Workspace, sql: str, values: dict[str, Any], tables: dict[str, pa.Table]) -> pa.Table:
    files = Lake(workspace).files()
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})
    try:
        if not files:
            return pa.table({name: pa.array([], pa.string()) for name in ("channel", "message_id", "text", "language")})
        connection.read_parquet(files, hive_partitioning=True).create_view("messages")
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(sql, params=values).to_arrow_table()
    finally:
        connection.close()


def _labels(records: Records) -> dict[tuple[str, str, str], Any]:
    """The corrections in force by (channel, message_id, signal)."""
    with records.reading() as connection:
        rows = connection.execute(select(CORRECTIONS).order_by(CORRECTIONS.c.number)).mappings().all()
    found = {(r["channel"], r["message_id"], r["signal"]): None if r["is_withdrawn"] else r["value"] for r in rows}
    return {key: value for key, value in found.items() if value is not None}


def _agrees(heard: Any, label: Any) -> bool:
    if isinstance(label, list):
        return set(heard or ()) == set(label)
    return bool((heard or "none") == label) if isinstance(label, str) else bool(heard == label)
