"""The taxonomy: what messages can be about, as patterns in six languages; shipped, and overlaid by each workspace.

`data/taxonomy.yaml` says how it is written. A workspace's own `taxonomy.yaml` holds only what differs from it, so
that what ships later still arrives there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from lib.errors import EarshotError
from lib.settings import ROOT
from lib.signals.patterns import ANY, STEMMERS, BadPattern, Patterns
from lib.storage.workspace import Workspace, write_whole

SHIPPED = ROOT / "data" / "taxonomy.yaml"
_MOST_ASPECTS = 200
_MOST_PATTERNS = 500
_KEYS = ("name", "weight", ANY, *STEMMERS)


class BadTaxonomy(EarshotError):
    """A taxonomy cannot be used; the sentence names the aspect and says what to write."""


@dataclass(frozen=True)
class Aspect:
    """One thing messages can be about. `patterns`: by language, `any` for all; `weight`: which of several is first."""

    aspect_id: str
    names: Mapping[str, str]
    patterns: Mapping[str, tuple[str, ...]]
    weight: float = 1.0

    def name(self, language: str) -> str:
        """What it is called in that language, or else in English, or else its id."""
        return self.names.get(language) or self.names.get("en") or self.aspect_id.replace("_", " ")


@dataclass(frozen=True)
class Taxonomy:
    """The aspects in force, in their order. Picklable; patterns are compiled once a process and digest."""

    aspects: tuple[Aspect, ...] = field(default=())

    @cached_property
    def by_id(self) -> Mapping[str, Aspect]:
        """The aspects by their ids."""
        return {aspect.aspect_id: aspect for aspect in self.aspects}

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The weight of each aspect."""
        return {aspect.aspect_id: aspect.weight for aspect in self.aspects}

    @cached_property
    def digest(self) -> str:
        """Twelve digits that differ where anything differs."""
        said = json.dumps(_written(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def written_for(self, language: str) -> dict[str, tuple[str, ...]]:
        """The patterns of each aspect that count in this language."""
        return {a.aspect_id: (*a.patterns.get(ANY, ()), *a.patterns.get(language, ())) for a in self.aspects}

    def without(self, aspect_id: str) -> "Taxonomy":
        """The taxonomy without this aspect."""
        return Taxonomy(tuple(aspect for aspect in self.aspects if aspect.aspect_id != aspect_id))

    def with_aspect(self, aspect: Aspect) -> "Taxonomy":
        """The taxonomy with this aspect in the place of the one of its id, or at the end."""
        if aspect.aspect_id not in self.by_id:
            return Taxonomy((*self.aspects, aspect))
        return Taxonomy(tuple(aspect if one.aspect_id == aspect.aspect_id else one for one in self.aspects))


@cache
def shipped_taxonomy() -> Taxonomy:
    """The taxonomy that ships."""
    return parsed_taxonomy(SHIPPED.read_text("utf-8"), SHIPPED.name)


def taxonomy_of(workspace: Workspace) -> Taxonomy:
    """The taxonomy in force in a workspace; BadTaxonomy where its file says something that cannot be."""
    file = own_file(workspace)
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return shipped_taxonomy()


@lru_cache(maxsize=16)
def _read(file: Path, changed_at: int) -> Taxonomy:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadTaxonomy(f"{file} cannot be read ({error}): correct it, or delete it for the shipped one.") from error
    return overlaid(shipped_taxonomy(), text, file.name)


def own_file(workspace: Workspace) -> Path:
    """Where a workspace says what differs from the shipped taxonomy."""
    return workspace.place("taxonomy.yaml")


def overlaid(taxonomy: Taxonomy, text: str, name: str) -> Taxonomy:
    """The taxonomy with what this YAML says over it."""
    found = _document(text, name)
    for aspect_id, said in found.items():
        if said is None:
            taxonomy = taxonomy.without(str(aspect_id))
        else:
            taxonomy = taxonomy.with_aspect(_aspect(aspect_id, said, name))
    return _checked(taxonomy, name)


def parsed_taxonomy(text: str, name: str) -> Taxonomy:
    """A whole taxonomy from its YAML; BadTaxonomy with one sentence where it cannot be used."""
    return overlaid(Taxonomy(), text, name)


def keep_own(workspace: Workspace, taxonomy: Taxonomy) -> None:
    """Write what differs from the shipped taxonomy into the workspace."""
    workspace.refuse_looking()
    _checked(taxonomy, own_file(workspace).name)
    shipped = shipped_taxonomy()
    differs: dict[str, Any] = {
        a.aspect_id: _written_aspect(a) for a in taxonomy.aspects if shipped.by_id.get(a.aspect_id) != a
    }
    differs |= {a.aspect_id: None for a in shipped.aspects if a.aspect_id not in taxonomy.by_id}
    if differs:
        write_whole(own_file(workspace), yaml.safe_dump(differs, allow_unicode=True, sort_keys=False, width=120))
    else:
        own_file(workspace).unlink(missing_ok=True)


def aspect_with(aspect: Aspect, patterns: Mapping[str, str], names: Mapping[str, str]) -> Aspect:
    """The aspect with these patterns (by language, one a line) and names; BadPattern where one cannot be read."""
    read = {language: tuple(_lines(text)) for language, text in patterns.items()}
    said = replace(aspect, names=dict(names), patterns={key: found for key, found in read.items() if found})
    for language, found in said.patterns.items():
        Patterns("" if language == ANY else language, {said.aspect_id: found})
    return said


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _document(text: str, name: str) -> dict[Any, Any]:
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadTaxonomy(f"{name} is no YAML ({_first_line(error)}): correct it there.") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise BadTaxonomy(f"{name} must hold one block an aspect, as `delivery:` with its patterns below.")
    return found


def _aspect(aspect_id: object, said: object, name: str) -> Aspect:
    if not isinstance(aspect_id, str) or not aspect_id.replace("_", "").isalnum() or aspect_id != aspect_id.lower():
        raise BadTaxonomy(f"{name}: {aspect_id!r} cannot be an aspect's id; take lower-case letters, digits and _.")
    if not isinstance(said, dict):
        raise BadTaxonomy(f"{name}: {aspect_id} must hold languages with lists of patterns, as `it: [consegna]`.")
    unknown = [key for key in said if key not in _KEYS]
    if unknown:
        raise BadTaxonomy(f"{name}: {aspect_id} says {unknown[0]!r}, which is none of {', '.join(_KEYS)}.")
    weight = said.get("weight", 1.0)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 10:
        raise BadTaxonomy(f"{name}: the weight of {aspect_id} must be a number above 0 and up to 10.")
    names = said.get("name", {})
    if isinstance(names, str):
        names = {"en": names}
    if not isinstance(names, dict) or not all(isinstance(part, str) for pair in names.items() for part in pair):
        raise BadTaxonomy(f"{name}: the name of {aspect_id} must be words by language, as `{{en: Delivery}}`.")
    patterns = {key: _patterns(said[key], f"{name}: {aspect_id} in {key}") for key in (ANY, *STEMMERS) if key in said}
    return Aspect(aspect_id, names, patterns, float(weight))


def _patterns(said: object, where: str) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(one, str) and one.strip() for one in said):
        raise BadTaxonomy(f"{where} must be a list of words and phrases; put quotes around yes, no and numbers.")
    if len(said) > _MOST_PATTERNS:
        raise BadTaxonomy(f"{where} has {len(said)} patterns; {_MOST_PATTERNS} are the most.")
    return tuple(said)


def _checked(taxonomy: Taxonomy, name: str) -> Taxonomy:
    if len(taxonomy.aspects) > _MOST_ASPECTS:
        raise BadTaxonomy(f"{name} leaves {len(taxonomy.aspects)} aspects; {_MOST_ASPECTS} are the most.")
    for aspect in taxonomy.aspects:
        for language, patterns in aspect.patterns.items():
            try:
                Patterns("" if language == ANY else language, {aspect.aspect_id: patterns})
            except BadPattern as error:
                raise BadTaxonomy(f"{name}: {aspect.aspect_id} in {language}: {error}") from error
    return taxonomy


def _written(taxonomy: Taxonomy) -> dict[str, Any]:
    return {aspect.aspect_id: _written_aspect(aspect) for aspect in taxonomy.aspects}


def _written_aspect(aspect: Aspect) -> dict[str, Any]:
    patterns = {language: list(found) for language, found in aspect.patterns.items()}
    return {"name": dict(aspect.names), "weight": aspect.weight, **patterns}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
