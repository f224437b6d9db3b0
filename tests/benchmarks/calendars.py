"""A calendar of 20,000 events, read by weaklib and by icalendar with recurring-ical-events, side by side.

The file is typed from FORMATS.md, not from the code that reads it. The same seed writes the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.exports import FIRST_DAY, LAST_DAY, OWNER, OWNER_EMAIL, fold, make_contacts, moment
from tests.benchmarks.measuring import run

EVENTS = 20_000
SERIES_EVERY = 60  # events; one of them is a series
TIMES_FASTER = 10
ZONES = ("Europe/Berlin",) * 6 + ("Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata")
WORDS = (
    "agenda budget notes follow up numbers before the call please bring last week figures and plan".split()
)

RULES = (
    "FREQ=WEEKLY;COUNT={few}", "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT={many}", "FREQ=WEEKLY;INTERVAL=2;COUNT={few}",
    "FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=TU,SU;COUNT={few}", "FREQ=WEEKLY;UNTIL={until};BYDAY={day}",
    "FREQ=DAILY;COUNT={few}", "FREQ=DAILY;INTERVAL=3;UNTIL={until}", "FREQ=MONTHLY;COUNT={few}",
    "FREQ=MONTHLY;BYDAY=2TU;COUNT={few}", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL={until}",
    "FREQ=MONTHLY;BYMONTHDAY=31;COUNT={few}", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT={few}",
    "FREQ=YEARLY;COUNT=5", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=4", "FREQ=WEEKLY;BYDAY={day}",
)  # fmt: skip

OURS = """
import json, sys
from pathlib import Path
from weaklib.sources.calendars.ics import read_calendar
from weaklib.sources.files import ExportFile
path = Path(sys.argv[1])
file = ExportFile(path.name, path.name, ".", path.stat().st_size, lambda: path.open("rb"))
found = read_calendar(file, owner_emails=frozenset()).interactions.drop_duplicates("event")
print(json.dumps(sorted(
    [event.rpartition("@")[0], at.timestamp(), None if minutes != minutes else minutes]
    for event, at, minutes in zip(found["event"], found["at"], found["minutes"])
)))
"""

LIBRARIES = """
import json, sys
from datetime import date, datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo
import recurring_ical_events
from icalendar import Calendar
first, last = (datetime.fromisoformat(day) for day in sys.argv[2:])
calendar = Calendar.from_ical(Path(sys.argv[1]).read_bytes())
home = ZoneInfo(str(calendar["X-WR-TIMEZONE"]))
found, meetings = recurring_ical_events.of(calendar).between(first, last), []
for event in found:
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    if "ATTENDEE" not in event:
        continue
    timed = isinstance(start, datetime)
    at = start if timed else datetime(start.year, start.month, start.day, tzinfo=home)
    minutes = (end.astimezone(timezone.utc) - at.astimezone(timezone.utc)).total_seconds() / 60 if timed else None
    meetings.append([str(event["UID"]), at.timestamp(), minutes or None])
print(json.dumps([len(found), sorted(meetings)]))
"""


def print_calendars(folder: Path) -> bool:
    """Read the same calendar in both ways in fresh processes, print what it took; tell whether it sufficed.

    Parameters
    ----------
    folder
        Where the calendar is written.
    """
    path = folder / "calendar-20000.ics"
    path.write_bytes(write_calendar(EVENTS))
    window = [
        f"{day:%Y-%m-%d}T00:00:00+00:00"
        for day in (FIRST_DAY - timedelta(days=2), LAST_DAY + timedelta(days=1))
    ]
    theirs = run([sys.executable, "-c", LIBRARIES, str(path), *window], cwd=Path.cwd())
    ours = run([sys.executable, "-c", OURS, str(path)], cwd=Path.cwd())
    occurrences, expected = json.loads(theirs.said)
    equal = json.loads(ours.said) == expected
    ratio = theirs.cpu / ours.cpu
    print(
        f"\n{EVENTS:,} events in {path.stat().st_size / 1e6:.1f} MB, {occurrences:,} occurrences, "
        f"{len(expected):,} of them with people"
    )
    print(f"icalendar, recurring-ical-events  {theirs}")
    print(f"weaklib, to interactions          {ours}")
    kept = equal and ratio >= TIMES_FASTER
    print(
        f"{'PASS' if kept else 'FAIL'}: {ratio:.1f} times faster (at least {TIMES_FASTER}), "
        f"occurrences {'equal' if equal else 'NOT EQUAL'}"
    )
    return kept


def write_calendar(events: int, *, seed: int = 0) -> bytes:
    """Return a Google calendar of so many events: two in five with people, one in sixty a series.

    Times are in UTC, in the zone of the calendar or in others, one in twenty is all-day; of each third series one
    occurrence is moved, and of each second some are left out.
    """
    rng = Random(seed)
    people = [(person.name, person.email) for person in make_contacts(rng, 600)]
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{OWNER_EMAIL}", "X-WR-TIMEZONE:Europe/Berlin",
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "X-LIC-LOCATION:Europe/Berlin",
        "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
        "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE",
    ]  # fmt: skip
    number = 0
    while number < events:
        start = moment(rng, FIRST_DAY, LAST_DAY - timedelta(days=2)).replace(second=0)
        start = start.replace(
            hour=7 + start.hour % 12, minute=start.minute // 15 * 15
        )  # not while clocks change
        guests = rng.sample(people, rng.choice((1, 1, 1, 2, 2, 3, 5, 8))) if rng.random() < 0.4 else []
        if number % SERIES_EVERY == SERIES_EVERY // 2:
            blocks = series(rng, number, start, guests)[: events - number]
        else:
            blocks = [event(rng, number, times(rng, start), guests)]
        lines += [line for block in blocks for line in block]
        number += len(blocks)
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def times(rng: Random, start: datetime) -> list[str]:
    """The start and the end of an event that takes place once."""
    kind, minutes = rng.random(), rng.choice((30, 45, 60, 90))
    end = start + timedelta(minutes=minutes)
    if kind < 0.05:
        return [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}"]
    if kind < 0.75:
        return [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}"]
    zone = rng.choice(ZONES)
    closes = f"DURATION:PT{minutes}M" if kind > 0.97 else f"DTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"
    return [f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", closes]


def series(rng: Random, number: int, start: datetime, guests: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The blocks of a series: its master, and of each third series one occurrence that was moved."""
    zone, minutes = rng.choice(ZONES), timedelta(minutes=rng.choice((30, 60)))
    if not rng.randrange(len(RULES)):
        start = max(start, LAST_DAY - timedelta(weeks=30, minutes=LAST_DAY.minute))
    rule = rng.choice(RULES if start > LAST_DAY - timedelta(weeks=60) else RULES[:-1])
    weeks = timedelta(weeks=rng.randint(6, 40))
    rule = rule.format(
        few=rng.randint(4, 30),
        many=rng.randint(12, 60),
        until=f"{start + weeks:%Y%m%dT%H%M%SZ}",
        day=f"{start:%a}".upper()[:2],
    )
    when = [
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={zone}:{start + minutes:%Y%m%dT%H%M%S}",
        f"RRULE:{rule}",
    ]
    step = timedelta(weeks=2 if "INTERVAL=2" in rule else 1)
    if rng.random() < 0.5:
        when.append(f"EXDATE;TZID={zone}:{start + 2 * step:%Y%m%dT%H%M%S}")
    blocks = [event(rng, number, when, guests)]
    if "WEEKLY" in rule and rng.random() < 0.4:
        moved = start + step + timedelta(days=1, hours=2)
        when = [
            f"DTSTART;TZID={zone}:{moved:%Y%m%dT%H%M%S}",
            f"DTEND;TZID={zone}:{moved + 2 * minutes:%Y%m%dT%H%M%S}",
            f"RECURRENCE-ID;TZID={zone}:{start + step:%Y%m%dT%H%M%S}",
        ]
        blocks.insert(rng.randrange(2), event(rng, number, when, guests))
    return blocks


def event(rng: Random, number: int, when: Sequence[str], guests: Sequence[tuple[str, str]]) -> list[str]:
    """The lines of one event."""
    status = lambda: rng.choice(("ACCEPTED", "ACCEPTED", "NEEDS-ACTION", "TENTATIVE"))  # noqa: E731
    owner = (" ".join(OWNER), OWNER_EMAIL)
    attendees = [
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={status()};CN={name};X-NUM-GUESTS=0:mailto:{address}"
        for name, address in ([owner, *guests] if guests else [])
    ]
    if len(guests) > 2 and rng.random() < 0.5:
        attendees.append(
            "ATTENDEE;CUTYPE=RESOURCE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Room 4;"
            "X-NUM-GUESTS=0:mailto:c_188room4@resource.calendar.google.com"
        )
    organizer = [f"ORGANIZER;CN={owner[0]}:mailto:{OWNER_EMAIL}"] if guests else []
    alarm = [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:This is an event reminder",
        "TRIGGER:-P0DT0H10M0S",
        "END:VALARM",
    ]
    return [
        "BEGIN:VEVENT", *when, f"DTSTAMP:{LAST_DAY:%Y%m%dT%H%M%SZ}", *organizer, f"UID:{number:08x}@google.com",
        *attendees, f"CREATED:{FIRST_DAY:%Y%m%dT%H%M%SZ}",
        f"DESCRIPTION:{' '.join(rng.choices(WORDS, k=rng.choice((0, 0, 8, 30))))}",
        f"LAST-MODIFIED:{FIRST_DAY:%Y%m%dT%H%M%SZ}", "LOCATION:", "SEQUENCE:0", "STATUS:CONFIRMED",
        f"SUMMARY:{'Meeting' if guests else 'Focus time'} {number}", "TRANSP:OPAQUE",
        *(alarm if rng.random() < 0.1 else []), "END:VEVENT",
    ]  # fmt: skip


def main() -> int:
    """Measure in a folder that is removed again."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return 0 if print_calendars(Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
