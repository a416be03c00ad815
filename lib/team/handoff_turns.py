"""Whose turn it is with a hand-off: which moves there are, who may make them, and for whom it waits."""

from lib.storage.audit import Actor
from lib.team.handoffs import HandOff, State
from lib.team.people import HAT_NAMES
from lib.words import _

MOVES: dict[State, dict[State, str]] = {
    "draft": {"draft": "from", "sent": "from", "closed": "from"},
    "sent": {"accepted": "to", "returned": "to", "draft": "from"},
    "accepted": {"answered": "to", "returned": "to"},
    "answered": {"closed": "from", "sent": "from"},
    "returned": {"draft": "from", "sent": "from", "closed": "from"},
    "closed": {},
}
"""From a state to the next ones, and who may do it: who sent it ("from") or the addressee ("to")."""


def moves_of(found: HandOff, actor: Actor) -> tuple[State, ...]:
    """The states into which this person in this hat may bring it."""
    return tuple(state for state, who in MOVES[found.state].items() if not refusal(found, actor, who))


def refusal(found: HandOff, actor: Actor, who: str) -> str:
    """Why this person in this hat may not; empty where they may."""
    person, hat = (found.to_person, found.to_hat) if who == "to" else (found.from_person, found.from_hat)
    if actor.person != person:
        return _("This is for {person} to do.", person=person or _("nobody yet"))
    if found.is_to_oneself and actor.hat != hat:
        return _("You handed it to yourself: put on the other hat for this ({hat}).", hat=_(HAT_NAMES[hat]))
    return ""


def is_turn_of(found: HandOff, person: str) -> bool:
    """Whether the next move is this person's, in whichever hat: what is owed, and what came back or was answered."""
    if found.state in ("sent", "accepted"):
        return found.to_person == person
    return found.state in ("draft", "answered", "returned") and found.from_person == person


def waits_for(found: HandOff, actor: Actor, name: str) -> str:
    """For whom it waits, said to somebody who can do nothing; `name`: what whoever has the next move is called."""
    if is_turn_of(found, actor.person):
        hat = found.to_hat if found.state in ("sent", "accepted") else found.from_hat
        return _("You handed it to yourself: put on the other hat for this ({hat}).", hat=_(HAT_NAMES[hat]))
    return _("It waits for {person}.", person=name)
