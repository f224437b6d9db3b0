"""Outlook's calendar as a table (.csv): who met when, on the wall of the owner's zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pandas as pd

from weaklib.book import InputError
from weaklib.sources.calendars.meeting_table import meeting_table
from weaklib.sources.calendars.meetings import CANCELLED, Meeting
from weaklib.sources.calendars.moments import UnreadableEventError, When, occurrence
from weaklib.sources.calendars.outlook_columns import layout_of
from weaklib.sources.calendars.outlook_dates import order_of, when
from weaklib.sources.calendars.outlook_people import Whose, key_of, usual
from weaklib.sources.calendars.outlook_rows import Row, Rows
from weaklib.sources.calendars.people import others_at, why_not
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import Reading, frame
from weaklib.sources.sheets.delimited import open_sheet

HEAD = 64 * 1024
MOST_ROWS = 500_000  # of people at all its meetings
TOO_MANY = "too many people at too many meetings to list them all"


def looks_like(name: str, head: bytes) -> bool:  # noqa: ARG001
    """Tell whether a file is a calendar of Outlook's, by its columns, whatever its name.

    Parameters
    ----------
    name
        Its base name.
    head
        Its first bytes.

    Examples
    --------
    >>> looks_like("calendar.csv", b"Subject,Start Date,Start Time,End Date,End Time,Meeting Organizer")
    True
    >>> looks_like("tasks.csv", b"Subject,Start Date,Due Date,Reminder On/Off,Date Completed")
    False
    """
    return layout_of(head) is not None


def read_outlook_calendar(
    file: ExportFile, *, owner_emails: frozenset[str], owner_name: str = "", zone: str = ""
) -> Reading:
    """Read the meetings of Outlook's calendar; a row is one event, numbered as a spreadsheet does.

    Every occurrence of a series has a row of its own. Equal rows are merged.

    Parameters
    ----------
    file
        The file.
    owner_emails, owner_name
        The owner's known addresses, in lower case, and name: people are mostly given by name alone.
        Where none of them is at any meeting, whoever is at most of at least three is the owner.
    zone
        The zone of the owner's clock; "" where nothing says it, then times are read as UTC.

    Returns
    -------
    Reading
        One interaction for each other human at each meeting, by name where there is no address.
        `event` is made of the start, the end, the subject and the organiser, and tells none of them but
        the start. `last` is the day of the last start.

    Raises
    ------
    InputError
        If the columns are not those of Outlook's calendar.
    """
    with file.open() as stream:
        layout = layout_of(stream.read(HEAD))
    if layout is None:
        msg = (
            f"{file.source} has no columns that weaklib knows from Outlook's calendar; export it again "
            "(File, Open & Export, Import/Export, Comma Separated Values) and put the file here unchanged."
        )
        raise InputError(msg)
    rows = Rows(layout)
    with open_sheet(file, needs=tuple(layout.columns.values()), aliases=layout.columns) as sheet:
        rows.take_all(sheet.records)
    return _Diary(rows, Whose(owner_emails, owner_name), zone).reading(file.source)


class _Diary:
    """The rows of a table as meetings."""

    def __init__(self, rows: Rows, whose: Whose, zone: str) -> None:
        self.rows = rows
        self.zone = zone
        dates = [text for row in rows.events for text in (row.start, row.end)]
        self.order = order_of(dates, month_first=rows.layout.language.month_first)
        everybody = [row.guests for row in rows.events]
        self.own = {key_of(guest) for guests in everybody for guest in guests if whose.has(guest)}
        self.own = self.own or set(usual(everybody))
        self.meetings: list[Meeting] = []
        self.size = 0
        self.days: list[pd.Timestamp] = []

    def reading(self, source: str) -> Reading:
        """Return what the table says."""
        for row, start in sorted(self._dated(), key=_newest, reverse=True):
            self._meet(row, start)
        found = meeting_table(self.meetings, by_name=True)
        aside = sorted(self.rows.aside, key=lambda row: int(str(row["row"])))
        return Reading(
            source=source,
            kind="calendar",
            rows=self.rows.count,
            merged=self.rows.merged,
            interactions=found,
            set_aside=frame(aside, ("row", "reason", "raw")),
            first=None if found.empty else found["at"].min().tz_localize(None).normalize(),
            last=max(self.days, default=None),
            owner_emails=frozenset(key for key in self.own if "@" in key),
            note="; ".join(self._notes()),
        )

    def _dated(self) -> Iterator[tuple[Row, When]]:
        """Yield the rows that are meetings with somebody, and when they start."""
        for row in self.rows.events:
            others = [guest for guest in row.guests if key_of(guest) not in self.own]
            reason = CANCELLED if row.is_cancelled else why_not(others, (), by_name=True)
            try:
                start = when(row.start, self.order)
            except UnreadableEventError as error:
                self.rows.put_aside(row.number, reason or str(error), row.raw)
                continue
            self.days.append(pd.Timestamp(start).normalize())
            if reason:
                self.rows.put_aside(row.number, reason, row.raw)
            else:
                yield row._replace(guests=others), start

    def _meet(self, row: Row, start: When) -> None:
        others = others_at(row.guests, ())
        self.size += len(others)
        if self.size > MOST_ROWS:
            self.rows.put_aside(row.number, TOO_MANY, row.raw)
            return
        if row.is_all_day and isinstance(start, datetime):
            start = start.date()
        end = self._end(row, start)
        time = occurrence(row.number, start, end, ZoneInfo(self.zone or "UTC"))
        told = sha256(f"{start}\0{end}\0{row.digest}".encode()).hexdigest()[:16]
        self.meetings.append(Meeting(f"outlook-{told}@{time.at:%Y-%m-%dT%H:%M:%SZ}", others, time))

    def _end(self, row: Row, start: When) -> When:
        """Return the end of a meeting; its start where it has none."""
        try:
            end = when(row.end, self.order)
        except UnreadableEventError:
            return start
        return end if isinstance(start, datetime) and isinstance(end, datetime) else start

    def _notes(self) -> Iterator[str]:
        if not self.order.is_sure:
            shown = "month/day/year" if self.order.month_first else "day/month/year"
            yield f"nothing tells whether its dates have the day or the month first; read as {shown}"
        if self.meetings and not self.zone:
            yield (
                "it names no time zone, and nothing else says yours; read as UTC: "
                "write `zone: Europe/Berlin` or the like into settings.yaml"
            )
        if self.meetings and not self.own and any(len(meeting.others) > 1 for meeting in self.meetings):
            yield (
                "none of the people at its meetings is known to be you; "
                "write your name as it stands there into settings.yaml"
            )


def _newest(dated: tuple[Row, When]) -> tuple[str, str]:
    return str(dated[1]), dated[0].digest
