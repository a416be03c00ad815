"""The doctor finds what is wrong and changes nothing; the command it names mends it."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from community import export, imported, row, workspace_in
from told import told
from typer.testing import CliRunner

import lib.__main__  # noqa: F401 - registers every command
import lib.imports.doctor as doctor
import lib.imports.doctor_tables as doctor_tables
from lib.commands.app import APP
from lib.imports.doctor import examined
from lib.imports.forget import PENDING
from lib.imports.mend import mend
from lib.storage.lake import Lake
from lib.storage.portable import MIGRATIONS
from lib.storage.read_model import published
from lib.storage.records import Records
from lib.storage.workspace import Workspace

RUN = CliRunner()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a workspace, and a copy of it to begin from again."""
    folder = tmp_path_factory.mktemp("doctor")
    workspace = workspace_in(folder / "w")
    imported(workspace, export(folder / "a.parquet", [row(n) for n in range(30)] + [row(31, text="")]))
    Records.of(workspace).close()
    shutil.copytree(workspace.path, folder / "copy")
    return folder


@pytest.fixture
def workspace(made: Path) -> Workspace:
    shutil.rmtree(made / "w", ignore_errors=True)
    shutil.copytree(made / "copy", made / "w")
    opened = Workspace.opened(made / "w")
    Records.of(opened).close()  # what the test before had open lies in a folder that is gone
    return opened


def _is_old(path: Path) -> None:
    os.utime(path, (time.time() - 100_000,) * 2)


def _no_model(workspace: Workspace) -> None:
    shutil.rmtree(workspace.place("published", "1"))


def _broken_model(workspace: Workspace) -> None:
    workspace.place("published", "1", "model.duckdb").write_bytes(b"\0" * 5_000)


def _broken_index(workspace: Workspace) -> None:
    workspace.place("published", "1", "search", "meta.json").write_text("{", "utf-8")


def _pointer(text: str | None) -> Callable[[Workspace], None]:
    def spoil(workspace: Workspace) -> None:
        pointer = workspace.place("published", "current.json")
        pointer.unlink() if text is None else pointer.write_text(text, "utf-8")

    return spoil


def _other_program(workspace: Workspace) -> None:
    recipe = workspace.place("published", "1", "recipe.json")
    recipe.write_text(json.dumps({**json.loads(recipe.read_text("utf-8")), "plan": "other", "fingerprint": "other"}))


def _behind(workspace: Workspace) -> None:
    Lake(workspace).strike("Buongiorno", "Buonasera")


def _scratch(workspace: Workspace) -> None:
    workspace.place("scratch", "stage").mkdir(parents=True)
    workspace.place("published", "2.new").mkdir()
    workspace.place("published", "2").mkdir()
    workspace.place("derived").mkdir()
    for name in ("derived/x.new", "workspace.json.99.new"):
        workspace.place(name).touch()
        _is_old(workspace.place(name))


def _intake(workspace: Workspace) -> None:
    workspace.place("intake", "0" * 32).mkdir(parents=True)
    _is_old(workspace.place("intake", "0" * 32))


def _orphan(workspace: Workspace) -> None:
    found = next(workspace.place("rejected").iterdir())
    shutil.copy(found, found.with_name("20260101T000000-abcdef.parquet"))


def _old_schema(workspace: Workspace) -> None:
    workspace.place("decisions.sqlite").unlink()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{workspace.place('decisions.sqlite')}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
    engine.dispose()
    shutil.rmtree(workspace.place("rejected"))  # their account was in the store that went


def _forgetting(workspace: Workspace) -> None:
    workspace.place(PENDING).write_text(json.dumps({"people": ["0" * 24]}), "utf-8")


MENDED = {
    "no model": (_no_model, "published", "mend"),
    "broken model": (_broken_model, "published", "mend --anew"),
    "broken index": (_broken_index, "index", "mend --anew"),
    "no pointer": (_pointer(None), "published", "mend"),
    "half a pointer": (_pointer('{"vers'), "published", "mend"),
    "a pointer to nowhere": (_pointer('{"version": 7}'), "published", "mend"),
    "another program": (_other_program, "published", "mend"),
    "behind": (_behind, "published", "mend"),
    "scratch": (_scratch, "left", "mend"),
    "intake": (_intake, "left", "mend"),
    "orphan": (_orphan, "rejected", "mend"),
    "old schema": (_old_schema, "decisions", "mend"),
    "forgetting": (_forgetting, "unfinished", "mend"),
}


@pytest.mark.parametrize("name", MENDED)
def test_what_is_found_is_mended_by_the_command_it_names(name: str, workspace: Workspace) -> None:
    before = told(workspace)["messages"]
    assert examined(workspace.path) == []
    spoil, check, said = MENDED[name]
    spoil(workspace)
    files = sorted(workspace.path.rglob("*"))
    found = examined(workspace.path)
    assert {finding.check for finding in found} == {check}, found
    assert {finding.command for finding in found} == {f"python -m lib {said}"}
    assert [p for p in sorted(workspace.path.rglob("*")) if not p.name.endswith(("-shm", "-wal"))] == [
        p for p in files if not p.name.endswith(("-shm", "-wal"))
    ], "looking changes nothing"
    Records.of(workspace).close()
    done = RUN.invoke(APP, [*said.split(), "--workspace", str(workspace.path), "--json"])
    assert done.exit_code == 0, done.output
    assert examined(workspace.path) == []
    if name != "behind":
        assert told(workspace)["messages"] == before
    version = published(workspace)
    assert version is not None and len(told(workspace)["shown"]) == 30
    assert version.version >= json.loads(done.stdout)["version"] >= 1


def test_a_number_never_names_two_versions(workspace: Workspace) -> None:
    """Caches know a version by its number: where the pointer is lost, numbers go on."""
    _pointer(None)(workspace)
    Lake(workspace).strike("Buongiorno", "Buonasera")
    assert mend(workspace, Records.of(workspace)).version == 2
    shutil.rmtree(workspace.place("published"))
    workspace.place("derived").mkdir()
    workspace.place("derived", "themes-1-x.parquet").touch()
    assert mend(workspace, Records.of(workspace)).version == 1
    assert not workspace.place("derived").exists()


@pytest.mark.parametrize(
    ("spoil", "check", "said"),
    [
        (lambda w: w.place("key").unlink(), "key", "restore"),
        (lambda w: w.place("key").write_bytes(b"short"), "key", "restore"),
        (lambda w: w.place("key").chmod(0o644), "key", "chmod 600"),
        (lambda w: w.place("workspace.json").write_text("{", "utf-8"), "preferences", "restore"),
        (lambda w: next(w.place("messages").rglob("*.parquet")).unlink(), "lake", "restore"),
        (lambda w: next(w.place("messages").rglob("*.parquet")).write_bytes(b"PAR1"), "lake", "restore"),
        (lambda w: next(w.place("messages").rglob("*0.json")).write_text("{", "utf-8"), "lake", "restore"),
        (lambda w: shutil.rmtree(w.place("messages")), "lake", "restore"),
        (
            lambda w: w.place("decisions.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 9_000),
            "decisions",
            "restore",
        ),
        (lambda w: w.path.with_name("w.replaced-12345678").mkdir(), "unfinished", "rm -r"),
    ],
)
def test_what_only_a_backup_or_a_person_can_mend(
    spoil: Callable[[Workspace], object], check: str, said: str, workspace: Workspace
) -> None:
    spoil(workspace)
    try:
        found = examined(workspace.path)
    finally:
        shutil.rmtree(workspace.path.with_name("w.replaced-12345678"), ignore_errors=True)
    assert check in {finding.check for finding in found}
    assert all(said in finding.command for finding in found if finding.check == check)
    assert all(finding.sentence[0].isupper() or "/" in finding.sentence for finding in found)


def test_a_full_disk_and_a_wrong_clock(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LEAST_FREE", 1 << 60)
    monkeypatch.setattr(doctor_tables, "_DAY_SECONDS", -3600)
    assert {finding.check for finding in examined(workspace.path)} == {"disk", "clock"}


def test_while_an_import_runs_its_work_is_no_finding(workspace: Workspace) -> None:
    _scratch(workspace)
    _behind(workspace)
    with workspace.locked():
        assert examined(workspace.path) == []
    assert examined(workspace.path) != []


def test_the_command_says_it_to_people_and_programs(workspace: Workspace) -> None:
    well = RUN.invoke(APP, ["doctor", "--workspace", str(workspace.path), "--json"])
    assert well.exit_code == 0 and json.loads(well.stdout)["is_well"]
    workspace.place("key").chmod(0o644)
    ill = RUN.invoke(APP, ["doctor", "--workspace", str(workspace.path), "--json"])
    assert ill.exit_code == 1
    (finding,) = json.loads(ill.stdout)["findings"]
    assert finding["check"] == "key" and finding["command"].startswith("chmod")
    assert RUN.invoke(APP, ["doctor", "--workspace", str(workspace.path)]).exit_code == 1
