"""What every measure of impact is made from: book, ledger, ties and circles, on a day, for a period."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import networkx as nx
import pandas as pd

from weaklib.action.impact.known import last_known, recorded_later
from weaklib.action.keeping import Keeping
from weaklib.action.ledger import Ledger, state
from weaklib.action.situation import Situation, no_marks
from weaklib.action.whom import keys_of
from weaklib.book import Book
from weaklib.measures.circles import find_circles
from weaklib.measures.network import contact_network
from weaklib.measures.period import Period, period_of
from weaklib.measures.ties import tie_table


@dataclass(frozen=True)
class Setting(Keeping):
    """What is known on a day of what was asked and of what came, and which period is asked about.

    Attributes
    ----------
    book
        What was read, not cut at the day: labels of its rows are the evidence.
    day
        What was recorded later, or happened later, does not count.
    period
        The days that are told of.
    attempts
        What `Ledger.attempts` tells as of the day, with `circle`: that of the person, "" where none is known.
        People are called as the book calls them now; class and strength are as they were at the asking.
    outcomes
        What `Ledger.outcomes` tells as of the day, likewise.
    ties
        What `tie_table` returns for the day.
    graph
        The ties among contacts; None where nobody asked.
    circles
        The circle of each person; None where nobody asked.
    marks
        What `Ledger.marks` tells as of the day: for the chance of a reply.
    later
        How many attempts and outcomes hold in the ledger of which nothing was known as of the day.
    """

    book: Book
    day: pd.Timestamp
    period: Period
    attempts: pd.DataFrame
    outcomes: pd.DataFrame
    ties: pd.DataFrame
    graph: nx.Graph[Any] | None = None
    circles: pd.Series[Any] | None = None
    marks: pd.DataFrame = field(default_factory=no_marks)
    later: int = 0

    @cached_property
    def sent(self) -> pd.DataFrame:
        """The attempts that were sent in the period."""
        return self.attempts[self.period.holds(self.attempts["sent_on"])]

    @cached_property
    def came(self) -> pd.DataFrame:
        """The outcomes that are dated in the period, asked for or not."""
        return self.outcomes[self.period.holds(self.outcomes["on"])]

    @cached_property
    def situation(self) -> Situation:
        """The same as lists of people to write to are made from; without bridges and goals."""
        bridges = pd.DataFrame(index=self.ties.index)
        return Situation(self.book, self.day, self.ties, bridges, self.graph, self.circles, marks=self.marks)


def setting_of(
    book: Book,
    ledger: Ledger | None,
    *,
    period: str = "",
    as_of: str | pd.Timestamp | None = None,
    ties: pd.DataFrame | None = None,
    graph: nx.Graph[Any] | None = None,
    circles: pd.Series[Any] | None = None,
) -> Setting:
    """Gather what measures of impact are made from.

    Parameters
    ----------
    book
        What was read, not cut at a day.
    ledger
        What was asked and what came of it; None where there is no ledger yet.
    period
        A month ("2026-10"), a quarter ("2026-Q3"), a year ("2026"), or "" for the whole record.
    as_of
        The day; by default the last that the exports cover, or the newest on which an entry that holds was
        recorded in the ledger, whichever is later. What was entered later is seen by pages of then.
    ties, graph, circles
        The measures for that day where they were made already; they are made where they were not.

    Raises
    ------
    InputError
        If `period` or `as_of` is not written as it should be.

    Examples
    --------
    >>> import weaklib as wl
    >>> setting = setting_of(wl.read("data/example"), None, period="2026-Q3")
    >>> f"{setting.day:%Y-%m-%d}", setting.period.words(), len(setting.attempts)
    ('2026-10-31', 'the third quarter of 2026', 0)
    """
    asked = period_of(period)
    records = [] if ledger is None else ledger.records()
    known = last_known(book, records) if as_of is None or as_of == "" else None
    day = book.day(as_of) if known is None else known
    if ties is None:
        ties = tie_table(book, day)
    if circles is None:
        graph = contact_network(book, day) if graph is None else graph
        circles = find_circles(graph)
    held = _called(state.entries(records, f"{day:%Y-%m-%d}"), book)
    attempts, outcomes = (
        _with_circle(frame, circles) for frame in (state.attempts_in(held), state.outcomes_in(held))
    )
    marks, later = state.marks_in(held), recorded_later(records, day)
    return Setting(book, day, asked, attempts, outcomes, ties, graph, circles, marks, later)


def _called(held: pd.DataFrame, book: Book) -> pd.DataFrame:
    """Return entries whose people are called as the book calls them now; others as they were called."""
    keys = keys_of(book)
    columns = {name: held[name].map(lambda said: keys.get(said, said)) for name in ("person", "to_person")}
    return held.assign(**{name: said.astype("str") for name, said in columns.items()})


def _with_circle(frame: pd.DataFrame, circles: pd.Series[Any]) -> pd.DataFrame:
    circle = circles.reindex(frame["person"]).astype("object")
    return frame.assign(circle=circle.where(circle.notna(), "").astype("str").to_numpy())
