"""Sources: an export file becomes canonical messages, and rejected rows with their reasons."""
