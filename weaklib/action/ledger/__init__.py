"""The ledger: what was asked of whom, what came of it, and whom to leave alone, in one SQLite file.

Every entry is a record that never changes; an edit and an undo are further records. So nothing is lost,
and the ledger can be read as it stood on any day.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

import pandas as pd

from weaklib.action.ledger import book_keeping, state
from weaklib.action.ledger.damage import DamageError, backup_of
from weaklib.action.ledger.database import copy, look, reading, writing
from weaklib.action.ledger.entries import (
    MARKS,
    OUTCOMES,
    RATINGS,
    SENT,
    STEPS,
    Day,
    Details,
    day_text,
    moment_text,
    values_of,
)
from weaklib.action.ledger.records import Record, check_file, read_records, write_record
from weaklib.action.reasons import PURPOSES

NAME = "ledger.sqlite"
PATIENCE = 10.0  # seconds


def open(path: str | os.PathLike[str] = f"data/{NAME}", *, patience: float = PATIENCE) -> Ledger:  # noqa: A001
    """Open the ledger of a data folder; the file is made, for its owner alone, when the first entry is.

    Parameters
    ----------
    path
        Where it is.
    patience
        For how many seconds to wait for others who write.

    Returns
    -------
    Ledger
        It holds no file open: several notebooks, a terminal and a scheduled run may have one at once.

    Raises
    ------
    DamageError
        If something stands there that is no ledger, or the ledger is gone and its backup is not.

    Examples
    --------
    >>> import tempfile, weaklib as wl
    >>> folder = tempfile.TemporaryDirectory()
    >>> ledger = wl.ledger.open(f"{folder.name}/ledger.sqlite")
    >>> ledger.add("runa-solheim", "sent", on="2026-10-05", purpose="introduction", to_person="Ilse Lund")
    1
    >>> ledger.add("runa-solheim", "replied", on="2026-10-07")
    2
    >>> ledger.marks()[["person", "purpose", "step"]].values.tolist()
    [['runa-solheim', 'introduction', 'sent'], ['runa-solheim', 'introduction', 'replied']]
    >>> folder.cleanup()
    """
    ledger = Ledger(Path(path), patience)
    look(ledger.path)
    return ledger


@dataclass(frozen=True)
class Ledger:
    """The ledger in one file; every method is one transaction.

    Every table takes `as_of`, the last day that it knows of: what was recorded later is not in it, nor what
    happened later; None is everything. Every method may raise DamageError (the file is not whole), BusyError
    (another program holds it) and OutputError (it cannot be written; what was in it still is).
    """

    path: Path
    patience: float = PATIENCE

    def add(
        self,
        person: str,
        step: str,
        *,
        on: Day,
        purpose: str = "",
        recorded: object = None,
        **details: Unpack[Details],
    ) -> int:
        """Enter that something happened, and return its id, which is on disk by then.

        Parameters
        ----------
        person
            Whom it is about.
        step
            "sent" is an attempt; one of `OUTCOMES` belongs to the newest attempt with this person that was
            sent by that day; one of `MARKS` says that the plan is to leave them out.
        on
            The day when it happened.
        purpose
            One of `PURPOSES`; of an outcome, that of its attempt; "" is any, save of an attempt.
        recorded
            The moment when it is entered, with its offset from UTC; None is the day `on`. A late entry
            needs it, so that it rewrites no page that was made before.
        **details
            As `Details`.

        Raises
        ------
        InputError
            If an entry cannot say that, or it contradicts others.
        """
        outcome = step in OUTCOMES
        about = {} if outcome else {"person": person, "purpose": purpose}
        values = values_of(step, {**about, "on": on, **details})
        moment = moment_text(on if recorded is None else recorded)

        def entered(records: list[Record]) -> Record:
            attempt = book_keeping.attempt_of(records, values, person, purpose) if outcome else None
            return book_keeping.entered(records, values, recorded=moment, attempt=attempt)

        return self._write(entered).entry

    def edit(self, entry: int, *, recorded: object, **changes: object) -> int:
        """Let an entry say something else from now on, and return its id; what it said is kept.

        Parameters
        ----------
        entry
            Its id.
        recorded
            The moment of the edit.
        **changes
            `on`, `purpose`, `via`, `to_person`, `until`, `note` or a rating. The class and the strength
            at the time of asking stay as they are.

        Raises
        ------
        InputError
            If there is no such entry, or it cannot say that.
        """
        moment = moment_text(recorded)
        return self._write(lambda records: book_keeping.edited(records, entry, changes, moment)).entry

    def undo(self, entry: int | None = None, *, recorded: object) -> int:
        """Take an entry back, and return its id; that it was there is kept.

        Parameters
        ----------
        entry
            Its id; None is the newest.
        recorded
            The moment of the undoing.

        Raises
        ------
        InputError
            If there is no such entry, or outcomes belong to it.
        """
        moment = moment_text(recorded)
        return self._write(lambda records: book_keeping.undone(records, entry, moment)).entry

    def entries(self, as_of: Day | None = None) -> pd.DataFrame:
        """Return everything that holds: see `weaklib.action.ledger.state.entries`."""
        return state.entries(self.records(), _day(as_of))

    def marks(self, as_of: Day | None = None) -> pd.DataFrame:
        """Return what a plan heeds, marks and attempts: see `weaklib.action.ledger.state.marks`."""
        return state.marks(self.records(), _day(as_of))

    def attempts(self, as_of: Day | None = None) -> pd.DataFrame:
        """Return one row an attempt, and what came of it: see `weaklib.action.ledger.state.attempts`."""
        return state.attempts(self.records(), _day(as_of))

    def outcomes(self, as_of: Day | None = None) -> pd.DataFrame:
        """Return one row an outcome: see `weaklib.action.ledger.state.outcomes`."""
        return state.outcomes(self.records(), _day(as_of))

    def history(self) -> pd.DataFrame:
        """Return every record, edits and undone entries too: see `weaklib.action.ledger.state.history`."""
        return state.history(self.records())

    def check(self) -> int:
        """Return how many records there are, when every page and every record was found whole."""
        if not look(self.path):
            return 0
        with reading(self.path, self.patience) as connection:
            return check_file(connection, self.path)

    def export_csv(self) -> str:
        """Return every record as CSV: see `weaklib.action.ledger.exchange`."""
        from weaklib.action.ledger.exchange import exported

        return exported(self.records())

    def import_csv(self, text: str, *, source: str = "the file") -> int:
        """Take in what `export_csv` gave, here or elsewhere, and return how many records were new.

        Parameters
        ----------
        text
            The CSV.
        source
            What to call it where it cannot be read.

        Raises
        ------
        InputError
            If a row cannot be read; then nothing was taken in.
        """
        from weaklib.action.ledger.exchange import imported, rows_of

        given = rows_of(text, source)
        with writing(self.path, self.patience) as connection:
            had = read_records(connection, self.path)
            new = imported(had, given)
            if had and new:
                copy(self.path, backup_of(self.path))
            for record in new:
                write_record(connection, record)
        return len(new)

    def records(self) -> list[Record]:
        """Return every record, the oldest first; none where there is no ledger yet."""
        if not look(self.path):
            return []
        with reading(self.path, self.patience) as connection:
            return read_records(connection, self.path)

    def _write(self, what: Callable[[list[Record]], Record]) -> Record:
        if not look(self.path):
            what([])  # what is refused makes no file
        with writing(self.path, self.patience) as connection:
            records = read_records(connection, self.path)
            record = what(records)
            # the first entry of a day keeps a copy of what the days before have written
            if records and record.recorded[:10] > max(each.recorded for each in records)[:10]:
                copy(self.path, backup_of(self.path))
            write_record(connection, record)
        return record


def _day(as_of: Day | None) -> str:
    return "" if as_of is None or as_of == "" else day_text(as_of, "as_of")


__all__ = [
    "MARKS",
    "NAME",
    "OUTCOMES",
    "PURPOSES",
    "RATINGS",
    "SENT",
    "STEPS",
    "DamageError",
    "Ledger",
    "Record",
    "day_text",
    "open",
]
