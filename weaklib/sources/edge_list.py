"""A temporal edge list: any file of `source target timestamp`, one contact a line, for research.

Such lists come from studies of phones, mails and badges. Commas, semicolons, tabs and spaces are understood;
times are ISO or Unix seconds. Unlike an export, a list is taken as a whole or not at all: one line that
cannot be read would leave a hole in the network that nobody sees.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

import pandas as pd

from weaklib.book import InputError
from weaklib.sources.files.export_file import speakable

COLUMNS = ("source", "target", "timestamp")
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("from", "src", "sender", "person", "i", "u"), "source"),
        **dict.fromkeys(("to", "tgt", "dst", "receiver", "recipient", "other", "j", "v"), "target"),
        **dict.fromkeys(("time", "date", "datetime", "ts", "unixts", "t", "day", "at"), "timestamp"),
    }
)
"""Other names of the three columns."""

LARGEST = 500 * 1024**2  # bytes
MOST_ROWS = 5_000_000
LONGEST_NAME = 200  # characters
LONGEST_LINE = 10_000
EARLIEST, LATEST = pd.Timestamp("1900-01-01", tz="UTC"), pd.Timestamp("2100-01-01", tz="UTC")

_LOOKS_LIKE_A_DAY = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_STARTS_A_TIME = re.compile(r"\s*[\d.+-]")

Row = tuple[int, list[str]]


def read_edge_list(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a temporal edge list: who was in touch with whom, and when.

    Parameters
    ----------
    path
        A text file in UTF-8 with one contact a line. A first line that names `source`, `target` and
        `timestamp` (in any order, among others; "from", "to", "time" and the like will do) is a header;
        without one there are exactly these three columns. Lines that start with # or % are comments.

    Returns
    -------
    pd.DataFrame
        `source` and `target` as text, `timestamp` in UTC (a time without a zone is taken as UTC); in the
        order of the file.

    Raises
    ------
    InputError
        At the first line that cannot be used: with file, row, column, value and remedy. Also for a file
        that is none, has no contact, or is larger than 500 MB or 5 million contacts.
    """
    file = Path(path)
    name = speakable(file.name)
    table, lines = _read(file)
    if table.empty:
        msg = f"{name} holds no contact; it needs lines of source, target and timestamp."
        raise InputError(msg)
    for column in COLUMNS[:2]:
        blank = table[column].eq("") | table[column].str.len().gt(LONGEST_NAME)
        if blank.any():
            value = table[column][blank].iloc[0]
            why = "is empty" if not value else f"has {len(value)} characters"
            _fault(name, lines[blank.argmax()], column, why, f"write at most {LONGEST_NAME} characters")
    return table.assign(timestamp=_times(name, table["timestamp"], lines))


def _read(file: Path) -> tuple[pd.DataFrame, list[int]]:
    """Return the three columns as text, and the number of the line of each row."""
    name = speakable(file.name)
    if not file.is_file():
        msg = f"{speakable(str(file))} is no file; name the edge list itself, such as data/calls.csv."
        raise InputError(msg)
    try:
        if file.stat().st_size > LARGEST:
            msg = f"{name} is larger than {LARGEST // 1024**2} MB; take a shorter time, or fewer people."
            raise InputError(msg)
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return _columns(name, stream)
    except UnicodeDecodeError as error:
        msg = f"{name} is no text in UTF-8; save it as CSV (UTF-8)."
        raise InputError(msg) from error
    except (OSError, csv.Error) as error:
        msg = f"{name} cannot be read as a table ({error}); save it anew as CSV (UTF-8)."
        raise InputError(msg) from error


def _columns(name: str, stream: TextIO) -> tuple[pd.DataFrame, list[int]]:
    numbered = _told(stream)
    first = next(numbered, None)
    if first is None:
        return pd.DataFrame(columns=list(COLUMNS), dtype="str"), []
    delimiter = next((sign for sign in "\t,;" if sign in first[1]), "")
    head = next(_cells(iter([first]), delimiter, -1))
    columns = [ALIASES.get(cell.lower(), cell.lower()) for cell in head[1]]
    named = set(COLUMNS) <= set(columns)
    places = [columns.index(column) if named else place for place, column in enumerate(COLUMNS)]
    # a time with a space in it, as 2026-10-31 14:00, is one cell where it is the last
    most = (len(columns) if named else len(COLUMNS)) - 1
    rows = _cells(numbered if named else chain([first], numbered), delimiter, most)
    kept: tuple[list[str], ...] = ([], [], [])
    lines: list[int] = []
    for line, cells in rows:
        if len(cells) != most + 1:
            _uneven(name, line, cells, named)
        if len(lines) == MOST_ROWS:
            msg = f"{name} has more than {MOST_ROWS:,} contacts; take a shorter time, or fewer people."
            raise InputError(msg)
        lines.append(line)
        for column, place in zip(kept, places, strict=True):
            column.append(cells[place])
    return pd.DataFrame(dict(zip(COLUMNS, kept, strict=True)), dtype="str"), lines


def _told(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers; one without an end is no line."""
    for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE), ""), 1):
        if len(line) == LONGEST_LINE:
            msg = f"line {number} has {LONGEST_LINE:,} characters or more"
            raise csv.Error(msg)
        if line.strip() and line[0] not in "#%":
            yield number, line


def _cells(lines: Iterator[tuple[int, str]], delimiter: str, most: int) -> Iterator[Row]:
    """Yield the cells of each line; one line is one contact, so that a stray quote takes no other with it."""
    for number, line in lines:
        if delimiter:
            cells = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))
        else:
            cells = line.split(maxsplit=most)
        yield number, [cell.strip() for cell in cells]


def _times(name: str, texts: pd.Series[str], lines: list[int]) -> pd.Series[pd.Timestamp]:
    numbers = pd.to_numeric(texts, errors="coerce")
    if texts.str.fullmatch(_LOOKS_LIKE_A_DAY).all():
        value = repr(texts.iloc[0])
        _fault(name, lines[0], "timestamp", f"{value} may be a day or Unix seconds", "write it as 2026-10-31")
    seconds = numbers.where(numbers.abs() < LATEST.timestamp())
    times = pd.to_datetime(seconds, unit="s", utc=True).astype("datetime64[us, UTC]")
    written = texts.where(numbers.isna() & texts.str.match(_STARTS_A_TIME))
    if written.notna().any():
        told = pd.to_datetime(written, format="ISO8601", utc=True, errors="coerce")
        times = times.fillna(told.astype("datetime64[us, UTC]"))
    wrong = ~times.between(EARLIEST, LATEST)
    if wrong.any():
        value = texts[wrong].iloc[0]
        huge = bool(numbers[wrong].abs().iloc[0] >= LATEST.timestamp())
        why = f"{value[:40]!r} is no time" + (" in Unix seconds (milliseconds?)" if huge else "")
        remedy = "write it as 2026-10-31, 2026-10-31T14:00 or in Unix seconds"
        _fault(name, lines[wrong.argmax()], "timestamp", why, remedy)
    return times


def _uneven(name: str, line: int, cells: list[str], named: bool) -> None:  # noqa: FBT001
    found = ", ".join(repr(cell[:40]) for cell in cells[:6])
    remedy = (
        "give it as many cells as the header"
        if named
        else "write source, target and timestamp, or name the columns in a first line"
    )
    msg = f"{name}, row {line}: {len(cells)} cells ({found}); {remedy}."
    raise InputError(msg)


def _fault(name: str, line: int, column: str, why: str, remedy: str) -> None:
    msg = f"{name}, row {line}, column {column}: {why}; {remedy}."
    raise InputError(msg)
