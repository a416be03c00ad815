"""The brief says what the pages say, in either language and form, and one sentence where there is nothing to say."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.conversations import queries
from lib.conversations.today import Days, figures_of
from lib.critiques import queries as critique_queries
from lib.critiques.themed_queries import THEME_FIGURES
from lib.editorial.receptions import judged_receptions
from lib.errors import EarshotError, UnknownName
from lib.reports import period
from lib.reports.brief import STEPS, Asked, brief_of
from lib.reports.document import Brief, Section
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.words import number, signed
from tests.briefs import AGREED, CASES, CLAIM, HOSTILE, NOTE, NOW, brief, golden, read_back
from tests.published import LAST, Rows, published_workspace

MONTH = {"since": date(2026, 10, 4), "until": date(2026, 10, 31)}
Written = Callable[[Asked], Brief]


def chapter(found: Brief, code: str) -> Section:
    return next(section for section in found.sections if section.code == code)


@pytest.mark.parametrize("format_", ["html", "pptx", "xlsx"])
@pytest.mark.parametrize("case", CASES)
def test_the_brief_reads_as_its_golden_file(written: Written, case: str, format_: str) -> None:
    said = read_back(written(CASES[case]), format_)
    assert said == golden(case, format_).read_text("utf-8"), "run `python -m tests.briefs` and read the difference"


def test_its_numbers_are_those_of_the_pages(written: Written, told: Workspace, model: ReadModel) -> None:
    found = written(CASES["en"])
    days = Days(**MONTH)
    usual = days.usual(period_start := queries.archive(model).iloc[0].first_day.date())
    assert usual is not None and period_start == date(2026, 8, 22)
    then = queries.figures(model, since=usual.since, until=usual.until)
    today = figures_of(queries.figures(model, **MONTH), then, queries.waiting_total(model, **MONTH), days, usual)
    shown = {figure.label: figure.value for figure in chapter(found, "said").figures}
    assert shown == {
        "Messages": number(today.messages),
        "Waiting for us": number(today.waiting),
        "Mood": signed(today.mood.value),
        "Critiques": number(today.critiques),
    }
    assert today.critiques == int(critique_queries.critiques_heard(model, **MONTH).iloc[0].critiques)
    themes = THEME_FIGURES.of(told, model, **MONTH).to_pylist()
    table = chapter(found, "critiques").tables[0]
    assert [(row[1], row[2]) for row in table.rows] == [(row["voices"], row["authors"]) for row in themes]
    judged = judged_receptions.of(told, model, since="2026-10-04", until="2026-10-31", channels=None).to_pandas()
    assert [f.value for f in chapter(found, "received").figures][0] == number(judged.message_id.nunique())


def test_rows_behind_it_add_up_to_what_it_says(written: Written) -> None:
    found = written(CASES["en"])
    days = chapter(found, "said").evidence[0]
    assert sum(row[2] for row in days.rows) == 525
    assert sum(row[1] for row in chapter(found, "said").tables[0].rows) == 525
    volume = chapter(found, "said").charts[0]
    assert sum(value or 0 for one in volume.series for value in one.values) == 525
    assert len(chapter(found, "critiques").evidence[0].rows) == 68
    assert len(chapter(found, "waiting").evidence[0].rows) == 17


def test_the_client_sees_nobody_and_no_note(written: Written) -> None:
    found = written(CASES["it_client"])
    for format_ in ("html", "pptx", "xlsx"):
        said = read_back(found, format_)
        for hidden in (
            "Lettrice",
            "Mallory",
            "Anna Interna",
            NOTE,
            "Only heard so far",
            "lettrice_9",
            "evil.example/?q",
        ):
            assert hidden not in said, (format_, hidden)
        assert "Persona 1" in said and "parcel lost" in said
    quoted = {row["text"] for row in _rows_by(AGREED)}
    assert {quote.text for section in found.sections for quote in section.quotes} <= {
        text.replace("https://evil.example/?q=1", "[…]").replace("\x07", "") for text in quoted
    }


def test_a_person_has_one_number_throughout(written: Written) -> None:
    found = written(CASES["it_client"])
    waiting, evidence = chapter(found, "waiting"), chapter(found, "waiting").evidence[0]
    assert [row[2] for row in waiting.tables[0].rows] == [
        row[1] for row in evidence.rows[: len(waiting.tables[0].rows)]
    ]
    ours = chapter(written(CASES["en"]), "waiting").evidence[0]
    pairs = {(row[1], own[1]) for row, own in zip(evidence.rows, ours.rows, strict=True)}
    assert len(pairs) == len({row[1] for row in evidence.rows}) == len({own[1] for own in ours.rows}) > 5


def test_ours_names_people_and_what_would_change_our_mind(written: Written) -> None:
    found = written(CASES["en"])
    evidence = chapter(found, "insights").evidence[0]
    assert any(NOTE in row and CLAIM in row for row in evidence.rows)
    assert any("Lettrice 33" in row for row in chapter(found, "waiting").evidence[0].rows)


def test_languages_are_its_own(written: Written) -> None:
    assert chapter(written(CASES["it_client"]), "asks").title == "Che cosa vi chiediamo"
    assert chapter(written(CASES["en"]), "asks").title == "What we ask of the client"


def test_it_tells_how_far_it_is(told: Workspace, records: Records) -> None:
    steps: list[tuple[str, int, int]] = []
    brief_of(told, records, Asked("week"), lambda *step: steps.append(step), NOW)
    assert steps == [(name, place, len(STEPS)) for place, name in enumerate(STEPS)]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Asked(since=date(2027, 1, 1), until=date(2027, 1, 7)), "still to come: the archive ends on 31 October 2026"),
        (Asked(since=date(2026, 1, 1), until=date(2026, 1, 7)), "begins on 22 August 2026"),
        (Asked(since=date(2026, 10, 9), until=date(2026, 10, 7)), "give the earlier day first"),
    ],
)
def test_a_period_outside_is_one_sentence(told: Workspace, asked: Asked, sentence: str) -> None:
    with pytest.raises(EarshotError, match=sentence):
        brief(told, asked)


def test_unknown_names_say_what_there_is(told: Workspace) -> None:
    with pytest.raises(UnknownName, match="choose one of day, week"):
        brief(told, Asked("fortnight"))
    with pytest.raises(UnknownName, match="choose one of en, it"):
        brief(told, Asked(language="xx"))


def test_a_period_is_cut_to_the_archive() -> None:
    first, last = date(2026, 8, 22), date(2026, 10, 31)
    assert period.days_asked("all", None, None, first, last) == Days(first, last)
    assert period.days_asked("month", date(2026, 10, 1), date(2026, 12, 1), first, last) == Days(
        date(2026, 10, 1), last
    )
    assert period.before(Days(date(2026, 8, 25), date(2026, 8, 27)), first) == Days(first, date(2026, 8, 24))
    assert period.before(Days(date(2026, 8, 25), date(2026, 8, 28)), first) is None


@pytest.mark.parametrize("count", [1, 2, 31, 32, 90, 420, 421, 900])
def test_the_marks_of_the_time_axis_cover_each_day_once(count: int) -> None:
    days = Days(LAST.date() - timedelta(days=count - 1), LAST.date())
    for by in period.GRAINS:
        steps = period.steps(days, by)
        assert (steps[0].days.since, steps[-1].days.until) == (days.since, days.until)
        assert sum(step.days.count for step in steps) == count


def one_person(folder: Path) -> Workspace:
    """Somebody alone, who wrote twice on two days far apart; we never wrote anything."""
    rows = Rows()
    rows.say("c1", "x", LAST - timedelta(days=30), "Buongiorno a tutti")
    rows.say("c2", "x", LAST, "C'è qualcuno?", intent=["question"])
    return published_workspace(folder, rows.made)


def test_one_person_no_post_and_nothing_to_compare(tmp_path: Path) -> None:
    workspace = one_person(tmp_path / "w")
    found = brief(workspace, Asked("week", is_client=True))
    assert chapter(found, "received").sentences == ("We published nothing in this period.",)
    assert chapter(found, "critiques").sentences == ("Nobody criticised anything in this period.",)
    assert chapter(found, "mood").charts == ()
    assert chapter(found, "personas").tables[0].rows[0][1] == 1 or not chapter(found, "personas").charts
    for format_ in ("html", "pptx", "xlsx"):
        assert "Person 1" in read_back(found, format_)


def test_a_silent_period_is_one_sentence(tmp_path: Path) -> None:
    workspace = one_person(tmp_path / "w")
    with pytest.raises(EarshotError, match="Nobody wrote anything in 10 October 2026 – 12 October 2026"):
        brief(workspace, Asked(since=date(2026, 10, 10), until=date(2026, 10, 12)))


def _rows_by(author: str) -> list[dict[str, object]]:
    from tests.briefs import brief_rows

    rows = [row for row in brief_rows() if row["author_id"] == author]
    assert any(str(row["text"]).startswith(HOSTILE[0]) for row in rows)
    return rows


def test_of_more_posts_than_a_sheet_takes_those_that_weigh_most(
    told: Workspace, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = chapter(brief_of(told, records, CASES["en"], now=NOW), "received").evidence[0]
    assert whole.total == len(whole.rows) > 2 and not whole.note_of(len(whole.rows))
    monkeypatch.setattr("lib.reports.received.MOST_ROWS", 2)
    cut = chapter(brief_of(told, records, CASES["en"], now=NOW), "received").evidence[0]
    assert len(cut.rows) == 2 and cut.total == whole.total and cut.note_of(2)
