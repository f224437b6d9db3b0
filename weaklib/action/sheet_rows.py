"""The rows of a sheet that somebody kept by hand: who, what happened and when, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from weaklib.action.ledger.days import FIRST, day_text, is_early, moment_text
from weaklib.action.ledger.entries import OUTCOMES, RATINGS, SENT
from weaklib.action.reasons import PURPOSES
from weaklib.book import InputError
from weaklib.measures.sentences import listed
from weaklib.sources.decisions.cells import yes_or_no
from weaklib.sources.sheets.exact import exact_rows

NEEDED = ("person", "step", "on")
COLUMNS = (*NEEDED, "purpose", "to", "via", *RATINGS, "note", "recorded", "unasked", "chosen")
"""The columns that a sheet may have, in any order."""
EXPORTED = ("record", "entry", "undone")
"""What an exported ledger has and no sheet does."""
CHOSEN = ("", "chance", "own")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SHOWN = 40  # characters of a cell in a sentence


class Row(NamedTuple):
    """One row of a sheet, its cells read but nobody looked up.

    Attributes
    ----------
    number
        As a spreadsheet counts.
    person, to
        As they are written there.
    step, on, purpose, via, note, chosen
        As the ledger writes them; "" where nothing is said.
    ratings
        Those that were given.
    recorded
        When it was written down; "" where the sheet does not say.
    unasked
        Whether it came without having been asked for.
    """

    number: int
    person: str
    step: str
    on: str
    purpose: str
    to: str
    via: str
    ratings: Mapping[str, int]
    note: str
    recorded: str
    unasked: bool
    chosen: str


def is_exported(text: str, source: str) -> bool:
    r"""Tell by its columns whether a CSV is what `weaklib log export` wrote; else it was made by hand.

    Parameters
    ----------
    text
        The CSV.
    source
        What to call it where it cannot be read.

    Examples
    --------
    >>> is_exported("person,step,on\n", "mine.csv"), is_exported("record,entry,undone,step\n", "out.csv")
    (False, True)
    """
    names = _names(next(iter(exact_rows(text, source)), []))
    return set(EXPORTED) <= set(names)


def rows_of(text: str, source: str) -> list[Row]:
    """Return the rows of a sheet, as they stand there.

    Raises
    ------
    InputError
        If it lacks a column, has one that is not known, or a cell cannot be read: with file, row, column,
        value and remedy.
    """
    header, *rows = exact_rows(text, source) or [[]]
    names = _names(header)
    _check(names, source)
    found, faults = [], []
    for number, cells in enumerate(rows, 2):
        try:
            if any(map(str.strip, cells)):
                found.append(_row(number, _by_name(names, cells)))
        except InputError as error:
            faults.append(f"{source}, row {number}, {error}")
    if faults:
        raise InputError(and_more(faults))
    return found


def and_more(faults: Sequence[str]) -> str:
    """Return the first fault, and how many further rows have one."""
    more = len(faults) - 1
    rows = "another row has" if more == 1 else f"{more} more rows have"
    return f"{faults[0]} Nothing was taken in.{f' And {rows} a fault.' if more else ''}"


def _names(header: Sequence[str]) -> list[str]:
    return [cell.strip().lower() for cell in header]


def _check(names: Sequence[str], source: str) -> None:
    for column in NEEDED:
        if column not in names:
            msg = (
                f"{source} has no column {column!r}; its first row names the columns: "
                f"{listed(NEEDED)}, and if you like {listed(COLUMNS[len(NEEDED) :])}."
            )
            raise InputError(msg)
    for place, column in enumerate(names):
        if column and (column not in COLUMNS or column in names[:place]):
            why = "twice" if column in COLUMNS else "which is not known"
            msg = (
                f"{source}, row 1 has a column {column[:SHOWN]!r} {why}; take it out, or give it one of "
                f"these names: {listed(COLUMNS, 'or')}."
            )
            raise InputError(msg)


def _by_name(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    beyond = [cell for cell in cells[len(names) :] if cell.strip()]
    unnamed = [cell for name, cell in zip(names, cells, strict=False) if cell.strip() and not name]
    if beyond or unnamed:
        cell = (beyond + unnamed)[0].strip()[:SHOWN]
        msg = f"column without a name: {cell!r} stands there; name the column in the first row."
        raise InputError(msg)
    padded = (*cells, *[""] * (len(names) - len(cells)))
    return dict.fromkeys(COLUMNS, "") | dict(zip(names, padded, strict=False))


def _row(number: int, cells: Mapping[str, str]) -> Row:
    read = {column: _read(column, cells[column]) for column in COLUMNS}
    ratings = {name: read.pop(name) for name in RATINGS}
    given = {name: rating for name, rating in ratings.items() if rating is not None}
    return Row(number=number, ratings=given, **read)  # type: ignore[arg-type]


def _read(column: str, cell: str) -> object:
    text = cell if column == "note" else cell.strip()
    try:
        return READERS[column](text)
    except ValueError as error:
        remedy = str(error)
        msg = f"column {column!r} is {text[:SHOWN]!r}: {remedy}"
        raise InputError(msg) from error


def _person(text: str) -> str:
    if not text:
        msg = "write who it is about, by name, address or id."
        raise ValueError(msg)
    return text


def _word(choices: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        word = re.sub(r"[\s-]+", "_", text.lower())
        if word not in choices:
            msg = f"write one of {listed(list(filter(None, choices)), 'or')}."
            raise ValueError(msg)
        return word

    return read


def _day(text: str) -> str:
    day = _iso(text)
    try:
        return day_text(day, "on")
    except InputError as error:
        msg = "it is not a date; write it as 2026-10-31, or let the spreadsheet show dates so."
        if is_early(day):
            msg = f"it is before {FIRST}; write a later day."
        raise ValueError(msg) from error


def _moment(text: str) -> str:
    moment = _iso(text)
    try:
        return moment_text(moment) if text else ""
    except InputError as error:
        msg = "it is not a date; write it as 2026-10-31, or leave it out."
        if is_early(moment):
            msg = f"it is before {FIRST}; write a later day, or leave it out."
        raise ValueError(msg) from error


def _iso(text: str) -> str:
    # a spreadsheet writes dates anew when it saves; only dots say which number is the month
    dotted = DOTTED.fullmatch(text)
    return f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}" if dotted else text


def _rating(text: str) -> int | None:
    if text not in ("", "0", "1", "2", "3"):
        msg = "rate it from 0 (none) to 3 (much), or leave it empty."
        raise ValueError(msg)
    return int(text) if text else None


def _yes(text: str) -> bool:
    said = yes_or_no(text) if text else False
    if said is None:
        msg = "write yes, no or nothing."
        raise ValueError(msg)
    return said


READERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "person": _person,
        "step": _word((SENT, *OUTCOMES)),
        "on": _day,
        "purpose": _word(("", *PURPOSES)),
        "to": str,
        "via": str,
        **dict.fromkeys(RATINGS, _rating),
        "note": str,
        "recorded": _moment,
        "unasked": _yes,
        "chosen": _word(CHOSEN),
    }
)
"""How a cell of each column is read; ValueError says the remedy."""
