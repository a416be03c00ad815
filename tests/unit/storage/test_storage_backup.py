"""A backup brings back what was backed up, on SQLite and PostgreSQL, or says in a sentence why it cannot."""

import json
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from community import export, imported, row, workspace_in
from sqlalchemy import select
from told import told

import lib.storage.backup as backing
from lib.errors import WorkspaceError
from lib.imports.corrections import Message, correct, corrections_of
from lib.imports.decided import corrections_in_force
from lib.storage.actors import Actor
from lib.storage.backup import DECISIONS, MANIFEST, back_up
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.restore import restored
from lib.storage.tables import AUDIT, FORGOTTEN
from lib.storage.workspace import Workspace
from tests.postgresql import fresh_database

pytestmark = pytest.mark.long

ACTOR = Actor("Ada", "cm")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a workspace of two imports, and a copy of it to begin from again."""
    folder = tmp_path_factory.mktemp("backup")
    made = workspace_in(folder / "w", name="Aurora")
    imported(made, export(folder / "a.parquet", [row(n) for n in range(30)]))
    imported(made, export(folder / "b.parquet", [row(n, likes=n) for n in range(20, 40)] + [row(41, text="")]))
    made.place("profiles").mkdir()
    made.place("profiles", "mine.yaml").write_text("name: mine\n", "utf-8")
    Records.of(made).close()
    shutil.copytree(made.path, folder / "copy")
    return folder


@pytest.fixture
def workspace(made: Path) -> Iterator[Workspace]:
    """That workspace, in its own place, as it was."""
    shutil.rmtree(made / "w", ignore_errors=True)
    shutil.copytree(made / "copy", made / "w")
    opened = Workspace.opened(made / "w")
    yield opened
    Records.of(opened).close()


def _published(workspace: Workspace, records: Records) -> int:
    with workspace.locked():
        return publish(workspace, corrections_in_force(records))


def test_what_was_backed_up_comes_back(workspace: Workspace, database_url: str, tmp_path: Path) -> None:
    records = Records.of(workspace, database_url)
    correct(workspace, records, ACTOR, Message("instagram", "m3"), {"sentiment": "negative"})
    before, kept = told(workspace), corrections_of(records, Message("instagram", "m3"))
    file = tmp_path / "safe.earshot"
    done = back_up(workspace, records, file)
    assert done.version == Lake(workspace).version() and file.stat().st_mode & 0o777 == 0o600
    imported(workspace, export(tmp_path / "c.parquet", [row(n) for n in range(60, 70)]))
    correct(workspace, records, ACTOR, Message("instagram", "m4"), {"sentiment": "positive"})
    assert told(workspace) != before

    other = restored(file, tmp_path / "other")  # a backup made beside PostgreSQL goes into a plain folder as well
    others_records = Records.of(other)
    assert _published(other, others_records) == 1
    assert told(other) == before
    assert corrections_of(others_records, Message("instagram", "m3")) == kept != {}
    assert corrections_of(others_records, Message("instagram", "m4")) == {}
    assert other.preferences == workspace.preferences and other.key == workspace.key
    assert other.place("profiles", "mine.yaml").exists() and list(other.place("rejected").glob("*.parquet"))
    others_records.close()

    with pytest.raises(WorkspaceError, match="--replace"):
        restored(file, workspace.path, database_url)
    again = restored(file, workspace.path, database_url, replace=True)
    records.close()
    records = Records.of(again, database_url)
    _published(again, records)
    assert told(again) == before
    assert corrections_of(records, Message("instagram", "m4")) == {}
    correct(again, records, ACTOR, Message("instagram", "m5"), {"sentiment": "positive"})  # its numbers go on
    with records.reading() as connection:
        times = connection.execute(select(AUDIT.c.made_at)).scalars().all()
    now = datetime.now(UTC)
    assert len(times) == 2 and all(abs((t.replace(tzinfo=t.tzinfo or UTC) - now).total_seconds()) < 600 for t in times)
    assert [path.name for path in tmp_path.iterdir() if "restoring" in path.name or "replaced" in path.name] == []
    records.close()


def test_a_database_that_holds_decisions_is_not_overwritten_unasked(
    workspace: Workspace, postgresql: str, tmp_path: Path
) -> None:
    database_url = fresh_database(postgresql)
    records = Records.of(workspace, database_url)
    correct(workspace, records, ACTOR, Message("instagram", "m3"), {"sentiment": "negative"})
    back_up(workspace, records, tmp_path / "safe")
    with pytest.raises(WorkspaceError, match="holds decisions already"):
        restored(tmp_path / "safe", tmp_path / "other", database_url)
    assert not (tmp_path / "other").exists()
    records.close()


def test_a_backup_while_an_import_runs_is_what_is_shown(workspace: Workspace, tmp_path: Path) -> None:
    before, records = told(workspace), Records.of(workspace)
    path = export(tmp_path / "c.parquet", [row(n) for n in range(60, 80)])
    file, done = tmp_path / "safe", threading.Event()

    def backed_up(what: str, _done: int, _of: int | None) -> None:
        if what == "publishing":  # everything is in the lake, nothing is shown yet
            thread = threading.Thread(target=lambda: (back_up(workspace, records, file), done.set()))
            thread.start()
            thread.join(timeout=60)

    from lib.imports.run import Wishes, import_files

    import_files(workspace, [path], Wishes(), records, backed_up)
    assert done.is_set() and told(workspace) != before
    other = restored(file, tmp_path / "other")
    _published(other, Records.of(other))
    assert told(other) == before
    # what was in the lake and not in the backup comes again, whole
    imported(other, path)
    assert [m["message_id"] for m in told(other)["shown"]] == [m["message_id"] for m in told(workspace)["shown"]]


def test_somebody_forgotten_while_it_is_copied_is_not_in_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, written, times = Records.of(workspace), backing._added, []

    def added(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, object]:
        if name == "workspace.json" and not times:
            times.append(name)
            with records.writing(None) as connection:
                connection.execute(FORGOTTEN.insert().values(author_id="a" * 24, forgotten_at=datetime.now(UTC)))
        elif name == "workspace.json":
            times.append(name)
        return written(archive, name, path)

    monkeypatch.setattr(backing, "_added", added)
    back_up(workspace, records, tmp_path / "safe")
    assert len(times) == 2, "it began again"
    with zipfile.ZipFile(tmp_path / "safe") as archive:
        archive.extract(DECISIONS, tmp_path)
    with sqlite3.connect(tmp_path / DECISIONS) as connection:
        assert connection.execute("select count(*) from forgotten").fetchone() == (1,)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-2_000])


def _other_bytes(file: Path) -> None:
    """One byte of a Parquet, and the checksum of the zip made to fit: only our own can tell."""
    _rewritten(file, lambda name, content: content[:-1] + b"!" if name.endswith(".parquet") else content)


def _rewritten(file: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {**parts, **more}.items():
            archive.writestr(name, content)


def _manifest_with(**said: object) -> Callable[[Path], None]:
    def changed(file: Path) -> None:
        _rewritten(
            file,
            lambda name, content: json.dumps({**json.loads(content), **said}).encode() if name == MANIFEST else content,
        )

    return changed


def _climbing(file: Path) -> None:
    hostile = b"root::0:0::/:/bin/sh"
    _rewritten(file, lambda _, content: content, **{"../climbed": hostile})
    _manifest_of(file, "../climbed", hostile)


def _linking(file: Path) -> None:
    link = zipfile.ZipInfo("profiles/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    _manifest_of(file, "profiles/link", b"/etc/passwd")


def _manifest_of(file: Path, name: str, content: bytes) -> None:
    """Make the backup say that this part belongs to it."""
    import hashlib

    with zipfile.ZipFile(file) as archive:
        found = json.loads(archive.read(MANIFEST))
        infos = {info.filename: (info, archive.read(info)) for info in archive.infolist() if info.filename != MANIFEST}
    found["parts"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    with zipfile.ZipFile(file, "w") as archive:
        for info, said in infos.values():
            archive.writestr(info, said)
        archive.writestr(MANIFEST, json.dumps(found))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_cut, "is no backup of Earshot, or is cut off"),
        (lambda file: file.write_bytes(b""), "is no backup of Earshot"),
        (lambda file: file.write_text("hello", "utf-8"), "is no backup of Earshot"),
        (lambda file: file.unlink(), "is not there"),
        (lambda file: _rewritten(file, lambda name, content: b"{}" if name == MANIFEST else content), "is no backup"),
        (_other_bytes, "is damaged"),
        (lambda file: _rewritten(file, lambda _, content: content, extra=b"x"), "does not hold what it says"),
        (_climbing, "would be written elsewhere"),
        (_linking, "would be written elsewhere"),
        (_manifest_with(earshot_backup=2), "newer Earshot"),
        (_manifest_with(decisions="9999"), "newer Earshot"),
        (_manifest_with(columns=["a_column_of_tomorrow"]), "newer Earshot"),
        (_manifest_with(decisions="0001"), "does not hold what it says"),
    ],
)
def test_a_bad_file_is_told_and_changes_nothing(
    spoil: Callable[[Path], None], sentence: str, workspace: Workspace, tmp_path: Path
) -> None:
    records = Records.of(workspace)
    file = tmp_path / "safe"
    back_up(workspace, records, file)
    records.close()
    before = [path for path in _all(tmp_path, workspace) if path.name != file.name]
    spoil(file)
    for place in (tmp_path / "new", workspace.path):
        with pytest.raises(WorkspaceError, match=sentence):
            restored(file, place, replace=True)
    assert [path for path in _all(tmp_path, workspace) if path.name != file.name] == before
    assert not (tmp_path.parent / "climbed").exists()


def _all(*places: Path | Workspace) -> list[Path]:
    folders = [place.path if isinstance(place, Workspace) else place for place in places]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.name != "lock")


def test_where_a_backup_may_not_go(workspace: Workspace, tmp_path: Path) -> None:
    records = Records.of(workspace)
    with pytest.raises(WorkspaceError, match="within the workspace"):
        back_up(workspace, records, workspace.place("safe"))
    with pytest.raises(WorkspaceError, match="could not be written"):
        back_up(workspace, records, tmp_path / "nowhere" / "safe")
    back_up(workspace, records, tmp_path / "safe")
    with pytest.raises(WorkspaceError, match="is there already"):
        back_up(workspace, records, tmp_path / "safe")


def test_a_workspace_that_is_open_is_not_replaced(workspace: Workspace, tmp_path: Path) -> None:
    records = Records.of(workspace)
    back_up(workspace, records, tmp_path / "safe")
    model = ReadModel.current(workspace)
    try:
        with pytest.raises(WorkspaceError, match="stop the app"):
            restored(tmp_path / "safe", workspace.path, replace=True)
    finally:
        model.close()
    records.close()
    assert restored(tmp_path / "safe", workspace.path, replace=True).path == workspace.path


def test_a_swap_that_fails_leaves_the_old_one(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records.of(workspace)
    back_up(workspace, records, tmp_path / "safe")
    records.close()
    before, rename, calls = told(workspace), os.rename, []

    def failing(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(WorkspaceError, match="nothing was changed"):
        restored(tmp_path / "safe", workspace.path, replace=True)
    assert told(workspace) == before


def test_the_whole_without_its_read_model_is_small(workspace: Workspace, tmp_path: Path) -> None:
    back_up(workspace, Records.of(workspace), tmp_path / "safe")
    with zipfile.ZipFile(tmp_path / "safe") as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"messages", "authors", "rejected", "profiles", "workspace.json", "key", DECISIONS, MANIFEST}
    shutil.rmtree(workspace.path)  # as after a disk that died
    other = restored(tmp_path / "safe", workspace.path)
    assert _published(other, Records.of(other)) == 1
