"""Everything that lists of people to write to are made from: book, measures, goals and marks, on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from weaklib.action.goals import Goals
from weaklib.action.keeping import Keeping
from weaklib.action.reasons import Row, interactions_of
from weaklib.action.weights import Weights
from weaklib.book import Book
from weaklib.measures.contact import weighed
from weaklib.measures.once import once
from weaklib.measures.places import OWN_STAYS
from weaklib.measures.record import SERVICES

MARKS = ("id", "person", "purpose", "step", "on", "until", "note", "attempt")
"""The columns of what the ledger says of people."""


def no_marks() -> pd.DataFrame:
    """Return what a ledger says that does not exist: no row."""
    return pd.DataFrame({name: pd.Series(dtype="object") for name in MARKS})


def _by_time(book: Book) -> pd.DataFrame:
    """Return the interactions that are contact, by time."""
    place = weighed(book)["place"].to_numpy()
    order = np.argsort(book.interactions["at"].dt.tz_convert(None).to_numpy()[place], kind="stable")
    return book.interactions.take(place[order])


@dataclass(frozen=True)
class RowsOf(Mapping[str, pd.DataFrame]):
    """The rows of each person, cut out of a table when they are asked for: most people never are."""

    rows: pd.DataFrame
    places: Mapping[str, npt.NDArray[np.intp]]

    def __getitem__(self, person: str) -> pd.DataFrame:
        """Return the rows of a person."""
        return self.rows.iloc[self.places[person]]

    def __contains__(self, person: object) -> bool:
        """Tell whether somebody has a row, without cutting it out."""
        return person in self.places

    def __iter__(self) -> Iterator[str]:
        """Go through everybody who has a row."""
        return iter(self.places)

    def __len__(self) -> int:
        """Return how many people have a row."""
        return len(self.places)


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
    def affiliations(self) -> pd.DataFrame:
        """Who was where, as recorded by the day; labels are those of the book."""
        every = self.book.affiliations
        return every[every["as_recorded_on"].isna() | (every["as_recorded_on"] <= self.day)]

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """What happened by the end of the day in the owner's zone; labels are those of the book."""
        every = self.book.interactions
        by_then = self.days(every["at"]) <= self.day
        return every if by_then.all() else every.loc[by_then]

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Those interactions that are contact, by time: no meeting or thread so large that it is context."""
        return once(self.book, ("contacts", self.day), self._contacts)

    def _contacts(self) -> pd.DataFrame:
        every = once(self.book, "contacts by time", lambda: _by_time(self.book))
        by_then = (self.days(every["at"]) <= self.day).to_numpy()
        stop = int(by_then.sum())
        # nearly always the days are in order as the moments are: then nothing is copied
        return every.iloc[:stop] if by_then[:stop].all() else every[by_then]

    @cached_property
    def contacts_of(self) -> Mapping[str, pd.DataFrame]:
        """The contacts of each person, by time."""
        return once(self.book, ("contacts of each", self.day), self._of_each)

    def _of_each(self) -> Mapping[str, pd.DataFrame]:
        places = cast("Mapping[int, npt.NDArray[np.intp]]", self.contacts.groupby(self.numbers).indices)
        return RowsOf(self.contacts, {self.numbered[number]: of for number, of in places.items()})

    @cached_property
    def numbers(self) -> pd.Series[int]:
        """Of each row of contacts a place in `numbered`: sooner compared than ids are."""
        return self._factorized[0]

    @cached_property
    def numbered(self) -> Sequence[str]:
        """Everybody with whom there was contact, by the first of it."""
        return self._factorized[1]

    @cached_property
    def _factorized(self) -> tuple[pd.Series[int], list[str]]:
        return once(self.book, ("numbers of contacts", self.day), self._numbers)

    def _numbers(self) -> tuple[pd.Series[int], list[str]]:
        codes, people = pd.factorize(self.contacts["person"])
        return pd.Series(codes, index=self.contacts.index), pd.Index(people).tolist()

    @cached_property
    def services_of(self) -> Mapping[str, pd.DataFrame]:
        """The endorsements and recommendations between the owner and each person."""
        rows = self.interactions[self.interactions["channel"].isin(SERVICES)]
        places = rows.groupby("person").indices
        return RowsOf(rows, {str(person): np.asarray(of) for person, of in places.items()})

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
        on = self.book.people["connected_on"].reindex(self.ties.index)
        found = pd.Series(pd.NA, index=self.ties.index, dtype="Int64")
        for label, stay in stays.iterrows():
            until = self.day if pd.isna(stay["until"]) else min(stay["until"], self.day)
            found[(on >= stay["since"]) & (on <= until)] = label
        return found.dropna().astype("int64")

    def days(self, at: pd.Series[Any]) -> pd.Series[Any]:
        """Return the owner's day of each moment."""
        local = at.dt.tz_convert(self.book.owner.zone).dt.tz_localize(None)
        day: pd.Series[Any] = local.dt.normalize()
        return day

    def night_after(self, day: pd.Timestamp) -> pd.Timestamp:
        """Return the moment at which a day of the owner's is over."""
        return self.book.night_after(day)
