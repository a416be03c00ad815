"""Meta Business Suite: the posts of a page or an Instagram account with their figures (CSV).

Columns are called in the language of whoever exports (English or Italian here), come in changing number and order, and
one or the other of title and description holds the words. Times name no zone, and days stand before months or after
them as that person's Facebook writes them: both are decided as for every table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from lib.errors import BadExport
from lib.ingest.decisions import cell_of
from lib.ingest.mapping import Mapping
from lib.ingest.source import Batch, Export, Reading, Sample, Source
from lib.ingest.table import Block, Table
from lib.ingest.tables import opened_table
from lib.ingest.translation import translated
from lib.schema import RAW

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("post id", "id del post", "id post", "id contenuto", "id del contenuto"),
    "page": ("page id", "id della pagina", "id pagina"),
    "page_name": ("page name", "nome della pagina", "nome pagina"),
    "account": ("account id", "id account", "id dell'account"),
    "username": ("account username", "nome utente dell'account", "nome utente account"),
    "account_name": ("account name", "nome dell'account", "nome account"),
    "title": ("title", "titolo"),
    "description": ("description", "descrizione"),
    "time": ("publish time", "orario di pubblicazione", "ora di pubblicazione", "data di pubblicazione"),
    "link": ("permalink", "link permanente"),
    "type": ("post type", "tipo di post"),
    "views": ("views", "visualizzazioni", "impressions", "impression"),
    "reach": ("reach", "copertura"),
    "likes": ("reactions", "reazioni", "likes", "mi piace"),
    "comments": ("comments", "commenti"),
    "shares": ("shares", "condivisioni"),
}
"""What a column holds, and what Business Suite calls it, in lower case."""
_NEEDED = frozenset(("id", "time", "link"))
_WHOSE = frozenset(("page", "account", "username"))
_FIELDS = {
    "message_id": "id",
    "author_key": "author",
    "author_handle": "username",
    "author_name": "name",
    "created_at": "time",
    "text": "words",
    "likes": "likes",
    "shares": "shares",
    "replies": "comments",
    "views": "views",
    "url": "link",
}


def _recognises(sample: Sample) -> float:
    known = _columns(sample.header)
    is_one = known.keys() >= _NEEDED and known.keys() & _WHOSE and known.keys() & {"views", "reach", "type"}
    return 0.95 if is_one else 0.0


def _columns(header: Sequence[str]) -> dict[str, str]:
    """The column of each thing that a table has, the first where several are called so."""
    by_name: dict[str, str] = {}
    for column in header:
        by_name.setdefault(" ".join(column.replace("\u2019", "'").lower().split()), column)
    found = {role: next((by_name[name] for name in names if name in by_name), None) for role, names in NAMES.items()}
    return {role: column for role, column in found.items() if column}


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    table = opened_table(export)
    known = _columns(table.columns)
    missing = sorted(NAMES[role][0] for role in _NEEDED - known.keys())
    if missing or not known.keys() & _WHOSE:
        raise BadExport(
            f"{export.name} has no column {', '.join(missing) or 'Page ID or Account ID'}, as Meta Business Suite"
            " writes them: export the posts again, or import them through a mapping."
        )
    is_page = "page" in known
    columns: dict[str, tuple[str, ...]] = {field: (column,) for field, column in _FIELDS.items()}
    mapping = Mapping("Meta Business Suite", columns, channel="facebook" if is_page else "instagram", kind="post")
    count = 0
    for batch in translated(export, _rearranged(table, known), mapping, replace(reading, mapping=None)):
        count += len(batch.rows) + len(batch.rejected)
        yield replace(batch, rows=_completed(batch.rows, is_page=is_page))
    if not count:
        empty = pa.RecordBatch.from_arrays([pa.array([], f.type) for f in RAW], schema=RAW)
        yield Batch(empty, (), (f"{export.name} holds no posts: choose a longer period when you export.",))


def _rearranged(table: Table, known: dict[str, str]) -> Table:
    """The table under names of its own, whatever the language of its header; title and description put together."""

    def blocks(_: Sequence[str]) -> Iterator[Block]:
        for block in table.blocks(tuple(known.values())):
            cells = {role: cell_of(block, known[role]) if role in known else _nothing(block) for role in NAMES}
            words = zip(cells["title"].to_pylist(), cells["description"].to_pylist(), strict=True)
            cells["words"] = pa.array([_words(title or "", text or "") for title, text in words], pa.string())
            cells["author"] = pc.coalesce(cells["page"], cells["username"], cells["account"])
            cells["name"] = pc.coalesce(cells["page_name"], cells["account_name"])
            seen = pc.if_else(pc.equal(cells["views"], ""), pa.scalar(None, pa.string()), cells["views"])
            cells["views"] = pc.coalesce(seen, cells["reach"])
            yield Block(cells, block.lines, block.content, block.rejected)

    return Table(table.kind, tuple(_FIELDS.values()), blocks)


def _nothing(block: Block) -> pa.Array:
    return pa.nulls(len(block), pa.string())


def _words(title: str, text: str) -> str:
    """The longer of the two where it holds the other, else one below the other."""
    short, long = sorted((title.strip(), text.strip()), key=len)
    return long if short in long else f"{title.strip()}\n{text.strip()}"


def _completed(rows: pa.RecordBatch, *, is_page: bool) -> pa.RecordBatch:
    """All of it the brand's; a post of a page under the id it has in the Graph API, page and number."""
    number = rows.column("message_id")
    is_bare = pc.invert(pc.fill_null(pc.match_substring(number, "_"), True))
    whole = pc.binary_join_element_wise(rows.column("author_key"), number, "_") if is_page else number
    columns = {
        "message_id": pc.if_else(is_bare, pc.coalesce(whole, number), number),
        "source_conversation_id": pc.replace_substring_regex(number, r"^.*_", ""),
        "is_brand": pa.array([True] * len(rows), pa.bool_()),
        "text": pc.fill_null(rows.column("text"), ""),
    }
    for name, column in columns.items():
        place = RAW.get_field_index(name)
        rows = rows.set_column(place, RAW.field(place), column)
    return rows


SOURCE = Source("meta_business_suite", "Meta Business Suite (posts, CSV)", _recognises, _read)
