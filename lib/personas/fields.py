"""What people say of themselves, heard in a message: (field, value, stance), by the patterns of the workspace.

`prefers`: said in favour, in the first person; `against`: said against; `mentions`: a known name fell, no more.
Nothing is heard whose value touches a sensitive matter (`data/personas/sensitive.yaml`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from lib.personas.phrases import BadPhrase, Phrase, compiled, either, folded, normal, words_of
from lib.personas.settings import INTEREST, LANGUAGES, BadPersonas, Listening, grammar, listening
from lib.signals.patterns import ANY, Patterns
from lib.signals.tokens import tokens_of

STANCES = ("prefers", "against", "mentions")
_FREE = ("seeks", "delights", "annoys")
_SECOND_CLAUSE = re.compile(r"\s+(?:e|and|ma|but|con|with|then)\s+", re.IGNORECASE)
_TO_DO = re.compile(
    r"(?:are|ere|ire|orre|urre)$|(?:ar|er|ir)(?:mi|ti|ci|vi|lo|la|li|le|ne|gli|si)$|^(?:fare|dare|dire|stare)$"
)
_MERELY = frozenset("solo soltanto molto tanto davvero proprio just only really".split())
_WELCOME = frozenset("vedere sentire leggere avere imparare ascoltare trovare correre vedervi sentirvi".split())
_POINTS_BACK = re.compile(r"r(?:lo|la|li|le|ne|mi|ti|vi|si)$")
_WORDS = grammar()
_NEGATED = re.compile(
    rf"(?:^|[^\w'])(?:{either(_WORDS['negations'])})\s+"
    r"(?:(?:mi|ci|lo|la|ne|really|even|ever|quite|di|particularly)\s+)*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    rf"(?:^|[^\w'])(?:{either(_WORDS['others'])})\s+(?:(?:also|really|just|always)\s+)?$", re.IGNORECASE
)
_ARTICLES = re.compile(rf"^(?:(?:{either(_WORDS['articles'])})(?:\s+|(?<=')))+", re.IGNORECASE)
_EMPTY = frozenset(_WORDS["empty"])
_BEGINS_NOTHING = frozenset(_WORDS["begins_nothing"])
_MOST_WORDS = 9
_EDGES = " \t-–—*~'\"“”«»"


class Heard(NamedTuple):
    """One thing heard. `key`: under which it is counted; `value`: as it was said, or the code or name it stands for."""

    field: str
    key: str
    value: str
    stance: str


@dataclass(frozen=True)
class _Rule:
    field: str
    stance: str
    phrase: Phrase


class Fields:
    """The patterns of one workspace, compiled once."""

    def __init__(self, listened: Listening) -> None:
        self.listened = listened
        self._names: dict[str, dict[str, str]] = {}
        for field, listed in listened.values.items():
            self._names[field] = {a.strip(): entry.split("|")[0].strip() for entry in listed for a in entry.split("|")}
        self._lower = {
            field: {alias.lower(): shown for alias, shown in names.items()} for field, names in self._names.items()
        }
        self._by_word: dict[str, list[tuple[str, re.Pattern[str], str]]] = {}
        for field, names in self._names.items():
            for alias, shown in names.items():
                words = words_of(alias)
                if words:
                    self._by_word.setdefault(max(words, key=len), []).append((field, _name_pattern(alias), shown))
        self._never = {
            field: frozenset(folded(str(word)) for word in block.get("never", []))
            for field, block in listened.fields.items()
        }
        self._rules = {language: list(self._compiled(language)) for language in LANGUAGES}
        self._index = {language: _indexed(rules) for language, rules in self._rules.items()}
        self._sensitive = {language: self._patterns(listened.sensitive, language) for language in LANGUAGES}
        self._interests = {language: self._patterns(listened.interests, language) for language in LANGUAGES}

    def heard(self, text: str, language: str | None) -> list[Heard]:
        """Everything heard in a message, each (field, key) once. A language we have no patterns for is read as both."""
        read = normal(text)
        words = words_of(read)
        seen = set(words)
        named = list(self._known_names(read, words))
        languages = (language,) if language in LANGUAGES else LANGUAGES
        found: dict[tuple[str, str], Heard] = {}
        taken: list[tuple[int, int]] = []
        for code in languages:
            always, by_first = self._index[code]
            tried = set(always) if named else {n for n in always if not self._rules[code][n].phrase.needs_known}
            for word in seen & by_first.keys():
                tried.update(by_first[word])
            for number in sorted(tried):
                for heard in self._said(self._rules[code][number], read, taken):
                    found.setdefault((heard.field, heard.key), heard)
        for field, shown in named:
            found.setdefault((field, key_of(shown)), Heard(field, key_of(shown), shown, "mentions"))
        kept = [h for h in found.values() if h.field == "format" or not self.is_sensitive(h.value, language)]
        return kept + [Heard(INTEREST, code, code, "mentions") for code in self.interests_in(text, language)]

    def interests_in(self, text: str, language: str | None) -> list[str]:
        """The interests a message touches."""
        words = tokens_of(text).words
        languages = (language,) if language in LANGUAGES else LANGUAGES
        return sorted({hit.label for code in languages for hit in self._interests[code].found(words)})

    def is_sensitive(self, text: str, language: str | None = None) -> bool:
        """Whether the words touch health, politics, religion, orientation or origin, in either language."""
        words = tokens_of(text).words
        return any(patterns.found(words) for patterns in self._sensitive.values())

    def _said(self, rule: _Rule, text: str, taken: list[tuple[int, int]]) -> Iterator[Heard]:
        phrase = rule.phrase
        for match in phrase.regex.finditer(text):
            before = text[max(0, match.start() - 24) : match.start()]
            stance = rule.stance
            if _NEGATED.search(before):
                if rule.field in _FREE or rule.field in ("work", "outings"):
                    continue
                stance = "against" if stance == "prefers" else "prefers"
            if _OTHERS.search(before):
                continue
            if phrase.code:
                yield Heard(rule.field, phrase.code, phrase.code, stance)
                continue
            start, end = match.span("value")
            if any(start < other_end and end > other_start for other_start, other_end in taken):
                continue
            value = _trimmed(text[start:end])
            if rule.field in ("work", "outings"):
                value = _SECOND_CLAUSE.split(value)[0]
            name = self._shown_name(rule.field, value)
            if self._never.get(rule.field, frozenset()) & set(words_of(value)):
                continue
            if name is None and not _says_something(value, rule):
                continue
            taken.append((start, end))
            shown = name or (value if rule.field == "work" else _ARTICLES.sub("", value) or value)
            yield Heard(rule.field, key_of(shown), shown, stance)

    def _known_names(self, text: str, words: list[str]) -> Iterator[tuple[str, str]]:
        """Known names that fall in a text; of a single word only where capitals show that it is a name."""
        for word in dict.fromkeys(words):
            for field, pattern, shown in self._by_word.get(word, ()):
                found = pattern.search(text)
                if found and (" " in found[0] or not _is_within_name(text, found.start(), found.end())):
                    yield field, shown

    def _shown_name(self, field: str, value: str) -> str | None:
        names = self._lower.get(field, {})
        return names.get(value.lower()) or names.get(_ARTICLES.sub("", value).lower())

    def _compiled(self, language: str) -> Iterator[_Rule]:
        for field, block in self.listened.fields.items():
            nouns = block.get("nouns", [])
            for stance in ("against", "prefers"):
                for written in (block.get(stance) or {}).get(language) or []:
                    try:
                        phrase = compiled(str(written), list(self._names.get(field, {})), nouns)
                    except BadPhrase as error:
                        raise BadPersonas(f"fields, {field} in {language}: {error}") from error
                    yield _Rule(field, stance, phrase)

    def _patterns(self, blocks: dict[str, Any], language: str) -> Patterns:
        written = {
            code: [str(one) for one in (*(block.get(ANY) or ()), *(block.get(language) or ()))]
            for code, block in blocks.items()
        }
        return Patterns(language, written)


@cache
def fields_of(own: str = "") -> Fields:
    """The patterns under a workspace's own text, compiled once a process."""
    return Fields(listening(own))


def key_of(value: str) -> str:
    """Under what a value is counted: folded, without articles, single spaces."""
    bare = _ARTICLES.sub("", value.strip(_EDGES))
    return " ".join(words_of(bare)) or folded(value)


def _is_within_name(text: str, start: int, end: int) -> bool:
    """Whether capitals stand right before or after: then it is a word of a longer name."""
    before, after = text[:start].split()[-1:], text[end:].split()[:1]
    return any(word[:1].isupper() for word in before) or (
        text[end : end + 1] == " " and any(w[:1].isupper() for w in after)
    )


def _name_pattern(alias: str) -> re.Pattern[str]:
    if len(alias.split()) > 1:
        is_plain = len(_ARTICLES.sub("", alias).split()) < 2  # La Lettura is a magazine, la lettura is none
        return re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)", 0 if is_plain else re.IGNORECASE)
    return re.compile(rf"(?<=[^.!?…\n\s] ){re.escape(alias)}(?!\w)")


def _indexed(rules: Iterable[_Rule]) -> tuple[list[int], dict[str, list[int]]]:
    always: list[int] = []
    by_first: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        if not rule.phrase.firsts or rule.phrase.needs_known:
            always.append(number)
        for word in () if rule.phrase.needs_known else rule.phrase.firsts:
            by_first.setdefault(word, []).append(number)
    return always, by_first


def _trimmed(value: str) -> str:
    return " ".join(value.strip(_EDGES).split()[:_MOST_WORDS]).strip(_EDGES)


def _says_something(value: str, rule: _Rule) -> bool:
    words = words_of(value)
    if rule.field in _FREE and len(words) > 1 and words[0] in _MERELY:
        words = words[1:]
    if not words or words[0] in _BEGINS_NOTHING or (rule.field in _FREE and words[0] == "to"):
        return False
    phrase = rule.phrase
    if rule.field == "seeks" and len(words[0]) > 4 and _TO_DO.search(words[0]) and words[0] not in _WELCOME:
        return False
    if phrase.nouns:
        has_noun = any(word in phrase.nouns or word.rstrip("s") in phrase.nouns for word in words)
        has_noun = has_noun or any(" ".join(pair) in phrase.nouns for pair in zip(words, words[1:], strict=False))
        has_name = phrase.takes_names and any(part[:1].isupper() for part in value.split()[1:4])
        has_name = has_name and not any(_TO_DO.search(word) for word in words[1:2])
        return has_noun or has_name
    if len(words) == 1 and _POINTS_BACK.search(words[0]):
        return False
    return any(word not in _EMPTY and len(word) > 2 for word in words)
