"""What is owed between us, in a line or two: on Today, and wherever else somebody should not miss it."""

import streamlit as st

from lib import words
from lib.team.handoffs import overdue, owed_by
from lib.ui import address
from lib.ui.markup import markdown_text
from lib.ui.registry import TEAM
from lib.ui.team import team
from lib.words import _, ngettext


def show_owed() -> None:
    """Hand-offs that wait for whoever looks, and those of theirs that are overdue elsewhere; nothing where none do."""
    found = team()
    owed, late = owed_by(found.hand_offs, found.me), overdue(found.hand_offs, found.today)
    mine = [one for one in late if one in owed]
    if owed:
        said = ngettext("{count} hand-off waits for you", "{count} hand-offs wait for you", len(owed))
        if mine:
            since = words.short_day(mine[0].due or found.today)
            said += ", " + ngettext(
                "{count} is overdue, since {day}", "{count} are overdue, since {day}", len(mine), day=since
            )
        _show_line(said, owed[0].handoff_id)
    for one in late:
        if one.from_person == found.me.person and one not in owed:
            day = words.short_day(one.due or found.today)
            _show_line(
                _("{person} owes you an answer since {day}", person=found.name(one.to_person), day=day), one.handoff_id
            )
            break


def _show_line(said: str, handoff_id: str) -> None:
    st.page_link(
        TEAM.file,
        label=markdown_text(said),
        icon=":material/handshake:",
        query_params=address.link(view="handoffs", handoff=handoff_id),
    )
