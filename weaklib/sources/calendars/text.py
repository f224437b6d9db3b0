"""The bytes of a calendar file as unfolded text, a chunk of whole lines at a time."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from weaklib.book import InputError
from weaklib.sources.files import ExportFile
from weaklib.sources.sheets.code_pages import recoded

CHUNK = 1024**2
LONGEST_LINE = 1024**2  # bytes; what an unfolded line has beyond it is an attachment or garbage
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

FIRST_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*BEGIN:\s*VCALENDAR\s", re.IGNORECASE)
ANY_LINE = re.compile(rb"(?:\A|[\r\n])(?:\xef\xbb\xbf)?BEGIN:\s*VCALENDAR\s", re.IGNORECASE)
FOLD = re.compile(rb"\n[ \t]")
BODY = re.compile(r"\n(DESCRIPTION|X-ALT-DESC|COMMENT|ATTACH)([;:][^\n]*)")
BEFORE_VALUE = re.compile(r'(?:[^:"]|"[^"]*")*:')
SMALL_NAME = re.compile(r"\n[A-Z-]*[a-z][A-Za-z-]*(?=[;:])")
ANSI = re.compile("[\udc80-\udcff]+")


def begins_as_calendar(head: bytes) -> bool:
    """Tell whether the first line of a file is that of a calendar."""
    plain = head.decode("utf-16", "ignore").encode() if head.startswith(WIDE) else head
    return bool(FIRST_LINE.match(plain))


def calendar_text(file: ExportFile) -> Iterator[str]:
    r"""Yield the lines of a calendar, each after a "\n", unfolded, with lengths in place of bodies.

    Raises
    ------
    InputError
        If the file does not begin as a calendar.
    """
    with file.open() as stream:
        wide = stream.read(2) in WIDE
    with (recoded(file, "utf-16") if wide else file).open() as stream:
        start = stream.read(CHUNK)
        if not ANY_LINE.search(start):
            shown = start.removeprefix(codecs.BOM_UTF8)[:40].decode("utf-8", "replace").strip()
            msg = (
                f"{file.source} is not a calendar: it begins with {shown!r} and has no line BEGIN:VCALENDAR; "
                "export the calendar again as an .ics file and put it here unchanged."
            )
            raise InputError(msg)
        for lines in _whole_lines(start, stream):
            text = "\n" + _decoded(lines)
            if "\nbegin:" in text or "\nBegin:" in text:
                text = SMALL_NAME.sub(lambda name: name[0].upper(), text)
            yield BODY.sub(_length, text)


def _whole_lines(start: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield chunks that end where an unfolded line does."""
    only_returns = b"\n" not in start  # as of a Macintosh long ago
    rest, chunk = b"", start
    while chunk:
        data = rest + (chunk.replace(b"\r", b"\n") if only_returns else chunk).translate(None, b"\r\0")
        end = _last_line_end(data)
        if end > 0:
            yield FOLD.sub(b"", data[:end])
            rest = data[end + 1 :]
        else:  # the last byte may begin a fold
            rest = FOLD.sub(b"", data[:-1])[:LONGEST_LINE] + data[-1:]
        chunk = stream.read(CHUNK)
    yield FOLD.sub(b"", rest)


def _last_line_end(data: bytes) -> int:
    r"""Return where the last "\n" is after which something comes that does not continue the line; or -1."""
    end = data.rfind(b"\n", 0, len(data) - 1)
    while end >= 0 and data[end + 1] in b" \t":
        end = data.rfind(b"\n", 0, end)
    return end


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:  # old programs write in the code page of Windows
        text = data.decode("utf-8", "surrogateescape")
        return ANSI.sub(
            lambda bad: bad[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
        )


def _length(line: re.Match[str]) -> str:
    found = None if line[2].startswith(":") else BEFORE_VALUE.match(line[2])
    return f"\n{line[1]}:[{len(line[2]) - (found.end() if found else 1)} characters]"
