"""Columns in the making that would be large as Python's own objects: texts, and the ids of threads."""

from __future__ import annotations

import re
from array import array
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from weaklib.sources.mail.headers import Headers

BATCH = 20_000
MAX_IDS = 200  # of one mail's References
FULL = 1 << 20  # numbers, after which the pairs that are the same are made one

ID = re.compile(rb"<([^<>\s]+)>")


def id_of(text: bytes) -> int:
    """Return the number of 64 bits that stands for a Message-ID."""
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little")


class Texts:
    """A column of texts in the making, packed batch by batch."""

    def __init__(self) -> None:
        self._packed: list[pa.Array[pa.LargeStringScalar]] = []
        self._loose: list[str] = []

    def append(self, text: str) -> None:
        """Add one text."""
        self._loose.append(text)
        if len(self._loose) >= BATCH:
            self._pack()

    def series(self) -> pd.Series[str]:
        """Return all texts."""
        self._pack()
        return pd.Series(pd.array(pa.chunked_array(self._packed), dtype="str"))

    def _pack(self) -> None:
        self._packed.append(pa.array(self._loose, type=pa.large_string()))
        self._loose = []


class Links:
    """Which ids belong to one thread, each pair kept about once."""

    def __init__(self) -> None:
        self._pairs = array("Q")
        self._full = FULL

    def add(self, own: int, headers: Headers) -> None:
        """Link a mail to those that it names; a chain of them says as much as a star and repeats itself."""
        named = b" ".join(headers.get(name, b"") for name in (b"references", b"in-reply-to"))
        ids = ID.findall(named)
        if len(ids) > MAX_IDS:
            ids = ids[: MAX_IDS // 2] + ids[-MAX_IDS // 2 :]
        chain = [*map(id_of, dict.fromkeys(ids)), own]
        if thread := headers.get(b"x-gm-thrid"):
            chain.append(id_of(b"gmail thread " + thread))
        for one, other in pairwise(chain):
            self._pairs.append(one)
            self._pairs.append(other)
        if len(self._pairs) > self._full:
            self._pairs = array("Q", self._unique().tobytes())
            self._full = 2 * len(self._pairs) + FULL

    def table(self) -> pd.DataFrame:
        """Return the pairs, as `one` and `other`."""
        return pd.DataFrame(self._unique(), columns=["one", "other"])

    def _unique(self) -> NDArray[np.uint64]:
        return np.unique(np.frombuffer(self._pairs, dtype=np.uint64).reshape(-1, 2), axis=0)
