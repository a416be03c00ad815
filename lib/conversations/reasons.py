"""Why a conversation asks for attention, in words: the same signs that its place in the queue was made from."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib.words import _, ngettext


def reasons(row: Mapping[str, Any]) -> list[str]:
    """The reasons of one row of the query `waiting`, the weightiest first."""
    said = []
    if row["complains"]:
        said.append(_("complains"))
    elif row["asks"]:
        said.append(_("asks"))
    else:
        said.append(_("speaks to us"))
    if row["is_rising"]:
        said.append(_("tension rising"))
    elif not pd.isna(row["heat"]) and row["heat"] > 0.6:
        said.append(_("heated"))
    if row["is_newcomer"]:
        said.append(_("newcomer"))
    if row["author_count"] >= 5:
        said.append(ngettext("{count} person in it", "{count} people in it", int(row["author_count"])))
    return said
