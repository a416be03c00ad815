"""Memory given back when a newer version takes over: what was kept of older ones is never asked for again."""

import ctypes
import gc
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import pyarrow as pa
import streamlit as st

P = ParamSpec("P")
T = TypeVar("T")
_KEPT: list[Any] = []


def kept_by_version(max_entries: int) -> "Callable[[Callable[P, T]], Callable[P, T]]":
    """`st.cache_resource` for what is made of a version and shared by sessions (charts, models): given back with it."""

    def decorated(function: "Callable[P, T]") -> "Callable[P, T]":
        kept = st.cache_resource(max_entries=max_entries, show_spinner=False)(function)
        _KEPT.append(kept)
        return kept

    return decorated


def give_back() -> None:
    """Forget every kept answer, and let the system have what the allocators hold (glibc's `malloc_trim`, else nothing).

    Answers are kept by version; those of an older one would go only when newer ones crowd them out.
    """
    st.cache_data.clear()
    for kept in _KEPT:
        kept.clear()
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
