"""A sheet that somebody kept by hand, taken into the ledger: as a whole or not at all, and each row once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from weaklib.action.asking import PURPOSE, frozen_each
from weaklib.action.ledger import Ledger, Record
from weaklib.action.ledger.days import is_after
from weaklib.action.ledger.entries import SENT
from weaklib.action.ledger.known import known_of
from weaklib.action.ledger.said import Said, said
from weaklib.action.ledger.state import standing
from weaklib.action.sheet_known import called_now, lacking
from weaklib.action.sheet_people import People
from weaklib.action.sheet_rows import SHOWN, Row, and_more, is_exported, rows_of
from weaklib.book import Book, InputError

Ties = Mapping[tuple[str, str], Mapping[str, object]]
Made = TypeVar("Made")

__all__ = ["NAME", "is_exported", "take_in", "text_of"]

NAME = "ledger.csv"
"""What such a sheet is called beside the exports."""


def text_of(path: Path) -> str:
    """Return what a spreadsheet saved as CSV, in UTF-8, UTF-16 or the letters of Windows.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    try:
        octets = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror or type(error).__name__}); name a file in CSV."
        raise InputError(msg) from error
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16", "replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def take_in(book: Book, ledger: Ledger, text: str, *, source: str, recorded: object = None) -> int:
    r"""Enter what a sheet says that is not in the ledger yet, and return how many entries that were.

    Each row is something that was sent, what came of it, or what came without having been asked for; the
    order of rows does not matter. What was sent keeps the class and the strength of the tie on the eve of
    its day. A row that is in the ledger already, by whom, what, when and the words with it, is left out:
    so is one that was taken in before and undone since.

    Parameters
    ----------
    book, ledger
        What the exports say, and where it is entered.
    text
        The sheet as CSV, with commas, semicolons or tabs; its first row names the columns, which are
        `weaklib.action.sheet_rows.COLUMNS`.
    source
        What to call the file where it cannot be read.
    recorded
        This moment: that of the entries of which the sheet does not say it, and none is later. None is the
        day of each, and lets the sheet say any.

    Raises
    ------
    InputError
        If a row cannot be entered: with file, row and remedy. Then nothing is.

    Examples
    --------
    >>> import tempfile, weaklib as wl
    >>> folder, book = tempfile.TemporaryDirectory(), wl.read("data/example")
    >>> ledger = wl.ledger.open(f"{folder.name}/ledger.sqlite")
    >>> mine = "person;step;on\nRuna Solheim;replied;2026-10-07\nRuna Solheim;sent;2026-10-05\n"
    >>> take_in(book, ledger, mine, source="mine.csv"), take_in(book, ledger, mine, source="mine.csv")
    (2, 0)
    >>> folder.cleanup()
    """
    people = People(book)
    rows = _each(rows_of(text, source), source, lambda row: _looked_up(row, people, recorded))
    lacked = lacking(rows, called_now(ledger.records(), book))
    ties = frozen_each(book, [(row.person, row.on) for row in lacked if _has_a_tie(row)])
    given = _each(lacked, source, lambda row: (row, _said(row, book, ties, recorded)))
    told = {row.number: (row, what) for row, what in given}
    return len(ledger.write(lambda records: _entered(told, records, book, source)))


def _each(rows: Iterable[Row], source: str, do: Callable[[Row], Made]) -> list[Made]:
    """Return what is made of each row, where it can be made of all."""
    made, faults = [], []
    for row in rows:
        try:
            made.append(do(row))
        except InputError as error:
            faults.append(f"{source}, row {row.number}: {error}")
    if faults:
        raise InputError(and_more(faults))
    return made


def _looked_up(row: Row, people: People, now: object) -> Row:
    """Return a row whose people are called by their ids; whom the exports do not know only `to` may name."""
    if is_after(row.recorded, now):
        msg = (
            f"column 'recorded' is {row.recorded!r}, which is still to come; "
            "write the day when you wrote it down, or leave it out."
        )
        raise InputError(msg)
    found = {"person": people.who, "to": people.to}
    for column, look_up in found.items():
        said = getattr(row, column)
        try:
            row = row._replace(**{column: look_up(said)})  # type: ignore[arg-type]
        except InputError as error:
            msg = f"column {column!r} is {said[:SHOWN]!r}: {error}"
            raise InputError(msg) from error
    return row._replace(purpose=row.purpose or (PURPOSE if row.step == SENT else ""))


def _has_a_tie(row: Row) -> bool:
    # an outcome has that of its attempt
    return row.step == SENT or row.unasked


def _said(row: Row, book: Book, ties: Ties, recorded: object) -> Said:
    """Return what a row says, as the ledger is told it."""
    texts = {"to_person": row.to, "via": row.via, "note": row.note, "chosen": row.chosen}
    name = {"name": str(book.people.at[row.person, "name"])}
    return said(
        row.person,
        row.step,
        on=row.on,
        purpose=row.purpose,
        recorded=row.recorded or recorded,
        unasked=row.unasked,
        **{column: text for column, text in texts.items() if text},  # type: ignore[arg-type]
        **row.ratings,  # type: ignore[arg-type]
        **(name | {**ties[row.person, row.on]} if _has_a_tie(row) else {}),  # type: ignore[arg-type]
    )


def _entered(
    told: Mapping[int, tuple[Row, Said]], records: list[Record], book: Book, source: str
) -> list[Record]:
    """Return the records of what the ledger lacks, the older first, where all of it can be entered."""
    now = called_now(records, book)
    known = known_of(standing(now).values())
    new: list[Record] = []

    def enter(row: Row) -> None:
        new.append(told[row.number][1].entered(known, len(records) + len(new) + 1))
        known.add(new[-1])

    lacked = lacking([row for row, _ in told.values()], now)
    _each(sorted(lacked, key=lambda row: (row.on, row.step != SENT, row.number)), source, enter)
    return new
