"""Pieces of Team that its views share: the switch, what day it is here, the opening sentence, names."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from lib.storage.audit import Actor
from lib.team.handoffs import HandOff, hand_offs, overdue, owed_by
from lib.team.opinions import AGAIN_AFTER, Opinion
from lib.team.people import Member, members
from lib.ui import address, session
from lib.words import N_, _, ngettext

VIEWS = {
    "handoffs": N_("Hand-offs"),
    "opinions": N_("Second opinion"),
    "hats": N_("Hats and sessions"),
    "challenge": N_("Challenge"),
    "people": N_("People"),
}
OPENED = ("handoff", "begun", "opinion", "channel", "conversation", "message", "insight")


@dataclass(frozen=True)
class Team:
    """The team as it stands, read anew each run: its members, its hand-offs, who looks, and the day here."""

    members: list[Member]
    hand_offs: list[HandOff]
    me: Actor
    today: date
    zone: str

    @property
    def is_alone(self) -> bool:
        """Whether nobody else works here."""
        return not [m for m in self.members if m.person != self.me.person]

    def seconds_to_opinion(self, given: Opinion) -> float:
        """How long whoever works alone has to wait until they are asked for their own second opinion."""
        return (given.made_at + AGAIN_AFTER - datetime.now(UTC)).total_seconds()

    def name(self, person: str) -> str:
        """What somebody is called."""
        return next((m.name for m in self.members if m.person == person), person)


def team() -> Team:
    """The team of the workspace in force."""
    store = session.records()
    workspace = session.in_force().workspace
    zone = workspace.preferences.time_zone if workspace else "UTC"
    today = datetime.now(UTC).astimezone(ZoneInfo(zone)).date()
    return Team(members(store, everybody=True), hand_offs(store), session.actor(), today, zone)


def view_in_force() -> str:
    """The view that the address names."""
    view = address.field("view")
    return view if view in VIEWS else "handoffs"


def show_views(view: str) -> None:
    """The switch between the views."""
    if st.session_state.get("team.view") != view:
        st.session_state["team.view"] = view
    st.segmented_control(
        _("View"),
        list(VIEWS),
        format_func=lambda code: _(VIEWS[code]),
        key="team.view",
        required=True,
        label_visibility="collapsed",
        on_change=address.writes("view", "team.view", str, clears=OPENED),
    )


def opening(found: Team) -> str:
    """What the page shows now, in words."""
    owed, late = owed_by(found.hand_offs, found.me), overdue(found.hand_offs, found.today)
    said = [_("No hand-off waits for you")]
    if owed:
        said = [ngettext("{count} hand-off waits for you", "{count} hand-offs wait for you", len(owed))]
    if late:
        said.append(ngettext("{count} in the team is overdue", "{count} in the team are overdue", len(late)))
    sentence = ", ".join(said) + "."
    if found.is_alone:
        sentence += " " + _("You work alone here: hand over to yourself in another hat.")
    return sentence
