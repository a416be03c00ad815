"""Rules: aspects, intents, critique, form of address and warmth of sentences written for the purpose."""

import pickle

import pytest

from lib.schema import FORMALITIES, INTENTS
from lib.signals.rules import Rules, heard_rules
from lib.signals.taxonomy import shipped_taxonomy
from lib.signals.tokens import tokens_of
from lib.signals.why import why

Moods = tuple[float, float, float]
BAD: Moods = (0.75, 0.15, 0.1)
CALM: Moods = (0.15, 0.7, 0.15)
GOOD: Moods = (0.05, 0.15, 0.8)


def heard(text: str, language: str = "it", moods: Moods = CALM) -> Rules:
    found = heard_rules(tokens_of(text), language, moods, shipped_taxonomy())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "text", "aspect"),
    [
        ("it", "Il corriere ha lasciato il pacco sotto la pioggia", "delivery"),
        ("it", "L'audiolibro si sente male", "formats"),
        ("it", "Vorrei il rimborso del biglietto", "returns"),
        ("it", "Copie esaurite ovunque, farete una ristampa?", "availability"),
        ("en", "My suitcase never came out on the carousel", "lost_items"),
        ("en", "They cancelled the reading an hour before", "cancellations"),
        ("en", "The lady at the counter was rude", "staff"),
        ("fr", "La livraison a pris trois semaines", "delivery"),
        ("de", "Die Übersetzung ist leider sehr holprig", "content"),
        ("es", "El paquete no ha llegado todavía", "delivery"),
        ("pt", "A aplicação não abre no meu telemóvel", "website"),
    ],
)
def test_aspects_in_six_languages(language: str, text: str, aspect: str) -> None:
    assert heard(text, language).aspects[0] == aspect


def test_several_aspects_the_weightiest_first() -> None:
    found = heard("Volo cancellato, valigia smarrita e l'assistenza non risponde", moods=BAD)
    assert set(found.aspects[:3]) == {"lost_items", "cancellations", "service"}
    assert found.aspects.index("service") > 0


def test_no_aspect_is_an_empty_list() -> None:
    assert heard("Ahah, anche io").aspects == []


@pytest.mark.parametrize(
    ("language", "text", "moods", "is_critique"),
    [
        ("it", "La copertina è arrivata piegata, che delusione", BAD, True),
        ("it", "Il pacco non è ancora arrivato", CALM, True),
        ("it", "Sarebbe bello avere anche l'ebook", CALM, True),
        ("it", "Complimenti, ennesimo ritardo 🙄", (0.4, 0.2, 0.4), True),
        ("it", "Adoro la copertina di questo romanzo", GOOD, False),
        ("it", "Quando esce il terzo volume?", CALM, False),
        ("it", "Nessun problema con la spedizione, grazie!", GOOD, False),
        ("it", "Non riuscivo a smettere di leggere questo romanzo", CALM, False),
        ("it", "Sono al capitolo due del romanzo, niente spoiler", CALM, False),
        ("it", "35 euro per Il silenzio delle cose perdute, ma davvero?", CALM, True),
        ("it", "L'app continua a chiedere la password", CALM, True),
        ("en", "I couldn't put this novel down, no spoilers please", CALM, False),
        ("en", "30 euros for a paperback novel is a lot of money", CALM, True),
        ("en", "The app is broken since the update", BAD, True),
        ("en", "Would be nice to have this one as an audiobook", CALM, True),
        ("en", "Thanks for the quick delivery", GOOD, False),
        ("de", "Mein Paket ist nie angekommen", CALM, True),
        ("fr", "Je n'ai toujours pas reçu ma commande", CALM, True),
    ],
)
def test_a_critique_is_what_the_brand_could_act_on(language: str, text: str, moods: Moods, is_critique: bool) -> None:
    found = heard(text, language, moods)
    assert found.is_critique is is_critique
    assert ("critique" in found.intents) is is_critique


def test_intents_may_be_several_and_stand_in_the_order_of_the_contract() -> None:
    found = heard("Non funziona nulla: potete aiutarmi? Quando lo sistemate?", moods=BAD)
    assert found.intents == ["critique", "question", "request"]
    assert heard("Bellissimo, grazie!", moods=GOOD).intents == ["praise"]
    assert heard("Io sono a pagina duecento").intents == ["other"]
    assert [name for name in INTENTS if name in found.intents] == found.intents


def test_thanks_with_a_question_are_manners() -> None:
    assert "praise" not in heard("Grazie, sapete quando riapre il negozio?").intents


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("it", "Mi puoi dire se hai ricevuto il mio messaggio?", "tu"),
        ("it", "Gentile signora, la ringrazio e le chiedo una conferma", "lei"),
        ("it", "Avete intenzione di ristamparlo? Fatemi sapere", "voi"),
        ("it", "Il libro è uscito ieri", None),
        ("fr", "Pouvez-vous vérifier votre site ?", "formal"),
        ("fr", "Tu l'as lu ?", "informal"),
        ("de", "Können Sie mir bitte helfen?", "formal"),
        ("de", "Habt ihr das Buch noch?", "informal"),
        ("es", "¿Podéis mirar mi pedido? Sois los mejores", "informal"),
        ("es", "Estimados señores, quedo a la espera", "formal"),
        ("pt", "O senhor poderia confirmar?", "formal"),
        ("en", "Dear Sir, I am writing about my order", "formal"),
        ("en", "hey guys when is it out lol", "informal"),
    ],
)
def test_form_of_address(language: str, text: str, form: str | None) -> None:
    found = heard(text, language).formality
    assert found == form
    assert found is None or found in FORMALITIES


def test_warmth_grows_with_affection_and_falls_with_anger() -> None:
    warm = heard("Grazie di cuore, un abbraccio a tutti ❤️", moods=GOOD).warmth
    polite = heard("Buongiorno, a che ora aprite?").warmth
    bitter = heard("Grazie per avermi ignorato", moods=BAD).warmth
    assert 1 >= warm > polite > 0
    assert bitter < heard("Grazie per avermi risposto", moods=GOOD).warmth


def test_a_language_that_is_not_analysed_has_no_labels() -> None:
    assert heard_rules(tokens_of("Bardzo dobra książka"), "pl", CALM, shipped_taxonomy()) is None
    assert heard_rules(tokens_of("…"), None, CALM, shipped_taxonomy()) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "😡😡😡",
        "https://example.org/a?b=c",
        "\u200b\u202e\u2066",
        "if (x) { return 'y'; }",
        "a " * 500_000,
        "?!" * 9_999,
    ],
)
def test_any_text_has_labels(text: str) -> None:
    found = heard(text)
    assert found.intents and 0 <= found.warmth <= 1


def test_a_taxonomy_travels_and_hears_the_same() -> None:
    copy = pickle.loads(pickle.dumps(shipped_taxonomy()))
    text = tokens_of("Il corriere non risponde e il pacco è rovinato")
    assert heard_rules(text, "it", BAD, copy) == heard_rules(text, "it", BAD, shipped_taxonomy())


def test_why_names_the_words_of_each_label() -> None:
    found = why("Ho ordinato il libro due settimane fa e non è ancora arrivato: potete controllare?", "it", "voi")
    assert "ordinato il libro due settimane" in found.aspects["delivery"]
    assert "non è ancora arrivato" in found.intents["critique"]
    assert found.intents["request"] == ("potete",) and "?" in found.intents["question"]
    assert found.formality == ("potete",)
    assert why("Dobra książka", "pl").aspects == {}
