"""The liveliest conversations against plain counts: whatever the period, nobody livelier is left out."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from lib.conversations import queries
from lib.conversations.lively import to_read
from lib.conversations.passion import ENOUGH_MESSAGES
from lib.storage.read_model import ReadModel
from tests.published import Rows, published_workspace

LAST = datetime(2026, 5, 30, 12, tzinfo=UTC)
PERIODS = ((None, None), (date(2026, 5, 24), date(2026, 5, 30)), (date(2026, 5, 20), None), (None, date(2026, 5, 12)))


def talk() -> list[dict[str, Any]]:
    """300 conversations of one to 30 messages over 30 days, ours among them; some never seen in one period whole."""
    chance, rows = random.Random(8), Rows()
    for number in range(300):
        begun, people = chance.randrange(30 * 24), chance.randrange(1, 15)
        for _message in range(chance.randrange(1, 31)):
            hours = begun - chance.randrange(chance.choice((6, 24 * 12)))
            rows.say(
                f"c{number:03}",
                chance.choice(("x", "discord")) if number % 9 == 0 else ("x", "discord")[number % 2],
                LAST - timedelta(hours=max(hours, 0), minutes=chance.randrange(60)),
                f"Ecco {len(rows.made)}",
                author_id=f"a{chance.randrange(people)}",
                is_brand=chance.random() < 0.15,
                language=chance.choice(("it", "it", "en", None)),
                sentiment=chance.choice(("positive", "negative", "neutral")),
            )
    return rows.made


ROWS = talk()
TALK = pd.DataFrame(ROWS)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    found = ReadModel.current(published_workspace(tmp_path_factory.mktemp("lively"), ROWS))
    yield found
    found.close()


def counted(
    since: date | None, until: date | None, channels: list[str] | None, languages: list[str] | None
) -> pd.DataFrame:
    """What should be found, by pandas from the rows themselves."""
    day = TALK.created_at.dt.tz_convert("Europe/Rome").dt.date
    of_period = TALK[
        (day >= (since or date.min))
        & (day <= (until or date.max))
        & (TALK.channel.isin(channels) if channels else True)
        & (TALK.language.isin(languages) if languages else True)
    ]
    theirs = of_period[~of_period.is_brand]
    keys = ["channel", "conversation_id"]
    found = of_period.groupby(keys).agg(messages=("message_id", "size"), last_at=("created_at", "max"))
    found["authors"] = theirs.groupby(keys).author_id.nunique()
    found["inbound"] = theirs.groupby(keys).size()
    found["positive"] = (theirs.sentiment == "positive").groupby([theirs[key] for key in keys]).sum()
    found = found.fillna({"authors": 0, "inbound": 0, "positive": 0})
    found = found[found.messages >= 3].reset_index()
    return found.sort_values(
        ["authors", "messages", "last_at", *keys], ascending=[False, False, False, True, True], ignore_index=True
    )


@pytest.mark.parametrize(("since", "until"), PERIODS)
@pytest.mark.parametrize("channels", [None, ["discord"]])
@pytest.mark.parametrize("languages", [None, ["it"], ["it", "en"]])
@pytest.mark.parametrize("count", [1, 20, 1000])
def test_the_liveliest_are_those_of_plain_counts(
    model: ReadModel,
    since: date | None,
    until: date | None,
    channels: list[str] | None,
    languages: list[str] | None,
    count: int,
) -> None:
    found = queries.liveliest(model, since=since, until=until, channels=channels, languages=languages, count=count)
    expected = counted(since, until, channels, languages).head(count)
    assert len(expected) >= min(count, 20)
    columns = ["channel", "conversation_id", "authors", "messages", "inbound", "positive"]
    pd.testing.assert_frame_equal(found[columns], expected[columns], check_dtype=False)


def test_those_looked_at_closely_are_read_whole_and_by_their_places_get_their_first_words(model: ReadModel) -> None:
    found = queries.liveliest(model, since=date(2026, 5, 24), until=date(2026, 5, 30), count=300)
    asked = to_read(found)
    closely = found[found.messages >= ENOUGH_MESSAGES]
    assert 0 < len(closely) < len(found) and asked["ids"] == closely.conversation_id.tolist()
    rows = queries.lively_messages(model, **asked)
    whole = TALK.merge(closely[["channel", "conversation_id"]])
    assert sorted(rows.message_id) == sorted(whole.message_id) and rows.heat.notna().any() == whole.heat.notna().any()
    openings = queries.openings(model, places=found.place.tolist()[:5])
    by_place = openings.set_index("place").opening
    for row in found.head(5).itertuples():
        (named,) = queries.conversation(
            model, channel=str(row.channel), conversation_id=str(row.conversation_id)
        ).opening
        assert by_place[row.place] == named


def test_where_nobody_talks_nothing_is_read(model: ReadModel) -> None:
    found = queries.liveliest(model, since=date(2027, 1, 1))
    assert found.empty
    assert queries.lively_messages(model, **to_read(found)).empty and queries.openings(model, places=[]).empty
