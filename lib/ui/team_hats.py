"""Hats on the page Team: sessions in one hat, what waits for later, what was done; the hat meter, for oneself."""

from datetime import UTC, datetime

import streamlit as st

from lib import words
from lib.team.acts import counted, own_acts
from lib.team.people import HAT_NAMES
from lib.team.sessions import LENGTHS, PAGES, Session, end, last_session, session_under_way, start
from lib.ui import session
from lib.ui.acts import do
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import ENTRIES
from lib.ui.team import Team
from lib.ui.team_later import show_later
from lib.ui.team_meter import show_meter, show_team_meter
from lib.words import N_, _, ngettext, number

_SUBJECTS = {
    "conversation": N_("conversations"),
    "draft": N_("answers"),
    "saved reply": N_("saved replies"),
    "insight": N_("insights"),
    "critiques": N_("critiques"),
    "theme": N_("themes"),
    "persona": N_("personas"),
    "person": N_("people"),
    "identity": N_("accounts"),
    "correction": N_("labels"),
    "idea": N_("ideas"),
    "hand-off": N_("hand-offs"),
    "member": N_("members"),
    "view": N_("saved views"),
}
_OTHERS = N_("other things")


def show_hats(found: Team) -> None:
    """Sessions at the left, the meter at the right."""
    left, right = st.columns([6, 6], gap="medium")
    with left:
        with panel("session", fills=False):
            _show_session(found)
        with panel("later", fills=False):
            show_later(found.me.person)
        last = last_session(session.records(), found.me.person)
        if last:
            with panel("session-done", fills=False):
                _show_done(last, found.zone)
    with right:
        with panel("meter", fills=False):
            show_meter(found)
        with panel("meter-team", fills=False):
            show_team_meter()


def _show_session(found: Team) -> None:
    running = session_under_way(session.records(), found.me.person)
    hat = _(HAT_NAMES[running.hat if running else found.me.hat])
    if running is None:
        show_title(_("A session in one hat"), _("You begin it when you want one; it can be ended at any time"))
        named = {entry.code: _(entry.title) for entry in ENTRIES}
        pages = ", ".join(named[page] for page in PAGES[found.me.hat] if page in named)
        said = _(
            "As {hat} you see Today, Team and: {pages}. What else turns up is put aside for later.",
            hat=hat,
            pages=pages,
        )
        show(tag("p", said))
        with st.container(horizontal=True, gap="small", key="session-start"):
            for minutes in LENGTHS:
                st.button(
                    _("{count} minutes", count=number(minutes)),
                    key=f"session.{minutes}",
                    type="primary" if minutes == LENGTHS[0] else "secondary",
                    on_click=do,
                    args=(start, session.records(), found.me, minutes),
                )
        return
    left = running.left(datetime.now(UTC))
    title = _("{span} left as {hat}", span=words.span(left), hat=hat) if left else _("The time is over")
    show_title(title, _("Begun at {moment}", moment=words.moment(running.started_at, found.zone)))
    _show_acts(running, datetime.now(UTC))
    st.button(
        _("End the session"),
        key="session.end",
        type="primary",
        on_click=do,
        args=(end, session.records(), found.me, running.session_id),
    )


def _show_done(last: Session, zone: str) -> None:
    ended = last.ended_at or last.due_at
    minutes = max(round((ended - last.started_at).total_seconds() / 60), 1)
    title = ngettext("What you did in {count} minute", "What you did in {count} minutes", minutes)
    hat = _(HAT_NAMES[last.hat])
    show_title(title, _("As {hat}, until {moment}", hat=hat, moment=words.moment(ended, zone)))
    _show_acts(last, ended)


def _show_acts(shown: Session, until: datetime) -> None:
    """What was done in it, by kind of thing, from the audit trail."""
    acts = own_acts(session.records(), session.actor(), shown.started_at, until)
    by_subject: dict[str, int] = {}
    for subject, _action, count in counted([act for act in acts if act.subject not in ("session", "hat")]):
        by_subject[subject] = by_subject.get(subject, 0) + count
    if not by_subject:
        show(tag("p", _("Nothing was decided yet."), classes="note"))
        return
    for subject, count in sorted(by_subject.items(), key=lambda pair: -pair[1]):
        name = _(_SUBJECTS.get(subject, _OTHERS))
        show(tag("div", f"{name}: ", tag("b", number(count)), classes="done-line"))
