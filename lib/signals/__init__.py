"""What a message says: text → language, sentiment, intent, aspects, heat, tone. Batches in, batches out."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lib.signals.analyzer import CommunityAnalyzer
    from lib.signals.ear import Ear

__all__ = ["CommunityAnalyzer", "Ear"]
_PLACES = {"CommunityAnalyzer": "lib.signals.analyzer", "Ear": "lib.signals.ear"}


def __getattr__(name: str) -> Any:
    """Both are loaded where they are used: the analyser brings TextBlob, nltk and SciPy, the ear rules and lexicons; a
    page that merely names an aspect needs neither."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
