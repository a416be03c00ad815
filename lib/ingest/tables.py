"""Which kind of table an export is, told from its first bytes, and the table itself."""

from itertools import islice

from lib.errors import BadExport
from lib.ingest.decoding import decoded_head
from lib.ingest.delimited import delimited_table
from lib.ingest.json_table import json_table
from lib.ingest.parquet_table import parquet_table
from lib.ingest.source import Export
from lib.ingest.spreadsheet import spreadsheet_table
from lib.ingest.table import Block, Table

_WIDEST = 2_000
"""Columns of a table at most: no export has more, and a hostile one may have a million, each of which is guessed at."""


def opened_table(export: Export) -> Table:
    """The table in a file: Parquet, .xlsx, JSON lines (plain or .zst), a JSON list, or delimited text.

    BadExport where it is none of these, damaged, or wider than any export.
    """
    table = _opened(export)
    if len(table.columns) > _WIDEST:
        raise BadExport(
            f"{export.name} has {len(table.columns):,} columns, as no table of messages has: give the exported file."
        )
    return table


def _opened(export: Export) -> Table:
    if export.path.is_dir():
        raise BadExport(f"{export.name} is a folder, not a table: give the file.")
    try:
        with export.path.open("rb") as stream:
            magic = stream.read(16)
    except OSError as error:
        raise BadExport(f"{export.name} cannot be read ({error.strerror or error}): check the file.") from error
    if magic.startswith(b"PAR1"):
        return parquet_table(export)
    if magic.startswith(b"PK\x03\x04"):
        return spreadsheet_table(export)
    if magic.startswith(b"\x28\xb5\x2f\xfd") or decoded_head(export.path).lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return json_table(export)
    return delimited_table(export)


def sampled_block(table: Table) -> Block | None:
    """The first block of a table with all its columns, to guess from and to show; None where it has no rows."""
    return next(islice(table.blocks(table.columns), 1), None)
