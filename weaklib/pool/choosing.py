"""What a member chooses to share: by data/pools.yaml, on the command line, and what stays out anyway.

Family stays out, as people.csv, a group or a label of an address book says it; so does who has the member's
surname, until the member says otherwise, whom the goals leave out, whom the ledger never wants asked, and who
has neither profile nor address, by which nobody else could know them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from weaklib.book import Book, InputError
from weaklib.measures.classes import CLASSES
from weaklib.pool.private import read_yaml
from weaklib.pool.sheet import ASK, LONGEST_ALIAS, LONGEST_REACH
from weaklib.sources.names import name_key, name_parts
from weaklib.sources.names.namesakes import namesakes
from weaklib.sources.organisations.tiers import Tier, match_organisations
from weaklib.sources.organisations.vocabulary import folded

NAME = "pools.yaml"
DAYS = 365
FAMILY = frozenset("family familie famille familia família verwandte relatives parents famiglia".split())
NO_KEY = "neither a profile nor an address of their own, so that nobody else could know them"
SURNAME = "has your surname: family? (yes in the column share takes them in)"
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "family": "family",
        "surname": SURNAME,
        "key": NO_KEY,
        "person": "you leave them out",
        "organisation": "you leave their organisation out",
        "class": "you leave their class of tie out",
        "goals": "your goals leave them out",
        "never": "you never want to ask them, as the ledger says",
    }
)
"""Why somebody stays out, in words; an earlier one is told first."""


class Choices(BaseModel):
    """What a member chooses; every line may be left out.

    Attributes
    ----------
    as_
        What the pool may call the member; `as` in the file; by default their initials.
    ask
        How they may be asked about their contacts: "anyone", "contacts" or "nobody".
    reach
        How to reach them, in a few words that every member can read.
    named
        Whether reports of the pool may name them as somebody who connects it.
    days
        For how many days the sheet counts.
    people, organisations, classes
        Whom to leave out.
    family, same_surname
        Whether to share these after all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_: str = Field(default="", alias="as", max_length=LONGEST_ALIAS)
    ask: Literal["anyone", "contacts", "nobody"] = "anyone"
    reach: str = Field(default="", max_length=LONGEST_REACH)
    named: bool = False
    days: int = Field(default=DAYS, ge=1, le=2 * DAYS)
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    classes: tuple[Literal[CLASSES], ...] = ()  # type: ignore[valid-type]
    family: bool = False
    same_surname: bool = False


def read_choices(folder: Path, **said: Any) -> Choices:
    """Return what pools.yaml of a data folder says, and above it what is said now.

    Parameters
    ----------
    folder
        The data folder.
    **said
        What the command line says, by the names of the file; lists are added to, "" and None say nothing.

    Raises
    ------
    InputError
        If either says what cannot be: with the line's name and the remedy.
    """
    held = _read(folder / NAME)
    for name, value in said.items():
        if isinstance(value, (list, tuple)):
            held[name] = [*(held.get(name) or ()), *value]
        elif value not in (None, ""):
            held[name] = value
    try:
        return Choices.model_validate(held)
    except ValidationError as error:
        known = ", ".join(field.alias or name for name, field in Choices.model_fields.items())
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
        msg = f"{NAME}: {faults}. It may hold {known}."
        raise InputError(msg) from error


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    return read_yaml(path, remedy="write one a line, such as `ask: contacts`")


def why_left_out(
    book: Book, ties: pd.DataFrame, choices: Choices, *, goals: Any = None, never: Collection[str] = ()
) -> pd.Series[Any]:
    """Tell who stays out of a sheet and why, as far as a profile or an address does not matter.

    Parameters
    ----------
    book, ties
        What the exports say, and the tie table of the day.
    choices
        What the member chooses.
    goals
        The member's goals, whose `leave_out_people` and `leave_out_organisations` count too.
    never
        Whom the ledger never wants asked, by id.

    Returns
    -------
    Series
        Indexed by `person`, everybody of the tie table: a key of `REASONS`; "" for whom nothing keeps out.
    """
    people = book.people.reindex(ties.index)
    told = pd.Series("", index=ties.index, dtype="str")
    reasons = {
        "never": ties.index.isin([*never]),
        "goals": _goals(people, ties, goals),
        "class": ties["class"].isin(choices.classes),
        "organisation": _employed(ties["organisation"], choices.organisations),
        "person": _named(people, choices.people),
        "surname": _same_surname(people["name"], book.owner.name) & (not choices.same_surname),
        "family": family_of(people) & (not choices.family),
    }
    for reason, is_so in reasons.items():  # the last one stays
        told = told.mask(pd.Series(is_so, index=ties.index).astype("bool"), reason)
    return told


def family_of(people: pd.DataFrame) -> pd.Series[Any]:
    """Tell who is family: by people.csv, a group that the owner put them in, an address book's label."""
    told = people["groups"].combine(people["labels"], lambda one, other: (*one, *other))
    marked = told.map(lambda words: any(not FAMILY.isdisjoint(folded(word).split()) for word in words))
    found: pd.Series[Any] = people["family"].astype("bool") | marked.astype("bool")
    return found


def _same_surname(names: pd.Series[Any], owner: str) -> pd.Series[Any]:
    mine = name_key(name_parts(owner)[1]) if owner else ""
    own = names.fillna("").map(lambda name: name_key(name_parts(name)[1]) if name else "")
    return (own == mine) & (mine != "")


def _named(people: pd.DataFrame, asked: Iterable[str]) -> pd.Series[Any]:
    found = pd.Series(data=False, index=people.index)
    for each in asked:
        by_mail = people["emails"].map(lambda mails, one=each: one.strip().lower() in mails)
        found |= namesakes(people["name"], each) | (people.index == each.strip()) | by_mail
    return found


def _employed(where: pd.Series[Any], asked: Iterable[str]) -> pd.Series[Any]:
    gone: set[str] = set()
    names = tuple(where.dropna().unique())
    for each in asked:
        found = match_organisations(each, names)
        # in doubt it stays out: a member who names Siemens means Siemens Energy too
        gone |= set(found.index[found["tier"] >= Tier.POSSIBLE])
    return where.isin(gone)


def _goals(people: pd.DataFrame, ties: pd.DataFrame, goals: Any) -> pd.Series[Any]:
    if goals is None:
        return pd.Series(data=False, index=people.index)
    return _named(people, goals.leave_out_people) | _employed(
        ties["organisation"], goals.leave_out_organisations
    )


def initials(name: str) -> str:
    """Return what the pool calls a member who chose nothing: their initials; "a member" without a name.

    >>> initials("Marit Ebbesand"), initials("")
    ('M. E.', 'a member')
    """
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return " ".join(f"{letter}." for letter in letters[:4]) or "a member"


__all__ = ["ASK", "Choices", "initials", "read_choices", "why_left_out"]
