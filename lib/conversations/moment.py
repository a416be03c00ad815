"""The right moment: wait, step in, calm down, go private or kindle; always with its reason, and always a hint.

It weighs who could answer before us (`lib.conversations.chances`) against the heat of the conversation. It does not
claim to foresee that a conversation will derail.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from lib.conversations.chances import Chance
from lib.conversations.passion import Liveliness
from lib.ingest.canonical import MAIL_MASK, PHONE_MASK
from lib.words import _, ngettext, percent

Kind = Literal["wait", "step_in", "calm_down", "go_private", "kindle", "nothing"]
HOT = 0.5
"""Heat from which a message is hostile enough to act on."""
RISING = 0.1
"""Tension (mean heat of the last three messages less the three before) from which a conversation heats up."""
LIKELY = 0.4
"""Chance within the hour from which waiting for a member is worth it."""
_PRIVATE = re.compile(
    rf"{re.escape(MAIL_MASK)}|{re.escape(PHONE_MASK)}"
    r"|\b(?:ordine|order|pratica|ticket|tracking|iban|fattura|invoice)\b\W{0,12}\w*\d{4,}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Advice:
    """What to do now, and why, in sentences fit to show."""

    kind: Kind
    reasons: tuple[str, ...]


def advice(messages: pd.DataFrame, tension: float | None, liveliness: Liveliness, chance: Chance | None) -> Advice:
    """The advice for a conversation from its messages (rows of `thread_messages`, oldest first).

    `tension` is None under six messages; `chance` is that of the message that waits longest, None where nothing does
    or too little is known.
    """
    theirs = messages[~messages.is_brand.astype(bool)]
    waiting = theirs[theirs.is_waiting.astype(bool)]
    hot = theirs.heat.tail(3).max() if len(theirs) else None
    if len(waiting) and _is_private(waiting.text):
        return Advice("go_private", (_("Somebody gives an order number, an address or a telephone number in public."),))
    if hot is not None and hot >= HOT:
        return _heated(theirs, waiting, tension, liveliness)
    if tension is not None and tension >= RISING and liveliness.is_quarrel:
        return Advice("calm_down", (_("The heat rises, and two people write most of it."),))
    if len(waiting):
        return _for_who_waits(waiting, tension, chance)
    if liveliness.is_passion:
        return Advice(
            "kindle", (_("Many different people answer each other, and kindly: one question of ours keeps it going."),)
        )
    return Advice("nothing", (_("Nobody waits for us here."),))


def _heated(theirs: pd.DataFrame, waiting: pd.DataFrame, tension: float | None, liveliness: Liveliness) -> Advice:
    if theirs.author_id.nunique() <= 1 and len(waiting):
        return Advice("go_private", (_("One person is angry with us: a direct message takes the stage away."),))
    said = [_("The last words are hostile.")]
    if liveliness.is_quarrel:
        said.append(_("Two people write most of it."))
    if tension is not None and tension >= RISING:
        said.append(_("Tension rises."))
    return Advice("calm_down", tuple(said))


def _for_who_waits(waiting: pd.DataFrame, tension: float | None, chance: Chance | None) -> Advice:
    complains = waiting.is_critique.fillna(False).astype(bool).any()
    if complains:
        return Advice("step_in", (_("Somebody says that something of ours falls short: that is ours to answer."),))
    if chance is None:
        return Advice("step_in", (_("Somebody asks us, and too little is known of who else would answer."),))
    if chance.value == 0:
        said = ngettext(
            "No other member answered within the hour in {count} like moment.",
            "No other member answered within the hour in {count} like moments.",
            chance.count,
        )
        return Advice("step_in", (said,))
    share = percent(chance.value)
    if chance.value >= LIKELY and (tension is None or tension < RISING):
        return Advice("wait", (_("In {share} of such cases another member answers within the hour.", share=share),))
    return Advice(
        "step_in", (_("Only in {share} of such cases does another member answer within the hour.", share=share),)
    )


def _is_private(texts: Sequence[str]) -> bool:
    return any(_PRIVATE.search(str(text)) for text in texts)
