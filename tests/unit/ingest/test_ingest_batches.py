"""Batches and blocks stay small: bounded by the text in them, not by their rows alone."""

import json
from pathlib import Path

import pytest

from lib.ingest.json_table import json_table
from lib.ingest.rows import BATCH_CHARACTERS, Row, batches, rejection
from lib.ingest.source import BATCH_ROWS, Export

LONG = "x" * 500_000


def test_long_texts_and_long_rejections_make_batches_of_fewer_rows() -> None:
    found = [Row(message_id=str(n), text=LONG) for n in range(30)]
    made = list(batches([*found, *(rejection(n, "why", LONG) for n in range(30))]))
    assert sum(b.rows.num_rows for b in made) == sum(len(b.rejected) for b in made) == 30
    most = BATCH_CHARACTERS // len(LONG) + 1
    assert all(0 < b.rows.num_rows + len(b.rejected) <= most for b in made)


def test_short_texts_fill_a_batch() -> None:
    sizes = [b.rows.num_rows for b in batches(Row(message_id=str(n), text="x") for n in range(BATCH_ROWS + 1))]
    assert sizes == [BATCH_ROWS, 1]


@pytest.mark.parametrize("lines", [True, False])
def test_json_rows_of_much_text_make_blocks_of_fewer(lines: bool, tmp_path: Path) -> None:
    rows = [json.dumps({"id": n, "text": LONG}) for n in range(40)]
    path = tmp_path / "export"
    path.write_text("\n".join(rows) if lines else f"[{','.join(rows)}]")
    sizes = [len(block) for block in json_table(Export(path, "export")).blocks(("id", "text"))]
    assert sum(sizes) == 40 and max(sizes) < 20
