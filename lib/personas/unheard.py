"""Interests that no pack knows: what people say they like, read, watch or play, counted in people, and proposed.

Accepting one writes it into the workspace's own `personas.yaml`, beneath what stands there; nothing else is changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import yaml

from lib.errors import EarshotError
from lib.personas import queries
from lib.personas.fields import Fields, fields_of
from lib.personas.lots import drawn
from lib.personas.phrases import Phrase, compiled, folded, normal, words_of
from lib.personas.settings import FOLDER, LANGUAGES, grammar, listening, own_text
from lib.storage.audit import Actor, note
from lib.storage.derived import derivation
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace, write_whole
from lib.words import _

FEWEST = 5
"""Distinct people who must say it before it is proposed."""
_EXAMPLES = 3
_MOST = 40
_MOSTLY = 2 / 3
"""A word that so large a part of its people say in one phrase is proposed as that phrase alone."""
_ACCEPTED = re.compile(r"(?=.{3,60}$)[\w'-]+(?: [\w'-]+){0,2}")
_PASSED_OVER = ("articles", "empty", "begins_nothing", "stops", "others", "negations")
_ELIDED = re.compile(r"^(?:l|un|d|all|dell|dall|nell|sull|quell|quest)'")
_TO_SOMEBODY = re.compile(r"[aei]r(?:mi|ti|ci|vi|lo|la|li|le|ne|gli|si)$")
_UNHEARD = pa.schema(
    [
        ("word", pa.string()),
        ("authors", pa.int64()),
        ("messages", pa.int64()),
        ("channels", pa.list_(pa.string())),
        ("message_ids", pa.list_(pa.string())),
    ]
)
_BLOCK = re.compile(r"^interests:[ \t]*(?:#.*)?$", re.MULTILINE)


@derivation("2")
def persona_unheard(model: ReadModel, *, own: str = "") -> pa.Table:
    """One row per word or phrase that at least FEWEST people like and no pack knows: authors, messages, and three
    examples."""
    heard_by = fields_of(own)
    rules, words = _rules()
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for row in queries.members_words(model, author_ids=drawn(model).author_ids).itertuples(index=False):
        read = normal(row.text)
        languages = (row.language,) if row.language in LANGUAGES else LANGUAGES
        for word in {w for code in languages for w in _liked(read, rules[code], words)}:
            found.setdefault(word, {}).setdefault(row.author_id, []).append((row.channel, row.message_id))
    often = _told(sorted((w for w, by in found.items() if len(by) >= FEWEST), key=lambda w: (-len(found[w]), w)), found)
    columns: dict[str, list[object]] = {name: [] for name in _UNHEARD.names}
    for word in [word for word in often if not _is_known(heard_by, word)][:_MOST]:
        firsts = [said[-1] for said in found[word].values()][:_EXAMPLES]
        columns["word"].append(word)
        columns["authors"].append(len(found[word]))
        columns["messages"].append(sum(len(said) for said in found[word].values()))
        columns["channels"].append([channel for channel, _id in firsts])
        columns["message_ids"].append([message_id for _channel, message_id in firsts])
    return pa.table(columns, schema=_UNHEARD)


def accept(workspace: Workspace, records: Records, actor: Actor, words: Sequence[str]) -> None:
    """Listen for these words from now on, as interests of this workspace; EarshotError where one is no word."""
    chosen = [word for word in dict.fromkeys(words) if word]
    if not chosen or not all(_ACCEPTED.fullmatch(word) for word in chosen):
        raise EarshotError(_("Choose at least one of the words."))
    workspace.refuse_looking()
    with workspace.locked(timeout=5):
        own = own_text(workspace)
        made = extended(own, [word for word in chosen if _key(word) not in listening(own).interests])
        listening(made)
        write_whole(workspace.place("personas.yaml"), made)
    with records.writing(actor) as connection:
        note(connection, actor, "listen", "persona interests", "personas.yaml", {"words": len(chosen)})


def extended(own: str, words: Sequence[str]) -> str:
    """The workspace's own text with these interests more; what stands there stays as it is written."""
    entries = []
    for word in words:
        name = _quoted(word.capitalize())
        pattern = _quoted(" ".join(f"={part}" for part in word.split()))
        entries.append(f"{_key(word)}: {{name: {{it: {name}, en: {name}}}, any: [{pattern}]}}")
    if not entries:
        return own
    block = _BLOCK.search(own)
    if block is None and "interests" in (yaml.safe_load(own) or {}):
        raise EarshotError(_("personas.yaml writes its interests on one line: put them on lines of their own."))
    if block is None:
        return own + ("" if not own or own.endswith("\n") else "\n") + "interests:\n" + _lines(entries, "  ")
    rest = own[block.end() :]
    indent = re.search(r"^([ \t]+)[^\s#]", rest, re.MULTILINE)
    return own[: block.end()] + "\n" + _lines(entries, indent[1] if indent else "  ").rstrip("\n") + rest


def _lines(entries: Sequence[str], indent: str) -> str:
    return "".join(f"{indent}{entry}\n" for entry in entries)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _key(word: str) -> str:
    """The name of an interest in the file."""
    return word.replace(" ", "_")


@dataclass(frozen=True)
class _Words:
    """Words that tell nothing, and those that join two of a phrase (giochi da tavolo)."""

    small: frozenset[str]
    joining: frozenset[str]

    def tells(self, word: str) -> bool:
        """Whether it is a thing one can like."""
        return word not in self.small and len(word) >= 4 and not _TO_SOMEBODY.search(word)


def _rules() -> tuple[dict[str, list[Phrase]], _Words]:
    """The patterns by language, and the words that are passed over or join others."""
    written = yaml.safe_load((FOLDER / "liking.yaml").read_text("utf-8"))
    small = [*written["passed_over"], *(word for part in _PASSED_OVER for word in grammar()[part])]
    rules = {code: [compiled(str(one), [], []) for one in written[code]] for code in LANGUAGES}
    return rules, _Words(*(frozenset(folded(str(word)) for word in part) for part in (small, written["joined_by"])))


def _liked(text: str, rules: Sequence[Phrase], words: _Words) -> list[str]:
    """The first telling word of each thing somebody says they like, and the phrase that it begins."""
    first = set(words_of(text))
    found = []
    for phrase in rules:
        if phrase.firsts and not first & phrase.firsts:
            continue
        for match in phrase.regex.finditer(text):
            said = [_ELIDED.sub("", word) for word in words_of(match["value"])]
            place = next((at for at, word in enumerate(said[:3]) if word not in words.small and len(word) >= 4), None)
            if place is None or not words.tells(said[place]):
                continue
            found.append(said[place])
            following = said[place + 1 : place + 3]
            joined = 1 if following and following[0] in words.joining else 0
            if len(following) > joined and words.tells(following[joined]):
                found.append(" ".join([said[place], *following[: joined + 1]]))
    return found


def _told(often: Sequence[str], found: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Without the words that are nearly always said in one phrase of them."""
    phrases = [said for said in often if " " in said]
    return [
        said
        for said in often
        if not any(
            phrase.startswith(f"{said} ") and len(found[phrase]) >= _MOSTLY * len(found[said]) for phrase in phrases
        )
    ]


def _is_known(heard_by: Fields, said: str) -> bool:
    """Whether a pack or the workspace knows it, as an interest or in a name, or nothing may be inferred of it. A
    phrase that begins with a known word says more than that, and is not known for it."""
    entries = [entry for listed in heard_by.listened.values.values() for entry in listed]
    names = {part for entry in entries for part in words_of(entry)} | {" ".join(words_of(entry)) for entry in entries}
    parts = said.split()
    of_parts = (
        {interest for part in parts for interest in heard_by.interests_in(part, None)} if len(parts) > 1 else set()
    )
    return (
        said in names
        or _key(said) in heard_by.listened.interests
        or bool(set(heard_by.interests_in(said, None)) - of_parts)
        or heard_by.is_sensitive(said)
    )
