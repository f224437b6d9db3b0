"""When something is recorded, and whom a step leads to, as far as settings and exports say it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weaklib.book import Book, InputError
from weaklib.cli.clock import moment
from weaklib.cli.log_desk import chosen
from weaklib.cli.options import read_book

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger


def moment_of(data: Path | None) -> datetime:
    """Return this moment in the zone of the owner's days, as far as settings and exports say it."""
    book = _book(data)
    return moment(book.owner.zone if book else "UTC")


def moment_after(ledger: Ledger, entry: int | None, now: datetime) -> object:
    """Return when a change of an entry is recorded: now, or where its clock was ahead, with what it changes.

    Parameters
    ----------
    ledger, entry
        Where the entry is, and its id; None is the one that was entered or edited last.
    now
        This moment.
    """
    from weaklib.action.ledger.book_keeping import last_said
    from weaklib.action.ledger.days import moment_text, order_of

    records = ledger.records()
    about = last_said(records) if entry is None else entry
    return max([moment_text(now), *(each.recorded for each in records if each.entry == about)], key=order_of)


def to_whom_of(data: Path | None, said: str) -> str:
    """Return whom a step leads to: by id where the exports know one such, else as it is typed.

    Raises
    ------
    InputError
        If more than one is meant.
    """
    from weaklib.action.asking import to_whom

    book = _book(data)
    return to_whom(book, said) if book else said.strip()


def _book(data: Path | None) -> Book | None:
    try:
        return read_book(chosen(data))
    except InputError:  # exports that are gone keep nobody from their ledger
        return None
