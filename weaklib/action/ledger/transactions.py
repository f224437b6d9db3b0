"""The ledger as its owner uses it: every method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

import pandas as pd

from weaklib.action.ledger import book_keeping, state
from weaklib.action.ledger.damage import backup_of
from weaklib.action.ledger.database import copy, look, reading, writing
from weaklib.action.ledger.days import Day, day_text, moment_text
from weaklib.action.ledger.entries import Details
from weaklib.action.ledger.known import known_of
from weaklib.action.ledger.records import Record, check_file, read_records, write_record
from weaklib.action.ledger.said import Said, refused, said
from weaklib.action.ledger.state import standing

PATIENCE = 10.0  # seconds


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
        unasked: bool = False,
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
        unasked
            Whether an outcome came without having been asked for: it belongs to no attempt then, and has
            the class and the strength of the tie to `person`, through whom it came.
        **details
            As `Details`.

        Raises
        ------
        InputError
            If an entry cannot say that, or it contradicts others.
        """
        return self._enter(
            [said(person, step, on=on, purpose=purpose, recorded=recorded, unasked=unasked, **details)]
        )[0]

    def add_all(self, entries: Iterable[Mapping[str, Any]]) -> list[int]:
        """Enter many things at once, each said as to `add`, and return their ids; or nothing at all.

        Parameters
        ----------
        entries
            The arguments of `add`, the older first: an outcome may belong to an attempt before it.

        Raises
        ------
        InputError
            If one of them cannot be entered: then none was.
        """
        return self._enter([said(**each) for each in entries])

    def refuse(
        self,
        proposal: str,
        person: str,
        step: str,
        *,
        on: Day,
        recorded: object = None,
        name: str = "",
        note: str = "",
    ) -> int:
        """Enter that what was proposed as an outcome was none, and return the id.

        Parameters
        ----------
        proposal
            The id of the proposal.
        person, step, name
            What was proposed: which of `OUTCOMES`, through whom.
        on, recorded
            The day that it holds from, and the moment when it is entered: None is the day `on`.
        note
            Why, in the owner's words.

        Raises
        ------
        InputError
            If that proposal is answered already, or it cannot be said.
        """
        answer = refused(proposal, person, step, on=on, recorded=recorded, name=name, note=note)
        return self._enter([answer])[0]

    def edit(self, entry: int, *, recorded: object, **changes: object) -> int:
        """Let an entry say something else from now on, and return its id; what it said is kept.

        Parameters
        ----------
        entry
            Its id.
        recorded
            The moment of the edit, not before the entry was recorded or edited last; where it is the very
            same one, or the same day, the edit is recorded a microsecond after that.
        **changes
            `on`, `purpose`, `via`, `to_person`, `until`, `note` or a rating, of which None takes it away.
            The class and the strength at the time of asking stay as they are.

        Raises
        ------
        InputError
            If there is no such entry, it cannot say that, or it was recorded later.
        """
        moment = moment_text(recorded)
        return self.write(lambda records: [book_keeping.edited(records, entry, changes, moment)])[0].entry

    def undo(self, entry: int | None = None, *, recorded: object) -> int:
        """Take back what was said last of an entry, and return its id; that it was said is kept.

        An edit is taken back, and the entry says again what it said before; an entry that was not edited,
        or whose edits were all taken back, is gone. An undoing is not undone.

        Parameters
        ----------
        entry
            Its id; None is the one of which something was entered or edited last, and not taken back.
        recorded
            The moment of the undoing, not before what it takes back, as for `edit`.

        Raises
        ------
        InputError
            If there is no such entry, it would be gone and outcomes belong to it, or it was recorded later.
        """
        moment = moment_text(recorded)
        return self.write(lambda records: [book_keeping.undone(records, entry, moment)])[0].entry

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

    def answered_proposals(self, as_of: Day | None = None) -> dict[str, str]:
        """Return of each proposal that was answered: "confirmed" or "refused"."""
        return state.answered_proposals(self.records(), _day(as_of))

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

    def import_csv(self, text: str, *, source: str = "the file", now: object = None) -> int:
        """Take in what `export_csv` gave, here or elsewhere, and return how many records were new.

        Parameters
        ----------
        text
            The CSV.
        source
            What to call it where it cannot be read.
        now
            This moment, after which nothing can have been recorded; None lets it be recorded on any day.

        Raises
        ------
        InputError
            If a row cannot be read; then nothing was taken in.
        """
        from weaklib.action.ledger.exchange import imported, rows_of

        given = rows_of(text, source, now=now)
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

    def write(self, what: Callable[[list[Record]], list[Record]]) -> list[Record]:
        """Write the records that are made of those that are there, in one transaction, and return them.

        Parameters
        ----------
        what
            Given every record, it returns the new ones, numbered on; where it raises, nothing is written.
        """
        first = None if look(self.path) else what([])
        if first == []:  # what is refused, or is nothing, makes no file
            return []
        with writing(self.path, self.patience) as connection:
            records = read_records(connection, self.path)
            new = what(records) if first is None or records else first
            if records and _is_another_day(records[-1], new):
                copy(self.path, backup_of(self.path))
            for record in new:
                write_record(connection, record)
        return new

    def _enter(self, every: Sequence[Said]) -> list[int]:
        def all_of(records: list[Record]) -> list[Record]:
            known, new = known_of(standing(records).values(), records), list[Record]()
            for each in every:
                new.append(each.entered(known, len(records) + len(new) + 1))
                known.add(new[-1])
            return new

        return [record.entry for record in self.write(all_of)]


def _is_another_day(last: Record, new: Sequence[Record]) -> bool:
    # the first entry of a day keeps a copy of what was written before; a clock that was wrong once, and
    # recorded something in years to come, must not end that
    return any(each.recorded[:10] != last.recorded[:10] for each in new)


def _day(as_of: Day | None) -> str:
    return "" if as_of is None or as_of == "" else day_text(as_of, "as_of")
