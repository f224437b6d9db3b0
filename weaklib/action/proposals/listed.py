"""The list of what is proposed, and has not been answered."""

from __future__ import annotations

import pandas as pd

from weaklib.action.ledger import OUTCOMES, Ledger
from weaklib.action.proposals.connected import connections
from weaklib.action.proposals.conversations import conversations
from weaklib.action.proposals.found import CONFIDENCE, Found, id_of, other_ids
from weaklib.action.proposals.introduced import introductions
from weaklib.action.proposals.known import Known, known
from weaklib.action.proposals.replied import replies
from weaklib.book import DAY, Book

COLUMNS = {
    "step": "str",
    "person": "str",
    "name": "str",
    "to_person": "str",
    "to_name": "str",
    "on": DAY,
    "attempt": "Int64",
    "sentence": "str",
    "confidence": "str",
    "rows": "object",
}
"""The columns of `proposals` and their types."""


def proposals(book: Book, ledger: Ledger | None, *, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Propose what came of the attempts, and unasked, as far as the exports suggest it.

    Nothing of it counts before the owner confirms it.

    - replied: their first message or mail to the owner alone after an attempt, within 90 days.
    - conversation: within 60 days, two each way, or a meeting of the two or of a small round.
    - connection: the person, or whom they introduced, became a connection within 180 days.
    - intro_made: a thread or meeting of at most four that first joined the owner, somebody known and
      somebody new.

    What the ledger already says, and what was confirmed or refused, is not proposed.

    Parameters
    ----------
    book
        What the exports say.
    ledger
        What was asked, and what is known to have come of it; None where there is no ledger yet.
    as_of
        The day: nothing counts that happened, or was recorded, later. By default the last day that the
        exports cover, with everything that is in the ledger.

    Returns
    -------
    DataFrame
        Indexed by `proposal`, an id that stays the same on later days and with later exports; the surest
        first, then the newest. `step`, `person` and `name` (through whom), `to_person` and `to_name` (who was
        met, or ""), `on` (the owner's day), `attempt` (<NA> for what came unasked), `sentence`,
        `confidence` ("high", "medium" or "low"), `rows`, the evidence.

    Raises
    ------
    InputError
        If `as_of` is no date.

    Examples
    --------
    >>> import weaklib as wl
    >>> from weaklib.action.proposals import proposals
    >>> found = proposals(wl.read("data/example"), None).set_index("to_person")
    >>> found.loc["oluwaseun-falk", ["step", "person", "confidence"]].tolist()
    ['intro_made', 'ingeborg-vance', 'high']
    """
    there = known(book, ledger, as_of)
    found = waiting(there)
    rows = [
        (
            each.step,
            each.person,
            there.called(each.person),
            each.to_person,
            there.called(each.to_person) if each.to_person else "",
            each.on,
            pd.NA if each.attempt is None else each.attempt,
            each.sentence,
            each.confidence,
            each.rows,
        )
        for each in found.values()
    ]
    table = pd.DataFrame(
        rows, columns=list(COLUMNS), index=pd.Index(list(found), name="proposal", dtype="str")
    )
    return table.astype(COLUMNS)


def waiting(there: Known) -> dict[str, Found]:
    """Return what is proposed and not answered, by id, the surest first.

    Parameters
    ----------
    there
        What is on record.
    """
    every = [*introductions(there), *connections(there), *conversations(there), *replies(there)]
    answered = other_ids(there, every).items() if there.told.answered else ()
    gone = {id_of(each) for label, each in answered if label in there.told.answered}
    left = {id_of(each): each for each in every}
    order = sorted(left, key=lambda label: _rank(left[label]))
    return {label: left[label] for label in order if label not in gone}


def _rank(found: Found) -> tuple[int, int, int, str, str]:
    return (
        CONFIDENCE.index(found.confidence),
        -found.on.toordinal(),
        -OUTCOMES.index(found.step),
        found.person,
        found.to_person,
    )
