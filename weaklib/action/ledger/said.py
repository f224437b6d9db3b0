"""One thing that the owner says to the ledger, before it is known whether it can be entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Unpack

from weaklib.action.ledger import book_keeping
from weaklib.action.ledger.days import Day, moment_text
from weaklib.action.ledger.entries import Details, Values, kind_of, values_of
from weaklib.action.ledger.known import Known
from weaklib.action.ledger.records import Record


@dataclass(frozen=True)
class Said:
    """What was said.

    Attributes
    ----------
    kind, values
        What the entry is, and what it says.
    person, purpose
        Whom it is about, and what for: an outcome has both from its attempt, which they help to find.
    recorded
        The moment when it is entered.
    """

    kind: str
    values: Values
    person: str
    purpose: str
    recorded: str

    def entered(self, known: Known, number: int) -> Record:
        """Return the record of it: see `weaklib.action.ledger.book_keeping.entered`."""
        values = self.values
        if self.kind == "outcome":
            attempt = book_keeping.attempt_of(known, values, self.person, self.purpose)
            values = values | {"attempt": attempt}
        return book_keeping.entered(known, number, self.kind, values, recorded=self.recorded)


def said(
    person: str,
    step: str,
    *,
    on: Day,
    purpose: str = "",
    recorded: object = None,
    unasked: bool = False,
    **details: Unpack[Details],
) -> Said:
    """Return what is said by the arguments of `Ledger.add`, each checked by itself.

    Raises
    ------
    InputError
        If an entry cannot say that.
    """
    kind = kind_of(step, unasked=unasked)
    about = {} if kind == "outcome" else {"person": person, "purpose": purpose}
    values = values_of(kind, {**about, "step": step, "on": on, **details})
    moment = moment_text(on if recorded is None else recorded)
    return Said(kind, values, person, purpose, moment)


def refused(
    proposal: str, person: str, step: str, *, on: Day, recorded: object, name: str, note: str
) -> Said:
    """Return what is said by the arguments of `Ledger.refuse`, each checked by itself.

    Raises
    ------
    InputError
        If an entry cannot say that.
    """
    says = {"proposal": proposal, "person": person, "step": step, "on": on, "name": name, "note": note}
    moment = moment_text(on if recorded is None else recorded)
    return Said("refusal", values_of("refusal", says), person, "", moment)
