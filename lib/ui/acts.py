"""Acts: what a button does goes through `attempt`, which says what was done, or why it cannot be.

Where somebody else was faster, or a move is not allowed, nothing is changed and the sentence says so above the page.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib.errors import EarshotError
from lib.ui import keys
from lib.ui.markup import markdown_text, show, tag


def attempt(act: Callable[..., Any], *args: Any, done: str = "", **given: Any) -> bool:
    """Do it; whether it went through. `done` is said softly, a refusal where it cannot be overlooked."""
    try:
        act(*args, **given)
    except EarshotError as error:
        st.session_state[keys.TOLD] = ("refused", str(error))
        return False
    if done:
        st.session_state[keys.TOLD] = ("done", done)
    return True


def do(act: Callable[..., Any], *args: Any, done: str = "", **given: Any) -> None:
    """The same for a button."""
    attempt(act, *args, done=done, **given)


def show_told() -> None:
    """What the last act did, once."""
    kind, sentence = st.session_state.pop(keys.TOLD, ("", ""))
    if kind == "done":
        st.toast(markdown_text(sentence))
    elif kind == "refused":
        with st.container(key="refused", border=True):
            show(tag("p", sentence, classes="burning", role="alert"))
