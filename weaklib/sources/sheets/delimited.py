"""Rows of a delimited text file, as people really have them: re-saved, cut short, oddly quoted."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from json.encoder import encode_basestring
from typing import BinaryIO, NamedTuple

from weaklib.book import InputError
from weaklib.sources.files import ExportFile
from weaklib.sources.sheets.headers import numbered
from weaklib.sources.sheets.records import Lines, records

DELIMITERS = (",", ";", "\t")
HEADER_WITHIN = 20  # records: LinkedIn's preamble has three, a re-save may add blank ones
LONGEST_HEADER = 100_000  # characters of a line
WIDEST = 1_000  # cells: an address book has some two hundred; a line of commas has millions


class Record(NamedTuple):
    """One row: its number in the file (as a spreadsheet counts), its cells, and what is wrong."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """An opened table: its columns in lower case, and its records, to be read once.

    Attributes
    ----------
    columns, records
        The columns without nameless ones at the end; the records after the header.
    header, header_lines
        The number of the record that is the header, and of the line in which it ends.
    width
        How many cells the header has, nameless ones too.
    delimiter
        What stands between two cells.
    """

    columns: tuple[str, ...]
    records: Iterator[Record]
    header: int
    header_lines: int
    width: int
    delimiter: str


@contextmanager
def open_sheet(
    file: ExportFile, *, needs: Sequence[str], aliases: Mapping[str, str] | None = None
) -> Iterator[Sheet]:
    """Open `file` at the first record that names every column of `needs`.

    Commas, semicolons and tabs are understood; UTF-8, UTF-16 and, byte by byte where UTF-8 fails,
    Windows-1252. A row with a quote that is never closed loses only itself.

    Parameters
    ----------
    file
        The file.
    needs
        Columns, in lower case, without which this is another kind of file.
    aliases
        Other spellings of a column, in lower case; the second of two that are called the same may
        have one of its own as "name (2)".

    Raises
    ------
    InputError
        If no header is found: with the columns that were.
    """
    csv.field_size_limit(2**31 - 1)  # the default refuses a long message
    with file.open() as stream, _decoded(stream) as text:
        head = deque(line.replace("\0", "") for line in islice(text, 200))
        delimiter, start, ends, width, columns = _header(head, file, needs, aliases or {})
        found = records(Lines(head, text), delimiter=delimiter, start=start, width=len(columns))
        yield Sheet(columns, _data(found, start, columns), start, ends, width, delimiter)


@contextmanager
def _decoded(stream: BinaryIO) -> Iterator[io.TextIOWrapper]:
    buffered = io.BufferedReader(stream)  # type: ignore[type-var]
    wide = buffered.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if wide else "utf-8-sig"
    with io.TextIOWrapper(buffered, encoding, errors="weaklib.cp1252", newline="") as text:
        yield text


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", errors="replace"), error.end


codecs.register_error("weaklib.cp1252", _as_windows)


def _header(
    head: Iterable[str], file: ExportFile, needs: Sequence[str], aliases: Mapping[str, str]
) -> tuple[str, int, int, int, tuple[str, ...]]:
    best: tuple[str, ...] = ()
    lines = [line if len(line) <= LONGEST_HEADER else "\n" for line in head]
    for delimiter in DELIMITERS:
        reader = csv.reader(lines, delimiter=delimiter)
        for number, record in enumerate(islice(reader, HEADER_WITHIN), 1):
            names = [cell.strip().lower() for cell in record[:WIDEST]]
            while names and not names[-1]:  # some headers end in a comma
                names.pop()
            columns = tuple(
                aliases.get(told) or aliases.get(name, name)
                for name, told in zip(names, numbered(names), strict=True)
            )
            if set(needs) <= set(columns):
                return delimiter, number, reader.line_num, len(record), columns
            if len(set(needs) & set(columns)) > len(set(needs) & set(best)) or not best:
                best = columns
    missing = ", ".join(repr(name.title()) for name in needs if name not in best)
    found = ", ".join(name for name in best[:12] if name and name.isprintable()) or "nothing readable"
    msg = (
        f"{file.source} has no column {missing} (found: {found[:200]}); "
        "ask LinkedIn for the export again and put it here unchanged."
    )
    raise InputError(msg)


def _data(records: Iterator[tuple[list[str], str]], start: int, columns: Sequence[str]) -> Iterator[Record]:
    width = len(columns)
    for number, (cells, cut) in enumerate(records, 1):
        if number <= start or not any(map(str.strip, cells)):
            continue
        uneven = len(cells) != width and (len(cells) < width or any(islice(cells, width, None)))
        fault = cut or (f"the row has {len(cells)} cells where the header has {width}" if uneven else "")
        if fault:
            yield Record(number, {f"cell {i}": cell for i, cell in enumerate(cells[:WIDEST], 1)}, fault)
        else:
            yield Record(number, dict(zip(columns, cells, strict=False)))


def raw_text(cells: Mapping[str, str], *, bodies: Sequence[str] = ()) -> str:
    """Return a row as JSON text, with the length of each of its `bodies` in place of the body."""
    kept = (
        (name, f"[{len(cell)} characters]" if name in bodies and cell else cell)
        for name, cell in cells.items()
    )
    # as `json.dumps` does, which makes an encoder for each row
    return (
        f"{{{', '.join([f'{encode_basestring(name)}: {encode_basestring(cell)}' for name, cell in kept])}}}"
    )
