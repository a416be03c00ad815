"""Heat and tension by conversation for rows outside a workspace: the definition of the mart `conversations`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SPAN = 3


@dataclass(frozen=True)
class Warmth:
    """A conversation: heat of its last three messages (mean), and that less the three before; None under six."""

    heat: float | None
    tension: float | None


def tensions(rows: Iterable[tuple[str, str, float | None]]) -> Mapping[str, Warmth]:
    """By conversation, from (conversation_id, created_at as sortable text or "", heat) in their order."""
    heats: dict[str, list[tuple[str, int, float]]] = {}
    for place, (conversation, at, heat) in enumerate(rows):
        found = heats.setdefault(conversation, [])
        if heat is not None:
            found.append((at, place, heat))
    return {conversation: _warmth([heat for _, _, heat in sorted(found)]) for conversation, found in heats.items()}


def _warmth(heats: list[float]) -> Warmth:
    if not heats:
        return Warmth(None, None)
    now = _mean(heats[-_SPAN:])
    if len(heats) < 2 * _SPAN:
        return Warmth(round(now, 4), None)
    return Warmth(round(now, 4), round(now - _mean(heats[-2 * _SPAN : -_SPAN]), 4))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
