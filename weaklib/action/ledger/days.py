"""Days and moments as the ledger writes them down: a day is the owner's, and a moment keeps its offset."""

from __future__ import annotations

import re
from datetime import date, datetime

import pandas as pd

from weaklib.book import InputError

DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")

Day = str | date | pd.Timestamp


def day_text(day: object, what: str) -> str:
    """Return a day as 2026-10-31, without a clock time.

    Raises
    ------
    InputError
        If it is no day, or one before 1900.
    """
    stamp = _stamp(day)
    if stamp is None or stamp.year < 1900:
        msg = f"{what} is {str(day)[:40]!r}, which is not a date; write it as 2026-10-31."
        raise InputError(msg)
    return f"{stamp:%Y-%m-%d}"


def _stamp(day: object) -> pd.Timestamp | None:
    # "today" and "now" would ask the clock
    if not isinstance(day, date) and not (isinstance(day, str) and DATED.match(day)):
        return None
    try:
        stamp: object = pd.Timestamp(day)
    except ValueError:
        return None
    return stamp if isinstance(stamp, pd.Timestamp) else None  # NaT is none


def moment_text(moment: object) -> str:
    """Return when something was recorded: as it was given, to the microsecond and with its offset.

    Its first ten letters are the owner's day, so that no time zone is needed to read it again.

    Raises
    ------
    InputError
        If it is no moment.
    """
    day = day_text(moment, "recorded")
    if moment == day or (isinstance(moment, date) and not isinstance(moment, datetime)):
        return day
    return pd.Timestamp(moment).isoformat(timespec="microseconds")  # type: ignore[arg-type]
