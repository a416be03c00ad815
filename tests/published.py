"""A published workspace made straight from rows of the contract, for tests of what reads: no import, no ear, no demo.

The community is the readers of "Libreria Aurora": 120 days up to `LAST`, in Italian and English, with one flood of
delivery complaints on `FLOOD`, a conversation of 260 replies, one whose beginning is missing, and hostile texts.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from lib.schema import AUTHORS, MESSAGES
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.workspace import Preferences, Workspace

LAST = datetime(2026, 10, 31, 20, 40, tzinfo=UTC)
FLOOD = LAST - timedelta(days=5)
HOSTILE = (
    "<script>document.title='stolen'</script> <img src=x onerror=\"document.title='stolen'\"> <b>bold</b>",
    "# Not a heading **not bold** [not a link](https://example.org) :material/home: $x^2$ ![i](https://example.org/i.png)",
)
BRAND = "brand"
_CHANNELS = ("instagram", "facebook", "x", "youtube", "discord")
_SAID = {
    ("it", "negative", True): (
        "Ho ordinato due settimane fa e non è ancora arrivato nulla, che delusione.",
        "La copertina è arrivata piegata, un libro da 28 euro meritava un imballo migliore.",
        "L'ebook non si apre sul mio lettore, e l'assistenza non risponde.",
    ),
    ("it", "neutral", False): (
        "Quando esce il terzo volume della saga?",
        "Sapete se la presentazione di sabato sarà anche in diretta?",
        "Io lo sto leggendo adesso, sono a pagina duecento.",
    ),
    ("it", "positive", False): (
        "Finito ieri notte, bellissimo. Grazie per averlo tradotto!",
        "La libreria più accogliente della città, ci torno sempre volentieri.",
    ),
    ("en", "negative", True): (
        "My parcel has been stuck for nine days and the tracking says nothing.",
        "The spine was cracked when I opened the box. Please pack better.",
    ),
    ("en", "neutral", False): ("Is there an audiobook of this one?", "Which edition would you start with?"),
    ("en", "positive", False): ("What a translation! I read it in two sittings.", "Best bookshop newsletter I get."),
}


@dataclass
class Rows:
    """Rows of schema MESSAGES in the making."""

    made: list[dict[str, Any]] = field(default_factory=list)

    def say(self, conversation: str, channel: str, at: datetime, text: str, **given: Any) -> str:
        """Add one message and return its id."""
        number = f"m{len(self.made):06d}"
        is_brand = bool(given.get("is_brand"))
        row: dict[str, Any] = {
            "message_id": number,
            "conversation_id": conversation,
            "thread_id": conversation,
            "parent_id": None,
            "channel": channel,
            "kind": "comment",
            "author_id": BRAND if is_brand else "a1",
            "is_brand": is_brand,
            "created_at": at,
            "text": text,
            "language": "it",
            "likes": 0,
            "url": f"https://example.org/{channel}/{number}",
            "root_missing": False,
            "source_file": "test.parquet",
            "imported_at": LAST,
            "polarity": 0.0,
            "sentiment": "neutral",
            "confidence": 0.9,
            "is_uncertain": False,
            "intent": ["other"],
            "is_critique": False,
            "aspects": [],
            "heat": 0.1,
            "month": f"{at:%Y-%m}",
            "signals_version": "test",
        }
        row.update(given)
        self.made.append(row)
        return number


def community_rows(seed: int = 7, days: int = 120, a_day: int = 14) -> list[dict[str, Any]]:
    """The rows of the community described above; the same for the same seed."""
    chance, rows = random.Random(seed), Rows()
    for back in range(days, -1, -1):
        day = LAST - timedelta(days=back)
        count = a_day + chance.randrange(-4, 5) + (a_day * 3 if back == 5 else 0)
        for _ in range(max(count // 3, 1)):
            _conversation(rows, chance, day - timedelta(minutes=chance.randrange(0, 900)), is_flood=back == 5)
    _long_thread(rows)
    rows.say("lost", "x", LAST - timedelta(hours=30), "E allora, che mi dite?", parent_id="gone", root_missing=True)
    for number, text in enumerate(HOSTILE):
        at = LAST - timedelta(hours=20 - number)
        rows.say(f"hostile{number}", "facebook", at, text, intent=["question"], language="en", author_id="mallory")
    return rows.made


def people() -> list[dict[str, Any]]:
    """Names for the authors; one of them tries to be HTML."""
    named = [(f"a{number}", f"Lettrice {number}") for number in range(60)] + [("mallory", "<b>Mallory</b> **x**")]
    rows = [(author, f"handle_{author}", name, False) for author, name in named]
    rows.append((BRAND, "libreria_aurora", "Libreria Aurora", True))
    return [
        {"author_id": a, "channel": "x", "handle": h, "name": n, "is_brand": b, "seen_at": LAST} for a, h, n, b in rows
    ]


def published_workspace(folder: Path, rows: list[dict[str, Any]] | None = None, **preferences: Any) -> Workspace:
    """A workspace in this folder with these rows (the community where none are given), published."""
    workspace = Workspace.opened_or_created(folder, Preferences(**{"name": "Libreria Aurora", **preferences}))
    lake = Lake(workspace)
    lake.create()
    found = community_rows() if rows is None else rows
    lake.append_messages(pa.Table.from_pylist(found, schema=MESSAGES).to_reader())
    lake.merge_authors(pa.Table.from_pylist(people(), schema=AUTHORS))
    with workspace.locked():
        publish(workspace)
    return workspace


def _conversation(rows: Rows, chance: random.Random, at: datetime, *, is_flood: bool) -> None:
    conversation, channel = f"c{len(rows.made):06d}", chance.choice(_CHANNELS)
    parent: str | None = None
    for place in range(chance.choice((1, 1, 2, 3, 4, 6))):
        mood = chance.choices(("negative", "neutral", "positive"), (8, 1, 1) if is_flood else (2, 4, 4))[0]
        language = chance.choice(("it", "it", "en"))
        is_critique = mood == "negative"
        text = chance.choice(_SAID[language, mood, is_critique])
        parent = rows.say(
            conversation,
            channel,
            at + timedelta(minutes=7 * place),
            text,
            parent_id=parent,
            author_id=f"a{chance.randrange(60)}",
            language=language,
            sentiment=mood,
            polarity={"negative": -0.6, "neutral": 0.0, "positive": 0.7}[mood],
            is_critique=is_critique,
            intent=["critique"] if is_critique else ["question"] if "?" in text else ["praise"],
            heat=0.1 + 0.12 * place if is_critique else 0.05,
        )
        if at + timedelta(minutes=7 * place) > LAST:
            return
    if chance.random() < 0.7:
        answer = "Ciao, ci dispiace: scrivici il numero d'ordine e ce ne occupiamo noi."
        end = min(at + timedelta(hours=chance.randrange(1, 20)), LAST)
        rows.say(conversation, channel, end, answer, parent_id=parent, is_brand=True, likes=2)


def _long_thread(rows: Rows) -> None:
    start = LAST - timedelta(hours=60)
    root = rows.say("long", "youtube", start, "Chi è il vostro personaggio preferito?", is_brand=True, kind="post")
    for number in range(260):
        at = start + timedelta(minutes=10 * (number + 1))
        text = f"Il mio è il guardiano del faro, capitolo {number + 1}."
        rows.say("long", "youtube", at, text, parent_id=root, author_id=f"a{number % 50}", sentiment="positive")


def texts(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Every text of these rows."""
    return (row["text"] for row in rows)
