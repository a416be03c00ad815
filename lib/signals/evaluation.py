"""Quality of a signal on a person's own labelled rows, always beside plain TextBlob.

    quality("sentiment", gold, heard, texts) → {n, accuracy, macro_f1, per_class, baseline, …}

Macro-F1 is the mean of the F1 of the classes that the gold labels name. What was not analysed counts as wrong.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sklearn.metrics import precision_recall_fscore_support, roc_auc_score
from textblob import TextBlob

from lib.errors import EarshotError, UnknownName
from lib.schema import FORMALITIES, INTENTS, SENTIMENTS

NOT_ANALYSED = "not analysed"
NOTHING = "none"
_SENTIMENT_WORDS = {
    **{name: name for name in SENTIMENTS},
    **{"neg": "negative", "neu": "neutral", "pos": "positive", "-1": "negative", "0": "neutral", "1": "positive"},
    **{"negativo": "negative", "neutro": "neutral", "neutrale": "neutral", "positivo": "positive"},
}
_YES = frozenset(("1", "1.0", "true", "yes", "y", "sì", "si", "negative", "critique", "hostile", "hate", "angry"))
_NO = frozenset(("0", "0.0", "false", "no", "n", "neutral", "positive", "other", "none", "praise", "question"))
Judged = Mapping[str, Any]


class BadGold(EarshotError):
    """A gold label is none of the signal's; the sentence names the row and what there is."""


def quality(
    signal: str, gold: Sequence[str], heard: Sequence[Mapping[str, Any]], texts: Sequence[str]
) -> dict[str, Any]:
    """The document of `python -m lib evaluate`. Rows without a gold label are left out and counted in `skipped`."""
    if signal not in _SIGNALS:
        raise UnknownName(f"There is no signal {signal!r} to evaluate: take one of {', '.join(_SIGNALS)}.")
    kept = [place for place, label in enumerate(gold) if label.strip()]
    if not kept:
        raise EarshotError("No row has a gold label: name the column that holds them with --gold.")
    said = [gold[place].strip() for place in kept]
    found = _SIGNALS[signal](said, kept, [heard[p] for p in kept], [texts[p] for p in kept])
    return {"signal": signal, "n": len(kept), **found, "skipped": len(gold) - len(kept)}


def textblob_polarity(text: str) -> float:
    """The polarity of plain TextBlob, as shipped and with its English lexicon whatever the language."""
    return float(TextBlob(text).sentiment.polarity)


def textblob_sentiment(text: str) -> str:
    """Its polarity as one of three classes: below 0, 0, above 0."""
    polarity = textblob_polarity(text)
    return "negative" if polarity < 0 else "positive" if polarity > 0 else "neutral"


def scores(gold: Sequence[str], heard: Sequence[str]) -> dict[str, Any]:
    """accuracy, macro_f1 and per_class (precision, recall, f1, n) of predicted labels."""
    classes = sorted(set(gold))
    precision, recall, f1, support = precision_recall_fscore_support(
        list(gold), list(heard), labels=classes, zero_division=0.0
    )
    right = sum(one == other for one, other in zip(gold, heard, strict=True))
    return {
        "accuracy": round(right / len(gold), 4),
        "macro_f1": round(float(sum(f1)) / len(classes), 4),
        "per_class": {
            name: {
                "precision": round(float(precision[place]), 4),
                "recall": round(float(recall[place]), 4),
                "f1": round(float(f1[place]), 4),
                "n": int(support[place]),
            }
            for place, name in enumerate(classes)
        },
    }


def _sentiment(gold: list[str], places: list[int], heard: list[Judged], texts: list[str]) -> dict[str, Any]:
    labels = [_known(label, place, _SENTIMENT_WORDS) for label, place in zip(gold, places, strict=True)]
    ours = [row["sentiment"] or NOT_ANALYSED for row in heard]
    return _beside(scores(labels, ours), scores(labels, [textblob_sentiment(text) for text in texts]))


def _critique(gold: list[str], places: list[int], heard: list[Judged], texts: list[str]) -> dict[str, Any]:
    labels = [_yes_or_no(label, place) for label, place in zip(gold, places, strict=True)]
    ours = [_said(row["is_critique"]) for row in heard]
    theirs = [_said(textblob_polarity(text) < 0) for text in texts]
    return _beside(_with_f1(scores(labels, ours)), _with_f1(scores(labels, theirs)))


def _heat(gold: list[str], places: list[int], heard: list[Judged], texts: list[str]) -> dict[str, Any]:
    labels = [_yes_or_no(label, place) for label, place in zip(gold, places, strict=True)]
    ours = [0.0 if row["heat"] is None else float(row["heat"]) for row in heard]
    theirs = [-textblob_polarity(text) for text in texts]
    return _beside(_with_auc(labels, ours, 0.5), _with_auc(labels, theirs, 0.0))


def _language(gold: list[str], places: list[int], heard: list[Judged], texts: list[str]) -> dict[str, Any]:
    labels = [label.lower().replace("_", "-").split("-")[0] for label in gold]
    ours = [row["language"] or NOT_ANALYSED for row in heard]
    return _beside(scores(labels, ours), None, "TextBlob recognises no languages.")


def _aspects(gold: list[str], places: list[int], heard: list[Judged], texts: list[str]) -> dict[str, Any]:
    """The first aspect of each message, each mapped to the gold label it stands beside most often."""
    ours = [row["aspects"][0] if row["aspects"] else NOTHING for row in heard]
    beside: dict[str, Counter[str]] = {}
    for label, aspect in zip(gold, ours, strict=True):
        beside.setdefault(aspect, Counter())[label] += 1
    mapping = {aspect: found.most_common(1)[0][0] for aspect, found in sorted(beside.items())}
    usual, count = Counter(gold).most_common(1)[0]
    found = _beside(scores(gold, [mapping[aspect] for aspect in ours]), None, "TextBlob recognises no aspects.")
    return {**found, "mapping": mapping, "most_frequent": {"label": usual, "accuracy": round(count / len(gold), 4)}}


def _formality(gold: list[str], places: list[int], heard: list[Judged], texts: list[str]) -> dict[str, Any]:
    known = {name: name for name in (*FORMALITIES, NOTHING)}
    labels = [_known(label, place, known) for label, place in zip(gold, places, strict=True)]
    return _beside(
        scores(labels, [row["formality"] or NOTHING for row in heard]), None, "TextBlob recognises no form of address."
    )


def _intent(gold: list[str], places: list[int], heard: list[Judged], texts: list[str]) -> dict[str, Any]:
    """One gold intent a row: right where it is among those heard; else the first heard stands against it."""
    known = {name: name for name in INTENTS}
    labels = [_known(label, place, known) for label, place in zip(gold, places, strict=True)]
    ours = [
        label if label in (row["intent"] or ()) else (row["intent"] or (NOT_ANALYSED,))[0]
        for label, row in zip(labels, heard, strict=True)
    ]
    return _beside(scores(labels, ours), None, "TextBlob recognises no intents.")


_SIGNALS: dict[str, Callable[[list[str], list[int], list[Judged], list[str]], dict[str, Any]]] = {
    "sentiment": _sentiment,
    "is_critique": _critique,
    "heat": _heat,
    "language": _language,
    "aspects": _aspects,
    "formality": _formality,
    "intent": _intent,
}
SIGNALS = tuple(_SIGNALS)
"""What can be evaluated."""


def _beside(ours: dict[str, Any], theirs: dict[str, Any] | None, why_not: str = "") -> dict[str, Any]:
    plain = theirs or {"accuracy": None, "macro_f1": None, "per_class": {}, "note": why_not}
    return {**ours, "baseline": {"name": "plain TextBlob", **plain}}


def _with_f1(found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "f1": found["per_class"].get("yes", {}).get("f1")}


def _with_auc(gold: list[str], values: list[float], threshold: float) -> dict[str, Any]:
    found = scores(gold, [_said(value > threshold) for value in values])
    if len(set(gold)) < 2:
        return {**found, "auc": None}
    return {**found, "auc": round(float(roc_auc_score([label == "yes" for label in gold], values)), 4)}


def _said(value: object) -> str:
    return NOT_ANALYSED if value is None else "yes" if value else "no"


def _known(label: str, place: int, known: Mapping[str, str]) -> str:
    found = known.get(label.lower())
    if found is None:
        raise BadGold(f"Row {place + 1}: {label!r} is none of {', '.join(dict.fromkeys(known.values()))}.")
    return found


def _yes_or_no(label: str, place: int) -> str:
    said = label.lower()
    if said not in _YES and said not in _NO:
        raise BadGold(f"Row {place + 1}: {label!r} says neither yes (1, true, negative) nor no (0, false, neutral).")
    return "yes" if said in _YES else "no"
