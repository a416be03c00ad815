"""Pieces of Today: its four figures, its titles, and what changed since yesterday."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from lib import words
from lib.conversations.charts import volume_and_mood
from lib.conversations.today import Figures
from lib.look import Look
from lib.ui import address, session, today_data
from lib.ui.filters import Filter
from lib.ui.given_back import kept_by_version
from lib.ui.markup import show, tag
from lib.ui.panels import show_figure, show_title
from lib.ui.registry import CONVERSATIONS
from lib.words import _, ngettext, number, percent, signed, span


def show_figures(figures: Figures) -> None:
    """The four figures side by side, each with its definition and its messages."""
    waiting, volume, mood, critiques = st.columns(4, gap="small")
    with waiting:
        show_figure(
            "waiting",
            number(figures.waiting),
            _("Waiting for us"),
            _("nobody") if figures.longest_seconds is None else _("oldest {span}", span=span(figures.longest_seconds)),
            definition=_(
                "Conversations of the period with a message that asks, complains or addresses us, "
                "and that no message of ours has followed in its thread."
            ),
            link=_("Open who is waiting"),
            to=CONVERSATIONS,
            fields=address.link(view="queue", sort="wait"),
            tone="burning" if figures.waiting and (figures.longest_seconds or 0) > 86_400 else "",
        )
    with volume:
        show_figure(
            "volume",
            number(figures.messages),
            _("Messages"),
            _change_said(figures.change),
            definition=_("All messages of the period, against the daily mean of the 28 days before it."),
            link=_("Open the messages"),
            to=CONVERSATIONS,
            fields=address.link(view="messages"),
        )
    with mood:
        _show_mood(figures)
    with critiques:
        share = percent(figures.critiques / figures.inbound) if figures.inbound else percent(0)
        show_figure(
            "critiques",
            number(figures.critiques),
            _("Critiques"),
            _("{share} of what people wrote", share=share),
            definition=_(
                "Messages saying that something the brand does, sells or says falls short, so that the brand could act."
            ),
            link=_("Open the critiques"),
            to=CONVERSATIONS,
            fields=address.link(view="messages", which="critiques"),
        )


def _show_mood(figures: Figures) -> None:
    net = figures.mood
    show_figure(
        "mood",
        signed(net.value) if net.is_enough else "–",
        _("Mood"),
        _("between {low} and {high}", low=signed(net.low), high=signed(net.high))
        if net.is_enough
        else _("too few to say"),
        definition=_(
            "Net sentiment: % positive − % negative, neutrals counted in the base, with its 95 % interval. "
            "Under 30 messages it is too few to say."
        ),
        link=_("Open the mood over time"),
        to=CONVERSATIONS,
        fields=address.link(view="monitor"),
        tone={1: "positive", -1: "negative"}.get(figures.mood_turn, ""),
    )


def show_waiting_title(count: int) -> None:
    """The title of the queue; said differently where nobody waits."""
    if count:
        show_title(_("Needs you now"), ngettext("{count} conversation waits", "{count} conversations wait", count))
    else:
        show_title(_("Nobody needs you now"))
        show(tag("p", _("Everyone who asked or complained in this period has been answered."), classes="note"))


def change_chart(chosen: Filter) -> go.Figure:
    """The chart of volume and mood, drawn once for all sessions."""
    now = session.in_force()
    return _change_chart(str(now.path), now.version, chosen.params, words.language(), now.look, chosen)


@kept_by_version(max_entries=64)
def _change_chart(path: str, version: int, given: dict[str, Any], language: str, look: Look, _of: Filter) -> go.Figure:
    by_day, bursts = today_data.volume(_of), today_data.bursts(_of)
    return volume_and_mood(by_day, bursts, look, _of.days.since, height=272)


def open_day(day: str) -> None:
    """The messages of a day of the chart."""
    st.switch_page(CONVERSATIONS.file, query_params=address.link(view="messages", period=day))


def change_title(figures: Figures) -> str:
    """The finding of the chart of volume and mood."""
    volume = _("Talk is as usual")
    if figures.change is not None and abs(figures.change) >= 0.15:
        volume = _("More talk than usual") if figures.change > 0 else _("Less talk than usual")
    mood = {
        1: _("the mood is brighter"),
        0: _("the mood holds"),
        -1: _("the mood is darker"),
    }[figures.mood_turn]
    return _("What was said, and how") if figures.change is None else _("{volume}, {mood}", volume=volume, mood=mood)


def show_changes(sentences: list[str]) -> None:
    """What changed since yesterday: messages, critiques, mood, each opening what it counts."""
    if not sentences:
        show(tag("p", _("There is only one day to look at yet."), classes="note"))
        return
    opens = (
        {"view": "messages", "period": "1d"},
        {"view": "messages", "period": "1d", "which": "critiques"},
        {"view": "monitor", "period": "1d"},
    )
    with st.container(gap=None, key="changes"):
        for place, (sentence, fields) in enumerate(zip(sentences, opens, strict=True)):
            with st.container(key=f"card-change-{place}", gap=None):
                show(tag("div", sentence, classes="card"))
                st.page_link(CONVERSATIONS.file, label=_("Open its messages"), query_params=address.link(**fields))


def _change_said(change: float | None) -> str:
    if change is None:
        return _("no usual to compare with yet")
    return _("{change} % against the usual", change=signed(round(100 * change)))
