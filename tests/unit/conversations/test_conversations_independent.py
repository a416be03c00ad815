"""The figures of Response on real customer support, against a calculation of its own in pandas from the export."""

import re
from pathlib import Path

import pandas as pd
import pytest

from lib.conversations import queries
from lib.storage.read_model import ReadModel
from tests.community import imported, workspace_in

pytestmark = pytest.mark.shared


def export_rows(shared: Path) -> pd.DataFrame:
    """The export's rows with time, parent (where it is there) and root: what opened the exchange.

    That is the topmost known ancestor; below a post of a brand, the reply to it.
    """
    rows = pd.read_csv(shared / "data" / "conversations" / "twcs_5k" / "twcs.csv", dtype=str)
    rows["at"] = pd.to_datetime(rows.created_at, format="%a %b %d %H:%M:%S %z %Y")
    rows["is_brand"] = rows.inbound == "False"
    parents = rows.in_response_to_tweet_id.str.replace(r"\.0$", "", regex=True)
    rows["parent"] = parents.where(parents.isin(set(rows.tweet_id)))
    above = dict(zip(rows.tweet_id, rows.parent, strict=True))

    posts = set(rows.tweet_id[rows.is_brand & parents.isna()])

    def root(found: str) -> str:
        while isinstance(above[found], str) and above[found] not in posts:
            found = above[found]
        return found

    rows["root"] = rows.tweet_id.map(root)
    return rows


def reply_times(rows: pd.DataFrame, asked: pd.DataFrame) -> pd.Series:
    """Seconds from each row of `asked` to the first brand reply at or after it in its thread; NaN where there is none.

    A reply that names the message as its parent counts from that message where it claims to be older.
    """
    parent_at = rows.parent.map(dict(zip(rows.tweet_id, rows["at"], strict=True)))
    replies = rows.assign(at=rows["at"].where(~(parent_at > rows["at"]), parent_at))[rows.is_brand]
    by_root = {root: sorted(group["at"]) for root, group in replies.groupby("root")}
    seconds = [
        next(((reply - at).total_seconds() for reply in by_root.get(root, []) if reply >= at), float("nan"))
        for root, at in zip(asked.root, asked["at"], strict=True)
    ]
    return pd.Series(seconds, index=asked.index)


def test_response_times_and_rate_equal_an_independent_calculation(shared: Path, tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w", languages=("en",))
    imported(workspace, shared / "data" / "conversations" / "twcs_5k" / "twcs.csv")
    model = ReadModel.current(workspace)
    total = queries.response_total(model).iloc[0]
    rows = export_rows(shared)

    first = rows[~rows.is_brand].sort_values("at").drop_duplicates("root")
    times = reply_times(rows, first).dropna()
    assert len(times) > 500
    assert (total.first_count, total.first_median) == (len(times), pytest.approx(times.median()))
    assert total.first_p90 == pytest.approx(times.quantile(0.9))

    signals = model.frame("select message_id, is_critique, intent from messages").set_index("message_id")
    heard = signals.reindex(rows.tweet_id).reset_index(drop=True)
    asks = heard.intent.map(
        lambda said: bool({"question", "request"} & set(() if pd.api.types.is_scalar(said) else said))
    )
    brands = {handle.lower() for handle in rows.author_id[rows.is_brand]}
    names_us = rows.text.str.lower().map(lambda text: bool(brands & set(re.findall(r"@([\w.\-]+)", text))))
    above = rows.set_index("tweet_id").reindex(rows.parent.fillna("")).reset_index(drop=True)
    is_to_member = (above.is_brand == False) & (above.author_id != rows.author_id)  # noqa: E712 - None is neither
    needs = ~rows.is_brand & (names_us | (~is_to_member & (heard.is_critique.fillna(False).astype(bool) | asks)))
    answered = reply_times(rows, rows[needs])
    assert (total.needing, total.answered) == (needs.sum(), answered.notna().sum())
    assert total.reply_median == pytest.approx(answered.median())
    met, late = (answered <= 4 * 3600).sum(), (answered > 4 * 3600).sum()
    waiting = (rows["at"].max() - rows["at"][needs][answered.isna()]).dt.total_seconds()
    assert (total.met, total.breached) == (met, late + (waiting > 4 * 3600).sum())
    model.close()
