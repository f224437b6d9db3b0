"""The calendar of the example, as Google Calendar exports it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from weaklib.example.cast import OWNER_EMAILS
from weaklib.example.history import Meeting, identity
from weaklib.example.occasions import ALONE, WHOLE_DAYS
from weaklib.example.story import EXPORTED_AT, ZONE

HEAD = f"""BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:{OWNER_EMAILS[0]}
X-WR-TIMEZONE:{ZONE}
BEGIN:VTIMEZONE
TZID:{ZONE}
X-LIC-LOCATION:{ZONE}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""

EXPORTED = f"DTSTAMP:{EXPORTED_AT:%Y%m%dT%H%M%SZ}"


def calendar(meetings: list[Meeting]) -> str:
    """Return the calendar as text: CRLF, lines folded at 75 bytes."""
    lines = HEAD.splitlines()
    for meeting in meetings:
        # exports give changed occurrences in any order: here they come before their series
        event, *moved = _events(meeting)
        lines += chain.from_iterable((*moved, event))
    lines += chain.from_iterable((*_alone(), *_whole_days()))
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _events(meeting: Meeting) -> Iterator[list[str]]:
    """Yield the event itself, then its single occurrences that were moved."""
    uid = identity(meeting.title, meeting.start, *(person.key for person in meeting.people)) + "@google.com"
    if meeting.series is None:
        yield _event(
            meeting, uid, _utc("DTSTART", meeting.start), _utc("DTEND", meeting.start + _length(meeting))
        )
        return
    rule = "RRULE:" + meeting.series.rule + _until(meeting)
    skipped = [_local("EXDATE", _at(day, meeting.start.time())) for day in meeting.series.skipped]
    yield _event(meeting, uid, *_span(meeting, meeting.start), rule, *skipped)
    for day, new_day, clock in meeting.series.moved:
        start = datetime.fromisoformat(f"{new_day} {clock}")
        yield _event(
            meeting,
            uid,
            *_span(meeting, start),
            _local("RECURRENCE-ID", _at(day, meeting.start.time())),
            sequence=1,
        )


def _event(meeting: Meeting, uid: str, *when: str, sequence: int = 0) -> list[str]:
    made = min(meeting.start - timedelta(days=9, hours=3), EXPORTED_AT - timedelta(days=2))
    host = OWNER_EMAILS[0] if uid < "8" else meeting.people[0].email
    return [
        "BEGIN:VEVENT",
        *when,
        EXPORTED,
        f"ORGANIZER;CN={host}:mailto:{host}",
        f"UID:{uid}",
        *_attendees(meeting),
        f"CREATED:{made:%Y%m%dT%H%M%SZ}",
        f"LAST-MODIFIED:{made + timedelta(hours=2):%Y%m%dT%H%M%SZ}",
        *([f"LOCATION:{_escaped(meeting.place)}"] if meeting.place else []),
        f"SEQUENCE:{sequence}",
        "STATUS:CONFIRMED",
        f"SUMMARY:{_escaped(meeting.title)}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def _attendees(meeting: Meeting) -> Iterator[str]:
    yield _attendee(OWNER_EMAILS[0], OWNER_EMAILS[0])
    for person in meeting.people:
        yield _attendee(person.email, person.called, "DECLINED" if person in meeting.declines else "ACCEPTED")
    if meeting.series and meeting.place:
        room = f"c_{identity('room', meeting.place)}@resource.calendar.google.com"
        yield _attendee(room, meeting.place, kind="RESOURCE")


def _attendee(email: str, name: str, answer: str = "ACCEPTED", kind: str = "INDIVIDUAL") -> str:
    shown = f'"{name}"' if set(name) & set(",;:") else name
    role = f"CUTYPE={kind};ROLE=REQ-PARTICIPANT;PARTSTAT={answer}"
    return f"ATTENDEE;{role};CN={shown};X-NUM-GUESTS=0:mailto:{email}"


def _until(meeting: Meeting) -> str:
    if not (meeting.series and meeting.series.until):
        return ""
    return f";UNTIL={_zulu(_at(meeting.series.until, time(23, 59, 59)))}"


def _span(meeting: Meeting, start: datetime) -> tuple[str, str]:
    return _local("DTSTART", start), _local("DTEND", start + _length(meeting))


def _length(meeting: Meeting) -> timedelta:
    return timedelta(minutes=meeting.minutes)


def _at(day: str, clock: time) -> datetime:
    return datetime.combine(date.fromisoformat(day), clock)


def _local(name: str, moment: datetime) -> str:
    return f"{name};TZID={ZONE}:{moment:%Y%m%dT%H%M%S}"


def _utc(name: str, moment: datetime) -> str:
    return f"{name}:{_zulu(moment)}"


def _zulu(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _alone() -> Iterator[list[str]]:
    for title, clock, minutes, days in ALONE:
        for day in days.split():
            start = datetime.fromisoformat(f"{day} {clock}")
            end = start + timedelta(minutes=minutes)
            yield _own(title, day, _utc("DTSTART", start), _utc("DTEND", end))


def _whole_days() -> Iterator[list[str]]:
    for title, first, after in WHOLE_DAYS:
        days = (day.replace("-", "") for day in (first, after))
        yield _own(
            title,
            first,
            *(f"{name};VALUE=DATE:{day}" for name, day in zip(("DTSTART", "DTEND"), days, strict=True)),
        )


def _own(title: str, day: str, *when: str) -> list[str]:
    uid = f"UID:{identity(title, day)}@google.com"
    tail = ["SEQUENCE:0", "STATUS:CONFIRMED", f"SUMMARY:{title}", "TRANSP:OPAQUE", "END:VEVENT"]
    return ["BEGIN:VEVENT", *when, EXPORTED, uid, *tail]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    """Fold after 75 bytes, never inside a character."""
    parts, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > 75:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += width
    return "\r\n".join(parts)
