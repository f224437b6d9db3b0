"""Who may be meant by a part of a name, told so that one can choose: their work, and the last contact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from weaklib.action.completing import choices
from weaklib.action.whom import meant
from weaklib.book import CONTACT_CHANNELS, Book
from weaklib.measures.sentences import on_day
from weaklib.sources.names import name_key

NEAR = 60
"""How like a name must be to what was typed, of 100, to be shown where nobody fits."""


class Candidates(NamedTuple):
    """Who may be meant.

    Attributes
    ----------
    people
        By id, the likeliest first.
    fits
        Whether what was typed is a part of their names; else they are only the nearest.
    """

    people: tuple[str, ...]
    fits: bool


def candidates(book: Book, typed: str, attempts: pd.DataFrame, *, most: int = 9) -> Candidates:
    """Return who may be meant: by the whole name or id; else by beginnings of words; else the nearest.

    Parameters
    ----------
    book
        Who there is.
    typed
        A part of a name; "" for those who were written to.
    attempts
        As `Ledger.attempts` returns them: who was written to stands first.
    most
        How many at most.

    Examples
    --------
    >>> import weaklib as wl
    >>> from weaklib.action.ledger.state import attempts
    >>> candidates(wl.read("data/example"), "runa s", attempts([]))
    Candidates(people=('runa-solheim',), fits=True)
    >>> candidates(wl.read("data/example"), "Rune Solhaim", attempts([]), most=1)
    Candidates(people=('runa-solheim',), fits=False)
    """
    whole = meant(book, typed) if typed.strip() else []
    if len(whole) == 1:
        return Candidates(tuple(whole), fits=True)
    found = tuple(choice.person for choice in choices(book, typed, attempts, most=most))
    return Candidates(found, fits=True) if found else Candidates(_nearest(book, typed, most), fits=False)


def _nearest(book: Book, typed: str, most: int) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    names = book.people["name"].fillna("").map(name_key).to_dict()
    close = process.extract(name_key(typed), names, scorer=fuzz.WRatio, limit=most, score_cutoff=NEAR)
    return tuple(str(person) for _, _, person in close)


def told(book: Book, people: Sequence[str], attempts: pd.DataFrame) -> list[str]:
    """Return of each person the name, where they work, the last contact, and what was sent to them last.

    Parameters
    ----------
    book
        What the exports say.
    people
        Who, by id.
    attempts
        As `Ledger.attempts` returns them, the people called as they are now.
    """
    rows = book.interactions
    rows = rows[rows["person"].isin(people) & rows["channel"].isin(CONTACT_CHANNELS)]
    days = rows["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None).dt.normalize()
    over = days <= book.coverage["last"].max()  # what a calendar plans is no contact yet
    last = days[over].groupby(rows["person"]).max()
    sent = attempts.groupby("person")["sent_on"].max()
    return [_told(book, person, last.get(person), sent.get(person)) for person in people]


def _told(book: Book, person: str, last: pd.Timestamp | None, sent: pd.Timestamp | None) -> str:
    row = book.people.loc[person]
    parts = [
        row["name"] if pd.notna(row["name"]) and row["name"] else person,
        row["organisation"],
        f"last contact {on_day(last)}" if last is not None else "no contact on record",
        f"you wrote on {on_day(sent)}" if sent is not None else "",
    ]
    return ", ".join(str(part) for part in parts if pd.notna(part) and part)
