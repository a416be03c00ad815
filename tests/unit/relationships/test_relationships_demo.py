"""What was planted in the demo is found: quiet advocates, newcomers, bridges, outsiders, people on two channels."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lib.relationships import queries
from lib.relationships.graph import tie_members
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace


@pytest.fixture(scope="module")
def model(planted_community: Path) -> Iterator[ReadModel]:
    found = ReadModel.current(Workspace.opened(planted_community))
    yield found
    found.close()


def planted(truth: dict[str, Any], name: str) -> dict[str, Any]:
    """The story of that name."""
    (story,) = (story for story in truth["stories"] if story["name"] == name)
    return dict(story)


def recall(found: set[str], story: dict[str, Any]) -> float:
    """The share of the story's authors that was found."""
    return len(found & set(story["authors"])) / len(story["authors"])


def test_advocates_gone_quiet(model: ReadModel, planted_truth: dict[str, Any]) -> None:
    found = queries.member_states(model, state="gone_quiet", advocates=True, count=1000)
    assert recall(set(found.author_id), planted(planted_truth, "advocates gone quiet")) >= 0.9
    assert len(found) <= 50  # a list somebody can go through
    assert len(queries.member_states(model, state="advocate")) > 0


def test_newcomers_and_those_who_wait(model: ReadModel, planted_truth: dict[str, Any]) -> None:
    story = planted(planted_truth, "newcomers")
    assert recall(set(queries.member_states(model, state="newcomer", count=1000).author_id), story) >= 0.9
    waiting = queries.newcomers_waiting(model, count=1000)
    keys = set(zip(waiting.channel, waiting.message_id, strict=True))
    unanswered = {(m["channel"], m["message_id"]) for m in story["unanswered"]}
    assert len(keys & unanswered) >= 0.9 * len(unanswered)


def test_bridges(model: ReadModel, planted_truth: dict[str, Any]) -> None:
    members = tie_members.make(model).to_pandas()
    bridges = members[members.is_bridge]
    assert recall(set(bridges.author_id), planted(planted_truth, "bridges")) >= 0.9
    assert len(bridges) < 0.06 * len(members)


def test_outsiders(model: ReadModel, planted_truth: dict[str, Any]) -> None:
    found = queries.prospects(model, outside=True, count=1000)
    assert recall(set(found.author_id), planted(planted_truth, "outsiders")) >= 0.9
    assert found.score.is_monotonic_decreasing and found.score.between(0, 1).all()


def test_the_same_person_on_two_channels(model: ReadModel, planted_truth: dict[str, Any]) -> None:
    found = queries.alike_accounts(model, count=1000)
    authors = set(planted(planted_truth, "two channels")["authors"])
    both = found[found.one_id.isin(authors) & found.other_id.isin(authors) & found.same_handle]
    assert 2 * len(both) >= 0.9 * len(authors)
