"""After `forget` no byte of the person is left in any file of the workspace, nor in a backup made afterwards.

Every file is read as it stands and as what it is: Parquet decoded, DuckDB and SQLite by table and as raw pages, the
text index by its terms, zips and zstandard unpacked.
"""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from community import export, imported, row, workspace_in

from lib.imports.corrections import Message, correct
from lib.imports.forget import PENDING, forget_author
from lib.ingest.canonical import Canon
from lib.storage.actors import Actor
from lib.storage.audit import note
from lib.storage.backup import back_up
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.tables.desk import DRAFTS
from lib.storage.tables.people import PERSON_NOTES
from lib.storage.workspace import Workspace

HANDLE, NAME = "zoraide.quartz", "Zoraide Quartzànti"
OWN_WORDS = "zibellino"
"""A word that only she wrote."""
TRACES = (HANDLE, NAME, "Quartzànti", OWN_WORDS, "ritirata_da_lei")
ACTOR = Actor("Ada", "cm")


def _theirs(path: Path) -> Path:
    hers: dict[str, object] = {"author_key": "k-zora", "author_handle": HANDLE, "author_name": NAME}
    rows = [row(n, text=f"Un {OWN_WORDS} numero {n}, e {n * 7919}", **hers) for n in range(0, 40, 3)]
    rows += [row(100, text="ritirata_da_lei", created_at=None, **hers)]
    rows += [row(n, text=f"@{HANDLE} ha ragione @{HANDLE.upper()}, e {NAME} {NAME} pure") for n in range(50, 60)]
    rows += [row(n, text="Buona lettura a tutti") for n in range(60, 200)]
    return export(path, rows)


def _content(path: Path, raw: bytes) -> list[bytes]:
    """The bytes of a file as it stands, and as what it is."""
    found = [raw]
    if raw.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(raw)).to_pylist()
        found.append(json.dumps(table, default=str, ensure_ascii=False).encode())
    elif raw.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(raw[:18] + b"\x01\x01" + raw[20:])  # read without its log, which is read beside it
            found.append("\n".join(connection.iterdump()).encode())
    elif zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                found += [name.encode(), *_content(Path(name), archive.read(name))]
    elif path.name == "model.duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
            for name in tables:
                rows = connection.sql(f'from "{name}"').to_arrow_table().to_pylist()
                found.append(json.dumps(rows, default=str, ensure_ascii=False).encode())
    return found


def _left(*places: Path) -> list[tuple[str, str]]:
    """(file, trace) wherever one of her traces is found; lower and upper case alike."""
    found = []
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if not path.is_file():
                continue
            content = [path.name.encode(), *_content(path, path.read_bytes())]
            text = b"\n".join(content).decode("utf-8", "replace").lower()
            text += json.dumps(text)[1:-1]
            found += [(path.relative_to(place.parent).as_posix(), t) for t in TRACES if t.lower() in text]
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = workspace_in(tmp_path / "w")
    imported(made, _theirs(tmp_path / f"Chat con {NAME}.parquet"))
    return made


def _decide(workspace: Workspace, records: Records) -> str:
    """Decide things about her and her messages, in our own words that quote hers; her author_id."""
    with duckdb.connect() as connection:
        (author_id,) = connection.execute(
            "select distinct author_id from read_parquet($files) where handle = $handle",
            {"files": [str(p) for p in workspace.place("authors").glob("*.parquet")], "handle": HANDLE},
        ).fetchone() or ("",)
    correct(workspace, records, ACTOR, Message("instagram", "m3"), {"sentiment": "negative"})
    now = datetime.now(UTC)
    with records.writing(ACTOR) as connection:
        draft = {"draft_id": "d", "channel": "instagram", "conversation_id": "c", "message_id": "m3", "state": "draft"}
        draft |= {"text": f"Cara {NAME}, lo {OWN_WORDS}…", "reason": "", "version": 1, "made_by": "Ada"}
        connection.execute(DRAFTS.insert().values(**draft, changed_at=now, changed_by="Ada"))
        said = {"author_id": author_id, "text": f"{NAME} ama lo {OWN_WORDS}", "made_at": now, "made_by": "Ada"}
        connection.execute(PERSON_NOTES.insert().values(**said))
        note(connection, ACTOR, "note", "person", author_id)
    return str(author_id)


def test_no_byte_of_a_forgotten_person_is_left(workspace: Workspace, tmp_path: Path) -> None:
    records = Records.of(workspace)
    _decide(workspace, records)
    workspace.place("intake", "0" * 32, "files", "1").mkdir(parents=True)
    workspace.place("intake", "0" * 32, "files", "1", f"{NAME}.txt").write_text(OWN_WORDS, "utf-8")
    workspace.place("scratch", "stage").mkdir(parents=True)  # what an import leaves that was killed
    staged = (tmp_path / f"Chat con {NAME}.parquet").read_bytes()
    workspace.place("scratch", "stage", "rows.parquet").write_bytes(staged)
    workspace.place("derived").mkdir()
    workspace.place("derived", "quotes-1-x.parquet").write_bytes(
        next(workspace.place("rejected").iterdir()).read_bytes()
    )
    kinds = {file.split("/")[1] for file, _ in _left(workspace.path)}
    places = {"messages", "authors", "published", "rejected", "intake", "derived", "scratch"}
    assert places <= kinds, "there is something to find"
    assert kinds & {"decisions.sqlite", "decisions.sqlite-wal"}

    gone = forget_author(workspace, HANDLE, records)
    assert gone.messages == 14 and gone.decisions >= 3
    back_up(workspace, records, tmp_path / "safe")
    assert _left(workspace.path, tmp_path / "safe") == []
    assert not workspace.place(PENDING).exists()
    model = ReadModel.current(workspace)
    try:
        assert model.search.find(OWN_WORDS).count == 0 and model.search.find("lettura").count == 140
        texts = set(model.frame("select text from messages where message_id in ('m50', 'm51')")["text"])
    finally:
        model.close()
    assert texts == {"@[forgotten] ha ragione @[forgotten], e [forgotten] [forgotten] pure"}
    # old exports, under their old names, bring nothing of her back
    old = tmp_path / f"Chat con {NAME}.parquet"
    for name in (old.name, f"chat_con_{NAME.replace(' ', '_')}_2.parquet"):
        imported(workspace, old.rename(old.with_name(name)))
        assert _left(workspace.path) == []
        old = old.with_name(name)
    assert forget_author(workspace, HANDLE, records).messages == 0, "who was forgotten is nobody to erase"
    records.close()
    assert _left(workspace.path) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ho visto Zoraide Quartzànti, ieri.", "Ho visto [forgotten], ieri."),
        ("Zoraide Quartzànti", "[forgotten]"),
        ("Cara Zoraide  Quartzànti! E Zoraide Quartzànti?", "Cara [forgotten]! E [forgotten]?"),
        ("Chat_con_Zoraide_Quartzànti.txt", "Chat_con_[forgotten].txt"),
        ("Zoraide è qui con Quartzànti", "Zoraide è qui con Quartzànti"),
        ("Zoraide\nQuartzànti Rossi", "Zoraide\nQuartzànti Rossi"),
        ("", ""),
        ("À" * 3, "ÀÀÀ"),
    ],
)
def test_a_full_name_is_known_again_by_its_pseudonym(text: str, kept: str) -> None:
    canon = Canon(b"k" * 32)
    forgetting = Canon(b"k" * 32, forgotten=frozenset({canon.name_id(NAME)}))
    assert forgetting.unnamed(text) == kept
    assert canon.unnamed(text) == text
