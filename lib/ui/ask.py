"""`ask`: the only door to data. A question is cached by workspace, query, published version and parameters.

`search` asks the text index, `worked_out` a derivation; both are cached by the same key.
"""

from typing import Any

import pandas as pd
import streamlit as st

from lib.storage.derived import Derivation
from lib.storage.query import Query, query_named
from lib.storage.search import Found, Within
from lib.storage.workspace import Workspace
from lib.ui import session


def ask(query: "Query[Any]", **params: Any) -> pd.DataFrame:
    """The rows of a named query in the version in force; NothingPublished where there is none."""
    workspace = session.published_workspace()
    return _asked(str(workspace.path), query.name, session.in_force().version, params, workspace)


def worked_out(derived: "Derivation[Any]", **params: Any) -> pd.DataFrame:
    """The rows of a derivation in the version in force, worked out where nobody asked before."""
    workspace = session.published_workspace()
    given = (session.in_force().version, params)
    return _worked_out(str(workspace.path), derived.name, derived.edition, *given, derived, workspace)


def search(text: str, within: Within, *, exact: bool = False, limit: int = 200) -> Found:
    """The messages that say these words, newest first; NothingPublished where there is no version."""
    workspace = session.published_workspace()
    given = {"text": text, "within": within, "exact": exact, "limit": limit}
    return _searched(str(workspace.path), session.in_force().version, repr(given), given, workspace)


@st.cache_data(max_entries=512, show_spinner=False)
def _asked(path: str, name: str, version: int, params: dict[str, Any], _workspace: Workspace) -> pd.DataFrame:
    with session.readers().held(_workspace, version) as model:
        return query_named(name)(model, **params)


@st.cache_data(max_entries=64, show_spinner=False)
def _worked_out(
    path: str,
    name: str,
    edition: str,
    version: int,
    params: dict[str, Any],
    _derived: "Derivation[Any]",
    _workspace: Workspace,
) -> pd.DataFrame:
    with session.readers().held(_workspace, version) as model:
        frame: pd.DataFrame = _derived.of(_workspace, model, **params).to_pandas()
        return frame


@st.cache_data(max_entries=128, show_spinner=False)
def _searched(path: str, version: int, given: str, _given: dict[str, Any], _workspace: Workspace) -> Found:
    with session.readers().held(_workspace, version) as model:
        return model.search.find(_given["text"], _given["within"], exact=_given["exact"], limit=_given["limit"])
