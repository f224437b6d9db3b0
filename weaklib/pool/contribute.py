"""Contributing: what a member's own exports say becomes the rows of a sheet, seen by the member first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from weaklib.book import Book, InputError, Owner
from weaklib.measures.diversity import place_of
from weaklib.measures.network import current_work
from weaklib.pool.choosing import Choices, initials
from weaklib.pool.key import Key, fingerprint, mail_hash, member_of, own_hashes, profile_hash
from weaklib.pool.manifest import SCHEMA
from weaklib.pool.sheet import COLUMNS, NO_TEXT, TEXTS, Said, Sheet, write_sheet
from weaklib.sources.names import name_parts
from weaklib.sources.organisations.vocabulary import folded

WORK = ("organisation", "function", "seniority", "field")
SHORTEST_SURNAME = 3


def candidates(
    book: Book,
    ties: pd.DataFrame,
    key: Key,
    *,
    why: pd.Series[Any] | None = None,
    ask: str = "anyone",
    as_of: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Return everybody with what a sheet would say of them: for the member's own eyes.

    Parameters
    ----------
    book, ties
        What the exports say, and the tie table of the day.
    key
        Of the pool.
    why
        Who stays out and why, as `choosing.why_left_out` tells it; by default nobody.
    ask
        How the member may be asked about a contact.
    as_of
        The day on which people work where; by default that of the newest record.

    Returns
    -------
    DataFrame
        Indexed by `person`, the strongest tie first: `name`, the columns of a sheet, all ids of the person
        (`known_by`), and `why` they stay out ("" for who does not). `mails` has the addresses that are theirs
        alone. An organisation is left blank that bears the contact's own surname, as it would name them, or
        that has what no sheet may hold, such as an @.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> seen = candidates(book, wl.ties.tie_table(book), Key("example", bytes(32)))
    >>> seen.at["runa-solheim", "organisation"], len(seen.at["runa-solheim", "contact"])
    ('Nordlicht Energie', 32)
    """
    people = book.people.reindex(ties.index)
    work = current_work(book, as_of).reindex(ties.index)[list(WORK)]
    own = set(own_hashes(key, book.owner))
    mails = _mails(people["emails"], key)
    profiles = [
        profile_hash(key, profile) if isinstance(profile, str) else "" for profile in people["profile"]
    ]
    contact = [profile or (known[0] if known else "") for profile, known in zip(profiles, mails, strict=True)]
    table = work.assign(
        name=people["name"],
        contact=contact,
        mails=pd.Series(mails, index=ties.index, dtype="object"),
        place=people["emails"].map(place_of).astype("str"),
        strength=ties["strength"].round(1).astype("float32"),
        ask=ask,
        known_by=_known_by(people),
        why="" if why is None else why.reindex(ties.index),
        **{"class": ties["class"]},
    )
    where = table["organisation"]
    # Women@Work is a firm, yet nobody can tell it from an address
    told = where.str.contains(NO_TEXT, na=False) | _bears_name(where, table["name"])
    table["organisation"] = where.mask(told.astype("bool"))
    alone = table["contact"].ne("") & ~table["contact"].duplicated(keep=False) & ~table["contact"].isin(own)
    table["why"] = table["why"].mask(table["why"].eq("") & ~alone, "key")
    return table[["name", *COLUMNS, "known_by", "why"]].rename_axis("person")


def said_of(owner: Owner, key: Key, choices: Choices, *, written: dt.date) -> Said:
    """Return what a sheet says of its member.

    Raises
    ------
    InputError
        If the exports do not tell who they are, or what they want to be called is an address.
    """
    hashes = own_hashes(key, owner)
    try:
        return Said.model_validate(
            {
                "schema": SCHEMA,
                "pool": key.pool,
                "fingerprint": fingerprint(key),
                "member": member_of(hashes),
                "keys": hashes,
                "alias": " ".join(choices.as_.split()) or initials(owner.name),
                "named_as_broker": choices.named,
                "ask": " ".join(choices.reach.split()),
                "written": written,
                "expires": written + dt.timedelta(days=choices.days),
            }
        )
    except ValueError as error:
        msg = (
            f"The pool may call you {choices.as_[:40]!r} and reach you by {choices.reach[:40]!r}: write a "
            "few words each, without @, / and <>, since every member reads them."
        )
        raise InputError(msg) from error


def contribute(seen: pd.DataFrame, said: Said, path: Path) -> Sheet:
    """Write a member's sheet of what they have seen and let stand.

    Parameters
    ----------
    seen
        What `candidates` returns, edited or not: only who has no `why` is written.
    said
        What the sheet says of its member.
    path
        The file.

    Raises
    ------
    InputError
        If nobody is left.
    OutputError
        If it cannot be written.
    """
    rows = seen[seen["why"].eq("")]
    if rows.empty:
        msg = "Nobody is left to share: no contact has a profile or an address, or all are left out."
        raise InputError(msg)
    return write_sheet(path, rows, said)


def _known_by(people: pd.DataFrame) -> pd.Series[Any]:
    rows = zip(people.index, people["profile"], people["emails"], strict=True)
    every = [
        tuple(dict.fromkeys((str(person), *([profile] if isinstance(profile, str) else []), *emails)))
        for person, profile, emails in rows
    ]
    return pd.Series(every, index=people.index, dtype="object")


def _mails(emails: pd.Series[Any], key: Key) -> list[tuple[str, ...]]:
    """Return the hashes of each person's addresses; one that two people have tells neither of them."""
    hashed = emails.map(lambda each: tuple(filter(None, (mail_hash(key, mail) for mail in each))))
    every = hashed.explode().dropna()
    shared = set(every[every.duplicated(keep=False)])
    return [tuple(sorted(set(each) - shared)) for each in hashed]


def _bears_name(organisations: pd.Series[Any], names: pd.Series[Any]) -> np.ndarray:
    pairs = zip(organisations.fillna(""), names.fillna(""), strict=True)
    return np.array([_says(organisation, name) for organisation, name in pairs], dtype="bool")


def _says(organisation: str, name: str) -> bool:
    surname = folded(name_parts(name)[1]) if name else ""
    return len(surname) >= SHORTEST_SURNAME and f" {surname} " in f" {folded(organisation)} "


__all__ = ["TEXTS", "candidates", "contribute", "said_of"]
