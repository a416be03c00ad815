"""Interests that no pack knows, proposed by how many people like them, and accepted into the workspace's own text."""

import pandas as pd
import streamlit as st

from lib.personas import queries
from lib.personas.settings import own_text
from lib.personas.unheard import FEWEST, accept, persona_unheard
from lib.ui import session
from lib.ui.acts import attempt
from lib.ui.ask import ask, worked_out
from lib.ui.markup import markdown_text, show, tag
from lib.words import _, ngettext

_SHOWN = 12
_CHOSEN = "personas.unheard"


def show_unheard() -> None:
    """What at least five people say they like and nobody listens for yet; nothing where there is none."""
    rows = worked_out(persona_unheard, own=own_text(session.published_workspace())).head(_SHOWN)
    if rows.empty:
        return
    with st.expander(_("What they like that no pack of interests knows ({count})", count=len(rows))):
        show(
            tag(
                "p",
                _(
                    "Words that at least {count} people say they like, read, watch or play. Those you choose become "
                    "interests of this workspace, and the personas are worked out anew with them.",
                    count=FEWEST,
                ),
                classes="help",
            )
        )
        said = _examples(rows)
        lines = []
        for row in rows.to_dict("records"):
            people = ngettext("{count} person", "{count} people", int(row["authors"]))
            example = said.get((row["channels"][0], row["message_ids"][0]), "")
            lines.append(
                tag(
                    "tr",
                    tag("td", tag("b", row["word"])),
                    tag("td", people),
                    tag("td", f"«{example}»", classes="quote"),
                )
            )
        show(tag("table", *lines, classes="rows"))
        labels = {str(word): markdown_text(str(word)) for word in rows["word"]}
        st.multiselect(_("Listen for these"), list(labels), format_func=lambda word: labels[word], key=_CHOSEN)
        st.button(_("Make them interests"), key="personas.unheard.accept", on_click=_accept)


def _examples(rows: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The words of one message for each, cut to a line."""
    firsts = [(row["channels"][0], row["message_ids"][0]) for row in rows.to_dict("records")]
    found = ask(queries.quotes, channels=[c for c, _m in firsts], message_ids=[m for _c, m in firsts])
    return {(row["channel"], row["message_id"]): str(row["text"])[:120] for row in found.to_dict("records")}


def _accept() -> None:
    attempt(
        accept,
        session.published_workspace(),
        session.records(),
        session.actor(),
        list(st.session_state.get(_CHOSEN) or []),
        done=_("They are interests of this workspace now."),
    )
