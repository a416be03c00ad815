"""The process of an import: personas are worked out when it is told as done, and a fault there takes nothing back."""

import json
from pathlib import Path

import portalocker
import pytest

from lib.commands.import_job import main, prepare
from lib.imports.intake import Intake
from lib.imports.jobs import JOB, Job
from lib.imports.plan import Plan
from lib.personas.facts import persona_facts, persona_months, persona_quotes
from lib.personas.members import persona_members, persona_profile
from lib.personas.settings import own_text
from lib.storage.read_model import published
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.community import export, row, workspace_in

NEEDED = (persona_profile, persona_members, persona_facts, persona_quotes, persona_months)


def given(tmp_path: Path) -> tuple[Workspace, Intake]:
    workspace = workspace_in(tmp_path / "w")
    intake = Intake.new(workspace)
    with export(tmp_path / "x.parquet", [row(n) for n in range(30)]).open("rb") as content:
        plan = Plan((intake.keep("x.parquet", content),))
    (intake.folder / JOB).write_text(json.dumps({"workspace": str(workspace.path), "plan": plan.as_json()}))
    return workspace, intake


def are_kept(workspace: Workspace) -> bool:
    standing = published(workspace)
    params = {"own": own_text(workspace), "zone": workspace.preferences.time_zone}
    return standing is not None and all(one.is_kept(workspace, standing.version, **params) for one in NEEDED)


def test_personas_are_there_after_an_import(tmp_path: Path) -> None:
    workspace, intake = given(tmp_path)
    assert not are_kept(workspace)
    main(intake.folder)
    end = Job(intake).end
    assert end is not None and end.import_id
    assert are_kept(workspace)


def test_an_import_stands_where_personas_cannot_be_worked_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, intake = given(tmp_path)
    (workspace.path / "personas.yaml").write_text("packs: [nowhere]\n")
    main(intake.folder)
    end = Job(intake).end
    assert end is not None and end.import_id and published(workspace) is not None
    assert "There is no pack 'nowhere'" in capsys.readouterr().err
    records = Records.of(workspace)
    assert not prepare(workspace, records)
    (workspace.path / "personas.yaml").unlink()
    assert prepare(workspace, records) and are_kept(workspace)
    records.close()


def test_one_who_works_it_out_is_seen(tmp_path: Path) -> None:
    workspace, intake = given(tmp_path)
    main(intake.folder)
    lock = workspace.place("derived") / "persona_profile.lock"
    assert not persona_profile.is_under_way(workspace)
    with portalocker.Lock(lock):
        assert persona_profile.is_under_way(workspace)
    assert not persona_profile.is_under_way(workspace)
