"""The cards as one document, for machines: `python -m lib personas --json`."""

from typing import Any

from lib.personas.book import Book
from lib.personas.cards import Card, FieldOfCard, Value


def document(book: Book) -> dict[str, Any]:
    """Everything on the cards: each field with share, low, high, authors and quotes."""
    return {
        "personas": [_card(card, book) for card in book.cards],
        "stability": {str(k): round(found, 3) for k, found in book.stability.items()},
    }


def _card(card: Card, book: Book) -> dict[str, Any]:
    return {
        "persona_id": card.persona_id,
        "name": card.name,
        "sentence": card.sentence,
        "people": card.size,
        "share": round(card.share, 4),
        "trend": None if card.trend is None else round(card.trend, 4),
        "mood": None if card.mood.net is None else round(card.mood.net, 4),
        "channels": [_value(v, book, False) for v in card.channels],
        "parts_of_day": [_value(v, book, False) for v in card.parts],
        "languages": [_value(v, book, False) for v in card.languages],
        "aspects": [_value(v, book, False) for v in card.aspects],
        "interests": [_value(v, book, False) for v in card.interests],
        "words": [v.code for v in card.words],
        "address": card.address,
        "fields": [_field(one, book) for one in card.fields],
        "is_pinned": card.is_pinned,
        "alike": round(card.alike, 3),
    }


def _field(one: FieldOfCard, book: Book) -> dict[str, Any]:
    return {
        "field": one.code,
        "name": one.name,
        "authors": one.base,
        "is_unknown": one.is_unknown,
        "question": one.question if one.is_unknown else None,
        "prefers": [_value(v, book, True) for v in one.prefers],
        "against": [_value(v, book, True) for v in one.against],
        "mentions": [_value(v, book, False) for v in one.mentions],
    }


def _value(value: Value, book: Book, with_quotes: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "value": value.label,
        "share": round(value.share.value, 4),
        "low": round(value.share.low, 4),
        "high": round(value.share.high, 4),
        "authors": value.share.authors,
        "representativeness": round(value.lift, 2),
        "last_seen": value.last_at,
    }
    if with_quotes:
        rows = [book.quotes[key] for key in value.quotes if key in book.quotes]
        names = ("channel", "message_id", "conversation_id", "created_at", "text", "url")
        made["quotes"] = [{name: row[name] for name in names} for row in rows]
    return made
