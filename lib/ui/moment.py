"""The right moment, above a conversation: what to do now, why, and what came of such advice in the past."""

import pandas as pd

from lib.conversations import queries
from lib.conversations.chances import Chance, chance_of_member, part_of_week
from lib.conversations.moment import Advice, advice
from lib.conversations.passion import Liveliness, liveliness_of
from lib.conversations.shares import ENOUGH
from lib.ui.ask import ask
from lib.ui.markup import Element, show, tag
from lib.words import N_, _, number, percent, signed

_TITLES = {
    "wait": N_("Wait"),
    "step_in": N_("Step in"),
    "calm_down": N_("Calm down"),
    "go_private": N_("Go private"),
    "kindle": N_("Kindle"),
}
LAST = 300
"""Messages of a conversation that are looked at, from its end."""


def show_moment(row: "pd.Series[object]", shape: pd.DataFrame, zone: str) -> None:
    """The advice for the conversation of this row (query `conversation`); nothing where there is nothing to advise."""
    channel, conversation_id = str(row.channel), str(row.conversation_id)
    ids = [str(found) for found in shape.message_id.tail(LAST)]
    messages = ask(queries.thread_messages, channel=channel, conversation_id=conversation_id, ids=ids)
    liveliness = liveliness_of(messages)
    chance = _chance(row, zone)
    tension = None if pd.isna(row.tension) else float(str(row.tension))
    found = advice(messages, tension, liveliness, chance)
    if found.kind == "nothing":
        return
    show(
        tag(
            "div",
            tag("p", tag("b", _(_TITLES[found.kind])), " · ", " ".join(found.reasons)),
            *_notes(found, chance, liveliness),
            classes=f"moment {found.kind.replace('_', '-')}",
            title=_(
                "The chance that a member answers within the hour (Kaplan-Meier, by channel and part of the week) "
                "against the heat of the conversation. A hint, never a rule."
            ),
        )
    )


def _chance(row: "pd.Series[object]", zone: str) -> Chance | None:
    if pd.isna(row.waiting_since):
        return None
    last_at = pd.Timestamp(ask(queries.archive).iloc[0].last_at).to_pydatetime()
    since = pd.Timestamp(str(row.waiting_since)).to_pydatetime()
    waited = (last_at - since).total_seconds()
    return chance_of_member(ask(queries.member_answers), str(row.channel), part_of_week(last_at, zone), waited)


def _notes(found: Advice, chance: Chance | None, liveliness: Liveliness) -> list[Element]:
    said = []
    if chance is not None and found.kind in ("wait", "step_in"):
        said.append(
            _(
                "Between {low} and {high}, from {count} messages that waited as long.",
                low=percent(chance.low),
                high=percent(chance.high),
                count=number(chance.count),
            )
        )
    if found.kind in ("calm_down", "kindle") and liveliness.is_enough:
        said.append(
            _(
                "{authors} people; the two liveliest write {share} of it.",
                authors=number(liveliness.authors),
                share=percent(liveliness.dominance),
            )
        )
    if found.kind in ("wait", "step_in"):
        said.append(_record(found.kind))
    return [tag("p", " ".join(said), classes="note")] if said else []


def _record(kind: str) -> str:
    """What came of this advice in the past, judged month by month on what was known before."""
    record = ask(queries.moment_record)
    rows = record[record.advice == kind]
    if rows.empty or int(rows.iloc[0].messages) < ENOUGH:
        return _("How often this held in the past: too few to say.")
    past = rows.iloc[0]
    return _(
        "Where this was the advice in the past year ({count} times), a member answered within the hour in {share}; "
        "heat changed by {heat}.",
        count=number(int(past.messages)),
        share=percent(float(past.member_in_hour)),
        heat=signed(0.0 if pd.isna(past.heat_change) else float(past.heat_change), 2),
    )
