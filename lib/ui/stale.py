"""Widgets that are gone are forgotten, with what their callbacks hold."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def forget_stale_widgets() -> None:
    """Let go of the widgets that the run before did not draw; called as a run of a whole page begins.

    Streamlit drops their values but keeps their callbacks and arguments for as long as the session lives, and offers no
    other way to them. A session of an hour held the frames of every page it had looked at.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    state = context.session_state._state
    widgets = state._new_widget_state
    for widget in widgets.widget_metadata.keys() - widgets.states.keys() - state._old_state.keys():
        del widgets.widget_metadata[widget]
