"""Calendar files (.ics): every meeting with other people, at each time that it took place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pandas as pd

from weaklib.sources.calendars.blocks import Block, Scan, scan_calendar
from weaklib.sources.calendars.meeting_table import meeting_table
from weaklib.sources.calendars.meetings import Agenda
from weaklib.sources.calendars.people import named_owners
from weaklib.sources.calendars.text import begins_as_calendar
from weaklib.sources.calendars.times import MAX_OCCURRENCES
from weaklib.sources.calendars.zones import known_zones, named_zone
from weaklib.sources.collector import seldom_collected
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import Reading

OTHERS = {"VTODO": "tasks", "VJOURNAL": "journal entries", "VFREEBUSY": "free and busy times"}
FIRST_DAY, LAST_DAY = "19700101", "20991231"  # others are no days of a meeting
HOLIDAYS = "#holiday@group.v.calendar.google.com"
MOST_TOLD = 3  # time zones that nobody knows
NAMES = (".ics", ".ical", ".icalendar")


def is_calendar(file: ExportFile) -> bool:
    """Tell whether `file` is a calendar, by its name."""
    return file.name.lower().endswith(NAMES)


def looks_like(name: str, head: bytes) -> bool:
    r"""Tell whether a file is a calendar: by its name, or by its first line whatever its name is.

    Parameters
    ----------
    name
        Its base name.
    head
        Its first bytes.

    Examples
    --------
    >>> looks_like("meetings.txt", b"BEGIN:VCALENDAR\r\nVERSION:2.0"), looks_like("a.txt", b"BEGIN:VCARD")
    (True, False)
    """
    return name.lower().endswith(NAMES) or begins_as_calendar(head)


def read_calendar(
    file: ExportFile, *, owner_emails: frozenset[str], until: pd.Timestamp | None = None
) -> Reading:
    """Read the meetings of a calendar file; a row is one VEVENT, counted from 1.

    A series is expanded to the end of the last day that the calendar speaks for: that of its
    newest stamp or, where stamps are missing or older than most events, that of the last start
    which is written out. Single events after that day are kept.

    Parameters
    ----------
    file
        The file; several calendars in it are read as one.
    owner_emails
        The owner's known addresses, in lower case. To them come the address that the calendar
        or its file is named after and, where none of all these is at any meeting, the one
        address in more than half of at least three meetings. A calendar in which a known address
        is a guest beside the one it is named after, under another name, is somebody else's.
    until
        A day to which series are expanded if it is later.

    Returns
    -------
    Reading
        One interaction for each other human with an address at each meeting. `group_size` is the
        owner and all humans who did not decline; `minutes` is nan for all-day events and where no
        end is given; `event` is the event's UID and its start, the same in everybody's calendar.
        A meeting of more than 200 others is set aside; smaller ones are listed whatever their size,
        for whoever measures to tell a meeting from a crowd.
        `first` and `last` are days in UTC; `owner_emails` are the addresses that the calendar
        shows to be the owner's.

    Raises
    ------
    InputError
        If the file is no calendar.
    """
    with seldom_collected():
        return reading_of(file, scan_calendar(file), owner_emails=owner_emails, until=until)


def reading_of(
    file: ExportFile, scan: Scan, *, owner_emails: frozenset[str], until: pd.Timestamp | None = None
) -> Reading:
    """Return what a calendar file says that holds what `scan` found; the rest is as in `read_calendar`."""
    last = _last_day(scan.blocks)
    with known_zones(scan.headers):
        agenda = Agenda(given=owner_emails, named=named_owners(file.name, scan.headers))
        if _is_holidays(file, scan):
            agenda.set_aside(scan.blocks, "public holidays")
        else:
            agenda.take(scan.blocks, end=_end_of(last, until))
        zones = [zone.key for header in scan.headers if (zone := named_zone(header))]
    interactions = meeting_table(agenda.meetings)
    return Reading(
        source=file.source,
        kind="calendar",
        rows=len(scan.blocks),
        merged=agenda.merged,
        interactions=interactions,
        set_aside=_set_aside(scan.blocks, agenda.aside),
        first=None if interactions.empty else interactions["at"].min().tz_localize(None).normalize(),
        last=last,
        owner_emails=agenda.found,
        zone=zones[0] if zones else "",
        note=_note(scan, agenda),
    )


def _is_holidays(file: ExportFile, scan: Scan) -> bool:
    said = [file.source, *(line for header in scan.headers for line in header.lines)]
    return any(HOLIDAYS in unquote(text).lower() for text in said)


def _last_day(blocks: Sequence[Block]) -> pd.Timestamp | None:
    starts = [day for block in blocks if FIRST_DAY <= (day := block.start_day) <= LAST_DAY]
    newest = _newest(day for block in blocks for day in block.stamps)
    if not newest or sum(day > newest for day in starts) > len(starts) / 2:
        newest = _newest(block.start_day for block in blocks if not block.repeats) or _newest(starts)
    return pd.Timestamp(newest) if newest else None


def _newest(days: Iterable[str]) -> str:
    for day in sorted(set(days), reverse=True):
        if FIRST_DAY <= day <= LAST_DAY and day.isdecimal():
            with suppress(ValueError):  # 31 February
                return f"{date.fromisoformat(day):%Y%m%d}"
    return ""


def _end_of(last: pd.Timestamp | None, until: pd.Timestamp | None) -> datetime:
    days = [day for day in (last, until) if day is not None]
    day = max(days, default=pd.Timestamp(1970, 1, 1)).normalize() + pd.Timedelta(days=1)
    return day.to_pydatetime().replace(tzinfo=UTC)


def _set_aside(blocks: Sequence[Block], aside: dict[int, str]) -> pd.DataFrame:
    left = [block for block in blocks if block.row in aside]
    columns: dict[str, list[object]] = {
        "row": [block.row for block in left],
        "reason": [aside[block.row] for block in left],
        "raw": [block.text for block in left],
    }
    return pd.DataFrame(columns, dtype="object")


def _note(scan: Scan, agenda: Agenda) -> str:
    notes = []
    if scan.cut:
        notes.append("the file ends in the middle, as a download cut short does; download it again")
    guessed = sorted(agenda.clock.guessed.items())
    for (tzid, zone), rows in guessed[:MOST_TOLD]:
        some = "1 event names" if len(rows) == 1 else f"{len(rows)} events name"
        named = f"the unknown time zone {tzid[:60]!r}" if tzid else "no time zone"
        notes.append(f"{some} {named}; read as {zone}")
    if len(guessed) > MOST_TOLD:
        notes.append(f"{len(guessed) - MOST_TOLD:,} more time zones are unknown")
    if agenda.clock.capped:
        notes.append(
            f"{agenda.clock.capped} series too long; of each the newest {MAX_OCCURRENCES:,} meetings are read"
        )
    nameless = {guest.name for meeting in agenda.meetings for guest in meeting.others if not guest.email}
    if nameless:
        some = "1 person" if len(nameless) == 1 else f"{len(nameless)} people"
        notes.append(f"{some} at its meetings counted, but not listed, for want of an address")
    if agenda.somebody_elses:
        whose = ", ".join(sorted(agenda.somebody_elses))
        notes.append(
            f"the calendar of {whose}, in which you are a guest: only meetings with you are read; "
            "if the address is yours, add it to settings.yaml"
        )
    if not scan.blocks:
        kinds = [word for kind, word in OTHERS.items() if scan.others[kind]]
        notes.append(f"no events in it{', only ' + ' and '.join(kinds) if kinds else ''}")
    if agenda.misses_owner:
        notes.append(
            "none of your own addresses is at its meetings; if one is missing, add it to settings.yaml"
        )
    return "; ".join(notes)
