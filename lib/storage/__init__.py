"""Where things are kept: the lake (messages, the truth), the read model (disposable), decisions (people's)."""
