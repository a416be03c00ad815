"""Forgetting a person: gone from every place that held them, and no old export brings them back."""

import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from community import imported
from told import shown, told, workspace_with_key

from lib.imports.forget import forget_author
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace

SECRETS = ("marta_legge", "non arriva mai", "ritirato")
"""Marta's handle, words of her own, and words of hers that were turned down."""


def _export(path: Path) -> Path:
    def comment(number: int, author: str, body: str, parent: str = "t3_root", **more: object) -> str:
        base = {"id": f"k{number}", "author": author, "body": body, "link_id": "t3_root", "parent_id": parent}
        return json.dumps(base | {"created_utc": 1_772_442_000 + number, "subreddit": "libri"} | more)

    lines = [
        comment(1, "marta_legge", "Il pacco non arriva mai"),
        comment(2, "nino", "Hai ragione @marta_legge, è uno scandalo", "t1_k1"),
        comment(3, "nino", "Buona lettura a tutti"),
        comment(4, "marta_legge", "ritirato da me", created_utc=None),
        comment(5, "marta_legge", "[removed]"),
        comment(6, "nino", "rotto", created_utc="mai"),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _everything_kept(workspace: Workspace) -> str:
    """All that the workspace's tables say, as one text: the lake, the names, the version, the rejected rows, and what
    of any other file can be read as it stands."""
    parts = [json.dumps(told(workspace), default=str)]
    parts += [json.dumps(pq.read_table(p).to_pylist(), default=str) for p in workspace.path.rglob("*.parquet")]
    for model in workspace.path.rglob("model.duckdb"):
        with duckdb.connect(str(model), read_only=True) as connection:
            names = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
            parts += [
                json.dumps(connection.sql(f'from "{n}"').to_arrow_table().to_pylist(), default=str) for n in names
            ]
    parts += [p.read_bytes().decode("latin-1") for p in workspace.path.rglob("*") if p.is_file()]
    return "\n".join(parts)


def test_a_forgotten_person_is_nowhere_and_does_not_come_back(tmp_path: Path) -> None:
    path = _export(tmp_path / "RC")
    workspace = workspace_with_key(tmp_path / "w")
    records = Records.of(workspace)
    before = imported(workspace, path).total()
    assert (before.imported, before.rejected) == (3, 3)
    kept = _everything_kept(workspace)
    assert [secret for secret in SECRETS if secret not in kept] == []
    gone = forget_author(workspace, "marta_legge", records)
    assert gone.messages == 1 and gone.version == 2
    kept = _everything_kept(workspace)
    assert [secret for secret in SECRETS if secret in kept] == []
    assert [message["message_id"] for message in shown(workspace)] == ["t1_k2", "t1_k3"]
    assert "@[forgotten]" in shown(workspace)[0]["text"]
    after = imported(workspace, path).total()
    assert (after.read, after.imported, after.updated, after.unchanged, after.rejected) == (6, 0, 0, 2, 4)
    kept = _everything_kept(workspace)
    assert [secret for secret in SECRETS if secret in kept] == [], "an old export brings nothing of her back"
    assert [message["message_id"] for message in shown(workspace)] == ["t1_k2", "t1_k3"]
    model = ReadModel.current(workspace)
    try:
        assert not model.search.find("pacco").keys
    finally:
        model.close()
    assert "rotto" in kept, "what others wrote and was turned down stays to look at"
