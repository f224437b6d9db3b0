"""Whose mailbox it is: the addresses that mails were delivered to, sent from, or that most are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from weaklib.sources.mail.together import Flags, Together

LEAST_SHARE = 0.01  # of a file's mails: one that somebody passed on unchanged names its first recipient
RARE = 0.1  # of a file's mails: the owner has another address there
LEAST_MAILS = 3
ONE_MAILBOX = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True)
class Owners:
    """Who the owner is.

    Attributes
    ----------
    own
        By address, whether it is the owner's.
    found
        The addresses that each file shows to be the owner's.
    guessed
        Those of them that are the owner's only because most of the file's mails are to or from them.
    known
        By file, whether the owner has a part in any of its mails.
    """

    own: Flags
    found: list[frozenset[str]]
    guessed: list[frozenset[str]]
    known: list[bool]


def find_owners(together: Together, files: int, given: frozenset[str]) -> Owners:
    """Find the owner's addresses in the mails of all files.

    Parameters
    ----------
    together
        The mails.
    files
        How many files there are.
    given
        The owner's addresses as far as they are known.
    """
    mails, numbers = together.mails, range(files)
    counted = mails["reason"].eq("")
    sent = (
        mails.loc[mails["sent"] & counted, ["file", "sender"]]
        .rename(columns={"sender": "address"})
        .assign(times=1)
    )
    delivered = together.delivered[together.people[together.delivered["address"]]]
    found = [_frequent(sent, number) | _frequent(delivered, number) for number in numbers]
    own = _with_variants(together, given, set().union(*found))
    takes_part = _takes_part(together)
    takes_part = takes_part[counted.to_numpy()[takes_part["mail"]]]
    guessed = [_usual(together, takes_part, number, own) for number in numbers]
    own = _with_variants(together, given, set().union(*found, *guessed))
    seen = set(takes_part.loc[own[takes_part["address"]], "file"])
    seen |= set(together.delivered.loc[own[together.delivered["address"]], "file"])
    named = [frozenset(together.emails[code] for code in codes) for codes in guessed]
    both = [
        frozenset(together.emails[code] for code in codes) | extra
        for codes, extra in zip(found, named, strict=True)
    ]
    return Owners(own, both, named, [number in seen for number in numbers])


def _frequent(table: pd.DataFrame, file: int) -> set[int]:
    times = table[table["file"].eq(file)].groupby("address")["times"].sum()
    return set(times.index[times >= LEAST_SHARE * times.sum()])


def _with_variants(together: Together, given: Iterable[str], codes: Iterable[int]) -> Flags:
    known = {_bare(email) for email in given} | {_bare(together.emails[code]) for code in codes}
    return np.array([_bare(email) in known for email in together.emails], dtype=bool)


def _bare(email: str) -> str:
    """Return the address without what its owner may add: "anna+shop@", and dots at Gmail."""
    name, _, domain = email.partition("@")
    name = name.partition("+")[0] or name
    return f"{name.replace('.', '')}@gmail.com" if domain in ONE_MAILBOX else f"{name}@{domain}"


def _takes_part(together: Together) -> pd.DataFrame:
    """Return each address once a mail, with the mail's file."""
    once = together.parties[["mail", "address"]].drop_duplicates()
    return once.assign(file=together.mails["file"].to_numpy()[once["mail"]])


def _usual(together: Together, takes_part: pd.DataFrame, file: int, own: Flags) -> set[int]:
    """Return the one address in more than half of a file's mails, where the owner has hardly a part."""
    here = takes_part[takes_part["file"].eq(file)]
    mails = here["mail"].nunique()
    owned = here.loc[own[here["address"]], "mail"].nunique() + _delivered(together, file, own)
    if mails < LEAST_MAILS or owned > RARE * mails:
        return set()
    counts = here.loc[together.people[here["address"]], "address"].value_counts()
    first, second = [*counts.head(2), 0, 0][:2]
    return {int(counts.index[0])} if first * 2 > mails and first > second else set()


def _delivered(together: Together, file: int, own: Flags) -> int:
    here = together.delivered[together.delivered["file"].eq(file)]
    return int(here.loc[own[here["address"]], "times"].sum())
