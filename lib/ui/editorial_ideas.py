"""Ideas: those we have at the left by how far they are; at the right the one that is open, or what people suggest."""

import streamlit as st

from lib import words
from lib.editorial.idea import LONGEST, STATUSES, Idea, Sketch, ideas
from lib.editorial.ideas import propose
from lib.editorial.proposals import ORIGIN_NAMES
from lib.look import channel_name
from lib.ui import address, session
from lib.ui.acts import attempt
from lib.ui.editorial_idea import STATUS_NAMES, show_idea
from lib.ui.editorial_proposals import DOERS, show_proposals
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import EDITORIAL
from lib.words import _, ngettext


def show_ideas(chosen: Filter) -> None:
    """The list, and what is open."""
    known = ideas(session.records())
    opened = next((idea for idea in known if idea.idea_id == address.field("idea")), None)
    left, right = st.columns([5, 7], gap="medium")
    with left, panel("ideas"):
        _show_list(known, opened, chosen.archive.time_zone)
    with right, panel("idea"):
        if opened:
            show_idea(opened, chosen)
        else:
            show_proposals(chosen, known)


def _show_list(known: list[Idea], opened: Idea | None, zone: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        live = [idea for idea in known if idea.status != "dropped"]
        show_title(ngettext("{count} idea", "{count} ideas", len(live)) if known else _("No idea yet"))
        st.space("stretch")
        with st.popover(_("New idea"), key="idea-new"):
            _show_form()
    if not known:
        show(tag("p", _("Take one of the proposals beside, or write one down."), classes="hint"))
        return
    status = _status_chosen(known)
    for place, idea in enumerate(idea for idea in known if idea.status in status):
        _show_card(idea, place, zone, is_open=opened is not None and idea.idea_id == opened.idea_id)


def _status_chosen(known: list[Idea]) -> tuple[str, ...]:
    counts = {code: sum(idea.status == code for idea in known) for code in STATUSES}
    codes = ["", *(code for code in STATUSES if counts[code])]
    value = address.field("status") if address.field("status") in codes else ""
    if st.session_state.get("editorial.status") != value:
        st.session_state["editorial.status"] = value
    st.pills(
        _("How far"),
        codes,
        format_func=lambda code: f"{_(STATUS_NAMES[code])} {counts[code]}" if code else _("In hand"),
        key="editorial.status",
        label_visibility="collapsed",
        on_change=address.writes("status", "editorial.status", lambda value: str(value or ""), clears=("idea",)),
    )
    return (value,) if value else tuple(code for code in STATUSES if code != "dropped")


def _show_card(idea: Idea, place: int, zone: str, *, is_open: bool) -> None:
    said = [_(STATUS_NAMES[idea.status]), _(DOERS[idea.hat]), _(ORIGIN_NAMES[idea.origin])]
    if idea.status == "planned" and idea.planned_at:
        said[0] = _(
            "planned for {moment} on {channel}",
            moment=words.moment(idea.planned_at, zone),
            channel=channel_name(idea.planned_channel),
        )
    with st.container(key=f"card-{'open-' if is_open else ''}idea-{place}", gap=None):
        show(
            tag(
                "div",
                tag("p", idea.sentence, classes="claim"),
                tag("div", " · ".join(said), classes="reasons"),
                classes="card",
            )
        )
        st.page_link(
            EDITORIAL.file,
            label=_("Open the idea"),
            query_params=address.link(view="ideas", status=address.field("status"), idea=idea.idea_id),
        )


def _show_form() -> None:
    with st.form("idea-new-form", border=False, clear_on_submit=True):
        st.text_area(
            _("What we would publish"),
            max_chars=LONGEST,
            height=90,
            key="idea.new.sentence",
            placeholder=_("A short film of how a cover is drawn, for those who ask about illustrators."),
        )
        st.segmented_control(
            _("Who does it"),
            list(DOERS),
            default="cm",
            format_func=lambda code: _(DOERS[code]),
            key="idea.new.hat",
            required=True,
        )
        st.form_submit_button(_("Put it among the ideas"), type="primary", on_click=_write_down)


def _write_down() -> None:
    said, hat = st.session_state.get("idea.new.sentence"), st.session_state.get("idea.new.hat")
    sketch = Sketch(str(said or ""), hat="smm" if hat == "smm" else "cm")
    attempt(propose, session.records(), session.actor(), sketch, done=_("It stands among the ideas."))
