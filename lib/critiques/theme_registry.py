"""The register of themes: which there are, and what people made of them. It outlives imports and the read model.

A theme once found keeps its id. Renaming, merging, splitting and moving are written here and laid over what the
words alone would say, so that they stay so.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from lib.critiques.evidence import Key
from lib.critiques.profiles import Profile
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables import AUDIT
from lib.storage.tables.critiques import THEME_MOVES, THEMES
from lib.words import _

_SUBJECT = "theme"
_AT_ONCE = 400
NONE = ""
"""The id of no theme: where a critique fits none."""


@dataclass(frozen=True)
class Theme:
    """A theme of the register: its aspect ("" where words alone made it), the name a person gave it ("" where nobody
    did), the theme it was merged into, and the version a change must name."""

    theme_id: str
    aspect: str
    name: str
    merged_into: str
    version: int


@dataclass(frozen=True)
class Decided:
    """What people decided about themes: merges by theme, and the messages they moved."""

    merged: Mapping[str, str]
    moved: Mapping[Key, str]


def themes(records: Records) -> dict[str, Theme]:
    """Every theme ever found, by id; merged ones too."""
    columns = (THEMES.c.theme_id, THEMES.c.aspect, THEMES.c.name, THEMES.c.merged_into, THEMES.c.version)
    with records.reading() as connection:
        rows = connection.execute(select(*columns).order_by(THEMES.c.found_at, THEMES.c.theme_id)).all()
    return {str(row[0]): Theme(*row) for row in rows}


def profiles(records: Records) -> list[Profile]:
    """The profiles of all themes, in the order they were found; merged ones too, for their words still draw."""
    columns = (THEMES.c.theme_id, THEMES.c.aspect, THEMES.c.profile)
    with records.reading() as connection:
        rows = connection.execute(select(*columns).order_by(THEMES.c.found_at, THEMES.c.theme_id)).all()
    return [Profile.of_json(str(theme_id), str(aspect), kept) for theme_id, aspect, kept in rows]


def register(records: Records, found: Sequence[Profile]) -> None:
    """Keep these profiles: new themes are added, known ones get their new words; what people decided stays."""
    now = datetime.now(UTC)
    with records.writing(None) as connection:
        known = set(connection.execute(select(THEMES.c.theme_id)).scalars())
        for profile in found:
            kept = profile.as_json()
            if profile.theme_id in known:
                chosen = THEMES.c.theme_id == profile.theme_id
                connection.execute(update(THEMES).where(chosen).values(profile=kept))
            else:
                _add(connection, profile, "", "", now)


def decided(records: Records) -> Decided:
    """The merges and moves in force; a chain of merges leads to its end."""
    with records.reading() as connection:
        merged = {str(a): str(b) for a, b in connection.execute(select(THEMES.c.theme_id, THEMES.c.merged_into)) if b}
        rows = connection.execute(select(THEME_MOVES.c.channel, THEME_MOVES.c.message_id, THEME_MOVES.c.theme_id)).all()
    return Decided({one: _end(one, merged) for one in merged}, {(str(c), str(m)): str(theme) for c, m, theme in rows})


def edition(records: Records) -> int:
    """A number that grows with everything a person decides about themes: the key of what is cached over it."""
    with records.reading() as connection:
        chosen = select(func.coalesce(func.max(AUDIT.c.number), 0)).where(AUDIT.c.subject == _SUBJECT)
        return int(connection.execute(chosen).scalar_one())


def rename_theme(records: Records, actor: Actor, theme_id: str, seen: int, name: str) -> None:
    """Call it so; an empty name gives it back the one its words make."""
    with records.writing(actor) as connection:
        _change(connection, theme_id, seen, name=" ".join(name.split())[:200])
        note(connection, actor, "rename", _SUBJECT, theme_id, {"is_named": bool(name.strip())})


def merge_themes(records: Records, actor: Actor, into: str, away: str, seen: int) -> None:
    """Merge a theme (its version `seen`) into another: its messages, also those to come, count there."""
    if into == away:
        raise EarshotError(_("A theme cannot be merged into itself."))
    with records.writing(actor) as connection:
        merged = {str(a): str(b) for a, b in connection.execute(select(THEMES.c.theme_id, THEMES.c.merged_into)) if b}
        if _end(into, merged) == away:
            raise EarshotError(_("That theme was merged into this one already."))
        _change(connection, away, seen, merged_into=_end(into, merged))
        note(connection, actor, "merge", _SUBJECT, away, {"into": into})


def part_themes(records: Records, actor: Actor, theme_id: str, seen: int) -> None:
    """Take a merge back."""
    with records.writing(actor) as connection:
        _change(connection, theme_id, seen, merged_into="")
        note(connection, actor, "part", _SUBJECT, theme_id)


def move_messages(records: Records, actor: Actor, keys: Sequence[Key], theme_id: str) -> None:
    """Put these messages into a theme (NONE: into none); they stay there whatever their words say."""
    with records.writing(actor) as connection:
        if theme_id != NONE:
            _known(connection, theme_id)
        _move(connection, actor, keys, theme_id)
        note(connection, actor, "move messages", _SUBJECT, theme_id, {"count": len(keys)})


def split_theme(records: Records, actor: Actor, theme_id: str, name: str, keys: Sequence[Key], part: Profile) -> str:
    """Make a theme of its own of these messages of a theme; `part` is their profile, so that what is like them
    follows. Returns the new theme's id."""
    called = " ".join(name.split())[:200]
    if not called or not keys:
        raise EarshotError(_("A new theme needs a name and at least one message."))
    now = datetime.now(UTC)
    said = f"{theme_id}:{called}:{now.isoformat()}"
    new_id = f"p-{hashlib.sha256(said.encode()).hexdigest()[:10]}"
    with records.writing(actor) as connection:
        parent = _known(connection, theme_id)
        _add(connection, Profile(new_id, parent, part.weights, part.learned_of), called, actor.person, now)
        _move(connection, actor, keys, new_id)
        note(connection, actor, "split", _SUBJECT, theme_id, {"into": new_id, "count": len(keys)})
    return new_id


def _add(connection: Connection, profile: Profile, name: str, person: str, now: datetime) -> None:
    connection.execute(
        insert(THEMES).values(
            theme_id=profile.theme_id,
            aspect=profile.aspect,
            profile=profile.as_json(),
            name=name,
            merged_into="",
            found_by=person,
            found_at=now,
            version=1,
        )
    )


def _change(connection: Connection, theme_id: str, seen: int, **values: str) -> None:
    chosen = (THEMES.c.theme_id == theme_id) & (THEMES.c.version == seen)
    if connection.execute(update(THEMES).where(chosen).values(version=seen + 1, **values)).rowcount != 1:
        _known(connection, theme_id)
        raise Conflict(_("Somebody changed this theme in the meantime: look at it as it stands now."))


def _known(connection: Connection, theme_id: str) -> str:
    """The aspect of a theme; EarshotError where there is none of that id."""
    found = connection.execute(select(THEMES.c.aspect).where(THEMES.c.theme_id == theme_id)).scalar()
    if found is None:
        raise EarshotError(_("This theme is no longer here: choose one from the list."))
    return str(found)


def _move(connection: Connection, actor: Actor, keys: Sequence[Key], theme_id: str) -> None:
    now = datetime.now(UTC)
    rows = [
        {"channel": channel, "message_id": message_id, "theme_id": theme_id, "person": actor.person, "moved_at": now}
        for channel, message_id in dict.fromkeys(keys)
    ]
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        these = tuple_(THEME_MOVES.c.channel, THEME_MOVES.c.message_id).in_(
            [(r["channel"], r["message_id"]) for r in part]
        )
        connection.execute(delete(THEME_MOVES).where(these))
        connection.execute(insert(THEME_MOVES), part)


def _end(theme_id: str, merged: Mapping[str, str]) -> str:
    seen = {theme_id}
    while theme_id in merged and merged[theme_id] not in seen:
        theme_id = merged[theme_id]
        seen.add(theme_id)
    return theme_id
