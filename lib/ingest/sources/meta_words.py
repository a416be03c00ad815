"""What the files of Meta's "Download your information" have in common: broken letters, and messages without ids."""

import hashlib
import re
from collections import Counter
from datetime import datetime

from lib.ingest.sources.chat import epoch_moment

_LETTER = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}"
)
_SECONDS_LIMIT = 100_000_000_000
"""Beyond it a number of time is in milliseconds."""


def repaired(text: str) -> str:
    """The text with its letters put together: Meta writes each byte of UTF-8 as a letter ("perchÃ©" for "perché")."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeEncodeError:
        return text  # it holds letters that no byte is, so nothing was taken apart
    except UnicodeDecodeError:
        return _LETTER.sub(_joined, text)  # cut off within a letter, as previews are


def moment_at(value: object) -> datetime | None:
    """The moment of seconds or milliseconds since 1970."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) > _SECONDS_LIMIT:
        value = value / 1000 if abs(value) < 1e16 else None
    return epoch_moment(value)


class MadeIds:
    """Ids for what has none: a hash of what never changes about it, and a number among equals in the file."""

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def made(self, *parts: str) -> str:
        """The id of the message made of these parts."""
        digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=10).digest()
        self._seen[digest] += 1
        number = self._seen[digest]
        return digest.hex() if number == 1 else f"{digest.hex()}-{number}"


def short_hash(text: str) -> str:
    """Twelve hex digits that stand for a name which is not to be read."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _joined(found: re.Match[str]) -> str:
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
