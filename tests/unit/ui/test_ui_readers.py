"""Open models: shared, never pulled away while asked, and given back once a newer version has taken their place."""

import re
from pathlib import Path

import pyarrow as pa
import pytest
import streamlit as st

from lib.errors import NothingPublished
from lib.schema import MESSAGES
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.workspace import Workspace
from lib.ui.given_back import give_back, kept_by_version
from lib.ui.readers import Readers
from tests.published import LAST, Rows, published_workspace


def rows(*texts: str) -> list[dict[str, object]]:
    made = Rows()
    for text in texts:
        made.say("c", "x", LAST, text)
    return made.made


def publish_more(workspace: Workspace, text: str) -> int:
    row = rows(text)[0] | {"message_id": text}
    Lake(workspace).append_messages(pa.Table.from_pylist([row], schema=MESSAGES).to_reader())
    with workspace.locked():
        return publish(workspace)


def test_a_new_version_is_read_and_the_old_one_given_back(tmp_path: Path) -> None:
    workspace = published_workspace(tmp_path / "w", rows("uno"))
    renewed: list[int] = []
    readers = Readers(idle_seconds=0, on_newer=lambda: renewed.append(1))
    with readers.held(workspace, 1) as first:
        version = publish_more(workspace, "due")
        assert renewed == []
        with readers.held(workspace, version) as second:
            assert (first.version, second.version) == (1, 2)
            assert readers.versions() == [1, 2]
            assert first.frame("select count(*) as n from messages").n[0] == 1
            assert second.frame("select count(*) as n from messages").n[0] == 2
    with readers.held(workspace, version):
        assert readers.versions() == [2]
    assert renewed == [1]
    readers.close()
    assert readers.versions() == []


def test_when_a_newer_version_takes_over_every_kept_answer_goes() -> None:
    asked: list[int] = []

    @st.cache_data
    def answer(version: int) -> int:
        asked.append(version)
        if version == 2:
            give_back()  # as happens while the first question of a newer version is answered
        return version

    assert [answer(1), answer(1), answer(2), answer(1)] == [1, 1, 2, 1]
    assert asked == [1, 2, 1]


def test_what_sessions_share_of_a_version_goes_with_it() -> None:
    """Found by the soak: charts and personas of versions long gone were held until newer ones crowded them out."""
    made: list[int] = []

    @kept_by_version(max_entries=8)
    def chart(version: int) -> list[int]:
        made.append(version)
        if version == 2:
            give_back()
        return [version]

    first = chart(1)
    assert chart(1) is first and chart(2) == [2] and chart(1) == [1]
    assert made == [1, 2, 1]


def test_whatever_is_kept_in_numbers_is_given_back() -> None:
    for file in Path("lib/ui").glob("*.py"):
        assert file.name == "given_back.py" or "cache_resource(max_entries" not in file.read_text("utf-8"), file


@pytest.mark.parametrize("started_by", ["Makefile", "deploy/earshot@.service", "Dockerfile"])
def test_threads_share_two_heaps_however_the_app_is_started(started_by: str) -> None:
    """Found by the soak: each run of a page is a thread, and what one had freed the others did not find."""
    said = Path(started_by).read_text("utf-8")
    assert re.search(r"\bMALLOC_ARENA_MAX ?= ?2\b", said)
    assert re.search(r"\bARROW_DEFAULT_MEMORY_POOL ?= ?system\b", said)


def test_one_model_is_shared(tmp_path: Path) -> None:
    workspace = published_workspace(tmp_path / "w", rows("uno"))
    readers = Readers()
    with readers.held(workspace, 1) as one, readers.held(workspace, 1) as other:
        assert one is other
    readers.close()


def test_a_version_that_is_gone_gives_the_newest(tmp_path: Path) -> None:
    workspace = published_workspace(tmp_path / "w", rows("uno"))
    publish_more(workspace, "due")
    readers = Readers()
    with readers.held(workspace, 1) as found:
        assert found.version == 2
    readers.close()


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished), Readers().held(Workspace.opened_or_created(tmp_path / "w"), 1):
        pass
