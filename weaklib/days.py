"""A day as somebody writes it: as 2026-10-31, which all read alike, and nothing that could be two days."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}(?::\d{2}.*)?)?", re.ASCII)


def stamp_of(said: object) -> pd.Timestamp | None:
    """Return a day, or a moment of it, that is given as such or written as 2026-10-31; None where it is none.

    "01.02.2026" is the first of February to one and the second of January to another, 20261031 is a number,
    and "today" asks the clock: none of them is a day here.

    Examples
    --------
    >>> f"{stamp_of('2026-10-31'):%d %B %Y}"
    '31 October 2026'
    >>> stamp_of("01.02.2026"), stamp_of(20261031), stamp_of("today")
    (None, None, None)
    """
    written = isinstance(said, str) and _WRITTEN.fullmatch(said.strip())
    if not written and not isinstance(said, date | np.datetime64):
        return None
    try:
        stamp: object = pd.Timestamp(said)  # type: ignore[arg-type]
    except ValueError:
        return None
    return stamp if isinstance(stamp, pd.Timestamp) else None  # NaT is none


def no_day(what: str, said: object) -> str:
    """Return the sentence that refuses what is no day.

    >>> no_day("as_of", "01.02.2026")
    "as_of is '01.02.2026', which is not a date of the form year-month-day; write it as 2026-10-31."
    """
    shown = repr(said[:40] if isinstance(said, str) else str(said)[:40])
    return f"{what} is {shown}, which is not a date of the form year-month-day; write it as 2026-10-31."
