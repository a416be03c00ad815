"""The states that are not the page itself: nothing here yet, nothing found, an error, the demo in the making."""

from pathlib import Path

import streamlit as st

from lib.errors import EarshotError
from lib.settings import DEMO_WORKSPACE, Settings
from lib.ui import address, session
from lib.ui.markup import show, tag
from lib.ui.registry import IMPORTS
from lib.words import N_, _

_STEPS = {
    "writing": N_("Writing a year of conversations…"),
    "reading": N_("Reading them as any export…"),
    "listening": N_("Listening to what they say…"),
    "publishing": N_("Publishing…"),
    "done": N_("Done."),
}


def show_empty(title: str, why: str) -> None:
    """A designed emptiness: what is not there and why. Put the button that helps right after it."""
    show(tag("div", tag("h2", title), tag("p", why), classes="empty"))


def show_first_steps() -> None:
    """Nothing is published: say so, and offer the two ways to begin."""
    show(
        tag(
            "div",
            tag("h2", _("Nothing to hear yet")),
            tag(
                "p",
                _(
                    "Earshot reads the exports that the platforms hand out. Bring yours, or look around in an invented "
                    "community of a publisher and its readers first."
                ),
            ),
            classes="empty",
        )
    )
    with st.container(horizontal=True, horizontal_alignment="center", key="first-steps"):
        if st.button(_("Import my exports"), type="primary"):
            st.switch_page(IMPORTS.file)
        target = _demo_folder()
        if target and st.button(_("Build the demo")):
            make_demo(target)


def show_nothing_fits() -> None:
    """The filters leave nothing: say so, and offer to lift them."""
    show_empty(
        _("Nothing fits"), _("No message fits these filters. Choose a longer period, other words or more channels.")
    )
    lifted = {"period": "all", **dict.fromkeys(("channels", "languages", "which", "q", "page"), "")}
    with st.container(horizontal=True, horizontal_alignment="center"):
        st.button(_("Show the whole archive"), on_click=address.write, args=(lifted,), type="primary")


def _demo_folder() -> Path | None:
    """Where the demo may be built: never over a real workspace."""
    given = Settings.from_environment().workspace
    if given:
        return None if session.in_force().workspace else Path(given)
    return DEMO_WORKSPACE


def make_demo(folder: Path = DEMO_WORKSPACE) -> None:
    """Build the demo with its progress shown, then look at it."""
    from lib.demo.build import build_demo  # heavy, and needed once in the life of an installation

    bar = st.progress(0.0)

    def tell(step: str, share: float) -> None:
        bar.progress(min(share, 1.0), text=_(_STEPS.get(step, step)))

    build_demo(folder, tell)
    session.choose_workspace(folder)
    st.rerun()


def show_error(error: EarshotError) -> None:
    """An error as one sentence; what caused it folded, where something did."""
    show(
        tag(
            "div",
            tag("h2", _("This cannot be shown")),
            tag("p", str(error)),
            classes="empty error",
            role="alert",
        )
    )
    if cause := error.__cause__:
        with st.expander(_("Details")):
            st.code(f"{type(error).__name__}: {error}\n{type(cause).__name__}: {cause}")
