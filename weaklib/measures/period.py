"""A period that a page tells of: a month, a quarter, a year, or the whole record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from weaklib.book import InputError
from weaklib.days import no_day, stamp_of

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2}|Q[1-4]))?", re.ASCII)
_ORDINALS = ("first", "second", "third", "fourth")
FIRST_YEAR = 1900  # as the days of the ledger
LAST_YEAR = 9998  # the one after it no clock can tell the end of


@dataclass(frozen=True)
class Period:
    """The days from one to another, both inclusive; or every day.

    Attributes
    ----------
    text
        As it is written: "2026-10", "2026-Q3", "2026" or "".
    start, end
        The first day and the last; both None where it is every day.
    """

    text: str
    start: pd.Timestamp | None
    end: pd.Timestamp | None

    def holds(self, days: pd.Series[Any]) -> pd.Series[bool]:
        """Tell of each day whether it is one of the period; no day (NaT) is in none.

        >>> period_of("2026-10").holds(pd.Series(pd.to_datetime(["2026-10-31", "2026-11-01"]))).tolist()
        [True, False]
        """
        if self.start is None or self.end is None:
            return days.notna()
        # a clock time of the last day belongs to it
        return (days >= self.start) & (days < self.end + pd.Timedelta(days=1))

    def before(self) -> Period:
        """Return the period of the same length that ends on the day before this one begins.

        Raises
        ------
        InputError
            If this is the whole record, which nothing comes before.

        Examples
        --------
        >>> period_of("2026-Q1").before().text, period_of("2026-01").before().text
        ('2025-Q4', '2025-12')
        """
        if self.start is None:
            msg = "Nothing comes before the whole record; name a month (2026-10), a quarter or a year."
            raise InputError(msg)
        eve = self.start - pd.Timedelta(days=1)
        if "Q" in self.text:
            return period_of(f"{eve:%Y}-Q{eve.quarter}")
        return period_of(f"{eve:%Y-%m}" if "-" in self.text else f"{eve:%Y}")

    def words(self) -> str:
        """Return the period as people say it.

        >>> [period_of(text).words() for text in ("2026-10", "2026-Q3", "2026", "")]
        ['October 2026', 'the third quarter of 2026', '2026', 'the whole record']
        """
        if self.start is None:
            return "the whole record"
        if "Q" in self.text:
            return f"the {_ORDINALS[self.start.quarter - 1]} quarter of {self.start.year}"
        return f"{self.start:%B %Y}" if "-" in self.text else f"{self.start.year}"


def period_of(text: str) -> Period:
    """Return the period that is written so.

    Parameters
    ----------
    text
        A month ("2026-10"), a quarter ("2026-Q3"), a year ("2026"), or "" for the whole record.

    Raises
    ------
    InputError
        If it is none of them.

    Examples
    --------
    >>> quarter = period_of("2026-Q3")
    >>> f"{quarter.start:%Y-%m-%d} to {quarter.end:%Y-%m-%d}"
    '2026-07-01 to 2026-09-30'
    """
    written = str(text).strip()
    if not written:
        return Period("", None, None)
    found = _WRITTEN.fullmatch(written.upper())
    year, part = (int(found[1]), found[2] or "") if found else (0, "")
    month = 3 * int(part[1]) - 2 if part.startswith("Q") else int(part or 1)
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        msg = (
            f"The period is {written[:40]!r}; write a month (2026-10), a quarter (2026-Q3) or a year (2026)."
        )
        raise InputError(msg)
    start = pd.Timestamp(year, month, 1)
    months = 12 if not part else 3 if part.startswith("Q") else 1
    return Period(written.upper(), start, start + pd.DateOffset(months=months, days=-1))


def day_of(said: str | pd.Timestamp, what: str = "as_of") -> pd.Timestamp:
    """Return a day that is given as such or written as 2026-10-31, without a clock time.

    Parameters
    ----------
    said
        The day.
    what
        What it is called where it is refused.

    Raises
    ------
    InputError
        If it is not a date, or is written another way.
    """
    stamp = stamp_of(said)
    if stamp is None:
        raise InputError(no_day(what, said))
    return stamp.tz_localize(None).normalize()
