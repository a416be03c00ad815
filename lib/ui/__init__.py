"""Pieces of the face that pages share: the frame, the filters, `ask`, and how people's words are shown."""
