"""Conversations: what is being said, and who is waiting for us."""
