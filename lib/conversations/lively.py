"""The liveliest conversations of a period: how many of them are looked at, and which closely."""

from typing import Any

import pandas as pd

from lib.conversations.passion import ENOUGH_MESSAGES

CANDIDATES = 300
"""Liveliest conversations of a period among which those worth kindling are looked for."""


def to_read(liveliest: pd.DataFrame) -> dict[str, Any]:
    """From rows of `liveliest` the parameters of `lively_messages`: those with messages enough to say more of them."""
    rows = liveliest[liveliest.messages >= ENOUGH_MESSAGES]
    return {
        "channels": rows.channel.tolist(),
        "ids": rows.conversation_id.tolist(),
        "first": rows.first_day.min().date() if len(rows) else None,
        "last": rows.last_day.max().date() if len(rows) else None,
    }
