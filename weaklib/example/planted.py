"""Planted circles in touch at a known rhythm: what a measure of ties must find, whoever's data it is.

The parameters below were written down before any measure was tuned on what they make.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from weaklib.book import Book, Owner, empty, typed
from weaklib.example.correspondence import planted_rows
from weaklib.example.rhythms import RhythmName, contacts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
RHYTHMS: tuple[RhythmName, ...] = ("slow", "fast", "mixed")
LAST_DAY = pd.Timestamp("2026-10-31")
"""The last day of everything that is planted."""

FARTHEST = 4.0  # how many times the gap of the closest a tie across the whole circle has
BETWEEN = 15.0  # and a tie between circles
TIES_INSIDE, TIES_BETWEEN = 20.0, 4.0  # the mean number of ties of one person
NEAR = 0.15  # the mean distance of two who are tied, as a share of their circle

PEOPLE_A_CIRCLE = 40
PEOPLE_AN_EMPLOYER = 20
CONNECTIONS = "planted/Connections.csv"
SOURCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "message": ("planted/messages.csv", "linkedin messages"),
        "mail": ("planted/sent.mbox", "mail"),
        "meeting": ("planted/planted.ics", "calendar"),
    }
)


def planted_circles(*, people: int = 300, circles: int = 8, seed: int = 0) -> pd.Series[Any]:
    """Return the circle that each person was planted in: of uneven sizes, each with a member at least.

    Returns
    -------
    Series
        Indexed by `person`; circles are numbered from 0.

    Examples
    --------
    >>> planted_circles(people=5, circles=2).nunique()
    2
    """
    rng = np.random.default_rng([seed, 1])
    shares = rng.dirichlet(np.full(circles, 8.0))
    drawn = np.concatenate([np.arange(circles), rng.choice(circles, size=max(people - circles, 0), p=shares)])
    return pd.Series(np.sort(drawn[:people]), index=_names(people), name="circle")


def planted_ties(
    *, people: int = 300, circles: int = 8, months: int = 36, rhythm: RhythmName = "slow", seed: int = 0
) -> pd.DataFrame:
    """Return contact among the people of a whole network, circle by circle: a temporal edge list.

    Ties inside circles are denser and closer than ties between them; the nearer two stand in a circle,
    the more ties and contact they share. Ties are born, die and may come back; contact in them is bursty.

    Parameters
    ----------
    people, circles
        How many; `planted_circles` of the same numbers and seed tells who is where.
    months
        How long the record is; it ends with `LAST_DAY`.
    rhythm
        "slow": ties live for many months, in touch monthly to quarterly; "fast": for days to weeks;
        "mixed": each tie is one or the other.
    seed
        The same seed gives the same table.

    Returns
    -------
    DataFrame
        `source`, `target`, `timestamp` (without a zone), in order of time: one row a contact.

    Examples
    --------
    >>> planted_ties(people=50, circles=3, months=6).columns.tolist()
    ['source', 'target', 'timestamp']
    """
    rng = np.random.default_rng([seed, 2])
    circle = planted_circles(people=people, circles=circles, seed=seed)
    one, other, times_closest = _pairs(circle.to_numpy(), rng)
    start, length = _window(months)
    tie, at, *_ = contacts(times_closest, rhythm, length, rng)
    swapped = rng.random(len(tie)) < 0.5
    names = circle.index.to_numpy()
    frame = pd.DataFrame(
        {
            "source": names[np.where(swapped, other[tie], one[tie])],
            "target": names[np.where(swapped, one[tie], other[tie])],
            "timestamp": _times(start, at),
        }
    ).astype({"source": "str", "target": "str"})
    return frame.sort_values(["timestamp", "source", "target"], ignore_index=True)


def planted_book(
    *,
    people: int = 1000,
    circles: int | None = None,
    months: int = 36,
    rhythm: RhythmName = "slow",
    seed: int = 0,
) -> Book:
    """Return the book of one owner, whose contacts in planted circles are in touch at a known rhythm.

    Messages and mails (some to several), meetings one to one and of small groups; groups are of one
    circle, few across. Some contacts were never in touch. Each circle has employers of its own.

    Parameters
    ----------
    people, months, rhythm, seed
        As for `planted_ties`; the owner is no one of them.
    circles
        How many; by default one for every 40 people.

    Returns
    -------
    Book
        With people, interactions, affiliations and coverage; it keeps its contract.

    Examples
    --------
    >>> len(planted_book(people=50, months=6).check().people)
    50
    """
    rng = np.random.default_rng([seed, 3])
    member = planted_circles(people=people, circles=circles or max(3, people // PEOPLE_A_CIRCLE), seed=seed)
    start, length = _window(months)
    rows = planted_rows(member.to_numpy(), rhythm, length, rng)
    names = member.index.to_numpy()
    interactions = rows.assign(
        at=_times(start, rows["at"].to_numpy()).tz_localize("UTC"),
        source=rows["channel"].map({name: source for name, (source, _) in SOURCES.items()}),
        channel=np.where(rows["group_size"] > 2, "group_" + rows["channel"], rows["channel"]),
        person=names[rows["person"]],
    ).sort_values(["at", "person", "direction"], ignore_index=True)
    affiliations = _affiliations(member, rng)
    known = start + pd.to_timedelta(rng.integers(0, int(length), people), unit="D")
    folk = _people(interactions, affiliations, pd.Series(known, index=member.index))
    return Book(
        owner=Owner(name="The owner of what is planted", profile="planted-owner"),
        people=typed("people", folk),
        interactions=typed("interactions", interactions),
        affiliations=typed("affiliations", affiliations),
        set_aside=empty("set_aside"),
        coverage=_coverage(interactions, start, people),
    )


def _names(people: int) -> pd.Index[str]:
    return pd.Index([f"p{number:05d}" for number in range(people)], name="person", dtype="str")


def _times(start: pd.Timestamp, days: Floats) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(start + pd.to_timedelta(np.round(days * 86400), unit="s")).as_unit("us")


def _window(months: int) -> tuple[pd.Timestamp, float]:
    end = LAST_DAY + pd.Timedelta(days=1)
    start = end - pd.DateOffset(months=months)
    return start, float((end - start).days)


def _pairs(circle: Ints, rng: np.random.Generator) -> tuple[Ints, Ints, Floats]:
    """Draw who is tied to whom, and how many times the gap of the closest ties each tie has.

    Members of a circle stand in a ring. Nearby ones are tied more often, so closer ties overlap more.
    """
    people = len(circle)
    sizes, firsts = np.bincount(circle)[circle], np.searchsorted(circle, circle)
    one = rng.integers(0, people, round(people * TIES_INSIDE / 2))
    steps = 1 + rng.exponential(NEAR * sizes[one]).astype(np.int64)
    other = firsts[one] + (one - firsts[one] + steps) % sizes[one]
    apart = np.abs(one - other)
    distance = np.minimum(apart, sizes[one] - apart) / np.maximum(sizes[one] / 2, 1)
    far = rng.integers(0, people, (2, round(people * TIES_BETWEEN / 2)))
    far = far[:, circle[far[0]] != circle[far[1]]]
    pairs = np.column_stack([np.concatenate([one, far[0]]), np.concatenate([other, far[1]])])
    times = np.concatenate([1 + (FARTHEST - 1) * distance, np.full(far.shape[1], BETWEEN)])
    pairs.sort(axis=1)
    distinct, kept = np.unique(pairs, axis=0, return_index=True)
    true = distinct[:, 0] != distinct[:, 1]
    return distinct[true, 0], distinct[true, 1], times[kept[true]]


def _people(interactions: pd.DataFrame, affiliations: pd.DataFrame, known: pd.Series[Any]) -> pd.DataFrame:
    """Return everybody, connected on the day of the first contact, or when they came to be `known`."""
    first = interactions.groupby("person")["at"].min().dt.tz_localize(None).dt.normalize()
    return pd.DataFrame(
        {
            "name": known.index.str.upper(),
            "emails": [(f"{name}@planted.example",) for name in known.index],
            "profile": known.index,
            "organisation": affiliations["organisation"].to_numpy(),
            "position": affiliations["role"].to_numpy(),
            "connected_on": first.reindex(known.index).fillna(known),
            "sources": [(CONNECTIONS,)] * len(known),
            "family": False,
        },
        index=known.index,
    )


def _affiliations(member: pd.Series[Any], rng: np.random.Generator) -> pd.DataFrame:
    employer = member.groupby(member).cumcount() // PEOPLE_AN_EMPLOYER
    words = {
        "function": ("engineering", "data", "finance", "healthcare", "education"),
        "seniority": ("professional", "senior", "manager", "director"),
        "field": ("energy", "health", "research", "finance", "education", "public sector"),
    }
    drawn = {name: np.asarray(of)[rng.integers(0, len(of), len(member))] for name, of in words.items()}
    drawn["field"] = np.asarray(words["field"])[member % len(words["field"])]
    return pd.DataFrame(
        {
            "person": member.index,
            "organisation": ("Employer " + member.astype("str") + "-" + employer.astype("str")).to_numpy(),
            "kind": "work",
            "role": [
                f"{seniority} in {function}"
                for seniority, function in zip(drawn["seniority"], drawn["function"], strict=True)
            ],
            **drawn,
            "as_recorded_on": LAST_DAY,
        }
    )


def _coverage(interactions: pd.DataFrame, start: pd.Timestamp, people: int) -> pd.DataFrame:
    counts = interactions["source"].value_counts()
    used = {kind: (source, int(counts.get(source, 0))) for source, kind in SOURCES.values()}
    used["linkedin connections"] = (CONNECTIONS, people)
    table = pd.DataFrame(
        {"kind": list(used), "rows": [count for _, count in used.values()], "merged": 0, "set_aside": 0},
        index=pd.Index([source for source, _ in used.values()], name="source"),
    )
    return typed("coverage", table.assign(used=table["rows"], first=start, last=LAST_DAY, note=""))
