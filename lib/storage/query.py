"""Named queries: one typed function a query, its SQL in the file of the same name beside it.

    # lib/conversations/queries.py
    @named_query
    def volume_by_day(*, since: Day = None, until: Day = None) -> None:
        \"\"\"One row per day and channel: day, channel, messages, …\"\"\"

The function's keyword arguments are the `$parameters` of `queries/volume_by_day.sql`; calling the query with a read
model runs it there and gives a frame. A query is a pure function of the model's version and its parameters, which
is what makes caching it safe.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, ParamSpec

import pandas as pd

from lib.errors import EarshotError, UnknownName
from lib.storage.read_model import ReadModel

P = ParamSpec("P")
Day = date | None
Names = list[str] | None
_PARAMETER = re.compile(r"\$([a-z_]+)")
_COMMENT = re.compile(r"--[^\n]*")
QUERIES: "dict[str, Query[Any]]" = {}
"""Every named query by its name; filled as the domains' `queries` modules are imported."""


@dataclass(frozen=True)
class Query(Generic[P]):
    """A named query. `title` is the first sentence of its docstring; `parameters` maps names to their annotations."""

    name: str
    path: Path
    title: str
    parameters: Mapping[str, Any]
    defaults: Mapping[str, Any]

    @property
    def sql(self) -> str:
        """The query's one statement."""
        return self.path.read_text("utf-8")

    def __call__(self: "Query[P]", model: ReadModel, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        """Its rows under these parameters, as a frame; what is not given has its default."""
        return model.frame(self.sql, {**self.defaults, **kwargs})

    def bound(self, given: Mapping[str, str]) -> dict[str, Any]:
        """Parameters from text (the command line, an address) by their annotations; UnknownName where one is not."""
        for name in given:
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise UnknownName(f"The query {self.name} has no parameter {name!r}. Its parameters: {known}.")
        missing = [n for n in self.parameters if n not in given and n not in self.defaults]
        if missing:
            raise UnknownName(f"The query {self.name} needs --param {missing[0]}=…")
        return {name: _from_text(text, self.parameters[name], name) for name, text in given.items()}


def named_query(function: "Callable[P, None]") -> "Query[P]":
    """The query whose SQL stands in `queries/<function name>.sql` beside the function's module."""
    name = function.__name__
    signature = inspect.signature(function)
    path = Path(inspect.getfile(function)).parent / "queries" / f"{name}.sql"
    query: Query[P] = Query(
        name=name,
        path=path,
        title=(inspect.getdoc(function) or "").split("\n")[0],
        parameters={p.name: p.annotation for p in signature.parameters.values()},
        defaults={p.name: p.default for p in signature.parameters.values() if p.default is not p.empty},
    )
    QUERIES[name] = query
    return query


def query_named(name: str) -> "Query[Any]":
    """The query of that name; UnknownName where there is none."""
    if name not in QUERIES:
        raise UnknownName(f"There is no query {name!r}: `python -m lib query --list` names them all.")
    return QUERIES[name]


def sql_parameters(sql: str) -> set[str]:
    """The `$parameters` a statement names, comments left aside."""
    return set(_PARAMETER.findall(_COMMENT.sub("", sql)))


def _from_text(text: str, annotation: Any, name: str) -> Any:
    said = str(annotation)
    try:
        if annotation is Names or "list[str]" in said:
            return [part.strip() for part in text.split(",") if part.strip()]
        if "datetime.datetime" in said:
            return datetime.fromisoformat(text)
        if annotation is Day or "date" in said:
            return date.fromisoformat(text)
        if "bool" in said:
            return text.lower() in ("1", "true", "yes")
        if "int" in said:
            return int(text)
        if "float" in said:
            return float(text)
    except ValueError as error:
        raise EarshotError(f"{name}={text} cannot be understood: {error}.") from error
    return text
