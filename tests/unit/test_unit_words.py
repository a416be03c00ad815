"""Words with numbers in them, as they are spoken in each language."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from lib import words
from lib.look import LIGHT
from lib.personas.charts import people_by_month
from lib.words import ngettext, percent


@pytest.fixture
def italian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_ask", lambda: "it")


@pytest.mark.usefixtures("italian")
@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.8, "L’80\N{NO-BREAK SPACE}% dei messaggi è in entrambi."),
        (0.08, "L’8\N{NO-BREAK SPACE}% dei messaggi è in entrambi."),
        (0.11, "L’11\N{NO-BREAK SPACE}% dei messaggi è in entrambi."),
        (0.01, "L’1\N{NO-BREAK SPACE}% dei messaggi è in entrambi."),
        (0.12, "Il 12\N{NO-BREAK SPACE}% dei messaggi è in entrambi."),
        (1.0, "Il 100\N{NO-BREAK SPACE}% dei messaggi è in entrambi."),
        (0.0, "Lo 0\N{NO-BREAK SPACE}% dei messaggi è in entrambi."),
    ],
)
def test_italian_articles_fit_the_number_that_follows(share: float, said: str) -> None:
    assert words._("{share} of the messages are in both.", share=percent(share)) == said


@pytest.mark.usefixtures("italian")
@pytest.mark.parametrize(
    ("day", "said"),
    [("8 mag", "entro l’8 mag"), ("11 mag", "entro l’11 mag"), ("18 mag", "entro il 18 mag")],
)
def test_italian_articles_fit_the_day_that_follows(day: str, said: str) -> None:
    assert words._("due {day}", day=day) == said


@pytest.mark.parametrize(
    ("start", "before_8", "before_0"),
    [
        ("il", "l’", "lo "),
        ("Al", "All’", "Allo "),
        ("dal", "dall’", "dallo "),
        ("del", "dell’", "dello "),
        ("nel", "nell’", "nello "),
        ("sul", "sull’", "sullo "),
    ],
)
def test_every_article_has_its_forms(italian: None, start: str, before_8: str, before_0: str) -> None:
    message = start + " {share} e {name}"
    assert words._(message, share="8 %", name="il 8") == f"{before_8}8 % e il 8", "a name stays as it was written"
    assert words._(message, share="0 %", name="x") == f"{before_0}0 % e x"
    assert ngettext("per {count}, " + start + " {share}", "", 1, share="80 %") == f"per 1, {before_8}80 %"


def test_english_has_no_such_articles() -> None:
    assert words._("il {share}", share="8 %") == "il 8 %"


@pytest.mark.usefixtures("italian")
def test_months_on_charts_are_named_in_italian() -> None:
    axis = people_by_month([(f"2026-{month:02d}", month) for month in range(1, 11)], LIGHT).layout.xaxis
    assert axis.ticktext == ("gen 2026", "mar 2026", "mag 2026", "lug 2026", "set 2026")
    assert axis.tickvals == ("2026-01", "2026-03", "2026-05", "2026-07", "2026-09")


def test_who_speaks_is_not_asked_again_and_other_threads_are(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("asked")
        return "it"

    monkeypatch.setattr(words, "_ask", ask)
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        one.submit(lambda: words.speak(words.language())).result()
        assert one.submit(lambda: [words.number(1234), words.number(1234.5, 1)]).result() == ["1.234", "1.234,5"]
        assert len(asked) == 1
        assert other.submit(words.language).result() == "it"
        assert len(asked) == 2
        one.submit(words.speak, "").result()
        assert one.submit(words.language).result() == "it"
        assert len(asked) == 3


def test_nothing_has_no_sign() -> None:
    assert [words.number(-0.0), words.percent(-0.0), words.signed(-0.0)] == ["0", "0\N{NO-BREAK SPACE}%", "0"]
