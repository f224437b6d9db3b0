"""Days and moments as the ledger writes them down: a day is the owner's, and a moment keeps its offset."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pandas as pd

from weaklib.book import InputError
from weaklib.days import no_day, stamp_of

FIRST = 1900
"""The first year of which anything is entered."""

Day = str | date | pd.Timestamp
Order = tuple[str, bool, datetime]


def day_text(day: object, what: str) -> str:
    """Return a day as 2026-10-31, without a clock time.

    Raises
    ------
    InputError
        If it is no day, or one before 1900.
    """
    stamp = stamp_of(day)
    if is_early(day):
        msg = f"{what} is {str(day)[:40]!r}, before {FIRST}; name a later day."
        raise InputError(msg)
    if stamp is None:
        raise InputError(no_day(what, day))
    return f"{stamp:%Y-%m-%d}"


def is_early(day: object) -> bool:
    """Tell whether something is a day, but one before 1900."""
    stamp = stamp_of(day)
    return stamp is not None and stamp.year < FIRST


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


def order_of(moment: str) -> Order:
    """Return by what moments are put in order: the owner's day, and within it those that say an offset last.

    Parameters
    ----------
    moment
        As `moment_text` returns it.

    Examples
    --------
    >>> moments = ["2026-10-25T02:10:00.000000+01:00", "2026-10-25T02:50:00.000000+02:00", "2026-10-25"]
    >>> [moment[11:16] for moment in sorted(moments, key=order_of)]
    ['', '02:50', '02:10']
    """
    stamp = datetime.fromisoformat(moment)
    told = stamp.tzinfo is not None
    return moment[:10], told, stamp.astimezone(UTC) if told else stamp.replace(tzinfo=UTC)


def later_than(moment: str, before: str) -> str:
    """Return a moment that comes after another one: the same one, or the same day, a microsecond after that.

    Parameters
    ----------
    moment, before
        As `moment_text` returns them.

    Raises
    ------
    InputError
        If it lies before.

    Examples
    --------
    >>> later_than("2026-10-31", "2026-10-30"), later_than("2026-10-31", "2026-10-31")
    ('2026-10-31', '2026-10-31T00:00:00.000001')
    """
    if order_of(moment) > order_of(before):
        return moment
    if moment != before[:10] and order_of(moment) != order_of(before):
        msg = f"recorded is {moment}, and what it changes was recorded on {before}; name a moment after that."
        raise InputError(msg)
    after = datetime.fromisoformat(before) + timedelta(microseconds=1)
    return after.isoformat(timespec="microseconds")


def is_after(moment: str, now: object) -> bool:
    """Tell whether a moment lies after now; a day without a clock time does where today is before it.

    Parameters
    ----------
    moment
        As `moment_text` returns it.
    now
        This moment; None where nobody says it: then nothing lies after it.
    """
    if now is None:
        return False
    today = moment_text(now)
    if "T" in moment and "T" in today:
        return order_of(moment)[2] > order_of(today)[2]
    return moment[:10] > today[:10]
