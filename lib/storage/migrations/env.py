"""Alembic's entry: runs the migrations on the connection that `lib.storage.records` hands over."""

from alembic import context

from lib.storage.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
