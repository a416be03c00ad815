"""The migrations lead to the tables that the code speaks of, and nothing else."""

import importlib
import pkgutil
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import lib.storage.tables
from lib.storage.records import Records
from lib.storage.workspace import Workspace


def test_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    for module in pkgutil.iter_modules(lib.storage.tables.__path__):
        importlib.import_module(f"lib.storage.tables.{module.name}")
    records = Records.of(Workspace.opened_or_created(tmp_path / "workspace"))
    with records.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, lib.storage.tables.METADATA) == []
    records.close()
