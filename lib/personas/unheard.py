"""Interests that no pack knows: what people say they like, read, watch or play, counted in people, and proposed.

Accepting one writes it into the workspace's own `personas.yaml`, beneath what stands there; nothing else is changed.
"""

import re
from collections.abc import Sequence

import pyarrow as pa
import yaml

from lib.errors import EarshotError
from lib.personas import queries
from lib.personas.fields import Fields, fields_of
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


@derivation("1")
def persona_unheard(model: ReadModel, *, own: str = "") -> pa.Table:
    """One row per word that at least FEWEST people like and no pack knows: authors, messages, and three examples."""
    heard_by = fields_of(own)
    rules, small = _rules()
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for row in queries.members_words(model).itertuples(index=False):
        read = normal(row.text)
        languages = (row.language,) if row.language in LANGUAGES else LANGUAGES
        for word in {w for code in languages for w in _liked(read, rules[code], small)}:
            found.setdefault(word, {}).setdefault(row.author_id, []).append((row.channel, row.message_id))
    often = sorted((w for w, by in found.items() if len(by) >= FEWEST), key=lambda w: (-len(found[w]), w))
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
    if not chosen or not all(re.fullmatch(r"[\w'-]{3,60}", word) for word in chosen):
        raise EarshotError(_("Choose at least one of the words."))
    workspace.refuse_looking()
    with workspace.locked(timeout=5):
        own = own_text(workspace)
        made = extended(own, [word for word in chosen if word not in listening(own).interests])
        listening(made)
        write_whole(workspace.place("personas.yaml"), made)
    with records.writing(actor) as connection:
        note(connection, actor, "listen", "persona interests", "personas.yaml", {"words": len(chosen)})


def extended(own: str, words: Sequence[str]) -> str:
    """The workspace's own text with these interests more; what stands there stays as it is written."""
    entries = []
    for word in words:
        name = _quoted(word.capitalize())
        entries.append(f"{word}: {{name: {{it: {name}, en: {name}}}, any: [{_quoted('=' + word)}]}}")
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


def _rules() -> tuple[dict[str, list[Phrase]], frozenset[str]]:
    """The patterns by language, and the words that are passed over."""
    written = yaml.safe_load((FOLDER / "liking.yaml").read_text("utf-8"))
    small = [*written["passed_over"], *(word for part in _PASSED_OVER for word in grammar()[part])]
    rules = {code: [compiled(str(one), [], []) for one in written[code]] for code in LANGUAGES}
    return rules, frozenset(folded(str(word)) for word in small)


def _liked(text: str, rules: Sequence[Phrase], small: frozenset[str]) -> list[str]:
    """The first telling word of each thing somebody says they like."""
    first = set(words_of(text))
    found = []
    for phrase in rules:
        if phrase.firsts and not first & phrase.firsts:
            continue
        for match in phrase.regex.finditer(text):
            words = [_ELIDED.sub("", word) for word in words_of(match["value"])[:3]]
            telling = [word for word in words if word not in small and len(word) >= 4]
            if telling and not _TO_SOMEBODY.search(telling[0]):
                found.append(telling[0])
    return found


def _is_known(heard_by: Fields, word: str) -> bool:
    """Whether a pack or the workspace knows it, as an interest or in a name, or nothing may be inferred of it."""
    names = {part for listed in heard_by.listened.values.values() for entry in listed for part in words_of(entry)}
    return (
        word in names
        or word in heard_by.listened.interests
        or bool(heard_by.interests_in(word, None))
        or heard_by.is_sensitive(word)
    )
