"""Frames as rows for pieces of the face: plain values, and each row's place."""

from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries, numbered from 0 under "place"."""
    return [{**row, "place": place} for place, row in enumerate(frame.to_dict("records"))]
