"""What all exports of X have in common: the time within an id, words as they were typed, reposts, links."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lib.ingest.sources.chat import Object, Refused, epoch_moment, id_at, moment_of

_ESCAPED = re.compile(r"&(amp|lt|gt|quot|#39);")
_PLAIN = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'"}
_REPOST = re.compile(r"^RT @\w{1,20}: ")
_WITHHELD = re.compile(
    r"^(?:This (?:Tweet|Post) from @\w+|@\w+['\u2019]s account) (?:has been|is) withheld ", re.IGNORECASE
)
_NO_LANGUAGE = frozenset("und qam qct qht qme qst zxx art".split())
_OLD_CODES = {"in": "id", "iw": "he", "ji": "yi", "no": "nb"}
_DAYS_AND_MONTHS = re.compile(r"^\w{3} (\w{3}) (\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})$", re.ASCII)
_FIRST_SNOWFLAKE = 30_000_000_000
_EPOCH_MS = 1_288_834_974_657
REPOST = "It is a repost without words of its own."
WITHHELD = "X withholds its text."


def as_typed(text: str) -> str:
    """The text with &amp;, &lt; and &gt; as the characters they stand for; X escapes nothing else."""
    return _ESCAPED.sub(lambda found: _PLAIN[found[1]], text)


def own_words(text: str | None) -> str:
    """The text as it was typed; Refused where there is none, or none of the author's own."""
    if text is None or not text.strip():
        raise Refused("It has no text.")
    if _REPOST.match(text):
        raise Refused(REPOST)
    if _WITHHELD.match(text):
        raise Refused(WITHHELD)
    return as_typed(text)


def language_of(code: str | None) -> str | None:
    """The language X recognised; None for its codes that mean it did not."""
    plain = (code or "").strip().lower()
    return None if not plain or plain in _NO_LANGUAGE else _OLD_CODES.get(plain, plain)


def tweet_time(value: object, tweet_id: str | None) -> datetime | None:
    """The moment said, in ISO 8601 or as "Wed Oct 10 20:19:24 +0000 2018"; else the one that the id itself holds."""
    said = moment_of(value) if isinstance(value, str) else None
    return said or _old_moment(value) or snowflake_moment(tweet_id)


def snowflake_moment(tweet_id: str | None) -> datetime | None:
    """When X made this id (its upper bits are milliseconds since 4 November 2010); None for an older id."""
    if not tweet_id or not (tweet_id.isascii() and tweet_id.isdigit()) or len(tweet_id) > 19:
        return None
    number = int(tweet_id)
    return epoch_moment(((number >> 22) + _EPOCH_MS) / 1000) if number > _FIRST_SNOWFLAKE else None


def first_said(first_id: str, edited_at: datetime) -> datetime:
    """When the first version of an edited tweet was written: to the second, as X says times."""
    made = snowflake_moment(first_id)
    return made.replace(microsecond=0) if made else edited_at


def tweet_link(tweet_id: str) -> str | None:
    """Where the tweet stands."""
    return f"https://x.com/i/web/status/{tweet_id}" if tweet_id.isascii() and tweet_id.isdigit() else None


def number_at(owner: Object, *keys: str) -> int | None:
    """The first count under one of the keys, given as a number or (in the archive) as text; 0 or more."""
    for key in keys:
        plain = id_at(owner, key)
        if plain and plain.isascii() and plain.isdigit() and len(plain) < 19:
            return int(plain)
    return None


def _old_moment(value: object) -> datetime | None:
    found = _DAYS_AND_MONTHS.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    month, day, clock, offset, year = found.groups()
    try:
        return parsedate_to_datetime(f"{day} {month} {year} {clock} {offset}").astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
