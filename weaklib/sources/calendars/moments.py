"""The dates and times of a calendar's lines: plain ones read here, the others by the library."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from weaklib.sources.calendars.blocks import Block
from weaklib.sources.calendars.zones import UNREADABLE, zone_called, zone_of

FIRST_YEAR, LAST_YEAR = 1970, 2099
LONGEST = 1_000  # characters of a line with one date
PLAIN = re.compile(
    r'[A-Z-]+(?:;VALUE=DATE(?:-TIME)?)?(?:;TZID=(?:"([^"]*)"|([^";:,\\^]*)))?:(\d{8})(T\d{6})?(Z?)'
)
LENGTH = re.compile(r"\+?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?")

NAN = float("nan")

When = date | datetime
"""A day of an all-day event, or a moment with its time zone."""


class Occurrence(NamedTuple):
    """One time that an event takes place.

    Attributes
    ----------
    row
        The block that says so: of a changed occurrence, the change.
    at
        Its start, in UTC; of an all-day event, midnight in the calendar's zone.
    minutes
        How long it lasts; nan for all-day events and where no end is given.
    """

    row: int
    at: datetime
    minutes: float


class UnreadableEventError(ValueError):
    """Why an event cannot be used, in words for its owner."""


def moment(line: str) -> tuple[When, str]:
    """Return when a line such as DTSTART says, and the zone that it names; naive where nobody knows that.

    Raises
    ------
    UnreadableEventError
        If that is no date between 1970 and 2099.
    """
    plain = PLAIN.fullmatch(line)
    try:
        when, tzid = _plain(plain) if plain else _by_library(line)
    except UNREADABLE as error:
        msg = f"{line[:80]!r} is not a date"
        raise UnreadableEventError(msg) from error
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        name, value = re.split("[;:]", line, maxsplit=1)[0], line.rpartition(":")[2].strip()
        msg = f"{name} {value[:40]!r} cannot be the date of a meeting"
        raise UnreadableEventError(msg)
    return when, tzid


def _plain(found: re.Match[str]) -> tuple[When, str]:
    tzid = found[1] or found[2] or ""
    if not (found[4] or tzid):
        return date.fromisoformat(found[3]), ""
    digits = found[3] + (found[4] or "T000000")
    if tzid:
        return datetime.fromisoformat(digits).replace(tzinfo=zone_called(tzid)), tzid
    return datetime.fromisoformat(digits + found[5]), ""


def _by_library(line: str) -> tuple[When, str]:
    from icalendar.parser import Contentline
    from icalendar.prop import vDDDTypes

    _, parameters, value = Contentline(line[:LONGEST]).raw_parts()  # type: ignore[no-untyped-call]
    tzid = str(parameters.get("TZID", ""))
    zone = zone_called(tzid) if tzid else None
    return vDDDTypes.from_ical(value.strip(), timezone=zone), tzid  # type: ignore[no-untyped-call]


def instant(when: When, zone: ZoneInfo) -> datetime:
    """Return a moment in UTC; a day begins, and a floating time is meant, in `zone`."""
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, tzinfo=zone)
    if when.tzinfo is UTC:  # as most are
        return when
    return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)


def at_home(when: When, zone: ZoneInfo) -> When:
    """Return a time in UTC, or without a zone, as one of the calendar's zone, in the way of x-wr-timezone."""
    if not isinstance(when, datetime):
        return when
    if when.tzinfo is None:
        return when.replace(tzinfo=zone)
    return when.astimezone(zone) if (when.tzname() or "").upper() == "UTC" else when


def occurrence(row: int, start: When, end: When, zone: ZoneInfo) -> Occurrence:
    """Return the time from `start` to `end`, as the block `row` says it."""
    at = instant(start, zone)
    if not isinstance(start, datetime) or end is start:
        return Occurrence(row, at, NAN)
    minutes = (instant(end, zone) - at).total_seconds() / 60
    return Occurrence(row, at, minutes if minutes > 0 else NAN)


def length(text: str) -> timedelta | None:
    """Return a DURATION that is not negative; None where it is no such thing.

    Examples
    --------
    >>> length("PT1H30M"), length("-PT5M")
    (datetime.timedelta(seconds=5400), None)
    """
    found = LENGTH.fullmatch(text.upper())
    if not found or text[-1:] in "PpTt":
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def changed_moment(block: Block) -> datetime | None:
    """Return which occurrence a block replaces, as naive UTC, in the way of recurring-ical-events.

    Raises
    ------
    UnreadableEventError
        If that is no date.
    """
    lines = block.lines("RECURRENCE-ID")
    if not lines:
        return None
    when, _ = moment(lines[0])
    zone = zone_of(block.header) if isinstance(when, datetime) else ZoneInfo("UTC")
    return instant(when, zone).replace(tzinfo=None)
