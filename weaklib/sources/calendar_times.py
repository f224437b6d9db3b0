"""When the events of a calendar take place: time zones and recurrences, by the libraries for them."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.parser import Contentline
from icalendar.prop import vDDDTypes
from icalendar.timezone import tzp

from weaklib.sources.calendar_blocks import Block, Header

MAX_OCCURRENCES = 4_000  # of one series: every working day for fifteen years; the newest are kept
FIRST_YEAR, LAST_YEAR = 1970, 2099
TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
SLOW_ZONE = re.compile(r"FREQ=(?!YEARLY)|INTERVAL=0", re.IGNORECASE)
UNTIL_A_DAY = re.compile(r"UNTIL=\d{8}(?=;|\s*$)", re.IGNORECASE)
UNREADABLE = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError),
    *(TypeError, ValueError),
)
"""What the libraries raise on a property that keeps no standard."""

When = date | datetime
"""A day of an all-day event, or a moment with its time zone."""


class UnreadableEventError(ValueError):
    """Why an event cannot be used, in words for its owner."""


@dataclass(frozen=True)
class Occurrence:
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


@dataclass
class Clock:
    """Reads the times of one file, and remembers which time zones nobody knows.

    Attributes
    ----------
    guessed
        The rows whose time zone is unknown, by its name ("" where they have none) and the zone they are
        read in.
    capped
        How many series had more than `MAX_OCCURRENCES`.
    """

    guessed: defaultdict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    capped: int = 0

    def start(self, block: Block) -> When:
        """Return when a block starts; without a zone where it names none that is known.

        Raises
        ------
        UnreadableEventError
            If it does not say, or says no date.
        """
        lines = block.lines.get("DTSTART", [])
        if not lines:
            msg = "it has no start (DTSTART)"
            raise UnreadableEventError(msg)
        zone = zone_of(block.header)
        when, tzid = _moment(lines[0])
        if isinstance(when, datetime) and when.tzinfo is None and (tzid or not named_zone(block.header)):
            self.guessed[tzid, zone.key].add(block.row)
        return when

    def single(self, block: Block) -> Occurrence:
        """Return the one occurrence of a block that does not repeat."""
        zone = zone_of(block.header)
        start = self.start(block)
        end = start
        try:
            if "DTEND" in block.lines:
                end, _ = _moment(block.lines["DTEND"][0])
            elif "DURATION" in block.lines and isinstance(start, datetime):
                length = vDDDTypes.from_ical(block.value("DURATION"))  # type: ignore[no-untyped-call]
                end = start + length if isinstance(length, timedelta) else start
        except (*UNREADABLE, UnreadableEventError):  # a bad end leaves a good start
            end = start
        return _occurrence(block.row, start, end, zone)

    def series(self, master: Block, changes: Sequence[Block], stop: datetime) -> list[Occurrence]:
        """Return the occurrences before `stop` of a master and the changes of single ones of it.

        Of more than `MAX_OCCURRENCES`, the oldest unchanged ones are left out.

        Raises
        ------
        UnreadableEventError
            If its rule cannot be followed, or would be followed for ever.
        """
        _refuse_endless(master)
        zone = zone_of(master.header)
        starts = [_instant(self.start(block), zone) for block in (master, *changes)]
        rows = {changed_moment(block): block.row for block in changes}
        found: list[Occurrence] = []
        try:
            query = recurring_ical_events.of(Calendar.from_ical(_calendar_text(zone, master, changes)))
            for series in query.series:  # `between` would copy the whole event for each occurrence
                for occurrence in series.between(min(starts) - timedelta(days=1), max(stop, min(starts))):
                    ids = occurrence.recurrence_ids
                    row = rows[ids[0]] if ids else master.row
                    found.append(_occurrence(row, occurrence.start, occurrence.end, zone))
        except UNREADABLE as error:
            said = [*master.lines.get("RRULE", ()), *master.lines.get("RDATE", ()), "a change of it"][0]
            msg = f"its recurrence cannot be read ({said[:80]})"
            raise UnreadableEventError(msg) from error
        found = sorted((o for o in found if o.at < stop), key=lambda o: (o.at, o.row))
        excess = max(len(found) - MAX_OCCURRENCES, 0)
        self.capped += excess > 0
        return [o for o in found[:excess] if o.row != master.row] + found[excess:]


@contextmanager
def known_zones(headers: Sequence[Header]) -> Iterator[None]:
    """Teach the library the zones that the file defines itself, and that it would not know by name."""
    tzp.use_default()  # forgets those of the file before
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a vendor before a zone's name, of COUNT beside UNTIL
        for text in (text for header in headers for text in header.timezones):
            tzid = re.search(r"^TZID[^:\n]*:(.*)$", text, re.MULTILINE | re.IGNORECASE)
            if tzid and _zone(tzid.group(1).strip()) is None and not SLOW_ZONE.search(text):
                try:
                    Calendar.from_ical(f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR\n")
                except UNREADABLE:
                    continue  # its events are told as of an unknown zone
        yield


@lru_cache(maxsize=16)
def named_zone(header: Header) -> ZoneInfo | None:
    """Return the zone that a calendar names as its own (X-WR-TIMEZONE); None where none or unknown."""
    name = header.value("X-WR-TIMEZONE")
    zone = _zone(name) if name else None
    return zone if isinstance(zone, ZoneInfo) else None


def zone_of(header: Header) -> ZoneInfo:
    """Return the zone in which a calendar's floating times and days are meant."""
    return named_zone(header) or ZoneInfo("UTC")


def changed_moment(block: Block) -> datetime | None:
    """Return which occurrence a block replaces, as naive UTC, in the way of recurring-ical-events.

    Raises
    ------
    UnreadableEventError
        If that is no date.
    """
    lines = block.lines.get("RECURRENCE-ID")
    if not lines:
        return None
    when, _ = _moment(lines[0])
    zone = zone_of(block.header) if isinstance(when, datetime) else ZoneInfo("UTC")
    return _instant(when, zone).replace(tzinfo=None)


def _zone(name: str) -> tzinfo | None:
    try:
        return tzp.timezone(name)
    except OSError:  # a folder of zones, or a name too long for a file
        return None


def _moment(line: str) -> tuple[When, str]:
    try:
        name, parameters, value = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]
        tzid = str(parameters.get("TZID", ""))
        zone = _zone(tzid) if tzid else None
        when = vDDDTypes.from_ical(value.strip(), timezone=zone)  # type: ignore[no-untyped-call]
    except UNREADABLE as error:
        msg = f"{line[:80]!r} is not a date"
        raise UnreadableEventError(msg) from error
    if not isinstance(when, date) or not FIRST_YEAR <= when.year <= LAST_YEAR:
        msg = f"{name} {value[:40]!r} cannot be the date of a meeting"
        raise UnreadableEventError(msg)
    return when, tzid


def _instant(when: When, zone: ZoneInfo) -> datetime:
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, tzinfo=zone)
    return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)


def _occurrence(row: int, start: When, end: When, zone: ZoneInfo) -> Occurrence:
    timed = isinstance(start, datetime)
    minutes = (_instant(end, zone) - _instant(start, zone)).total_seconds() / 60
    return Occurrence(row, _instant(start, zone), minutes if timed and minutes > 0 else float("nan"))


def _refuse_endless(master: Block) -> None:
    for line in master.lines.get("RRULE", ()):
        parts = [part.strip() for part in line.partition(":")[2].upper().strip("; ").split(";")]
        rule = dict(part.partition("=")[::2] for part in parts)
        freq, interval = rule.get("FREQ", ""), rule.get("INTERVAL", "1")
        several = any("," in rule.get(part, "") for part in ("BYHOUR", "BYMINUTE", "BYSECOND"))
        if freq in ("SECONDLY", "MINUTELY", "HOURLY") or several:
            msg = "it repeats within the day"
        elif freq not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY") or len(rule) < len(parts):
            msg = f"its recurrence cannot be read ({line[:80]})"
        elif not re.fullmatch(r"0*[1-9]\d{0,5}", interval):
            msg = f"it repeats at an interval of {interval[:20]!r}"
        else:
            continue
        raise UnreadableEventError(msg)


def _calendar_text(zone: ZoneInfo, master: Block, changes: Sequence[Block]) -> str:
    lines = ["BEGIN:VCALENDAR", f"X-WR-TIMEZONE:{zone.key}"]
    timed = "T" in master.value("DTSTART")
    for block in (master, *changes):
        times = (line for name in TIMES for line in block.lines.get(name, ()))
        if timed:  # "until 4 March" includes that day
            times = (UNTIL_A_DAY.sub(r"\g<0>T235959Z", line) for line in times)
        lines += ["BEGIN:VEVENT", "UID:one", *times, "END:VEVENT"]
    return "\n".join([*lines, "END:VCALENDAR", ""])
