"""The period that a report is of, and the day up to which it can tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from weaklib.book import Book, InputError
from weaklib.measures.period import Period, period_of


class Span(NamedTuple):
    """What a report looks at.

    Attributes
    ----------
    period
        The month, quarter or year.
    day
        The day that it is told as of: the last of the period, or of the exports where these end before.
    whole
        Whether the exports cover the period to its end.
    asked
        The day as text where a period or a day was asked for; "" for the newest, which the ledger may end.
    """

    period: Period
    day: pd.Timestamp
    whole: bool
    asked: str


def span_of(book: Book, *, period: str = "", as_of: str | pd.Timestamp = "") -> Span:
    """Return the period of a report and the day that it is told as of.

    Parameters
    ----------
    book
        What the exports say.
    period
        A month ("2026-10"), a quarter ("2026-Q3") or a year; by default the month of `as_of`.
    as_of
        The last day to look at; by default the last that the exports cover.

    Raises
    ------
    InputError
        If it is no period or day, the day is not of the period, or the period begins after the exports end.

    Examples
    --------
    >>> import weaklib as wl
    >>> span = span_of(wl.read("data/example"), period="2026-Q3")
    >>> f"{span.day:%Y-%m-%d}", span.whole
    ('2026-09-30', True)
    """
    last = book.last_day()
    if not period:
        day = book.day(as_of)
        asked = period_of(f"{day:%Y-%m}")
        return Span(asked, day, _end(asked) <= last, f"{day:%Y-%m-%d}" if as_of else "")
    asked = period_of(period)
    if _start(asked) > last:
        raise InputError(_too_late(asked, last))
    day = book.day(as_of) if as_of else min(_end(asked), last)
    if not _start(asked) <= day <= _end(asked):
        msg = f"{day:%Y-%m-%d} is no day of {asked.words()}; leave as_of away, or name a day of it."
        raise InputError(msg)
    return Span(asked, day, _end(asked) <= last, f"{day:%Y-%m-%d}")


def before(period: str, count: int) -> list[str]:
    """Return a period and those before it of the same length, the earliest first.

    Parameters
    ----------
    period
        The last of them.
    count
        How many they are.

    Examples
    --------
    >>> before("2026-Q1", 3)
    ['2025-Q3', '2025-Q4', '2026-Q1']
    """
    found = [period_of(period)]
    while len(found) < count:
        found.append(found[-1].before())
    return [each.text for each in reversed(found)]


def recorded(book: Book, periods: Sequence[str]) -> list[str]:
    """Return those of some periods by whose end the exports know of anybody.

    Parameters
    ----------
    book
        What the exports say.
    periods
        As `before` returns them.
    """
    from weaklib.measures.periods import first_day  # which loads the history of ties

    first = first_day(book) or book.last_day()
    return [each for each in periods if _end(period_of(each)) >= first]


def _too_late(period: Period, last: pd.Timestamp) -> str:
    from weaklib.sources.advice import LINKEDIN_STEPS, in_a_row  # which loads all sources

    return (
        f"Your exports end on {last.day} {last:%B %Y}, before {period.words()} begins. "
        f"Ask for fresh ones. {in_a_row(LINKEDIN_STEPS)}"
    )


def _start(period: Period) -> pd.Timestamp:
    if period.start is None:
        msg = "A report is of a month (2026-10), a quarter (2026-Q3) or a year (2026)."
        raise InputError(msg)
    return period.start


def _end(period: Period) -> pd.Timestamp:
    return _start(period) if period.end is None else period.end
