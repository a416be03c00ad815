"""The ear: a batch of (text, platform language, channel) in, the columns of schema SIGNALS out, row for row."""

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from lib.schema import SENTIMENTS, SIGNALS
from lib.signals.language import LANGUAGES, languages_of
from lib.signals.local import LocalLayer
from lib.signals.rules import heard_rules, rules_version
from lib.signals.sentiment import listener, model_version
from lib.signals.taxonomy import Taxonomy, shipped_taxonomy
from lib.signals.tokens import Tokens, tokens_of

AT_ONCE = 2_048
"""Messages weighed together: enough for the arithmetic to be quick, few enough for memory to stay flat."""


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
        said = ("+".join(self.languages), rules_version(), self.taxonomy.digest, self._local_digest)
        return f"{model_version()}-{hashlib.sha256('|'.join(said).encode()).hexdigest()[:12]}"

    def __call__(self, messages: pa.Table | pa.RecordBatch) -> pa.Table:
        """The signals of `messages` (columns text, language, channel) as schema SIGNALS, in their order."""
        texts, named = messages.column("text").to_pylist(), messages.column("language").to_pylist()
        version = self.version
        parts = [
            self._heard(texts[start : start + AT_ONCE], named[start : start + AT_ONCE], version)
            for start in range(0, len(texts), AT_ONCE)
        ]
        return pa.Table.from_batches(parts, schema=SIGNALS)

    def heard(self, texts: Sequence[str], language: str | None = None) -> list[dict[str, Any]]:
        """The signals of some texts as dictionaries, all of one platform language or of none."""
        named: list[str | None] = [language] * len(texts)
        table = pa.table({"text": texts, "language": pa.array(named, pa.string()), "channel": [""] * len(texts)})
        rows: list[dict[str, Any]] = self(table).to_pylist()
        return rows

    def _heard(self, texts: Sequence[str | None], named: Sequence[str | None], version: str) -> pa.RecordBatch:
        batch = [tokens_of(text or "") for text in texts]
        languages = languages_of(batch, named, self.languages)
        columns: dict[str, list[Any]] = {name: [None] * len(batch) for name in SIGNALS.names}
        columns["language"] = list(languages)
        columns["signals_version"] = [version] * len(batch)
        by_language: dict[str, list[int]] = {}
        for at, (tokens, language) in enumerate(zip(batch, languages, strict=True)):
            # what is said in emoji alone is understood in any language
            heard_in = language if tokens.words or language else self._first
            if heard_in in LANGUAGES and (tokens.words or tokens.emoji):
                by_language.setdefault(heard_in, []).append(at)
        for language, places in by_language.items():
            self._hear(language, [batch[at] for at in places], places, columns)
        return pa.RecordBatch.from_arrays(
            [pa.array(columns[name], SIGNALS.field(name).type) for name in SIGNALS.names], schema=SIGNALS
        )

    def _hear(self, language: str, batch: list[Tokens], places: list[int], columns: dict[str, list[Any]]) -> None:
        of = listener(language)
        moods = of.hear(batch)
        probabilities = moods.probabilities
        if self.local:
            probabilities = self.local.mixed(batch, probabilities)
        best = probabilities.argmax(axis=1)
        confidence = probabilities.max(axis=1).round(4)
        for at, tokens, shares, label, sure, heat in zip(
            places,
            batch,
            probabilities.tolist(),
            best.tolist(),
            confidence.tolist(),
            moods.heat.round(4).tolist(),
            strict=True,
        ):
            columns["polarity"][at] = round(shares[2] - shares[0], 4)
            columns["sentiment"][at] = SENTIMENTS[label]
            columns["confidence"][at] = sure
            columns["is_uncertain"][at] = sure < of.threshold
            columns["heat"][at] = heat
            rules = heard_rules(tokens, language, tuple(shares), self.taxonomy)
            if rules:
                columns["intent"][at], columns["is_critique"][at], columns["aspects"][at] = rules[:3]
                columns["formality"][at], columns["warmth"][at] = rules[3:]

    @functools.cached_property
    def _local_digest(self) -> str:
        return self.local.digest if self.local else ""

    @functools.cached_property
    def _first(self) -> str:
        return next((language for language in self.languages if language in LANGUAGES), LANGUAGES[0])
