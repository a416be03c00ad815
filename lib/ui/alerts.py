"""Pieces of Alerts: the stories that stood out in the period, and the messages behind the one that is chosen."""

import pandas as pd
import streamlit as st

from lib import words
from lib.conversations import queries
from lib.conversations.alert_words import alert_note, alert_title, alerts_title
from lib.conversations.alerts import alerts, within
from lib.ui import address
from lib.ui.ask import ask, worked_out
from lib.ui.filters import Filter
from lib.ui.labels import taxonomy_in_force
from lib.ui.labels_words import aspect_name
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import CONVERSATIONS
from lib.ui.rows import quote, show_message
from lib.ui.tables import records
from lib.words import _

_SHOWN = 40


def show_alerts(chosen: Filter) -> None:
    """The alerts of the period, newest first, beside their messages."""
    with st.spinner(_("Looking for what stands out…")):
        every = worked_out(alerts)
    found = within(every, chosen.days.since, chosen.days.until, chosen.channels, chosen.archive.time_zone)
    left, right = st.columns([5, 7], gap="medium")
    rows = records(found)
    opened = next((row for row in rows if row["alert_id"] == address.field("alert")), rows[0] if rows else None)
    with left:
        show_title(
            alerts_title(len(rows)),
            _(
                "Against the same hours of the 28 days before; what the weekday or the season explains is left out. "
                "One story is one alert."
            ),
        )
        for row in rows:
            _show_alert(row, chosen.archive.time_zone, is_open=row is opened)
        if not rows:
            _show_quiet(every, chosen)
    if opened:
        with right, panel("alert", fills=False):
            _show_cause(opened, chosen.archive.time_zone)


def _title(row: "dict[str, object]") -> str:
    taxonomy = taxonomy_in_force()
    return alert_title(row, lambda name: aspect_name(name, taxonomy))


def _show_alert(row: "dict[str, object]", zone: str, *, is_open: bool) -> None:
    found_at = pd.Timestamp(str(row["found_at"])).to_pydatetime()
    with st.container(key=f"card-{'open-' if is_open else ''}alert-{row['place']}", gap=None):
        show(
            tag(
                "div",
                tag("div", tag("b", _title(row)), classes="meta"),
                quote(row["first_text"]),
                tag("div", _("seen on {moment}", moment=words.moment(found_at, zone)), classes="reasons"),
                classes="card",
            )
        )
        st.page_link(
            CONVERSATIONS.file,
            label=_("Open this alert"),
            query_params=address.link(view="alerts", alert=str(row["alert_id"])),
        )


def _show_cause(row: "dict[str, object]", zone: str) -> None:
    """Why it was raised: the numbers, the words that are new, the first message and those that followed."""
    show_title(_title(row), alert_note(row))
    said = list(row["words"])  # type: ignore[call-overload]
    if said:
        show(tag("p", *(tag("span", word, classes="chip") for word in said)))
        show(tag("p", _("Words of these messages that are not usual there"), classes="note"))
    channels, ids = list(row["message_channels"]), list(row["message_ids"])  # type: ignore[call-overload]
    first = ask(queries.messages_by_key, channels=[str(row["first_channel"])], ids=[str(row["first_message_id"])])
    show(tag("h3", _("The first of them")))
    for found in records(first):
        show_message({**found, "place": "first"}, zone, view="messages")
    show(tag("h3", _("The newest of them")))
    for found in records(ask(queries.messages_by_key, channels=channels[-_SHOWN:], ids=ids[-_SHOWN:])):
        show_message(found, zone, view="messages")


def _show_quiet(every: pd.DataFrame, chosen: Filter) -> None:
    said = _("It was a quiet time: whatever rose and fell did so as in the weeks before.")
    show(tag("p", said, classes="note"))
    if len(every):
        last = pd.Timestamp(every.found_at.max()).to_pydatetime()
        moment = words.moment(last, chosen.archive.time_zone)
        show(tag("p", _("The last alert was on {moment}.", moment=moment), classes="note"))
        st.button(
            _("Show the whole archive"),
            on_click=address.write,
            args=({"period": "all", "channels": ""},),
            type="primary",
        )
