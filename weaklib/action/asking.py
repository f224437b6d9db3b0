"""One step of an attempt, as the exports and the ledger know the person: for the terminal and for a form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import pandas as pd

from weaklib.action.ledger import OUTCOMES, SENT, Ledger, day_text
from weaklib.action.whom import followed, meant, whom
from weaklib.book import Book, InputError
from weaklib.measures.ties import Defaults, tie_diary, ties_on

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
    unasked: bool = False,
    **details: object,
) -> int:
    """Enter what was sent to a person, or what came of it, and return the id of the entry.

    What was sent keeps the class and the strength that the tie had on the eve of that day, so that neither
    the message itself nor any later data counts among its own causes; so does what came unasked.

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
    unasked
        Whether an outcome came without having been asked for.
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
        details["to_person"] = to_whom(book, to)
    if details.get("to_person") == person:
        name = str(book.people.at[person, "name"])
        msg = f"It would lead {name} to themselves; name whom it leads to, or leave that out."
        raise InputError(msg)
    if step == SENT or unasked:
        details |= {"name": str(book.people.at[person, "name"]), **frozen(book, person, on)}
    else:
        person = _as_entered(ledger, book, person)
    if step == SENT:
        purpose = purpose or PURPOSE
    said = {"on": on, "purpose": purpose, "recorded": recorded, "unasked": unasked, **details}
    return ledger.add(person, step, **said)  # type: ignore[arg-type]


def to_whom(book: Book, said: str) -> str:
    """Return whom a step leads to: by id where the exports know one such, else the name as it is typed.

    Parameters
    ----------
    book
        What the exports say.
    said
        What was typed.

    Raises
    ------
    InputError
        If more than one is meant.
    """
    return whom(book, said) if meant(book, said) else said.strip()


def next_step(attempts: pd.DataFrame, person: str) -> str:
    """Return what is likely to be told of a person: the step after the last of their newest attempt.

    Parameters
    ----------
    attempts
        As `Ledger.attempts` returns them, the people called as they are now.
    person
        Who.

    Returns
    -------
    str
        "sent" where nothing was sent to them yet.
    """
    theirs = attempts[attempts["person"] == person].sort_values("sent_on", kind="stable")
    if theirs.empty:
        return SENT
    reached = [place for place, step in enumerate(OUTCOMES) if pd.notna(theirs[step].iloc[-1])]
    following = max(reached, default=-1) + 1
    # an introduction is asked for whose help is the introduction itself
    if OUTCOMES[following:][:1] == ("help",) and theirs["purpose"].iloc[-1] == "introduction":
        following += 1
    return OUTCOMES[min(following, len(OUTCOMES) - 1)]


def frozen(book: Book, person: str, on: str) -> Mapping[str, object]:
    """Return the class and the strength of a tie on the eve of a day: what it was when something was sent.

    Somebody whom the exports did not know by then has the class "unknown" and no strength.

    Parameters
    ----------
    book
        What the exports say.
    person, on
        Whose tie, and the day after the one that counts.
    """
    return frozen_each(book, [(person, on)])[person, on]


def frozen_each(book: Book, asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Mapping[str, object]]:
    """Return the same for many people and days: the book is laid out once, for these people alone.

    A tie is measured by what happened between its two ends, so that nobody else is needed.

    Parameters
    ----------
    book
        What the exports say.
    asked
        People by id, each with a day.

    Examples
    --------
    >>> import weaklib as wl
    >>> asked = [("soren-achterberg", "2026-10-31"), ("nobody", "2026-10-31")]
    >>> [tie["tie_class"] for tie in frozen_each(wl.read("data/example"), asked).values()]
    ['strong', 'unknown']
    """
    wanted = list(dict.fromkeys(asked))
    rules = Defaults()
    diary = tie_diary(_alone(book, {person for person, _ in wanted}), rules)
    ties = {on: ties_on(diary, _eve(book, on), rules) for on in {on for _, on in wanted}}
    return {(person, on): _kept(ties[on], person) for person, on in wanted}


def _alone(book: Book, people: Collection[str]) -> Book:
    rows = book.interactions
    return replace(
        book,
        people=book.people[book.people.index.isin(people)],
        interactions=rows[rows["person"].isin(people)].reset_index(drop=True),
    )


def _eve(book: Book, on: str) -> pd.Timestamp:
    return pd.Timestamp(book.day(on)) - pd.Timedelta(days=1)


def _kept(ties: pd.DataFrame, person: str) -> Mapping[str, object]:
    if person not in ties.index:
        return {"tie_class": "unknown"}
    tie = ties.loc[[person]].iloc[0]
    return {"tie_class": str(tie["class"]), "strength": tie["strength"]}


def _as_entered(ledger: Ledger, book: Book, person: str) -> str:
    """Return by which id the ledger knows a person: older exports may have called them otherwise."""
    attempts = ledger.attempts().reset_index()
    theirs = attempts[followed(attempts, book)["person"] == person]
    return person if theirs.empty else str(theirs["person"].iloc[-1])
