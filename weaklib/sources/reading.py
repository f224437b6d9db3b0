"""What one input file said, before it is known who is who."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

CONTACTS = ("row", "profile", "email", "name", "organisation", "position", "connected_on")
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


def frame(rows: list[dict[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return `rows` as a frame with all of `columns`; a text that is not given is ""."""
    table = pd.DataFrame(rows, columns=list(columns), dtype="object")
    text = [column for column in columns if column not in NO_TEXT]
    table[text] = table[text].where(table[text].notna(), "")
    return table


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
        People whom the file lists as such, in the columns of `CONTACTS`; "" where not given.
    interactions
        One row for one person at one contact, in the columns of `MEETINGS`; `raw` holds the row
        itself where it may yet turn out that nobody can tell who is meant.
    set_aside
        The rows that were not used: `row`, `reason`, `raw`.
    first, last
        The first dated row, and the last day that the file speaks for.
    owner_name, owner_profile, owner_emails, zone
        What the file says of its owner.
    affiliations
        The owner's own positions and schools.
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
    zone: str = ""
    affiliations: pd.DataFrame = field(default_factory=pd.DataFrame)
    note: str = ""
