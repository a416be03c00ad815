"""Widgets that are gone: what their callbacks hold goes with them, and those that stand still answer."""

import ast
from pathlib import Path

from streamlit.testing.v1 import AppTest


def _rows_come_and_go() -> None:
    import weakref

    import pandas as pd
    import streamlit as st

    from lib.ui.stale import forget_stale_widgets

    forget_stale_widgets()
    count = st.session_state["count"] = st.session_state.get("count", 0) + 1
    row = pd.Series({"number": count})  # as a page gives a row of what it asked for to a button
    st.session_state.setdefault("rows", []).append(weakref.ref(row))

    def answer(row: pd.Series) -> None:
        st.session_state["answered"] = int(row.number)

    st.button("Answer", key=f"row.{count}", on_click=answer, args=(row,))
    st.text_input("Note", key="note")
    st.selectbox("State", ["open", "done"], key="state")


def test_what_a_button_held_goes_with_it() -> None:
    """Found by the soak: of every run that drew another chart all frames stayed, in the callback of that chart."""
    app = AppTest.from_function(_rows_come_and_go).run()
    for _ in range(6):
        app.run()
    alive = [row() for row in app.session_state["rows"] if row() is not None]
    assert len(app.session_state["rows"]) == 7 and len(alive) <= 2


def test_what_stands_still_answers_and_keeps_what_was_entered() -> None:
    app = AppTest.from_function(_rows_come_and_go).run()
    app.text_input[0].set_value("ciao").run()
    app.selectbox[0].set_value("done").run()
    app.button[0].click().run()
    assert app.session_state["answered"] == 3
    assert (app.text_input[0].value, app.selectbox[0].value) == ("ciao", "done")


def test_pages_hand_no_function_of_their_own_to_a_widget() -> None:
    """Such a function holds all that its page has asked for, as long as the widget may call it."""
    for page in Path("pages").glob("*.py"):
        found = [type(node).__name__ for node in ast.walk(ast.parse(page.read_text("utf-8")))]
        assert not {"Lambda", "FunctionDef", "AsyncFunctionDef"} & set(found), page
