"""One import started from the page, as its process (`lib.commands.import_job`) does it: the job in that folder.

It holds a lock as long as it lives, writes its state at most a few times a second, and stops when a file asks it to.
"""

import json
import time
import traceback
from pathlib import Path

import portalocker

from lib.errors import EarshotError, NeedsChoice
from lib.imports.intake import Intake
from lib.imports.jobs import ALIVE, CANCEL, JOB, STEPS, End, State, Step, keep_end, keep_state

_EVERY_SECONDS = 0.3
_FAULT = "The import broke off by a fault of Earshot's own, and nothing of it is shown: details are in {log}."


class _Watch:
    """Is told how far the import is; writes it down, and breaks it off where somebody asked for that."""

    def __init__(self, folder: Path, expected: int | None) -> None:
        self.folder = folder
        self.expected = expected
        given_at = (folder / JOB).stat().st_mtime
        self.state = State(started_at=given_at, step_at=given_at)
        self.written_at = 0.0

    def __call__(self, what: str, done: int, of: int | None) -> None:
        from lib.imports.run import Cancelled

        step: Step = next((name for name in STEPS if name == what), "reading")
        now = time.time()
        is_new = step != self.state.step
        self.state = State(
            step=step,
            what=what if step == "reading" else "",
            done=done,
            of=self.expected if step == "reading" else of,
            started_at=self.state.started_at,
            step_at=now if is_new else self.state.step_at,
        )
        if is_new or now - self.written_at >= _EVERY_SECONDS:
            keep_state(self.folder, self.state)
            self.written_at = now
        if self.state.can_be_cancelled and (self.folder / CANCEL).exists():
            raise Cancelled("The import was cancelled: nothing of it was kept.")


def work(folder: Path) -> End:
    """Do the job in this folder, and write down how it ended."""
    with portalocker.Lock(folder / ALIVE, "a", timeout=5):
        document = json.loads((folder / JOB).read_text("utf-8"))
        watch = _Watch(folder, document.get("expected"))
        keep_state(folder, watch.state)
        end = _done(document, watch)
        if end.import_id:
            Intake(folder).empty()
        keep_end(folder, end)
    return end


def _done(document: dict[str, object], watch: _Watch) -> End:
    from lib.imports.plan import plan_of
    from lib.imports.run import Cancelled, import_files
    from lib.settings import Settings
    from lib.storage.records import Records
    from lib.storage.workspace import Workspace

    try:
        workspace = Workspace.opened(Path(str(document["workspace"])))
        with workspace.locked(timeout=1):
            pass  # where somebody else writes, the person is told now instead of waiting behind them
        plan = plan_of(document["plan"])  # type: ignore[arg-type] # written by `jobs.start`
        records = Records.of(workspace, Settings.from_environment().database_url)
        account = import_files(workspace, plan.paths, plan.wishes, records, watch)
        return End(import_id=account.import_id)
    except Cancelled as error:
        return End(sentence=str(error), is_cancelled=True)
    except NeedsChoice as error:
        return End(sentence=str(error), choice=error.choice, file=watch.state.what)
    except EarshotError as error:
        return End(sentence=str(error))
    except Exception:  # noqa: BLE001 - the last one who can say it: the page has no other word from this process
        traceback.print_exc()
        return End(sentence=_FAULT.format(log=watch.folder / "log"))
