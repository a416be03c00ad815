"""What members said of themselves, of a whole version: the derivation that fields, segments and quotes stand on."""

from collections import Counter
from difflib import get_close_matches

import pyarrow as pa

from lib.personas import queries
from lib.personas.lots import drawn
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
_NEARLY = 0.88
_MOST_RARE, _MOST_OFTEN = 2_000, 150


@derivation("1")
def persona_mentions(model: ReadModel, *, own: str = "") -> pa.Table:
    """Everything heard, as MENTIONS; `own` is the workspace's personas.yaml."""
    from lib.personas.fields import fields_of  # loads the ear: who only reads what is kept does not need it

    heard_by = fields_of(own)
    said = queries.members_words(model, author_ids=drawn(model).author_ids)
    columns: dict[str, list[object]] = {name: [] for name in MENTIONS.names}
    for row in said.itertuples(index=False):
        for heard in heard_by.heard(row.text, row.language if isinstance(row.language, str) else None):
            place = (row.channel, row.message_id, row.author_id, row.created_at.to_pydatetime(), row.language)
            for name, value in zip(MENTIONS.names, (*place, *heard), strict=True):
                columns[name].append(value)
    return pa.table(columns | {"key": _gathered(columns)}, schema=MENTIONS)


def _gathered(columns: dict[str, list[object]]) -> list[str]:
    """The keys with slips of the finger gathered: a rare one that is nearly a frequent one of its field is that one."""
    counts = Counter(zip(columns["field"], columns["key"], strict=True))
    said: dict[object, dict[str, int]] = {}
    for (field, key), count in counts.items():
        said.setdefault(field, {})[str(key)] = count
    same: dict[tuple[object, object], str] = {}
    for field, found in said.items():
        often = sorted((key for key, count in found.items() if count >= 3), key=lambda key: (-found[key], key))
        rare = sorted(key for key, count in found.items() if count < 3 and len(key) >= 6)
        for key in rare[:_MOST_RARE]:
            near = get_close_matches(key, often[:_MOST_OFTEN], n=1, cutoff=_NEARLY)
            if near:
                same[field, key] = near[0]
    pairs = zip(columns["field"], columns["key"], strict=True)
    return [same.get((field, key), str(key)) for field, key in pairs]
