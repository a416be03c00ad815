"""The queue without a browser: what is ticked stays ticked, and nothing else, when new messages come."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from lib.schema import MESSAGES
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.workspace import Workspace
from lib.ui import keys
from tests.published import LAST, Rows, published_workspace

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def waiting(names: str, hours: int) -> Rows:
    """A question in each of these conversations, the first the longest ago."""
    rows = Rows()
    for number, name in enumerate(names):
        rows.say(name, "x", LAST - timedelta(hours=hours - number), f"Domanda {name}?", intent=["question"])
        rows.made[-1]["message_id"] = f"q{name}"
    return rows


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    made = published_workspace(tmp_path / "w", waiting("klm", 10).made)
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(made.path))
    yield made


def ticked(app: AppTest) -> set[str]:
    """The conversations whose box is ticked, by the letter of their question."""
    asked = [said.split("Domanda ")[1][0] for said in (one.value for one in app.get("html")) if "Domanda " in said]
    boxes = [box for box in app.checkbox if str(box.key).startswith("queue.pick.")]
    return {letter for letter, box in zip(asked, boxes, strict=False) if box.value}


def test_a_tick_stays_with_its_conversation_when_others_come(workspace: Workspace) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update({"view": "queue", "period": "all", "sort": "wait"})
    app.switch_page("pages/conversations.py").run()
    assert not app.exception
    next(box for box in app.checkbox if str(box.key).startswith("queue.pick.")).check().run()
    assert ticked(app) == {"k"}
    Lake(workspace).append_messages(pa.Table.from_pylist(waiting("abcdef", 90).made, schema=MESSAGES).to_reader())
    with workspace.locked():
        publish(workspace, anew=True)
    del app.session_state[keys.RUN]  # a page that a test runs by itself goes through the frame once only
    app.run()
    boxes = [box for box in app.checkbox if str(box.key).startswith("queue.pick.")]
    assert len(boxes) == 9 and ticked(app) == {"k"}
