"""What Relationships shows of everybody at once, worked out once a version: ties, prospects in order, accounts alike.

Each weighs all people against all, which takes a second and more in large archives; an import does it at its end, and
pages read what is kept.
"""

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lib.relationships import queries
from lib.relationships.graph import tie_members
from lib.relationships.identities import identities
from lib.relationships.thresholds import thresholds_in_force
from lib.storage.derived import Derivation, derivation, never_made, table_of
from lib.storage.query import Names
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace

_ALL = 100_000_000
_WORDS = ["conversation_id", "message_id", "text", "is_asking", "sentiment", "shown_name", "tie_name"]
_SIDES = {"channels": "channel", "languages": "language"}


@derivation("1")
def tied_pairs(
    model: ReadModel,
    *,
    accounts: Names = None,
    people: Names = None,
    channels: Names = None,
    languages: Names = None,
) -> pa.Table:
    """The rows of `tie_pairs`, kept."""
    pairs = queries.tie_pairs(model, accounts=accounts, people=people, channels=channels, languages=languages)
    return table_of(pairs)


@derivation("1")
def accounts_alike(model: ReadModel) -> pa.Table:
    """The rows of `alike_accounts`, kept."""
    return table_of(queries.alike_accounts(model))


@derivation("2")
def prospect_order(model: ReadModel, *, least: int) -> pa.Table:
    """The rows of `prospects`, all of them, kept without anybody's words or name."""
    return table_of(queries.prospects(model, least=least, count=_ALL).drop(columns=_WORDS))


class _Prospects(Derivation[Any]):
    """Asked like a derivation, with the parameters of the query `prospects`."""

    def of(self, workspace: Workspace, model: ReadModel, *_: Any, **given: Any) -> pa.Table:
        """Those rows of `prospects` that a page shows, found in the order kept; `total` counts all of its filter."""
        wanted = [(column, "in", given[name]) for name, column in _SIDES.items() if given[name] is not None]
        wanted += [("is_outside", "=", True)] if given["outside"] else []
        order = pq.read_table(prospect_order.kept(workspace, model, least=given["least"]), filters=wanted or None)
        shown = order.slice(given["first"], given["count"]).to_pandas()
        words = queries.prospect_words(model, places=shown.place.tolist(), tie_author_ids=shown.tie_author_id.tolist())
        return table_of(shown.assign(total=order.num_rows).merge(words, on="place", how="left"))


def prepared(workspace: Workspace, records: Records) -> None:
    """Work out all of the version in force as the page asks for it before anybody filters."""
    everywhere = {**identities(records).params, "channels": None, "languages": None}
    model = ReadModel.current(workspace)
    try:
        tied_pairs.of(workspace, model, **everywhere)
        tie_members.of(workspace, model, **everywhere)
        accounts_alike.of(workspace, model)
        prospect_order.of(workspace, model, least=thresholds_in_force(records).least)
    finally:
        model.close()


PROSPECTS = _Prospects("prospects_shown", "1", never_made)
"""One row per person who could join us, the likeliest first, as `prospects` gives them."""
