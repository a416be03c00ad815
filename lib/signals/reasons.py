"""The words behind sentiment and heat: those without which the model would say it less surely.

Each word or emoji that a lexicon knows is left out in turn, and the message heard again.
"""

from dataclasses import dataclass, replace

import numpy as np

from lib.schema import SENTIMENTS
from lib.signals.lexicons import emoji_valences, lexicon
from lib.signals.mood import laid
from lib.signals.sentiment import listener
from lib.signals.tokens import Tokens
from lib.signals.wordtable import plain_table

_MOST_TRIED, _MOST_SAID = 30, 6
_LEAST_SURE, _LEAST_HEAT = 0.08, 0.04
"""How far the probability (in logarithms) and the heat must fall without a word for it to be named."""
_NOTHING = "·"


@dataclass(frozen=True)
class Reasons:
    """Words and emoji in the order of the message, each once."""

    sentiment: tuple[str, ...] = ()
    heat: tuple[str, ...] = ()


def reasons(tokens: Tokens, language: str, sentiment: str | None = None) -> Reasons:
    """What made the sentiment (the one given, else the likeliest) and the heat of a message."""
    flat = laid([tokens], lexicon(language), plain_table(language))
    telling = flat.known.any(axis=1) | (flat.cues != 0).any(axis=1) | flat.negated
    places = np.flatnonzero(telling).tolist()[:_MOST_TRIED]
    signs = [at for at, sign in enumerate(tokens.emoji) if sign in emoji_valences()][:_MOST_TRIED]
    said = [*(tokens.words[place] for place in places), *(tokens.emoji[at] for at in signs)]
    if not said:
        return Reasons()
    without = [replace(tokens, words=_left_out(tokens.words, place)) for place in places]
    without += [replace(tokens, emoji=[sign for at, sign in enumerate(tokens.emoji) if at != one]) for one in signs]
    moods = listener(language).hear([tokens, *without])
    label = SENTIMENTS.index(sentiment) if sentiment in SENTIMENTS else int(moods.probabilities[0].argmax())
    surer = moods.log_probabilities[0, label] - moods.log_probabilities[1:, label]
    hotter = moods.heat[0] - moods.heat[1:]
    return Reasons(_named(said, surer.tolist(), _LEAST_SURE), _named(said, hotter.tolist(), _LEAST_HEAT))


def _left_out(words: list[str], place: int) -> list[str]:
    return [*words[:place], _NOTHING, *words[place + 1 :]]


def _named(said: list[str], weights: list[float], least: float) -> tuple[str, ...]:
    weighty = sorted((at for at, weight in enumerate(weights) if weight >= least), key=lambda at: -weights[at])
    return tuple(dict.fromkeys(said[at] for at in sorted(weighty[:_MOST_SAID])))
