"""Ties from a record of dated contact: any list of `source target timestamp`, or who was seen together.

A record says who was in touch with whom and when. From it come the ties with their strength as of a day,
by the same formula as a person's own ties, as far as such a list can show its parts.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.book import CONTACT_CHANNELS, Book, InputError
from weaklib.measures.period import day_of
from weaklib.measures.spans import overlap
from weaklib.measures.strength import YEAR, Defaults, strength

LISTED = ("source", "target", "timestamp")
"""The columns of a temporal edge list."""


def contact_record(edges: pd.DataFrame) -> pd.DataFrame:
    """Turn a temporal edge list into a record: one row for each pair and day, whoever stood first.

    Several contacts of a pair on one day count once, and nobody is in touch with themselves.

    Parameters
    ----------
    edges
        `source`, `target` and `timestamp`, one row a contact; times are times, ISO texts or Unix seconds,
        and days those of UTC. A column `weight` says how much each contact counts, else 1; the weightiest
        of a day is kept.

    Returns
    -------
    pd.DataFrame
        `person` and `other`, as text and in order; `day`; `weight`. In order of the day.

    Raises
    ------
    InputError
        If a column is missing or a time is no time.

    Examples
    --------
    >>> edges = pd.DataFrame({"source": ["b", "a"], "target": ["a", "b"], "timestamp": ["2026-10-01"] * 2})
    >>> contact_record(edges)[["person", "other"]].values.tolist()
    [['a', 'b']]
    """
    lacking = [name for name in LISTED if name not in edges.columns]
    if lacking:
        msg = f"The edge list has no column {lacking[0]!r}; it needs source, target and timestamp."
        raise InputError(msg)
    at = _times(edges["timestamp"])
    if at.isna().any():
        value = edges["timestamp"][at.isna()].iloc[0]
        msg = f"The timestamp {str(value)[:40]!r} of the edge list is no time; write it as 2026-10-31T14:00."
        raise InputError(msg)
    one, other = (edges[end].astype("str") for end in LISTED[:2])
    first = one < other
    record = pd.DataFrame(
        {
            "person": one.where(first, other),
            "other": other.where(first, one),
            "day": at.dt.tz_localize(None).dt.normalize(),
            "weight": edges["weight"] if "weight" in edges.columns else 1.0,
        }
    )[one != other]
    return record.groupby(["day", "person", "other"])["weight"].max().reset_index()[list(RECORD)]


RECORD = ("person", "other", "day", "weight")
"""The columns of a record."""


def _times(given: pd.Series[Any]) -> pd.Series[pd.Timestamp]:
    if pd.api.types.is_numeric_dtype(given):
        return pd.to_datetime(given, unit="s", utc=True, errors="coerce")
    if not pd.api.types.is_datetime64_any_dtype(given):  # pandas takes "now" for a time
        given = given.astype("str").where(given.astype("str").str.match(r"\s*\d"))
    return pd.to_datetime(given, format="ISO8601", utc=True, errors="coerce")


def seen_together(
    book: Book, as_of: str | pd.Timestamp | None = None, *, max_meeting: int = 25, max_thread: int = 10
) -> pd.DataFrame:
    """Record on which days two contacts were seen together: in a meeting, or writing in one thread.

    Only what happened in the owner's presence is in it, so it is no record of how often they meet.

    Parameters
    ----------
    book
        What was read.
    as_of
        The day, inclusive; by default the last that the exports cover.
    max_meeting, max_thread
        The largest meeting, and the largest thread or mail, that counts: people, the owner included.

    Returns
    -------
    pd.DataFrame
        A record as `contact_record` returns it; `weight` is 1/(n - 1) for n people with the owner.

    References
    ----------
    Newman 2001, Physical Review E 64, 016132.
    """
    rows = book.as_of(as_of).interactions
    family = rows["channel"].map(CONTACT_CHANNELS)
    local = rows["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None).dt.normalize()
    named = family.notna() & rows["event"].fillna("").ne("")
    once = ["family", "event", "timestamp"]
    there = rows.assign(family=family, timestamp=local)[named].sort_values("group_size", ascending=False)
    there = there.drop_duplicates([*once, "person"])[[*once, "person", "group_size"]]
    present = there.groupby(once)["person"].transform("size")
    size = np.maximum(there.pop("group_size"), present + 1)
    size = there.assign(size=size).groupby(once)["size"].transform("max")
    limit = np.where(there["family"] == "meeting", max_meeting, max_thread)
    there = there.assign(weight=1 / (size - 1))[(present > 1) & (size <= limit)]
    pairs = there.merge(there.drop(columns="weight"), on=once, suffixes=("", "_other"))
    pairs = pairs[pairs["person"] < pairs["person_other"]]
    return contact_record(pairs.rename(columns={"person": "source", "person_other": "target"}))


def tie_strengths(
    record: pd.DataFrame, as_of: str | pd.Timestamp | None = None, *, defaults: Defaults | None = None
) -> pd.DataFrame:
    """Return the strength of each tie of a record as of a day, and what it is made of.

    The formula is that of `tie_table`, S = sum(w_c x_c) / sum(w_c), over the three parts that a record
    shows: intensity .45, recency .25 and duration .05. A list says nothing of who answered whom.

    Parameters
    ----------
    record
        What `contact_record` or `seen_together` returns.
    as_of
        The day, inclusive; by default the last of the record.
    defaults
        Half-life and weights.

    Returns
    -------
    pd.DataFrame
        Indexed by `person` and `other`, one row for each pair in touch until then: `strength` (0 to 1);
        `intensity`, `recency`, `duration` (0 to 1); `contact_days`; `weighted_days`, the sum of their
        weights, the whole record alike; `decayed_days`, the same halved for every half-life since;
        `silence_days`; `first_contact`, `last_contact`.

    References
    ----------
    Urena-Carrion, Saramaki & Kivela 2020, EPJ Data Science 9, 37; Onnela et al. 2007, PNAS 104, 7332.

    Examples
    --------
    >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"], "timestamp": ["2026-10-31"]})
    >>> tie_strengths(contact_record(edges))["strength"].round(4).tolist()
    [0.2611]
    """
    rules = defaults or Defaults()
    day = record["day"].max() if as_of is None or as_of == "" else day_of(as_of)
    past = record[record["day"] <= day]
    halved = past["weight"] * 2.0 ** (-(day - past["day"]).dt.days / rules.half_life_days)
    pairs = past.assign(decayed=halved).groupby(["person", "other"])
    table = pairs.agg(
        contact_days=("day", "nunique"),
        weighted_days=("weight", "sum"),
        decayed_days=("decayed", "sum"),
        first_contact=("day", "min"),
        last_contact=("day", "max"),
    )
    table["silence_days"] = (day - table["last_contact"]).dt.days
    enough = (table["contact_days"] / rules.established_days).clip(upper=1)
    table["intensity"] = table["decayed_days"] / (table["decayed_days"] + 3)
    table["recency"] = 2.0 ** (-table["silence_days"] / rules.half_life_days) * enough
    span = (table["last_contact"] - table["first_contact"]).dt.days
    table["duration"] = (span / (5 * YEAR)).clip(upper=1)
    table["strength"] = strength(table.reindex(columns=list(rules.weights)), rules)
    return table[list(COLUMNS)]


COLUMNS = (
    *("strength", "intensity", "recency", "duration", "contact_days", "weighted_days", "decayed_days"),
    *("silence_days", "first_contact", "last_contact"),
)
"""The columns of `tie_strengths`."""


def tie_graph(strengths: pd.DataFrame, *, weight: str = "weighted_days") -> nx.Graph[Any]:
    """Draw up the network of a record: everybody who was ever in touch in it.

    Parameters
    ----------
    strengths
        What `tie_strengths` returns.
    weight
        What a tie weighs. By default its days of contact over the whole record, as the network is that of
        the whole record too; "strength" is as of the last day, where a tie of long ago weighs little.

    Returns
    -------
    nx.Graph
        Edges carry `weight`.

    Examples
    --------
    >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"], "timestamp": ["2026-10-31"]})
    >>> [*tie_graph(tie_strengths(contact_record(edges))).edges(data="weight")]
    [('a', 'b', 1.0)]
    """
    graph: nx.Graph[Any] = nx.Graph()
    weights = strengths[weight].astype("float64").tolist()
    graph.add_weighted_edges_from((*pair, w) for pair, w in zip(strengths.index, weights, strict=True))
    return graph


def strength_and_overlap(strengths: pd.DataFrame) -> pd.DataFrame:
    """Set the overlap of each tie beside its strength.

    Overlap is O_ij = n_ij / ((k_i - 1) + (k_j - 1) - n_ij), with n_ij common contacts and k contacts each.

    Parameters
    ----------
    strengths
        What `tie_strengths` returns.

    Returns
    -------
    pd.DataFrame
        Indexed by `person` and `other`: `weighted_days`, `strength` and `overlap` (0 to 1).

    References
    ----------
    Onnela et al. 2007, PNAS 104, 7332.
    """
    shared = overlap(tie_graph(strengths)).rename("overlap")
    return strengths[["weighted_days", "strength"]].join(shared)
