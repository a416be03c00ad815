"""Pieces of the face that pages share: the frame, the filters, `ask`, and how people's words are shown."""

from lib.ui.heaps import share_heaps

share_heaps()  # before the app is loaded, which takes seconds: each session that waits by then has a thread, and a heap
