"""Google's calendar as its API gives it (JSON): the same events as in an .ics file, read in the same way."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from weaklib.book import InputError
from weaklib.sources.calendars.blocks import CUT_OFF, Block, Header, Scan
from weaklib.sources.calendars.google_events import (
    HIDDEN,
    is_event,
    no_meeting,
    one_line,
    own_addresses,
    series_of,
    uid_of,
    vevent,
    with_uid,
)
from weaklib.sources.calendars.ics import reading_of
from weaklib.sources.calendars.json_events import CUT, DamagedError, Page, events_of
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import Reading

MOST_EVENTS = 100_000
NO_EVENT = "not an event"
KIND = re.compile(r'"kind"\s*:\s*"calendar#events?"|"iCalUID"\s*:')
HEADERS = (("summary", "X-WR-CALNAME"), ("timeZone", "X-WR-TIMEZONE"))
NOBODY = "nobody else in it"


def looks_like(name: str, head: bytes) -> bool:  # noqa: ARG001
    """Tell whether a file is a calendar of Google's in JSON, whatever its name.

    Parameters
    ----------
    name
        Its base name.
    head
        Its first bytes.

    Examples
    --------
    >>> looks_like("events.json", b'{"kind": "calendar#events", "items": [')
    True
    >>> looks_like("package.json", b'{"name": "calendar", "items": [')
    False
    """
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if wide else "utf-8-sig", "replace").lstrip()
    return text.startswith(("{", "[")) and bool(KIND.search(text))


def read_google_calendar(file: ExportFile, *, owner_emails: frozenset[str]) -> Reading:
    """Read the meetings of a calendar in JSON; a row is one item, counted from 1.

    Parameters
    ----------
    file
        One page of events, several in a list, or a list of events.
    owner_emails
        The owner's known addresses, in lower case. The addresses that the events mark as the calendar's
        own are what its name is for an .ics file.

    Returns
    -------
    Reading
        As `ics.read_calendar` returns it; `event` is the event's iCalUID and its start.

    Raises
    ------
    InputError
        If it is too large, nested too deeply or no calendar.
    """
    told = _Told()
    try:
        for value, page in events_of(file):
            told.take(value, page)
            if len(told.items) > MOST_EVENTS:
                msg = (
                    f"{file.source} has more than {MOST_EVENTS:,} events; get those of fewer years at a time."
                )
                raise InputError(msg)
    except DamagedError:
        told.is_cut = True
    reading = reading_of(file, told.scan(), owner_emails=owner_emails)
    aside = reading.set_aside.copy()
    aside["reason"] = [
        told.reasons.get(row, reason) if reason == NOBODY else reason
        for row, reason in zip(aside["row"], aside["reason"], strict=True)
    ]
    return replace(reading, set_aside=aside, note="; ".join(filter(None, (reading.note, told.note()))))


@dataclass
class _Item:
    """One event in the words of a calendar file, before it is known what its series is called."""

    uid: str
    series: str
    text: str
    header: Header


@dataclass
class _Told:
    """All that a file says.

    Attributes
    ----------
    items
        Its events; what is wrong with it instead of one that cannot be read.
    reasons
        By row: why it is no meeting.
    uids
        What each series is called in every calendar, by Google's own id.
    own
        The addresses of the calendar itself.
    headers
        Each page, and what a calendar file says of its calendar.
    is_cut
        Whether the rest of the file cannot be read.
    """

    items: list[_Item | str] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    uids: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    headers: dict[int, tuple[Page, Header]] = field(default_factory=dict)
    is_cut: bool = False

    def take(self, value: object, page: Page) -> None:
        """Take one item of a page."""
        if not is_event(value):
            self.items.append(CUT_OFF if value is CUT else NO_EVENT)
            return
        uid, series = uid_of(value), series_of(value)
        if uid:
            self.uids.setdefault(series, uid)
        _, header = self.headers.setdefault(id(page), (page, Header()))
        self.items.append(_Item(uid, series, vevent(value), header))
        self.own.update(own_addresses(value))
        if reason := no_meeting(value):
            self.reasons[len(self.items)] = reason

    def scan(self) -> Scan:
        """Return what a calendar file of the same events would hold."""
        for page, header in self.headers.values():
            header.lines = [f"{name}:{one_line(page.get(key))}" for key, name in HEADERS]
        headers = [header for _, header in self.headers.values()]
        headers += [Header([f"X-WR-CALNAME:{address}"]) for address in sorted(self.own)]
        return Scan(
            [self._block(*item) for item in enumerate(self.items, 1)], headers, self.is_cut, Counter()
        )

    def _block(self, row: int, item: _Item | str) -> Block:
        if isinstance(item, str):
            return Block(row, "", Header(), item)
        # an occurrence that was cancelled has nothing but Google's own id of its series
        uid = item.uid or self.uids.get(item.series) or (f"{item.series}@google.com" if item.series else "")
        return Block(row, with_uid(item.text, uid), item.header)

    def note(self) -> str:
        """Return what a person should know of its guests."""
        hidden = sum(reason == HIDDEN for reason in self.reasons.values())
        if not hidden:
            return ""
        some = "1 event has" if hidden == 1 else f"{hidden} events have"
        return f"{some} guests that it does not tell; get the events again with a larger `maxAttendees`"
