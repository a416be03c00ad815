"""Exports: insights with their evidence, and critiques row by row, as CSV, XLSX and Parquet.

Text of the community and of people goes out as text: formula-leading cells are escaped in the two formats that
spreadsheets open. Parquet holds it as it is.
"""

import io
from collections.abc import Mapping, Sequence

import pandas as pd

from lib.cells import safe_cells
from lib.critiques.insights import Insight

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
"""The formats and their media types."""


def insight_rows(insights: Sequence[Insight], evidence: pd.DataFrame, messages: pd.DataFrame) -> pd.DataFrame:
    """One row per insight and message linked to it (an insight without messages has one row), with who said it.

    `evidence` from `lib.critiques.evidence.evidence`, `messages` from the query `evidence_messages`.
    """
    said = messages[["channel", "message_id", "created_at", "shown_name", "text", "language", "url"]]
    linked = evidence[["insight_id", "channel", "message_id", "stance"]].merge(
        said, on=["channel", "message_id"], how="inner"
    )
    cards = pd.DataFrame(
        [
            {
                "insight_id": insight.insight_id,
                "claim": insight.claim,
                "ask": insight.ask,
                "aspect": insight.aspect,
                "state": insight.state,
                "decision": insight.decision,
                "decision_reason": insight.decision_reason,
                "severity": insight.severity,
                "owner": insight.owner,
                "due": insight.due.isoformat() if insight.due else None,
                "acted_on": insight.acted_on.isoformat() if insight.acted_on else None,
                "change_mind": insight.change_mind,
                "evidence_linked": insight.linked,
            }
            for insight in insights
        ],
        columns=[
            "insight_id",
            "claim",
            "ask",
            "aspect",
            "state",
            "decision",
            "decision_reason",
            "severity",
            "owner",
            "due",
            "acted_on",
            "change_mind",
            "evidence_linked",
        ],
    )
    return cards.merge(linked, on="insight_id", how="left")


def critique_rows(messages: pd.DataFrame, names: Mapping[str, str], themes: pd.DataFrame) -> pd.DataFrame:
    """One row per critique with its theme by name; `messages` from `fresh_critiques`, `themes` from THEMES_OF."""
    found = messages.merge(themes, on=["channel", "message_id"], how="left")
    shown = found.drop(columns=[name for name in ("is_brand", "is_critique") if name in found])
    aspects = [", ".join(said) for said in shown.aspects]
    return shown.assign(theme=[names.get(str(theme_id), "") for theme_id in shown.theme_id.fillna("")], aspects=aspects)


def as_bytes(frame: pd.DataFrame, kind: str) -> bytes:
    """The table in a format of FORMATS."""
    stream = io.BytesIO()
    if kind == "parquet":
        frame.to_parquet(stream, index=False)
        return stream.getvalue()
    safe = safe_cells(_without_zones(frame))
    if kind == "xlsx":
        safe.to_excel(stream, index=False, engine="openpyxl", sheet_name="Earshot")
        return stream.getvalue()
    text: str = safe.to_csv(index=False)
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def _without_zones(frame: pd.DataFrame) -> pd.DataFrame:
    """Times as ISO text in UTC: a spreadsheet knows no zones."""
    aware = [name for name in frame.columns if isinstance(frame[name].dtype, pd.DatetimeTZDtype)]
    texts = {name: frame[name].dt.tz_convert("UTC").dt.strftime("%Y-%m-%dT%H:%M:%SZ") for name in aware}
    return frame.assign(**texts)
