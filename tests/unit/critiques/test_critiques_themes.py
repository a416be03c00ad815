"""Themes: aspects first, words after; identity across imports; what people decide stays; all the bad input."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from lib.critiques import evidence, insights, theme_registry
from lib.critiques.insights import Card
from lib.critiques.profiles import learn, place, profile_of
from lib.critiques.quality import SHARED, agreement, complaints, kept, quality
from lib.critiques.theme_registry import NONE
from lib.critiques.theme_table import theme_table
from lib.critiques.themed_queries import ASSIGNMENTS, THEME_FIGURES, THEME_MESSAGES, THEME_WAVES
from lib.critiques.themes import described_themes
from lib.critiques.vectors import features, rarity, text_vectors
from lib.errors import Conflict, EarshotError
from lib.imports.forget import forget_author
from lib.schema import MESSAGES
from lib.signals.taxonomy import shipped_taxonomy
from lib.storage.audit import Actor
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import Rows, published_workspace

ANNA = Actor("Anna")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ABOUT = {
    "delivery": ("pacco", "corriere", "spedizione", "consegna", "magazzino"),
    "price": ("prezzo", "costa", "euro", "caro", "sconto"),
    "": ("parcheggio", "cancello", "ingresso", "scalinata", "ascensore"),
}
FILLER = tuple(
    "davvero purtroppo settimana negozio domenica mattina città amica sabato nipote treno finestra luglio zaino "
    "piazza ponte quaderno sorella vicino pioggia caffè bottega strada nonna giardino lampada tavolo sedia cartella "
    "bicicletta mercato collina fiume barca farina cesto matita chiave orologio".split()
)


def said(aspect: str, chance: random.Random) -> str:
    return " ".join([*chance.sample(ABOUT[aspect], 3), *chance.sample(FILLER, 3)])


def critiques(count: int, *, first: int = 0, seed: int = 1) -> list[dict[str, Any]]:
    """So many critiques of delivery, price, and of something no aspect covers; an hour apart, of forty people."""
    chance, rows = random.Random(seed), Rows()
    for number in range(count):
        aspect = chance.choice(("delivery", "delivery", "price", ""))
        rows.say(
            f"c{first + number}", "x", START + timedelta(hours=first + number), said(aspect, chance),
            message_id=f"{aspect or 'other'}-{first + number}", author_id=f"a{chance.randrange(40)}",
            aspects=[aspect] if aspect else [], is_critique=True, sentiment="negative", polarity=-0.6,
        )  # fmt: skip
    return rows.made


def add(workspace: Workspace, rows: list[dict[str, Any]]) -> None:
    """Import these rows and publish."""
    Lake(workspace).append_messages(pa.Table.from_pylist(rows, schema=MESSAGES).to_reader())
    with workspace.locked():
        publish(workspace)


def assigned(workspace: Workspace) -> dict[str, str]:
    model = ReadModel.current(workspace)
    found = ASSIGNMENTS.of(workspace, model).to_pydict()
    model.close()
    return dict(zip(found["message_id"], found["theme_id"], strict=True))


Made = Callable[[list[dict[str, Any]]], tuple[Workspace, Records]]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    opened: list[Records] = []

    def build(rows: list[dict[str, Any]]) -> tuple[Workspace, Records]:
        workspace = published_workspace(tmp_path / f"w{len(opened)}", rows)
        opened.append(Records.of(workspace))
        return workspace, opened[-1]

    yield build
    for records in opened:
        records.close()


def test_aspects_come_first_and_what_is_left_makes_a_theme(made: Made) -> None:
    workspace, records = made(critiques(400))
    found = assigned(workspace)
    for aspect in ("delivery", "price"):
        mine = [theme for key, theme in found.items() if key.startswith(aspect)]
        assert mine.count(aspect) / len(mine) > 0.97
    other = {theme for key, theme in found.items() if key.startswith("other") and theme}
    assert len(other) == 1 and other.pop().startswith("t-")
    assert set(theme_registry.themes(records)) >= {"delivery", "price"}


def test_names_are_readable_and_words_are_those_of_several(made: Made) -> None:
    workspace, records = made(critiques(400))
    model = ReadModel.current(workspace)
    found = described_themes(workspace, model, records, shipped_taxonomy(), "it")
    model.close()
    first = found[0]
    assert first.theme_id == "delivery" and first.name.startswith("Consegna: ")
    assert set(first.words) & set(ABOUT["delivery"])
    assert len(first.quotes) == 5 and all(quote.text for quote in first.quotes)
    free = next(theme for theme in found if theme.theme_id.startswith("t-"))
    assert set(free.name.lower().split(", ")) <= {*ABOUT[""], *FILLER}


def test_a_week_more_stirs_nothing_and_two_halves_are_the_whole(made: Made) -> None:
    rows = critiques(900)
    whole, _ = made(rows)
    grown, _ = made(rows[:800])
    before = assigned(grown)
    add(grown, rows[800:])
    assert kept(before, assigned(grown)) >= 0.95
    halves, _ = made(rows[:450])
    assigned(halves)
    add(halves, rows[450:])
    assert agreement(assigned(whole), assigned(halves)) >= 0.95


def test_something_new_becomes_a_theme_of_its_own(made: Made) -> None:
    workspace, records = made([row for row in critiques(300) if not row["message_id"].startswith("other")])
    assert {theme for theme in assigned(workspace).values() if theme} == {"delivery", "price"}
    fresh = [row for row in critiques(200, first=300, seed=3) if row["message_id"].startswith("other")]
    add(workspace, fresh)
    found = assigned(workspace)
    new = [found[row["message_id"]] for row in fresh]
    free = [theme for theme in new if theme.startswith("t-")]
    assert len(set(free)) == 1 and len(free) / len(new) > 0.9
    assert len(theme_registry.themes(records)) == 3


def test_what_people_decide_stays_after_an_import(made: Made) -> None:
    workspace, records = made(critiques(300))
    found = assigned(workspace)
    free = next(theme for theme in found.values() if theme.startswith("t-"))
    theme_registry.rename_theme(records, ANNA, "delivery", 1, "  Pacchi   lenti ")
    theme_registry.merge_themes(records, ANNA, "price", free, 1)
    moved = next(key for key, theme in found.items() if theme == "delivery")
    theme_registry.move_messages(records, ANNA, [("x", moved)], "price")
    out = next(key for key, theme in found.items() if theme == "delivery" and key != moved)
    theme_registry.move_messages(records, ANNA, [("x", out)], NONE)
    add(workspace, critiques(40, first=300, seed=9))
    after = assigned(workspace)
    assert theme_registry.themes(records)["delivery"].name == "Pacchi lenti"
    assert (after[moved], after[out]) == ("price", "") and free not in after.values()
    with pytest.raises(Conflict):
        theme_registry.rename_theme(records, ANNA, "delivery", 1, "Anders")
    with pytest.raises(EarshotError, match="merged into this one already"):
        theme_registry.merge_themes(records, ANNA, free, "price", 1)
    theme_registry.part_themes(records, ANNA, free, 2)
    assert free in assigned(workspace).values()


def test_a_part_split_off_draws_what_is_like_it(made: Made) -> None:
    rows = critiques(300)
    lost = [row | {"text": "pacco smarrito dogana estera timbro", "message_id": f"lost-{n}", "author_id": f"b{n}"}
            for n, row in enumerate(rows[:12])]  # fmt: skip
    for row in lost:
        row["aspects"] = ["delivery"]
    workspace, records = made([*rows, *lost])
    assert {assigned(workspace)[row["message_id"]] for row in lost} == {"delivery"}
    vectors = text_vectors([row["text"] for row in lost], ["it"] * len(lost))
    keys = [("x", row["message_id"]) for row in lost]
    part = profile_of("", "", vectors, rarity(vectors), 0)
    new = theme_registry.split_theme(records, ANNA, "delivery", "Dogana", keys, part)
    assert {assigned(workspace)[row["message_id"]] for row in lost} == {new}
    more = lost[0] | {
        "message_id": "later",
        "conversation_id": "later",
        "text": "timbro dogana, pacco smarrito",
        "aspects": ["delivery"],
    }
    add(workspace, [more])
    assert assigned(workspace)["later"] == new
    with pytest.raises(EarshotError, match="needs a name"):
        theme_registry.split_theme(records, ANNA, "delivery", " ", keys, part)


def test_waves_count_once_by_author(made: Made) -> None:
    rows = Rows()
    for number in range(30):
        text = f"@marca Il pacco del corriere è fermo da giorni, vergogna!! https://x.co/{number}"
        rows.say(f"w{number}", "x", START + timedelta(minutes=number), text, author_id=f"a{number % 3}",
                 is_critique=True, aspects=["delivery"])  # fmt: skip
    workspace, _records = made(rows.made)
    model = ReadModel.current(workspace)
    figures = THEME_FIGURES.of(workspace, model).to_pylist()[0]
    wave = THEME_WAVES.of(workspace, model).to_pylist()[0]
    model.close()
    assert (figures["critiques"], figures["voices"], figures["authors"]) == (30, 3, 3)
    assert (wave["messages"], wave["authors"]) == (30, 3)


@pytest.mark.parametrize(
    "texts", [["Il pacco non arriva"], ["Uguale per tutti"] * 40, ["😡😡😡"] * 20, [""] * 5, []],
    ids=["one", "all the same", "emoji only", "no words", "none"],
)  # fmt: skip
def test_little_or_nothing_to_theme(made: Made, texts: list[str]) -> None:
    rows = Rows()
    rows.say("calm", "x", START, "Buongiorno a tutti", author_id="a1")
    for number, text in enumerate(texts):
        rows.say(f"c{number}", "x", START + timedelta(hours=number), text, author_id=f"a{number}", is_critique=True)
    workspace, records = made(rows.made)
    assert len(assigned(workspace)) == len(texts)
    model = ReadModel.current(workspace)
    assert len(described_themes(workspace, model, records, shipped_taxonomy(), "en")) <= 1
    model.close()


def test_a_theme_loses_all_its_messages_when_its_people_are_forgotten(made: Made) -> None:
    rows = [row | {"author_id": "gone"} if row["aspects"] == ["price"] else row for row in critiques(300)]
    workspace, records = made(rows)
    assert "price" in assigned(workspace).values()
    heard = insights.hear_insight(records, ANNA, Card("Books cost too much.", theme_id="price"))
    keys = [("x", row["message_id"]) for row in rows if row["author_id"] == "gone"]
    evidence.link_evidence(records, ANNA, heard.insight_id, keys)
    theme_registry.move_messages(records, ANNA, keys[:2], "delivery")
    Lake(workspace).merge_authors(_named("gone"))
    forget_author(workspace, "gone", records)
    after = assigned(workspace)
    assert "price" not in after.values() and not set(after) & {message for _channel, message in keys}
    assert theme_registry.decided(records).moved == {}
    standing = insights.insight_named(records, heard.insight_id)
    assert standing.claim == "Books cost too much."
    missing = evidence.erased(standing.linked, len(evidence.evidence(records, heard.insight_id)))
    assert missing == evidence.Erased(len(keys), len(keys))
    assert "price" in theme_registry.themes(records)


def _named(author: str) -> pa.Table:
    from lib.schema import AUTHORS

    row = {"author_id": author, "channel": "x", "handle": author, "name": author, "is_brand": False, "seen_at": START}
    return pa.Table.from_pylist([row], schema=AUTHORS)


def test_a_version_makes_its_table_from_the_one_before(made: Made) -> None:
    workspace, records = made(critiques(300))
    assigned(workspace)
    add(workspace, critiques(10, first=300, seed=4))
    model = ReadModel.current(workspace)
    file = theme_table(workspace, model, records)
    assert theme_table(workspace, model, records) == file
    page = THEME_MESSAGES.of(workspace, model, theme_id="delivery", count=5, first=0).to_pylist()
    model.close()
    assert len(page) == 5 and page[0]["total"] > 100
    assert len(list(workspace.place("derived").glob("critique_themes-*.parquet"))) == 2


def test_profiles_hold_no_words() -> None:
    chance = random.Random(2)
    texts = [said("delivery", chance) for _ in range(50)]
    learned = learn([features(text, "it") for text in texts], [["delivery"]] * 50)
    kept_ = str(learned[0].as_json())
    assert not any(word in kept_ for word in (*ABOUT["delivery"], *FILLER))
    placed = place([features("corriere e consegna", "it")], [[]], learned)
    assert placed.place[0] == 0


@pytest.mark.shared
def test_themes_agree_with_what_people_said_they_were(shared: Path) -> None:
    rows, reasons = complaints(SHARED)
    chosen = [(features(row["text"], "en"), row["aspects"] or []) for row in rows]
    learned = learn([said_ for said_, _aspects in chosen], [aspects for _said, aspects in chosen])
    placed = place([said_ for said_, _aspects in chosen], [aspects for _said, aspects in chosen], learned)
    ids = [learned[at].theme_id if at >= 0 else "" for at in placed.place]
    found = quality({row["message_id"]: theme for row, theme in zip(rows, ids, strict=True)}, reasons)
    assert found.nmi >= 0.25 and found.purity >= 0.50 and found.themes <= 20
