"""Memory given back when a newer version takes over: answers kept of older ones are never asked for again."""

import ctypes
import gc
import sys

import pyarrow as pa
import streamlit as st


def give_back() -> None:
    """Forget every kept answer, and let the system have what the allocators hold (glibc's `malloc_trim`, else nothing).

    Answers are kept by version; those of an older one would go only when newer ones crowd them out.
    """
    st.cache_data.clear()
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
