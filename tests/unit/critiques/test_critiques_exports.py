"""Exports: what a spreadsheet would run is text in it, and every format reads back."""

import io
from datetime import UTC, datetime

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from lib.cells import safe_cell
from lib.critiques.exports import FORMATS, as_bytes, critique_rows, insight_rows
from lib.critiques.insights import Insight

WHEN = datetime(2026, 5, 12, 18, tzinfo=UTC)
HOSTILE = ("=1+1", "+39 02", "-1", "@sum(a1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "＝1", "\u200b=1")


def insight() -> Insight:
    return Insight(
        "i1", "=HYPERLINK(1)", "", "delivery", "delivery", 2, "", "Anna", "Anna", None, "heard", "", "", None, "", 2, 1,
        WHEN, "Anna",
    )  # fmt: skip


def messages(*texts: str) -> pd.DataFrame:
    rows = [
        {"channel": "x", "message_id": f"m{n}", "created_at": pd.Timestamp(WHEN), "shown_name": "@evil", "text": text,
         "language": "it", "url": None, "aspects": ["delivery"], "is_brand": False, "is_critique": True}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert str(safe_cell(text)).startswith("'")


def test_plain_cells_stay() -> None:
    assert [safe_cell(value) for value in ("Ciao = x", "a-b", 3, None, "")] == ["Ciao = x", "a-b", 3, None, ""]
    assert safe_cell("a\x00b\ud800c") == "abc"
    assert len(str(safe_cell("x" * 90_000))) < 33_000


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_insights_with_evidence_read_back(kind: str) -> None:
    linked = pd.DataFrame([("i1", "x", "m0", "for"), ("i1", "x", "gone", "for")])
    linked.columns = ["insight_id", "channel", "message_id", "stance"]
    made = as_bytes(insight_rows([insight()], linked, messages("=1+1")), kind)
    if kind == "parquet":
        row = pq.read_table(io.BytesIO(made)).to_pylist()[0]
        assert (row["claim"], row["text"]) == ("=HYPERLINK(1)", "=1+1")
    elif kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(made)).active
        cells = [cell.value for row in sheet.iter_rows(min_row=2) for cell in row]
        assert "'=1+1" in cells and "'@evil" in cells and not [c for c in cells if str(c).startswith(("=", "@"))]
    else:
        text = made.decode("utf-8-sig")
        assert "'=1+1" in text and ",=1+1" not in text and "2026-05-12T18:00:00Z" in text


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_critiques_row_by_row(kind: str) -> None:
    themes = pd.DataFrame([("x", "m0", "delivery"), ("x", "m1", "")], columns=["channel", "message_id", "theme_id"])
    rows = critique_rows(messages("Tardi", "-2 stelle"), {"delivery": "Delivery"}, themes)
    assert list(rows.theme) == ["Delivery", ""] and "is_brand" not in rows
    assert len(as_bytes(rows, kind)) > 100


def test_nothing_exports_as_a_head_alone() -> None:
    empty = pd.DataFrame(columns=["insight_id", "channel", "message_id", "stance"])
    assert (
        as_bytes(insight_rows([], empty, messages("x").iloc[:0]), "csv").decode("utf-8-sig").startswith("insight_id,")
    )
