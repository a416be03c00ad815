"""What a whole column of a table decides before its rows are read: day before month, decimal mark, damaged ids.

The file is looked at no further than that takes. What it leaves open is asked, never guessed.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.errors import NeedsChoice
from lib.ingest.dates import OrderEvidence, moments
from lib.ingest.mapping import Decimal, Mapping
from lib.ingest.numbers import DecimalEvidence, IdEvidence
from lib.ingest.source import DateOrder, Export, Reading
from lib.ingest.table import Block, Table

IDS = ("message_id", "parent_id", "source_conversation_id", "author_key")
COUNTS = ("likes", "shares", "replies", "views")
TIMES = ("created_at", "edited_at")


@dataclass(frozen=True)
class Decisions:
    """By field, or by column for `repairs` (ids from which ".0" is taken); `zone` is for times without one."""

    zone: ZoneInfo | None
    orders: dict[str, DateOrder | None]
    decimals: dict[str, Decimal]
    repairs: dict[str, bool]


def decisions(export: Export, table: Table, mapping: Mapping, reading: Reading) -> Decisions:
    """What the columns of a table decide under a mapping.

    Raises NeedsChoice("time_zone" or "date_order") where they do not and neither user nor mapping says it.
    """
    zone = reading.time_zone or (ZoneInfo(mapping.time_zone) if mapping.time_zone else None)
    told = reading.date_order or mapping.date_order
    dates = {name: OrderEvidence() for name in TIMES if name in mapping.columns}
    numbers = {name: DecimalEvidence() for name in (*COUNTS, "rating") if name in mapping.columns}
    ids = {column: IdEvidence() for name in IDS for column in mapping.columns.get(name, ())}
    needed = tuple(dict.fromkeys([*(c for name in (*dates, *numbers) for c in mapping.columns[name]), *ids]))
    for block in table.blocks(needed):
        for name, order in dates.items():
            values = times_of(block, mapping, name)
            order.add(values)
            if zone is None:
                _need_zone(export, block, values, told or order.order(), mapping.columns[name])
        for name, number in numbers.items():
            number.add(text_of(block, mapping.columns[name], ""))
        for column, evidence in ids.items():
            evidence.add(cell_of(block, column))
        is_open = (told is None and not all(d.is_settled for d in dates.values())) or (
            not mapping.decimal and not all(n.is_settled for n in numbers.values())
        )
        if not is_open and not any(evidence.is_repairable for evidence in ids.values()):
            break
    for name, order in dates.items():
        if told is None and not order.is_settled:
            raise NeedsChoice(
                f"In {export.name} the column {', '.join(mapping.columns[name])} does not say whether the day or the"
                f" month comes first ({order.example or 'both are found'}): choose it (--date-order dmy or mdy).",
                "date_order",
            )
    return Decisions(
        zone,
        {name: told or order.order() for name, order in dates.items()},
        {name: mapping.decimal or number.mark() for name, number in numbers.items()},
        {column: evidence.is_repairable for column, evidence in ids.items()},
    )


def cell_of(block: Block, column: str) -> pa.Array:
    """A column of a block as text; times of Parquet as ISO 8601."""
    values = block.cells.get(column)
    if values is None:
        return pa.nulls(len(block), pa.string())
    return values if pa.types.is_string(values.type) else values.cast(pa.string())


def text_of(block: Block, columns: tuple[str, ...], between: str) -> pa.Array:
    """The columns of a field as one text, those that are empty left out; null where all are."""
    if len(columns) == 1:
        return cell_of(block, columns[0])
    parts = [cell_of(block, column) for column in columns]
    void = pa.scalar(None, pa.string())
    filled = [pc.if_else(pc.equal(part, ""), void, part) for part in parts]
    # pyarrow's join drops a row in which every part is null: such a row keeps an empty first part.
    filled[0] = pc.if_else(pc.is_valid(pc.coalesce(*filled)), filled[0], "")
    joined = pc.binary_join_element_wise(*filled, between, null_handling="skip")
    return pc.if_else(pc.equal(joined, ""), void, joined)


def times_of(block: Block, mapping: Mapping, name: str) -> pa.Array:
    """The column of a time as it stands (a timestamp of Parquet stays one); date and time apart are put together."""
    columns = mapping.columns[name]
    if len(columns) == 1 and columns[0] in block.cells:
        return block.cells[columns[0]]
    return text_of(block, columns, " ")


def _need_zone(
    export: Export, block: Block, values: pa.Array, order: DateOrder | None, columns: tuple[str, ...]
) -> None:
    naive = moments(values, order or "dmy", None).naive
    if naive.any():
        first = int(np.argmax(naive))
        raise NeedsChoice(
            f"In {export.name} the times in {', '.join(columns)} name no time zone (line {block.lines[first]}:"
            f" {str(values[first])[:40]}): say which one they are in (--time-zone Europe/Rome, for instance).",
            "time_zone",
        )
