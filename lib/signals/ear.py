"""The ear: a batch of (text, platform language, channel) in, the columns of schema SIGNALS out, row for row."""

from dataclasses import dataclass

import pyarrow as pa
from textblob import TextBlob

from lib.schema import SIGNALS
from lib.signals.language import LANGUAGES, language_of, platform_language
from lib.signals.tokens import tokens_of

_GOOD = frozenset("bello bella bellissimo bravo brava bravissimi grazie ottimo ottima fantastico amo adoro top".split())
_BAD = frozenset("brutto schifo vergogna pessimo pessima delusione deluso delusa rimborso peggio orribile mai".split())


@dataclass(frozen=True)
class Ear:
    """Hears messages; pure, deterministic and picklable. `languages`: those of the community, likelier than others."""

    languages: tuple[str, ...] = LANGUAGES

    @property
    def version(self) -> str:
        """What stands in `signals_version`; it changes with everything that can change a label."""
        return "0-" + "+".join(self.languages)

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
        polarity = self._polarity(" ".join(tokens.words), tokens.words, language)
        sentiment = "positive" if polarity > 0.1 else "negative" if polarity < -0.1 else "neutral"
        return row | {
            "polarity": polarity,
            "sentiment": sentiment,
            "confidence": 0.5 + abs(polarity) / 2,
            "is_uncertain": abs(polarity) < 0.2,
            "intent": ["question"] if tokens.questions else ["other"],
            "is_critique": sentiment == "negative",
            "aspects": [],
            "heat": 0.0,
            "warmth": 0.0,
        }

    @staticmethod
    def _polarity(text: str, words: list[str], language: str) -> float:
        if language == "en":
            return float(TextBlob(text).sentiment.polarity)
        good, bad = sum(word in _GOOD for word in words), sum(word in _BAD for word in words)
        return (good - bad) / (good + bad or 1)
