"""The events of a calendar in JSON, read one by one: however long the file is, only one is held at a time."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

from weaklib.book import InputError
from weaklib.sources.files import ExportFile

CHUNK = 1024**2
LARGEST = 100 * 1024**2  # bytes
LONGEST_EVENT = 10 * 1024**2  # characters: in memory a value may take twenty times as much
LONGEST_WORD = 16  # characters that the end of what was read may cut in two
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Page = dict[str, object]
"""What a page of events says of all of them; it is filled while the events are read."""

Found = tuple[object, Page]
PAGE = "calendar#events"
CUT = object()
"""What stands for an event that has no end."""

AGAIN = "get its events from Google's Calendar API again, and put the file here unchanged."


class DamagedError(ValueError):
    """The text is no JSON from here on."""


def events_of(file: ExportFile) -> Iterator[Found]:
    """Yield every event with its page: of one page, of a list of pages, or of a list of events.

    Raises
    ------
    DamagedError
        If the rest of the file cannot be read, as when its end is missing.
    InputError
        If it is too large, or nothing like pages of events.
    """
    with file.open() as stream:
        text = _Text(stream, file.source)
        alone: Page = {}
        while mark := text.peek():
            if mark == "[":
                yield from text.each(lambda: _page_or_event(text, alone))
            elif mark == "{":
                yield from _page_or_event(text, alone)
            elif text.is_fresh:
                msg = f"{file.source} is no calendar: {AGAIN}"
                raise InputError(msg)
            else:
                raise DamagedError


def _page_or_event(text: _Text, alone: Page) -> Iterator[Found]:
    """Yield the events of a page, or the one event that stands without a page."""
    if text.peek() != "{":
        yield from _event(text, alone)
        return
    page: Page = {}
    is_page = False
    try:
        for key in text.each_key():
            if key == "items" and text.peek() == "[":
                is_page = True
                yield from text.each(lambda: _event(text, page))
            else:
                page[key] = text.value()
    except DamagedError:
        if not is_page and "id" in page:
            yield CUT, alone
        raise
    if not is_page and page.get("kind") != PAGE:
        yield page, alone


def _event(text: _Text, page: Page) -> Iterator[Found]:
    try:
        found = text.value()
    except DamagedError:
        if text.peek():
            yield CUT, page
        raise
    yield found, page


class _Text:
    """A JSON text, of which only a part is held at a time."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self.stream = stream
        self.source = source
        self.is_fresh = True
        self.ahead, self.at = "", 0
        self.size, self.ended = 0, False
        first = stream.read(CHUNK)
        encoding = "utf-16" if first.startswith(WIDE) else "utf-8-sig"
        self.codec = codecs.getincrementaldecoder(encoding)("replace")
        self._take(first)

    def peek(self) -> str:
        """Return the next character that is no space; "" at the end."""
        while True:
            while self.at < len(self.ahead) and self.ahead[self.at] in " \t\r\n\0":
                self.at += 1
            if self.at < len(self.ahead):
                return self.ahead[self.at]
            if self.ended:
                return ""
            self._more()

    def skip(self, *marks: str) -> str:
        """Go on behind the next character, which is one of `marks`, and return it."""
        found = self.peek()
        if found not in marks:
            raise DamagedError
        self.at += 1
        self.is_fresh = False
        return found

    def each(self, one: Callable[[], Iterator[Found]]) -> Iterator[Found]:
        """Yield what `one` finds at each element of a list."""
        self.skip("[")
        if self.peek() == "]":
            self.skip("]")
            return
        while True:
            yield from one()
            if self.skip(",", "]") == "]":
                return

    def each_key(self) -> Iterator[str]:
        """Yield each key of an object; its value is to be read before the next."""
        self.skip("{")
        if self.peek() == "}":
            self.skip("}")
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise DamagedError
            self.skip(":")
            yield key
            if self.skip(",", "}") == "}":
                return

    def value(self) -> object:
        """Read one value whole."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.ahead, self.at)
            except RecursionError as error:
                msg = f"{self.source} is nested deeper than any calendar: {AGAIN}"
                raise InputError(msg) from error
            except json.JSONDecodeError as error:
                if self.ended or not self._may_be_cut(error):
                    raise DamagedError from error
            else:
                if end + LONGEST_WORD < len(self.ahead) or self.ended:
                    self.at = end
                    return value
            self._more()

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or error.pos + LONGEST_WORD > len(self.ahead)

    def _more(self) -> None:
        left = len(self.ahead) - self.at
        if left > LONGEST_EVENT:
            msg = f"{self.source} has an event that is longer than any is: {AGAIN}"
            raise InputError(msg)
        # several times what there is, so that a long event is not tried too often
        self._take(self.stream.read(min(max(CHUNK, 3 * left), LONGEST_EVENT + CHUNK - left)))

    def _take(self, octets: bytes) -> None:
        self.size += len(octets)
        if self.size > LARGEST:
            msg = f"{self.source} is larger than 100 MiB; get the events of fewer years at a time."
            raise InputError(msg)
        self.ended = not octets
        self.ahead = self.ahead[self.at :] + self.codec.decode(octets, final=not octets)
        self.at = 0


def _number(digits: str) -> int:
    return int(digits[:LONGEST_WORD])


_DECODER = json.JSONDecoder(parse_int=_number, parse_float=str, strict=False)
