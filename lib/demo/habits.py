"""How each person writes: in small letters or with many marks, with slips of the finger, emoji or stretched words."""

import random
import re
from dataclasses import dataclass

_CROSS = ("😡", "🙄", "😞", "😤", "🤦", "👎")
_SHORT = (
    (re.compile(r"\bnon\b"), "nn"),
    (re.compile(r"\bperché\b"), "xké"),
    (re.compile(r"\bcomunque\b"), "cmq"),
    (re.compile(r"\bthough\b"), "tho"),
    (re.compile(r"\bplease\b"), "pls"),
    (re.compile(r"\byou\b"), "u"),
)
_ACCENTS = str.maketrans({"à": "a'", "è": "e'", "é": "e'", "ì": "i'", "ò": "o'", "ù": "u'"})
_STRETCHED = re.compile(r"\b(bell\w*|adoro|grazie|splendid\w*|love|lovely|wow|no|tant\w+|davvero)\b", re.IGNORECASE)
_WORD = re.compile(r"\b[a-zàèéìòù]{5,}\b")


@dataclass(frozen=True)
class Habits:
    """Chances from 0 to 1 that a message of this person shows each habit."""

    small_letters: float
    no_accents: float
    slips: float
    shortens: float
    stretches: float
    exclaims: float
    emoji: tuple[str, ...]
    emoji_share: float

    def worn(self, text: str, chance: random.Random, is_cross: bool = False) -> str:
        """The text as this person types it; whoever is cross uses other emoji."""
        if chance.random() < self.small_letters:
            text = text[:1].lower() + text[1:].rstrip(".")
        if chance.random() < self.no_accents:
            text = text.translate(_ACCENTS)
        if chance.random() < self.shortens:
            for long, short in _SHORT:
                text = long.sub(short, text)
        if chance.random() < self.stretches:
            text = _STRETCHED.sub(lambda found: found[0] + found[0][-1] * chance.randrange(2, 6), text, count=1)
        if chance.random() < self.slips:
            text = _slipped(text, chance)
        if chance.random() < self.exclaims:
            text = text.rstrip(".") + "!" * chance.randrange(1, 4)
        if chance.random() < self.emoji_share:
            emoji = chance.choice(_CROSS if is_cross else self.emoji)
            text = f"{text} {emoji * chance.choice((1, 1, 1, 2, 3))}"
        return text


def habits_of(chance: random.Random, emoji: tuple[str, ...]) -> Habits:
    """A person's habits: most people have one or two, and keep them."""

    def habit(share_of_people: float, strength: float) -> float:
        return strength if chance.random() < share_of_people else 0.0

    return Habits(
        small_letters=habit(0.35, 0.8),
        no_accents=habit(0.12, 0.9),
        slips=habit(0.4, 0.25),
        shortens=habit(0.12, 0.7),
        stretches=habit(0.3, 0.4),
        exclaims=habit(0.3, 0.5),
        emoji=emoji,
        emoji_share=habit(0.6, 0.45),
    )


def _slipped(text: str, chance: random.Random) -> str:
    """One word with two letters swapped, one doubled or one lost."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    found = chance.choice(words)
    word, place = found[0], chance.randrange(1, len(found[0]) - 2)
    made = chance.choice(
        (
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1 :],
        )
    )
    return text[: found.start()] + made + text[found.end() :]
