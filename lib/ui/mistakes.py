"""Visible errors: what our replies do to the heat, and the replies that somebody should look at again."""

from lib.conversations import queries
from lib.conversations.mistakes import aftermath_of, aftermath_said
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.rows import show_error_of_ours
from lib.ui.tables import records
from lib.words import _


def show_mistakes(chosen: Filter) -> None:
    """The comparison in a sentence, and the replies, each opening its conversation."""
    params = {name: chosen.params[name] for name in ("since", "until", "channels")}
    with panel("mistakes", fills=False):
        show_title(
            _("Visible errors"),
            _(
                "Replies of ours later edited, answered with a critique, or followed by rising heat: mean of the next "
                "three messages less the three before, against moments as hot, on the same channel, without a reply"
            ),
        )
        show(tag("p", aftermath_said(aftermath_of(ask(queries.reply_heat, **params)))))
        found = ask(queries.visible_errors, **params)
        for row in records(found):
            show_error_of_ours(row)
        if found.empty:
            show(tag("p", _("No reply of ours in this period looks like an error."), classes="note"))
