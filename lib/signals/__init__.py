"""What a message says: text → language, sentiment, intent, aspects, heat, tone. Batches in, batches out."""

from typing import TYPE_CHECKING, Any

from lib.signals.ear import Ear

if TYPE_CHECKING:
    from lib.signals.analyzer import CommunityAnalyzer

__all__ = ["CommunityAnalyzer", "Ear"]


def __getattr__(name: str) -> Any:
    """TextBlob brings nltk, scipy and pandas with it, which take seconds and memory: it is loaded where it is used."""
    if name == "CommunityAnalyzer":
        from lib.signals.analyzer import CommunityAnalyzer

        return CommunityAnalyzer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
