"""The mails of an mbox file, one after the other: their headers only, in little memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 1024**2
MAX_HEAD = 256 * 1024  # of one mail; what is longer names thousands of recipients
MAX_LINE = 16 * 1024
MAX_FROM_LINE = 400
BOM = b"\xef\xbb\xbf"

FROM_LINE = re.compile(
    rb"From +(?P<sender>\S+) +(?P<date>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +[A-Z][a-z]{2} +\d{1,2}"
    rb" +\d{1,2}:\d\d(?::\d\d)?(?: +\S+)? +\d{4}) *\S*\s*"
)
"""The line before each mail; Gmail puts the zone before the year, others after it."""

BARE_FROM_LINE = re.compile(rb"From *\r?")
"""The line that Thunderbird writes since 2023; only with a header below it does it begin a mail."""

HEADER_LINE = re.compile(rb">?[!-9;-~]+[ \t]*:")
"""How a line of the headers begins; an old program may have put a quoted From line above them."""

BLANK_LINE = re.compile(rb"\n\r?\n")
INNER_LINE = re.compile(rb"\n(From [^\n]{1,%d})(?=\n)" % MAX_FROM_LINE)


@dataclass(frozen=True)
class Head:
    """What stands above the body of one mail.

    Attributes
    ----------
    from_line
        The line that begins the mail in its mbox.
    lines
        Its headers, as they stand in the file.
    fault
        What is wrong with them: cut short, or too long; "" if nothing is.
    """

    from_line: bytes
    lines: bytes
    fault: str = ""


CUT = "cut short inside its headers"
NO_FROM_LINE = "no From line stands above it"
TOO_LONG = f"its headers are longer than {MAX_HEAD // 1024} KiB"


def begins_like_mbox(head: bytes) -> bool:
    r"""Tell whether a file that begins with `head` is an mbox: a From line, then a header.

    >>> begins_like_mbox(b"From a@b.org Thu Jan  1 00:00:00 2020\nFrom: a@b.org\n")
    True
    >>> begins_like_mbox(b"From here on, it is downhill.\n")
    False
    """
    lines = _with_newlines(head).removeprefix(BOM).lstrip(b"\r\n").split(b"\n", 2)
    if len(lines) < 2 or len(lines[0]) > MAX_FROM_LINE:
        return False
    known = FROM_LINE.fullmatch(lines[0]) or BARE_FROM_LINE.fullmatch(lines[0])
    return bool(known and HEADER_LINE.match(lines[1]))


def heads(stream: BinaryIO) -> Iterator[Head]:
    """Return the headers of each mail; the bodies are passed over unread.

    A mail begins at a From line that follows a blank line, as every writer of mboxes leaves one. What
    stands above the first such line counts as one mail that is damaged.
    """
    window = _Window(stream)
    top = window.data.lstrip(b"\r\n")[:MAX_LINE]
    while (line := _next_from_line(window)) is not None:
        if top and not top.startswith(line):
            yield Head(b"", BLANK_LINE.split(top, maxsplit=1)[0] + b"\n", NO_FROM_LINE)
        top = b""
        yield from _heads_below(line, *_take_head(window))


class _Window:
    """The stretch of a file that is looked at: `at` is the place in `data`, which grows on demand."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.data = b"\n\n"  # as if a blank line stood above the file
        self.at = 0
        self.ended = False
        self.plain = True
        while not self.ended and len(self.data) < 2 * MAX_FROM_LINE:
            self._grow()
        text = self.data[2:].removeprefix(BOM)
        self.plain = b"\n" in text or b"\r" not in text
        self.data = b"\n\n" + self._unified(text)

    def _grow(self) -> None:
        more = self.stream.read(CHUNK)
        self.ended = not more
        self.data += self._unified(more)

    def _unified(self, text: bytes) -> bytes:
        return text if self.plain else text.replace(b"\r", b"\n")  # the old Macintosh's line ends

    def advance(self, place: int) -> None:
        """Forget what lies two characters and more before `place`, read on, and stand at `place`."""
        keep = max(0, place - 2)
        self.data = self.data[keep:]
        self.at = place - keep
        self._grow()


def _with_newlines(head: bytes) -> bytes:
    return head if b"\n" in head else head.replace(b"\r", b"\n")


def _next_from_line(window: _Window) -> bytes | None:
    """Return the next line that begins a mail, and stand at its end; None at the end of the file."""
    while True:
        found = window.data.find(b"\nFrom ", window.at)
        if found < 0:
            if window.ended:
                return None
            window.advance(max(window.at, len(window.data) - 6))
            continue
        if not window.ended and len(window.data) - found < 2 * MAX_FROM_LINE:
            window.advance(found)
            continue
        window.at = found + 1
        line = _from_line_at(window.data, found)
        if line is not None:
            window.at += len(line)
            return line


def _from_line_at(data: bytes, newline: int) -> bytes | None:
    if data[newline - 1 : newline] != b"\n" and data[newline - 2 : newline] != b"\n\r":
        return None
    end = data.find(b"\n", newline + 1, newline + 1 + MAX_FROM_LINE)
    line = data[newline + 1 : end if end >= 0 else newline + 1 + MAX_FROM_LINE]
    if FROM_LINE.fullmatch(line):
        return line
    # a sentence may begin with "From ": only a header in the next line makes it a mail's beginning
    below = data[end + 1 : end + 1 + MAX_FROM_LINE] if end >= 0 else b""
    return line if BARE_FROM_LINE.fullmatch(line) and HEADER_LINE.match(below) else None


def _take_head(window: _Window) -> tuple[bytes, str]:
    """Return the lines down to the next blank one, and what is wrong with them."""
    kept = b""
    while (blank := BLANK_LINE.search(window.data, window.at)) is None:
        kept, place = _kept(kept, window)
        if window.ended:
            return kept + window.data[place:], CUT
        window.advance(place)
    lines = kept + window.data[window.at : blank.start() + 1]
    window.at = blank.end() - 1
    if len(lines) <= MAX_HEAD:
        return lines, ""
    lines = _with_short_lines(lines)
    return lines[:MAX_HEAD], TOO_LONG if len(lines) > MAX_HEAD else ""


def _kept(kept: bytes, window: _Window) -> tuple[bytes, int]:
    """Return what is kept of the headers so far, bounded, and the place from which to look on."""
    place = max(window.at, len(window.data) - 2)  # a blank line may be cut in two
    kept += window.data[window.at : place]
    return (kept if len(kept) <= MAX_HEAD else _with_short_lines(kept)[: 2 * MAX_HEAD]), place


def _with_short_lines(lines: bytes) -> bytes:
    return b"\n".join(line[:MAX_LINE] for line in lines.split(b"\n"))


def _heads_below(line: bytes, lines: bytes, fault: str) -> Iterator[Head]:
    """Return the head below a From line; more than one where the next mail cut it short."""
    start = 0
    if b"\nFrom " in lines:
        for inner in INNER_LINE.finditer(lines):
            if FROM_LINE.fullmatch(inner.group(1)):
                yield Head(line, lines[start : inner.start() + 1], CUT)
                line, start = inner.group(1), inner.end()
    yield Head(line, lines[start:], fault)
