"""Where a text says what was searched for: the spans to mark, by the same rules by which the index finds."""

import re
import unicodedata
from functools import cache

import Stemmer

_PART = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')
_WORD = re.compile(r"[^\W_]+")


def spans(text: str, sought: str, *, exact: bool = False) -> list[tuple[int, int]]:
    """Start and end of each word of `text` that `sought` asks for, in order and without overlap."""
    wanted = _wanted(sought)
    found = []
    for word in _WORD.finditer(text):
        said = _folded(word.group())
        for asked, is_beginning, is_exact in wanted:
            if (
                said == asked
                or (is_beginning and said.startswith(asked))
                or (not exact and not is_exact and not is_beginning and _stems(said) & _stems(asked))
            ):
                found.append(word.span())
                break
    return found


def excerpt(text: str, found: list[tuple[int, int]], width: int = 280) -> tuple[str, list[tuple[int, int]]]:
    """The part of a long text around the first hit, with the spans moved along; ends that are cut show an ellipsis."""
    if len(text) <= width:
        return text, found
    start = max(0, (found[0][0] if found else 0) - width // 3)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + width)
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    moved = [(a - start + len(before), b - start + len(before)) for a, b in found if a >= start and b <= end]
    return before + text[start:end] + after, moved


def _wanted(sought: str) -> list[tuple[str, bool, bool]]:
    """The words asked for, each with whether it is a beginning and whether it must stand as written."""
    wanted = []
    for minus, phrase, word in _PART.findall(sought):
        if not minus:
            is_beginning = bool(word) and word.endswith("*")
            wanted += [(_folded(part), is_beginning, bool(phrase)) for part in _WORD.findall(phrase or word)]
    return wanted


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)


def _stems(word: str) -> set[str]:
    return {_folded(_stemmer(language).stemWord(word)) for language in ("italian", "english")}
