"""The ledger of a folder, with the book and the moment that an entry needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weaklib.book import Book, InputError
from weaklib.cli.clock import moment
from weaklib.cli.options import folder_of, read_book
from weaklib.console import warn

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger

LEDGER = "ledger.sqlite"


@dataclass(frozen=True)
class Desk:
    """Where an entry is made.

    Attributes
    ----------
    ledger, book
        The ledger of a folder, and what its exports say.
    now
        This moment, in the owner's zone.
    """

    ledger: Ledger
    book: Book
    now: datetime

    @property
    def today(self) -> str:
        """The owner's day."""
        return f"{self.now:%Y-%m-%d}"

    def mark(self, person: str, step: str, *, purpose: str, note: str, until: str | None = None) -> int:
        """Make a mark of today on a person, and return its id."""
        name = str(self.book.people.at[person, "name"])
        said = {"until": until} if until else {}
        return self.ledger.add(
            person,
            step,
            on=self.today,
            purpose=purpose,
            recorded=self.now,
            name=name,
            note=note,
            **said,  # type: ignore[arg-type]
        )


def desk_of(data: Path | None) -> Desk:
    """Open the ledger of a folder for writing, and read its exports."""
    folder = _chosen(data)
    book = read_book(folder)
    return Desk(ledger_to_write(folder), book, moment(book.owner.zone))


def ledger_of(data: Path | None) -> Ledger:
    """Open the ledger of a folder, whose exports need not be read.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    from weaklib.action import ledger

    folder = _chosen(data)
    if not folder.exists():
        msg = f"{folder} does not exist; name the folder that holds your exports."
        raise InputError(msg)
    return ledger.open((folder if folder.is_dir() else folder.parent) / LEDGER)


def ledger_to_write(data: Path | None) -> Ledger:
    """Open the ledger of a folder; the sheet that the example comes with is taken in before anything else.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    from weaklib.action import sheet
    from weaklib.pages.outreach_inputs import is_example, waiting

    ledger, folder = ledger_of(data), _chosen(data)
    place = folder / sheet.NAME
    if is_example(folder) and place.exists() and not ledger.path.exists():
        new = sheet.take_in(read_book(folder), ledger, sheet.text_of(place), source=place.name)
        warn(f"{new} entries of {place.name}, which comes with the example, were taken in first.")
    elif told := waiting(folder):
        warn(told)
    return ledger


def ledger_to_read(data: Path | None) -> tuple[Ledger, str]:
    """Open the ledger of a folder to look at it, and say in a sentence what stands beside it, if anything.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    from weaklib.pages import outreach_inputs

    ledger, folder = ledger_of(data), _chosen(data)
    if ledger.path.exists() or not folder.is_dir():
        return ledger, ""
    told = f"These entries are those of {folder / outreach_inputs.SHEET}, which comes with the example."
    made = outreach_inputs.ledger_of(folder)
    return (made, told) if made else (ledger, outreach_inputs.waiting(folder))


def moment_of(data: Path | None) -> datetime:
    """Return this moment in the zone of the owner's days, as far as settings and exports say it."""
    try:
        return moment(read_book(_chosen(data)).owner.zone)
    except InputError:  # exports that are gone keep nobody from their ledger
        return moment("UTC")


def acknowledge(ledger: Ledger, entry: int) -> None:
    """Print the id of an entry, which is on disk by now, and say in words what it records."""
    click.echo(entry)
    said = ledger.entries().loc[entry]
    kind = {"gift": "unasked: ", "refusal": "refused: "}.get(str(said["kind"]), "")
    parts = [
        f"{kind}{said['step'].replace('_', ' ')}, {said['name'] or said['person']}, {said['on']:%Y-%m-%d}",
        said["purpose"] and f"for {said['purpose']}",
        said["to_person"] and f"to {said['to_person']}",
        f"until {said['until']:%Y-%m-%d}" if said["until"] == said["until"] else "",
        f"the tie: {said['class']}" if said["class"] and said["kind"] in ("attempt", "gift") else "",
    ]
    warn(f"Recorded: {', '.join(filter(None, parts))}. `weaklib log undo {entry}` takes it back.")


def _chosen(data: Path | None) -> Path:
    # the ledger is the owner's even where the exports have been taken away
    default = Path("data")
    return default if data is None and (default / LEDGER).exists() else folder_of(data)
