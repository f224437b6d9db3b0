"""The messages that several exports have, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.sources.linkedin.messages import Messages

Flags = NDArray[np.bool_]


def without_repeated_messages(files: Sequence[Messages]) -> dict[str, Messages]:
    """Return messages by source without those that a newer file has too; they are counted as merged.

    The first of several equal messages matches the first one there, the second the second. A message
    from before conversations had ids is known again by its minute, its sender and its length.

    Parameters
    ----------
    files
        The files of all exports, the newest first.
    """
    if len(files) < 2:
        return {each.file.source: each for each in files}
    once: dict[str, Messages] = {}
    known = [_Counts(), _Counts(), _Counts()]
    for each in files:
        again = np.zeros(len(each.table), dtype=np.bool_)
        for counts, (marks, asked, given) in zip(known, _marks(each.table), strict=True):
            again = again | (asked & counts.cover(marks, again))
            counts.add(marks[given])
        once[each.file.source] = each.without(again)
    return once


def _marks(table: pd.DataFrame) -> Iterator[tuple[pd.Series, Flags, Flags]]:
    """Yield what messages are known by, the surest first; which of them ask for it, and which can answer.

    Conversation, moment, text, and who wrote; without the last, which a marriage may change; and, for
    messages of no conversation, minute, who wrote, and how many words.
    """
    every = np.ones(len(table), dtype=np.bool_)
    named = (table["conversation"] != "").to_numpy()
    sender = table["from"].astype("str")
    yield _hashed(table["mark"], sender), every, every
    yield table["mark"], every, every
    yield _hashed(table["at"].dt.floor("min"), sender, table["words"]), ~named, named


class _Counts:
    """How often a newer file has each mark."""

    def __init__(self) -> None:
        self.times = pd.Series(dtype="int64", index=pd.Index([], dtype="uint64"))

    def add(self, marks: pd.Series) -> None:
        """Learn the marks of one more file: where two have the same, it is the same message."""
        counts = pd.concat([self.times, marks.value_counts()])
        self.times = counts.groupby(level=0).max()

    def cover(self, marks: pd.Series, already: Flags) -> Flags:
        """Tell which rows a newer file has; of equal ones as many as there, `already` told ones too."""
        left = marks.map(self.times).fillna(0) - pd.Series(already).groupby(marks).transform("sum")
        nth = marks[~already].groupby(marks[~already]).cumcount().reindex(marks.index)
        return (nth < left).to_numpy()


def _hashed(*columns: pd.Series) -> pd.Series:
    return pd.util.hash_pandas_object(pd.DataFrame(dict(enumerate(columns))), index=False)
