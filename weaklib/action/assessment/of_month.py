"""The situation at the end of a period: what a review may never look at is measured when it does."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import networkx as nx
import pandas as pd

from weaklib.action.goals import Goals
from weaklib.action.situation import Situation
from weaklib.book import Book
from weaklib.measures.chronicle import Month

MONTH = "month"


class OfMonth(Situation):
    """A situation whose graph and bridges are those of a month, measured when they are first asked for."""

    @cached_property
    def bridges(self) -> pd.DataFrame:
        """How far each contact bridges."""
        found: pd.DataFrame = self.__dict__[MONTH].bridges
        return found

    @cached_property
    def graph(self) -> nx.Graph[Any]:
        """The ties among contacts."""
        found: nx.Graph[Any] = self.__dict__[MONTH].graph
        return found


def of_month(book: Book, month: Month, goals: Goals, marks: pd.DataFrame) -> Situation:
    """Return what lists of people to write to are made from, at the end of a month.

    Parameters
    ----------
    book
        What was read, not cut at a day.
    month
        The measures on its last day.
    goals
        What the owner wants.
    marks
        What `Ledger.marks` tells.
    """
    none = pd.DataFrame(index=month.ties.index)
    made = OfMonth(book, month.month, month.ties, none, None, month.circles, goals, marks=marks)
    # a frozen dataclass keeps its fields here: what is not kept is asked of the properties above
    del made.__dict__["bridges"], made.__dict__["graph"]
    made.__dict__[MONTH] = month
    return made
