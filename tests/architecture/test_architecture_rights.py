"""Nobody writes without saying who: every transaction of a domain is opened in the name of the person who acts."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BOOKKEEPING = {
    "lib/critiques/theme_registry.py:register": "keeps the themes that were worked out of a version",
    "lib/personas/identity.py:sighted": "keeps the personas that were worked out of a version",
    "lib/storage/portable.py:read_decisions": "restores a backup into an empty store",
    "lib/team/sign_ins.py:_enrol": "the settings name who administrates",
    "lib/team/sign_ins.py:_bind": "the identity provider says who it is",
    "lib/storage/audit.py:note_read": "a client's look is written down too",
    "lib/imports/decided.py:keep_account": "keeps the account of an import",
    "lib/imports/forget.py:_forget_decisions": "`forget_author` has asked who wishes it",
}
"""Those that write in the program's own name, and why."""


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the domains and of the face, by file and name."""
    for path in sorted((ROOT / "lib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(ROOT).as_posix()}:{node.name}", node


def transactions(function: ast.FunctionDef) -> list[str]:
    """In whose name the transactions of a function are opened, as it is written."""
    return [
        ", ".join(ast.unparse(argument) for argument in node.args)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "writing"
    ]


WRITING = {name: found for name, function in functions() if (found := transactions(function))}


@pytest.mark.parametrize("name", sorted(WRITING))
def test_a_transaction_is_opened_in_the_name_of_who_acts(name: str) -> None:
    wanted = {"None"} if name in BOOKKEEPING else {"actor", "session.actor()"}
    assert set(WRITING[name]) <= wanted


def test_every_domain_writes() -> None:
    domains = {name.split("/")[1] for name in WRITING}
    assert {"conversations", "critiques", "personas", "relationships", "imports"} <= domains


def test_no_table_of_decisions_is_written_past_the_store() -> None:
    for path in sorted((ROOT / "lib").rglob("*.py")):
        source = path.read_text("utf-8")
        if path.name not in ("records.py", "portable.py"):  # a backup is a store of its own
            assert ".engine.begin(" not in source and "engine.connect(" not in source, path
