"""Corrections: a person says what a label should be, and from then on it is that.

A correction is one row of CORRECTIONS, never changed: the newest of a message and signal is in force, and a withdrawn
one gives the label back to the ear. The lake keeps what the ear heard; the read model lays corrections over it, so that
they outlive imports and new ears.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from lib.errors import EarshotError, WorkspaceError
from lib.imports.decided import corrections_in_force
from lib.schema import FORMALITIES, INTENTS, SENTIMENTS
from lib.signals.taxonomy import Taxonomy, taxonomy_of
from lib.storage.audit import Actor, note
from lib.storage.publish import publish
from lib.storage.records import Records
from lib.storage.tables import CORRECTIONS
from lib.storage.workspace import Workspace

SIGNALS = ("sentiment", "intent", "aspects", "heat", "formality", "language")
"""What can be corrected; correcting `intent` settles `is_critique` as well."""
NO_FORMALITY = "none"
"""The correction that says: the text shows no form of address."""
_PATIENCE = 3.0
_LANGUAGE = re.compile(r"[a-z]{2}")


class BadCorrection(EarshotError):
    """A correction names a signal or a value that does not exist; the sentence says what there is."""


@dataclass(frozen=True)
class Message:
    """The message that is corrected."""

    channel: str
    message_id: str


def correct(
    workspace: Workspace, records: Records, actor: Actor, message: Message, values: Mapping[str, object]
) -> int | None:
    """Keep these values (by signal) as this message's labels, and publish. Returns the version that shows them.

    None where an import holds the workspace: it publishes them itself when it ends. BadCorrection on a value that
    is none.
    """
    keep(workspace, records, actor, message, values)
    return published_now(workspace, records)


def keep(workspace: Workspace, records: Records, actor: Actor, message: Message, values: Mapping[str, object]) -> None:
    """Keep these values without publishing: whoever labels many publishes once, by `published_now`."""
    taxonomy = taxonomy_of(workspace)
    said = {signal: _checked(signal, value, taxonomy) for signal, value in values.items()}
    if "intent" in said:
        said["is_critique"] = "critique" in said["intent"]
    with records.writing(actor) as connection:
        for signal, value in said.items():
            _keep(connection, actor, message, signal, value, is_withdrawn=False)


def withdraw(
    workspace: Workspace, records: Records, actor: Actor, message: Message, signals: tuple[str, ...] = SIGNALS
) -> int | None:
    """Give these labels of the message back to the ear, and publish; as `correct` returns."""
    in_force = corrections_of(records, message)
    wanted = {*signals, *(("is_critique",) if "intent" in signals else ())}
    with records.writing(actor) as connection:
        for signal in sorted(wanted & in_force.keys()):
            _keep(connection, actor, message, signal, None, is_withdrawn=True)
    return published_now(workspace, records)


def corrections_of(records: Records, message: Message) -> dict[str, Any]:
    """The corrections in force of one message: signal → value."""
    chosen = (CORRECTIONS.c.channel == message.channel) & (CORRECTIONS.c.message_id == message.message_id)
    with records.reading() as connection:
        rows = connection.execute(select(CORRECTIONS).where(chosen).order_by(CORRECTIONS.c.number)).mappings().all()
    newest = {row["signal"]: row for row in rows}
    return {signal: row["value"] for signal, row in newest.items() if not row["is_withdrawn"]}


def corrected_sentiments(records: Records) -> dict[tuple[str, str], str]:
    """The corrected sentiment of each message (channel, message_id) that has one in force, in the order they came."""
    chosen = CORRECTIONS.c.signal == "sentiment"
    with records.reading() as connection:
        rows = connection.execute(select(CORRECTIONS).where(chosen).order_by(CORRECTIONS.c.number)).mappings().all()
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        key = (row["channel"], row["message_id"])
        found.pop(key, None)
        if not row["is_withdrawn"]:
            found[key] = row["value"]
    return found


def corrections_count(records: Records) -> int:
    """The number of the last correction: whoever remembers it sees whether any came since."""
    with records.reading() as connection:
        return int(connection.execute(select(func.max(CORRECTIONS.c.number))).scalar() or 0)


def published_now(workspace: Workspace, records: Records) -> int | None:
    """Publish the corrections in force; None where somebody else holds the workspace, who will publish them."""
    try:
        with workspace.locked(timeout=_PATIENCE):
            return publish(workspace, corrections_in_force(records))
    except WorkspaceError as error:
        if "Another import" in str(error):
            return None
        raise


def _keep(
    connection: Connection, actor: Actor, message: Message, signal: str, value: object, *, is_withdrawn: bool
) -> None:
    now = datetime.now(UTC)
    kept = connection.execute(
        CORRECTIONS.insert().values(
            channel=message.channel,
            message_id=message.message_id,
            signal=signal,
            value=value,
            is_withdrawn=is_withdrawn,
            person=actor.person,
            made_at=now,
        )
    )
    primary = kept.inserted_primary_key
    number = str(primary[0]) if primary else ""
    detail = {"signal": signal, "value": value}
    note(connection, actor, "withdraw" if is_withdrawn else "correct", "correction", number, detail, now)


def _checked(signal: str, value: object, taxonomy: Taxonomy) -> Any:
    if signal not in _CHECKS:
        raise BadCorrection(f"{signal!r} cannot be corrected: take one of {', '.join(SIGNALS)}.")
    return _CHECKS[signal](value, taxonomy)


def _one_of(signal: str, known: tuple[str, ...]) -> Callable[[object, Taxonomy], str]:
    def checked(value: object, _: Taxonomy) -> str:
        if value not in known:
            raise BadCorrection(f"{value!r} is no {signal}: take one of {', '.join(known)}.")
        return str(value)

    return checked


def _intents(value: object, _: Taxonomy) -> list[str]:
    said = _names("intent", value, INTENTS)
    plain = [name for name in INTENTS if name in said and name != "other"]
    return plain or ["other"]


def _aspects(value: object, taxonomy: Taxonomy) -> list[str]:
    return _names("aspect", value, tuple(taxonomy.by_id))


def _names(what: str, value: object, known: tuple[str, ...]) -> list[str]:
    if not isinstance(value, list | tuple):
        raise BadCorrection(f"{what} wants a list of names.")
    for name in value:
        if name not in known:
            raise BadCorrection(f"{name!r} is no {what}: take of {', '.join(known)}.")
    return list(dict.fromkeys(str(name) for name in value))


def _heat(value: object, _: Taxonomy) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadCorrection(f"{value!r} is no heat: take a number from 0 to 1.")
    return float(value)


def _language(value: object, _: Taxonomy) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise BadCorrection(f"{value!r} is no language: take its two letters, as it or en.")
    return value


_CHECKS: dict[str, Callable[[object, Taxonomy], Any]] = {
    "sentiment": _one_of("sentiment", SENTIMENTS),
    "intent": _intents,
    "aspects": _aspects,
    "heat": _heat,
    "formality": _one_of("formality", (*FORMALITIES, NO_FORMALITY)),
    "language": _language,
}
