"""Relationships: who the members are to us, who answers whom, and who could become one of us."""
