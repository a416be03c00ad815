"""Today over an archive of one day, where there is no usual; and opened from another page, where it was made ready."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.storage.read_model import ReadModel
from tests.published import LAST, Rows, published_workspace

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def test_who_wrote_just_now_waits_and_there_is_no_usual_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Rows()
    rows.say("parcel", "x", LAST, "Dov'è il pacco?", intent=["question"])
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(published_workspace(tmp_path / "w", rows.made).path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    assert not app.exception
    shown = " ".join(element.value for element in app.get("html"))
    assert "oldest 0 min" in shown and ">nobody<" not in shown
    assert "What was said, and how" in shown and "Talk is as usual" not in shown


@pytest.mark.parametrize("fields", [{}, {"period": "28d"}, {"period": "2026-10-01..2026-10-20", "channels": "x"}])
def test_what_today_asks_is_asked_while_another_page_is_read(
    fields: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(published_workspace(tmp_path / "w").path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/imports.py")
    app.query_params.update(fields)
    app.run()
    asked: list[str] = []
    answer = ReadModel.frame

    def noted(model: ReadModel, sql: str, parameters: Any = None) -> Any:
        asked.append(sql)
        return answer(model, sql, parameters)

    monkeypatch.setattr(ReadModel, "frame", noted)
    app.switch_page("pages/today.py").run()
    assert not app.exception
    assert dict(app.query_params) == fields
    assert asked == []


def test_it_is_made_ready_once_a_session_and_not_by_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(published_workspace(tmp_path / "w").path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    assert len(app.get("plotly_chart")) == 1
    app.switch_page("pages/imports.py").run()
    assert len(app.get("plotly_chart")) == 0
