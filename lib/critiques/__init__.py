"""Critiques: from a person's words to an insight, from the insight to what was done, and back to that person."""
