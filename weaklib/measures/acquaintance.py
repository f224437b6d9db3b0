"""Who among the contacts know each other, as arrays: the ties of any day, before they become a graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from weaklib.book import Book
from weaklib.measures.gatherings import KINDS, Gatherings, gatherings, shared_events
from weaklib.measures.once import once
from weaklib.measures.places import (
    INFERRED_WEIGHT,
    Places,
    current_rows,
    known_rows,
    places_of,
    shared_places,
)
from weaklib.measures.roll import Floats, Ints, Roll

EVIDENCE = (*KINDS, "employer", "met_during", "group")
OBSERVED = EVIDENCE[: len(KINDS)]
MAX_MEETING, MAX_THREAD, MAX_GROUP = 25, 10, 50
"""Whoever shares a larger one is not thought to know the others for it."""
ATTRIBUTES = ("name", "organisation", "field", "function", "seniority")


@dataclass(frozen=True)
class Acquaintance:
    """Everything that the ties among contacts on any day are counted from.

    Attributes
    ----------
    book, roll
        What was read, and its people.
    gatherings, places
        Who was seen with whom, and who is known to have been where.
    """

    book: Book
    roll: Roll
    gatherings: Gatherings
    places: Places


class ContactTies(NamedTuple):
    """The contacts of a day and the ties among them.

    Attributes
    ----------
    nodes
        Everybody, indexed by `person`, sorted: `ATTRIBUTES`; nan where unknown.
    left, right
        The two ends of each tie, places among the people, `left < right`, sorted.
    observed, inferred
        What was seen of each tie, and what is supposed.
    evidence
        The kinds of evidence of each tie: the sum of 2^k over the places k in `EVIDENCE`.
    """

    nodes: pd.DataFrame
    left: Ints
    right: Ints
    observed: Floats
    inferred: Floats
    evidence: Ints


def acquaintance(book: Book, roll: Roll) -> Acquaintance:
    """Lay out what contacts share, to draw up the ties among them on any day.

    Parameters
    ----------
    book
        What was read.
    roll
        Its people, as `roll_of` returns them.
    """
    return once(
        book,
        "acquaintance",
        lambda: Acquaintance(book, roll, gatherings(book, roll), places_of(book, roll.people)),
    )


def ties_among(
    known: Acquaintance,
    day: int,
    *,
    evidence: str = "all",
    max_meeting: int = MAX_MEETING,
    max_thread: int = MAX_THREAD,
    max_group: int = MAX_GROUP,
    half_life_days: float | None = None,
) -> ContactTies:
    """Return the ties among contacts as of a day counted from 1970; the rest is as for `contact_network`."""
    alive = known.roll.since <= day
    largest = {"meeting": max_meeting, "thread": max_thread}
    shared = shared_events(known.gatherings, day, largest, half_life_days=half_life_days)
    if evidence == "all":
        shared |= shared_places(known.places, alive, day, max_group)
    size = int(alive.sum())
    place = np.cumsum(alive) - 1
    pairs = {kind: _pairs(place[of.person], of.group, of.weight, size) for kind, of in shared.items()}
    key, tie = np.unique(np.concatenate([keys for keys, _ in pairs.values()]), return_inverse=True)
    kinds = np.repeat([EVIDENCE.index(kind) for kind in pairs], [len(keys) for keys, _ in pairs.values()])
    weights = np.concatenate([weights for _, weights in pairs.values()])
    by_kind = np.bincount(kinds * len(key) + tie, weights, len(EVIDENCE) * len(key))
    by_kind = by_kind.reshape(len(EVIDENCE), len(key))
    by_kind[len(OBSERVED) :] = by_kind[len(OBSERVED) :].clip(max=INFERRED_WEIGHT)
    return ContactTies(
        nodes=_nodes(known, alive, day),
        left=key // max(size, 1),
        right=key % max(size, 1),
        observed=by_kind[: len(OBSERVED)].sum(axis=0),
        inferred=by_kind[len(OBSERVED) :].sum(axis=0),
        evidence=(1 << np.arange(len(EVIDENCE))) @ (by_kind > 0),
    )


def pairs_among(known: Acquaintance, day: int) -> tuple[Ints, Ints]:
    """Return the two ends of each tie that `ties_among` finds, as places in the roll: no more of it.

    Parameters
    ----------
    known, day
        As for `ties_among`.
    """
    alive, size = known.roll.since <= day, len(known.roll.since)
    largest = {"meeting": MAX_MEETING, "thread": MAX_THREAD}
    shared = shared_events(known.gatherings, day, largest, half_life_days=None)
    shared |= shared_places(known.places, alive, day, MAX_GROUP)
    found = [_pairs(of.person, of.group, of.weight, size)[0] for of in shared.values()]
    key = np.sort(np.concatenate(found))
    key = key[np.r_[True, key[1:] != key[:-1]]] if len(key) else key  # np.unique takes ten times as long
    return key // max(size, 1), key % max(size, 1)


def _pairs(person: Ints, group: Ints, weight: Floats, size: int) -> tuple[Ints, Floats]:
    """Return each pair of people (left * size + right) once for each group they share, and what it weighs.

    The last group comes first: what a pair shares is added up in this order, to the last digit alike.
    """
    order = np.lexsort((person, -group))
    person, group, weight = person[order], -group[order], weight[order]
    ends = np.searchsorted(group, group, side="right")
    others = ends - np.arange(len(group)) - 1
    one = np.repeat(np.arange(len(group)), others)
    other = np.arange(len(one)) - np.repeat(np.cumsum(others) - others, others) + one + 1
    return person[one] * size + person[other], weight[one]


def _nodes(known: Acquaintance, alive: NDArray[np.bool_], day: int) -> pd.DataFrame:
    people, places = known.roll.people[alive], known.places
    rows = current_rows(places, known_rows(places, alive, day), day)[alive]
    every = known.book.affiliations[[*ATTRIBUTES[1:]]]
    work = every.take(np.maximum(rows, 0)) if len(places.person) else every.reindex(rows)
    told = {name: pd.Series(work[name].array, index=people.index).where(rows >= 0) for name in ATTRIBUTES[1:]}
    return pd.DataFrame({"name": people["name"], **told}, index=people.index.rename("person"))


def newman_projection(incidence: sparse.csr_array, sizes: ArrayLike) -> sparse.csr_array:
    """Project people at events onto ties: w_ij = sum over shared events of 1/(n_e - 1).

    Who is one of many at an event is tied to each of the others a little; without an owner beside the
    group, a person's strength is the number of their events that somebody else attended.

    Parameters
    ----------
    incidence
        People by events, 1 where the person was there.
    sizes
        n_e, the people at each event; an event of one makes no tie.

    Returns
    -------
    sparse.csr_array
        People by people, symmetric, with an empty diagonal.
    """
    others = np.asarray(sizes, dtype=np.float64) - 1
    return projection(incidence, np.divide(1.0, others, out=np.zeros_like(others), where=others > 0))


def projection(incidence: sparse.csr_array, weights: Floats) -> sparse.csr_array:
    """Return people by people: the sum over shared groups of what each weighs; nothing on the diagonal."""
    people = incidence.astype(np.float64)
    ties = sparse.coo_array(people @ sparse.diags_array(weights) @ people.T)
    apart = (ties.coords[0] != ties.coords[1]) & (ties.data > 0)
    ends = (ties.coords[0][apart], ties.coords[1][apart])
    return sparse.csr_array((ties.data[apart], ends), shape=ties.shape)
