"""Segments: planted kinds come back, k by stability, a cap for all; three people, bots, waves, one prolific author."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from lib.personas import queries
from lib.personas.book import Book, book_of
from lib.personas.factors import factors, shares
from lib.personas.features import People
from lib.personas.lots import Drawn, drawn
from lib.personas.members import persona_members
from lib.personas.segments import matched, segments_of
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from tests.published import LAST, Rows, published_workspace

KINDS = (
    ("discord", 22, ["Adoro Arcane", "Cerco mappe da appendere", "Preferisco l'ebook"], "it"),
    ("facebook", 15, ["Insegno al liceo", "Leggo Internazionale ogni mese", "Preferisco la carta"], "it"),
    ("youtube", 8, ["I love The Bear", "I work in a bookshop", "I read Granta every month"], "en"),
)


def people(kinds: int, each: int, seed: int = 3) -> tuple[People, list[int]]:
    """Made-up people: each kind has features of its own, all share some."""
    chance = np.random.default_rng(seed)
    rows = chance.random((kinds * each, 6 * kinds + 4)) * 0.1
    truth = [number // each for number in range(kinds * each)]
    for number, kind in enumerate(truth):
        rows[number, 6 * kind : 6 * kind + 6] += 0.5 + chance.random(6)
        rows[number, -4:] += 0.2
    count = len(rows)
    return (
        People(
            author_ids=np.array([f"a{n}" for n in range(count)], dtype=object),
            rows=sparse.csr_matrix(rows),
            names=np.array([f"word:w{n}" for n in range(rows.shape[1])], dtype=object),
            weight=np.ones(count),
            messages=np.full(count, 9, dtype=np.int64),
            is_heard=np.ones(count, dtype=bool),
        ),
        truth,
    )


@pytest.mark.parametrize("kinds", [2, 3, 4])
def test_planted_kinds_come_back_and_their_number_is_found(kinds: int) -> None:
    made, truth = people(kinds, 40)
    found = segments_of(made)
    assert found.count == kinds
    assert found.stability[kinds] > 0.9
    main = shares(made.rows, found.factors).argmax(axis=1)
    assert adjusted_rand_score(truth, main) > 0.9


def test_the_same_people_give_the_same_factors_and_shares_add_up() -> None:
    made, _ = people(3, 20)
    one, other = factors(made.rows, 3), factors(made.rows, 3)
    assert np.array_equal(one, other)
    mixed = shares(made.rows, one)
    assert np.allclose(mixed.sum(axis=1), 1)
    partner, cosine = matched(
        one / np.linalg.norm(one, axis=1, keepdims=True), one[::-1] / np.linalg.norm(one[::-1], axis=1, keepdims=True)
    )
    assert partner.tolist() == [2, 1, 0]
    assert np.allclose(cosine, 1)


def rows_of(authors: int, messages: int = 6) -> Rows:
    """A community of the three kinds above."""
    rows = Rows()
    for number in range(authors):
        channel, hour, texts, language = KINDS[number % 3]
        for place in range(messages):
            at = (LAST - timedelta(days=3 * place + number % 5)).replace(hour=hour)
            rows.say(
                f"c{number}",
                channel,
                at,
                f"{texts[place % 3]}, {number} {place}!",
                author_id=f"a{number}",
                language=language,
            )
    return rows


def book(folder: Path, rows: Rows) -> tuple[Book, ReadModel]:
    workspace = published_workspace(folder, rows.made)
    model = ReadModel.current(workspace)
    return book_of(workspace, model, Records.of(workspace)), model


def test_three_authors_make_one_persona_and_every_field_is_unknown(tmp_path: Path) -> None:
    found, model = book(tmp_path / "w", rows_of(3))
    (card,) = found.cards
    assert card.size == 3
    assert all(field.is_unknown and field.question for field in card.fields)
    assert not any(field.prefers for field in card.fields)
    model.close()


def test_nobody_at_all(tmp_path: Path) -> None:
    rows = Rows()
    rows.say("c", "x", LAST, "Buongiorno!", is_brand=True)
    found, model = book(tmp_path / "w", rows)
    assert found.cards == []
    model.close()


def test_a_prolific_author_bots_and_waves_weigh_no_more_than_a_cap(tmp_path: Path) -> None:
    rows = rows_of(60)
    for place in range(900):  # says as much as all others together
        at = LAST - timedelta(hours=3 * place)
        rows.say("loud", "discord", at, f"Adoro Black Mirror e {place} altre cose", author_id="loud")
    for place in range(50):  # says one thing over and over
        rows.say(
            "bot",
            "x",
            LAST - timedelta(hours=place),
            "Compra follower adesso su questo sito fantastico!",
            author_id="bot",
        )
    for number in range(30):  # one text, thirty accounts, one hour
        rows.say(
            f"w{number}",
            "x",
            LAST - timedelta(minutes=number),
            "Cerco subito un rimborso per tutti, firmate la petizione qui!",
            author_id=f"wave{number}",
        )
    workspace = published_workspace(tmp_path / "w", rows.made)
    model = ReadModel.current(workspace)
    read = queries.members_words(model)
    assert (read["author_id"] == "loud").sum() == queries.CAP
    assert not read["author_id"].str.startswith("wave").any()
    members = persona_members.of(workspace, model, zone="Europe/Rome").to_pandas()
    assert "bot" not in set(members["author_id"])
    assert not members["author_id"].str.startswith("wave").any()
    found = book_of(workspace, model, Records.of(workspace))
    shown = [v for c in found.cards for f in c.fields for v in f.prefers if v.label == "Black Mirror"]
    assert all(value.share.authors == 1 for value in shown), "900 messages are one author"
    main = members[members["is_main"]].set_index("author_id")["segment"]
    truth = [number % 3 for number in range(60)]
    assert adjusted_rand_score(truth, [main[f"a{n}"] for n in range(60)]) > 0.9
    model.close()


def test_of_a_large_archive_whole_authors_are_read_drawn_by_lot(tmp_path: Path) -> None:
    workspace = published_workspace(tmp_path / "w", rows_of(60).made)
    model = ReadModel.current(workspace)
    assert drawn(model) == Drawn(None, 1.0)
    lot = drawn(model, 100)
    every, some = queries.members_words(model), queries.members_words(model, author_ids=lot.author_ids)
    assert len(every) == 360 and len(some) == 96
    assert set(some.groupby("author_id").size()) == {6}
    assert drawn(model, 100) == lot and lot.share == 16 / 60 and lot.scaled(15) == 4
    assert set(some["author_id"]) != set(every["author_id"].drop_duplicates().head(16))
    model.close()
