"""What we published and how it was received; ideas for what comes next."""
