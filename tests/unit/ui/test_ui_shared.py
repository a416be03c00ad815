"""A client's pages: what was shared and nothing else, nobody named, and no way to change anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.errors import NotAllowed
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.team.people import add_member
from lib.ui.registry import CLIENT_ENTRIES, ENTRIES, Entry
from tests.briefs import ASK, CLAIM, NOTE, briefed_workspace

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PAGES = [entry.file for entry in CLIENT_ENTRIES]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    found = briefed_workspace(tmp_path_factory.mktemp("shared") / "community")
    records = Records.of(found)
    add_member(records, Actor("Anna Interna", "admin"), "Carla", ("client",))
    records.close()
    return found


@pytest.fixture
def app(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(workspace.path))
    monkeypatch.setenv("EARSHOT_PERSON", "Carla")
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)


def page(app: AppTest, file: str) -> str:
    """What a page wrote as HTML."""
    app.query_params.update({"period": "all"})
    app.run()
    app.switch_page(file).run()
    assert not app.exception
    return " ".join(element.value for element in app.get("html"))


@pytest.mark.parametrize("file", PAGES)
def test_nobody_is_named(app: AppTest, file: str) -> None:
    said = page(app, file)
    assert "Lettrice" not in said and "handle_" not in said and "Mallory" not in said and "mallory" not in said
    assert "https://example.org" not in said and "target=" not in said
    assert "Anna Interna" not in said and NOTE not in said


def test_only_what_was_shared_is_there(app: AppTest) -> None:
    said = page(app, "pages/shared_insights.py")
    assert "Covers arrive bent" in said and "Pack them better" in said
    assert "1 insight was shared with you." in said
    assert "Only heard so far" not in said and CLAIM[:20] not in said and ASK[:20] not in said
    assert "<h2>What people say</h2>" in said


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_other_pages_do_not_exist_for_them(app: AppTest, entry: Entry) -> None:
    app.run()
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page(entry.file)


def test_the_session_of_a_client_holds_a_workspace_for_looking(app: AppTest) -> None:
    page(app, PAGES[0])
    found = app.session_state["earshot.run"]
    assert found.workspace.is_for_looking
    with pytest.raises(NotAllowed, match="Clients look"), found.workspace.locked():
        raise AssertionError("it was locked")
