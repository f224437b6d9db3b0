"""The collector of unreachable objects, kept from getting in the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000  # new objects, where Python waits for 700


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
