"""Pieces of Signals: its views, how often the ear is right on people's corrections, and what it learned from them."""

import streamlit as st

from lib import words
from lib.errors import WorkspaceError
from lib.imports.corrections import corrections_count
from lib.imports.learning import Rightness, learn, rightness, unlearn
from lib.imports.relabel import relabel
from lib.signals import queries
from lib.signals.intervals import ENOUGH, share_of
from lib.signals.local import FEWEST, TooFew
from lib.signals.own import Learned, learned_of
from lib.storage.workspace import Workspace
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_title
from lib.words import N_, _, ngettext

VIEWS = {"quality": N_("How well we hear"), "label": N_("Label next"), "taxonomy": N_("Aspects")}
_SIGNALS = {
    "sentiment": N_("Mood"),
    "is_critique": N_("Critique or not"),
    "aspects": N_("Aspects, all of them"),
    "formality": N_("Form of address"),
    "language": N_("Language"),
}


def view_in_force() -> str:
    """The view that the address names."""
    view = address.field("view")
    return view if view in VIEWS else "quality"


def opening() -> str:
    """What the page shows now, in words."""
    row = ask(queries.signals_figures).iloc[0]
    messages, analysed, uncertain = int(row.messages), int(row.analysed), int(row.uncertain)
    said = ngettext("Of {count} message, ", "Of {count} messages, ", messages)
    said += _(
        "{analysed} were analysed, and of these the ear is unsure about {uncertain}.",
        analysed=words.percent(analysed / messages if messages else 0),
        uncertain=words.percent(uncertain / analysed if analysed else 0),
    )
    corrected = int(row.corrected)
    if corrected:
        return said + " " + ngettext("You corrected {count}.", "You corrected {count}.", corrected)
    return said + " " + _("Nobody has corrected a label yet.")


def show_views(view: str) -> None:
    """The switch between the views."""
    if st.session_state.get("signals.view") != view:
        st.session_state["signals.view"] = view
    st.segmented_control(
        _("View"),
        list(VIEWS),
        format_func=lambda code: _(VIEWS[code]),
        key="signals.view",
        required=True,
        label_visibility="collapsed",
        on_change=address.writes("view", "signals.view", str),
    )


def show_quality() -> None:
    """How often the shipped ear is right here, and what was learned."""
    left, right = st.columns([7, 5], gap="medium")
    with left, panel("quality"):
        _show_rightness()
    with right, panel("learned"):
        _show_learned()


def _show_rightness() -> None:
    show_title(
        _("How often the shipped ear is right on your corrections"),
        _("Share of messages that you corrected or confirmed; 95 % interval in brackets"),
    )
    found = _rightness(str(session.in_force().path), corrections_count(session.records()))
    rows = [_rightness_row(one) for one in found]
    head = tag("tr", *(tag("th", name) for name in (_("Label"), _("Messages"), _("Right"))))
    show(tag("table", head, *rows, classes="rows numbers"))
    show(
        tag(
            "p",
            _(
                "People correct what is wrong more often than they confirm what is right, so the true share is higher. "
                "Under {count} messages it is too few to say.",
                count=words.number(ENOUGH),
            ),
            classes="note",
        )
    )


def _rightness_row(found: Rightness) -> Element:
    said = _("too few to say")
    if found.count >= ENOUGH:
        share, low, high = share_of(found.right, found.count)
        said = f"{words.percent(share)} ({words.percent(low)}–{words.percent(high)})"
    cells = (_(_SIGNALS[found.signal]), words.number(found.count), said)
    return tag("tr", *(tag("td", cell) for cell in cells))


@st.cache_data(max_entries=8, show_spinner=False)
def _rightness(path: str, corrections: int) -> list[Rightness]:
    return rightness(session.published_workspace(), session.records())


def _show_learned() -> None:
    workspace = session.published_workspace()
    found = learned_of(workspace)
    show_title(_("What it learned from you"), _("A layer of this workspace over the shipped model, for the mood"))
    judged = _rightness(str(workspace.path), corrections_count(session.records()))
    count = next(one.count for one in judged if one.signal == "sentiment")
    show(tag("p", _learned_said(found, count)))
    if found:
        show(tag("p", _trial_said(found), classes="note"))
    with st.container(horizontal=True, key="learning"):
        if st.button(
            _("Learn from my corrections"),
            type="primary" if count >= FEWEST and not (found and found.is_adopted) else "secondary",
            disabled=count < FEWEST,
            key="signals.learn",
        ):
            _learn(workspace)
        if found and found.is_adopted and st.button(_("Go back to the shipped model"), key="signals.back"):
            unlearn(workspace)
            hear_anew(workspace)
            st.rerun()
    show(
        tag(
            "p",
            _("It is tried on corrections it has not seen, and never put in force where it does worse."),
            classes="note",
        )
    )


def _learned_said(found: Learned | None, count: int) -> str:
    if found and found.is_adopted:
        return ngettext(
            "In force, learned from {count} correction.",
            "In force, learned from {count} corrections.",
            found.corrections,
        )
    if found:
        return _("Not in force: the shipped model is.")
    if count < FEWEST:
        return ngettext(
            "{count} mood is corrected or confirmed; from 30 on there is something to learn.",
            "{count} moods are corrected or confirmed; from 30 on there is something to learn.",
            count,
        )
    return ngettext("There is {count} mood to learn from.", "There are {count} moods to learn from.", count)


def _trial_said(found: Learned) -> str:
    trial = found.trial
    return _(
        "On {count} messages it had not seen it was right in {local}, the shipped model in {default}.",
        count=words.number(trial.count),
        local=words.percent(trial.local_right / trial.count),
        default=words.percent(trial.default_right / trial.count),
    )


def _learn(workspace: Workspace) -> None:
    try:
        with st.spinner(_("Learning, and trying it on corrections it has not seen…")):
            found = learn(workspace, session.records())
        hear_anew(workspace)
    except (TooFew, WorkspaceError) as error:
        show(tag("p", str(error), classes="note burning", role="alert"))
        return
    said = (
        _("Learned, and in force.") if found.is_adopted else _("It did no better than the shipped model, which stays.")
    )
    st.toast(said, icon=":material/school:")
    st.rerun()


def hear_anew(workspace: Workspace) -> None:
    """Label what another ear labelled, with progress; then it is published."""
    bar = st.progress(0.0, text=_("Listening anew…"))

    def tell(what: str, done: int, of: int | None) -> None:
        share = done / of if of else 1.0
        bar.progress(min(share, 1.0), text=_("Listening anew…") if of else _("Publishing…"))

    relabel(workspace, session.records(), tell)
