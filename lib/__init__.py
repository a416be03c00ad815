"""Earshot: the workbench of a community manager, the voice and the ear of a brand."""
