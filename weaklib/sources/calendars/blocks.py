"""The events of a calendar file as blocks of text, found without a parser, and their calendars."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from weaklib.sources.calendars.text import calendar_text
from weaklib.sources.files import ExportFile

HEADER = "HEADER"
LONGEST_EVENT = 32 * 1024**2  # characters, without bodies
CUT_OFF = "cut off before its end"
TOO_LONG = "longer than any event is"

BOUNDARY = re.compile(r"\n\ufeff?(BEGIN|END):\s?([A-Za-z-]+)[ \t]*(?=\n|\Z)")
STAMP_DAY = re.compile(r"\n(?:DTSTAMP|LAST-MODIFIED|CREATED)[;:](?:[^\n]*:)?[ \t]*([^\n]{0,8})")
START_DAY = re.compile(r"\nDTSTART[;:](?:[^\n]*:)?(\d{8})(?:T\d{6})?Z?[ \t]*(?=\n|\Z)", re.ASCII)
X_LINE = re.compile(r"^X-WR-.*$", re.MULTILINE)
LINES = {
    name: re.compile(rf"\n({name}[;:][^\n]*)")
    for name in (
        *("UID", "SEQUENCE", "STATUS", "DTSTAMP", "LAST-MODIFIED", "ATTENDEE", "ORGANIZER"),
        *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
    )
}
INNER = re.compile(r"\nBEGIN:([A-Z-]+).*?(?:\nEND:\1(?=\n|\Z)|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(eq=False)
class Header:
    """What one VCALENDAR says of all its events.

    Attributes
    ----------
    lines
        Its own lines of the X-WR kind: name, time zone and the like.
    timezones
        The text of each VTIMEZONE.
    """

    lines: list[str] = field(default_factory=list)
    timezones: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return the value of a line such as X-WR-TIMEZONE; "" where there is none."""
        found = (line.partition(":")[2] for line in self.lines if re.match(rf"{name}[;:]", line))
        return next(found, "").strip()


@dataclass(eq=False, slots=True)
class Block:
    """One VEVENT.

    Attributes
    ----------
    row
        Its place among the events of the file, from 1.
    text
        Its unfolded text, with the length of each body in place of the body.
    header
        The calendar that it stands in.
    fault
        Why it is not whole; "" if it is.
    own_text
        Its text without that of its alarms.
    """

    row: int
    text: str
    header: Header
    fault: str = ""
    own_text: str = field(init=False)

    def __post_init__(self) -> None:
        """Leave its alarms out of its own text."""
        has_alarms = self.text.find("\nBEGIN:", 1) >= 0
        self.own_text = INNER.sub("", self.text[self.text.find("\n") :]) if has_alarms else self.text

    def lines(self, name: str) -> list[str]:
        """Return the lines of a property, alarms left out."""
        return LINES[name].findall(self.own_text)

    def line(self, name: str) -> str:
        """Return the first line of a property; "" where there is none."""
        text, begin = self.own_text, f"\n{name}"
        start = text.find(begin)
        while start >= 0 and text[start + len(begin) : start + len(begin) + 1] not in (":", ";"):
            start = text.find(begin, start + 1)
        if start < 0:
            return ""
        end = text.find("\n", start + 1)
        return text[start + 1 : end if end > 0 else None]

    def has(self, name: str) -> bool:
        """Tell whether it has such a property."""
        begin, text = f"\n{name}", self.own_text
        return begin in text and (f"{begin}:" in text or f"{begin};" in text)

    def value(self, name: str) -> str:
        """Return the value of a property that needs no parser; "" where there is none."""
        return self.line(name).partition(":")[2].strip()

    @property
    def has_people(self) -> bool:
        """Whether anybody is named in it."""
        return self.has("ATTENDEE") or self.has("ORGANIZER")

    @property
    def repeats(self) -> bool:
        """Whether it stands for more than one day."""
        return self.has("RRULE") or self.has("RDATE")

    @property
    def is_change(self) -> bool:
        """Whether it replaces one occurrence of a series."""
        return self.has("RECURRENCE-ID")

    @property
    def start_day(self) -> str:
        """The day of its start as "20260131"; "" where it is not written in plain digits."""
        found = START_DAY.search(self.own_text)
        return found[1] if found else ""

    @property
    def stamps(self) -> list[str]:
        """The days on which it was made, changed or exported, or what is written there instead."""
        return STAMP_DAY.findall(self.own_text)


@dataclass(frozen=True)
class Scan:
    """What a file holds: its events, its calendars, whether its end is missing, and what else is in it."""

    blocks: list[Block]
    headers: list[Header]
    cut: bool
    others: Counter[str]


def scan_calendar(file: ExportFile) -> Scan:
    """Find every event in `file`, by its BEGIN and END lines alone.

    Raises
    ------
    InputError
        If there is no calendar in it.
    """
    blocks: list[Block] = []
    headers = [Header()]  # of events that stand in no calendar
    others: Counter[str] = Counter()
    cut = is_open = False
    for name, text, fault in _pieces(calendar_text(file)):
        if name == HEADER:
            headers.append(Header(X_LINE.findall(text)))
        elif name == "VTIMEZONE" and not fault:
            headers[-1].timezones.append(text)
        elif name == "VEVENT":
            blocks.append(Block(len(blocks) + 1, text, headers[-1], fault))
        else:
            others[name] += 1
        cut |= is_open and name == HEADER
        is_open = (is_open or name == HEADER) and name != "END"
    return Scan(blocks, headers, cut or is_open, others)


def _pieces(chunks: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each header, each component inside a calendar and each end of one, with its text and fault."""
    name, parts = "", [""]
    for chunk in chunks:
        start = 0
        for found in BOUNDARY.finditer(chunk):
            verb, what = found[1], found[2].upper()
            if name and (name == HEADER or what == "VCALENDAR" or (verb == "BEGIN" and what == "VEVENT")):
                yield name, *_joined([*parts, chunk[start : found.start()]], name == HEADER)
                name = ""
            if name:
                if (verb, what) == ("END", name):
                    yield name, *_joined([*parts, chunk[start : found.end()]], whole=True)
                    name = ""
            elif verb == "END" and what == "VCALENDAR":
                yield "END", "", ""
            elif verb == "BEGIN":
                name, parts, start = (HEADER if what == "VCALENDAR" else what), [], found.start()
        if name and sum(map(len, parts)) <= LONGEST_EVENT:
            parts.append(chunk[start:])
    if name:
        yield name, *_joined(parts, name == HEADER)


def _joined(parts: list[str], whole: bool) -> tuple[str, str]:  # noqa: FBT001
    text = "".join(parts).lstrip("\n\ufeff")
    fault = TOO_LONG if len(text) > LONGEST_EVENT else "" if whole else CUT_OFF
    return text, fault
