"""The days on which a history is measured: the ends of months, quarters or years."""

from __future__ import annotations

import pandas as pd
from pandas.tseries.frequencies import to_offset

from weaklib.book import Book, InputError
from weaklib.measures.chronicle import Chronicle
from weaklib.measures.roll import day_number

PERIODS = {"month": 1, "quarter": 3, "year": 12}
_ENDS = {"month": "ME", "quarter": "QE", "year": "YE"}


def first_day(book: Book) -> pd.Timestamp | None:
    """Return the first day of anything that is dated, a contact or a connection; None where nothing is.

    Examples
    --------
    >>> import weaklib as wl
    >>> f"{first_day(wl.read('data/example')):%Y-%m-%d}"
    '2018-11-06'
    """
    met = book.interactions["at"].min()
    day = met if pd.isna(met) else met.tz_convert(book.owner.zone).tz_localize(None).normalize()
    dated = [each for each in (day, book.people["connected_on"].min()) if pd.notna(each)]
    return pd.Timestamp(min(dated)) if dated else None


def period_ends(
    laid_out: Chronicle, every: str, *, months: int | None = None, until: str | pd.Timestamp | None = None
) -> list[pd.Timestamp]:
    """Return the last days of the months (quarters, years) from the first dated row on.

    Parameters
    ----------
    laid_out
        The book.
    every
        "month", "quarter" or "year".
    months
        How far back to go, in months; by default to the beginning.
    until
        The last day, inclusive: by default the last that the exports cover. Where it ends no month, it
        stands last itself, for a month that is not over.

    Raises
    ------
    InputError
        If `every` is none of the three, `months` is below 1, or `until` is no date.
    """
    if every not in PERIODS:
        msg = f"every is {every!r}; write 'month', 'quarter' or 'year'."
        raise InputError(msg)
    if months is not None and months < 1:
        msg = f"months is {months}; write 1 or more."
        raise InputError(msg)
    last = laid_out.book.day(until)
    first = laid_out.first_day()
    start = last if first > day_number(last) else pd.Timestamp(first, unit="D")
    ends = [*pd.date_range(start, last, freq=_ENDS[every])]
    if not ends or ends[-1] != last:
        ends.append(last)
    return ends if months is None else ends[-max(-(-months // PERIODS[every]), 1) :]


def period_before(day: pd.Timestamp, every: str) -> pd.Timestamp:
    """Return the end of the month (quarter, year) before the one that holds a day."""
    return pd.Timestamp(day - to_offset(_ENDS[every]))
