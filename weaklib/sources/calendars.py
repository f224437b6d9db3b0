"""Calendar files (.ics): every meeting with other people, each at the times that it took place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from urllib.parse import unquote

import pandas as pd

from weaklib.book import WHEN
from weaklib.sources.calendar_blocks import STAMPS, Block, Scan, scan_calendar
from weaklib.sources.calendar_people import Guest, guests_of, named_owners, others_at, usual_owner, why_not
from weaklib.sources.calendar_times import (
    MAX_OCCURRENCES,
    Clock,
    Occurrence,
    UnreadableEventError,
    changed_moment,
    known_zones,
    zone_of,
)
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import MEETINGS, Reading, frame

HOLIDAYS = "#holiday@group.v.calendar.google.com"
CUT = "cut off before its end"


def is_calendar(file: ExportFile) -> bool:
    """Tell whether `file` is a calendar, by its name."""
    return file.name.lower().endswith(".ics")


def read_calendar(
    file: ExportFile, *, owner_emails: frozenset[str], until: pd.Timestamp | None = None
) -> Reading:
    """Read the meetings of a calendar file; a row is one VEVENT, counted from 1.

    A series is expanded to the end of the last day that the calendar speaks for: that of its
    newest stamp, or, where stamps are missing or older than most events, of its last explicit
    start. One-off events after that day are kept as they are.

    Parameters
    ----------
    file
        The file; several calendars in it are read as one.
    owner_emails
        The owner's known addresses, in lower case. To them come the addresses that the calendar
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
        `first` and `last` are days in UTC.

    Raises
    ------
    InputError
        If the file is no calendar.
    """
    scan = scan_calendar(file)
    with known_zones(scan.headers):
        plan = _Plan(scan, owner_emails | named_owners(file.name, scan.headers))
        if _is_holidays(file, scan):
            plan.aside = dict.fromkeys((block.row for block in scan.blocks), "public holidays")
            plan.merged = 0
        last = _last_day(scan.blocks)
        meetings = list(plan.meetings(_end(last, until)))
        interactions = _interactions(plan, meetings)
        zone = next((z for header in scan.headers if (z := zone_of(header).key) != "UTC"), "")
    return Reading(
        source=file.source,
        kind="calendar",
        rows=len(scan.blocks),
        merged=plan.merged,
        interactions=interactions,
        set_aside=frame(
            [{"row": b.row, "reason": plan.aside[b.row], "raw": b.text} for b in scan.blocks if b.row in plan.aside],
            ("row", "reason", "raw"),
        ),
        first=interactions["at"].min().tz_localize(None).normalize() if len(interactions) else None,
        last=last,
        owner_emails=plan.owners,
        zone=zone,
        note=_note(scan, plan),
    )
