"""5,000 real tweets of customer support through the whole import, against a calculation of its own in pandas."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from community import imported, workspace_in

from lib.imports.account import Account
from lib.storage.read_model import ReadModel

AUTOMATIC_FROM = 5
"""Times that a reply must have gone out before it can be taken for an automatic one."""


@pytest.fixture(scope="module")
def tweets(shared: Path) -> pd.DataFrame:
    """The table as it stands, with its conversations: all tweets below one that answers none that is known."""
    path = shared / "data" / "conversations" / "twcs_5k" / "twcs.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table["parent"] = table["in_response_to_tweet_id"].str.removesuffix(".0")
    table["is_brand"] = table["inbound"] == "False"
    table["at"] = pd.to_datetime(table["created_at"], format="%a %b %d %H:%M:%S %z %Y")
    parents = dict(zip(table["tweet_id"], table["parent"], strict=True))

    def top(tweet: str) -> str:
        passed = set()
        while parents[tweet] in parents and tweet not in passed:
            passed.add(tweet)
            tweet = parents[tweet]
        return tweet

    table["conversation"] = [top(tweet) for tweet in table["tweet_id"]]
    return table


@pytest.fixture(scope="module")
def account_and_model(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Account, ReadModel]]:
    """The same table imported into a workspace and published."""
    workspace = workspace_in(tmp_path_factory.mktemp("support") / "workspace", languages=("en", "it"))
    account = imported(workspace, shared / "data" / "conversations" / "twcs_5k" / "twcs.csv")
    model = ReadModel.current(workspace)
    assert model is not None
    yield account, model
    model.close()


def _replies(tweets: pd.DataFrame) -> pd.DataFrame:
    """What brands answered: tweets of theirs that answer one, at the time of the later of the two."""
    replies = tweets[tweets["is_brand"] & (tweets["parent"] != "")]
    assert replies["text"].value_counts().max() < AUTOMATIC_FROM, "none can be taken for an automatic one"
    times = tweets.set_index("tweet_id")["at"]
    answered = pd.to_datetime(replies["parent"].map(times), utc=True)
    return replies.assign(replied_at=replies["at"].where(answered.isna() | (replies["at"] > answered), answered))


def _first_response_seconds(tweets: pd.DataFrame) -> pd.Series:
    """By conversation: the first reply at or after the first inbound tweet, less that one."""
    inbound = tweets[~tweets["is_brand"]].groupby("conversation")["at"].min().rename("asked_at")
    replies = _replies(tweets).join(inbound, on="conversation", how="inner")
    after = replies[replies["replied_at"] >= replies["asked_at"]]
    first = after.groupby("conversation")["replied_at"].min()
    return (first - inbound.loc[first.index]).dt.total_seconds()


@pytest.mark.shared
def test_every_row_is_accounted_for(account_and_model: tuple[Account, ReadModel]) -> None:
    account, _ = account_and_model
    (file,) = account.files
    assert (file.source, file.read, file.imported, file.rejected) == ("twcs", 5_000, 5_000, 0)


@pytest.mark.shared
def test_conversations_are_those_calculated_apart(
    tweets: pd.DataFrame, account_and_model: tuple[Account, ReadModel]
) -> None:
    found = account_and_model[1].frame("select message_id, conversation_id, is_brand, root_missing from messages")
    expected = tweets.set_index("tweet_id")
    found = found.set_index("message_id").loc[expected.index]
    assert (found["conversation_id"] == expected["conversation"]).all()
    assert (found["is_brand"] == expected["is_brand"]).all()
    tops = expected["conversation"].map(expected["parent"])
    assert (found["root_missing"] == (tops != "").to_numpy()).all()
    count = account_and_model[1].frame("select count(*) as n from conversations")["n"][0]
    assert count == expected["conversation"].nunique() > 1_000


@pytest.mark.shared
def test_replies_of_brands_and_the_median_first_response_time(
    tweets: pd.DataFrame, account_and_model: tuple[Account, ReadModel]
) -> None:
    model = account_and_model[1]
    replies = model.frame("select message_id from replies")
    assert set(replies["message_id"]) == set(_replies(tweets)["tweet_id"])
    expected = _first_response_seconds(tweets)
    found = model.frame(
        "select conversation_id, first_response_seconds from conversations where first_response_seconds is not null"
    ).set_index("conversation_id")["first_response_seconds"]
    assert set(found.index) == set(expected.index)
    assert (found.loc[expected.index] == expected).all()
    assert found.median() == expected.median() > 0
