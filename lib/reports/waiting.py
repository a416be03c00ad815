"""Who waits, and how fast we answered: the queue's first, and the times of our replies in the period."""

from typing import Any

import pandas as pd

from lib.conversations import queries
from lib.conversations.reasons import reasons
from lib.conversations.response import Response, response_of, response_sentence, step_label, time_said
from lib.conversations.today import Figures
from lib.look import LIGHT, channel_name
from lib.reports.document import Chart, Column, Figure, Section, Series, Table
from lib.reports.reading import Reading
from lib.words import _, ngettext, number, span

_SHOWN, _WORDS = 8, 180
MOST_ROWS = 5_000
"""Rows of evidence that a sheet of a brief has at most."""


def section(reading: Reading, found: Figures) -> Section:
    """The chapter."""
    weights = reading.choices.weights.parameters
    given = {**reading.params, **reading.timing, **weights, "decided": reading.decided}
    rows = reading.rows(queries.queue, **given, count=MOST_ROWS)
    response = response_of(reading.ask(queries.response_total, **reading.params, **reading.timing))
    steps = reading.ask(queries.response_distribution, **reading.params, **reading.timing)
    title = _("Nobody is waiting for us")
    if found.waiting:
        title = ngettext("{count} conversation waits", "{count} conversations wait", found.waiting)
    return Section(
        "waiting",
        _("Who waits for us"),
        (_waiting_said(found), response_sentence(response)),
        _figures(found, response),
        tuple(_times(steps)) if response and response.first_count else (),
        (_first(rows, reading, title),) if rows else (),
        evidence=(_all(rows, reading),) if rows else (),
        definitions=(
            (
                _("Waiting for us"),
                _(
                    "Conversations of the period with a message that asks, complains or addresses us, "
                    "and that no message of ours has followed in its thread."
                ),
            ),
            (
                _("First response"),
                _("From somebody's first message to our first reply, automatic ones left out; the median of them."),
            ),
            (_("Response rate"), _("Answered ÷ needing an answer.")),
            (_("Service level"), _("Replies within your goal ÷ all that met or missed it.")),
        ),
    )


def _waiting_said(found: Figures) -> str:
    if not found.waiting or found.longest_seconds is None:
        return _("Nobody is waiting for an answer.")
    return ngettext(
        "One conversation is waiting, for {wait}.",
        "{count} conversations are waiting, the longest for {wait}.",
        found.waiting,
        wait=span(found.longest_seconds),
    )


def _figures(found: Figures, response: Response | None) -> tuple[Figure, ...]:
    longest = found.longest_seconds
    waiting = Figure(
        _("Waiting for us"), number(found.waiting), _("oldest {span}", span=span(longest)) if longest else _("nobody")
    )
    if response is None:
        return (waiting,)
    replies = ngettext("over {count} first reply", "over {count} first replies", response.first_count)
    return (
        waiting,
        Figure(_("First response"), time_said(response.first_median), replies),
        Figure(_("Response rate"), response.rate.said, response.rate.note),
        Figure(_("Service level"), response.level.said, response.level.note),
    )


def _times(steps: pd.DataFrame) -> list[Chart]:
    before = [None, *steps.upto[:-1]]
    names = tuple(step_label(upto, earlier) for upto, earlier in zip(steps.upto, before, strict=True))
    series = Series(_("First replies"), tuple(float(count) for count in steps.first_responses), LIGHT.accent)
    measure = _("First replies of ours by how long they took")
    return [Chart("times", "stacked", _("How fast we answered"), measure, names, (series,))]


def _first(rows: list[dict[str, Any]], reading: Reading, title: str) -> Table:
    """The first of the queue; their words stand there where anybody's may."""
    is_quoted = any(reading.form.may_quote(row) for row in rows[:_SHOWN])
    columns = (
        Column(_("Waits for"), width=0.7),
        Column(_("Channel"), width=0.9),
        Column(_("Who"), width=1.1),
        *((Column(_("What they wrote"), width=3.2),) if is_quoted else ()),
        Column(_("Why it presses"), width=2.1),
    )
    shown = tuple(
        (
            span(float(row["waiting_seconds"])),
            channel_name(str(row["channel"])),
            reading.form.person(row),
            *((reading.form.cell(row, _WORDS),) if is_quoted else ()),
            " · ".join(reasons(row)[1:]),
        )
        for row in rows[:_SHOWN]
    )
    return Table("waiting", title, columns, shown, int(rows[0]["total"]))


def _all(rows: list[dict[str, Any]], reading: Reading) -> Table:
    is_client = reading.form.is_client
    columns = (
        Column(_("Channel")),
        Column(_("Who")),
        Column(_("Waiting since"), "moment"),
        Column(_("Hours"), "decimal"),
        Column(_("Messages that wait"), "count"),
        Column(_("People in it"), "count"),
        Column(_("Why it presses")),
        Column(_("What they wrote")),
    )
    ids = () if is_client else (Column(_("Taken by")), Column("conversation_id"), Column("message_id"))
    made = []
    for row in rows:
        own = (
            channel_name(str(row["channel"])),
            reading.form.person(row),
            row["waiting_since"].to_pydatetime(),
            float(row["waiting_seconds"]) / 3600,
            int(row["waiting_count"]),
            int(row["author_count"]),
            " · ".join(reasons(row)[1:]),
            reading.form.cell(row),
        )
        taken = row["owner"] if isinstance(row["owner"], str) else ""
        made.append(own if is_client else (*own, taken, str(row["conversation_id"]), str(row["message_id"])))
    return Table("who_waits", _("Who waits"), columns + ids, tuple(made), int(rows[0]["total"]))
