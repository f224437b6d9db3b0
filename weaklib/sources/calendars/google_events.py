"""An event as Google's Calendar API tells it, in the words of a calendar file, without its description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from typing import Any, TypeGuard

from weaklib.sources.calendars.zones import UNREADABLE, zone_called

LONGEST = 1_000  # characters of a value
LONGEST_NAME = 300
ODD = frozenset(';:",^\\')  # a name with one of these is written in quotes
UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]+")
ZONE = re.compile(r"[A-Za-z0-9_+/. -]+")
RECURRENCE = re.compile(r"(RRULE|RDATE|EXDATE)([;:].*)", re.IGNORECASE)
KINDS = {
    "outOfOffice": "out of office",
    "focusTime": "focus time",
    "workingLocation": "a place of work",
    "birthday": "a birthday",
    "fromGmail": "taken from a mail",
}
"""What an event of another kind than a meeting is."""

HIDDEN = "its guests are not told in this file"
BEGIN = "BEGIN:VEVENT"
ANSWERS = {"declined": "DECLINED", "accepted": "ACCEPTED", "tentative": "TENTATIVE"}

Event = Mapping[str, Any]


def is_event(value: object) -> TypeGuard[Event]:
    """Tell whether a value is an event at all."""
    return isinstance(value, dict) and bool({"start", "iCalUID", "originalStartTime", "id"} & value.keys())


def no_meeting(event: Event) -> str:
    """Return why an event is no meeting of which anything can be told; "" if it may be one."""
    kind = event.get("eventType", "default")
    if kind != "default":
        return f"{KINDS.get(str(kind), 'another kind of event')}, not a meeting"
    organizer = event.get("organizer")
    by_me = isinstance(organizer, dict) and organizer.get("self") is True
    hidden = event.get("guestsCanSeeOtherGuests") is False and not by_me
    return HIDDEN if event.get("attendeesOmitted") is True or hidden else ""


def vevent(event: Event) -> str:
    """Return an event as the text of a VEVENT without its UID; with its guests unless it is no meeting."""
    lines = [BEGIN, *_times(event), *_versions(event)]
    if event.get("status") == "cancelled":
        lines.append("STATUS:CANCELLED")
    lines.append(f"SUMMARY:{_escaped(one_line(event.get('summary')))}")
    if not no_meeting(event):
        lines += _guests(event)
    return "\n".join([*lines, "END:VEVENT"])


def with_uid(text: str, uid: str) -> str:
    """Return the text of a VEVENT with its UID; as it is where there is none."""
    return f"{BEGIN}\nUID:{uid}{text.removeprefix(BEGIN)}" if uid else text


def uid_of(event: Event) -> str:
    """Return what an event is called in every calendar; "" where it does not say so."""
    return one_line(event.get("iCalUID"))


def series_of(event: Event) -> str:
    """Return Google's own id of the series that an event belongs to, or of itself."""
    return one_line(event.get("recurringEventId")) or one_line(event.get("id"))


def own_addresses(event: Event) -> Iterator[str]:
    """Yield the addresses that are marked as those of the calendar itself."""
    for one in (event.get("organizer"), *_attendees(event)):
        if isinstance(one, dict) and one.get("self") is True:
            yield one_line(one.get("email"))


def one_line(value: object) -> str:
    """Return a text of one line that no control character and no half of a character spoils."""
    if not isinstance(value, str):
        return ""
    return " ".join(UNSPEAKABLE.sub(" ", value[:LONGEST]).split())


def _times(event: Event) -> Iterator[str]:
    repeats = [line for line in map(_recurrence, _list(event.get("recurrence"))) if line]
    original = event.get("originalStartTime") or event.get("start")
    start = event.get("start") or original
    if isinstance(start, dict):
        yield _time("DTSTART", start, on_the_wall=bool(repeats))
    if isinstance(end := event.get("end"), dict) and event.get("endTimeUnspecified") is not True:
        yield _time("DTEND", end, on_the_wall=bool(repeats))
    if event.get("recurringEventId") and isinstance(original, dict):
        yield _time("RECURRENCE-ID", original, on_the_wall=False)
    yield from repeats


def _recurrence(line: object) -> str:
    found = RECURRENCE.fullmatch(UNSPEAKABLE.sub(" ", line)) if isinstance(line, str) else None
    return found[1].upper() + found[2] if found else ""


def _time(name: str, given: Event, *, on_the_wall: bool) -> str:
    """Write a time in UTC; that of a series on the wall of its zone, which it keeps all the year."""
    if isinstance(day := given.get("date"), str):
        return f"{name};VALUE=DATE:{one_line(day).replace('-', '')}"
    text, called = one_line(given.get("dateTime")), one_line(given.get("timeZone"))
    with suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(text)
        zone = _zone(called)
        if at.tzinfo is None:
            zoned = f";TZID={called}" if ZONE.fullmatch(called) else ""
            return f"{name}{zoned}:{at:%Y%m%dT%H%M%S}"
        if on_the_wall and zone:
            return f"{name};TZID={called}:{at.astimezone(zone):%Y%m%dT%H%M%S}"
        return f"{name}:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{name}:{text[:80]}"


def _zone(called: str) -> tzinfo | None:
    with suppress(*UNREADABLE):
        return zone_called(called) if ZONE.fullmatch(called) else None
    return None


def _versions(event: Event) -> Iterator[str]:
    if isinstance(sequence := event.get("sequence"), int):
        yield f"SEQUENCE:{sequence}"
    for name, key in (("CREATED", "created"), ("LAST-MODIFIED", "updated")):
        with suppress(ValueError, OverflowError):
            at = datetime.fromisoformat(one_line(event.get(key)))
            yield f"{name}:{at.astimezone(UTC) if at.tzinfo else at:%Y%m%dT%H%M%SZ}"


def _guests(event: Event) -> Iterator[str]:
    """Yield who is there; an organiser without guests is alone."""
    attendees = [one for one in _attendees(event) if isinstance(one, dict)]
    for one in attendees:
        kind = "RESOURCE" if one.get("resource") is True else "INDIVIDUAL"
        answer = ANSWERS.get(str(one.get("responseStatus")), "NEEDS-ACTION")
        yield f"ATTENDEE;CUTYPE={kind};PARTSTAT={answer}{_called(one)}:mailto:{one_line(one.get('email'))}"
    if attendees and isinstance(organizer := event.get("organizer"), dict):
        yield f"ORGANIZER{_called(organizer)}:mailto:{one_line(organizer.get('email'))}"


def _called(one: Event) -> str:
    name = one_line(one.get("displayName"))[:LONGEST_NAME]
    if not name:
        return ""
    if ODD.isdisjoint(name):
        return f";CN={name}"
    quoted = name.replace("^", "^^").replace('"', "^'")  # as RFC 6868 has it
    return f';CN="{quoted}"'


def _attendees(event: Event) -> list[object]:
    return _list(event.get("attendees"))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text)
