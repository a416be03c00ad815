"""Insights for a client: those that were shared with them, and what became of each."""

from lib.ui import filters, shared
from lib.ui.panels import show_opening
from lib.words import _

found = shared.shared_board()
insights = shared.shared_insights(found)

show_opening(shared.opening(insights), _("As of {moment}.", moment=filters.archive().as_of))
shared.show_insights(found, insights, shared.form_of_client())
