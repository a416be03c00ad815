"""What the JSON of chats and forums has in common: fields of any type read as the type they should be, and the
conversation of a day, without which a chat of years would be one conversation.
"""

import math
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

Object = dict[str, Any]
_MOST = (1 << 63) - 1
_EXACT = 1 << 53


class Refused(Exception):
    """An object is no message; the text says why, in a sentence for the account of rejected rows."""


def object_at(owner: Object, key: str) -> Object:
    """The object under a key; empty where there is none."""
    value = owner.get(key)
    return value if isinstance(value, dict) else {}


def objects_at(owner: Object, key: str) -> list[Object]:
    """The objects in the list under a key; whatever else stands in it is passed over."""
    value = owner.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def words_at(owner: Object, *keys: str) -> str | None:
    """The first text under one of the keys that is not blank."""
    for key in keys:
        value = owner.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return None


def id_at(owner: Object, *keys: str) -> str | None:
    """The first id under one of the keys, as text; a float that may have lost digits is none."""
    for key in keys:
        value = owner.get(key)
        if isinstance(value, bool):
            continue
        if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
            value = int(value)
        if isinstance(value, int) and abs(value) <= _MOST:
            return str(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def count_at(owner: Object, key: str) -> int | None:
    """The whole number under a key, 0 or more."""
    value = owner.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST else None


def reactions_in(owner: Object, key: str = "reactions") -> int | None:
    """The reactions of all kinds in a list of {…, count}; None where there is no list."""
    if not isinstance(owner.get(key), list):
        return None
    return min(sum(count_at(kind, "count") or 0 for kind in objects_at(owner, key)), _MOST)


def moment_of(value: object, zone: ZoneInfo | None = None) -> datetime | None:
    """The UTC moment of a text in ISO 8601. Without an offset it is the zone's, or None where there is no zone."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        if found.tzinfo is None:
            if zone is None:
                return None
            found = found.replace(tzinfo=zone)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_naive(value: object) -> bool:
    """Whether it is a time in ISO 8601 that names no offset."""
    if not isinstance(value, str):
        return False
    try:
        return datetime.fromisoformat(value.strip()).tzinfo is None
    except ValueError:
        return False


def epoch_moment(value: object) -> datetime | None:
    """The UTC moment of seconds since 1970, given as a number or as text ("1459032936.000002"), to the microsecond."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        if isinstance(value, str):
            whole, _, fraction = value.strip().partition(".")
            seconds, micro = int(whole), int(fraction[:6].ljust(6, "0")) if fraction else 0
        else:
            if not math.isfinite(value):
                return None
            seconds, micro = math.floor(value), round((value - math.floor(value)) * 1_000_000) % 1_000_000
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micro)
    except (ValueError, OverflowError, OSError):
        return None


def day_conversation(chat_id: str, created_at: datetime) -> str:
    """The conversation of a chat on a day (UTC): "<chat id>/2026-05-07"."""
    return f"{chat_id}/{created_at.date().isoformat()}"
