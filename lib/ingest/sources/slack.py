"""Slack: a workspace's export, unpacked: users.json, channels.json and a folder a channel with a file a day.

Public channels come in every export; private ones (groups.json), group and direct messages (mpims.json, dms.json) in
some. A message is known by its time within its channel ("C123/1700000000.000100").
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lib.errors import BadExport
from lib.ingest.json_stream import json_items, json_value
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Note, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import (
    Object,
    Refused,
    count_at,
    day_conversation,
    epoch_moment,
    id_at,
    object_at,
    objects_at,
    reactions_in,
    words_at,
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
_LISTS = ("channels.json", "groups.json", "mpims.json", "dms.json")
_PRIVATE_LISTS = ("mpims.json", "dms.json")
_SPOKEN = frozenset(
    ("", "bot_message", "me_message", "thread_broadcast", "file_share", "file_comment", "reply_broadcast")
)
_LINK = re.compile(r"<([^<>|]{1,2000})(?:\|([^<>]{0,2000}))?>")
_UPLOADED = re.compile(r"<@\w+(?:\|[^>]*)?> (?:uploaded|shared|created) (?:a|an) ")


def _recognises(sample: Sample) -> float:
    names = [name.replace("\\", "/").split("/") for name in sample.members]
    has_list = any(len(name) == 1 and name[0] in ("users.json", *_LISTS) for name in names)
    has_day = any(len(name) == 2 and _DAY.fullmatch(name[1]) for name in names)
    return 1.0 if has_list and has_day else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


@dataclass(frozen=True)
class _Room:
    """A channel: its id, whether it is a conversation of invited people only."""

    room_id: str
    is_private: bool


@dataclass
class _Workspace:
    names: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)  # user id: handle, name shown
    rooms: dict[str, _Room] = field(default_factory=dict)  # by folder

    def said(self, text: str) -> str:
        """Slack's markup as plain text: names for ids, words for links."""
        return html.unescape(_LINK.sub(self._plain, text))

    def _plain(self, found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target.startswith("@"):
            handle, name = self.names.get(target[1:], (None, None))
            return f"@{(label or '').lstrip('@') or handle or name or target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return label or f"@{target[1:].split('^')[0]}"
        return label or target


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection | Note]:
    if not export.path.is_dir():
        raise BadExport(f"{export.name} is no folder: give Slack's export as the zip it came in, or unpacked.")
    workspace = _workspace(export)
    line = 0
    for folder in sorted(entry for entry in export.path.iterdir() if entry.is_dir()):
        room = workspace.rooms.get(folder.name) or _Room(folder.name, bool(re.fullmatch("D[A-Z0-9]{8,}", folder.name)))
        for day in sorted(entry for entry in folder.iterdir() if _DAY.fullmatch(entry.name) and entry.is_file()):
            for _, message in json_items(_member(export, day), "item"):
                line += 1
                try:
                    yield _row(message, room, workspace, line)
                except Refused as refused:
                    hidden = room.is_private and not reading.include_direct
                    yield rejection(line, str(refused), None if hidden else message)


def _member(export: Export, path: Path) -> Export:
    return Export(path, f"{export.name}/{path.relative_to(export.path).as_posix()}")


def _workspace(export: Export) -> _Workspace:
    workspace = _Workspace()
    for user in _list(export, "users.json"):
        user_id = id_at(user, "id")
        if user_id:
            profile = object_at(user, "profile")
            shown = words_at(profile, "display_name", "real_name") or words_at(user, "real_name", "name")
            workspace.names[user_id] = words_at(user, "name"), shown
    for name in _LISTS:
        for room in _list(export, name):
            room_id = id_at(room, "id")
            if room_id:
                found = _Room(room_id, name in _PRIVATE_LISTS)
                for folder in (words_at(room, "name"), room_id):
                    if folder:
                        workspace.rooms.setdefault(folder, found)
    return workspace


def _list(export: Export, name: str) -> list[Object]:
    path = export.path / name
    if not path.is_file():
        return []
    found = json_value(_member(export, path))
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _row(message: Any, room: _Room, workspace: _Workspace, line: int) -> Row:
    if not isinstance(message, dict):
        raise Refused("It is no message: an object is expected.")
    subtype = words_at(message, "subtype") or ""
    if subtype == "tombstone":
        raise Refused("It was deleted.")
    if subtype not in _SPOKEN or message.get("type", "message") != "message":
        what = subtype or str(message.get("type"))
        raise Refused(f"It is a notice of Slack ({what[:60]}), not a message.")
    ts = id_at(message, "ts")
    if ts is None:
        raise Refused("It has no id (ts).")
    created_at = epoch_moment(ts)
    if created_at is None:
        raise Refused("It has no time that can be read (ts).")
    if message.get("user") == "USLACKBOT":
        raise Refused("It is a notice of Slack (Slackbot), not a message.")
    author_id, text = _author_and_text(message, subtype)
    text = workspace.said(text)
    if not text.strip():
        raise Refused("It has no text (a file, or something only Slack can show).")
    opener = id_at(message, "thread_ts")
    parent_id = f"{room.room_id}/{opener}" if opener and opener != ts else None
    handle, name = _names(message, author_id, workspace)
    return Row(
        channel="slack",
        message_id=f"{room.room_id}/{ts}",
        parent_id=parent_id,
        source_conversation_id=None if parent_id else day_conversation(room.room_id, created_at),
        kind="direct" if room.is_private else "reply" if parent_id else "comment",
        author_key=author_id or name,
        author_handle=handle,
        author_name=name,
        created_at=created_at,
        edited_at=epoch_moment(object_at(message, "edited").get("ts")),
        text=text,
        likes=reactions_in(message),
        replies=count_at(message, "reply_count"),
        line=line,
    )


def _author_and_text(message: Object, subtype: str) -> tuple[str | None, str]:
    """(id of the author, words with Slack's markup). Old notices of a file hold the words said about it inside."""
    author_id = id_at(message, "user", "bot_id")
    text = words_at(message, "text") or ""
    if subtype == "file_comment":
        comment = object_at(message, "comment")
        return id_at(comment, "user") or author_id, words_at(comment, "comment") or ""
    if subtype == "file_share" and _UPLOADED.match(text):
        return author_id, words_at(object_at(object_at(message, "file"), "initial_comment"), "comment") or ""
    if not text and subtype == "bot_message":
        parts = [_attached(attachment) for attachment in objects_at(message, "attachments")]
        text = "\n".join(part for part in parts if part)
    return author_id, text


def _attached(attachment: Object) -> str:
    parts = [words_at(attachment, key) for key in ("pretext", "title", "text")]
    return "\n".join(part for part in parts if part) or words_at(attachment, "fallback") or ""


def _names(message: Object, author_id: str | None, workspace: _Workspace) -> tuple[str | None, str | None]:
    """(handle, name shown) of the author, from the workspace's list or else from the message."""
    if author_id in workspace.names:
        return workspace.names[author_id]
    profile = object_at(message, "user_profile") or object_at(message, "bot_profile")
    return words_at(profile, "name"), words_at(profile, "display_name", "real_name", "name") or words_at(
        message, "username"
    )


SOURCE = Source("slack", "Slack (export of a workspace)", _recognises, _read)
