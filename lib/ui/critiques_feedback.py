"""Feedback heard by phone, in person or by letter: entered by hand on somebody's behalf, and listed."""

from datetime import UTC, datetime

import streamlit as st

from lib import words
from lib.critiques import queries
from lib.critiques.feedback import WAYS, Heard, enter_feedback
from lib.critiques.insights import Insight
from lib.errors import EarshotError
from lib.look import channel_name
from lib.relationships.queries import people_found
from lib.ui import session
from lib.ui.acts import attempt
from lib.ui.ask import ask
from lib.ui.critiques_data import Board
from lib.ui.labels import taxonomy_in_force
from lib.ui.markup import show, tag
from lib.ui.tables import records
from lib.words import _

_LOOKED_AT = 40
_SHOWN = 5


def show_feedback(insight: Insight, found: Board) -> None:
    """What was heard in person for this insight, and the form for more."""
    mine = records(found.in_person[found.in_person.insight_id == insight.insight_id])
    called = _names(sorted({str(row["author_id"]) for row in mine if row["author_id"]}))
    for row in mine:
        way = WAYS[row["way"]]
        said = _(
            "{day}, {way}, written down by {person}",
            day=words.day(row["heard_on"]),
            way=_(way),
            person=row["person"],
        )
        if row["author_id"]:
            said = _("{name}: {said}", name=called.get(row["author_id"]) or _("somebody"), said=said)
        show(tag("div", tag("blockquote", row["gist"], classes="quote whole"), tag("p", said, classes="note")))
    with st.form("feedback", border=False, clear_on_submit=True):
        _show_fields("feedback")
        st.form_submit_button(_("Add it"), on_click=_enter, args=("feedback", insight.aspect, insight.insight_id))


def show_entry(found: Board) -> None:
    """From the top of the page: something heard just now, for an insight or for none yet."""
    taxonomy = taxonomy_in_force()
    claims = {insight.insight_id: insight.claim for insight in found.insights}
    with (
        st.popover(_("Heard in person"), key="heard-in-person", type="tertiary"),
        st.form("heard", border=False, clear_on_submit=True),
    ):
        _show_fields("heard")
        st.selectbox(
            _("Insight"),
            ["", *claims],
            format_func=lambda key: claims[key] if key else _("none"),
            key="heard.insight",
        )
        st.selectbox(
            _("Aspect"),
            ["", *taxonomy.by_id],
            format_func=lambda code: taxonomy.by_id[code].name(words.language()) if code else _("none"),
            key="heard.aspect",
        )
        st.form_submit_button(_("Add it"), on_click=_enter_anywhere)


def _show_fields(name: str) -> None:
    st.text_area(_("What did they say? In your words, without names"), key=f"{name}.gist", height=68)
    left, right = st.columns(2)
    left.selectbox(_("Heard"), list(WAYS), format_func=lambda way: _(WAYS[way]), key=f"{name}.way")
    right.date_input(_("On"), datetime.now(UTC).date(), key=f"{name}.on")
    st.text_input(_("Who said it? A member by name; leave it empty where nobody knows"), key=f"{name}.who")


def _enter_anywhere() -> None:
    state = st.session_state
    _enter("heard", str(state.get("heard.aspect") or ""), str(state.get("heard.insight") or ""))


def _enter(name: str, aspect: str, insight_id: str) -> None:
    attempt(_entered, name, aspect, insight_id, done=_("Added: one voice more."))


def _entered(name: str, aspect: str, insight_id: str) -> None:
    state = st.session_state
    heard = Heard(
        str(state.get(f"{name}.gist") or ""),
        str(state.get(f"{name}.way") or "person"),
        state.get(f"{name}.on"),
        aspect,
        _member(" ".join(str(state.get(f"{name}.who") or "").split())),
        insight_id,
    )
    enter_feedback(session.records(), session.actor(), heard)


def _member(called: str) -> str:
    """The author_id of the member of that name; empty for no name. EarshotError where it is nobody's, or several's."""
    if not called:
        return ""
    name, _sign, channel = called.removesuffix(")").partition(" (")
    people = [
        row
        for row in records(ask(people_found, sought=name, count=_LOOKED_AT))
        if not channel or channel_name(str(row["channel"])).casefold() == channel.casefold()
    ]
    same = [row for row in people if str(row["shown_name"]).casefold() == name.casefold()]
    found = same or people
    if not found:
        raise EarshotError(
            _("Nobody here is called {name}: write the name as it stands here, or leave it empty.", name=called)
        )
    if len(found) > 1:
        some = ", ".join(f"{row['shown_name']} ({channel_name(str(row['channel']))})" for row in found[:_SHOWN])
        raise EarshotError(
            _("Several people may be meant by {name}: write one of them so: {some}.", name=called, some=some)
        )
    return str(found[0]["author_id"])


def _names(author_ids: list[str]) -> dict[str, str]:
    if not author_ids:
        return {}
    rows = records(ask(queries.people_seen, author_ids=author_ids))
    return {str(row["author_id"]): str(row["shown_name"] or "") for row in rows}
