"""The chronicle: a book laid out once, and measured at the end of every month from the same arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
import pandas as pd

from weaklib.book import Book
from weaklib.measures.acquaintance import Acquaintance, ContactTies, acquaintance, pairs_among, ties_among
from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import called, communities
from weaklib.measures.diary import Diary
from weaklib.measures.network import graph_when_asked
from weaklib.measures.once import once
from weaklib.measures.roll import NEVER, Ints, day_number, roll_of
from weaklib.measures.sole_ways import count_sole_ways
from weaklib.measures.strength import Defaults
from weaklib.measures.ties import standing_on, tie_diary, ties_on
from weaklib.measures.told_ties import remember
from weaklib.measures.triangles import TieArrays
from weaklib.measures.uncut import cut_of, uncut

MOST_KEPT, MOST_OF_MANY, MANY = 24, 16, 10_000
"""Of so many days is kept what was measured; of fewer where more people than `MANY` have a large graph."""


@dataclass(frozen=True)
class Chronicle:
    """A book laid out for measuring at any day.

    Attributes
    ----------
    book
        What the exports say.
    rules
        The conventions of tie strength.
    """

    book: Book
    rules: Defaults

    @cached_property
    def diary(self) -> Diary:
        """What ties are counted from."""
        return tie_diary(self.book, self.rules)

    @cached_property
    def acquaintance(self) -> Acquaintance:
        """What the ties among contacts are counted from."""
        return acquaintance(self.book, roll_of(self.book))

    def first_day(self) -> int:
        """Return the first day of anything that is dated, counted from 1970; `NEVER` where nothing is."""
        cut, whole = self._widest
        since = whole.diary.since
        return _by(cut, int(since[since > -NEVER].min(initial=NEVER)))

    def first_contact(self) -> int:
        """Return the first day with contact; `NEVER` where there was none."""
        cut, whole = self._widest
        return _by(cut, int(whole.diary.days.day.min(initial=NEVER)))

    def at(self, day: pd.Timestamp) -> Month:
        """Return a day; the last few that were asked for are kept, with all that was measured of them."""
        cut, whole = self._widest
        if cut is not None and day <= cut:
            return whole.at(day)
        months = self._months
        month = months.pop(day, None) or Month(day, self)
        months[day] = month
        if len(months) > (MOST_OF_MANY if len(self.book.people) > MANY else MOST_KEPT):
            del months[next(iter(months))]
        return month

    @cached_property
    def _widest(self) -> tuple[pd.Timestamp | None, Chronicle]:
        """The day at which the book was cut, and the chronicle of the uncut one; None and itself else."""
        cut, _ = cut_of(self.book)
        if cut is None or self.rules != Defaults():
            return None, self
        return cut, chronicle(uncut(self.book, cut))

    @cached_property
    def _months(self) -> dict[pd.Timestamp, Month]:
        return {}


@dataclass(frozen=True)
class Month:
    """What the exports showed at the end of one month: each table is measured when it is first asked for.

    Attributes
    ----------
    month
        The day: the last of the month, or the last that is measured.
    chronicle
        The book, laid out.
    """

    month: pd.Timestamp
    chronicle: Chronicle

    @cached_property
    def ties(self) -> pd.DataFrame:
        """The table that `tie_table` returns as of the day, without an outlook."""
        return ties_on(self.chronicle.diary, self.month, self.chronicle.rules)

    @cached_property
    def standing(self) -> pd.DataFrame:
        """The columns `class` and `strength` of that table alone, in any order of the people."""
        if "ties" in vars(self):
            return self.ties[["class", "strength"]]
        return standing_on(self.chronicle.diary, self.month, self.chronicle.rules)

    @cached_property
    def contacts(self) -> ContactTies:
        """The contacts and the ties among them, as arrays."""
        rules = self.chronicle.rules
        return ties_among(
            self.chronicle.acquaintance,
            day_number(self.month),
            max_meeting=rules.max_meeting,
            max_thread=rules.max_thread,
        )

    @cached_property
    def pairs(self) -> tuple[Ints, Ints]:
        """The two ends of each tie among the contacts, as places in the roll."""
        return pairs_among(self.chronicle.acquaintance, day_number(self.month))

    @cached_property
    def arrays(self) -> TieArrays:
        """The ties of the graph, as `tie_arrays` lays them out."""
        found = self.contacts
        people: list[Any] = found.nodes.index.tolist()
        return TieArrays(people, found.left, found.right, found.observed + found.inferred, found.observed)

    @cached_property
    def graph(self) -> nx.Graph[Any]:
        """The graph that `contact_network` returns as of the day, frozen: copy it to change it."""
        graph = graph_when_asked(self.contacts)
        remember(graph, "all", self.arrays)
        remember(graph, "evidence", self.contacts.evidence)
        return graph

    @cached_property
    def communities(self) -> Ints:
        """The circle of each person as a number, -1 for none: their names cost as much again."""
        return communities(self.arrays)

    @cached_property
    def circles(self) -> pd.Series[Any]:
        """The circle of each person, as `find_circles` returns it."""
        return called(self.contacts.nodes, self.arrays, self.communities)

    @cached_property
    def sole_ways(self) -> int:
        """How many ways in one person alone opens: as many as the table of bridges lists."""
        return count_sole_ways(self.contacts.nodes, self.arrays, self.communities)

    @cached_property
    def bridges(self) -> pd.DataFrame:
        """The table that `bridge_table` returns."""
        return bridge_table(self.graph, circles=self.circles, ties=self.arrays)


def chronicle(book: Book, *, defaults: Defaults | None = None) -> Chronicle:
    """Lay out a book once, to measure it at many days.

    Parameters
    ----------
    book
        What the exports say.
    defaults
        Half-life, weights and thresholds of tie strength.
    """
    if defaults is None or defaults == Defaults():
        return once(book, "chronicle", lambda: Chronicle(book, Defaults()))
    return Chronicle(book, defaults)


def _by(cut: pd.Timestamp | None, day: int) -> int:
    """Return a first day; `NEVER` where that is cut away."""
    return day if cut is None or day <= day_number(cut) else NEVER
