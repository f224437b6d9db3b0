"""Whom somebody may mean who is still typing: a short list, those first whose answer is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from weaklib.action.ledger.entries import OUTCOMES
from weaklib.action.whom import followed, keys_of
from weaklib.book import Book
from weaklib.sources.decisions.cells import key_of
from weaklib.sources.names import name_key

MOST = 8
"""How many people a list shows."""


class Choice(NamedTuple):
    """Somebody who may be meant.

    Attributes
    ----------
    person
        Their id.
    told
        The name, where they work, and when something was last sent to them.
    """

    person: str
    told: str


def choices(book: Book, typed: str, attempts: pd.DataFrame, *, most: int = MOST) -> list[Choice]:
    """Return who may be meant by what is typed so far.

    Every word that was typed begins a word of the name; or the whole is somebody's id, profile or address.
    With nothing typed, these are the people who were written to, whom nothing came from yet first.

    Parameters
    ----------
    book
        Who there is.
    typed
        The beginning of a name, or of several words of it.
    attempts
        As `Ledger.attempts` returns them: whom one is most likely to speak of.
    most
        How many at most.

    Examples
    --------
    >>> import weaklib as wl
    >>> from weaklib.action.ledger.state import attempts
    >>> [choice.told for choice in choices(wl.read("data/example"), "run sol", attempts([]))]
    ['Runa Solheim, Nordlicht Energie']
    """
    asked = _newest(followed(attempts, book), book)
    found = _fitting(book, typed)
    first = [person for person in asked.index if person in found]
    ranked = dict.fromkeys([*first, *(found if typed.strip() else ())])
    return [Choice(person, _told(book, person, asked.get(person))) for person in list(ranked)[:most]]


def _newest(attempts: pd.DataFrame, book: Book) -> pd.Series[pd.Timestamp]:
    """Return when each person was last written to: whom nothing came from first, then the newest."""
    silent = attempts[list(OUTCOMES)].isna().all(axis=1)
    ordered = attempts.assign(silent=silent).sort_values(
        ["silent", "sent_on"], ascending=False, kind="stable"
    )
    newest = ordered.drop_duplicates("person").set_index("person")["sent_on"]
    return newest[newest.index.isin(book.people.index)]


def _fitting(book: Book, typed: str) -> Sequence[str]:
    words = name_key(typed).split()
    if not typed.strip():
        return list(map(str, book.people.index))
    if (person := keys_of(book).get(typed.strip(), keys_of(book).get(key_of(typed)))) is not None:
        return [person]
    names = book.people["name"].fillna("")
    fits = names.map(lambda name: bool(words) and _begins(words, name_key(name).split()))
    return list(map(str, names[fits].sort_values(key=lambda name: name.str.len(), kind="stable").index))


def _begins(words: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in name) for word in words)


def _told(book: Book, person: str, sent_on: pd.Timestamp | None) -> str:
    who = [str(book.people.at[person, column]) for column in ("name", "organisation")]
    name, organisation = ("" if text == "nan" else text for text in who)
    wrote = f"you wrote on {sent_on:%Y-%m-%d}" if sent_on is not None else ""
    return ", ".join(filter(None, [name or person, organisation, wrote]))
