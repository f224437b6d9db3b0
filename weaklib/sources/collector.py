"""What Python and Arrow do about memory, kept from getting in the way of a reader."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

SELDOM = 1_000_000  # new objects, where Python waits for 700


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the collector look for garbage only seldom.

    A reader makes many objects and keeps them all: to look through them again and again takes a
    quarter of its time, and finds nothing.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0] and max(SELDOM, before[0]), *before[1:])  # 0 is never
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def memory_kept_at_hand() -> Iterator[None]:
    """Let Arrow take its memory from an allocator that keeps what is freed for what comes next.

    Its usual one gives large pieces back at once, and the system has to clear them each time they are
    handed out again: a tenth of the time of reading.
    """
    before = pa.default_memory_pool()
    has_jemalloc = "jemalloc" in pa.supported_memory_backends()
    pa.set_memory_pool(pa.jemalloc_memory_pool() if has_jemalloc else pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)
