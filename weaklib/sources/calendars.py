"""Calendar files (.ics): every meeting with other people, at each time that it took place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import unquote

import pandas as pd

from weaklib.book import WHEN
from weaklib.sources.calendar_blocks import STAMPS, Block, Scan, scan_calendar
from weaklib.sources.calendar_meetings import Agenda
from weaklib.sources.calendar_people import named_owners
from weaklib.sources.calendar_times import MAX_OCCURRENCES, known_zones, named_zone
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import MEETINGS, Reading, frame

HOLIDAYS = "#holiday@group.v.calendar.google.com"
TYPES = {"row": "int64", "at": WHEN, "group_size": "int64", "minutes": "float64", "words": "float64"}


def is_calendar(file: ExportFile) -> bool:
    """Tell whether `file` is a calendar, by its name."""
    return file.name.lower().endswith(".ics")


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
        address in more than half of at least three meetings.
    until
        A day to which series are expanded if it is later.

    Returns
    -------
    Reading
        One interaction for each other human with an address at each meeting. `group_size` is the
        owner and all humans who did not decline; `minutes` is nan for all-day events and where no
        end is given; `event` is the event's UID and its start, the same in everybody's calendar.
        `first` and `last` are days in UTC; `owner_emails` are the addresses that the calendar
        shows to be the owner's.

    Raises
    ------
    InputError
        If the file is no calendar.
    """
    scan = scan_calendar(file)
    last = _last_day(scan.blocks)
    with known_zones(scan.headers):
        agenda = Agenda(given=owner_emails, named=named_owners(file.name, scan.headers))
        if _is_holidays(file, scan):
            agenda.set_aside(scan.blocks, "public holidays")
        else:
            agenda.take(scan.blocks, end=_end_of(last, until))
        zones = [zone.key for header in scan.headers if (zone := named_zone(header))]
    interactions = _interactions(agenda)
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
    stamps, starts = _days(blocks, *STAMPS), _days(blocks, "DTSTART")
    if not stamps or sum(day > stamps[-1] for day in starts) > len(starts) / 2:
        stamps = _days([block for block in blocks if not block.repeats], "DTSTART") or starts
    return pd.Timestamp(stamps[-1]) if stamps else None


def _days(blocks: Sequence[Block], *names: str) -> list[str]:
    days = pd.Series(sorted(day for block in blocks for day in block.days(*names)), dtype="str")
    return list(days[pd.to_datetime(days, format="%Y%m%d", errors="coerce").notna()])


def _end_of(last: pd.Timestamp | None, until: pd.Timestamp | None) -> datetime:
    days = [day for day in (last, until) if day is not None]
    day = max(days, default=pd.Timestamp(1970, 1, 1)).normalize() + pd.Timedelta(days=1)
    return day.to_pydatetime().replace(tzinfo=UTC)


def _interactions(agenda: Agenda) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "row": meeting.time.row,
            "profile": "",
            "email": guest.email,
            "name": guest.name,
            "at": meeting.time.at,
            "channel": "meeting" if len(meeting.others) == 1 else "group_meeting",
            "direction": "both",
            "group_size": len(meeting.others) + 1,
            "minutes": meeting.time.minutes,
            "words": float("nan"),
            "skill": "",
            "hint": "",
            "event": meeting.event,
        }
        for meeting in agenda.meetings
        for guest in meeting.others
        if guest.email
    ]
    table = frame(rows, MEETINGS).astype(TYPES)
    return table.sort_values(["at", "event", "email"], ignore_index=True)


def _set_aside(blocks: Sequence[Block], aside: dict[int, str]) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {"row": block.row, "reason": aside[block.row], "raw": block.text}
        for block in blocks
        if block.row in aside
    ]
    return frame(rows, ("row", "reason", "raw"))


def _note(scan: Scan, agenda: Agenda) -> str:
    notes = []
    if scan.cut:
        notes.append("the file ends in the middle, as a download cut short does; download it again")
    for (tzid, zone), rows in sorted(agenda.clock.guessed.items()):
        some = "1 event names" if len(rows) == 1 else f"{len(rows)} events name"
        named = f"the unknown time zone {tzid[:60]!r}" if tzid else "no time zone"
        notes.append(f"{some} {named}; read as {zone}")
    if agenda.clock.capped:
        notes.append(
            f"{agenda.clock.capped} series too long; of each the newest {MAX_OCCURRENCES:,} meetings are read"
        )
    nameless = {guest.name for meeting in agenda.meetings for guest in meeting.others if not guest.email}
    if nameless:
        some = "1 person" if len(nameless) == 1 else f"{len(nameless)} people"
        notes.append(f"{some} at its meetings counted, but not listed, for want of an address")
    if agenda.misses_owner:
        notes.append(
            "none of your own addresses is at its meetings; if one is missing, add it to settings.yaml"
        )
    return "; ".join(notes)
