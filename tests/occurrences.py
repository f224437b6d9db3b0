"""When the events of a calendar take place, as weaklib reads it and as recurring-ical-events does."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from math import isnan
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event
from icalendar.timezone import tzp

from weaklib.sources.calendars.ics import read_calendar
from weaklib.sources.files import ExportFile

Taken = tuple[str, datetime, float | None]
"""One occurrence: the UID of its event, its start in UTC, its minutes; None for days and where no end is."""

NOBODY_YET = datetime(1969, 12, 1, tzinfo=UTC)
PEOPLE = re.compile(rb"(?im)^(?:ATTENDEE|ORGANIZER)[;:].*\n(?:[ \t].*\n)*")
GUEST = b"ATTENDEE:mailto:guest@example.org\nEND:VEVENT"


def with_one_guest(text: bytes) -> bytes:
    """Return a calendar in which one and the same person is at every event, so that none is left out."""
    return PEOPLE.sub(b"", text.replace(b"\r\n", b"\n")).replace(b"END:VEVENT", GUEST)


def ours(text: bytes) -> tuple[Counter[Taken], datetime]:
    """Return what weaklib finds, and the day on which it stops to follow series."""
    text = with_one_guest(text)
    file = ExportFile("c.ics", "c.ics", ".", len(text), lambda: BytesIO(text))
    reading = read_calendar(file, owner_emails=frozenset())
    found = reading.interactions
    assert reading.last is not None
    taken = Counter(
        (event.rpartition("@")[0], at.to_pydatetime(), None if isnan(minutes) else minutes)
        for event, at, minutes in zip(found["event"], found["at"], found["minutes"], strict=True)
    )
    return taken, reading.last.to_pydatetime().replace(tzinfo=UTC) + timedelta(days=1)


def theirs(text: bytes, stop: datetime) -> Counter[Taken]:
    """Return what the libraries find in the whole file: series before `stop`, single events at any time."""
    tzp.use_default()  # forget the zones of the file before
    found: Counter[Taken] = Counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for calendar in Calendar.from_ical(text, multiple=True):
            home = ZoneInfo(str(calendar.get("X-WR-TIMEZONE", "UTC")))
            series = {str(event["UID"]) for event in calendar.walk("VEVENT") if is_of_series(event)}
            for uid, event in occurrences(calendar, stop):
                at, minutes = times(event, home)
                if event.get("STATUS") != "CANCELLED" and (at < stop or uid not in series):
                    found[uid, at, minutes] += 1
    return found


def is_of_series(event: Event) -> bool:
    return any(name in event for name in ("RRULE", "RDATE", "RECURRENCE-ID"))


def occurrences(calendar: Calendar, stop: datetime) -> list[tuple[str, Event]]:
    query = recurring_ical_events.of(calendar)
    late = [event for event in calendar.walk("VEVENT") if not is_of_series(event)]
    farthest = max((instant(event["DTSTART"].dt, ZoneInfo("UTC")) for event in late), default=stop)
    found = query.between(NOBODY_YET, max(stop, farthest) + timedelta(days=2))
    return [(str(event["UID"]), event) for event in found]


def times(event: Event, home: ZoneInfo) -> tuple[datetime, float | None]:
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    at = instant(start, home)
    if not isinstance(start, datetime):
        return at, None
    minutes = (instant(end, home) - at).total_seconds() / 60
    return at, minutes if minutes > 0 else None


def instant(when: date, home: ZoneInfo) -> datetime:
    """Return a moment in UTC; a day, and a time without a zone, are meant at `home`."""
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, tzinfo=home)
    return (when if when.tzinfo else when.replace(tzinfo=home)).astimezone(UTC)
