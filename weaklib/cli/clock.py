"""The clock on the wall: nothing else in weaklib reads it, so that the same input gives the same pages."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def moment(zone: str) -> datetime:
    """Return this moment, with its offset from UTC in the owner's zone.

    Parameters
    ----------
    zone
        An IANA time zone, as `book.owner.zone` has it.
    """
    return datetime.now(ZoneInfo(zone))


def today() -> date:
    """Return the day that it is where this machine stands: a timer of the machine goes by it."""
    return datetime.now().astimezone().date()
