"""The ear behind TextBlob's face, for single texts.

TextBlob("Spedizione lentissima", analyzer=CommunityAnalyzer()).sentiment
"""

from typing import NamedTuple

from textblob.base import CONTINUOUS, BaseSentimentAnalyzer

from lib.signals.ear import Ear


class Sentiment(NamedTuple):
    """`polarity`: -1 to 1, the same as a batch gives; `label`: the likeliest sentiment; None: not analysed."""

    polarity: float | None
    label: str | None
    confidence: float | None
    is_uncertain: bool | None


class CommunityAnalyzer(BaseSentimentAnalyzer):  # type: ignore[misc]
    """An analyzer for TextBlob's `analyzer=`. `language`: where it is known, as a platform would name it."""

    kind = CONTINUOUS
    RETURN_TYPE = Sentiment

    def __init__(self, ear: Ear | None = None, language: str | None = None) -> None:
        super().__init__()
        self._ear = ear or Ear()
        self._language = language

    def analyze(self, text: str, keep_assessments: bool = False) -> Sentiment:
        """The sentiment of one text."""
        heard = self._ear.heard([str(text)], self._language)[0]
        return Sentiment(heard["polarity"], heard["sentiment"], heard["confidence"], heard["is_uncertain"])
