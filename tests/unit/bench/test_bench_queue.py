"""The queue's figure: an archive grown from another, answers compared with a plain one before they are timed."""

from collections.abc import Iterator

import pytest

from lib.bench.figure import WrongAnswer
from lib.bench.grown import grown
from lib.bench.plain_queue import plain
from lib.bench.queue import compare, measure_model
from lib.conversations import queries
from lib.storage.read_model import ReadModel
from tests.published import published_workspace


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    folder = tmp_path_factory.mktemp("grown")
    source = published_workspace(folder / "source")
    found = ReadModel.current(grown(source, folder / "archive", 6_000))
    yield found
    found.close()


def test_the_grown_archive_has_as_many_messages_as_asked_under_other_ids(model: ReadModel) -> None:
    counted = model.frame(
        """select count(*) as messages, count(distinct (channel, message_id)) as ids,
            count(distinct author_id) as people
        from messages"""
    ).iloc[0]
    assert (counted.messages, counted.ids) == (6_000, 6_000) and counted.people > 150
    assert model.frame("select count(*) as n from people where shown_name is not null").n[0] > 150
    assert model.frame("select count(*) as n from automatic").n[0] <= 3  # copies are no automatic replies


def test_every_answer_is_the_plain_one_and_is_timed(model: ReadModel) -> None:
    told: list[str] = []
    found = measure_model(model, told.append)
    assert len(found) == len(told) == 12 and len({result.name.split(",")[0] for result in found}) == 12
    assert all(0 < result.seconds < 60 and result.floor == 1.0 for result in found)
    assert {result.count for result in found} == {len(model.frame("from queue"))}


def test_a_wrong_page_is_not_timed(model: ReadModel) -> None:
    every = model.frame("select *, rowid as place from queue order by place")
    expected = plain(model, every, [], {"sort": "wait"})
    with pytest.raises(WrongAnswer, match="nothing was timed"):
        compare(queries.queue(model, sort="reach"), expected, "by wait")
