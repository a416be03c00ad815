"""Google Business Profile: reviews of a shop, as the API and Google Takeout give them (JSON).

A review becomes a review, and the answer of the house to it a reply of the brand.
"""

import re
from collections.abc import Iterator
from typing import Any

from lib.ingest.json_stream import json_items
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, id_at, moment_of, object_at, objects_at, words_at

_STARS = {"ONE": 1.0, "TWO": 2.0, "THREE": 3.0, "FOUR": 4.0, "FIVE": 5.0}
_PREFIXES = ("reviews.item", "locationReviews.item", "item")
_NOBODY = frozenset(("a google user", "un utente google", "google user"))
# Google puts its translation before or behind what the person wrote.
_ORIGINAL_BEHIND = re.compile(r"^\s*\(Translated by Google\).*?\(Original\)\s*(?P<words>.+)$", re.S)
_ORIGINAL_BEFORE = re.compile(r"^(?P<words>.+?)\s{0,9}\(Translated by Google\).*$", re.S)


def _recognises(sample: Sample) -> float:
    first = sample.first
    if isinstance(first, dict):
        found = [*objects_at(first, "reviews"), *(_inner(r) for r in objects_at(first, "locationReviews"))]
        return 0.95 if any(_is_review(item) for item in found) else 0.0
    if isinstance(first, list):
        return 0.95 if any(isinstance(item, dict) and _is_review(_inner(item)) for item in first[:20]) else 0.0
    is_list = sample.keys & {"reviews", "locationReviews"} or sample.head.lstrip("\ufeff \t\r\n").startswith("[")
    named = '"starRating"' in sample.head and ('"reviewId"' in sample.head or '"reviewer"' in sample.head)
    return 0.9 if is_list and named else 0.0


def _is_review(item: Object) -> bool:
    return "starRating" in item and bool(item.keys() & {"reviewer", "reviewId", "createTime"})


def _inner(item: Object) -> Object:
    return object_at(item, "review") or item


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export))


def _found(export: Export) -> Iterator[Row | Rejection]:
    for line, (_, item) in enumerate(json_items(export, *_PREFIXES), start=1):
        try:
            review = _review(item, line)
        except Refused as refused:
            yield rejection(line, str(refused), item)
            continue
        yield review
        answer = object_at(_inner(item), "reviewReply")
        text = words_at(answer, "comment")
        if text:
            yield _reply(review, answer, text, line)


def _review(item: Any, line: int) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no review: an object is expected.")
    review = _inner(item)
    path = words_at(review, "name") or words_at(item, "name")
    review_id = id_at(review, "reviewId") or (path.rstrip("/").rpartition("/")[2] if path else None)
    if not review_id:
        raise Refused("It has no id (reviewId).")
    created_at = moment_of(review.get("createTime")) or moment_of(review.get("updateTime"))
    if created_at is None:
        raise Refused("It has no time that can be read (createTime).")
    rating = _rating(review.get("starRating"))
    text = _own_words(words_at(review, "comment") or "")
    if not text and rating is None:
        raise Refused("It has neither stars nor words.")
    edited_at = moment_of(review.get("updateTime"))
    reviewer = object_at(review, "reviewer")
    name = words_at(reviewer, "displayName")
    if reviewer.get("isAnonymous") is True or (name or "").strip().lower() in _NOBODY:
        name = None
    return Row(
        channel="google_business",
        message_id=review_id,
        kind="review",
        author_key=name,
        author_name=name,
        created_at=created_at,
        edited_at=edited_at if edited_at and edited_at > created_at else None,
        text=text,
        rating=rating,
        line=line,
    )


def _reply(review: Row, answer: Object, text: str, line: int) -> Row | Rejection:
    created_at = moment_of(answer.get("updateTime"))
    if created_at is None:
        return rejection(line, "The answer to this review has no time that can be read (updateTime).", answer)
    return Row(
        channel="google_business",
        message_id=f"{review['message_id']}/reply",
        parent_id=review["message_id"],
        kind="reply",
        is_brand=True,
        created_at=created_at,
        text=_own_words(text),
        line=line,
    )


def _rating(stars: object) -> float | None:
    if isinstance(stars, str):
        return _STARS.get(stars.strip().upper())
    is_number = isinstance(stars, (int, float)) and not isinstance(stars, bool)
    return float(stars) if is_number and 1 <= stars <= 5 else None  # type: ignore[arg-type,operator]


def _own_words(comment: str) -> str:
    found = _ORIGINAL_BEHIND.match(comment) or _ORIGINAL_BEFORE.match(comment)
    return (found["words"] if found else comment).strip()


SOURCE = Source("google_business", "Google Business Profile (reviews, JSON)", _recognises, _read)
