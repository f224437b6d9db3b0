"""people.csv as a spreadsheet leaves it, whatever its delimiter and encoding; and how it is written."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from weaklib.book import InputError, OutputError
from weaklib.sources.cache.private_files import write_whole

NAME = "people.csv"
MADE_BY, CONTRIBUTE = {NAME: "weaklib check"}, "weaklib pool contribute"
DELIMITERS = ",;\t"
FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠](?!\d+(?:[.,]\d+)?$)|[\t\r\n])")
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class PeopleSheet:
    """The table of people.csv, cell by cell.

    Attributes
    ----------
    columns
        As they are written in the first row; "" for one without a name.
    rows
        The number of each row as a spreadsheet counts, and its cells, as many as there are columns.
    delimiter
        Between the cells.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    delimiter: str = ","

    def records(self) -> list[tuple[int, Mapping[str, str]]]:
        """Return the rows that hold anything, with their cells by the name of the column in small letters."""
        names = [column.strip().lower() for column in self.columns]
        return [
            (number, dict(zip(names, map(str.strip, cells), strict=True)))
            for number, cells in self.rows
            if any(map(str.strip, cells))
        ]


def read_sheet(folder: Path, columns: Sequence[str], *, name: str = NAME) -> PeopleSheet:
    """Return the table of people.csv in `folder`; one without rows where there is none, or it is empty.

    Commas, semicolons and tabs are understood; UTF-8, UTF-16 and Windows-1252.

    Parameters
    ----------
    folder
        Where it is.
    columns
        Ours, in their order.
    name
        Of another table of people that a person edits, which begins with the same column.

    Raises
    ------
    InputError
        If it cannot be read as a table, has no column "person", or one of ours twice: with the remedy.
    """
    path = folder / name
    try:
        text = _decoded(path.read_bytes()).lstrip("\ufeff").replace("\0", "")
    except FileNotFoundError:
        return PeopleSheet(tuple(columns))
    except OSError as error:
        msg = f"{name} cannot be opened ({error.strerror or error}); close it in other programs."
        raise InputError(msg) from error
    if not text.strip():
        return PeopleSheet(tuple(columns))
    separator = SEPARATOR_LINE.match(text)
    delimiter = separator[1] if separator else _delimiter_of(text)
    records = _records(text[separator.end() :] if separator else text, delimiter, name)
    header = next((number for number, cells in records if any(map(str.strip, cells))), 1)
    names = tuple(cell.strip() for cell in dict(records).get(header, []))
    _check(names, columns, name)
    rows = [(number, cells) for number, cells in records if number > header]
    width = max([len(names), *(len(cells) for _, cells in rows)])
    return PeopleSheet(
        names + ("",) * (width - len(names)),
        tuple((number, (*map(_unguarded, cells), *[""] * (width - len(cells)))) for number, cells in rows),
        delimiter,
    )


def write_sheet(folder: Path, sheet: PeopleSheet, *, name: str = NAME) -> None:
    """Write people.csv into `folder` with mode 600: at any moment the old file or the new one is whole.

    It is UTF-8 with a mark at its start, by which Excel knows it. A cell that a spreadsheet would take
    for a formula gets an apostrophe before it, which `read_sheet` takes away again. A file that would be
    the same is left as it is.

    Raises
    ------
    OutputError
        If it cannot be written; the old file is as it was.
    """
    text = io.StringIO(newline="")
    rows = [sheet.columns, *(cells for _, cells in sheet.rows)]
    csv.writer(text, delimiter=sheet.delimiter, lineterminator="\r\n").writerows(_guarded(rows))
    octets = text.getvalue().encode("utf-8-sig", "replace")
    path = folder / name
    try:
        if not (path.is_file() and path.read_bytes() == octets):
            write_whole(path, lambda stream: stream.write(octets))
    except OSError as error:
        msg = (
            f"{path} could not be written ({error.strerror or type(error).__name__}); "
            "close it in other programs and run this again."
        )
        raise OutputError(msg) from error


def _decoded(octets: bytes) -> str:
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16", "replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def _delimiter_of(text: str) -> str:
    header = next(line for line in text.splitlines() if line.strip())
    return max(DELIMITERS, key=lambda delimiter: (header.count(delimiter), delimiter == ","))


def _records(text: str, delimiter: str, name: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            records.append((len(records) + 1, cells))
    except csv.Error as error:
        msg = (
            f"{name}, row {len(records) + 1} cannot be read ({error}); a quotation mark is opened there and "
            "not closed, or stands inside a cell: mend that row in a spreadsheet, and save it as CSV."
        )
        raise InputError(msg) from error
    return records


def _check(names: Sequence[str], columns: Sequence[str], called: str) -> None:
    lower = [name.lower() for name in names]
    if "person" not in lower:
        found = ", ".join(name for name in names[:12] if name and name.isprintable()) or "nothing readable"
        msg = (
            f"{called} has no column 'person' (found: {found[:200]}); its first row names the columns, such "
            f"as {', '.join(columns)}. Move the file away, and `{MADE_BY.get(called, CONTRIBUTE)}` writes a "
            "new one."
        )
        raise InputError(msg)
    twice = [name for name, number in Counter(lower).items() if number > 1 and name in columns]
    if twice:
        msg = f"{called} has the column {twice[0]!r} more than once; put what both say into one of them."
        raise InputError(msg)


def _guarded(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    return [[f"'{cell}" if FORMULA.match(cell) else cell for cell in row] for row in rows]


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
