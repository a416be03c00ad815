"""The text index (tantivy): which messages say these words, found in well under a millisecond each.

Words are matched in their stem (Italian, English) or exactly. What a person types is never parsed as a query language:
words must all occur, "a phrase" stands in quotes, -word must not occur, word* is a beginning.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy

_STEMMED = {"it": "italian", "en": "english"}
_HEAP_BYTES = 128_000_000
_PART = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')


@dataclass(frozen=True)
class Found:
    """What a search found: how many in all, and the keys (channel, message_id) of the newest of them."""

    count: int
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Within:
    """Where to look: aware datetimes (until exclusive), channels and languages; None leaves a side open."""

    since: datetime | None = None
    until: datetime | None = None
    channels: Sequence[str] | None = None
    languages: Sequence[str] | None = None


class TextIndex:
    """An index folder, opened for searching or for adding."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        for language, stemmer in _STEMMED.items():
            index.register_tokenizer(f"words_{language}", _analyzer(stemmer))
        index.register_tokenizer("words", _analyzer(None))

    @classmethod
    def opened(cls, folder: Path) -> "TextIndex":
        """The index in that folder."""
        return cls(tantivy.Index.open(str(folder)))

    @classmethod
    def created(cls, folder: Path) -> "TextIndex":
        """A new empty index in that folder."""
        folder.mkdir(parents=True)
        return cls(tantivy.Index(_schema(), path=str(folder)))

    @classmethod
    def copied(cls, source: Path, folder: Path) -> "TextIndex":
        """A copy to add to. Segments never change, so they are linked; only the small changing files are copied."""
        folder.mkdir(parents=True)
        for file in source.iterdir():
            if file.name.startswith((".", "meta")):
                if file.name != ".tantivy-writer.lock":
                    shutil.copy2(file, folder / file.name)
                continue
            try:
                (folder / file.name).hardlink_to(file)
            except OSError:
                shutil.copy2(file, folder / file.name)
        return cls.opened(folder)

    def replace(self, removed: Iterable[str], rows: Iterable[tuple[str, str, str | None, datetime, str]]) -> None:
        """Take out the messages of these keys; add rows (channel, message_id, language, naive UTC time, text)."""
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for key in removed:
            writer.delete_documents_by_term("key", key)
        for channel, message_id, language, created_at, text in rows:
            document = tantivy.Document()
            document.add_text("key", message_key(channel, message_id))
            document.add_text("channel", channel)
            document.add_text("language", language or "")
            document.add_date("created_at", created_at.replace(tzinfo=UTC))
            document.add_text("words", text)
            if language in _STEMMED:
                document.add_text(f"words_{language}", text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, text: str, within: Within = Within(), *, exact: bool = False, limit: int = 200) -> Found:
        """The messages that say these words, newest first; `exact` matches words as written, else by their stem."""
        query = self._query(text, exact)
        if query is None:
            return Found(0, ())
        clauses = [(tantivy.Occur.Must, query), *((tantivy.Occur.Must, c) for c in self._limits(within))]
        searcher = self._index.searcher()
        result = searcher.search(
            tantivy.Query.boolean_query(clauses), limit=limit, order_by_field="created_at", order=tantivy.Order.Desc
        )
        keys = (str(searcher.doc(address).get_first("key")).split(":", 1) for _, address in result.hits)
        return Found(int(result.count), tuple((channel, message_id) for channel, message_id in keys))  # type: ignore[attr-defined] # the stub leaves it out

    def _query(self, text: str, exact: bool) -> Any | None:
        wanted: list[Any] = []
        unwanted: list[Any] = []
        for minus, phrase, word in _PART.findall(text):
            clause = self._clause(phrase or word, exact or bool(phrase), prefix=bool(word) and word.endswith("*"))
            if clause is not None:
                (unwanted if minus else wanted).append(clause)
        if not wanted:
            return None
        return tantivy.Query.boolean_query(
            [*((tantivy.Occur.Must, q) for q in wanted), *((tantivy.Occur.MustNot, q) for q in unwanted)]
        )

    def _clause(self, words: str, exact: bool, *, prefix: bool) -> Any | None:
        schema = self._index.schema
        plain = list(_analyzer(None).analyze(words))
        if not plain:
            return None
        if prefix and len(plain) == 1:
            return tantivy.Query.regex_query(schema, "words", re.sub(r"\W", "", plain[0]) + ".*")
        if exact:
            return _sequence(schema, "words", plain)
        stems = [_sequence(schema, f"words_{code}", list(_analyzer(s).analyze(words))) for code, s in _STEMMED.items()]
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, q) for q in (_sequence(schema, "words", plain), *stems)]
        )

    def _limits(self, within: Within) -> list[Any]:
        schema = self._index.schema
        limits = [
            tantivy.Query.term_set_query(schema, field, list(values))
            for field, values in (("channel", within.channels), ("language", within.languages))
            if values
        ]
        if within.since or within.until:
            limits.append(
                tantivy.Query.range_query(
                    schema,
                    "created_at",
                    tantivy.FieldType.Date,
                    within.since and within.since.astimezone(UTC),
                    within.until and within.until.astimezone(UTC),
                    include_upper=within.until is None,
                )
            )
        return limits


def message_key(channel: str, message_id: str) -> str:
    """The key of a message in the index; a channel's name holds no colon."""
    return f"{channel}:{message_id}"


def _sequence(schema: tantivy.Schema, field: str, words: list[str]) -> Any:
    if len(words) == 1:
        return tantivy.Query.term_query(schema, field, words[0])
    return tantivy.Query.phrase_query(schema, field, list(words))


def _analyzer(stemmer: str | None) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(60))
    builder = builder.filter(tantivy.Filter.lowercase())
    if stemmer:
        builder = builder.filter(tantivy.Filter.stemmer(stemmer))
    return builder.filter(tantivy.Filter.ascii_fold()).build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("channel", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_date_field("created_at", indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name="words")
    for language in _STEMMED:
        builder.add_text_field(f"words_{language}", tokenizer_name=f"words_{language}")
    return builder.build()
