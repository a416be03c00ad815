"""Keys of triage while a tick box of the queue has the focus: Streamlit gives them to the box, this hands them on."""

from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
_KEYS = st.components.v2.component("earshot_queue_keys", html="<span></span>", js=_SCRIPT)


def let_boxes_pass_keys() -> None:
    """Let single letters through to the buttons of triage; the space bar still ticks."""
    _KEYS(key="queue-keys", height=0)
