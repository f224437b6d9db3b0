"""Whom somebody means: a person's id, profile, address or name, as it is typed; and ids that have changed."""

from __future__ import annotations

import pandas as pd

from weaklib.book import Book, InputError
from weaklib.measures.once import once
from weaklib.sources.decisions.cells import key_of
from weaklib.sources.names import name_key

MOST = 8  # candidates in one sentence


def whom(book: Book, said: str) -> str:
    """Return the person who is meant: by id, profile or address; by the full name; or by whole words of it.

    Nobody is guessed: where several fit, or nobody does, it says who might be meant.

    Parameters
    ----------
    book
        Who there is.
    said
        What was typed.

    Raises
    ------
    InputError
        If nobody is meant, or more than one.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> whom(book, "Runa Solheim"), whom(book, "solheim"), whom(book, "linkedin.com/in/runa-solheim/")
    ('runa-solheim', 'runa-solheim', 'runa-solheim')
    """
    found = meant(book, said)
    if len(found) == 1:
        return found[0]
    raise InputError(_several(book, said, found) if found else _nobody(book, said))


def meant(book: Book, said: str) -> list[str]:
    """Return everyone who may be meant: as `whom`, in the order of the book.

    Parameters
    ----------
    book
        Who there is.
    said
        What was typed.
    """
    if said.strip() in book.people.index:
        return [said.strip()]
    if (person := keys_of(book).get(key_of(said))) is not None:
        return [person]
    asked = name_key(said)
    names = _names(book)
    found = names.index[names == asked] if asked else names.index[:0]
    if found.empty and asked:
        words = set(asked.split())
        found = names.index[names.map(lambda name: words <= set(name.split()))]
    return list(map(str, found))


def keys_of(book: Book) -> dict[str, str]:
    """Return whose each id, profile and address is, also those by which somebody was called once."""
    return once(book, "keys", lambda: _keys(book))


def _keys(book: Book) -> dict[str, str]:
    whose: dict[object, object] = {}
    ids = book.people.index.tolist()
    rows = zip(ids, book.people["profile"].tolist(), book.people["emails"].tolist(), strict=True)
    for person, profile, emails in rows:
        whose.update(dict.fromkeys((profile, *emails), person))
    whose.update(zip(book.merges["key"].tolist(), book.merges["person"].tolist(), strict=True))
    whose.update(zip(ids, ids, strict=True))
    return {str(key): str(person) for key, person in whose.items() if isinstance(key, str) and key}


def followed(frame: pd.DataFrame, book: Book) -> pd.DataFrame:
    """Return a table of the ledger whose people are called as the book calls them now.

    Fresher exports may call somebody by a profile whom the ledger knows by an address. Whom the book does
    not know keeps the id that they had.

    Parameters
    ----------
    frame
        With a column `person`.
    book
        The book as it is now.
    """
    keys = keys_of(book)
    return frame.assign(person=frame["person"].map(lambda person: keys.get(person, person)).astype("str"))


def _several(book: Book, said: str, found: list[str]) -> str:
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    named = "; ".join(_told(book, person) for person in found[:MOST])
    return f"{len(found)} people may be {said!r}: {named}{more}. Name one by the id before the brackets."


def _names(book: Book) -> pd.Series[str]:
    return book.people["name"].fillna("").map(name_key)


def _nobody(book: Book, said: str) -> str:
    from rapidfuzz import fuzz, process

    close = process.extract(
        name_key(said), _names(book).to_dict(), scorer=fuzz.WRatio, limit=3, score_cutoff=75
    )
    nobody = f"Nobody in the exports is {said[:80]!r}"
    if not close:
        return f"{nobody}; `weaklib ties --format csv` lists everyone with their id."
    named = "; ".join(_told(book, str(person)) for _, _, person in close)
    return f"{nobody}; did you mean {named}?"


def _told(book: Book, person: str) -> str:
    who = [str(book.people.at[person, column]) for column in ("name", "organisation")]
    return f"{person} ({', '.join(text for text in who if text and text != 'nan')})"
