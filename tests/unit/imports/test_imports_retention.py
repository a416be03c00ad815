"""What grew older than its channel is kept goes from everywhere, counted before and written down after."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from community import START, export, imported, row, workspace_in
from sqlalchemy import select
from told import shown, told
from typer.testing import CliRunner

import lib.__main__  # noqa: F401 - registers every command
from lib.commands.app import APP
from lib.errors import NotAllowed, UnknownName
from lib.imports.corrections import Message, correct
from lib.imports.retention import Aged, aged, keep_for, kept_since, retain
from lib.ingest.canonical import OLD_LEFT_OUT
from lib.storage.actors import Actor
from lib.storage.publish import publish
from lib.storage.records import Records
from lib.storage.tables import AUDIT, CORRECTIONS
from lib.storage.workspace import Workspace

NOW = START + timedelta(days=100)
ACTOR = Actor("Ada", "admin")


def _rows(channel: str) -> list[object]:
    """Fifty messages, one every second day; old ones by people who said nothing since."""
    return [
        row(
            n,
            channel=channel,
            message_id=f"{channel}{n}",
            text=f"parola{n} di {channel}",
            created_at=START + timedelta(days=2 * n),
            author_key=f"{channel}-{n // 10}",
            author_handle=f"handle_{channel}_{n // 10}",
            author_name=None,
        )
        for n in range(50)
    ]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = workspace_in(tmp_path / "w")
    bad = row(0, text="", created_at=START)
    imported(made, export(tmp_path / "a.parquet", [*_rows("instagram"), *_rows("x"), *_rows("reddit"), bad]))
    return made


def test_what_is_older_goes_from_everywhere_and_does_not_come_back(workspace: Workspace, tmp_path: Path) -> None:
    records = Records.of(workspace)
    for message in ("instagram0", "instagram49"):
        correct(workspace, records, ACTOR, Message("instagram", message), {"sentiment": "negative"})
    workspace = keep_for(workspace, ["instagram=30", "*=60", "reddit=0"])
    workspace = keep_for(workspace, ["reddit=90"])
    assert workspace.preferences.keep_days == ("*=60", "instagram=30", "reddit=90")
    before = told(workspace)
    counted = aged(workspace, NOW)
    assert counted == [Aged("instagram", 30, 50, 35), Aged("reddit", 90, 50, 5), Aged("x", 60, 50, 20)]
    assert told(workspace) == before, "counting takes nothing"

    done = retain(workspace, records, ACTOR, NOW)
    assert (done.messages, done.authors, done.decisions) == (60, 3 + 0 + 2, 1)
    kept = {m["message_id"] for m in shown(workspace)}
    assert kept == {
        *(f"instagram{n}" for n in range(35, 50)),
        *(f"reddit{n}" for n in range(5, 50)),
        *(f"x{n}" for n in range(20, 50)),
    }
    assert len(told(workspace)["authors"]) == 15 - 5
    assert [a.older for a in aged(workspace, NOW)] == [0, 0, 0]
    raw = b"\n".join(p.read_bytes() for p in workspace.path.rglob("*") if p.is_file())
    assert b"parola3 di instagram" not in raw and b"handle_instagram_0" not in raw
    with records.reading() as connection:
        assert connection.execute(select(CORRECTIONS.c.message_id)).scalars().all() == ["instagram49"]
        acts = connection.execute(select(AUDIT.c.subject_id, AUDIT.c.detail).where(AUDIT.c.action == "erase")).all()
    assert {channel: detail["messages"] for channel, detail in acts} == {"instagram": 35, "reddit": 5, "x": 20}

    again = retain(workspace, records, ACTOR, NOW)
    assert (again.messages, again.version) == (0, done.version), "asked again, there is nothing to do"
    records.close()


def test_old_exports_are_turned_down(workspace: Workspace, tmp_path: Path) -> None:
    keep_for(workspace, ["instagram=30"])
    late = datetime.now(UTC) - timedelta(days=3)
    rows = [row(n, created_at=late - timedelta(days=20 * n)) for n in range(5)]
    rows += [row(n, channel="x", message_id=f"old{n}", created_at=late - timedelta(days=900)) for n in range(2)]
    account = imported(Workspace.opened(workspace.path), export(tmp_path / "b.parquet", rows))
    assert (account.total().imported, account.total().rejected) == (4, 3)
    assert account.total().reasons == {OLD_LEFT_OUT: 3}
    assert account.rejected_file is not None
    assert pq.read_table(account.rejected_file)["content"].to_pylist() == [None] * 3


def test_rejected_rows_go_at_the_shortest_age(workspace: Workspace) -> None:
    records = Records.of(workspace)
    workspace = keep_for(workspace, ["x=400", "*=30"])
    assert len(list(workspace.place("rejected").iterdir())) == 1
    assert retain(workspace, records, ACTOR).rejected == 0, "imported just now"
    done = retain(workspace, records, ACTOR, datetime.now(UTC) + timedelta(days=31))
    assert done.rejected == 1 and not list(workspace.place("rejected").iterdir())
    records.close()


def test_nothing_is_set_nothing_goes(workspace: Workspace) -> None:
    before, records = told(workspace), Records.of(workspace)
    assert kept_since(workspace, NOW) == {}
    done = retain(workspace, records, ACTOR, NOW + timedelta(days=10_000))
    assert (done.messages, done.authors, done.rejected) == (0, 0, 0)
    assert told(workspace) == before
    with workspace.locked():
        assert publish(workspace) == done.version


@pytest.mark.parametrize(
    "words", ["instagram", "instagram=", "=3", "instagram=-1", "instagram=1.5", "a b=3", "x=1;y=2"]
)
def test_what_is_no_age_is_told(words: str, workspace: Workspace) -> None:
    with pytest.raises(UnknownName, match="channel=days"):
        keep_for(workspace, [words])


def test_a_client_erases_nothing(workspace: Workspace) -> None:
    workspace = keep_for(workspace, ["instagram=30"])
    with pytest.raises(NotAllowed):
        retain(workspace, Records.of(workspace), Actor("Cliente", "client"), NOW)
    assert len(shown(workspace)) == 150


def test_the_command_sets_counts_and_erases(workspace: Workspace) -> None:
    run, where = CliRunner(), ["--workspace", str(workspace.path), "--json"]
    Records.of(workspace).close()
    said = run.invoke(APP, ["retain", "--days", "instagram=1", "--days", "*=99999", *where])
    assert said.exit_code == 0, said.output
    assert [c["older"] for c in json.loads(said.stdout)["channels"]] == [50, 0, 0]
    counted = run.invoke(APP, ["retain", "--preview", *where])
    assert json.loads(counted.stdout) == json.loads(said.stdout) and len(shown(workspace)) == 150
    done = json.loads(run.invoke(APP, ["retain", *where]).stdout)
    assert done["messages"] == 50 and len(shown(workspace)) == 100
