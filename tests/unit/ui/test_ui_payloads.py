"""Hostile words in the widgets of every page: labels are Markdown, and none of it may be the community's."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.storage.workspace import Workspace
from lib.ui import conversations, critiques, editorial, relationships, signals, team
from lib.ui.registry import ENTRIES, TODAY
from tests.payloads import hostile_workspace

ROOT = Path(__file__).resolve().parent.parent.parent.parent
VIEWS = {
    "conversations": conversations.VIEWS,
    "critiques": critiques.VIEWS,
    "editorial": editorial.VIEWS,
    "relationships": relationships.VIEWS,
    "signals": signals.VIEWS,
    "team": team.VIEWS,
}
LOOKS = [(entry, view) for entry in ENTRIES for view in VIEWS.get(entry.code, {"": ""})]
DRAWN = re.compile(r"(?<!\\)(?:\$\$x|\$\\href|!\[zqx|\[call|\*\*zqx|:red\[|:material/home)")
"""What of the payloads would be drawn as Markdown: signs that no backslash stands before."""
PLAIN = ("selectbox", "multiselect", "text_input", "text_area")
"""Widgets whose options are plain text."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return hostile_workspace(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def app(hostile: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(hostile.path))
    monkeypatch.setenv("EARSHOT_PERSON", "Anna")
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)


def drawn(block: Any) -> Iterator[str]:
    """Labels, bodies, helps and options of all widgets below a block that would draw a payload."""
    for child in getattr(block, "children", {}).values():
        yield from drawn(child)
        proto = getattr(child, "proto", None)
        if proto is None or child.type == "html":
            continue
        said = [getattr(proto, name, "") for name in ("label", "body", "help")]
        said += [] if child.type in PLAIN else [str(option) for option in getattr(proto, "options", ())]
        yield from (f"{child.type}: {text}" for text in said if isinstance(text, str) and DRAWN.search(text))


@pytest.mark.parametrize(("entry", "view"), LOOKS, ids=lambda given: given if isinstance(given, str) else given.code)
def test_no_widget_draws_what_others_wrote(app: AppTest, entry: Any, view: str) -> None:
    app.query_params.update({"period": "all", **({"view": view} if view else {})})
    app.run()
    if entry is not TODAY:
        app.switch_page(entry.file).run()
    assert not app.exception
    assert list(drawn(app.main)) == []


def test_nothing_is_left_out() -> None:
    def page() -> None:
        from lib.ui.markup import joined as of_nothing
        from lib.ui.markup import show as shown

        shown(of_nothing())

    assert not AppTest.from_function(page).run().exception
