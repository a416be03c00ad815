"""What members said of themselves, of a whole version: the derivation that fields, segments and quotes stand on."""

import pyarrow as pa

from lib.personas import queries
from lib.personas.fields import fields_of
from lib.storage.derived import derivation
from lib.storage.read_model import ReadModel

MENTIONS = pa.schema(
    [
        ("channel", pa.string()),
        ("message_id", pa.string()),
        ("author_id", pa.string()),
        ("created_at", pa.timestamp("us", tz="UTC")),
        ("language", pa.string()),
        ("field", pa.string()),
        ("key", pa.string()),
        ("value", pa.string()),
        ("stance", pa.string()),
    ]
)
"""One row per message, field, value and stance (prefers, against, mentions)."""


@derivation("1")
def persona_mentions(model: ReadModel, *, own: str = "") -> pa.Table:
    """Everything heard, as MENTIONS; `own` is the workspace's personas.yaml."""
    heard_by = fields_of(own)
    said = queries.members_words(model)
    columns: dict[str, list[object]] = {name: [] for name in MENTIONS.names}
    for row in said.itertuples(index=False):
        for heard in heard_by.heard(row.text, row.language if isinstance(row.language, str) else None):
            place = (row.channel, row.message_id, row.author_id, row.created_at.to_pydatetime(), row.language)
            for name, value in zip(MENTIONS.names, (*place, *heard), strict=True):
                columns[name].append(value)
    return pa.table(columns, schema=MENTIONS)
