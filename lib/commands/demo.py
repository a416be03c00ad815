"""`demo`: an invented community to look around in."""

from pathlib import Path

import typer

from lib import console, words
from lib.commands.app import APP, AsJson, Where, given, records_of
from lib.settings import DEMO_WORKSPACE
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace
from lib.words import N_, _

_STEPS = {
    "writing": N_("Writing a year of conversations…"),
    "reading": N_("Reading them as any export…"),
    "listening": N_("Listening to what they say…"),
    "publishing": N_("Publishing…"),
    "done": N_("Done."),
}


@APP.command()
def demo(context: typer.Context, workspace: Where = None, as_json: AsJson = False) -> None:
    """Build the demo workspace: an invented community, the same every time."""
    from lib.commands.import_job import prepare
    from lib.demo.build import build_demo  # loads the ear, which other commands do without

    asked = given(context, workspace)
    path = Path(asked) if asked else DEMO_WORKSPACE
    with console.progress_bar() as shown:
        task = shown.add_task("", total=1.0)
        said: set[str] = set()

        def tell(what: str, share: float) -> None:
            sentence = _(_STEPS[what])
            shown.update(task, completed=share, description=sentence)
            if not console.ERR.is_terminal and sentence not in said:
                console.say(sentence)
            said.add(sentence)

        version = build_demo(path, tell)
    built = Workspace.opened(path)
    model = ReadModel.current(built)
    messages = int(model.frame("select message_count from model").iloc[0, 0])
    model.close()
    prepare(built, records_of(built))
    if as_json:
        console.show_json({"messages": messages, "version": version, "workspace": str(path)})
    else:
        console.show_table(["messages", "version", "workspace"], [[words.number(messages), version, path]])
