"""The ear: a batch of (text, platform language, channel) in, the columns of schema SIGNALS out, row for row."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from textblob import TextBlob

from lib.schema import SENTIMENTS, SIGNALS
from lib.signals.language import LANGUAGES, language_of, platform_language
from lib.signals.local import LocalLayer
from lib.signals.rules import heard_rules
from lib.signals.taxonomy import Taxonomy, shipped_taxonomy
from lib.signals.tokens import tokens_of

_GOOD = frozenset("bello bella bellissimo bravo brava bravissimi grazie ottimo ottima fantastico amo adoro top".split())
_BAD = frozenset("brutto schifo vergogna pessimo pessima delusione deluso delusa rimborso peggio orribile mai".split())


@dataclass(frozen=True)
class Ear:
    """Hears messages; pure, deterministic and picklable.

    `languages`: those of the community, likelier than others. `taxonomy`: the aspects.
    `local`: what corrections taught.
    """

    languages: tuple[str, ...] = LANGUAGES
    taxonomy: Taxonomy = field(default_factory=shipped_taxonomy)
    local: LocalLayer | None = None

    @property
    def version(self) -> str:
        """What stands in `signals_version`; it changes with everything that can change a label."""
        said = ("+".join(self.languages), self.taxonomy.digest, self.local.digest if self.local else "")
        return "0-" + hashlib.sha256("|".join(said).encode()).hexdigest()[:12]

    def __call__(self, messages: pa.Table | pa.RecordBatch) -> pa.Table:
        """The signals of `messages` (columns text, language, channel) as schema SIGNALS, in their order."""
        texts, named = messages.column("text").to_pylist(), messages.column("language").to_pylist()
        return pa.Table.from_pylist([self._heard(*row) for row in zip(texts, named, strict=True)], schema=SIGNALS)

    def _heard(self, text: str | None, named: str | None) -> dict[str, object]:
        tokens = tokens_of(text or "")
        language = platform_language(named) or language_of(tokens, self.languages)
        row: dict[str, object] = {"language": language, "intent": None, "signals_version": self.version}
        if language not in LANGUAGES:
            return row
        mood = self._polarity(" ".join(tokens.words), tokens.words, language)
        first = np.array([[max(-mood, 0.05), 0.4, max(mood, 0.05)]])
        probabilities = first / first.sum()
        if self.local:
            probabilities = self.local.mixed([tokens], probabilities)
        negative, neutral, positive = (float(share) for share in probabilities[0])
        rules = heard_rules(tokens, language, (negative, neutral, positive), self.taxonomy)
        best = int(probabilities[0].argmax())
        return row | {
            "polarity": positive - negative,
            "sentiment": SENTIMENTS[best],
            "confidence": float(probabilities[0][best]),
            "is_uncertain": float(probabilities[0][best]) < 0.5,
            "intent": rules.intents if rules else None,
            "is_critique": rules.is_critique if rules else None,
            "aspects": rules.aspects if rules else None,
            "heat": 0.0,
            "formality": rules.formality if rules else None,
            "warmth": rules.warmth if rules else None,
        }

    @staticmethod
    def _polarity(text: str, words: list[str], language: str) -> float:
        if language == "en":
            return float(TextBlob(text).sentiment.polarity)
        good, bad = sum(word in _GOOD for word in words), sum(word in _BAD for word in words)
        return (good - bad) / (good + bad or 1)
