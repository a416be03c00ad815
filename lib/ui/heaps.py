"""What the C library holds for the server: heaps shared by all threads, and given back to the system (glibc only)."""

import ctypes
import sys
from typing import Any

_ARENA_MAX, _HEAPS = -8, 2
"""M_ARENA_MAX of mallopt(3), and how many heaps all threads share."""


def share_heaps() -> None:
    """Let all threads that begin from now on allocate from two heaps.

    Every run of a page is a thread, and glibc gives each of them a heap of its own, up to eight a core: what one run
    freed the next did not find, and ten sessions grew by 2 MB a minute of which nothing was in use.
    """
    if mallopt := _of_libc("mallopt"):
        mallopt(_ARENA_MAX, _HEAPS)


def trim() -> None:
    """Give the system what is free in the heaps."""
    if malloc_trim := _of_libc("malloc_trim"):
        malloc_trim(0)


def _of_libc(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
