"""A planted story: what it is, when, where, and the very messages and people it is made of."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lib.demo.feed import Message
from lib.demo.people import Person


@dataclass
class Story:
    """What was planted. `kind` names the sort of story, `found_by` says how somebody who looks should come upon it.

    `people` are (channel, person); `more` holds what only this kind has, as plain values or messages.
    """

    name: str
    kind: str
    says: str
    found_by: str
    since: datetime
    until: datetime
    aspect: str = ""
    messages: list[Message] = field(default_factory=list)
    people: list[tuple[str, Person]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def channels(self) -> list[str]:
        """Where it takes place."""
        return sorted({m.channel for m in self.messages} | {channel for channel, _ in self.people})
