"""Today over an archive of one day: nothing is said of a usual that there is none of, nor that nobody waits."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib import words
from tests.published import LAST, Rows, published_workspace

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def test_who_wrote_just_now_waits_and_there_is_no_usual_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Rows()
    rows.say("parcel", "x", LAST, "Dov'è il pacco?", intent=["question"])
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(published_workspace(tmp_path / "w", rows.made).path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    try:
        app.run()
        assert not app.exception
        shown = " ".join(element.value for element in app.get("html"))
        assert "oldest 0 min" in shown and ">nobody<" not in shown
        assert "What was said, and how" in shown and "Talk is as usual" not in shown
    finally:
        from lib.ui.session import readers

        readers().close()
        st.cache_data.clear()
        st.cache_resource.clear()
        words.ask_language_of(lambda: "en")
