"""The dates and times of Outlook's table, which are written as the owner's Windows writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time

from weaklib.sources.calendars.moments import FIRST_YEAR, LAST_YEAR, UnreadableEventError, When

LONGEST = 100  # characters of a date with its time
DATE = re.compile(r"(?<![0-9])([0-9]{1,4})([./-])\s?([0-9]{1,2})\2\s?([0-9]{1,4})(?![0-9])")
TIME = re.compile(
    r"(?<![0-9])([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2}))?(?![0-9])\s*(?:([ap])\.?\s?m\b)?", re.IGNORECASE
)
UNSEEN = str.maketrans("", "", "\u200e\u200f")
HALF_OF_DAY = re.compile(r"\b[ap]\.?\s?m\b", re.IGNORECASE)


@dataclass(frozen=True)
class DateOrder:
    """Whether the dates of one file have the month before the day, and whether anything tells so."""

    month_first: bool
    is_sure: bool


def order_of(texts: Iterable[str], *, month_first: bool) -> DateOrder:
    """Find the order of day and month that all dates of a file are written in.

    One day after the 12th decides. Where there is none, the language of the header does: English with
    "AM" and "PM" has the month first, and so may English without, but that is not sure.

    Parameters
    ----------
    texts
        All dates, each with its time.
    month_first
        Whether the language of the header has the month first.

    Examples
    --------
    >>> order_of(["3/4/2025 10:00:00", "26/4/2025 10:00:00"], month_first=True)
    DateOrder(month_first=False, is_sure=True)
    >>> order_of(["3/4/2025 10:00:00"], month_first=True)
    DateOrder(month_first=True, is_sure=False)
    """
    found: Counter[str] = Counter()
    for text in texts:
        date_ = DATE.search(text[:LONGEST])
        if date_ and date_[2] != "." and len(date_[1]) < 3:  # points are never between month and day
            found[_told(int(date_[1]), int(date_[3]))] += 1
            found["half of day"] += bool(HALF_OF_DAY.search(text[:LONGEST]))
    if found["month first"] != found["day first"]:
        return DateOrder(found["month first"] > found["day first"], is_sure=True)
    is_sure = not found["either"] or not month_first or found["half of day"] > 0
    return DateOrder(month_first, is_sure and not found["month first"])


def _told(one: int, other: int) -> str:
    return "day first" if one > 12 else "month first" if other > 12 else "either"


def when(text: str, order: DateOrder) -> When:
    """Return what a date with its time says, on the wall of the owner's zone; a day where there is no time.

    Raises
    ------
    UnreadableEventError
        If that is no date between 1970 and 2099.

    Examples
    --------
    >>> when("1/2/2025 10:00:00 PM", DateOrder(month_first=True, is_sure=True))
    datetime.datetime(2025, 1, 2, 22, 0)
    """
    plain = text[:LONGEST].translate(UNSEEN).strip()
    found = DATE.search(plain)
    day = _day(found, order) if found else None
    if found is None or day is None:
        msg = f"{plain[:40]!r} is not a date" if plain else "it has no start"
        raise UnreadableEventError(msg)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        msg = f"{plain[:40]!r} cannot be the date of a meeting"
        raise UnreadableEventError(msg)
    at = _time(f"{plain[: found.start()]} {plain[found.end() :]}")
    return day if at is None else datetime.combine(day, at)


def _day(found: re.Match[str], order: DateOrder) -> date | None:
    first, middle, last = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        parts = first, middle, last
    elif order.month_first and found[2] != ".":
        parts = _century(last), first, middle
    else:
        parts = _century(last), middle, first
    with suppress(ValueError):
        return date(*parts)
    return None


def _century(year: int) -> int:
    """Return a year of two digits as Windows understands it."""
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _time(text: str) -> time | None:
    found = TIME.search(text)
    if not found:
        return None
    hour, half = int(found[1]), (found[4] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    with suppress(ValueError):
        return time(hour, int(found[2]), int(found[3] or 0))
    return None
