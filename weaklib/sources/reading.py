"""What one input file said, before it is known who is who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any

import pandas as pd

CONTACTS = (
    "row",
    "profile",
    "email",
    "emails",
    "name",
    "organisation",
    "position",
    "connected_on",
    "labels",
    "note",
)
MEETINGS = (
    "row",
    "profile",
    "email",
    "name",
    "at",
    "channel",
    "direction",
    "group_size",
    "minutes",
    "words",
    "skill",
    "hint",
    "event",
    "raw",
)


NO_TEXT = frozenset({"row", "connected_on", "at", "group_size", "minutes", "words"})
TUPLES = frozenset({"emails", "labels"})


def frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Return `rows` as a frame with all of `columns`; a text that is not given is "", a tuple ()."""
    named = frozenset[str]().union(*rows)
    return frame_of({name: _values(rows, name) for name in columns if name in named}, columns, len(rows))


def frame_of(given: Mapping[str, list[Any]], columns: Sequence[str], number: int) -> pd.DataFrame:
    """Return the columns that are given, of a number of rows, and the others as `frame` does."""
    return pd.DataFrame(
        {name: pd.Series(given.get(name) or [_unsaid(name)] * number, dtype="object") for name in columns},
        columns=list(columns),
    )


def _values(rows: Sequence[Mapping[str, object]], name: str) -> list[Any]:
    given = [row.get(name) for row in rows]
    kinds = set(map(type, given))
    if kinds == {str} or (name in NO_TEXT and NoneType not in kinds):
        return given
    if name in NO_TEXT:
        return [row.get(name, _unsaid(name)) for row in rows]
    if name in TUPLES:
        return [value if isinstance(value, tuple) else () for value in given]
    return [value if isinstance(value, str) or not pd.isna(value) else "" for value in given]  # type: ignore[call-overload]


def _unsaid(name: str) -> object:
    return float("nan") if name in NO_TEXT else () if name in TUPLES else ""


@dataclass(frozen=True)
class Link:
    """Two keys that stand for one human: profiles, e-mail addresses or ids; and how we know."""

    one: str
    other: str
    evidence: str


@dataclass(frozen=True)
class Reading:
    """What one input file said; people are still named by profile, e-mail or name.

    Attributes
    ----------
    source, kind
        The file, relative to the data folder, and what it is ("linkedin messages", "calendar").
    rows, merged
        How many rows the file has, and how many of them repeat another one exactly.
    contacts
        People whom the file lists as such, in the columns of `CONTACTS`; "" where not given. `emails`
        holds all addresses of a row, `email` the first; `labels` are the owner's words for the person,
        and `note` is what the owner wrote about them.
    interactions
        One row for one person at one contact, in the columns of `MEETINGS`; `raw` holds the row
        itself where it may yet turn out that nobody can tell who is meant.
    set_aside
        The rows that were not used: `row`, `reason`, `raw`.
    first, last
        The first dated row, and the last day that the file speaks for.
    owner_name, owner_profile, owner_emails, zone
        What the file says of its owner.
    owner_skills
        What the owner says they can do.
    affiliations
        The owner's own positions and schools.
    links
        Keys that the file, or its comparison with an older one, shows to be one human's.
    note
        What a person should know of this file; "" where there is nothing.
    """

    source: str
    kind: str
    rows: int = 0
    merged: int = 0
    contacts: pd.DataFrame = field(default_factory=lambda: frame([], CONTACTS))
    interactions: pd.DataFrame = field(default_factory=lambda: frame([], MEETINGS))
    set_aside: pd.DataFrame = field(default_factory=lambda: frame([], ("row", "reason", "raw")))
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None
    owner_name: str = ""
    owner_profile: str = ""
    owner_emails: frozenset[str] = frozenset()
    owner_skills: tuple[str, ...] = ()
    zone: str = ""
    affiliations: pd.DataFrame = field(default_factory=pd.DataFrame)
    links: tuple[Link, ...] = ()
    note: str = ""
