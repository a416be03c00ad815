"""Personas keep their identity: each segment of a new version is matched with the personas known before.

What is compared are codes alone (channels, hours, languages, aspects, interests, names of the packs), so that nothing
people said has to be kept. A match needs a cosine of `ALIKE`; whatever matches nothing is a new persona.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd
from sqlalchemy import Connection, insert, select, update

from lib.personas.members import STABILITY
from lib.storage.records import Records
from lib.storage.tables.people import PERSONAS, SIGHTINGS

ALIKE = 0.6
_KEPT = 60
_CODES = ("channel:", "hour:", "language:", "address:", "kind:", "aspect:")
_NAMED = ("interest", "films", "magazines", "format")
_SYSTEM = "earshot"


@dataclass(frozen=True)
class Sighting:
    """Which persona a segment is; `alike`: cosine with how it was known before (1 for a new one)."""

    segment: int
    persona_id: str
    alike: float


def sighted(records: Records, version: int, own: str, profile: pd.DataFrame) -> list[Sighting]:
    """The persona of each segment of this version, matched at first sight and remembered."""
    told = profile[profile["segment"] != STABILITY]
    if told.empty:
        return []
    vectors = _vectors(told)
    basis = f"{version}-{hashlib.sha256(f'{own}{vectors}'.encode()).hexdigest()[:16]}"
    with records.reading() as connection:
        known = _remembered(connection, basis)
    if known:
        return known
    with records.writing(None) as connection:
        known = _remembered(connection, basis)  # somebody else looked at the same moment
        return known or _matched(connection, basis, version, vectors)


def _vectors(told: pd.DataFrame) -> list[dict[str, float]]:
    kept = told[[_is_code(feature) for feature in told["feature"]]]
    made: list[dict[str, float]] = []
    for segment in range(int(told["segment"].max()) + 1):
        rows = kept[kept["segment"] == segment].sort_values(["weight", "feature"], ascending=[False, True]).head(_KEPT)
        made.append({str(f): round(float(w), 5) for f, w in zip(rows["feature"], rows["weight"], strict=True)})
    return made


def _is_code(feature: str) -> bool:
    if feature.startswith("said:"):
        return feature.removeprefix("said:").split("=")[0] in _NAMED
    return feature.startswith(_CODES)


def _matched(connection: Connection, basis: str, version: int, vectors: list[dict[str, float]]) -> list[Sighting]:
    rows = connection.execute(select(PERSONAS).order_by(PERSONAS.c.persona_id)).mappings().all()
    partner, cosine = _alike(vectors, [dict(row["profile"]) for row in rows])
    now, found = datetime.now(UTC), []
    taken = {row["persona_id"] for row in rows}
    for segment, vector in enumerate(vectors):
        place = int(partner[segment]) if cosine[segment] >= ALIKE else -1
        if place >= 0:
            persona_id, alike = str(rows[place]["persona_id"]), float(cosine[segment])
            changed = {"profile": vector, "last_version": max(version, int(rows[place]["last_version"]))}
            if version >= int(rows[place]["last_version"]):
                connection.execute(update(PERSONAS).where(PERSONAS.c.persona_id == persona_id).values(**changed))
        else:
            persona_id, alike = _new_id(vector, taken), 1.0
            taken.add(persona_id)
            connection.execute(
                insert(PERSONAS).values(
                    persona_id=persona_id,
                    is_pinned=False,
                    profile=vector,
                    first_version=version,
                    last_version=version,
                    version=1,
                    changed_at=now,
                    changed_by=_SYSTEM,
                )
            )
        connection.execute(
            insert(SIGHTINGS).values(basis=basis, segment=segment, persona_id=persona_id, alike=round(100 * alike))
        )
        found.append(Sighting(segment, persona_id, alike))
    return found


def _alike(
    new: list[dict[str, float]], known: list[Mapping[str, float]] | list[dict[str, float]]
) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"]:
    if not known:
        return np.full(len(new), -1, dtype=np.int64), np.zeros(len(new))
    names = sorted({feature for vector in (*new, *known) for feature in vector})
    place = {name: number for number, name in enumerate(names)}

    def rows(
        vectors: list[dict[str, float]] | list[Mapping[str, float]],
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        made = np.zeros((len(vectors), len(names)))
        for number, vector in enumerate(vectors):
            for feature, weight in vector.items():
                made[number, place[feature]] = weight
        length = np.linalg.norm(made, axis=1, keepdims=True)
        return np.asarray(np.divide(made, length, out=np.zeros_like(made), where=length > 0))

    from lib.personas.segments import matched  # loads scikit-learn, and is needed once in the life of a version

    return matched(rows(new), rows(known))


def _new_id(vector: dict[str, float], taken: set[str]) -> str:
    said = ",".join(sorted(vector))
    for number in range(1000):
        made = hashlib.sha256(f"{said}|{number}".encode()).hexdigest()[:10]
        if made not in taken:
            return made
    raise ValueError("a thousand personas of the same codes")


def _remembered(connection: Connection, basis: str) -> list[Sighting]:
    found = select(SIGHTINGS).where(SIGHTINGS.c.basis == basis).order_by(SIGHTINGS.c.segment)
    return [Sighting(r["segment"], r["persona_id"], r["alike"] / 100) for r in connection.execute(found).mappings()]
