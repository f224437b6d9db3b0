"""The text of a file of vCards: its cards, each with the lines that matter here, as a stream."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from weaklib.sources.files import ExportFile

CHUNK = 256 * 1024
LONGEST_LINE = 16 * 1024  # bytes; what a line has beyond it is a picture or garbage
KEPT = frozenset(
    "FN N NICKNAME EMAIL ORG TITLE ROLE URL X-SOCIALPROFILE SOCIALPROFILE CATEGORIES KIND X-ABSHOWAS "
    "X-ADDRESSBOOKSERVER-KIND".split()
)
UNTOLD = frozenset("PHOTO LOGO SOUND KEY UID REV PRODID VERSION X-ABUID X-IMAGETYPE X-IMAGEHASH".split())
"""Pictures, and what differs between two exports of the same card."""

HEAD = re.compile(rb'((?:[^":\\]|\\.|"(?:[^"\\]|\\.)*")*):(.*)', re.DOTALL)
PARAMETER = re.compile(rb'(?:[^";\\]|\\.|"(?:[^"\\]|\\.)*"?)+')
BOMS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
MOST_LINES = 100  # of one name on a card
EDGES, AGENTS, FOLDS, EQUALS = b"BEbe\xef", b"Aa", b" \t", ord("=")
ENCODINGS = frozenset({"QUOTED-PRINTABLE", "B", "BASE64"})
LONGEST_EDGE = 40
BEGIN, END = b"BEGIN:VCARD", b"END:VCARD"
CHARSET = re.compile(
    r"(utf|iso|latin|us-|ascii|win|cp|koi8|big5|gb|euc|shift|sjis|mac|tis|ks)[\w-]*", re.IGNORECASE
)
OUTSIDE_UTF8 = "cp1252"


@dataclass(frozen=True)
class Head:
    """What stands before the colon of a line: its name in capitals, its parameters, its encoding."""

    name: str
    types: frozenset[str]
    charset: str

    @cached_property
    def is_told(self) -> bool:
        """Whether cards that differ in this line are different cards."""
        return self.name not in UNTOLD

    @cached_property
    def is_kept(self) -> bool:
        """Whether the line matters here."""
        return self.name in KEPT

    @cached_property
    def is_encoded(self) -> bool:
        """Whether the value is anything else than plain text."""
        return bool(self.charset or not ENCODINGS.isdisjoint(self.types))


@dataclass
class Card:
    """One card.

    Attributes
    ----------
    row
        Its place in the file, from 1.
    lines
        For each name the lines that matter here, unfolded and decoded: parameters and value.
    mark
        What it says, but for pictures and stamps: equal cards have equal marks.
    whole
        Whether its end was found.
    """

    row: int
    lines: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)
    mark: int = 0
    whole: bool = False

    def values(self, *names: str) -> list[str]:
        """Return the values of all lines of these names."""
        return [value for name in names for _, value in self.lines.get(name, ())]

    def value(self, *names: str) -> str:
        """Return the first of the `values`; "" where there is none."""
        found = (self.lines[name] for name in names if name in self.lines)
        return next((lines[0][1] for lines in found), "")


def scan_cards(file: ExportFile) -> Iterator[Card]:
    """Yield each card of a file, those that are cut off too; a card inside another is left out."""
    card: Card | None = None
    row = depth = 0
    agent = False
    for line in _unfolded(_lines(file)):
        edge = _edge(line) if line[0] in EDGES else b""
        if edge == BEGIN and card and agent:
            depth += 1
        elif edge == BEGIN:
            if card:
                yield card
            row, depth = row + 1, 0
            card = Card(row)
        elif edge == END and depth:
            depth -= 1
        elif edge == END and card:
            card.whole = True
            yield card
            card = None
        elif card and not depth:
            _add(card, line)
        agent = line[0] in AGENTS and line[:5].upper() == b"AGENT" and not line.partition(b":")[2].strip()
    if card:
        yield card


def _edge(line: bytes) -> bytes:
    if len(line) > LONGEST_EDGE:
        return b""
    plain = line.removeprefix(codecs.BOM_UTF8).replace(b" ", b"").strip().upper()
    return plain if plain in (BEGIN, END) else b""


def _add(card: Card, line: bytes) -> None:
    before, colon, value = line.partition(b":")
    if b'"' in before and (found := HEAD.match(line)):
        before, value = found.groups()
    if not colon:
        return
    head = _head(before)
    if head.is_told:
        card.mark = hash((card.mark, line))
    if head.is_kept:
        text = _value(head, value) if head.is_encoded else _decoded(value)
        if text.strip():
            lines = card.lines.setdefault(head.name, [])
            lines.extend([(head.types, text)] if len(lines) < MOST_LINES else ())


@lru_cache(maxsize=1024)  # a handful of them stand in all cards
def _head(before: bytes) -> Head:
    first, *parameters = PARAMETER.findall(before) or [b""]
    types: set[str] = set()
    charset = ""
    for parameter in parameters:
        key, _, given = parameter.decode("ascii", "replace").upper().rpartition("=")
        words = [word.strip(' "') for word in given.replace("\\", "").strip('" ').split(",")]
        match key.strip():
            case "CHARSET":
                charset = words[0]
            case "PREF":
                types.update(f"PREF={word}" for word in words)
            case "" | "TYPE" | "ENCODING":
                types.update(words)
    name = first.rpartition(b".")[2].strip().decode("ascii", "replace").upper()
    return Head(name, frozenset(types), charset)


def _value(head: Head, value: bytes) -> str:
    if "QUOTED-PRINTABLE" in head.types:
        value = binascii.a2b_qp(value)
    elif not head.types.isdisjoint(ENCODINGS):
        value = _from_base64(value)
    return _decoded(value, head.charset)


def _from_base64(value: bytes) -> bytes:
    try:
        return binascii.a2b_base64(value)
    except binascii.Error:
        return b""


def _decoded(value: bytes, charset: str = "") -> str:
    if not charset and value.isascii():
        return value.decode("ascii")
    for encoding in (charset if CHARSET.fullmatch(charset) else "", "utf-8", OUTSIDE_UTF8):
        try:
            if encoding:
                return value.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return value.decode(OUTSIDE_UTF8, "replace")


def _unfolded(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield each line with its continuations, up to `LONGEST_LINE`; nothing of a picture is held."""
    held = b""
    parts: list[bytes] = []
    length = 0
    soft = False  # a line of quoted-printable ends in "=" where it goes on
    for line in lines:
        if line[0] in FOLDS or (soft and not _edge(line)):
            more = line if soft else line[1:]
            soft = line[-1] == EQUALS and _is_quoted_printable(held)
            if length < LONGEST_LINE:
                parts.append(more[:-1] if soft else more)
                length += len(more)
            continue
        if held:
            yield held + b"".join(parts) if parts else held
        parts.clear()
        soft = line[-1] == EQUALS and _is_quoted_printable(line)
        held, length = line[:-1] if soft else line, len(line)
    if held:
        yield held + b"".join(parts)


def _is_quoted_printable(line: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in line.partition(b":")[0].upper()


def _lines(file: ExportFile) -> Iterator[bytes]:
    """Yield the lines in UTF-8 or what else the bytes are, without line ends; empty ones are left out."""
    rest = b""
    for chunk in _chunks(file):
        text = (rest + chunk).replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = text.split(b"\n")
        yield from filter(bytes.strip, lines)
        rest = rest[:LONGEST_LINE]
    if rest.strip():
        yield rest


def _chunks(file: ExportFile) -> Iterator[bytes]:
    with file.open() as stream:
        start = stream.read(CHUNK)
        wide = BOMS.get(start[:2]) or _unmarked_wide(start[:4])
        decode = codecs.getincrementaldecoder(wide)("replace").decode if wide else None
        chunk = start.removeprefix(codecs.BOM_UTF8)
        while chunk:
            yield decode(chunk).lstrip("\ufeff").encode("utf-8", "replace") if decode else chunk
            chunk = stream.read(CHUNK)


def _unmarked_wide(start: bytes) -> str:
    return {b"B\0E\0": "utf-16-le", b"\0B\0E": "utf-16-be"}.get(start, "")
