"""Who was known on an earlier day, and how: the days that a map goes back to, and the ties of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.book import Book
from weaklib.measures.chronicle import Month
from weaklib.measures.periods import first_day

ENDS: Mapping[str, str] = MappingProxyType({"years": "YE", "months": "ME"})
"""What the days may be the ends of, and what pandas calls these."""


def days(book: Book, day: pd.Timestamp, every: str) -> list[pd.Timestamp]:
    """Return the last days of the years (months) from the first dated row to the day of the map.

    Parameters
    ----------
    book
        What the exports say.
    day
        The day of the map.
    every
        "years" or "months".
    """
    ends = pd.date_range(min(first_day(book) or day, day), day, freq=ENDS[every])
    return [*ends[ends < day], day]


def called(day: pd.Timestamp, every: str) -> str:
    """Return what a step of the slider is called.

    >>> called(pd.Timestamp("2024-12-31"), "years"), called(pd.Timestamp("2024-12-31"), "months")
    ('end of 2024', 'December 2024')
    """
    return f"end of {day.year}" if every == "years" else f"{day:%B %Y}"


def ties_then(month: Month) -> set[tuple[Any, Any]]:
    """Return the pairs of people whose tie was known on that day, each pair in both orders.

    Parameters
    ----------
    month
        The day, as `chronicle` measures it.
    """
    arrays = month.arrays
    ends = [
        (arrays.people[one], arrays.people[other])
        for one, other in zip(arrays.left, arrays.right, strict=True)
    ]
    return {*ends, *((other, one) for one, other in ends)}
