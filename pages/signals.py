"""Signals: how well the ear hears, what to label next, and what the aspects are."""

from lib.ui import signals, signals_batch, signals_taxonomy
from lib.ui.panels import show_opening
from lib.words import _

view = signals.view_in_force()
show_opening(signals.opening(), _("Labels are a machine's reading of short texts."))
signals.show_views(view)

if view == "label":
    signals_batch.show_batch()
elif view == "taxonomy":
    signals_taxonomy.show_editor()
else:
    signals.show_quality()
