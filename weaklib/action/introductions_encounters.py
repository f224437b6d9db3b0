"""Where two contacts were seen together: the meetings and threads behind an observed tie, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from weaklib.action.situation import Situation
from weaklib.book import CONTACT_CHANNELS

MAX_MEETING, MAX_THREAD = 25, 10
"""Larger ones are context, as in the graph of contacts."""


class Together(NamedTuple):
    """Where two people were seen together.

    Attributes
    ----------
    meetings, threads
        How many of each.
    last
        The owner's day of the last meeting or word of either at these; NaT where there was none.
    rows
        Labels of the interactions of both of them at these, by time.
    """

    meetings: int
    threads: int
    last: pd.Timestamp
    rows: tuple[int, ...]


def together(situation: Situation, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Together]:
    """Return for each pair of contacts where they were seen together.

    Labels are those of `book.interactions`; a meeting of more than 25 people and a thread of more than 10
    are context.

    Parameters
    ----------
    situation
        What is known, as of which day.
    pairs
        Who with whom.
    """
    wanted = list(pairs)
    if not wanted:
        return {}
    rows = _gathered(situation, {person for pair in wanted for person in pair})
    of = {str(person): mine for person, mine in rows.groupby("person", sort=False)}
    return {pair: _together(of.get(pair[0]), of.get(pair[1])) for pair in wanted}


def _gathered(situation: Situation, people: set[str]) -> pd.DataFrame:
    """Return the rows of some people at meetings and threads that count, each with its number."""
    every = situation.interactions
    every = every[every["event"].notna() & every["channel"].isin([*CONTACT_CHANNELS])]
    rows = every[every["person"].isin(people) & every["event"].ne("")]
    # a thread that grew beyond the limit is context from its first message on, as in the graph
    size = every.loc[every["event"].isin(rows["event"].unique())].groupby("event")["group_size"].max()
    thread = rows["channel"].map(CONTACT_CHANNELS).ne("meeting")
    fits = rows["event"].map(size).astype("float64") <= np.where(thread, MAX_THREAD, MAX_MEETING)
    day = rows["at"].dt.tz_convert(situation.book.owner.zone).dt.tz_localize(None).dt.normalize()
    rows = rows.assign(thread=thread, day=day, place=pd.factorize(rows["event"])[0] * 2 + thread)
    return rows.loc[fits, ["person", "at", "day", "thread", "place"]].sort_values("at", kind="stable")


def _together(one: pd.DataFrame | None, other: pd.DataFrame | None) -> Together:
    if one is None or other is None:
        return Together(0, 0, pd.NaT, ())  # type: ignore[arg-type]
    ours = one[one["place"].isin(other["place"])]
    theirs = other[other["place"].isin(one["place"])]
    both = pd.concat([ours, theirs]).sort_values("at", kind="stable")
    events = ours.drop_duplicates("place")
    threads = int(events["thread"].sum())
    return Together(len(events) - threads, threads, both["day"].max(), tuple(both.index))
