"""Waves: the same text again and again, copied and pasted or nearly so, known by a sketch of its words.

The sketch is the three smallest hashes of its words (bottom-k, Cohen & Kaplan 2007, PODC): the same for texts of the
same words whatever their order, handles, links, numbers and punctuation, and mostly the same where one word differs.
"""

import hashlib
from collections.abc import Sequence

_SMALLEST = 3
_LONG = 4


def wave_of(said: Sequence[int], text: str) -> int:
    """The sketch of a text, from its features; texts of fewer words than it needs are told apart by their letters."""
    features = sorted({_mixed(feature) for feature in said})
    if len(features) < _LONG:
        plain = " ".join(text.lower().split())
        return int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=7).digest())
    kept = features[:_SMALLEST]
    return int.from_bytes(hashlib.blake2b(repr(kept).encode(), digest_size=7).digest())


def _mixed(feature: int) -> int:
    return (feature * 2_654_435_761) & 0xFFFFFFFF
