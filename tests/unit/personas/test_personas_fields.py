"""What is heard of people: the right field, the right stance, nobody else's taste, and nothing sensitive."""

import pytest

from lib.personas.fields import Heard, fields_of, key_of
from lib.personas.phrases import BadPhrase, compiled
from lib.personas.settings import FOLDER, BadPersonas, listening


def said(text: str, language: str = "it", own: str = "") -> set[tuple[str, str, str]]:
    """(field, value in small letters, stance) of everything heard but interests."""
    heard = fields_of(own).heard(text, language)
    return {(h.field, h.value.lower(), h.stance) for h in heard if h.field != "interest"}


@pytest.mark.parametrize(
    ("text", "language", "field", "value", "stance"),
    [
        ("Ieri ho finito di vedere Stranger Things, che ansia!", "it", "films", "stranger things", "prefers"),
        ("Io adorooooo Arcane, ne voglio ancora", "it", "films", "arcane", "prefers"),
        ("A me Black Mirror non è piaciuto", "it", "films", "black mirror", "against"),
        ("I gave up on The Witcher, sorry", "en", "films", "the witcher", "against"),
        ("Dead Poets Society again, I watched Dead Poets Society!", "en", "films", "l'attimo fuggente", "prefers"),
        ("Leggo Internazionale tutte le settimane", "it", "magazines", "internazionale", "prefers"),
        (
            "I read The Gardener's Post every month and love the maps",
            "en",
            "magazines",
            "gardener's post",
            "prefers",
        ),
        ("Preferisco la carta: l'odore, il peso", "it", "format", "paper", "prefers"),
        ("L'ebook mi stanca", "it", "format", "ebook", "against"),
        ("I only read on my Kindle", "en", "format", "ebook", "prefers"),
        ("Sabato siamo andati al museo egizio con mia zia", "it", "outings", "museo egizio", "prefers"),
        ("On Sundays I go to the farmers market, then coffee", "en", "outings", "farmers market", "prefers"),
        ("Insegno alle medie e la sera correggo", "it", "work", "insegno alle medie", "prefers"),
        ("I'm a nurse, so nights are long", "en", "work", "a nurse", "prefers"),
        ("Cerco romanzi brevi per il treno, avete qualcosa?", "it", "seeks", "romanzi brevi per il treno", "prefers"),
        ("Please make a tutorial on Rust", "en", "seeks", "tutorial on rust", "prefers"),
        ("Quello che amo di voi è la carta spessa, davvero", "it", "delights", "carta spessa", "prefers"),
        ("I can't stand tiny type", "en", "annoys", "tiny type", "prefers"),
    ],
)
def test_what_people_say_of_themselves(text: str, language: str, field: str, value: str, stance: str) -> None:
    assert (field, value, stance) in said(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mio figlio adora Bluey", "it"),
        ("You love Stranger Things, don't you?", "en"),
        ("She watched The Bear", "en"),
        ("Il lavoro invisibile è il mio preferito", "it"),
        ("Ma alla fine sono andati a Las Vegas?", "it"),
        ("Ti adoro comunque", "it"),
        ("I love it", "en"),
        ("Vorrei capire come finisce", "it"),
        ("", "it"),
    ],
)
def test_what_is_no_preference_of_the_author(text: str, language: str) -> None:
    assert not {one for one in said(text, language) if one[2] != "mentions"}


def test_a_name_that_merely_falls_is_a_mention() -> None:
    assert said("Dicono che in Severance succeda lo stesso") == {("films", "severance", "mentions")}
    assert said("Domani la lettura continua") == set(), "la lettura is no magazine"


SENSITIVE = [
    ("Cerco libri sulla depressione", "it"),
    ("Vorrei consigli per chi ha il cancro", "it"),
    ("Adoro la Chiesa e la messa della domenica", "it"),
    ("Non sopporto i comunisti", "it"),
    ("Sono un insegnante gay", "it"),
    ("I'm looking for books about my anxiety", "en"),
    ("I hate republicans", "en"),
    ("I love Jesus", "en"),
    ("I'm looking for stories of lesbian couples", "en"),
    ("I work in psychiatric care as a patient with bipolar disorder", "en"),
    ("I'm a muslim teacher", "en"),
    ("I can't stand immigrants", "en"),
]


@pytest.mark.parametrize(("text", "language"), SENSITIVE)
def test_nothing_sensitive_is_ever_heard(text: str, language: str) -> None:
    assert said(text, language) == set()


def test_a_workspace_cannot_take_sensitive_words_away_and_no_interest_is_sensitive() -> None:
    own = "sensitive:\n  health: {it: [mal di testa]}\n"
    assert said("Cerco libri sulla depressione", own=own) == set()
    assert said("Cerco rimedi per il mal di testa", own=own) == set()
    heard_by = fields_of("packs: [publishing, retail, software, travel]")
    for code in heard_by.listened.interests:
        assert not heard_by.is_sensitive(heard_by.listened.interest(code, "en")), code


def test_a_language_of_no_patterns_is_read_as_both() -> None:
    heard = fields_of().heard("I love Stranger Things", None)
    assert ("films", "Stranger Things") in {(h.field, h.value) for h in heard}


def test_packs_and_a_workspace_s_own_words() -> None:
    own = (
        "packs: [software]\nvalues:\n  films: [La mia serie strana]\n"
        "fields:\n  magazines: null\n  delights:\n    prefers:\n      it: ['vado matta per {thing}']\n"
        "interests:\n  chess: {name: {en: Chess}, en: [chess]}\n"
    )
    assert ("films", "la mia serie strana", "prefers") in said("Adoro La mia serie strana", own=own)
    assert ("delights", "trame lente", "prefers") in said("Vado matta per le trame lente", own=own)
    assert said("Leggo Internazionale ogni mese", own=own) == set()
    assert fields_of(own).interests_in("I play chess", "en") == ["chess"]
    assert listening(own).packs == ("software",)


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("packs: [gardening]", "There is no pack 'gardening': the packs are publishing, retail, software, travel."),
        ("films: {}", "personas.yaml says 'films'"),
        ("- a", "must hold blocks"),
        ("a: [", "is no YAML"),
        ("fields: [a]", "fields must be a block of names"),
        ("fields:\n  delights:\n    prefers:\n      it: ['amo (la {thing}']", "fields, delights in it"),
    ],
)
def test_a_workspace_s_file_that_cannot_be_used_says_why(own: str, says: str) -> None:
    with pytest.raises(BadPersonas, match=says.replace("(", r"\(")):
        fields_of(own)


def test_a_pattern_without_a_value_is_refused() -> None:
    with pytest.raises(BadPhrase, match="names no value"):
        compiled("adoro tutto", [], [])


def test_keys_gather_articles_and_accents() -> None:
    assert key_of("La Carta  spessa") == key_of("carta spessa") == "carta spessa"
    assert key_of("i caffè storici") == "caffe storici"
    assert isinstance(Heard("films", "a", "b", "prefers"), tuple)


def test_everything_that_ships_compiles_in_every_pack() -> None:
    for path in sorted((FOLDER / "packs").glob("*.yaml")):
        assert fields_of(f"packs: [{path.stem}]").heard("Adoro il mare e i treni", "it")
