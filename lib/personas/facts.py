"""What can be said of each persona, counted in people: the derivations `persona_facts` and `persona_quotes`.

Everything is a count of distinct authors whose main persona it is, beside the same count among everybody else's, so
that a card, a comparison and a test of distinctiveness all read one table.
"""

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.personas import queries
from lib.personas.habits import behaviours_of
from lib.personas.lots import drawn
from lib.personas.members import persona_members, workspace_of
from lib.personas.mentions import persona_mentions
from lib.personas.settings import INTEREST
from lib.storage.derived import derivation
from lib.storage.read_model import ReadModel

FACTS = pa.schema(
    [
        ("segment", pa.int64()),
        ("part", pa.string()),
        ("code", pa.string()),
        ("stance", pa.string()),
        ("label", pa.string()),
        ("authors", pa.int64()),
        ("base", pa.int64()),
        ("outside", pa.int64()),
        ("outside_base", pa.int64()),
        ("messages", pa.int64()),
        ("last_at", pa.timestamp("us", tz="UTC")),
    ]
)
"""One row per segment, part (size, channel, hour, …, field:films), code and stance. `authors` of `base` inside the
persona, `outside` of `outside_base` among the others; for a field the base is who said anything in it."""
_QUOTES_KEPT = 4
_VALUES_KEPT = 40
_OFTEN = 0.2


@derivation("3")
def persona_facts(model: ReadModel, *, own: str = "", zone: str = "UTC") -> pa.Table:
    """What is counted of each persona, as FACTS."""
    given = {"own": own, "zone": zone}
    main = _main(model, **given)
    mentions = _of_members(persona_mentions.of(workspace_of(model), model, own=own).to_pandas(), main)
    parts = [_sizes(main), _behaviours(model, main, zone), _fields(mentions, main), _words(model, main)]
    made = pd.concat([part for part in parts if len(part)], ignore_index=True) if len(main) else pd.DataFrame()
    if made.empty:
        return FACTS.empty_table()
    made = _with_outside(made)
    return pa.Table.from_pandas(made[FACTS.names], schema=FACTS, preserve_index=False)


@derivation("2")
def persona_quotes(model: ReadModel, *, own: str = "", zone: str = "UTC") -> pa.Table:
    """One row per quote kept: segment, field, code, stance, channel, message_id; the newest of different authors."""
    main = _main(model, own=own, zone=zone)
    mentions = _of_members(persona_mentions.of(workspace_of(model), model, own=own).to_pandas(), main)
    said = mentions[(mentions["field"] != INTEREST) & (mentions["stance"] != "mentions")]
    said = said.sort_values(["created_at", "message_id"], ascending=[False, True], kind="stable")
    said = said.drop_duplicates(["segment", "field", "key", "stance", "author_id"])
    kept = said.groupby(["segment", "field", "key", "stance"], sort=True).head(_QUOTES_KEPT)
    columns = ["segment", "field", "key", "stance", "channel", "message_id", "author_id", "created_at"]
    return pa.Table.from_pandas(kept[columns].rename(columns={"key": "code"}), preserve_index=False)


@derivation("2")
def persona_months(model: ReadModel, *, own: str = "", zone: str = "UTC") -> pa.Table:
    """One row per segment and month: authors, messages, analysed, positive, negative."""
    rows = _of_members(queries.member_months(model), _main(model, own=own, zone=zone))
    counted = {name: (name, "sum") for name in ("messages", "analysed", "positive", "negative")}
    made = rows.groupby(["segment", "month"], sort=True).agg(authors=("author_id", "nunique"), **counted)
    return pa.Table.from_pandas(made.reset_index(), preserve_index=False)


def _main(model: ReadModel, *, own: str, zone: str) -> pd.DataFrame:
    members = persona_members.of(workspace_of(model), model, own=own, zone=zone).to_pandas()
    return members.loc[members["is_main"], ["author_id", "segment"]]


def _of_members(rows: pd.DataFrame, main: pd.DataFrame) -> pd.DataFrame:
    return rows.merge(main, on="author_id", how="inner")


def _sizes(main: pd.DataFrame) -> pd.DataFrame:
    sizes = main.groupby("segment").size().rename("authors").reset_index()
    return sizes.assign(part="size", code="", stance="", label="", base=len(main), messages=0, last_at=pd.NaT)


def _behaviours(model: ReadModel, main: pd.DataFrame, zone: str) -> pd.DataFrame:
    """Channels, hours, languages, kinds, address and aspects: who does it in at least a fifth of what they write."""
    habits = behaviours_of(model, zone)
    segments = np.full(len(habits.author_ids), -1, dtype=np.int64)
    segments[pd.Index(habits.author_ids).get_indexer(main["author_id"])] = main["segment"]
    is_often = habits.count / habits.totals(sorted(set(habits.blocks()))) >= _OFTEN
    is_kept = is_often & (segments[habits.person] >= 0)
    rows = pd.DataFrame({"segment": segments[habits.person[is_kept]], "feature": habits.feature[is_kept]})
    rows["messages"] = habits.count[is_kept].astype(np.int64)
    made = rows.groupby(["segment", "feature"]).agg(authors=("messages", "size"), messages=("messages", "sum"))
    made = made.reset_index()
    made["part"], made["code"] = ([habits.names[place][side] for place in made["feature"]] for side in (0, 1))
    made = made.drop(columns="feature").assign(stance="", label="", last_at=pd.NaT)
    return made.assign(base=made["segment"].map(main.groupby("segment").size()))


def _words(model: ReadModel, main: pd.DataFrame) -> pd.DataFrame:
    lot = drawn(model)
    if lot.author_ids is not None:
        main = main[main["author_id"].isin(lot.author_ids)]
    fewest, most = max(3, len(main) // 200), max(4, len(main) // 3)
    words = queries.words_of_members(model, fewest=fewest, most=most, author_ids=lot.author_ids)
    rows = _of_members(words, main)
    made = rows.groupby(["segment", "word"]).agg(authors=("author_id", "nunique")).reset_index()
    made = made.rename(columns={"word": "code"}).assign(part="word", stance="", label="", messages=0, last_at=pd.NaT)
    return made.assign(base=made["segment"].map(main.groupby("segment").size()))


def _fields(mentions: pd.DataFrame, main: pd.DataFrame) -> pd.DataFrame:
    """Values of the fields and interests, each author once a value; the base of a field is who spoke of it."""
    if mentions.empty:
        return pd.DataFrame()
    own = mentions[mentions["stance"] != "mentions"]
    spoke = own.groupby(["segment", "field"])["author_id"].nunique().rename("spoke").reset_index()
    made = mentions.groupby(["segment", "field", "key", "stance"], sort=True).agg(
        authors=("author_id", "nunique"),
        messages=("message_id", "size"),
        last_at=("created_at", "max"),
        label=("value", lambda values: values.value_counts(sort=True).index[0]),
    )
    made = made.reset_index().merge(spoke, on=["segment", "field"], how="left")
    everybody = made["segment"].map(main.groupby("segment").size())
    made["base"] = made["spoke"].where(made["stance"] != "mentions", everybody).astype(int)
    made = made.sort_values(["authors", "key"], ascending=[False, True], kind="stable")
    made = made.groupby(["segment", "field", "stance"], sort=True).head(_VALUES_KEPT)
    return made.assign(part="field:" + made["field"]).rename(columns={"key": "code"})


def _with_outside(made: pd.DataFrame) -> pd.DataFrame:
    """Beside each count that of everybody whose main persona is another one."""
    everywhere = made.groupby(["part", "code", "stance"])["authors"].transform("sum")
    total = made.drop_duplicates(["segment", "part", "stance"]).groupby(["part", "stance"])["base"].sum()
    bases = pd.MultiIndex.from_frame(made[["part", "stance"]]).map(total)
    return made.assign(outside=everywhere - made["authors"], outside_base=bases.to_numpy() - made["base"])
