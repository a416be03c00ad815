"""A mapping: which column of somebody's table is which field of a message, and what its values mean.

It is data: guessed or written by hand, shown and edited on the page, kept as a YAML file (`lib.ingest.profiles`).

    name: Comments of our videos
    channel: youtube                  # or a column: columns: {channel: Network}
    columns:
      message_id: [video_id, position]    # several columns are joined with ":"
      created_at: published_at
      author_name: author
      text: text
    brand: {column: is_brand, values: ["True"]}   # or `others: true` where the values mean everybody else
    time_zone: Europe/Rome            # for times that name none
    date_order: dmy                   # for dates such as 05/06/2024
    decimal: ","                      # for numbers such as 1.234,5

Without `message_id` each row gets an id made of its content, the same one whenever it is imported.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from lib.errors import BadExport
from lib.ingest.source import DateOrder
from lib.schema import KINDS, RAW

FIELDS: tuple[str, ...] = tuple(name for name in RAW.names if name not in ("line", "is_brand"))
"""The fields that columns may be mapped to; `is_brand` is said by `brand`."""
REQUIRED = ("created_at", "text")
TRUE_WORDS = ("true", "1", "1.0", "yes", "y", "t", "sì", "si", "vero", "x")
_KEYS = ("name", "channel", "kind", "columns", "brand", "date_order", "time_zone", "decimal")
Decimal = Literal["", ".", ","]


@dataclass(frozen=True)
class BrandMark:
    """The column that tells the brand's messages, and the values (any case) that mean the brand.

    `others`: the values mean everybody else, as "True" does in a column "inbound".
    """

    column: str
    values: tuple[str, ...] = TRUE_WORDS
    others: bool = False


@dataclass(frozen=True)
class Mapping:
    """One way to read a table. `columns`: field of schema RAW to the columns that make it, joined with ":".

    `channel`, `kind`: constants, "" where a column tells or the default holds (kind: a reply where the row has a
    parent, else a comment). `decimal`: the decimal mark, "" where each column's values decide.
    """

    name: str
    columns: dict[str, tuple[str, ...]] = field(hash=False)
    channel: str = ""
    kind: str = ""
    brand: BrandMark | None = None
    date_order: DateOrder | None = None
    time_zone: str = ""
    decimal: Decimal = ""

    @property
    def used(self) -> tuple[str, ...]:
        """The columns of the table that it reads, each once."""
        read = [column for columns in self.columns.values() for column in columns]
        return tuple(dict.fromkeys([*read, self.brand.column] if self.brand else read))

    def unused(self, header: Iterable[str]) -> tuple[str, ...]:
        """The columns of a table that it leaves unread."""
        return tuple(column for column in header if column not in self.used)

    def missing(self, header: Iterable[str]) -> tuple[str, ...]:
        """The columns that it reads and a table does not have."""
        return tuple(column for column in self.used if column not in frozenset(header))


def mapping_of(data: object, name: str) -> Mapping:
    """The mapping in the data of a YAML file or a form; `name` stands in where it gives itself none."""
    if not isinstance(data, dict):
        raise BadExport(f"The mapping {name!r} is no list of entries such as `columns:` and `channel:`.")
    called = str(data.get("name") or name)
    unknown = [str(key) for key in data if key not in _KEYS]
    if unknown:
        raise _wrong(called, unknown[0], f"is not known; the entries are {', '.join(_KEYS)}")
    columns = _columns(data.get("columns"), called)
    brand = _brand(data.get("brand"), called)
    if "is_brand" in columns:
        marked = columns.pop("is_brand")
        brand = brand or BrandMark(marked[0])
    mapping = Mapping(
        name=called,
        columns=columns,
        channel=_text(data, "channel", called).lower(),
        kind=_text(data, "kind", called).lower(),
        brand=brand,
        date_order=_one_of(data, "date_order", get_args(DateOrder), called) or None,
        time_zone=_zone(_text(data, "time_zone", called), called),
        decimal=_one_of(data, "decimal", (".", ","), called) or "",
    )
    if mapping.kind and mapping.kind not in KINDS:
        raise _wrong(called, "kind", f"is {mapping.kind!r}; it may be {', '.join(KINDS)}")
    if not mapping.channel and "channel" not in columns:
        raise _wrong(called, "channel", "is missing: name the channel (youtube, facebook, …), or the column that does")
    return mapping


def mapping_data(mapping: Mapping) -> dict[str, Any]:
    """The mapping as plain data, as YAML and forms hold it; `mapping_of` reads it back."""
    columns = {f: names[0] if len(names) == 1 else list(names) for f, names in mapping.columns.items()}
    data: dict[str, Any] = {"name": mapping.name, "channel": mapping.channel, "kind": mapping.kind, "columns": columns}
    if mapping.brand:
        data["brand"] = {"column": mapping.brand.column, "values": list(mapping.brand.values)}
        if mapping.brand.others:
            data["brand"]["others"] = True
    data |= {"date_order": mapping.date_order, "time_zone": mapping.time_zone, "decimal": mapping.decimal}
    return {key: value for key, value in data.items() if value}


def _columns(found: object, called: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(found, dict):
        raise _wrong(called, "columns", "is missing: name a column for created_at and text at least")
    columns: dict[str, tuple[str, ...]] = {}
    for name, value in found.items():
        if name not in (*FIELDS, "is_brand"):
            raise _wrong(called, f"columns: {name}", f"is no field; the fields are {', '.join(FIELDS)}, is_brand")
        if value is None or value == []:
            continue
        names = value if isinstance(value, (list, tuple)) else [value]
        if not all(isinstance(n, (str, int, float)) and str(n) for n in names):
            raise _wrong(called, f"columns: {name}", "has to name a column, or a list of columns")
        columns[str(name)] = tuple(str(n) for n in names)
    for name in REQUIRED:
        if name not in columns:
            raise _wrong(called, f"columns: {name}", "is missing: name the column that holds it")
    return columns


def _brand(found: object, called: str) -> BrandMark | None:
    if found is None or found == {}:
        return None
    if isinstance(found, str):
        return BrandMark(found)
    if (
        not isinstance(found, dict)
        or not isinstance(found.get("column"), str)
        or set(found)
        - {
            "column",
            "values",
            "others",
        }
    ):
        raise _wrong(called, "brand", "has to be {column: NAME, values: [VALUE, …]}, and `others: true` where needed")
    values = found.get("values", list(TRUE_WORDS))
    listed = values if isinstance(values, (list, tuple)) else [values]
    if not listed or not all(isinstance(v, (str, int, float)) for v in listed):
        raise _wrong(called, "brand: values", "has to be a list of the values that mean the brand")
    return BrandMark(found["column"], tuple(str(v) for v in listed), bool(found.get("others", False)))


def _text(data: dict[Any, Any], key: str, called: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(called, key, "has to be a word")
    return value.strip()


def _one_of(data: dict[Any, Any], key: str, allowed: tuple[Any, ...], called: str) -> Any:
    value = data.get(key)
    if value in (None, "") or (isinstance(value, str) and value in allowed):
        return value
    raise _wrong(called, key, f"is {value!r}; it may be {', '.join(allowed)}")


def _zone(name: str, called: str) -> str:
    if name:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise _wrong(called, "time_zone", f"is {name!r}; write it as Europe/Rome or UTC") from None
    return name


def _wrong(called: str, entry: str, what: str) -> BadExport:
    return BadExport(f"In the mapping {called!r} the entry {entry!r} {what}.")
