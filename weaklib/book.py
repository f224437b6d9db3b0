"""The `Book`: everything that the exports say, as a few tidy tables, and the package's errors.

Every floor reads these tables, none writes to one. `COLUMNS` names their columns; `Book.check` holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

import pandas as pd

from weaklib.days import no_day, stamp_of

WHEN = "datetime64[us, UTC]"
DAY = "datetime64[us]"

COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "people": {
            "name": "str",
            "emails": "object",
            "profile": "str",
            "organisation": "str",
            "position": "str",
            "connected_on": DAY,
            "sources": "object",
            "labels": "object",
            "groups": "object",
            "family": "bool",
            "closeness": "float64",
            "note": "str",
        },
        "interactions": {"at": WHEN, "person": "str", "channel": "str", "direction": "str"}
        | {"group_size": "int64", "minutes": "float64", "words": "float64"}
        | dict.fromkeys(("skill", "hint", "event", "source"), "str"),
        "affiliations": dict.fromkeys(
            ("person", "organisation", "kind", "role", "function", "seniority", "field"), "str"
        )
        | dict.fromkeys(("since", "until", "as_recorded_on"), DAY),
        "merges": {"person": "str", "key": "str", "name": "str", "source": "str", "evidence": "str"},
        "proposals": dict.fromkeys(("person", "other", "name", "other_name"), "str")
        | {"score": "float64", "evidence": "str"},
        "set_aside": {"source": "str", "row": "int64", "reason": "str", "raw": "str"},
        "coverage": {"kind": "str"}
        | dict.fromkeys(("rows", "used", "merged", "set_aside"), "int64")
        | {"first": DAY, "last": DAY, "note": "str"},
    }
)
"""The columns of each table and their types."""

INDEX: Mapping[str, str] = MappingProxyType({"people": "person", "coverage": "source"})

CONTACT_CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "message": "message",
        "group_message": "message",
        "meeting": "meeting",
        "group_meeting": "meeting",
        "mail": "mail",
        "group_mail": "mail",
    }
)
"""The kinds of interaction that are contact, each with its channel."""

CUT_FROM = "_weaklib_cut_from"
CHANNEL_OF_KIND: Mapping[str, str] = MappingProxyType(
    {"linkedin messages": "message", "calendar": "meeting", "mail": "mail"}
)
"""The kinds of input file that can show contact, each with the channel that it shows."""


class WeaklibError(ValueError):
    """What went wrong, in one sentence that names the remedy; `exit_code` is the command's."""

    exit_code = 2


class InputError(WeaklibError):
    """An export, a setting or a command line that cannot be used as it is."""


class OutputError(WeaklibError):
    """A page or a table that could not be written."""

    exit_code = 5


class BusyError(WeaklibError):
    """Another run holds the lock on the same output."""

    exit_code = 3


@dataclass(frozen=True)
class Owner:
    """The person whose exports these are; never in `people`, never a node.

    Attributes
    ----------
    name, profile
        As the exports give them; empty where they do not.
    emails
        The owner's own addresses, in lower case.
    zone
        The IANA time zone in which the owner's days begin and end.
    affiliations
        The owner's positions, schools, events, applications and the like, each of its `kind`.
    skills
        What the owner says they can do.
    """

    name: str = ""
    profile: str = ""
    emails: frozenset[str] = frozenset()
    zone: str = "UTC"
    affiliations: pd.DataFrame = field(default_factory=lambda: empty("affiliations"))
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """Everything that the exports say: the contract between reading and measuring.

    Attributes
    ----------
    owner
        Whose exports these are.
    people
        One row a human, indexed by `person`; `emails` and the like hold tuples.
    interactions
        One row for one person at one contact; `group_size` includes the owner.
    affiliations
        One row for one person at one organisation or school.
    set_aside
        One row for each input row that was not used, with the reason and the row itself.
    coverage
        One row an input file, indexed by `source`: `rows = used + merged + set_aside`. `first`
        is the first dated row; `last` is the last day that the file's export speaks for.
    merges
        One row for each further key (profile, address, id) that was found to be a person's, and how.
    propose
        What finds the `proposals`; no part of what is kept of a book.
    """

    owner: Owner
    people: pd.DataFrame
    interactions: pd.DataFrame
    affiliations: pd.DataFrame
    set_aside: pd.DataFrame
    coverage: pd.DataFrame
    merges: pd.DataFrame = field(default_factory=lambda: empty("merges"))
    propose: Callable[[], pd.DataFrame] | None = field(default=None, compare=False, metadata={"kept": False})

    @cached_property
    def proposals(self) -> pd.DataFrame:
        """Pairs who are probably one human, best first: for the owner to decide; found when asked for."""
        return self.propose() if self.propose else empty("proposals")

    def last_day(self) -> pd.Timestamp:
        """Return the last day that the exports cover: the default of every `as_of`.

        Raises
        ------
        InputError
            If no input file holds a single date.
        """
        last = self.coverage["last"].max()
        if pd.isna(last):
            msg = "No date was found in any export, so there is no day to measure at; name one with as_of."
            raise InputError(msg)
        return pd.Timestamp(last)

    def day(self, as_of: str | pd.Timestamp | None) -> pd.Timestamp:
        """Return `as_of` as a day without a clock time; `last_day` where it is None or empty.

        Raises
        ------
        InputError
            If `as_of` is not a date, or is not written as 2026-10-31.
        """
        if as_of is None or as_of == "":
            return self.last_day()
        day = stamp_of(as_of)
        if day is None:
            raise InputError(no_day("as_of", as_of))
        return day.tz_localize(None).normalize()

    def night_after(self, day: pd.Timestamp) -> pd.Timestamp:
        """Return the moment at which a day of the owner's is over; clocks may change at midnight."""
        zone, midnight = self.owner.zone, day + pd.Timedelta(days=1)
        return midnight.tz_localize(zone, nonexistent="shift_forward", ambiguous=True)

    def as_of(self, day: str | pd.Timestamp | None = None) -> Book:
        """Return the book as it stood at the end of `day`: nothing that is dated later.

        People whose connection is dated later, and who were not in touch before, are not in it.
        """
        cut = self.day(day)
        end = self.night_after(cut)
        interactions = self.interactions[self.interactions["at"] < end].reset_index(drop=True)
        connected_later = self.people["connected_on"] > cut
        met, ever = (
            pd.Index(rows["person"].unique()).get_indexer(self.people.index) >= 0
            for rows in (interactions, self.interactions)
        )
        only_later = ever & self.people["connected_on"].isna()
        people = self.people[met | ~(connected_later | only_later)]
        affiliations = self.affiliations[people.index.get_indexer(self.affiliations["person"]) >= 0]
        recorded = affiliations["as_recorded_on"]
        by_then = recorded.le(cut).groupby(affiliations["person"]).transform("any")
        affiliations = affiliations[recorded.isna() | recorded.le(cut) | ~by_then].reset_index(drop=True)
        made = replace(self, people=people, interactions=interactions, affiliations=affiliations)
        vars(made)[CUT_FROM] = (cut, self)  # no field: what is replaced in it makes it a book of its own
        return made

    def check(self) -> Book:
        """Return the book itself if its tables keep their contract.

        Raises
        ------
        InputError
            With every fault at once: a missing column, an unknown person, rows that do not add up.
        """
        faults = [
            f"{table} has no column {column!r}"
            for table, columns in COLUMNS.items()
            if table != "proposals"
            for column in columns
            if column not in getattr(self, table).columns
        ]
        if not faults:
            counted = self.coverage[["used", "merged", "set_aside"]].sum(axis=1)
            wrong = self.coverage.index[counted != self.coverage["rows"]]
            faults += [f"{source}: rows do not add up" for source in wrong]
            for table in ("interactions", "affiliations"):
                strangers = pd.Index(getattr(self, table)["person"].unique()).difference(self.people.index)
                faults += [f"{table} names {each!r}, who is not in people" for each in sorted(strangers)[:5]]
        if faults:
            raise InputError("The book does not hold together: " + "; ".join(faults) + ".")
        return self


def empty(table: str) -> pd.DataFrame:
    """Return a table of the book without rows, with its columns, types and index."""
    frame = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS[table].items()})
    return frame.rename_axis(INDEX[table]) if table in INDEX else frame


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with exactly the columns, order and types that the book gives `table`.

    A column that is missing is nan; where that cannot be said, an empty tuple, or False.
    """
    return pd.DataFrame(
        {
            name: _as(kind, frame[name]) if name in frame else _unsaid(frame.index, kind)
            for name, kind in COLUMNS[table].items()
        },
        index=frame.index,
    )


def _as(kind: str, column: pd.Series[Any]) -> pd.Series[Any]:
    if kind == "str" and isinstance(column.dtype, pd.CategoricalDtype):  # each text is made once, not by row
        texts = column.cat.categories.astype("str").array
        told = texts.take(column.cat.codes.to_numpy(), allow_fill=True)
        return pd.Series(told, index=column.index, name=column.name)
    return column.astype(cast("Any", kind))


def _unsaid(index: pd.Index[Any], kind: str) -> pd.Series[Any]:
    if kind == "bool":
        return pd.Series(data=False, index=index)
    if kind == "object":
        return pd.Series([()] * len(index), index=index, dtype="object")
    return pd.Series(index=index, dtype=kind)
