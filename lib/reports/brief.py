"""The brief of a workspace over a period: its chapters one after the other, in the language of its readers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

import pandas as pd

from lib import words
from lib.conversations import queries
from lib.errors import EarshotError, UnknownName
from lib.personas.decisions import quotable
from lib.reports import asks, boards, criticised, insights, mood, people, period, received, said, waiting
from lib.reports.document import Brief, Section
from lib.reports.form import Form
from lib.reports.reading import Reading
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.words import _, day, moment, ngettext, number

Progress = Callable[[str, int, int], None]
STEPS = ("reading", "said", "critiques", "insights", "personas", "received", "writing")
"""What is done one after the other; the last one by whoever writes the file."""


@dataclass(frozen=True)
class Asked:
    """What a brief was asked to be: `period` (see PERIODS) or days, its language, and whether it is for the client."""

    period: str = "week"
    since: date | None = None
    until: date | None = None
    language: str = "en"
    is_client: bool = False


def brief_of(
    workspace: Workspace,
    records: Records,
    asked: Asked,
    progress: Progress = lambda step, done, of: None,
    now: datetime | None = None,
) -> Brief:
    """The brief; EarshotError where nothing was said in the period. Numbers are those the pages show of these days."""
    if asked.language not in words.LANGUAGES:
        known = ", ".join(words.LANGUAGES)
        raise UnknownName(_("There is no language {code}: choose one of {known}.", code=asked.language, known=known))
    model = ReadModel.current(workspace)
    try:
        reading = _reading(workspace, records, asked, model, now or datetime.now(UTC))
        with words.speaking(asked.language):
            return _written(reading, progress)
    finally:
        model.close()


def _reading(workspace: Workspace, records: Records, asked: Asked, model: ReadModel, now: datetime) -> Reading:
    archive = queries.archive(model).iloc[0]
    if not int(archive.message_count):
        raise EarshotError(_("There are no messages here yet: import an export first."))
    first, last = (cast(date, pd.Timestamp(at).date()) for at in (archive.first_day, archive.last_day))
    days = period.days_asked(asked.period, asked.since, asked.until, first, last)
    form = Form(asked.is_client, quotable(records) if asked.is_client else frozenset())
    reading = Reading(workspace, model, records, days, form, now)
    if not int(reading.ask(queries.figures, **reading.params).iloc[0].messages):
        raise EarshotError(_("Nobody wrote anything in {span}: choose other days.", span=period.said(days)))
    return reading


def _written(reading: Reading, progress: Progress) -> Brief:
    def step(name: str) -> None:
        progress(name, STEPS.index(name), len(STEPS))

    step("reading")
    figures = said.figures(reading)
    step("said")
    chapters = [said.section(reading, figures), mood.section(reading), waiting.section(reading, figures)]
    step("critiques")
    themes = criticised.themes_of_period(reading)
    chapters.append(criticised.section(reading, themes))
    step("insights")
    board = boards.board(reading)
    chapters.append(insights.section(reading, board, criticised.names_of(reading)))
    step("personas")
    chapters.append(people.section(reading))
    step("received")
    chapters += [received.section(reading), asks.asks(reading, board)]
    step("writing")
    return _titled(reading, chapters)


def _titled(reading: Reading, chapters: list[Section]) -> Brief:
    preferences = reading.workspace.preferences
    subtitle = ngettext(
        "{span}, {count} day", "{span}, {count} days", reading.days.count, span=period.said(reading.days)
    )
    note = _(
        "As of {moment}; decisions as of {day}. {messages} messages in the archive, version {version}.",
        moment=moment(pd.Timestamp(reading.archive["last_at"]).to_pydatetime(), reading.zone),
        day=day(reading.now.date()),
        messages=number(int(reading.archive["message_count"])),
        version=int(reading.archive["version"]),
    )
    if reading.form.is_client:
        client = _("People are numbered, and only those who agreed are quoted.")
        note = f"{note} {client}"
    name = preferences.client_name or preferences.name
    return Brief(
        _("What the community of {name} says", name=name),
        subtitle,
        note,
        words.language(),
        reading.zone,
        tuple(chapters),
    )
