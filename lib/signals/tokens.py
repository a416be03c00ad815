"""A message cut up once, for all signals: its words, clauses, emoji and marks.

Everything that listens (language, sentiment, heat, rules) reads a `Tokens`, never the text again.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

LONGEST = 20_000
"""Characters of a message that are read; what comes after them changes no label."""

_INVISIBLE = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
    + [*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0000, 0xE0080)]
)
_ONE_FORM: dict[int, str | None] = {**_INVISIBLE, 0x2019: "'", 0x2018: "'", 0x02BC: "'", 0xB4: "'", 0x60: "'"}
_LINKS = re.compile(r"(?:https?://|www\.|t\.co/|pic\.twitter\.com/)\S*|[\w.+-]*@[\w.-]+")
_RUN_AT_END = re.compile(r"([^\W\d_])\1{2,}(?![^\W_])")
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_PIECES = re.compile(
    r"[:;=8x]['o^-]?[)(\]\[dpso/\\|*3]+(?![^\W_])|<+/?3+|\^[_.]?\^"
    r"|[^\W_]+(?:\*+[^\W_]*|'(?:t|s|re|ve|ll|d|m)(?![^\W_]))?"
    r"|[!?.,;:…()\[\]{}\n\"«»“”„|–—]"
    r"|[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_EMOTICON_STARTS = frozenset(":;=8x<^")


@dataclass(slots=True)
class Tokens:
    """One message, cut up.

    `words`: lower case, composed (NFC), without invisible marks, handles and links; a letter said three times or
    more in a row stands twice, at a word's end once ("belllissimo", "ciaooo" → "bellissimo", "ciao"); a hashtag is
    its word. `clauses`: where each clause begins in `words`, rising, the first 0; cut at punctuation.
    `emoji`: emoji and emoticons in their order, without skin tones. `elongated`: drawn-out words.
    """

    raw: str
    words: list[str]
    clauses: list[int]
    emoji: list[str]
    exclamations: int
    questions: int
    elongated: int


def tokens_of(text: str) -> Tokens:
    """The message cut up; any text at all will do, and no more than LONGEST characters of it are read."""
    read = text[:LONGEST]
    if not read.isascii():
        read = unicodedata.normalize("NFC", read.translate(_ONE_FORM))
    if "&" in read:
        read = html.unescape(read)
    read = read.lower()
    if "@" in read or "/" in read or "www." in read:
        read = _LINKS.sub(" ", read)
    elongated = 0
    if _RUN.search(read):
        read, at_end = _RUN_AT_END.subn(r"\1", read)
        read, within = _RUN.subn(r"\1\1", read)
        elongated = at_end + within
    words: list[str] = []
    clauses = [0]
    emoji: list[str] = []
    exclamations = questions = 0
    for piece in _PIECES.findall(read):
        if piece.isalnum():
            words.append(piece)
        elif len(piece) == 1:
            if piece > "\u2027":
                emoji.append(piece)
                continue
            if piece == "!":
                exclamations += 1
            elif piece == "?":
                questions += 1
            if clauses[-1] != len(words):
                clauses.append(len(words))
        elif piece[0] in _EMOTICON_STARTS and "'" not in piece[1:-1]:
            emoji.append(piece)
        elif piece[0] in _EMOTICON_STARTS and not piece[0].isalnum():
            emoji.append(piece)
        else:
            words.append(piece)
    if len(clauses) > 1 and clauses[-1] == len(words):
        clauses.pop()
    return Tokens(text, words, clauses, emoji, exclamations, questions, elongated)
