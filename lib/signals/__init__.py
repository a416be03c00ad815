"""What a message says: text → language, sentiment, intent, aspects, heat, tone. Batches in, batches out."""

from lib.signals.analyzer import CommunityAnalyzer
from lib.signals.ear import Ear

__all__ = ["CommunityAnalyzer", "Ear"]
