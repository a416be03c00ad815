"""The address (URL) as the one truth of what is shown: every choice has a field, in codes that are no language's words.

`bind="query-params"` writes the labels people read into the address, which differ by language; so widgets are set
from the address before they are drawn, and write it when they change.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from lib.ui import keys

FILTERS = ("period", "channels", "languages")
"""The fields of the shared filter, the same on every page."""


def field(name: str) -> str:
    """What the address says in this field; empty where nothing."""
    return str(st.query_params.get(name, ""))


def names(name: str) -> list[str]:
    """A field that holds several codes, separated by commas."""
    return [part for part in field(name).split(",") if part]


def number(name: str, default: int = 1) -> int:
    """A field that holds a count from 1; the default where it does not."""
    said = field(name)
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 9 else default


def write(fields: Mapping[str, str]) -> None:
    """Put these fields into the address; an empty one leaves it. The filters are kept for the other pages."""
    for name, value in fields.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]
    keep()


def keep() -> None:
    """Remember the filters in force."""
    st.session_state[keys.KEPT] = filters()


def filters() -> dict[str, str]:
    """The filter fields of the address that say something."""
    return {name: field(name) for name in FILTERS if field(name)}


def bring_filters(page: str) -> None:
    """On arriving at another page whose address names no filter, bring those that were in force."""
    if st.session_state.get(keys.PAGE) == page:
        # A link to the page that is open already changes what is shown, but not the browser's address line.
        st.query_params.from_dict(st.query_params.to_dict())
    else:
        kept: dict[str, str] = st.session_state.get(keys.KEPT, {})
        if kept and not filters():
            for name, value in kept.items():
                st.query_params[name] = value
    st.session_state[keys.PAGE] = page
    keep()


def link(**fields: str | int | None) -> dict[str, str]:
    """Fields for a link: the filters in force, and these over them; what is empty is left out."""
    said = {**filters(), **{name: "" if value is None else str(value) for name, value in fields.items()}}
    return {name: value for name, value in said.items() if value}


def writes(name: str, key: str, code: Callable[[object], str], *, clears: tuple[str, ...] = ()) -> Callable[[], None]:
    """A callback that writes a widget's value (under its key) into a field, and empties those that depend on it."""

    def changed() -> None:
        write({name: code(st.session_state[key]), **dict.fromkeys(clears, "")})

    return changed
