"""A small grammar: named rules of alternatives, from which sentences are drawn.

In an alternative `{name}` stands for a bound value or else for the rule of that name, and `[this|that|]` for one of
the pieces inside; brackets may hold braces and brackets. The alternatives lie in `words/<language>/*.yaml`, one line
each, so that whoever writes Italian need not read Python.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

Piece = str | tuple[str] | list["Sequence"]
"""Text as it is, (the name of a rule,), or a choice of sequences."""
Sequence = tuple[Piece, ...]

_FOLDER = Path(__file__).parent / "words"
_TOKEN = re.compile(r"[{}\[\]|]|[^{}\[\]|]+")
_SPACES = re.compile(r"[ \t]+")
_BEFORE_MARK = re.compile(r" +([,.;:!?…)])")
_DOUBLED = re.compile(r"([!?…])[.,:]+(?=\s|$)|[,:]+(\.)|(\.)\.(?!\.)(?<!\.\.\.)|([,:])[,:]+")
_EUPHONY = re.compile(r"\ba (?=[aA])")
_SENTENCE = re.compile(r"(^|(?<!\.)[.!?…]\s+)([a-zàèéìòù])")


@dataclass(frozen=True)
class Grammar:
    """The rules of one language."""

    rules: Mapping[str, tuple[Sequence, ...]]
    language: str = "en"

    def say(self, rule: str, chance: random.Random, bound: Mapping[str, str]) -> str:
        """A sentence drawn from this rule, tidied: single spaces, capitals where sentences begin."""
        drawn = self.draw(rule, chance, bound)
        return tidied(_EUPHONY.sub("ad ", drawn) if self.language == "it" else drawn)

    def draw(self, rule: str, chance: random.Random, bound: Mapping[str, str]) -> str:
        """A piece drawn from this rule, as it is. KeyError where neither a rule nor a value has a name used in it."""
        return _drawn(self.rules, chance.choice(self.rules[rule]), chance, bound)

    def names_used(self) -> set[str]:
        """Every name that stands in braces somewhere."""
        return {name for found in self.rules.values() for sequence in found for name in _names(sequence)}


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of "it" or "en"; no rule may stand in two files."""
    rules: dict[str, tuple[Sequence, ...]] = {}
    for path in sorted((_FOLDER / language).glob("*.yaml")):
        found: dict[str, str] = yaml.safe_load(path.read_text("utf-8"))
        for name, lines in found.items():
            if name in rules:
                raise ValueError(f"{path.name} defines {name} again")
            rules[name] = tuple(parsed(line) for line in lines.splitlines() if line)
    return Grammar(rules, language)


def parsed(line: str) -> Sequence:
    """One alternative as a sequence of pieces; ValueError where its brackets do not close."""
    tokens = _TOKEN.findall(line)
    sequence, rest = _sequence(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"Brackets do not match in: {line}")
    return sequence


def tidied(text: str) -> str:
    """The text with single spaces, none before a mark, and sentences that begin with a capital."""
    text = _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text)).strip()
    text = _DOUBLED.sub(r"\1\2\3\4", text)
    return _SENTENCE.sub(lambda found: found[1] + found[2].upper(), text)


def _sequence(tokens: list[str], place: int) -> tuple[Sequence, int]:
    pieces: list[Piece] = []
    while place < len(tokens) and tokens[place] not in "|]":
        token = tokens[place]
        if token == "{":
            pieces.append((tokens[place + 1],))
            place += 3
        elif token == "[":
            choice, place = _choice(tokens, place + 1)
            pieces.append(choice)
        else:
            pieces.append(token)
            place += 1
    return tuple(pieces), place


def _choice(tokens: list[str], place: int) -> tuple[list[Sequence], int]:
    found: list[Sequence] = []
    while True:
        sequence, place = _sequence(tokens, place)
        found.append(sequence)
        if place >= len(tokens):
            raise ValueError("A bracket is not closed")
        place += 1
        if tokens[place - 1] == "]":
            return found, place


def _drawn(
    rules: Mapping[str, tuple[Sequence, ...]], sequence: Sequence, chance: random.Random, bound: Mapping[str, str]
) -> str:
    said: list[str] = []
    for piece in sequence:
        if isinstance(piece, str):
            said.append(piece)
        elif isinstance(piece, list):
            said.append(_drawn(rules, chance.choice(piece), chance, bound))
        elif piece[0] in bound:
            said.append(bound[piece[0]])
        else:
            said.append(_drawn(rules, chance.choice(rules[piece[0]]), chance, bound))
    return "".join(said)


def _names(sequence: Sequence) -> set[str]:
    found: set[str] = set()
    for piece in sequence:
        if isinstance(piece, tuple):
            found.add(piece[0])
        elif isinstance(piece, list):
            found |= {name for inner in piece for name in _names(inner)}
    return found
