"""The two forms of a brief: ours, with names and words as they stand, and the client's.

For the client people are numbered in the order in which they appear, nothing is quoted that could be searched for
unless its author agreed to be quoted, handles inside quotes are hidden, and what our own people note to each other
stays out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lib.reports.document import is_missing
from lib.words import _, number

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Signs that no document holds, and those that turn the direction of what follows."""
_HANDLE = re.compile(r"(?<![\w.])@[\w.\-]+\w")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass
class Form:
    """How people and their words are shown. `allowed`: author_ids of those who agreed to be quoted to others."""

    is_client: bool = False
    allowed: frozenset[str] = frozenset()
    _numbers: dict[str, int] = field(default_factory=dict)

    def person(self, row: Mapping[str, Any]) -> str:
        """Who wrote a row (author_id, shown_name, is_brand): a name for us, a number for the client."""
        if row.get("is_brand") is True:
            return _("our account")
        author, name = row.get("author_id"), row.get("shown_name")
        if not self.is_client:
            return seen(name) if isinstance(name, str) and seen(name) else _("somebody")
        if not isinstance(author, str) or not author:
            return _("somebody")
        place = self._numbers.setdefault(author, len(self._numbers) + 1)
        return _("Person {place}", place=number(place))

    def may_quote(self, row: Mapping[str, Any]) -> bool:
        """Whether the words of this row may be shown."""
        return not self.is_client or row.get("is_brand") is True or row.get("author_id") in self.allowed

    def words(self, row: Mapping[str, Any], most: int = 0) -> str | None:
        """The words of a row, at most so many signs (0: all); None where they may not be shown."""
        if not self.may_quote(row):
            return None
        said = row.get("text")
        text = seen(str(said)) if not is_missing(said) else ""
        if self.is_client:
            text = _LINK.sub("[…]", _HANDLE.sub("@…", text))
        if most and len(text) > most:
            cut = text[:most].rsplit(" ", 1)[0] if " " in text[:most] else text[:most]
            text = f"{cut.rstrip()}…"
        return text or _("(no words)")

    def cell(self, row: Mapping[str, Any], most: int = 0) -> str:
        """The words for a table, where leaving the cell empty would read as silence."""
        said = self.words(row, most)
        return _("(not quoted)") if said is None else said


def seen(text: str) -> str:
    """A text on one line, without what cannot be seen."""
    return " ".join(_UNSEEN.sub("", text).split())
