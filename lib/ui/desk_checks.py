"""What the answer desk's checks say of a draft, shown beside it while it is written."""

import pandas as pd
import pyarrow as pa

from lib.conversations import queries
from lib.conversations.desk import Check, Heard, Lengths, checks
from lib.conversations.tone import Tone
from lib.signals.own import ear_of
from lib.ui import session
from lib.ui.ask import ask
from lib.ui.given_back import kept_by_version
from lib.ui.markup import Element, show, tag
from lib.words import _

_TEACHES = 3000


def show_checks(text: str, messages: pd.DataFrame, language: str, channel: str) -> None:
    """The checks of a draft that answers these rows of `thread_messages`; where it is empty, what to expect."""
    if not text.strip():
        show(tag("p", _("Begin to write: tone, form of address, heat and promises are checked here."), classes="note"))
        return
    workspace = session.published_workspace()
    tone = _tone(str(workspace.path), session.in_force().version, language) if language else None
    row = ask(queries.our_lengths, language=language or None).iloc[0]
    lengths = Lengths(int(row.replies), float(row.low), float(row.high))
    found = checks(text, _heard(text, language, channel), messages, tone, lengths)
    show(tag("ul", *map(_check, found), classes="checks"))


def _check(check: Check) -> Element:
    """Its name and what was found on one line; below it what to change."""
    said: list[Element | str] = [tag("span", check.name, classes="name"), " ", check.found]
    if check.change:
        said.append(tag("b", check.change))
    return tag("li", *said, classes="holds" if check.holds else "amiss")


def _heard(text: str, language: str, channel: str) -> Heard:
    """What the workspace's own ear says of the draft."""
    table = pa.table({"text": [text], "language": pa.array([language or None], pa.string()), "channel": [channel]})
    row = ear_of(session.published_workspace())(table).to_pylist()[0]
    return Heard(row["heat"], row["formality"])


@kept_by_version(max_entries=8)
def _tone(path: str, version: int, language: str) -> Tone | None:
    return Tone.learned([str(text) for text in ask(queries.recent_words, language=language, count=_TEACHES).text])
