"""Who looked at whom, where people sign in: a person's page or a conversation opened, a file taken away.

Written once for each thing that is opened, not for every run of a page; and for a file when it is made.
"""

from collections.abc import Callable

import streamlit as st

from lib.storage.audit import note_read
from lib.ui import keys, session


def opened(subject: str, subject_id: str) -> None:
    """Somebody opened what is about persons: "person" by author_id, "conversation" by channel:conversation_id."""
    if not session.in_force().is_hosted:
        return
    seen: dict[str, str] = st.session_state.setdefault(keys.OPENED, {})
    if seen.get(subject) != subject_id:
        note_read(session.records(), session.actor(), subject, subject_id)
        seen[subject] = subject_id


def exported(name: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The maker of a file, which also writes down who took it away; to be given to a download button."""
    if not session.in_force().is_hosted:
        return make
    store, actor = session.records(), session.actor()

    def made() -> bytes:
        note_read(store, actor, "export", name)
        return make()

    return made
