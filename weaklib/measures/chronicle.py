"""The chronicle: a book laid out once, and measured at the end of every month from the same arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
import pandas as pd

from weaklib.book import Book
from weaklib.measures.acquaintance import Acquaintance, ContactTies, acquaintance, ties_among
from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.measures.diary import Diary
from weaklib.measures.network import graph_of, people_of
from weaklib.measures.roll import NEVER, day_number, roll_of
from weaklib.measures.strength import Defaults
from weaklib.measures.ties import tie_diary, ties_on
from weaklib.measures.triangles import TieArrays


@dataclass(frozen=True)
class Chronicle:
    """A book laid out for measuring at any day.

    Attributes
    ----------
    diary, acquaintance
        What ties, and the ties among contacts, are counted from.
    rules
        The conventions of tie strength.
    """

    diary: Diary
    acquaintance: Acquaintance
    rules: Defaults

    def first_day(self) -> int:
        """Return the first day of anything that is dated, counted from 1970; `NEVER` where nothing is."""
        since = self.diary.since
        return int(since[since > -NEVER].min(initial=NEVER))

    def first_contact(self) -> int:
        """Return the first day with contact; `NEVER` where there was none."""
        return int(self.diary.days.day.min(initial=NEVER))


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
    def arrays(self) -> TieArrays:
        """The ties of the graph, as `tie_arrays` lays them out."""
        found = self.contacts
        people: list[Any] = found.nodes.index.tolist()
        return TieArrays(people, found.left, found.right, found.observed + found.inferred, found.observed)

    @cached_property
    def people(self) -> nx.Graph[Any]:
        """The contacts with their attributes, as a graph without its ties: they are in `arrays`."""
        return people_of(self.contacts.nodes)

    @cached_property
    def graph(self) -> nx.Graph[Any]:
        """The graph that `contact_network` returns as of the day."""
        return graph_of(self.contacts)

    @cached_property
    def circles(self) -> pd.Series[Any]:
        """The circle of each person, as `find_circles` returns it."""
        return find_circles(self.people, ties=self.arrays)

    @cached_property
    def bridges(self) -> pd.DataFrame:
        """The table that `bridge_table` returns."""
        return bridge_table(self.people, circles=self.circles, ties=self.arrays)


def chronicle(book: Book, *, defaults: Defaults | None = None) -> Chronicle:
    """Lay out a book once, to measure it at many days.

    Parameters
    ----------
    book
        What the exports say.
    defaults
        Half-life, weights and thresholds of tie strength.
    """
    roll, rules = roll_of(book), defaults or Defaults()
    return Chronicle(tie_diary(book, rules, roll), acquaintance(book, roll), rules)
