"""What the exports of YouTube share: names, addresses, the counts it abbreviates, and whose mark counts."""

import re

from lib.ingest.source import Reading

_ID = re.compile(r"[\w-]{5,20}")
_COMMENT_ID = re.compile(r"[\w.-]{5,80}")
_COUNT = re.compile(r"\s*(\d[\d.,\u00a0\u202f ]*)\s*(k|m|b|mila|mln|mrd)?\s*", re.I)
_MOST = (1 << 63) - 1
_TIMES = {"k": 10**3, "mila": 10**3, "m": 10**6, "mln": 10**6, "b": 10**9, "mrd": 10**9}


def author_names(shown: str | None) -> tuple[str | None, str | None]:
    """(handle, name) of an author as shown: since 2023 YouTube shows the handle, before it showed the name."""
    plain = (shown or "").strip()
    return (plain[1:], plain[1:]) if plain.startswith("@") and plain[1:] else (None, plain or None)


def address(video_id: str | None, comment_id: str | None = None) -> str | None:
    """Where a video, or a comment below it, stands."""
    if not video_id or not _ID.fullmatch(video_id):
        return None
    below = f"&lc={comment_id}" if comment_id and _COMMENT_ID.fullmatch(comment_id) else ""
    return f"https://www.youtube.com/watch?v={video_id}{below}"


def abbreviated_count(shown: object) -> int | None:
    """The number in "1.2K", "1,2 mila", "3 Mln" or "1,204", as exact as it is shown; None where it is none."""
    if isinstance(shown, int) and not isinstance(shown, bool):
        return shown if 0 <= shown <= _MOST else None
    found = _COUNT.fullmatch(shown[:40]) if isinstance(shown, str) else None
    if not found:
        return None
    digits, unit = re.sub(r"[\u00a0\u202f ]", "", found[1]), (found[2] or "").lower()
    try:
        count = round(float(digits.replace(",", ".")) * _TIMES[unit]) if unit else int(re.sub(r"[.,]", "", digits))
    except ValueError:
        return None
    return count if count <= _MOST else None


def honours_uploader(reading: Reading) -> bool:
    """Whether the uploader counts as the brand: not where its accounts on YouTube were named, then those alone do."""
    return not any(account.startswith("youtube:") for account in reading.brand_accounts)
