"""WhatsApp: the text file of "Export chat", from Android and iPhone, in Italian and English.

The file names no ids, no time zone and no order of day and month. A first pass decides what only the whole file can
(`lib.ingest.sources.whatsapp_survey`), a second one reads the messages line by line. Ids are made of chat, minute,
author and words, so that two exports of one chat agree where they overlap.
"""

import hashlib
import re
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from lib.errors import NeedsChoice
from lib.ingest.rows import Row, batches
from lib.ingest.source import Batch, Export, Note, Reading, Rejection, Sample, Source
from lib.ingest.sources.whatsapp_headers import Header, Style, day_of, header_of, plain
from lib.ingest.sources.whatsapp_survey import Survey, numbered_lines, surveyed
from lib.ingest.sources.whatsapp_words import is_deleted, is_notice, spoken

MESSAGE_LIMIT = 1 << 20
"""Characters of one message at most; WhatsApp itself stops at 65,536."""
_MINUTES_KEPT = 1_000
_CONTENT_LIMIT = 2_000
_PHONE = re.compile(r"\+?[\d ().-]{6,}")


def _recognises(sample: Sample) -> float:
    if sample.first is not None or not sample.head:
        return 0.0
    lines = [line for line in sample.head.split("\n")[:60] if plain(line).strip()]
    headers = [header_of(line.rstrip("\r")) for line in lines]
    if not any(headers):
        return 0.0
    return 0.95 if headers[0] else 0.7 if sum(map(bool, headers[:20])) >= 2 else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    survey = surveyed(export)
    orders = survey.orders(export, reading)
    if reading.time_zone is None:
        raise NeedsChoice(
            f"The times in {export.name} name no time zone: say which one the phone was in"
            " (--time-zone Europe/Rome, for instance).",
            "time_zone",
        )
    chat = _Chat(survey, orders, reading.time_zone, survey.chat(export), reading.include_direct)
    yield from batches(_found(export, chat))


@dataclass
class _Entry:
    """A message as it stands: the line it begins in, its header, and its lines after the first."""

    line: int
    header: Header
    more: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, line: str) -> None:
        self.size += len(line)
        if self.size <= MESSAGE_LIMIT:
            self.more.append(plain(line))


def _found(export: Export, chat: "_Chat") -> Iterator[Row | Rejection | Note]:
    entry: _Entry | None = None
    before: list[str] = []
    first_before = passed_over = first_passed_over = 0
    for number, line in numbered_lines(export):
        header = header_of(line)
        if header and header.style in chat.orders:
            if entry:
                yield chat.outcome(entry)
            elif before:
                yield _preamble(first_before, before)
            entry = _Entry(number, header)
            continue
        if header:
            passed_over += 1
            first_passed_over = first_passed_over or number
        if entry:
            entry.add(line)
        elif plain(line).strip():
            first_before = first_before or number
            if len(before) < 50:
                before.append(line[:_CONTENT_LIMIT])
    if entry:
        yield chat.outcome(entry)
    if passed_over:
        yield Note(
            f"{export.name}: lines that look like the beginning of a message, but in another style than the rest,"
            f" were taken as text of the message they stand in: {passed_over:,}, the first in line {first_passed_over}."
        )


def _preamble(line: int, lines: list[str]) -> Rejection:
    return Rejection(line, "It stands before the first message.", "\n".join(lines)[:_CONTENT_LIMIT])


@dataclass
class _Chat:
    survey: Survey
    orders: dict[Style, str]
    zone: ZoneInfo
    title: str
    include_direct: bool
    _seen: "OrderedDict[datetime, Counter[str]]" = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.chat_id = _hash(self.title)
        self.is_direct = self.survey.is_direct

    def outcome(self, entry: _Entry) -> Row | Rejection:
        """The row that an entry becomes, or why it becomes none."""
        header = entry.header
        name, said = self.survey.signed(header.rest)
        said = "\n".join([said, *entry.more]).strip()
        day = day_of(header.parts, self.orders[header.style])
        if day is None:
            shown = header.style[1].join(map(str, header.parts))
            return self._rejection(entry, f"Its date {shown} cannot be read in the order of the others.")
        if name is None or (header.is_marked and name == self.survey.title_in_notice):
            return self._rejection(entry, "It is a notice of WhatsApp, not a message.")
        if is_deleted(said):
            return self._rejection(entry, "It was deleted.")
        if is_notice(said, is_marked=header.is_marked):
            return self._rejection(entry, "It is a notice of WhatsApp, not a message.")
        if entry.size > MESSAGE_LIMIT:
            return self._rejection(entry, "It is longer than a million characters: no message is.")
        text = spoken(said)
        if not text:
            reason = "It is a picture, a sound or another file without words." if said else "It has no text."
            return self._rejection(entry, reason)
        return self._row(entry, day, " ".join(name.removeprefix("~").split()), text)

    def _row(self, entry: _Entry, day: date, name: str, text: str) -> Row:
        hour, minute, second = entry.header.clock
        local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=self.zone)
        created_at = local.astimezone(UTC)
        return Row(
            channel="whatsapp",
            message_id=self._message_id(created_at.replace(second=0), name, text),
            source_conversation_id=f"{self.chat_id}/{day.isoformat()}",
            kind="direct" if self.is_direct else "comment",
            author_key=name or None,
            author_name=None if _PHONE.fullmatch(name) else name or None,
            created_at=created_at,
            text=text,
            line=entry.line,
        )

    def _message_id(self, minute: datetime, name: str, text: str) -> str:
        """A hash of chat, minute, author and words, and a number among equal ones of a minute.

        Only the last minutes are remembered: memory stays flat, and a chat hardly ever goes back further.
        """
        plain_id = _hash(self.title, minute.isoformat(), name, text)
        counts = self._seen.setdefault(minute, Counter())
        if len(self._seen) > _MINUTES_KEPT:
            self._seen.popitem(last=False)
        counts[plain_id] += 1
        return plain_id if counts[plain_id] == 1 else f"{plain_id}-{counts[plain_id]}"

    def _rejection(self, entry: _Entry, reason: str) -> Rejection:
        content = "\n".join([entry.header.rest, *entry.more])[:_CONTENT_LIMIT]
        return Rejection(entry.line, reason, content if self.include_direct or not self.is_direct else None)


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=10).hexdigest()


SOURCE = Source("whatsapp", "WhatsApp (exported chat)", _recognises, _read)
