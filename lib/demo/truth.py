"""The ground truth: what was planted, in ids as the workspace knows them, for tests and for whoever measures."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lib.demo.community import Community
from lib.demo.feed import Message
from lib.demo.people import Person, kinds
from lib.demo.rows import author_key
from lib.demo.story import Story
from lib.ingest.canonical import Canon
from lib.storage.workspace import write_whole


def demo_key(seed: int) -> bytes:
    """The workspace's key: these people are invented, and a key that all know makes every build's pseudonyms equal."""
    return hashlib.sha256(f"earshot demo {seed}".encode()).digest()


@dataclass(frozen=True)
class Truth:
    """What was planted. `document` is the content of truth.json: stories, kinds of people, and what they prefer."""

    document: dict[str, Any]

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        write_whole(path, json.dumps(self.document, ensure_ascii=False, indent=1) + "\n")


def truth_of(community: Community, seed: int) -> Truth:
    """The truth of a community."""
    teller = _Teller(community, Canon(demo_key(seed)))
    return Truth(
        {
            "seed": seed,
            "messages": len(community.messages),
            "authors": len({(m.channel, m.person.key) for m in community.messages if m.person}),
            "stories": [teller.story(story) for story in community.stories],
            "kinds": {
                name: {"says": kind.says, "authors": teller.authors_of_kind(name)} for name, kind in kinds().items()
            },
            "preferences": teller.preferences(),
            "bumps_that_are_no_bursts": ["2025-12 gifts", "2026-05 book fair", "2026-08 empty cities"],
        }
    )


@dataclass(frozen=True)
class _Teller:
    """Says messages and people by their ids."""

    community: Community
    canon: Canon

    def message(self, message: Message) -> dict[str, str]:
        return {"channel": message.channel, "message_id": self.community.ids[message]}

    def author(self, channel: str, person: Person) -> str:
        return self.canon.author_id(channel, author_key(channel, person))

    def story(self, story: Story) -> dict[str, Any]:
        return {
            "name": story.name,
            "kind": story.kind,
            "says": story.says,
            "found_by": story.found_by,
            "from": _moment(story.since),
            "until": _moment(story.until),
            "aspect": story.aspect,
            "channels": story.channels,
            "messages": [self.message(m) for m in story.messages],
            "authors": sorted({self.author(channel, person) for channel, person in story.people}),
            **{key: self._plain(value) for key, value in story.more.items()},
        }

    def authors_of_kind(self, name: str) -> list[str]:
        """Accounts of this kind that said anything."""
        return sorted(
            {
                self.author(m.channel, m.person)
                for m in self.community.messages
                if m.person and m.person.kind and m.person.kind.name == name
            }
        )

    def preferences(self) -> list[dict[str, Any]]:
        """One entry per message in which somebody speaks of the own life."""
        return [
            self.message(m)
            | {
                "author_id": self.author(m.channel, m.person),
                "kind_of_people": m.own[0],
                "field": m.own[1],
                "value": m.own[2],
                "in_favour": m.own[3],
            }
            for m in self.community.messages
            if m.own and m.person
        ]

    def _plain(self, value: Any) -> Any:
        if isinstance(value, Message):
            return self.message(value)
        if isinstance(value, list):
            return [self._plain(item) for item in value]
        if isinstance(value, dict):
            return {key: self._plain(item) for key, item in value.items()}
        return value.isoformat() if isinstance(value, date) else value


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat()
