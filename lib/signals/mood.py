"""The mood of messages in numbers: one row of features per message, the same features in every language.

Words carry the valences of each lexicon. A negation turns the next three words of its clause, an intensifier
strengthens the next, a phrase counts as one word, a name ("la buona scuola") as none; thanks for an answer asked for
are manners.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lib.signals.lexicons import CUES, SOURCES, Lexicon, emoji_valences, lexicon
from lib.signals.tokens import Tokens
from lib.signals.wordtable import CUE, KNOWN, NEGATES, STRENGTH, THANKS, TURNS, VALENCES, WordTable, word_number

Numbers = NDArray[np.float64]

_AFTER = ("de", "fr")
"""Languages whose negation also follows what it denies ("gefällt mir nicht", "j'aime pas")."""

_MOST_EMOJI = 5
_MANNERS = 0.25
"""What is left of the mood of thanks that come with a question: they are manners."""
_CUE_MOOD = np.array([-2.0, 1.5, -1.5, -1.0])
"""The valence that a complaint, a praise, an irony mark and an insult add; round numbers set by hand."""

FEATURES = (
    *(f"{source}_{part}" for source in SOURCES for part in ("positive", "negative", "mean")),
    *("mean", "positive", "negative", "found", "highest", "lowest", "last", "first", "sum", "after_turn"),
    *("emoji_positive", "emoji_negative", "emoji_mean", "emoji", "emoji_last"),
    *("exclamations", "questions", "negations", "elongated"),
    *CUES,
)


@dataclass(frozen=True)
class Laid:
    """A batch laid out flat. `words` in a row; `message`: whose each word is; `starts`: each message's first word.

    `rows`: the words' rows; `valences` (words × sources), `known`, `cues` after phrases, negation and strength.
    """

    words: list[str]
    message: NDArray[np.int64]
    starts: NDArray[np.int64]
    rows: NDArray[np.float32]
    hashes: NDArray[np.int64]
    valences: Numbers
    known: NDArray[np.bool_]
    cues: Numbers
    negated: NDArray[np.bool_]
    clause: NDArray[np.int64]


def laid(batch: Sequence[Tokens], lex: Lexicon, table: WordTable) -> Laid:
    """The messages of one language laid out flat, their words weighed."""
    words = [word for tokens in batch for word in tokens.words]
    lengths = np.array([len(tokens.words) for tokens in batch], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    rows, hashes = table.rows(words)
    heads = np.zeros(len(words) + 1, dtype=np.bool_)
    heads[
        [start + clause for start, tokens in zip(starts.tolist(), batch, strict=False) for clause in tokens.clauses]
    ] = True
    heads[starts] = True
    clause = np.cumsum(heads[:-1] | (rows[:, TURNS] > 0)).astype(np.int64)
    valences, known = rows[:, VALENCES].astype(np.float64), rows[:, KNOWN] > 0
    cues, negates, strength = rows[:, CUE].astype(np.float64), rows[:, NEGATES] > 0, rows[:, STRENGTH]
    message = np.repeat(np.arange(len(batch)), lengths)
    whole = _phrases(words, hashes, starts[1:][message], lex, valences, known, cues, negates)
    negated = _reach(negates, clause, 3) & ~whole
    if lex.language in _AFTER:
        negated |= _reach(negates[::-1], clause[::-1], 2)[::-1] & ~whole & ~negates
    before = np.concatenate([[1.0], strength[:-1]]) if words else strength
    stronger = np.where(whole, 1.0, before)
    valences *= (stronger * np.where(negated, -0.7, 1.0))[:, None]
    asks = np.array([tokens.questions > 0 for tokens in batch], dtype=np.bool_)
    manners = (rows[:, THANKS] > 0) & (valences.max(axis=1, initial=0) > 0) & asks[message]
    valences[manners] *= _MANNERS
    cues[manners] = 0.0
    cue_mood = cues @ _CUE_MOOD
    valences += cue_mood[:, None]
    known |= (cue_mood != 0)[:, None]
    return Laid(words, message, starts, rows, hashes, valences, known, cues, negated | negates, clause)


def pair_numbers(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each pair of neighbouring words, out of the numbers of the words."""
    return np.asarray(first * 1_000_003 ^ second, dtype=np.int64)


@functools.cache
def _openings(language: str) -> NDArray[np.int64]:
    """The pairs of words with which the phrases of a language begin, rising."""
    pairs = {phrase.words[:2] for found in lexicon(language).phrases.values() for phrase in found}
    first, second = (np.array([word_number(pair[at]) for pair in sorted(pairs)], dtype=np.int64) for at in (0, 1))
    return np.sort(pair_numbers(first, second))


def _phrases(
    words: list[str],
    hashes: NDArray[np.int64],
    ends: NDArray[np.int64],
    lex: Lexicon,
    valences: Numbers,
    known: NDArray[np.bool_],
    cues: Numbers,
    negates: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Weigh the phrases in place; return which words are part of one that counts whole, and so is not turned."""
    whole = np.zeros(len(words), dtype=np.bool_)
    openings, pairs = _openings(lex.language), pair_numbers(hashes[:-1], hashes[1:])
    nearest = openings[np.searchsorted(openings, pairs).clip(max=len(openings) - 1)]
    for at in np.flatnonzero(nearest == pairs).tolist():
        for phrase in lex.phrases.get(words[at], ()):
            end = at + len(phrase.words)
            if end > ends[at] or tuple(words[at:end]) != phrase.words:
                continue
            if phrase.group in CUES:
                cues[at, CUES.index(phrase.group)] += 1
            elif phrase.group == "negations":
                negates[end - 1] = True
            elif (phrase.valence is not None or phrase.group == "names") and not whole[at:end].any():
                whole[at:end] = True
                negates[at:end] = False
                valences[at:end] = 0.0
                known[at:end] = False
                if phrase.valence is not None:
                    valences[at] = phrase.valence
                    known[at] = True
    return whole


def _reach(negates: NDArray[np.bool_], clause: NDArray[np.int64], words: int) -> NDArray[np.bool_]:
    """Which words stand within so many words after a negation, in its clause."""
    reached = np.zeros(len(negates), dtype=np.bool_)
    for step in range(1, words + 1):
        if step < len(negates):
            reached[step:] |= negates[:-step] & (clause[step:] == clause[:-step])
    return reached


def features(batch: Sequence[Tokens], flat: Laid) -> Numbers:
    """One row of FEATURES per message."""
    count = len(batch)
    message = flat.message
    value, known = flat.valences, flat.known

    def total(numbers: Numbers) -> Numbers:
        return np.asarray(np.bincount(message, weights=numbers, minlength=count), dtype=np.float64)

    signs = emoji_moods(batch)
    columns: list[Numbers] = []
    for source in range(len(SOURCES)):
        up = total(value[:, source].clip(min=0)) + signs.up
        down = signs.down - total(value[:, source].clip(max=0))
        count_found = total((value[:, source] != 0) * 1.0) + signs.found
        columns += [np.log1p(up), np.log1p(down), (up - down) / np.maximum(count_found, 1)]
    any_known = known.any(axis=1)
    agreed = np.where(any_known, (value * known).sum(axis=1) / np.maximum(known.sum(axis=1), 1), 0.0)
    found = total((agreed != 0) * 1.0) + signs.found
    up, down = total(agreed.clip(min=0)) + signs.up, signs.down - total(agreed.clip(max=0))
    columns += [(up - down) / np.maximum(found, 1), np.log1p(up), np.log1p(down), (found == 0) * 1.0]
    highest, lowest = signs.last.clip(min=0), signs.last.clip(max=0)
    np.maximum.at(highest, message, agreed)
    np.minimum.at(lowest, message, agreed)
    columns += [highest, lowest, *_by_clause(flat, agreed, count), np.tanh((up - down) / 4)]
    columns.append(np.tanh(total(agreed * _after_turn(flat)) / 3))
    columns += [np.log1p(signs.up), np.log1p(signs.down), signs.mean, signs.any, signs.last]
    columns += [
        np.log1p(np.array([tokens.exclamations for tokens in batch], dtype=np.float64)),
        np.log1p(np.array([tokens.questions for tokens in batch], dtype=np.float64)),
        np.log1p(total(flat.rows[:, NEGATES].astype(np.float64))),
        np.log1p(np.array([tokens.elongated for tokens in batch], dtype=np.float64)),
    ]
    columns += [np.log1p(total(flat.cues[:, cue])) for cue in range(len(CUES))]
    return np.column_stack(columns)


def _by_clause(flat: Laid, agreed: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """tanh of the sums of the last and of the first clause that carry a mood at all."""
    last, first = np.zeros(count), np.zeros(count)
    if not len(agreed):
        return last, first
    sums = np.bincount(flat.clause, weights=agreed)
    ends = np.flatnonzero(np.diff(flat.clause, append=flat.clause[-1] + 1))
    ends = ends[sums[flat.clause[ends]] != 0]
    last[flat.message[ends]] = sums[flat.clause[ends]]
    first[flat.message[ends[::-1]]] = sums[flat.clause[ends[::-1]]]
    return np.tanh(last / 3), np.tanh(first / 3)


def _after_turn(flat: Laid) -> Numbers:
    """1 for the words after the last "but" of their message, 0 for all others."""
    turns = np.cumsum(flat.rows[:, TURNS] > 0)
    before = np.concatenate([[0], turns])[flat.starts]
    own = turns - before[flat.message] if len(turns) else turns
    most = before[1:] - before[:-1]
    return np.asarray((own == most[flat.message]) & (own > 0), dtype=np.float64)


class EmojiMoods(NamedTuple):
    """What emoji say, a number a message: sums of valences, how many have one, their mean, the last one's."""

    up: Numbers
    down: Numbers
    found: Numbers
    mean: Numbers
    any: Numbers
    last: Numbers


def emoji_moods(batch: Sequence[Tokens]) -> EmojiMoods:
    """The moods of the emoji of each message; the first ones are enough."""
    valences = emoji_valences()
    up, down, count, any_, last = (np.zeros(len(batch)) for _ in range(5))
    for at, tokens in enumerate(batch):
        if tokens.emoji:
            any_[at] = 1.0
            found = [valences[sign] for sign in tokens.emoji[:_MOST_EMOJI] if sign in valences]
            if found:
                up[at] = sum(value for value in found if value > 0)
                down[at] = -sum(value for value in found if value < 0)
                count[at], last[at] = len(found), found[-1]
    return EmojiMoods(up, down, count, (up - down) / np.maximum(count, 1), any_, last)
