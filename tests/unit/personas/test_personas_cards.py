"""Cards: shares of distinct people, words in Italian, exports that open, and no searchable quote for the client."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation

from lib import words
from lib.personas.book import Book, book_of
from lib.personas.comparison import differences
from lib.personas.decisions import quotable
from lib.personas.documents import document
from lib.personas.export_html import html_of
from lib.personas.export_picture import WIDTH, png_of
from lib.personas.export_slides import pptx_of
from lib.personas.facts import persona_facts
from lib.personas.portrait import picture, shapes, svg
from lib.personas.settings import listening
from lib.personas.shares import scored
from lib.personas.sheet import Sheet, sheet_of
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.tables.people import PERSON_MARKS
from lib.storage.workspace import Workspace
from tests.published import HOSTILE, LAST, published_workspace
from tests.unit.personas.test_personas_segments import rows_of

HARM = "Cerco <script>alert(1)</script> trame lente"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    rows = rows_of(60)
    rows.say("c0", "discord", LAST, HARM, author_id="a0")
    return published_workspace(tmp_path_factory.mktemp("cards") / "w", rows.made)


@pytest.fixture(scope="module")
def book(workspace: Workspace) -> Book:
    model = ReadModel.current(workspace)
    found = book_of(workspace, model, Records.of(workspace))
    model.close()
    return found


def sheet(book: Book, channel: str, **wishes: object) -> Sheet:
    card = next(c for c in book.cards if c.channels[0].code == channel)
    return sheet_of(card, book.quotes, **wishes)  # type: ignore[arg-type]


def test_a_card_counts_people_and_not_messages(book: Book) -> None:
    card = next(c for c in book.cards if c.channels[0].code == "facebook")
    fields = {f.code: f for f in card.fields}
    assert card.size == 20
    (value,) = fields["work"].prefers
    assert (value.label, value.share.authors, value.share.base) == ("Insegno al liceo", 20, 20)
    assert value.share.low == pytest.approx(0.8389, abs=1e-4) and value.share.high == pytest.approx(1)
    assert value.lift > 10
    assert fields["outings"].is_unknown and "sabato" in listening().question("outings", "it")
    assert len(value.quotes) == 4 and len({book.quotes[q]["author_id"] for q in value.quotes}) == 4


def test_the_document_of_the_command(book: Book) -> None:
    found = document(book)
    assert len(found["personas"]) == 3
    field = next(f for f in found["personas"][0]["fields"] if f["prefers"])
    assert {"value", "share", "low", "high", "authors", "quotes", "last_seen"} <= field["prefers"][0].keys()


def test_two_personas_differ_in_what_was_planted(workspace: Workspace, book: Book) -> None:
    model = ReadModel.current(workspace)
    facts = persona_facts.of(workspace, model, zone="Europe/Rome", own="").to_pandas()
    model.close()
    one, other = book.cards[:2]
    found = differences(facts, one, other, listening(), "it")
    assert {d.part for d in found} >= {"channel", "field:format"}
    assert all(0 <= d.one <= 1 and 0 <= d.other <= 1 for d in found)


def test_html_stands_alone_and_holds_text_only(book: Book) -> None:
    made = html_of(sheet(book, "discord"))
    assert "&lt;script&gt;" in made and "<script" not in made
    assert "http" not in made.replace("http://www.w3.org/2000/svg", "")
    assert "unknown" in made and 'class="unknown"' in made


def test_the_client_s_form_quotes_only_who_agreed(workspace: Workspace, book: Book) -> None:
    records = Records.of(workspace)
    assert sheet(book, "facebook", client=True, allowed=quotable(records)).quote is None
    assert "«" not in html_of(sheet(book, "facebook", client=True))
    with records.writing(None) as connection:
        mark = {"author_id": "a1", "is_vip": False, "consent": "given", "version": 1, "changed_at": LAST}
        connection.execute(PERSON_MARKS.insert().values(**mark, changed_by="Anna"))
    allowed = quotable(records)
    said = sheet(book, "facebook", client=True, allowed=allowed)
    shown = {q.message_id for part in said.parts for q in part.quotes}
    by = {book.quotes["facebook", message]["author_id"] for message in shown}
    assert by <= {"a1"}


def test_png_and_pptx_open_again(book: Book) -> None:
    for channel in ("discord", "facebook", "youtube"):
        found = sheet(book, channel)
        image = Image.open(io.BytesIO(png_of(found)))
        assert image.size[0] == WIDTH and image.size[1] > 500
        assert len(set(image.convert("RGB").resize((60, 60)).get_flattened_data())) > 20, "something is drawn"
        deck = Presentation(io.BytesIO(pptx_of([found])))
        text = "\n".join(shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)
        assert found.name in text and found.sentence in text


def test_in_italian_everything_is_italian(workspace: Workspace) -> None:
    words.ask_language_of(lambda: "it")
    try:
        model = ReadModel.current(workspace)
        found = book_of(workspace, model, Records.of(workspace))
        model.close()
        said = html_of(sheet(found, "facebook"))
    finally:
        words.ask_language_of(lambda: "en")
    assert "Lavoro e ruolo" in said and "pomeriggio" in said and "Uscite e luoghi" in said
    assert not {"unknown", "people", "She is", "Ask the community"} & set(said.split("</style>")[1].split())
    assert "Ask the" not in said and "She is" not in said and " people" not in said


def test_portraits_differ_by_seed_and_are_the_same_for_one() -> None:
    assert shapes("a") == shapes("a") and svg("a") == svg("a")
    assert len({svg(f"{number}") for number in range(30)}) > 20
    assert picture("a", 64).size == (64, 64)


def test_hostile_words_are_drawn_as_words() -> None:
    part = sheet_with(HOSTILE[0] + "\x00\x0b")
    assert png_of(part) and pptx_of([part])
    assert "<script" not in html_of(part) and "<img" not in html_of(part)


def sheet_with(text: str) -> Sheet:
    return Sheet("x", text, text, (("a", text),), (("b", text * 20),), (), (), None)


@given(st.integers(0, 50), st.integers(1, 60), st.integers(0, 80), st.integers(0, 90))
def test_shares_lie_in_their_interval_and_lift_is_bounded(inside: int, base: int, outside: int, beyond: int) -> None:
    row = {"part": "p", "stance": "", "code": "c", "authors": inside, "base": base, "outside": outside}
    (found,) = scored(pd.DataFrame([row | {"outside_base": max(outside, beyond)}])).to_dict("records")
    assert 0 <= found["low"] <= found["share"] + 1e-9 and found["share"] - 1e-9 <= found["high"] <= 1
    assert 0 < found["lift"] < 200


def test_dates_are_of_the_last_time(book: Book) -> None:
    value = next(v for c in book.cards for f in c.fields for v in f.prefers)
    assert value.last_at is not None and value.last_at <= datetime(2026, 11, 1, tzinfo=UTC)


def test_the_command_writes_a_card(workspace: Workspace, tmp_path: Path, book: Book) -> None:
    from typer.testing import CliRunner

    import lib.commands.personas  # noqa: F401 - registers it
    from lib.commands.app import APP

    given = ["personas", "--workspace", str(workspace.path), "--export", book.cards[0].persona_id]
    for ending in ("html", "png", "pptx"):
        out = tmp_path / f"card.{ending}"
        found = CliRunner().invoke(APP, [*given, "--out", str(out), "--json"])
        assert found.exit_code == 0, found.output
        assert out.stat().st_size > 1000
