"""The time zones of a calendar: those that everybody knows, those of Windows, and those it defines itself."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from weaklib.sources.calendars.blocks import Header

SLOW_ZONE = re.compile(r"FREQ=(?!YEARLY)|INTERVAL=0", re.IGNORECASE)
MOST_ZONES = 200  # that one file defines
UNREADABLE = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError),
    *(TypeError, ValueError),
)
"""What the libraries raise on a property that keeps no standard."""


@contextmanager
def known_zones(headers: Sequence[Header]) -> Iterator[None]:
    """Teach the library the zones that the file defines itself, and that it would not know by name."""
    _forget_zones()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a vendor before a zone's name, of COUNT beside UNTIL
        texts = dict.fromkeys(text for header in headers for text in header.timezones)
        for text in list(texts)[:MOST_ZONES]:
            tzid = re.search(r"^TZID[^:\n]*:(.*)$", text, re.MULTILINE | re.IGNORECASE)
            if tzid and zone_called(tzid[1].strip()) is None and not SLOW_ZONE.search(text):
                _teach_zone(text)
        zone_called.cache_clear()
        yield


def _forget_zones() -> None:
    """Forget the zones of the file before."""
    if "icalendar" in sys.modules:  # slow to import, and many calendars do without
        from icalendar.timezone import tzp

        tzp.use_default()
    zone_called.cache_clear()


def _teach_zone(text: str) -> None:
    from icalendar import Calendar

    with suppress(*UNREADABLE):  # then its events are told as of an unknown zone
        Calendar.from_ical(f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR\n")


@lru_cache(maxsize=1024)
def zone_called(name: str) -> tzinfo | None:
    """Return the zone of that name; None where nobody knows it."""
    with suppress(LookupError, OSError, ValueError):  # a folder of zones is one of them
        return ZoneInfo(name)
    from icalendar.timezone import tzp

    with suppress(OSError):  # a name too long for a file
        return tzp.timezone(name)
    return None


@lru_cache(maxsize=16)
def named_zone(header: Header) -> ZoneInfo | None:
    """Return the zone that a calendar names as its own (X-WR-TIMEZONE); None where none or unknown."""
    name = header.value("X-WR-TIMEZONE")
    zone = zone_called(name) if name else None
    return zone if isinstance(zone, ZoneInfo) else None


def zone_of(header: Header) -> ZoneInfo:
    """Return the zone in which a calendar's floating times and days are meant."""
    return named_zone(header) or ZoneInfo("UTC")
