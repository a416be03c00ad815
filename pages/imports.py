"""Imports: what came in."""

from lib.conversations import queries
from lib.ui.ask import ask
from lib.ui.panels import show_opening
from lib.words import ngettext

found = ask(queries.channels_in_archive)
show_opening(ngettext("{count} channel is in the archive.", "{count} channels are in the archive.", len(found)), "")
