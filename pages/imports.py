"""Imports: what came in, what is to come in, and whether it is whole."""

import streamlit as st

from lib.ui import (
    imports,
    imports_account,
    imports_draft,
    imports_files,
    imports_give,
    imports_history,
    imports_progress,
    imports_wishes,
)
from lib.ui.panels import show_opening

found = imports.situation()
show_opening(imports.opening(found), "")

if found.running is not None:
    imports_progress.show_progress(found.running)
    st.stop()
if found.is_demo:
    imports.show_demo_refusal()
    imports_history.show_history(found.past, found.zone)
    st.stop()
if found.mine is not None:
    imports_progress.show_end(found.mine)

left, right = st.columns([7, 5], gap="small")
if found.opened is not None:
    with left:
        imports_account.show_account(found.opened)
    with right:
        imports_history.show_history(found.past, found.zone)
    st.stop()
with left:
    imports_give.show_upload()
    given = imports_draft.given()
    imports_files.show_given(given)
with right:
    if given:
        imports_wishes.show_wishes(given)
    imports_give.show_lying()
    imports_history.show_history(found.past, found.zone)
