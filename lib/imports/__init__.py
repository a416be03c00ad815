"""Imports: from export files to a published version, with an account of every row."""
