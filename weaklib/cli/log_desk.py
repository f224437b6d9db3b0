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
    folder = chosen(data)
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

    folder = chosen(data)
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
    from weaklib.pages.outreach_inputs import waiting

    if new := example_taken_in(data):
        warn(f"{new} entries of {sheet.NAME}, which comes with the example, were taken in first.")
    elif told := waiting(chosen(data)):
        warn(told)
    return ledger_of(data)


def example_taken_in(data: Path | None) -> int:
    """Take in the sheet that the example comes with, where it is not yet, and return how many entries it has.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    from weaklib.action import sheet
    from weaklib.pages.outreach_inputs import is_example

    ledger, folder = ledger_of(data), chosen(data)
    if ledger.path.exists() or not is_example(folder):
        return 0
    return sheet.take_in(read_book(folder), ledger, sheet.text_of(folder / sheet.NAME), source=sheet.NAME)


def ledger_to_read(data: Path | None) -> tuple[Ledger, str]:
    """Open the ledger of a folder to look at it, and say in a sentence what stands beside it, if anything.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    from weaklib.pages import outreach_inputs

    ledger, folder = ledger_of(data), chosen(data)
    if ledger.path.exists() or not folder.is_dir():
        return ledger, ""
    told = f"These entries are those of {folder / outreach_inputs.SHEET}, which comes with the example."
    made = outreach_inputs.ledger_of(folder)
    return (made, told) if made else (ledger, outreach_inputs.waiting(folder))


def acknowledge(ledger: Ledger, entry: int, did: str = "Recorded") -> None:
    """Print the id of an entry, which is on disk by now, and say in words what it records.

    Parameters
    ----------
    ledger, entry
        Where it is, and its id.
    did
        What was done, in a word.
    """
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
    back = {"Recorded": "it", "Changed": "the edit"}.get(did)
    how = (
        f"`weaklib log undo {entry}` takes {back} back." if back else "The history keeps what was taken back."
    )
    warn(f"{did}: {', '.join(filter(None, parts))}. {how}")


def chosen(data: Path | None) -> Path:
    """Return the folder that a ledger is in: the one that is named, else the owner's, else the example's."""
    # the ledger is the owner's even where the exports have been taken away
    default = Path("data")
    return default if data is None and (default / LEDGER).exists() else folder_of(data)
