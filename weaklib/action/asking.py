"""One step of an attempt, as the exports and the ledger know the person: for the terminal and for a form."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from weaklib.action.ledger import OUTCOMES, SENT, Ledger, day_text
from weaklib.action.whom import followed, meant, whom
from weaklib.book import Book, InputError
from weaklib.measures.ties import tie_table

PURPOSE = "reconnect"  # where nobody names one


def add_step(
    ledger: Ledger,
    book: Book,
    person: str,
    *,
    step: str,
    on: str,
    recorded: object,
    purpose: str = "",
    **details: object,
) -> int:
    """Enter what was sent to a person, or what came of it, and return the id of the entry.

    What was sent keeps the class and the strength that the tie had on the eve of that day, so that neither
    the message itself nor any later data counts among its own causes.

    Parameters
    ----------
    ledger, book
        Where it is entered, and what the exports say.
    person
        Who, by id.
    step
        "sent" or one of `OUTCOMES`.
    on, recorded
        The day when it happened, and the moment of the entry.
    purpose
        Of what was sent: "" is "reconnect". Of an outcome: that of the attempt it belongs to; "" is any.
    **details
        As `weaklib.action.ledger.entries.Details`; `to_person` may be a name.

    Raises
    ------
    InputError
        If it cannot be entered as it is.
    """
    if step not in (SENT, *OUTCOMES):
        msg = f"The step is {step[:40]!r}; name one of {', '.join((SENT, *OUTCOMES))}."
        raise InputError(msg)
    on = day_text(on, "on")
    if to := str(details.get("to_person") or ""):
        details["to_person"] = whom(book, to) if meant(book, to) else to.strip()
    if step == SENT:
        purpose = purpose or PURPOSE
        details |= {"name": str(book.people.at[person, "name"]), **frozen(book, person, on)}
    else:
        person = _as_entered(ledger, book, person)
    return ledger.add(person, step, on=on, purpose=purpose, recorded=recorded, **details)  # type: ignore[arg-type]


def frozen(book: Book, person: str, on: str) -> Mapping[str, object]:
    """Return the class and the strength of a tie on the eve of a day: what it was when something was sent.

    Somebody whom the exports did not know by then has the class "unknown" and no strength.
    """
    eve = pd.Timestamp(book.day(on)) - pd.Timedelta(days=1)
    ties = tie_table(book, as_of=eve)
    if person not in ties.index:
        return {"tie_class": "unknown"}
    tie = ties.loc[[person]].iloc[0]
    return {"tie_class": str(tie["class"]), "strength": tie["strength"]}


def _as_entered(ledger: Ledger, book: Book, person: str) -> str:
    """Return by which id the ledger knows a person: older exports may have called them otherwise."""
    attempts = ledger.attempts().reset_index()
    theirs = attempts[followed(attempts, book)["person"] == person]
    return person if theirs.empty else str(theirs["person"].iloc[-1])
