"""Cells of a table that goes out: nothing in them may run when a spreadsheet opens them.

A cell that begins with a sign of a formula (= + - @, also after blanks, tab or carriage return) is led by an
apostrophe, which spreadsheets show as text (OWASP, "CSV Injection"); what no file can hold is left out.
"""

import re
from typing import Any

import pandas as pd

_LEADING = re.compile(r"^[\s\u00a0\u200b\ufeff]*[=+\-@＝＋－＠\t\r]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_000
"""Characters that a cell of a spreadsheet holds."""


def safe_cell(value: Any) -> Any:
    """The value as a cell; anything but text stays as it is."""
    if not isinstance(value, str):
        return value
    said = _UNWRITABLE.sub("", value)[:LONGEST]
    return f"'{said}" if _LEADING.match(said) else said


def safe_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every text of it safe, the names of its columns too."""
    safe = frame.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]) and not pd.api.types.is_datetime64_any_dtype(safe[name]):
            safe[name] = [safe_cell(value) for value in safe[name]]
    return safe.rename(columns={name: safe_cell(str(name)) for name in safe.columns})
