"""Actions: which posts of the period belong together, by hand or by hashtag, and what they drew together."""

from collections.abc import Sequence

import streamlit as st

from lib.editorial.actions import LONGEST, Action, actions, assign, hashtags, sum_of, sum_said, tags_of
from lib.editorial.overview import Post
from lib.ui import address, session
from lib.ui.acts import do
from lib.ui.markup import Element, markdown_text, show, tag
from lib.words import _

_TAGS = 12


def show_choice(posts: Sequence[Post]) -> list[Post]:
    """The choice of an action or a hashtag, where there are any; gives back the posts that belong to the one chosen."""
    known = {action.action_id: action for action in actions(session.records())}
    shared = hashtags(posts)[:_TAGS]
    names = {"": _("All posts")}
    names |= {key: _("Action: {name}", name=action.name) for key, action in known.items()}
    names |= {f"#{name}": f"#{name} ({count})" for name, count in shared}
    if len(names) == 1:
        return list(posts)
    value = address.field("action") if address.field("action") in names else ""
    if st.session_state.get("editorial.action") != value:
        st.session_state["editorial.action"] = value
    st.selectbox(
        _("Action or hashtag"),
        list(names),
        format_func=lambda code: names[code],
        key="editorial.action",
        label_visibility="collapsed",
        on_change=address.writes("action", "editorial.action", str, clears=("page", "channel", "post", "span")),
    )
    if not value:
        return list(posts)
    chosen = _among(posts, value, known)
    show(tag("p", sum_said(sum_of(chosen)), classes="said") if chosen else _none())
    return chosen


def _among(posts: Sequence[Post], value: str, known: dict[str, Action]) -> list[Post]:
    if value.startswith("#"):
        return [post for post in posts if value[1:] in tags_of(post.text)]
    keys = set(known[value].posts)
    return [post for post in posts if post.key in keys]


def _none() -> Element:
    return tag("p", _("None of its posts is in this period."), classes="hint")


def show_belonging(post: Post) -> None:
    """Which action this post belongs to, and the way into another or a new one."""
    known = actions(session.records())
    own = next((action.name for action in known if post.key in action.posts), "")
    with st.popover(
        markdown_text(_("Part of: {name}", name=own)) if own else _("Put it into an action"), type="tertiary"
    ):
        with st.form(f"action-form-{post.key[1]}", border=False):
            key = f"action.name.{post.key[0]}.{post.key[1]}"
            st.selectbox(
                _("Action: choose one, or name a new one"),
                [action.name for action in known],
                index=[action.name for action in known].index(own) if own else None,
                accept_new_options=True,
                key=key,
                help=_("At most {count} signs.", count=LONGEST),
            )
            st.form_submit_button(_("Keep"), type="primary", on_click=_assign, args=(post, key))


def _assign(post: Post, key: str) -> None:
    name = str(st.session_state.get(key) or "")
    do(assign, session.records(), session.actor(), post.key, name, done=_("Kept."))
