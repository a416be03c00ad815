"""The hat meter: one's own figures for oneself alone, the team's without names and from three people on."""

from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from lib import words
from lib.conversations import queries
from lib.team.acts import acts_of, own_acts, people_at_work
from lib.team.meter import LEAST_PEOPLE, Interval, Meter, meter_of, pooled, work_of
from lib.team.wishes import meter_me, metered_people, wishes_of
from lib.ui import session
from lib.ui.acts import do
from lib.ui.ask import ask
from lib.ui.markup import show, tag
from lib.ui.panels import show_title
from lib.ui.tables import records
from lib.ui.team import Team
from lib.words import _, ngettext, number

_DAYS = 90
_MOST_ERRORS = 5_000


def show_meter(found: Team) -> None:
    """One's own meter, where one wants it."""
    store = session.records()
    is_on = wishes_of(store, found.me.person).is_metered
    show_title(_("Your hat meter"), _("The last 90 days, from what you decided; nobody else sees it"))
    st.toggle(
        _("Count my hats"),
        is_on,
        key=f"meter.{found.me.person}.{is_on}",
        on_change=do,
        args=(meter_me, store, found.me, not is_on),
        help=_("Off at first. While it is on, your figures also count in the team's, without your name."),
    )
    if not is_on:
        show(tag("p", _("Changing perspective costs attention. Look at yours, if you like."), classes="note"))
        return
    since = _since()
    acts = own_acts(store, session.actor(), since)
    _show_figures(meter_of(acts, _errors(since), _work_of_others(found.me.person, since)))
    show(
        tag(
            "p",
            _(
                "A switch is an act in another hat within half an hour of the one before. Errors are replies of ours "
                "that were edited, answered with a critique or followed by rising heat, made while you alone were at "
                "work. It is a comparison, not an experiment."
            ),
            classes="note",
        )
    )


def show_team_meter() -> None:
    """The team's figures, where they name nobody."""
    show_title(_("The team"), _("Everybody who counts their hats, together"))
    store, since = session.records(), _since()
    errors = _errors(since)
    people = metered_people(store)
    found = pooled(
        [meter_of(acts_of(store, person, since), errors, _work_of_others(person, since)) for person in people]
        if len(people) >= LEAST_PEOPLE
        else []
    )
    if found is None:
        said = _(
            "Shown once {count} people count their hats and have worked an hour: of fewer, each could be told apart.",
            count=number(LEAST_PEOPLE),
        )
        show(tag("p", said, classes="note"))
        return
    _show_figures(found)


def _show_figures(found: Meter) -> None:
    if not found.has_hours:
        show(tag("p", _("Too few to say: less than an hour of work was written down."), classes="hint"))
        return
    rows = [
        (_("Switches an hour"), number(found.switches_an_hour, 1), _switches_said(found)),
        (_("Longest in one hat"), words.span(found.longest_seconds), _("without a pause of half an hour")),
    ]
    for label, value, said in rows:
        show(
            tag(
                "div",
                tag("div", label, classes="figure-label"),
                tag("div", value, classes="figure-value"),
                tag("div", said, classes="figure-note"),
            )
        )
    show(tag("p", _errors_said(found)))


def _switches_said(found: Meter) -> str:
    counted = ngettext("{count} switch", "{count} switches", found.switches)
    return _("{switches} in {hours} hours of work", switches=counted, hours=number(found.hours, 1))


def _errors_said(found: Meter) -> str:
    """The comparison in one sentence."""
    ratio = found.ratio
    counts = {"near": number(found.near_errors), "other": number(found.other_errors)}
    if ratio is None:
        return _("Errors after a switch against otherwise: too few to say ({near} and {other}).", **counts)
    value, low, high = ratio
    numbers = {"ratio": number(value, 1), "low": number(low, 1), "high": number(high, 1), **counts}
    if low > 1:
        return _(
            "Within 15 minutes of a switch errors are {ratio} times as frequent, between {low} and {high} "
            "({near} after a switch, {other} otherwise).",
            **numbers,
        )
    if high < 1:
        return _(
            "Within 15 minutes of a switch errors are rarer: {ratio} times the usual, between {low} and {high} "
            "({near} after a switch, {other} otherwise).",
            **numbers,
        )
    return _(
        "Errors are not more frequent after a switch than otherwise, beyond chance: {ratio} times, between {low} and "
        "{high} ({near} after a switch, {other} otherwise).",
        **numbers,
    )


def _since() -> datetime:
    return datetime.now(UTC) - timedelta(days=_DAYS)


def _errors(since: datetime) -> list[datetime]:
    """When our visible errors were made, since then."""
    if not session.in_force().version:
        return []
    found = records(ask(queries.visible_errors, since=since.date(), count=_MOST_ERRORS))
    return [row["created_at"].to_pydatetime() for row in found]


def _work_of_others(person: str, since: datetime) -> list[Interval]:
    """When anybody else was at work."""
    acts_since = partial(acts_of, session.records(), since=since)
    others = [other for other in people_at_work(session.records()) if other != person]
    return [interval for other in others for interval in work_of(acts_since(other))]
