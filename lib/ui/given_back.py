"""Memory given back when a newer version takes over: what was kept of older ones is never asked for again; and kept
together, so that it can be."""

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
_ARENA_MAX, _ARENAS = -8, 2
"""glibc's M_ARENA_MAX (mallopt), and how many heaps all threads share."""


def kept_by_version(max_entries: int) -> "Callable[[Callable[P, T]], Callable[P, T]]":
    """`st.cache_resource` for what is made of a version and shared by sessions (charts, models): given back with it."""

    def decorated(function: "Callable[P, T]") -> "Callable[P, T]":
        kept = st.cache_resource(max_entries=max_entries, show_spinner=False)(function)
        _KEPT.append(kept)
        return kept

    return decorated


def share_heaps() -> None:
    """Let all threads allocate from two heaps (glibc; elsewhere nothing), from now on.

    Every run of a page is a thread, and glibc gives each of them a heap of its own, up to eight a core: what one run
    freed the next did not find, and ten sessions grew by 2 MB a minute of which nothing was in use.
    """
    if mallopt := getattr(_libc(), "mallopt", None):
        mallopt(_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Forget every kept answer, and let the system have what the allocators hold (glibc's `malloc_trim`, else nothing).

    Answers are kept by version; those of an older one would go only when newer ones crowd them out.
    """
    st.cache_data.clear()
    for kept in _KEPT:
        kept.clear()
    gc.collect()
    pa.default_memory_pool().release_unused()
    if trim := getattr(_libc(), "malloc_trim", None):
        trim(0)


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None
