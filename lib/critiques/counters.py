"""What speaks against a claim, and how people are addressed: looked for once a version, then only looked up.

Looking for answers to some messages, or for praise of an aspect, reads millions of messages; what is found is kept
beside the version (a number of the message answered, and where the answer stands), so that a card reads a few rows.
"""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.critiques import queries
from lib.storage.derived import Derivation, derivation, never_made, table_of
from lib.storage.query import Query
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

_SQL = Path(__file__).parent / "themed" / "prepared" / "answers_among.sql"


@derivation("1")
def critique_answers(model: ReadModel) -> pa.Table:
    """The rows of `warm_answers`, kept."""
    return _table(queries.warm_answers, model)


@derivation("1")
def critique_praise(model: ReadModel) -> pa.Table:
    """The rows of `praising_messages`, kept."""
    return _table(queries.praising_messages, model)


@derivation("1")
def critique_address(model: ReadModel) -> pa.Table:
    """The rows of `forms_of_address`, kept."""
    return _table(queries.forms_of_address, model)


class _Disagreeing(Derivation[Any]):
    """Asked like a derivation; `channels` and `ids`: two lists of one length, `count`: how many answers."""

    def of(self, workspace: Workspace, model: ReadModel, *_: Any, **given: Any) -> pa.Table:
        """One row per answer, the most liked first, with the columns of `messages_at` and `total`."""
        file = critique_answers.kept(workspace, model)
        with duckdb.connect() as connection:
            connection.read_parquet([str(file)]).create_view("kept")
            wanted = {name: given[name] for name in ("channels", "ids", "count")}
            found = connection.execute(_SQL.read_text("utf-8"), wanted).fetchall()
        return _shown(model, [int(place) for place, _total in found], total=found[0][1] if found else 0)


class _Praising(Derivation[Any]):
    """Asked like a derivation; `aspect`, and `count`: how many messages, twelve at most."""

    def of(self, workspace: Workspace, model: ReadModel, *_: Any, **given: Any) -> pa.Table:
        """One row per message, the most liked first, with the columns of `messages_at`, `total` and `authors`."""
        for row in critique_praise.of(workspace, model).to_pylist():
            if row["aspect"] == given["aspect"]:
                places = row["places"][: given["count"]]
                return _shown(model, places, total=row["total"], authors=row["authors"])
        return _shown(model, [], total=0, authors=0)


class _Told(Derivation[Any]):
    """Asked like a derivation; `author_ids`: a list."""

    def of(self, workspace: Workspace, model: ReadModel, *_: Any, **given: Any) -> pa.Table:
        """One row per person: the columns of `people_seen` and `formality`, the form of address they use most."""
        people = queries.people_seen(model, author_ids=given["author_ids"])
        file = critique_address.kept(workspace, model)
        known = pq.read_table(file, filters=[("author_id", "in", list(people.author_id))]).to_pandas()
        return pa.Table.from_pandas(people.merge(known, on="author_id", how="left"), preserve_index=False)


def _shown(model: ReadModel, places: list[int], **counted: int) -> pa.Table:
    """The messages at these places, in this order."""
    found = queries.messages_at(model, places=places)
    ranked = found.sort_values(["likes", "created_at"], ascending=[False, False], kind="stable", ignore_index=True)
    return pa.Table.from_pandas(ranked.assign(**counted), preserve_index=False)


def _table(query: "Query[Any]", model: ReadModel) -> pa.Table:
    frame: pd.DataFrame = query(model)
    return table_of(frame)


DISAGREEING = _Disagreeing("disagreeing", "1", never_made)
"""One row per warm or praising answer of somebody else to the keys given."""
PRAISING = _Praising("praising", "1", never_made)
"""One row per message that praises the aspect; `total` and `authors` count all of them."""
PEOPLE_TOLD = _Told("people_told", "1", never_made)
"""One row per person of those given: who they are, when they were last seen, how they are addressed."""
