"""The app without a browser: each page runs over a real workspace, follows its address, and meets errors by design."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.published import published_workspace

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ui") / "community"
    published_workspace(folder)
    return folder


@pytest.fixture
def app(community: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app over the community."""
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(community))
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def html(app: AppTest) -> str:
    """All that the page wrote as HTML."""
    return " ".join(element.value for element in app.get("html"))


def test_today_opens_with_its_sentence(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert "conversations are waiting" in html(app)
    assert "As of 31 Oct 2026, 21:43." in html(app)


def test_conversations_follow_the_address(app: AppTest) -> None:
    app.query_params.update({"view": "list", "which": "waiting", "period": "all"})
    app.run()
    app.switch_page("pages/conversations.py").run()
    assert not app.exception
    assert "Whole archive" in html(app)


@pytest.mark.parametrize(
    "period", ["", "nonsense", "2026-13-99", "1d", "2026-10-20..2026-10-22", "..", "2026-10-20..x"]
)
def test_an_address_that_says_nonsense_is_borne(app: AppTest, period: str) -> None:
    app.query_params.update({"period": period, "channels": "x,nobody", "languages": "xx", "page": "-4"})
    app.run()
    assert not app.exception


def test_hostile_names_and_texts_are_escaped(app: AppTest) -> None:
    app.query_params.update({"view": "list", "channel": "facebook", "conversation": "hostile0"})
    app.run()
    app.switch_page("pages/conversations.py").run()
    said = html(app)
    assert "&lt;script&gt;document.title=" in said
    assert "<script" not in said and "<b>Mallory" not in said


def test_nothing_published_is_a_state_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(tmp_path / "nothing"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "Nothing to hear yet" in html(app)
    assert [button.label for button in app.button if "demo" in button.label] == ["Build the demo"]


def test_a_broken_workspace_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "workspace.json").write_text("{")
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "restore it from a backup" in html(app)


def test_italian_when_chosen(app: AppTest) -> None:
    app.session_state["earshot.language"] = "it"
    app.run()
    assert "aspettano risposta" in html(app)
    assert not app.exception
