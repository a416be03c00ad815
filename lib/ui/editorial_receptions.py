"""Receptions: our posts of the period with their verdict at the left, the one that is open at the right."""

import streamlit as st

from lib.editorial.overview import VERDICTS, Post, counted, post_named
from lib.editorial.verdicts import NAMES
from lib.ui import address
from lib.ui.editorial import post_card
from lib.ui.editorial_actions import show_choice
from lib.ui.editorial_post import show_post
from lib.ui.filters import Filter
from lib.ui.markup import show
from lib.ui.panels import panel
from lib.ui.registry import EDITORIAL
from lib.ui.states import show_empty
from lib.words import _

_PER_PAGE = 8


def show_receptions(chosen: Filter, posts: list[Post]) -> None:
    """The list and the post that is open; the newest where none is."""
    if not posts:
        _show_nothing(chosen)
        return
    verdict = address.field("verdict")
    left, right = st.columns([5, 7], gap="medium")
    with left, panel("posts"):
        among = show_choice(posts) or posts
        shown = [post for post in among if post.verdict == verdict] or among
        opened = post_named(posts, address.field("channel"), address.field("post")) or shown[0]
        _show_verdicts(among, verdict)
        first = (address.number("page") - 1) * _PER_PAGE
        first = first if first < len(shown) else 0
        for place, post in enumerate(shown[first : first + _PER_PAGE]):
            _show_card(post, place, chosen.archive.time_zone, is_open=post.key == opened.key)
        _show_pages(len(shown), first)
    with right, panel("reader"):
        show_post(opened, chosen)


def _show_nothing(chosen: Filter) -> None:
    if chosen.days.since > chosen.archive.last_day:
        show_empty(
            _("This period lies ahead"),
            _("The archive ends on {moment}: choose a period before it.", moment=chosen.archive.as_of),
        )
    else:
        show_empty(
            _("No post of ours here"),
            _(
                "Only posts of the brand's own accounts have a reception. Choose a longer period or more channels; if "
                "there should be some, check on Imports that the brand's accounts are named."
            ),
        )
    lifted = {"period": "all", "channels": "", "languages": ""}
    with st.container(horizontal=True, horizontal_alignment="center"):
        st.button(_("Show the whole archive"), on_click=address.write, args=(lifted,), type="primary")


def _show_verdicts(posts: list[Post], verdict: str) -> None:
    count = counted(posts)
    codes = ["", *(code for code in VERDICTS if count[code])]
    names = {"": f"{_('All')} {len(posts)}", **{code: f"{_(NAMES[code])} {count[code]}" for code in codes if code}}
    value = verdict if verdict in codes else ""
    if st.session_state.get("editorial.verdict") != value:
        st.session_state["editorial.verdict"] = value
    st.pills(
        _("Verdict"),
        codes,
        format_func=lambda code: names[code],
        key="editorial.verdict",
        label_visibility="collapsed",
        on_change=address.writes("verdict", "editorial.verdict", lambda value: str(value or ""), clears=("page",)),
    )


def _show_card(post: Post, place: int, zone: str, *, is_open: bool) -> None:
    with st.container(key=f"card-{'open-' if is_open else ''}post-{place}", gap=None):
        show(post_card(post, zone))
        channel, message_id = post.key
        st.page_link(
            EDITORIAL.file,
            label=_("Open the post"),
            query_params=address.link(
                view="receptions",
                verdict=address.field("verdict"),
                action=address.field("action"),
                page=address.field("page"),
                channel=channel,
                post=message_id,
            ),
        )


def _show_pages(total: int, first: int) -> None:
    pages = -(-total // _PER_PAGE)
    if pages > 1:
        number = first // _PER_PAGE + 1
        key = f"editorial.page.{number}"
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(pages, default=number, key=key, on_change=address.writes("page", key, str))
