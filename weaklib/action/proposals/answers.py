"""Answer a proposal: confirmed, it is an outcome in the ledger; refused, it is not proposed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from weaklib.action.asking import frozen
from weaklib.action.ledger import Ledger
from weaklib.action.proposals.found import Found, other_ids
from weaklib.action.proposals.known import Known, known
from weaklib.action.proposals.listed import waiting
from weaklib.book import Book, InputError


def confirm(
    book: Book,
    ledger: Ledger,
    proposal: str,
    *,
    recorded: object,
    as_of: str | pd.Timestamp | None = None,
    **details: Any,
) -> int:
    """Enter what is proposed as an outcome, and return the id of the entry.

    What came unasked keeps the class and the strength that the tie had on the eve of its day.

    Parameters
    ----------
    book, ledger
        What the exports say, and where it is entered.
    proposal
        Its id.
    recorded
        The moment of the answer.
    as_of
        The day of the list that it stands in; by default the newest.
    **details
        Ratings from 0 to 3 (`engagement`, `support`, `guidance`), and a `note`.

    Raises
    ------
    InputError
        If there is no such proposal, or it was answered before.

    Examples
    --------
    >>> import tempfile, weaklib as wl
    >>> from weaklib.action.proposals import confirm, proposals
    >>> book, folder = wl.read("data/example"), tempfile.TemporaryDirectory()
    >>> ledger = wl.ledger.open(f"{folder.name}/ledger.sqlite")
    >>> found = proposals(book, ledger)
    >>> introduced = found.index[found["to_person"] == "oluwaseun-falk"][0]
    >>> confirm(book, ledger, introduced, recorded="2026-10-31", support=3)
    1
    >>> introduced in proposals(book, ledger).index
    False
    >>> folder.cleanup()
    """
    there, found = _asked(book, ledger, proposal, as_of)
    about: dict[str, Any] = {
        "on": found.on,
        "recorded": recorded,
        "to_person": found.to_person,
        "proposal": proposal,
    }
    if found.attempt is not None:
        person = str(there.told.attempts.at[found.attempt, "entered"])
        return ledger.add(person, found.step, attempt=found.attempt, **about, **details)
    name = there.called(found.person)
    tie: Mapping[str, Any] = frozen(book, found.person, f"{found.on:%Y-%m-%d}")
    return ledger.add(found.person, found.step, unasked=True, name=name, **tie, **about, **details)


def refuse(
    book: Book,
    ledger: Ledger,
    proposal: str,
    *,
    recorded: object,
    as_of: str | pd.Timestamp | None = None,
    note: str = "",
) -> int:
    """Enter that what is proposed did not come, and return the id of the entry; undoing it brings it back.

    Parameters
    ----------
    book, ledger, proposal, recorded, as_of
        As for `confirm`.
    note
        Why, for oneself.

    Raises
    ------
    InputError
        If there is no such proposal, or it was answered before.
    """
    there, found = _asked(book, ledger, proposal, as_of)
    name = there.called(found.person)
    return ledger.refuse(
        proposal, found.person, found.step, on=found.on, recorded=recorded, name=name, note=note
    )


def _asked(
    book: Book, ledger: Ledger, proposal: str, as_of: str | pd.Timestamp | None
) -> tuple[Known, Found]:
    there = known(book, ledger, as_of)
    found = other_ids(there, waiting(there).values()).get(proposal)
    if found is not None:
        return there, found
    answer = ledger.answered_proposals().get(proposal)
    why = f"was {answer} before" if answer else "is not proposed"
    msg = f"{proposal[:40]!r} {why}; `weaklib log list --proposed` shows what waits for an answer."
    raise InputError(msg)
