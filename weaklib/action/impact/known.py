"""Up to which day exports and ledger are known, and what the ledger came to hold after a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

import pandas as pd

from weaklib.action.ledger import Record, state
from weaklib.action.ledger.holding import order
from weaklib.book import Book
from weaklib.measures.sentences import on_day

COUNTED = frozenset({"attempt", "outcome", "gift"})
"""Kinds of entry that any number is counted from."""


def last_known(book: Book, records: Sequence[Record]) -> pd.Timestamp | None:
    """Return the first day as of which everything is known that the exports and the ledger hold now.

    That is the last day that the exports cover; or, where it is later, the one on which it was recorded what
    holds in the ledger now. What was undone sets no day, so that undoing mends a slip in the future; but a
    day as of which it would still count is moved on to that of the undoing.

    Parameters
    ----------
    book
        What was read.
    records
        All records of the ledger, the oldest first.

    Returns
    -------
    Timestamp or None
        A day; None where no export has a date and no entry holds.

    Examples
    --------
    >>> import weaklib as wl
    >>> f"{last_known(wl.read('data/example'), ()):%Y-%m-%d}"
    '2026-10-31'
    """
    exported = book.coverage["last"].max()
    day = "" if pd.isna(exported) else f"{exported:%Y-%m-%d}"
    for start, end in _otherwise(records):
        if start <= day < end:
            day = end
    return pd.Timestamp(day) if day else None


def recorded_later(records: Sequence[Record], day: pd.Timestamp) -> int:
    """Return how many attempts and outcomes hold now of which nothing was known as of a day."""
    by_then = state.standing(records, f"{day:%Y-%m-%d}")
    now = state.standing(records)
    return sum(each.kind in COUNTED and entry not in by_then for entry, each in now.items())


def exports_end(book: Book, day: pd.Timestamp) -> pd.Timestamp:
    """Return the last day by a day that the exports could show anything of."""
    end = book.coverage["last"].max()
    return day if pd.isna(end) else min(pd.Timestamp(end), day)


def by_then(book: Book, day: pd.Timestamp) -> str:
    """Return in words until when the exports could show anything as of a day.

    >>> import weaklib as wl
    >>> by_then(wl.read("data/example"), pd.Timestamp("2026-11-28"))
    'by 31 October 2026, where the exports end'
    """
    end = exports_end(book, day)
    return f"by {on_day(day)}" if end == day else f"by {on_day(end)}, where the exports end"


def _otherwise(records: Sequence[Record]) -> list[tuple[str, str]]:
    """Return from which day to before which an entry said something else than it says now, by the latter."""
    held = state.standing(records)
    chains: defaultdict[int, list[Record]] = defaultdict(list)
    for each in records:
        chains[each.entry].append(each)
    spans: list[tuple[str, str]] = []
    for entry, chain in chains.items():
        ordered = chain if len(chain) == 1 else sorted(chain, key=order)
        now = ordered[-1].says
        if now and entry not in held:  # it went with its attempt, which has its own days
            continue
        # the first ten letters of a moment are the owner's day
        said: list[tuple[str, Mapping[str, object]]] = [("", {})]
        said += [(each.recorded[:10], each.says) for each in ordered]
        spans += [(start, end) for (start, says), (end, _) in pairwise(said) if says != now]
    return sorted(spans, key=itemgetter(1))
