"""A post that is open: its words, the verdict of its hour, day and week, what came around it, and the messages."""

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.editorial import queries
from lib.editorial.around import around_of
from lib.editorial.around_words import curiosity_said, mood_change_said
from lib.editorial.charts import MEASURES, against_usual
from lib.editorial.overview import Post
from lib.editorial.receptions import SECONDS, SPANS
from lib.editorial.verdicts import SPANS as SPAN_NAMES
from lib.editorial.verdicts import mood_said, post_said, usual_said, verdict_said
from lib.look import channel_name
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.editorial import verdict_chip
from lib.ui.editorial_actions import show_belonging
from lib.ui.filters import Filter
from lib.ui.markup import joined, outward_link, show, tag
from lib.ui.panels import show_chart, show_title
from lib.ui.registry import EDITORIAL
from lib.ui.rows import show_message
from lib.ui.tables import records
from lib.words import N_, _, ngettext

WHICH = {
    "all": N_("All"),
    "positive": N_("Positive"),
    "negative": N_("Negative"),
    "questions": N_("Questions"),
    "critiques": N_("Critiques"),
    "newcomers": N_("First-time authors"),
}
_HOURS, _MOOD_HOURS = 48, 168
_PER_PAGE = 6


def show_post(post: Post, chosen: Filter) -> None:
    """Everything about one post."""
    zone = chosen.archive.time_zone
    show(
        tag(
            "div",
            tag("div", post_said(post.row, zone), " ", outward_link(_("Original"), post.url), classes="meta"),
            tag("blockquote", post.text.strip()[:900] or _("(no words)"), classes="quote whole ours"),
        )
    )
    show_belonging(post)
    for span in SPANS:
        _show_span(post, span)
    if post.row["early"]:
        said = ngettext(
            "{count} comment is dated before the post and counts in no stretch: a clock was wrong, or the post was "
            "published again.",
            "{count} comments are dated before the post and count in no stretch: a clock was wrong, or the post was "
            "published again.",
            int(post.row["early"]),
        )
        show(tag("p", said, classes="hint"))
    if address.field("span") in SPAN_NAMES:
        _show_messages(post, address.field("span"), zone)
        return
    _show_usual(post)
    _show_around(post)


def _show_span(post: Post, span: str) -> None:
    """One line: the verdict and its evidence; it opens the messages."""
    row = post.spans[span]
    channel, message_id = post.key
    is_open = address.field("span") == span
    with st.container(key=f"card-{'open-' if is_open else ''}span-{span}", gap=None):
        show(
            tag(
                "div",
                tag("div", tag("b", _(SPAN_NAMES[span])), ": ", verdict_chip(str(row["verdict"])), classes="meta"),
                tag("div", joined(verdict_said(row), " ", mood_said(row)), classes="said"),
                classes="card",
            )
        )
        st.page_link(
            EDITORIAL.file,
            label=_("Open the messages of this stretch"),
            query_params=address.link(
                view="receptions",
                verdict=address.field("verdict"),
                action=address.field("action"),
                page=address.field("page"),
                channel=channel,
                post=message_id,
                span=span,
            ),
        )


def _show_usual(post: Post) -> None:
    row = post.judged
    if post.verdict in ("early", "few"):
        return
    if any(not pd.isna(row[f"{name}_factor"]) for name in MEASURES):
        show_title(
            _("Against our usual"),
            _("times the usual of channel, format and hour, with the 95 % interval; {span}", span=_stretch(post)),
        )
        show_chart(against_usual(row, session.in_force().look), "usual", alt=verdict_said(row))
        show(tag("p", usual_said(row), classes="note"))


def _stretch(post: Post) -> str:
    return _(SPAN_NAMES[post.span]).lower()


def _show_around(post: Post) -> None:
    """What the community did after it against before."""
    at, channel = post.row["created_at"], post.key[0]
    near = around_of(ask(queries.around, at=at.to_pydatetime(), hours=_HOURS, channel=channel))
    wide = around_of(ask(queries.around, at=at.to_pydatetime(), hours=_MOOD_HOURS))
    show_title(
        _("What happened around it"),
        _(
            "after against before: {channel} over {near} on each side, the mood of all channels over {wide}",
            channel=channel_name(channel),
            near=words.span(near.seconds),
            wide=words.span(wide.seconds),
        ),
    )
    for said in (*curiosity_said(near), mood_change_said(wide)):
        show(tag("p", said))


def _show_messages(post: Post, span: str, zone: str) -> None:
    channel, message_id = post.key
    which = address.field("which") if address.field("which") in WHICH else "all"
    given = stretch_of(post, span)
    first = (address.number("part") - 1) * _PER_PAGE
    rows = ask(queries.messages_below, **given, which=which, first=first, count=_PER_PAGE)
    _show_which(which)
    if rows.empty:
        show(tag("p", _("No message of this kind in this stretch."), classes="hint"))
    for row in records(rows):
        show_message(row, zone, view="list")
    _show_parts(int(rows.total.iloc[0]) if len(rows) else 0)


def stretch_of(post: Post, span: str) -> dict[str, Any]:
    """The conversation of a post and the ends of a span in it, as parameters of `messages_below`."""
    since = post.row["created_at"].to_pydatetime()
    return {
        "channel": post.key[0],
        "conversation_id": str(post.row["conversation_id"]),
        "since": since,
        "until": since + timedelta(seconds=SECONDS[span]),
    }


def _show_which(which: str) -> None:
    if st.session_state.get("editorial.which") != which:
        st.session_state["editorial.which"] = which
    st.segmented_control(
        _("Which messages"),
        list(WHICH),
        format_func=lambda code: _(WHICH[code]),
        key="editorial.which",
        required=True,
        label_visibility="collapsed",
        on_change=address.writes("which", "editorial.which", str, clears=("part",)),
    )


def _show_parts(total: int) -> None:
    pages = -(-total // _PER_PAGE)
    if pages > 1:
        number_ = min(address.number("part"), pages)
        key = f"editorial.part.{number_}"
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(pages, default=number_, key=key, on_change=address.writes("part", key, str))
