"""The first objects of a JSON export, to recognise it by: also of a list that does not close within the sample."""

import json
import re
from typing import Any

from lib.ingest.source import Sample

_MOST = 50
_BETWEEN = re.compile(r"[,\s]*")


def beginnings(sample: Sample) -> list[dict[str, Any]]:
    """The first objects of a document, a list or of JSON lines, as far as they close within the sample."""
    if isinstance(sample.first, dict):
        return [sample.first]
    if isinstance(sample.first, list):
        return [item for item in sample.first[:_MOST] if isinstance(item, dict)]
    head = sample.head.lstrip("\ufeff \t\r\n")
    found: list[dict[str, Any]] = []
    if not head.startswith("["):
        return found
    decoder, place = json.JSONDecoder(), 1
    for _ in range(_MOST):
        between = _BETWEEN.match(head, place)
        try:
            value, place = decoder.raw_decode(head, between.end() if between else place)
        except (ValueError, RecursionError):
            break
        if isinstance(value, dict):
            found.append(value)
    return found
