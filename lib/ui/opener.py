"""Who began a conversation, in the reader's head: history, state as a member, and what colleagues noted of them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.conversations import queries
from lib.relationships import persons
from lib.relationships import queries as people
from lib.relationships.reasons import STATE_OF_ONE, why
from lib.relationships.thresholds import thresholds_in_force
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.markup import Element, show, tag
from lib.ui.registry import RELATIONSHIPS
from lib.ui.rows import author
from lib.ui.tables import records
from lib.words import _, ngettext

_NOTES = 2
"""Notes at hand in the reader; all of them stand on the person's page."""


def show_opener(row: Mapping[str, Any], zone: str) -> None:
    """Whoever began the conversation of this row; nothing for our own voice and for people without a history."""
    if pd.isna(row["opening_author_id"]):
        return
    author_id = str(row["opening_author_id"])
    found = ask(queries.person, author_id=author_id)
    if found.empty:
        return
    store = session.records()
    known = found.iloc[0]
    said = ", ".join(
        [
            ngettext("{count} message so far", "{count} messages so far", int(known.message_count)),
            ngettext("{count} critique", "{count} critiques", int(known.critique_count)),
            _("here since {moment}", moment=words.moment(known.first_at, zone)),
        ]
    )
    standing = ask(people.person_state, author_ids=[author_id], **thresholds_in_force(store).params)
    with st.container(key="opener", gap=None):
        show(tag("p", tag("b", author(row)), *_state(standing), ": ", said, classes="note"))
        notes = records(persons.notes_on(store, [author_id]))
        for one in notes[:_NOTES]:
            head = f"{one['made_by']}, {words.moment(one['made_at'], zone)}"
            show(tag("p", tag("span", str(one["text"]), classes="own-note"), " ", tag("span", head, classes="note")))
        st.page_link(
            RELATIONSHIPS.file,
            label=ngettext("The person, with {count} note", "The person, with {count} notes", len(notes))
            if len(notes) > _NOTES
            else _("The person"),
            query_params=address.link(view="person", person=author_id),
        )


def _state(standing: pd.DataFrame) -> list[Element | str]:
    """The state as a member, with what makes it on hover."""
    if standing.empty:
        return []
    row = standing.iloc[0].to_dict()
    return [", ", tag("span", _(STATE_OF_ONE[str(row["state"])]), title=why(row))]
