"""A community with one planted story: parcels come late until something is done on `ACTED`; prices bother all along."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from lib.storage.workspace import Workspace
from tests.published import Rows, published_workspace

FIRST = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)
ACTED = date(2026, 4, 2)
DAYS = 120
_LATE = (
    "Il pacco non arriva da due settimane, il corriere tace.",
    "Corriere pessimo, il pacco gira da giorni in magazzino.",
    "Spedizione eterna: il pacco è fermo e nessuno risponde.",
    "Ancora consegna in ritardo, il corriere non si vede.",
)
_DEAR = (
    "I prezzi dei libri sono troppo alti.",
    "Troppo caro questo libro, trenta euro!",
    "Costa tanto, niente sconto.",
)
_CALM = ("Che bella serata in libreria!", "Sto leggendo il secondo volume.", "Buona domenica a tutti i lettori.")


def complaint_rows(seed: int = 3) -> list[dict[str, Any]]:
    """The rows: ten calm messages a day; two or three late parcels a day before ACTED, one in five days after it."""
    chance, rows = random.Random(seed), Rows()
    for day in range(DAYS):
        at = FIRST + timedelta(days=day)
        for number in range(10):
            _say(rows, chance, at + timedelta(minutes=number), chance.choice(_CALM), "positive", None)
        late = chance.choice((2, 3)) if at.date() < ACTED else int(day % 5 == 0)
        for number in range(late):
            _say(rows, chance, at + timedelta(hours=1, minutes=number), chance.choice(_LATE), "negative", "delivery")
        if day % 2 == 0:
            _say(rows, chance, at + timedelta(hours=2), chance.choice(_DEAR), "negative", "price")
        if day % 10 == 0:
            text = "Consegna velocissima, grazie!"
            rows.say(f"p{day}", "x", at, text, author_id="fan", sentiment="positive", aspects=["delivery"],
                     intent=["praise"], likes=3)  # fmt: skip
    return rows.made


def complaining_workspace(folder: Path) -> Workspace:
    """The community, published in this folder."""
    return published_workspace(folder, complaint_rows())


def _say(rows: Rows, chance: random.Random, at: datetime, text: str, sentiment: str, aspect: str | None) -> None:
    rows.say(
        f"c{len(rows.made)}",
        chance.choice(("x", "facebook", "instagram")),
        at,
        f"{text} {chance.choice(('Mah', 'Ecco', 'Insomma', 'Peccato', 'Davvero'))} {chance.randrange(99)}",
        author_id=f"a{chance.randrange(60)}",
        sentiment=sentiment,
        polarity=-0.6 if sentiment == "negative" else 0.6,
        is_critique=aspect is not None,
        aspects=[aspect] if aspect else [],
        intent=["critique"] if aspect else ["praise"],
        likes=chance.randrange(5),
        formality=chance.choice((None, "lei", "tu")),
    )
