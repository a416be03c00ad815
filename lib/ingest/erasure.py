"""Whether the content of a row that was turned down names somebody who was forgotten.

Of the forgotten only pseudonyms are known, so each value that could be an account is made one and compared.
"""

import re
from collections.abc import Callable, Iterable

from lib.ingest.source import Rejection

CHANNELS = tuple(
    "app_store bluesky discord discourse facebook google google_business google_play instagram mastodon messenger"
    " reddit slack telegram trustpilot whatsapp x youtube".split()
)
"""Channels that sources name: a row that was turned down does not say its own."""
_VALUE = re.compile(
    r'"((?:[^"\\]|\\.){1,200})"|(?<=[:\s,\[])(\d{1,20})(?=[,}\]])|=([^;]{1,200})(?:;|$)|@([\w.\-]{0,100}\w)'
)
_LIMIT = 10_000


class Erasure:
    """Takes the content out of rejections that name one of these pseudonyms."""

    def __init__(self, forgotten: frozenset[str], pseudonyms: Callable[[str, str], Iterable[str]]) -> None:
        """`pseudonyms(channel, account)`: those under which an account of that channel would be known."""
        self._forgotten = forgotten
        self._pseudonyms = pseudonyms
        self._known: dict[str, bool] = {}

    def applied(self, rejected: Iterable[Rejection], channels: Iterable[str | None]) -> list[Rejection]:
        """The rejections, without content where it names a forgotten person; `channels` of the rows beside them."""
        tried = frozenset((*CHANNELS, *(channel for channel in channels if channel)))
        return [
            Rejection(r.line, r.reason, None) if r.content and self._names_one(r.content[:_LIMIT], tried) else r
            for r in rejected
        ]

    def _names_one(self, content: str, channels: frozenset[str]) -> bool:
        accounts = {next(filter(None, found)).strip() for found in _VALUE.findall(content) if any(found)}
        return any(self._is_one(account.lstrip("@"), channels) for account in accounts)

    def _is_one(self, account: str, channels: frozenset[str]) -> bool:
        if account not in self._known:
            if len(self._known) > 100_000:
                self._known.clear()
            self._known[account] = any(
                pseudonym in self._forgotten for channel in channels for pseudonym in self._pseudonyms(channel, account)
            )
        return self._known[account]
