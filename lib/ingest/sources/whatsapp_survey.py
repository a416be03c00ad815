"""What a WhatsApp file decides as a whole, found in a first pass over its lines: which lines begin messages, the order
of day and month, who speaks, whether it is a group, and by which name the chat goes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lib.errors import BadExport, NeedsChoice
from lib.ingest.decoding import opened_text
from lib.ingest.source import Export, Reading
from lib.ingest.sources.whatsapp_headers import DateEvidence, Header, Style, header_of
from lib.ingest.sources.whatsapp_words import (
    group_title,
    is_bare_notice,
    is_encryption_notice,
    is_notice,
    tells_of_group,
)

LINE_LIMIT = 1 << 20
"""Characters of one line at most; a longer one comes in pieces."""
_NAME_LIMIT = 100
_NAMES_LIMIT = 100_000
_STYLES_LIMIT = 100
_SURE_OF_NAME = 3
"""Messages after which "Aurora: events: …", always the same up to the second colon, is taken for one name."""
_NAMED_BY_PHONE = re.compile(
    r"(?:whatsapp[ -]chat|chat (?:de |di )?whatsapp|conversa do whatsapp|discussion whatsapp)"
    r"(?: with| mit| con| com| avec| -|_-)[ _](?P<title>.+)",
    re.I,
)
_COPY = re.compile(r"(?:\s*\(\d{1,3}\)|[ _-]+(?:copia|copy))$", re.I)
_NUMBERING = re.compile(r"[ _-]\d{1,2}$")


@dataclass
class Survey:
    """The findings of the first pass. `extensions`: first part of a name with a colon in it, to the whole name."""

    styles: Counter[Style] = field(default_factory=Counter)
    evidence: dict[Style, DateEvidence] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    speakers: set[str] = field(default_factory=set)
    signed_notice: str | None = None
    title: str | None = None
    is_told_group: bool = False
    _second: dict[str, str | None] = field(default_factory=dict)

    def add(self, header: Header) -> None:
        """Take in the next line that looks like the beginning of a message."""
        if header.style not in self.styles and len(self.styles) >= _STYLES_LIMIT:
            return
        self.styles[header.style] += 1
        self.evidence.setdefault(header.style, DateEvidence()).add(header)
        name, said = self.signed(header.rest)
        if name is None:
            self._add_notice(header.rest)
            return
        if len(self.names) < _NAMES_LIMIT or name in self.names:
            self.names[name] += 1
            second = said.find(": ")
            longer = f"{name}: {said[:second]}" if 0 < second <= _NAME_LIMIT else None
            if self._second.setdefault(name, longer) != longer:
                self._second[name] = None
        if is_encryption_notice(said):
            self.signed_notice = name
        elif is_notice(said, is_marked=header.is_marked):
            self._add_notice(said)
        elif not (header.is_marked and name == self.signed_notice) and len(self.speakers) < _NAMES_LIMIT:
            self.speakers.add(name)

    def _add_notice(self, said: str) -> None:
        self.is_told_group = self.is_told_group or tells_of_group(said)
        self.title = self.title or group_title(said)

    def signed(self, rest: str) -> tuple[str | None, str]:
        """(name, words) of what follows a header; (None, all of it) where nobody signs."""
        if is_bare_notice(rest):
            return None, rest
        at = rest.find(": ")
        if at < 0:
            at = rest.find(":")  # an editor took the blank away, or nothing was said
            if not (rest.endswith(":") or rest[: max(at, 0)] in self.names):
                return None, rest
        if not 0 < at <= _NAME_LIMIT:
            return None, rest
        name = rest[:at]
        longer = self._second.get(name)
        if longer and self.names[name] >= _SURE_OF_NAME and rest.startswith(f"{longer}: "):
            name = longer
        return name, rest[len(name) + 1 :].removeprefix(" ")

    @property
    def accepted(self) -> frozenset[Style]:
        """The styles in which this file writes its headers: the usual one, and others where they are many.

        A line in another style stands inside a message: somebody pasted a piece of another chat.
        """
        total = self.styles.total()
        usual = {style for style, _ in self.styles.most_common(1)}
        return frozenset(usual | {s for s, count in self.styles.items() if count >= max(3, total / 20)})

    @property
    def is_direct(self) -> bool:
        """Whether two people talk: no notice that only groups have, and at most two names."""
        return not self.is_told_group and len(self.speakers) <= 2

    @property
    def title_in_notice(self) -> str | None:
        """The name under which an iPhone signs a chat's notices, where nobody of that name speaks."""
        return self.signed_notice if self.signed_notice not in self.speakers else None

    def orders(self, export: Export, reading: Reading) -> dict[Style, str]:
        """The order of day, month and year of each accepted style; NeedsChoice where the usual one stays open."""
        usual = self.styles.most_common(1)[0][0]
        found = {style: self.evidence[style].order(reading.date_order) for style in self.accepted}
        if found[usual] is None:
            day = next(iter(self.evidence[usual].days), (0, 0, 0))
            raise NeedsChoice(
                f"{export.name} does not say whether the day or the month comes first"
                f" ({usual[1].join(map(str, day))}): choose it (--date-order dmy or mdy).",
                "date_order",
            )
        return {style: order or found[usual] or "dmy" for style, order in found.items()}

    def chat(self, export: Export) -> str:
        """What the chat is called, as alike as can be in every export of it.

        In this order: the name the phone gave the file (or the folder or zip around "_chat.txt"), the title the group
        was made under, the name that signs its notices, the file's own name without numbering.
        """
        path = PurePosixPath(export.name.replace("\\", "/"))
        own = [_stem(part) for part in reversed(path.parts)]
        named = next((found["title"] for part in own if (found := _NAMED_BY_PHONE.fullmatch(part))), None)
        plain = next((_NUMBERING.sub("", part) or part for part in own if part.lower() != "_chat"), "chat")
        chat = named or self.title or self.title_in_notice or plain
        return " ".join(chat.casefold().split())


def surveyed(export: Export) -> Survey:
    """The first pass over a file; BadExport where no line of it begins as a message of WhatsApp does."""
    survey = Survey()
    for _, line in numbered_lines(export):
        header = header_of(line)
        if header:
            survey.add(header)
    if not survey.styles:
        raise BadExport(
            f"{export.name} has no line that begins with date and time as WhatsApp writes them: export the chat again."
        )
    return survey


def numbered_lines(export: Export) -> Iterator[tuple[int, str]]:
    """(number from 1, line without its end) of each line of the file; one beyond LINE_LIMIT comes in pieces."""
    with opened_text(export.path, export.name) as text:
        number, is_whole = 0, True
        while line := text.readline(LINE_LIMIT):
            number += is_whole
            is_whole = line.endswith("\n")
            yield number, line.rstrip("\r\n")


def _stem(part: str) -> str:
    stem = re.sub(r"\.(?:txt|zip)$", "", part, flags=re.I)
    return _COPY.sub("", stem).strip() or stem
