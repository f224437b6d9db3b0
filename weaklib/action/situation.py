"""Everything that lists of people to write to are made from: book, measures, goals and marks, on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.action.contacts import Contacts, contacts_until
from weaklib.action.goals import Goals
from weaklib.action.keeping import Keeping
from weaklib.action.reasons import Row, interactions_of
from weaklib.action.weights import Weights
from weaklib.book import Book
from weaklib.measures.coded import places_in, sorted_by
from weaklib.measures.once import once
from weaklib.measures.places import OWN_STAYS
from weaklib.measures.record import SERVICES
from weaklib.measures.roll import Ints, day_number, roll_of, whole_days

NOWHERE = -1

MARKS = ("id", "person", "purpose", "step", "on", "until", "note", "attempt")
"""The columns of what the ledger says of people."""


def no_marks() -> pd.DataFrame:
    """Return what a ledger says that does not exist: no row."""
    return pd.DataFrame({name: pd.Series(dtype="object") for name in MARKS})


@dataclass(frozen=True)
class RowsOf(Mapping[str, pd.DataFrame]):
    """The rows of each person, cut out of a table when they are asked for: most people never are."""

    rows: pd.DataFrame
    places: Ints
    begins: Mapping[str, tuple[int, int]]

    def __getitem__(self, person: str) -> pd.DataFrame:
        """Return the rows of a person."""
        begin, end = self.begins[person]
        return self.rows.take(self.places[begin:end])

    def __contains__(self, person: object) -> bool:
        """Tell whether somebody has a row, without cutting it out."""
        return person in self.begins

    def __iter__(self) -> Iterator[str]:
        """Go through everybody who has a row."""
        return iter(self.begins)

    def __len__(self) -> int:
        """Return how many people have a row."""
        return len(self.begins)


def _of_each(rows: pd.DataFrame, places: Ints, number: Ints, people: pd.Index[str]) -> RowsOf:
    """Return those rows of a table at some places, in their order, by the number of whose they are."""
    order = sorted_by(number, len(people))
    ends = np.cumsum(np.bincount(number, minlength=len(people)))
    some = np.flatnonzero(np.diff(ends, prepend=0))
    stops = ends[some].tolist()
    begins = dict(zip(people[some].tolist(), zip([0, *stops], stops, strict=False), strict=True))
    return RowsOf(rows, places[order], begins)


@dataclass(frozen=True)
class Situation(Keeping):
    """What is known on a day, from which every list is made.

    Attributes
    ----------
    book
        What was read, not cut at the day: labels of its rows are the evidence.
    day
        The day for which the lists are made; nothing later counts.
    ties
        What `tie_table` returns for that day.
    bridges
        What `bridge_table` returns.
    graph
        The ties among contacts; None where nobody asked.
    circles
        The circle of each person; None where nobody asked.
    goals
        What the owner wants; empty without.
    weights
        What counts how much.
    marks
        What the ledger says of people: attempts, and who was skipped, snoozed or done with.
    today
        The day on which marks are judged, which exports may end before; by default `day`.
    """

    book: Book
    day: pd.Timestamp
    ties: pd.DataFrame
    bridges: pd.DataFrame
    graph: nx.Graph[Any] | None = None
    circles: pd.Series[Any] | None = None
    goals: Goals = field(default_factory=Goals)
    weights: Weights = field(default_factory=Weights)
    marks: pd.DataFrame = field(default_factory=no_marks)
    today: pd.Timestamp | None = None

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """What happened by the end of the day in the owner's zone; labels are those of the book."""
        every = self.book.interactions
        by_then = roll_of(self.book).day <= day_number(self.day)
        return every if by_then.all() else every.loc[by_then]

    @cached_property
    def told(self) -> Contacts:
        """Those interactions that are contact, by time, on whole numbers."""
        return once(self.book, ("contacts", self.day), lambda: contacts_until(self.book, self.day))

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """The same as rows of the book, under their labels; `told` costs much less."""
        return self.book.interactions.take(self.told.place)

    @cached_property
    def contacts_of(self) -> Mapping[str, pd.DataFrame]:
        """The contacts of each person, by time."""
        told, rows = self.told, self.book.interactions
        return once(
            self.book,
            ("contacts of each", self.day),
            lambda: _of_each(rows, told.place, told.number, told.people),
        )

    @cached_property
    def services_of(self) -> Mapping[str, pd.DataFrame]:
        """The endorsements and recommendations between the owner and each person."""
        every, roll = self.book.interactions, roll_of(self.book)
        served = (places_in(self.book, "channel", SERVICES) >= 0) & (roll.day <= day_number(self.day))
        place = np.flatnonzero(served)
        return _of_each(every, place, roll.person[place], roll.people.index)

    def behind_strength(self, person: str) -> tuple[Row, ...]:
        """Return all that the strength of a tie rests on: contacts, then services, each the newest first.

        A closeness that the owner gave stands in the row of the person; so does that nothing is known.

        Parameters
        ----------
        person
            With whom.
        """
        tables = [of[person].index for of in (self.contacts_of, self.services_of) if person in of]
        rows = interactions_of(label for table in tables for label in reversed(table.tolist()))
        stated = pd.notna(self.book.people["closeness"].get(person))
        return (*rows, ("people", person)) if stated or not rows else rows

    @cached_property
    def met_during(self) -> pd.Series[Any]:
        """Of who was connected while the owner was at an employer or a school the label of that stay.

        Labels are those of `book.owner.affiliations`; of several stays the one that began last.
        """
        own = self.book.owner.affiliations
        stays = own[own["since"].notna() & own["kind"].isin(OWN_STAYS)].sort_values("since", kind="stable")
        on = whole_days(self.book.people["connected_on"].reindex(self.ties.index))
        since, until = (whole_days(stays[end]) for end in ("since", "until"))
        last = np.minimum(until, day_number(self.day))
        found = np.full(len(on), NOWHERE)
        for label, first, end in zip(range(len(stays)), since, last, strict=True):
            found[(first <= on) & (on <= end)] = label
        met = found != NOWHERE
        return pd.Series(stays.index.to_numpy()[found[met]], index=self.ties.index[met])

    def days(self, at: pd.Series[Any]) -> pd.Series[Any]:
        """Return the owner's day of each moment."""
        local = at.dt.tz_convert(self.book.owner.zone).dt.tz_localize(None)
        day: pd.Series[Any] = local.dt.normalize()
        return day

    def night_after(self, day: pd.Timestamp) -> pd.Timestamp:
        """Return the moment at which a day of the owner's is over."""
        return self.book.night_after(day)
