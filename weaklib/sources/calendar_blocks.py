"""The text of a calendar file: its calendars, and their events as blocks, found without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from weaklib.book import InputError
from weaklib.sources.files import ExportFile

CHUNK = 1024**2
LONGEST_LINE = 1024**2  # bytes; what a line has beyond it is an attachment or garbage
NO_CALENDAR_WITHIN = 1024**2  # bytes
BOM = b"\xef\xbb\xbf"
HEADER = "HEADER"

BOUNDARY = re.compile(rb"(?:\xef\xbb\xbf)?(BEGIN|END):\s*([A-Z-]+)\s*", re.IGNORECASE)
FOLD = re.compile(rb"\r?\n[ \t]")
BODY = re.compile(r"^(DESCRIPTION|X-ALT-DESC|COMMENT|ATTACH)([;:].*)$", re.IGNORECASE | re.MULTILINE)
BEFORE_VALUE = re.compile(r'(?:[^:"]|"[^"]*")*:')
DAY = re.compile(r":((?:19[7-9]|20\d)\d{5})(T\d{6})?Z?\s*$")  # 1970 to 2099; others are no date of a meeting
X_LINE = re.compile(r"^X-WR-.*$", re.IGNORECASE | re.MULTILINE)
STAMPS = ("DTSTAMP", "LAST-MODIFIED", "CREATED")
KEPT = frozenset(
    "UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE STATUS ATTENDEE ORGANIZER".split()
) | set(STAMPS)


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
        found = (
            line.partition(":")[2] for line in self.lines if re.match(rf"{name}[;:]", line, re.IGNORECASE)
        )
        return next(found, "").strip()


@dataclass(frozen=True)
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
    whole
        Whether its end was found.
    """

    row: int
    text: str
    header: Header
    whole: bool = True

    @cached_property
    def lines(self) -> Mapping[str, list[str]]:
        """The lines of each property that matters here, without those of its alarms."""
        kept: dict[str, list[str]] = {}
        depth = 0
        for line in self.text.split("\n"):
            name = line.partition(":")[0].partition(";")[0].strip().upper()
            depth += (name == "BEGIN") - (name == "END")
            if depth == 1 and name in KEPT:
                kept.setdefault(name, []).append(line)
        return kept

    def value(self, name: str) -> str:
        """Return the value of a property that needs no parser; "" where there is none."""
        return next(iter(self.lines.get(name, ())), "").partition(":")[2].strip()

    @property
    def has_people(self) -> bool:
        """Whether anybody is named in it."""
        return "ATTENDEE" in self.lines or "ORGANIZER" in self.lines

    @property
    def repeats(self) -> bool:
        """Whether it stands for more than one day."""
        return "RRULE" in self.lines or "RDATE" in self.lines

    @property
    def is_change(self) -> bool:
        """Whether it replaces one occurrence of a series."""
        return "RECURRENCE-ID" in self.lines

    def days(self, *names: str) -> Iterator[str]:
        """Yield the days, as "20260131", that properties such as DTSTART name in plain digits."""
        for name in names:
            for line in self.lines.get(name, ()):
                if found := DAY.search(line):
                    yield found.group(1)


@dataclass(frozen=True)
class Scan:
    """What a file holds: its events, its calendars, and whether its end is missing."""

    blocks: list[Block]
    headers: list[Header]
    cut: bool


def scan_calendar(file: ExportFile) -> Scan:
    """Find every event in `file`, by its BEGIN and END lines alone.

    Raises
    ------
    InputError
        If there is no calendar in it.
    """
    blocks: list[Block] = []
    headers = [Header()]  # of events that stand in no calendar
    cut = is_open = False
    for name, raw, whole in _pieces(_lines(file)):
        text = _readable(raw)
        if name == HEADER:
            headers.append(Header(X_LINE.findall(text)))
        elif name == "VTIMEZONE" and whole:
            headers[-1].timezones.append(text)
        elif name == "VEVENT":
            blocks.append(Block(len(blocks) + 1, text, headers[-1], whole))
        cut |= is_open and name == HEADER
        is_open = (is_open or name == HEADER) and name != "END"
    return Scan(blocks, headers, cut or is_open)


def _lines(file: ExportFile) -> Iterator[bytes]:
    with file.open() as stream:
        start = stream.read(NO_CALENDAR_WITHIN)
        if b"BEGIN:VCALENDAR" not in start.upper():
            shown = start.removeprefix(BOM)[:40].decode("utf-8", "replace").strip()
            msg = (
                f"{file.source} is not a calendar: it begins with {shown!r} and has no line BEGIN:VCALENDAR; "
                "export the calendar again as an .ics file and put it here unchanged."
            )
            raise InputError(msg)
        rest = b""
        chunk = start
        while chunk:
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
            rest = rest[:LONGEST_LINE]
            chunk = stream.read(CHUNK)
        yield rest


def _pieces(lines: Iterator[bytes]) -> Iterator[tuple[str, list[bytes], bool]]:
    """Yield each header, each component directly inside a calendar, and each end of a calendar.

    The last value tells whether the piece's own end was found.
    """
    name = ""
    body: list[bytes] = []
    for line in lines:
        verb, what = _boundary(line)
        ends_all = what == "VCALENDAR" or (verb == "BEGIN" and what == "VEVENT")
        if name and verb and (ends_all or name == HEADER):
            yield name, body, name == HEADER
            name = ""
        if name:
            body.append(line)
            if (verb, what) == ("END", name):
                yield name, body, True
                name = ""
        elif verb == "END" and what == "VCALENDAR":
            yield "END", [], True
        elif verb == "BEGIN":
            name, body = (HEADER if what == "VCALENDAR" else what), [line]
    if name:
        yield name, body, name == HEADER


def _boundary(line: bytes) -> tuple[str, str]:
    if line[:1] not in (b"B", b"E", b"b", b"e", BOM[:1]):
        return "", ""
    found = BOUNDARY.fullmatch(line)
    return (found.group(1).decode().upper(), found.group(2).decode().upper()) if found else ("", "")


def _readable(raw: list[bytes]) -> str:
    unfolded = FOLD.sub(b"", b"\n".join(raw)).replace(b"\r", b"")
    return BODY.sub(_length, unfolded.decode("utf-8", "replace").replace("\0", ""))


def _length(line: re.Match[str]) -> str:
    found = BEFORE_VALUE.match(line.group(2))
    return f"{line.group(1)}:[{len(line.group(2)) - (found.end() if found else 1)} characters]"
