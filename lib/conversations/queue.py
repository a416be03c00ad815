"""The queue between the archive and the decisions: which state each conversation is in now, as the query takes it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.conversations.states import Decision, Heard, InForce, state_in_force
from lib.conversations.triage import Seen
from lib.words import N_, _, number

Key = tuple[str, str]
PARTS = {
    "wait": N_("wait"),
    "complaint": N_("complaint"),
    "tension": N_("tension"),
    "newcomer": N_("newcomer"),
    "reach": N_("reach"),
}
_MORNING = time(9, 0)


@dataclass(frozen=True)
class Standing:
    """A conversation that waits and that somebody decided about: its place in the mart and its state in force."""

    place: int
    key: Key
    in_force: InForce


def keys_text(decisions: Iterable[Decision]) -> str:
    """The conversations decided about, as the query `queue_facts` takes them."""
    return json.dumps([{"channel": d.channel, "conversation_id": d.conversation_id} for d in decisions])


def standings(facts: pd.DataFrame, decisions: Mapping[Key, Decision], now: datetime) -> list[Standing]:
    """The state in force of each conversation of the query `queue_facts`."""
    found = []
    for row in facts.to_dict("records"):
        key = str(row["channel"]), str(row["conversation_id"])
        last = None if pd.isna(row["last_inbound_at"]) else row["last_inbound_at"].to_pydatetime()
        heard = Heard(int(row["waiting_count"]), last, int(row["inbound_count"]))
        found.append(Standing(int(row["place"]), key, state_in_force(decisions.get(key), heard, now)))
    return found


def decided_text(found: Iterable[Standing]) -> str:
    """The states in force, as the queries `queue` and `waiting_total` take them; open ones need not be said."""
    return json.dumps(
        [
            {"place": one.place, "state": one.in_force.state, "owner": one.in_force.owner}
            for one in found
            if one.in_force.state != "open"
        ]
    )


def places_of(facts: pd.DataFrame, keys: Iterable[Key]) -> list[int]:
    """The places of these conversations among the rows of `queue_facts`."""
    wanted = set(keys)
    rows = zip(facts.channel, facts.conversation_id, facts.place, strict=True)
    return [int(place) for channel, conversation_id, place in rows if (channel, conversation_id) in wanted]


def seen(row: Mapping[str, Any], decision: Decision | None) -> Seen:
    """A row of the query `queue` as the one who decides sees it."""
    last = None if pd.isna(row["last_inbound_at"]) else row["last_inbound_at"].to_pydatetime()
    return Seen(
        str(row["channel"]),
        str(row["conversation_id"]),
        decision.version if decision else 0,
        last,
        int(row["inbound_count"]),
    )


def parts(row: Mapping[str, Any], weights: Mapping[str, int]) -> list[tuple[str, float]]:
    """The points of each reason in the priority of a row, the heaviest first; `weights` as `Weights.parameters`."""
    whole = max(sum(weights.values()), 1)
    points = {name: 100 * weights[f"{name}_weight"] * float(row[f"{name}_share"]) / whole for name in PARTS}
    return sorted(points.items(), key=lambda part: -part[1])


def priority_said(row: Mapping[str, Any], weights: Mapping[str, int]) -> str:
    """The priority as the sum of its parts: 72 = wait 31 + complaint 25 + reach 16."""
    said = " + ".join(f"{_(PARTS[name])} {number(points)}" for name, points in parts(row, weights) if points >= 0.5)
    total = number(float(row["priority"]))
    return f"{total} = {said}" if said else total


def snooze_times(now: datetime, zone: str) -> dict[str, datetime]:
    """When a snoozed conversation may wake, by code: in four hours, tomorrow morning, next Monday, in a week."""
    local = now.astimezone(ZoneInfo(zone))
    today = local.date()

    def morning(days: int) -> datetime:
        return datetime.combine(today + timedelta(days=days), _MORNING, ZoneInfo(zone))

    return {
        "hours": now + timedelta(hours=4),
        "tomorrow": morning(1),
        "monday": morning(7 - today.weekday()),
        "week": morning(7),
    }
