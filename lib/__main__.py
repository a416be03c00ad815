"""`python -m lib …`: every capability of Earshot without a browser; the commands are in `lib.commands`."""

import sys

import lib.commands.backup
import lib.commands.bench
import lib.commands.demo
import lib.commands.doctor
import lib.commands.enrich
import lib.commands.evaluate
import lib.commands.forget
import lib.commands.imports
import lib.commands.label
import lib.commands.licences
import lib.commands.personas
import lib.commands.query
import lib.commands.reference
import lib.commands.report
import lib.commands.retain
import lib.commands.themes  # noqa: F401 - each registers its command
from lib import console, words
from lib.commands.app import APP
from lib.errors import EarshotError
from lib.settings import Settings


def main() -> None:
    """Run the command line; an error meant for people is one sentence and its exit code."""
    settings = Settings.from_environment()
    words.ask_language_of(lambda: words.spoken(settings.language or settings.locale))
    try:
        APP()
    except EarshotError as error:
        console.say(str(error))
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
