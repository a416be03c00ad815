"""What personas listen for: the shipped fields and packs, and the workspace's own `personas.yaml` over them.

packs: [publishing, travel]      the packs in force (publishing where none are named)
fields: {films: null}            fields as in data/personas/fields.yaml; null takes one away
values: {films: [My Series]}     more known names of a field
interests: {chess: {name: …}}    more interests, or null to take one away
sensitive: {health: {en: […]}}   more words that nothing may be inferred from
"""

import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from lib.errors import EarshotError
from lib.settings import ROOT
from lib.storage.workspace import Workspace

FOLDER = ROOT / "data" / "personas"
LANGUAGES = ("it", "en")
INTEREST = "interest"
"""The field of what somebody cares for, whatever it is."""
DEFAULT_PACKS = ("publishing",)
_PARTS = ("packs", "fields", "values", "interests", "sensitive")


class BadPersonas(EarshotError):
    """The workspace's `personas.yaml` cannot be used; the sentence says what to correct."""


@dataclass(frozen=True)
class Listening:
    """What is listened for. `fields`, `interests`, `sensitive` as in their YAML; `values`: known names by field."""

    packs: tuple[str, ...]
    fields: dict[str, Any]
    values: dict[str, list[str]]
    interests: dict[str, Any]
    sensitive: dict[str, Any]

    def name(self, field: str, language: str) -> str:
        """A field as people read it."""
        return _named(self.fields.get(field, {}), field, language)

    def interest(self, code: str, language: str) -> str:
        """An interest as people read it."""
        return _named(self.interests.get(code, {}), code, language)

    def question(self, field: str, language: str) -> str:
        """What to ask the community where nobody knows."""
        ask = self.fields.get(field, {}).get("ask", {})
        return str(ask.get(language) or ask.get("en") or "")

    def value(self, field: str, code: str, language: str) -> str:
        """A value of a field as people read it: names stand for themselves, codes have a name."""
        listed = self.fields.get(field, {}).get("values", {})
        said = listed.get(code) if isinstance(listed, dict) else None
        return str((said or {}).get(language) or (said or {}).get("en") or code)


def own_text(workspace: Workspace) -> str:
    """The workspace's own `personas.yaml` as it stands; empty where there is none."""
    try:
        return workspace.place("personas.yaml").read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadPersonas(f"personas.yaml cannot be read ({error}): correct it, or delete it.") from error


@cache
def listening(own: str = "") -> Listening:
    """What is listened for under a workspace's own text; BadPersonas where that cannot be."""
    said = _document(own)
    packs = tuple(said.get("packs") or DEFAULT_PACKS)
    fields: dict[str, Any] = copy.deepcopy(_shipped("fields"))
    for name, block in (said.get("fields") or {}).items():
        if block is None:
            fields.pop(name, None)
        else:
            fields[name] = _merged(fields.get(name, {}), block)
    values: dict[str, list[str]] = {}
    interests: dict[str, Any] = {}
    for pack in packs:
        found = _pack(str(pack))
        for field, names in found.get("values", {}).items():
            values.setdefault(field, []).extend(str(name) for name in names)
        interests |= found.get("interests", {})
    for field, names in (said.get("values") or {}).items():
        values.setdefault(field, []).extend(str(name) for name in names)
    for name, block in (said.get("interests") or {}).items():
        interests.pop(name, None)
        if block is not None:
            interests[name] = block
    sensitive = _merged(copy.deepcopy(_shipped("sensitive")), said.get("sensitive") or {})
    return Listening(packs, fields, values, interests, sensitive)


@cache
def grammar() -> dict[str, tuple[str, ...]]:
    """The small words that patterns lean on, by their part in `data/personas/grammar.yaml`."""
    return {part: tuple(str(word) for word in words) for part, words in _shipped("grammar").items()}


def _merged(shipped: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """One block over another: own lists come first and the shipped ones stay."""
    made = dict(shipped)
    for key, value in own.items():
        there = made.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            made[key] = _merged(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            made[key] = [*value, *there]
        else:
            made[key] = value
    return made


def _document(own: str) -> dict[str, Any]:
    try:
        found = yaml.safe_load(own)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadPersonas(f"personas.yaml is no YAML ({str(error).splitlines()[0]}): correct it there.") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise BadPersonas("personas.yaml must hold blocks, as `packs: [publishing]`.")
    for key, value in found.items():
        if key not in _PARTS:
            raise BadPersonas(f"personas.yaml says {key!r}, which is none of {', '.join(_PARTS)}.")
        if value is not None and isinstance(value, list) != (key == "packs"):
            raise BadPersonas(f"personas.yaml: {key} must be {'a list' if key == 'packs' else 'a block of names'}.")
    return found


@cache
def _shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return found


def _pack(name: str) -> dict[str, Any]:
    known = sorted(path.stem for path in (FOLDER / "packs").glob("*.yaml"))
    if name not in known:
        raise BadPersonas(f"There is no pack {name!r}: the packs are {', '.join(known)}.")
    return _shipped(f"packs/{name}")


def _named(block: dict[str, Any], code: str, language: str) -> str:
    names = block.get("name", {})
    return str(names.get(language) or names.get("en") or code.replace("_", " "))
