"""The people of a published archive: what Relationships asks in 300 ms each, and all personas in five minutes.

The states of members are first counted by hand from their days; the main personas are compared with their table.
"""

import math
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.personas.facts import persona_facts, persona_months, persona_quotes
from lib.personas.members import persona_members
from lib.personas.settings import own_text
from lib.relationships import queries
from lib.relationships.kept import PROSPECTS, accounts_alike, prepared, tied_pairs
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace

SECONDS = 0.3
PERSONA_SECONDS = 300.0
_TIMES = 5


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result per question of Relationships, and one of all personas. WrongAnswer where they are not right."""
    workspace = shared(folder, messages, tell)
    model = ReadModel.current(workspace)
    try:
        return [*measure_relations(workspace, model, tell), measure_personas(workspace, model, tell)]
    finally:
        model.close()


def measure_relations(workspace: Workspace, model: ReadModel, tell: Callable[[str], None]) -> list[Result]:
    """The questions of the page Relationships, each as the page asks it: what an import leaves kept is kept before."""
    compare(queries.member_counts(model), model)
    tell("working out what an import leaves")
    records = Records.of(workspace)
    prepared(workspace, records)
    records.close()
    people = int(model.frame("select count(*) as people from members").people[0])
    found = []
    for name, asked in _questions(workspace, model).items():
        tell(f"asking for {name}")
        taken = []
        for _ in range(_TIMES):
            start = time.perf_counter()
            asked()
            taken.append(time.perf_counter() - start)
        seconds = statistics.median(taken)
        found.append(
            Result(
                name=f"{name}, {math.ceil(seconds * 1000)} ms",
                count=people,
                unit="people",
                seconds=seconds,
                yardstick="an answer in 300 ms",
                yardstick_seconds=SECONDS,
                floor=1.0,
            )
        )
    return found


def measure_personas(workspace: Workspace, model: ReadModel, tell: Callable[[str], None]) -> Result:
    """All that a page of personas needs, worked out from nothing; what was worked out before is thrown away."""
    tell("working out the personas")
    for kept in workspace.place("derived").glob("persona_*.parquet"):
        kept.unlink()
    own, zone = own_text(workspace), workspace.preferences.time_zone
    start = time.perf_counter()
    members = persona_members.of(workspace, model, own=own, zone=zone).to_pandas()
    at = {"members": time.perf_counter() - start}
    facts = persona_facts.of(workspace, model, own=own, zone=zone).to_pandas()
    persona_quotes.of(workspace, model, own=own, zone=zone)
    persona_months.of(workspace, model, own=own, zone=zone)
    seconds = time.perf_counter() - start
    sizes = facts[facts["part"] == "size"].set_index("segment")["authors"].sort_index()
    if not sizes.equals(members[members["is_main"]].groupby("segment").size().rename("authors")):
        raise WrongAnswer("Personas are not as large as their members are many: nothing was timed.")
    return Result(
        name=f"all personas, {math.ceil(seconds)} s",
        count=int(members["author_id"].nunique()),
        unit="people",
        seconds=seconds,
        yardstick="five minutes",
        yardstick_seconds=PERSONA_SECONDS,
        floor=1.0,
        parts={**at, "cards": seconds - at["members"]},
    )


def compare(counts: pd.DataFrame, model: ReadModel) -> None:
    """WrongAnswer where the newcomers or all together are not as many as the days of the members say."""
    days = model.frame("select author_id, min(day) as first, max(day) as last from member_days group by author_id")
    archive = pd.Timestamp(days["last"].max())
    first, last = pd.to_datetime(days["first"]), pd.to_datetime(days["last"])
    newcomers = int(((first > archive - timedelta(days=30)) & (last > archive - timedelta(days=30))).sum())
    found = counts.set_index("state").members
    if int(found.sum()) != len(days) or int(found.get("newcomer", 0)) != newcomers:
        raise WrongAnswer("The states of members are not what their days say: nothing was timed.")


def _questions(workspace: Workspace, model: ReadModel) -> dict[str, Callable[[], object]]:
    busiest = model.frame("select author_id from members order by message_count desc, author_id limit 1").author_id[0]
    name = str(model.frame("select shown_name from people where shown_name is not null limit 1").shown_name[0])[:5]
    one = [str(busiest)]
    last = pd.Timestamp(model.frame("select max(archive_day) as day from standing").day[0]).date()
    month = {"since": last - timedelta(days=27), "until": last}
    everywhere: dict[str, Any] = {"channels": None, "languages": None}
    everybody = {"accounts": [], "people": [], **everywhere}
    first = {**everywhere, "outside": False, "least": queries.LEAST, "first": 0, "count": 6}
    return {
        "members in each state": lambda: queries.member_counts(model),
        "regular members": lambda: queries.member_states(model, state="regular", sort="messages"),
        "newcomers who wait": lambda: queries.newcomers_waiting(model, count=6),
        "welcomes": lambda: queries.welcomes(model, **month),
        "welcomes of all days": lambda: queries.welcomes(model),
        "cohorts": lambda: queries.cohorts(model),
        "dependency": lambda: queries.dependency(model, **month),
        "dependency over all days": lambda: queries.dependency(model),
        "ties, kept by the import": lambda: tied_pairs.of(workspace, model, **everybody).to_pandas(),
        "isolates": lambda: queries.isolates(model),
        "people who could join, in the order kept": lambda: PROSPECTS.of(workspace, model, **first).to_pandas(),
        "second contributions": lambda: queries.second_contributions(model),
        "accounts that are alike, kept": lambda: accounts_alike.of(workspace, model).to_pandas(),
        "a name": lambda: queries.people_found(model, sought=name),
        "a person": lambda: queries.person_state(model, author_ids=one),
        "a person's months": lambda: queries.person_months(model, author_ids=one),
        "a person's conversations": lambda: queries.person_conversations(model, author_ids=one),
        "a person's critiques": lambda: queries.person_critiques(model, author_ids=one),
    }


FIGURE = Figure(
    "people", "Relationships on the published marts, against 300 ms; personas, against five minutes", measure
)
