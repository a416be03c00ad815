"""The taxonomy: how patterns are written, what a workspace overlays, and one clear sentence for what cannot be."""

import pickle
from pathlib import Path

import pytest

from lib.signals.hits import hits_of
from lib.signals.patterns import STEMMERS, BadPattern, Patterns
from lib.signals.taxonomy import (
    Aspect,
    BadTaxonomy,
    aspect_with,
    keep_own,
    own_file,
    parsed_taxonomy,
    shipped_taxonomy,
    taxonomy_of,
)
from lib.signals.tokens import tokens_of
from tests.community import workspace_in


def found(language: str, pattern: str, text: str) -> list[tuple[int, int]]:
    hits = Patterns(language, {"a": [pattern]}).found(tokens_of(text).words)
    return [(hit.start, hit.end) for hit in hits]


@pytest.mark.parametrize(
    ("language", "pattern", "text", "hits"),
    [
        ("it", "consegna", "Le consegne di ieri", [(1, 2)]),
        ("it", "consegna", "LA CONSEGNAAAA", [(1, 2)]),
        ("en", "=booking", "a booking for a book", [(1, 2)]),
        ("it", "ritard*", "un ritardone", [(1, 2)]),
        ("it", "perché", "Perche no", [(0, 1)]),
        ("it", "non .. arrivato", "non mi è ancora arrivato", [(0, 5)]),
        ("it", "non .. arrivato", "non arriva", [(0, 2)]),
        ("it", "non .. arrivato", "non credo che sia mai stato arrivato", []),
        ("it", "euro ... tant*", "30 euro per La storia di un libro lungo sono tanti", [(1, 11)]),
        ("it", "euro ... tant*", "30 euro per uno due tre quattro cinque sei sette otto tanti", []),
        ("it", "servizio clienti", "il servizio ai clienti", []),
        ("it", "c'è", "c'è posta", [(0, 2)]),
        ("en", "won't load", "It won’t load", [(1, 3)]),
        ("de", "übersetzung", "Die UBERSETZUNGEN und Übersetzungen", [(1, 2), (3, 4)]),
    ],
)
def test_patterns_find_what_they_say(language: str, pattern: str, text: str, hits: list[tuple[int, int]]) -> None:
    assert found(language, pattern, text) == hits


@pytest.mark.parametrize(
    "pattern",
    ["", "..", "non ..", ".. arrivato", "a .. .. b", "a .. ... b", "a ...", "x*", "=", "!!!", "a b c d e f g h i"],
)
def test_what_is_no_pattern_is_said(pattern: str) -> None:
    with pytest.raises(BadPattern, match="«|pattern"):
        Patterns("it", {"a": [pattern]})


def test_compiled_patterns_travel_without_their_memory() -> None:
    patterns = Patterns("it", {"a": ["pacco", "non .. arrivato"]})
    words = tokens_of("il pacco non è arrivato").words
    assert pickle.loads(pickle.dumps(patterns)).found(words) == patterns.found(words)


def test_what_ships_speaks_six_languages_and_has_names() -> None:
    for aspect in shipped_taxonomy().aspects:
        assert set(STEMMERS) <= set(aspect.patterns), aspect.aspect_id
        assert {"en", "it"} <= set(aspect.names), aspect.aspect_id


def test_a_workspace_replaces_adds_and_takes_away(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    assert taxonomy_of(workspace) is shipped_taxonomy()
    own_file(workspace).write_text(
        "queues: null\nmerchandise: {name: Merch, it: [maglietta, tazza]}\nprice: {it: [prezzo]}\n"
    )
    taxonomy = taxonomy_of(workspace)
    assert "queues" not in taxonomy.by_id and taxonomy.aspects[-1].aspect_id == "merchandise"
    assert taxonomy.by_id["price"].patterns == {"it": ("prezzo",)}
    assert taxonomy.digest != shipped_taxonomy().digest
    keep_own(workspace, taxonomy)
    assert taxonomy_of(workspace) == taxonomy
    keep_own(workspace, shipped_taxonomy())
    assert not own_file(workspace).exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [", "no YAML"),
        ("- a\n- b", "one block an aspect"),
        ("Delivery: {it: [a]}", "cannot be an aspect's id"),
        ("delivery: consegna", "must hold languages"),
        ("delivery: {xx: [ab]}", "'xx'"),
        ("delivery: {it: consegna}", "delivery in it must be a list"),
        ("delivery: {it: [true]}", "quotes around yes"),
        ("delivery: {it: [non ..]}", "begin and end with a word"),
        ("delivery: {weight: 99, it: [ab]}", "weight of delivery"),
        ("delivery: {name: 7, it: [ab]}", "name of delivery"),
    ],
)
def test_one_sentence_says_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(BadTaxonomy, match=sentence) as raised:
        parsed_taxonomy(text, "taxonomy.yaml")
    assert "taxonomy.yaml" in str(raised.value) and "\n" not in str(raised.value)


def test_an_edited_aspect_counts_its_hits() -> None:
    aspect = aspect_with(Aspect("merch", {}, {}), {"it": "maglietta\n\nmaglietta\n tazza \n"}, {"it": "Merch"})
    assert aspect.patterns == {"it": ("maglietta", "tazza")} and aspect.name("en") == "merch"
    batch = [tokens_of(text) for text in ("Belle le magliette", "Due magliette e una maglietta", "Ciao")]
    hits = hits_of(batch, "it", aspect.patterns["it"])
    assert (hits.read, hits.found, hits.by_pattern, hits.never) == (3, 2, (("maglietta", 2), ("tazza", 0)), ("tazza",))
