"""The messages of some keys, whole: critiques by their place in the version, the few others by looking for them.

Looking for ids reads the ids of the whole archive; the file of themes knows where each critique stands, so that of
millions of messages only those asked for are read.
"""

from typing import Any

import pandas as pd
import pyarrow as pa

from lib.critiques import queries
from lib.critiques.themed_queries import PLACES_OF
from lib.storage.derived import Derivation, never_made
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

_KEY = ["channel", "message_id"]


class _Texts(Derivation[Any]):
    """Asked like a derivation, kept by nobody; `channels` and `ids`: two lists of one length."""

    def of(self, workspace: Workspace, model: ReadModel, *_: Any, **given: Any) -> pa.Table:
        """One row per message, the newest first, with the columns of `evidence_messages`."""
        frame = messages_of(workspace, model, given["channels"], given["ids"])
        return pa.Table.from_pandas(frame, preserve_index=False)


def messages_of(workspace: Workspace, model: ReadModel, channels: list[str], ids: list[str]) -> pd.DataFrame:
    """The same as a frame."""
    if not channels:
        return queries.messages_at(model, places=[])
    known = PLACES_OF.of(workspace, model, keys_channels=channels, keys_ids=ids)
    found = queries.messages_at(model, places=known["place"].to_pylist())
    have = set(zip(found.channel, found.message_id, strict=True))
    rest = [key for key in dict.fromkeys(zip(channels, ids, strict=True)) if key not in have]
    if not rest:
        return found
    others = queries.evidence_messages(model, channels=[c for c, _ in rest], ids=[i for _, i in rest])
    if others.empty:
        return found
    both = pd.concat([found, others]) if len(found) else others
    return both.sort_values(["created_at", *_KEY], ascending=[False, True, True], kind="stable", ignore_index=True)


EVIDENCE_TEXTS = _Texts("evidence_texts", "1", never_made)
"""One row per message of the keys given: who, when, what, reach, form of address."""
