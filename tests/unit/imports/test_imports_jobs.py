"""Imports beside the app, in real processes: done, asked, refused, cancelled, died; one at a time."""

import io
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lib.errors import WorkspaceError
from lib.imports import jobs
from lib.imports.history import past_imports
from lib.imports.intake import Intake
from lib.imports.jobs import CANCEL, JOB, End, Job, State, start, under_way
from lib.imports.plan import Plan, plan_of
from lib.imports.worker import work
from lib.ingest.mapping import Mapping
from lib.ingest.source import Reading
from lib.storage.read_model import published
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.community import export, row, workspace_in

pytestmark = pytest.mark.long


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path / "w")


def given(workspace: Workspace, tmp_path: Path, count: int = 5) -> tuple[Intake, Plan]:
    intake = Intake.new(workspace)
    with export(tmp_path / "x.parquet", [row(n) for n in range(count)]).open("rb") as content:
        return intake, Plan((intake.keep("x.parquet", content),))


def until(holds: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def put(intake: Intake, workspace: Workspace, plan: Plan) -> None:
    """The job as `start` writes it, for a worker that runs in this process."""
    document = {"workspace": str(workspace.path), "plan": plan.as_json(), "expected": 5}
    (intake.folder / JOB).write_text(json.dumps(document))


def test_a_plan_comes_back_from_json(tmp_path: Path) -> None:
    mapping = Mapping("m", {"text": ("t",), "created_at": ("a", "b")}, channel="x")
    readings = {"a.csv": Reading(ZoneInfo("Asia/Tokyo"), "mdy"), "b.csv": Reading(mapping=mapping)}
    plan = Plan((tmp_path / "a.csv",), readings, ("x:shop",), True)
    again = plan_of(json.loads(json.dumps(plan.as_json())))
    assert again.as_json() == plan.as_json()
    assert again.wishes.readings["b.csv"].mapping == mapping
    assert again.wishes.readings["a.csv"].include_direct and again.wishes.reading.include_direct


def test_an_import_runs_beside_and_everybody_sees_it(workspace: Workspace, tmp_path: Path) -> None:
    intake, plan = given(workspace, tmp_path)
    job = start(workspace, intake, plan, 5)
    seen = under_way(workspace)
    assert seen is not None and seen.intake == intake
    with pytest.raises(WorkspaceError, match="Another import is under way"):
        start(workspace, Intake.new(workspace), plan)
    until(lambda: job.end is not None)
    jobs._children.pop(intake.intake_id).wait()
    end = job.end
    assert end is not None and end.import_id, (intake.folder / "log").read_text()
    (past,) = past_imports(Records.of(workspace))
    assert (past.account.import_id, past.total.read, past.total.imported) == (end.import_id, 5, 5)
    assert intake.files() == [] and under_way(workspace) is None
    assert published(workspace) is not None


def test_one_that_dies_says_so(workspace: Workspace, tmp_path: Path) -> None:
    intake, plan = given(workspace, tmp_path)
    job = start(workspace, intake, plan)
    os.kill(jobs._children[intake.intake_id].pid, signal.SIGKILL)
    until(lambda: job.end is not None)
    assert job.end is not None and "broke off" in job.end.sentence
    jobs._children.pop(intake.intake_id).wait()  # from here on as another process of the app sees it
    (intake.folder / jobs.ALIVE).touch()
    assert job.end is not None and "broke off" in job.end.sentence
    assert published(workspace) is None
    assert intake.files() != []


def test_cancelled_before_anything_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    intake, plan = given(workspace, tmp_path)
    put(intake, workspace, plan)
    Job(intake).cancel()
    assert Job(intake).is_stopping
    end = work(intake.folder)
    assert end == Job(intake).end and end.is_cancelled
    assert published(workspace) is None and past_imports(Records.of(workspace)) == []
    assert [path.name for path in intake.files()] == ["x.parquet"]
    (intake.folder / CANCEL).unlink()
    assert work(intake.folder).import_id


def test_a_question_that_comes_late_is_asked(workspace: Workspace) -> None:
    intake = Intake.new(workspace)
    text = b"id,created_at,author,text\n1,2026-03-02 10:00,a,Buongiorno a tutti\n2,2026-03-02 11:00,b,Anche a te\n"
    put(intake, workspace, Plan((intake.keep("x.csv", io.BytesIO(text)),)))
    end = work(intake.folder)
    assert (end.choice, end.import_id) == ("time_zone", "")
    assert "x.csv" in end.sentence
    assert intake.files() != []


def test_somebody_else_writing_is_one_sentence(workspace: Workspace, tmp_path: Path) -> None:
    intake, plan = given(workspace, tmp_path)
    put(intake, workspace, plan)
    with workspace.locked():
        end = work(intake.folder)
    assert end == End(sentence="Another import is writing here: try again when it has finished.")


def test_a_fault_of_ours_ends_in_a_sentence_too(workspace: Workspace, tmp_path: Path) -> None:
    intake, _ = given(workspace, tmp_path)
    (intake.folder / JOB).write_text(json.dumps({"workspace": str(workspace.path), "plan": {}, "expected": None}))
    assert "fault of Earshot's own" in work(intake.folder).sentence


def test_the_time_that_is_left_is_told_by_the_pace_so_far() -> None:
    state = State("listening", "", 250, 1_000, 0.0, 100.0)
    assert state.remaining_seconds(110.0) == 30.0
    assert State("reading", "x", 250, None, 0.0, 100.0).remaining_seconds(110.0) is None
    assert State("listening", "", 0, 1_000, 0.0, 100.0).remaining_seconds(110.0) is None
    assert not State("publishing").can_be_cancelled and state.can_be_cancelled


def test_two_files_of_one_name_have_an_account_each(workspace: Workspace, tmp_path: Path) -> None:
    from tests.community import imported

    paths = []
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        paths.append(export(tmp_path / str(number) / "x.parquet", [row(number)]))
    account = imported(workspace, *paths)
    assert [file.file for file in account.files] == ["x.parquet", "x.parquet (2)"]
    assert past_imports(Records.of(workspace))[0].total.imported == 2
