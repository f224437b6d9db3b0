"""Small books for assessments, typed by hand: exports that cover all of two years, unless a test says less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from tests.action.guarded_books import KINDS, Said, guarded_book
from weaklib.book import Book

FIRST = pd.Timestamp("2024-11-01")


def covered(
    people: Sequence[str] | Mapping[str, Mapping[str, object]],
    said: Sequence[Said] = (),
    *,
    first: Mapping[str, str] | None = None,
    last: Mapping[str, str] | None = None,
    **more: object,
) -> Book:
    """A book whose exports begin in November 2024 and end with October 2026, or else as is said by their kind."""
    ends = {kind: pd.Timestamp(day) for kind, day in (last or {}).items()}
    book = guarded_book(people, said, ends=ends, **more)
    begins = {kind: pd.Timestamp(day) for kind, day in (first or {}).items()}
    days = [begins.get(kind, FIRST) for kind in book.coverage["kind"]]
    # each file is an archive of its own
    sources = [f"{kind}/{kind}.csv" for kind in book.coverage["kind"]]
    return replace(book, coverage=book.coverage.assign(first=days).set_axis(sources).rename_axis("source"))


def every(days: int, start: str, end: str, person: str, channel: str = "meeting") -> list[Said]:
    """Contact with a person every so many days, one-to-one."""
    dates = pd.date_range(start, end, freq=f"{days}D")
    return [(person, channel, "both", f"{day:%Y-%m-%d} 12:00") for day in dates]


__all__ = ["FIRST", "KINDS", "covered", "every"]
