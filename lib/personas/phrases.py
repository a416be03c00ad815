"""Sentences people say of themselves, as patterns: compiled once, tried only where their first word stands.

`data/personas/fields.yaml` says how a pattern is written.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.errors import EarshotError
from lib.personas.settings import grammar


def either(words: Iterable[str]) -> str:
    """A piece of a pattern that any of these words fits, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_WORD = r"[^\n.,;:!?…()\"«»“”\u2600-\u27bf\U0001f000-\U0001faff]"
_ENDS = r"\s*[\n.,;:!?…()\"«»“”\u2600-\u27bf\U0001f000-\U0001faff]"
_THING = rf"{_WORD}{{2,90}}?(?=\s+(?:{either(grammar()['stops'])})(?!\w)|{_ENDS}|\s*$)"
_NAME = r"(?-i:[A-ZÀ-Þ0-9][\w'&+-]*)"
_SMALL = r"(?:of|the|and|di|del|della|dei|delle|il|la|lo|le|gli|e|a|al|de|in|to|for|on|with|un|una|d'|dell')"
_TITLE = rf"(?:[\"“«][^\"”»\n]{{2,60}}[\"”»]|(?:(?:il|la|lo|the|le|i)\s+)?{_NAME}(?:\s+(?:{_SMALL}\s*)*{_NAME}){{0,6}})"
_PLACEHOLDER = re.compile(r"\{(known|title|thing|place|role)\}")
_BARE_ACCENT = re.compile(r"\b(\w*[aeiou])'(?=[\s.,;:!?)]|$)")
_ACCENTED = str.maketrans({"a": "à", "e": "è", "i": "ì", "o": "ò", "u": "ù"})
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_RUN_AT_END = re.compile(r"([^\W\d_])\1{2,}(?!\w)")
_OUTSIDE = re.compile(r"https?://\S+|www\.\S+|[@#][\w.]+")
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_FIRST = re.compile(r"[\w']+")
_BOTH = {"à": "[àa]", "è": "[èeé]", "é": "[éeè]", "ì": "[ìi]", "ò": "[òo]", "ù": "[ùu]"}
_LONGEST = 4_000


class BadPhrase(EarshotError):
    """A pattern cannot be understood; the sentence says which."""


@dataclass(frozen=True)
class Phrase:
    """One pattern. `code`: the value it stands for, "" where the words are the value; `firsts`: its possible first
    words, folded (empty: always tried); `nouns`: one of them (or a name, where `takes_names`) must be in the value."""

    regex: re.Pattern[str]
    code: str
    firsts: frozenset[str]
    needs_known: bool
    nouns: frozenset[str]
    takes_names: bool
    written: str


def compiled(written: str, known: Sequence[str], nouns: Iterable[str]) -> Phrase:
    """A pattern as it is written, compiled; BadPhrase where it cannot be read."""
    said, _, code = written.partition(" = ")
    uses = set(_PLACEHOLDER.findall(said))
    if not code and not uses and "<" not in said:
        raise BadPhrase(f"{written!r} names no value: put {{thing}}, {{known}}, <…> or `= code` into it.")
    inner = "<" in said
    values = {
        "known": _known(known),
        "title": f"{_known(known)}|{_TITLE}",
        "thing": _THING,
        "place": _THING,
        "role": _THING,
    }

    def value(found: re.Match[str]) -> str:
        body = values[found[1]]
        return f"(?:{body})" if inner else f"(?P<value>{body})"

    parts = _PLACEHOLDER.split(said)
    made = "".join(
        _plain(part) if place % 2 == 0 else value(re.match(_PLACEHOLDER, f"{{{part}}}"))  # type: ignore[arg-type]
        for place, part in enumerate(parts)
    )
    try:
        regex = re.compile(rf"(?<![\w'])(?:{made})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise BadPhrase(f"{written!r} is no pattern ({error}): close its brackets.") from error
    takes = "place" in uses
    chosen = frozenset(folded(noun) for noun in nouns) if takes or "role" in uses else frozenset()
    needs_known = said.lstrip("<").startswith("{known}")
    return Phrase(regex, code.strip(), _firsts(said), needs_known, chosen, takes, written)


def normal(text: str) -> str:
    """A message as patterns read it: composed, plain apostrophes, e' as è, adorooo as adoro, no links and handles."""
    read = unicodedata.normalize("NFC", text[:_LONGEST]).replace("\u2019", "'").replace("\u2018", "'")
    if "@" in read or "://" in read or "#" in read or "www." in read:
        read = _OUTSIDE.sub(" ", read)
    if _RUN.search(read):
        read = _RUN.sub(r"\1\1", _RUN_AT_END.sub(r"\1", read))
    if "'" in read:
        read = _BARE_ACCENT.sub(lambda found: found[1][:-1] + found[1][-1].translate(_ACCENTED), read)
    return read


def words_of(text: str) -> list[str]:
    """The words of a normal text, folded."""
    return [folded(word) for word in _WORDS.findall(text)]


def folded(word: str) -> str:
    """Lower case, without accents."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return "".join(letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter))


def _known(names: Sequence[str]) -> str:
    """One of these names: of a single word only as it is written, since so many of them are words as well."""
    several = sorted((n for n in names if " " in n), key=len, reverse=True)
    single = sorted((n for n in names if " " not in n), key=len, reverse=True)
    said = [re.escape(name).replace(r"\ ", r"\s+") for name in several]
    if single:
        said.append(f"(?-i:{'|'.join(re.escape(name) for name in single)})")
    return "|".join(said) if said else r"(?!)"


def _plain(part: str) -> str:
    made = part.replace(" ?", "\0").replace("'", "['’]")
    made = re.sub(r"\((?!\?)", "(?:", made)
    made = made.replace(">", ")").replace("<", "(?P<value>")
    made = "".join(_BOTH.get(letter, letter) for letter in made)
    return re.sub(r" +", r"\\s+", made).replace("\0", r"(?:\s+|\b)")


def _firsts(said: str) -> frozenset[str]:
    """The words one of which a text must hold for this pattern to fit; empty where it cannot be told."""
    rest = said.lstrip("<")
    found: set[str] = set()
    while True:
        if rest.startswith("("):
            end = _matching(rest)
            for alternative in rest[1:end].split("|"):
                word = _FIRST.match(alternative.lstrip("("))
                if not word:
                    return frozenset()
                found.add(folded(word[0]))
            if rest[end + 1 : end + 2] not in ("?", "*"):
                return frozenset(found)
            rest = rest[end + 2 :].lstrip("< ")
            continue
        word = _FIRST.match(rest)
        if not word:
            return frozenset()
        found.add(folded(word[0]))
        return frozenset(found)


def _matching(text: str) -> int:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place
    raise BadPhrase(f"{text!r} is no pattern: a bracket is not closed.")
