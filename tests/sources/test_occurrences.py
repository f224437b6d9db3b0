"""When events take place: weaklib finds what recurring-ical-events does, but for what is named here.

Everywhere the same person is at every event, so that what is compared is times and not people.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tests.calendar_series import calendar
from tests.occurrences import Taken, ours, theirs

DATA = Path(__file__).parents[1] / "data" / "calendars"
CALENDARS = 200
UNREADABLE = {
    "broken-events": "the libraries raise at the first event without a start",
    "endless-rules": "the libraries follow a rule of every second until the year 9999",
    "floating-nowhere": "the libraries raise where nobody knows the zone of the calendar",
    "own-zones": "the libraries raise at a zone named America, which is a folder of zones",
    "truncated": "the libraries drop the event that is whole in silence",
    "holidays": "weaklib sets a calendar of public holidays aside on purpose",
}
"""Fixtures that are no calendar for both, and why; test_calendars says what weaklib makes of them."""
ONLY_OURS: dict[str, list[Taken]] = {
    # UNTIL=20260304 of an event with an hour: the standard forbids it, and who writes it means that whole day
    "rules": [("until-a-day", datetime(2026, 3, 4, 8, tzinfo=UTC), None)],
    # two events that a careless program gave one UID: the libraries forget the second
    "repeated": [("careless", datetime(2026, 3, 10, 9, tzinfo=UTC), None)],
}
ONLY_THEIRS: dict[str, list[Taken]] = {
    # one event in two calendars of one file, once for each: weaklib takes it once, where it comes first
    "two-calendars": [("one", datetime(2026, 3, 4, 14, tzinfo=UTC), None)],
}
NAMES = sorted({path.stem for path in DATA.glob("*.ics")} - UNREADABLE.keys())


@pytest.mark.parametrize("name", NAMES)
def test_fixtures(name: str) -> None:
    text = (DATA / f"{name}.ics").read_bytes()
    found, stop = ours(text)
    expected = theirs(text, stop)
    assert sorted((found - expected).elements()) == ONLY_OURS.get(name, [])
    assert sorted((expected - found).elements()) == ONLY_THEIRS.get(name, [])


@pytest.mark.parametrize("seed", range(CALENDARS))
def test_made_by_chance(seed: int) -> None:
    text = calendar(Random(seed), series=4).encode()
    found, stop = ours(text)
    assert_equal(found, theirs(text, stop))


def test_an_until_of_a_day_means_all_of_it() -> None:
    day = one_event("DTSTART;TZID=Asia/Tokyo:20260302T060000", "RRULE:FREQ=DAILY;UNTIL=20260304")
    evening = one_event("DTSTART;TZID=Asia/Tokyo:20260302T060000", "RRULE:FREQ=DAILY;UNTIL=20260304T145959Z")
    found, stop = ours(day)
    assert sum(found.values()) == 3
    assert_equal(found, theirs(evening, stop))


def test_an_hour_that_comes_twice_is_the_one_that_was_written() -> None:
    """01:30 in UTC is the second 02:30 of that night in Berlin; the libraries make the first one of it."""
    text = one_event("DTSTART:20261025T013000Z", home="Europe/Berlin")
    found, stop = ours(text)
    assert_equal(found, Counter([("one", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), None)]))
    assert_equal(theirs(text, stop), Counter([("one", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), None)]))


def test_a_rule_that_never_comes_still_forbids_the_start_after_its_end() -> None:
    rules = ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20250101T000000Z", "RDATE:20260305T090000Z")
    period = "RDATE;VALUE=PERIOD:20260306T090000Z/PT1H"
    text = one_event("DTSTART:20260302T090000Z", *rules, period)
    found, stop = ours(text)
    assert {at.day for _, at, _ in found} == {5, 6}
    assert_equal(found, theirs(text, stop))


def test_how_days_are_counted_is_how_they_are_at_home() -> None:
    """A rule of every third day counts from the day that the start is in the calendar's zone."""
    rules = ("RRULE:FREQ=DAILY;INTERVAL=3;COUNT=5", "RRULE:FREQ=DAILY;INTERVAL=3;BYMONTHDAY=29,-1;BYDAY=FR")
    text = one_event("DTSTART:20240429T233000Z", *rules, home="Europe/Berlin")
    found, stop = ours(text)
    assert len(found) > 5
    assert_equal(found, theirs(text, stop))


def assert_equal(found: Counter[Taken], expected: Counter[Taken]) -> None:
    assert sorted((found - expected).elements(), key=str) == []
    assert sorted((expected - found).elements(), key=str) == []


def one_event(*lines: str, home: str = "") -> bytes:
    head = [f"X-WR-TIMEZONE:{home}"] if home else []
    event = ["BEGIN:VEVENT", "UID:one", "DTSTAMP:20261031T120000Z", *lines, "END:VEVENT"]
    return "\n".join(["BEGIN:VCALENDAR", *head, *event, "END:VCALENDAR", ""]).encode()
