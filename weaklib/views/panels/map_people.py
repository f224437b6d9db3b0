"""Who is on the map, and who of them a filter leaves: plain tables, without a widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.contact import contact_rows
from weaklib.measures.network import current_work
from weaklib.views.theme import CLASS_COLOURS, UNNAMED, counted, on_day, shown_class

CHANNELS: Mapping[str, str] = MappingProxyType({"message": "messages", "meeting": "meetings", "mail": "mail"})
"""What each channel of contact is called."""

PERIODS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "within the last 30 days": (-np.inf, 30),
        "within the last half year": (-np.inf, 183),
        "within the last year": (-np.inf, 365),
        "one to three years ago": (366, 1095),
        "more than three years ago": (1096, np.inf),
    }
)
"""The periods of last contact, in days before the day that is shown; both ends count."""
NEVER, NOT_KNOWN = "never, as far as the exports show", "not known"
NOWHERE, ALL = -1, -2
"""What stands for the circle of those without a known tie, and for every circle."""


class Tables(NamedTuple):
    """What was measured for one day.

    Attributes
    ----------
    book
        What the exports say.
    ties, graph, circles, bridges
        What `tie_table`, `contact_network`, `find_circles` and `bridge_table` return for it.
    day
        The day.
    """

    book: Book
    ties: pd.DataFrame
    graph: nx.Graph[Any]
    circles: pd.Series[Any]
    bridges: pd.DataFrame
    day: pd.Timestamp


@dataclass(frozen=True)
class Filters:
    """What is asked of those who are shown; by default nothing.

    Attributes
    ----------
    classes
        The classes of tie that are shown.
    circle
        The number of the one circle that is shown; `NOWHERE` is those without a known tie, `ALL` everybody.
    channel
        A key of `CHANNELS` in which there was contact; "" is any or none.
    period
        When the last contact was: a key of `PERIODS`, `NEVER` or `NOT_KNOWN`; "" is whenever.
    relevance
        The least relevance to the goals; at 0 also those of whom none is known.
    """

    classes: frozenset[str] = frozenset(CLASS_COLOURS)
    circle: int = ALL
    channel: str = ""
    period: str = ""
    relevance: float = 0.0


def everybody(tables: Tables, people: list[str], *, relevance: pd.Series[Any] | None = None) -> pd.DataFrame:
    """Return what does not change with the day that is shown, in the order of the numbers of people.

    Parameters
    ----------
    tables
        What is known on the day of the map.
    people
        The ids, in the order of their numbers on the map.
    relevance
        How far each has to do with the goals, 0 to 1; nan for all without it.

    Returns
    -------
    DataFrame
        Indexed by `person`: `name`, `organisation`, `field`, `circle` (nan where not known), `home` (the
        number of the circle, the largest 0; `NOWHERE` without one), `relevance`, and of each channel the day
        of the first contact, NaT where there was none.
    """
    index = pd.Index(people, name="person", dtype="str")
    told = tables.ties.reindex(index)[["name", "organisation"]]
    told["name"] = told["name"].where(told["name"].fillna("") != "", UNNAMED)
    told["field"] = current_work(tables.book, tables.day)["field"].reindex(index)
    told["circle"] = tables.circles.reindex(index).astype("str")
    told["home"] = pd.Categorical(told["circle"], circles_of(tables.circles)).codes
    told["relevance"] = np.nan if relevance is None else relevance.reindex(index)
    contacts = contact_rows(tables.book)
    first = contacts.groupby(["family", "person"])["day"].min()
    for channel in CHANNELS:
        told[channel] = first[channel].reindex(index) if channel in first else pd.NaT
    return told


def circles_of(circles: pd.Series[Any]) -> list[str]:
    """Return the names of the circles, the largest first."""
    counts = circles.dropna().value_counts().rename_axis("name").reset_index(name="members")
    ordered = counts.sort_values(["members", "name"], ascending=[False, True])["name"]
    return [str(name) for name in ordered]


def then(people: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return what a tie table says of everybody on its day.

    Parameters
    ----------
    people
        What `everybody` returns.
    ties
        What `tie_table` returns for that day.

    Returns
    -------
    DataFrame
        Indexed as `people`: `known`, whether they were in the book by then; `class` and `last_contact`, which
        are nan and NaT for the others.
    """
    told = ties[["class", "last_contact"]].reindex(people.index)
    told["class"] = shown_class(told["class"]).where(told["class"].notna())
    return told.assign(known=people.index.isin(ties.index))


def chosen(
    people: pd.DataFrame, told: pd.DataFrame, filters: Filters, *, day: pd.Timestamp
) -> pd.Series[bool]:
    """Return who is shown.

    Parameters
    ----------
    people, told
        What `everybody` and `then` return.
    filters
        What is asked.
    day
        The day that is shown.
    """
    shown: pd.Series[bool] = told["known"] & told["class"].isin(filters.classes)
    if filters.circle != ALL:
        shown &= people["home"] == filters.circle
    if filters.channel:
        shown &= people[filters.channel] <= day
    if filters.period:
        shown &= _last_in(told, filters.period, day)
    if filters.relevance > 0:
        shown &= people["relevance"] >= filters.relevance
    return shown


def _last_in(told: pd.DataFrame, period: str, day: pd.Timestamp) -> pd.Series[bool]:
    if period in PERIODS:
        least, most = PERIODS[period]
        inside: pd.Series[bool] = (day - told["last_contact"]).dt.days.between(least, most)
        return inside
    unknown = told["class"] == "unknown"
    without: pd.Series[bool] = told["last_contact"].isna() & (unknown if period == NOT_KNOWN else ~unknown)
    return without


def in_words(
    filters: Filters,
    shown: pd.Series[bool],
    told: pd.DataFrame,
    *,
    day: pd.Timestamp,
    circles: list[str],
    past: bool = False,
) -> str:
    """Return in words how many of how many are shown, and why the others are not; not escaped.

    Parameters
    ----------
    filters, shown, told, day
        As for `chosen`, and what it returned.
    circles
        The names of the circles, in the order of their numbers.
    past
        Whether the day is another than that of the map.
    """
    known, count, asked = int(told["known"].sum()), int(shown.sum()), _asked(filters, circles)
    everyone = counted(known, "person", "people")
    start = ""
    if past:
        of = counted(len(told), "person", "people")
        start = f"On {on_day(day)} you knew {known:,} of the {of} of today. "
    if count == known:
        return f"{start}All {f'{known:,}' if past else everyone} are shown."
    return f"{start}Shown: {count:,} of {everyone}. Asked for: {'; '.join(asked)}."


def _asked(filters: Filters, circles: list[str]) -> list[str]:
    classes = [name for name in CLASS_COLOURS if name in filters.classes]
    asked = []
    if len(classes) < len(CLASS_COLOURS):
        asked.append(_classes(classes, [name for name in CLASS_COLOURS if name not in classes]))
    if filters.circle != ALL:
        nowhere = filters.circle == NOWHERE
        asked.append("no known tie to another" if nowhere else f"circle {circles[filters.circle]}")
    if filters.channel:
        asked.append(f"in touch by {CHANNELS[filters.channel]}")
    if filters.period:
        asked.append(f"last contact {filters.period}")
    if filters.relevance > 0:
        asked.append(f"relevance to your goals of {filters.relevance:.2f} or more")
    return asked


def _classes(on: list[str], off: list[str]) -> str:
    if not on:
        return "no class of tie at all"
    return f"ties that are not {', '.join(off)}" if len(off) < len(on) else f"ties that are {', '.join(on)}"
