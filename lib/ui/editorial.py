"""Pieces of Editorial that its views share: the switch, the posts of the period, the opening sentence, verdicts."""

from datetime import date

import streamlit as st

from lib.editorial import queries
from lib.editorial.overview import Post, counted, posts_of
from lib.editorial.receptions import judged_receptions
from lib.editorial.verdicts import NAMES, TONES, post_said, verdict_said
from lib.ui import address
from lib.ui.ask import ask, worked_out
from lib.ui.filters import Filter
from lib.ui.markup import Element, tag
from lib.words import N_, _, ngettext

VIEWS = {
    "receptions": N_("Receptions"),
    "ideas": N_("Ideas"),
    "calendar": N_("Calendar"),
    "when": N_("When to publish"),
}
OPENED = ("channel", "post", "span", "which", "verdict", "page", "action", "idea", "status", "day", "part")


def view_in_force() -> str:
    """The view that the address names."""
    view = address.field("view")
    return view if view in VIEWS else "receptions"


def show_views(view: str) -> None:
    """The switch between the views."""
    if st.session_state.get("editorial.view") != view:
        st.session_state["editorial.view"] = view
    st.segmented_control(
        _("View"),
        list(VIEWS),
        format_func=lambda code: _(VIEWS[code]),
        key="editorial.view",
        required=True,
        label_visibility="collapsed",
        on_change=address.writes("view", "editorial.view", str, clears=OPENED),
    )


def posts_in(chosen: Filter) -> list[Post]:
    """Our posts of the period and channels, in the languages chosen, the newest first."""
    return posts_between(chosen, chosen.days.since, chosen.days.until)


def posts_between(chosen: Filter, since: date, until: date) -> list[Post]:
    """The same over other days."""
    channels = list(chosen.channels) or None
    judged = worked_out(judged_receptions, since=since.isoformat(), until=until.isoformat(), channels=channels)
    texts = ask(queries.posts, since=since, until=until, channels=channels)
    return posts_of(judged, texts, chosen.languages)


def opening(posts: list[Post]) -> str:
    """What the page shows now, in words: every post is counted once."""
    if not posts:
        return _("We published nothing in this period.")
    count = counted(posts)
    said = [ngettext("We published {count} post", "We published {count} posts", len(posts))]
    if count["success"]:
        said.append(ngettext("{count} was a success", "{count} were successes", count["success"]))
    if count["failure"]:
        said.append(ngettext("{count} was a failure", "{count} were failures", count["failure"]))
    if count["neutral"]:
        said.append(ngettext("{count} went as usual", "{count} went as usual", count["neutral"]))
    if count["few"]:
        said.append(ngettext("{count} drew too little to say", "{count} drew too little to say", count["few"]))
    if count["early"]:
        said.append(ngettext("{count} is too young to judge", "{count} are too young to judge", count["early"]))
    return "; ".join(said) + "."


def verdict_chip(verdict: str) -> Element:
    """A verdict as sign, word and colour."""
    sign = {"success": "+ ", "failure": "\N{MINUS SIGN} "}.get(verdict, "")
    return tag("b", sign + _(NAMES[verdict]), classes=f"verdict {TONES.get(verdict, 'plain')}")


def post_card(post: Post, zone: str) -> Element:
    """A post of ours as a card: its verdict, where and when, its words, and what it rests on."""
    return tag(
        "div",
        tag("div", verdict_chip(post.verdict), " · ", post_said(post.row, zone), classes="meta"),
        tag("blockquote", post.text.strip()[:300] or _("(no words)"), classes="quote ours"),
        tag("div", verdict_said(post.judged), classes="reasons"),
        classes="card",
    )
