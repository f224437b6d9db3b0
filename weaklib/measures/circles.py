"""Circles: the groups in which contacts know each other, named after what their members share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from itertools import chain, count
from typing import Any

import graspologic_native
import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.triangles import TieArrays, tie_arrays

TRAITS = ("organisation", "field", "function")
ITERATIONS = 2


def find_circles(graph: nx.Graph[Any], seed: int = 0, *, evidence: str = "all") -> pd.Series:
    """Find the circles of contacts who know each other: communities of highest modularity, by Leiden.

    A circle is called after the organisation that a clear part of its members share (at least half of those
    whose organisation is known, and more than two in five of all), else after such a field or function,
    else "around <its member with the heaviest ties>". Circles of one name add a second trait that tells them
    apart, else a number; in a graph without attributes they are "circle 1", "circle 2", ... by size.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it; any undirected graph will do.
    seed
        The same seed gives the same circles, whatever the order in which the graph was built.
    evidence
        "all", or "observed" for circles of observed ties only.

    Returns
    -------
    pd.Series
        `circle`, indexed by `person`; nan for a contact without a tie: no circle known.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Traag, Waltman & van Eck 2019, Scientific Reports 9, 5233.

    Examples
    --------
    >>> two_triangles = nx.Graph(["ab", "bc", "ac", "cd", "de", "ef", "df"])
    >>> find_circles(two_triangles).tolist()
    ['circle 1', 'circle 1', 'circle 1', 'circle 2', 'circle 2', 'circle 2']
    """
    ties = tie_arrays(graph, evidence=evidence)
    members = _members(_communities(ties, seed))
    names = _names(graph, ties, members)
    of_person = {i: name for positions, name in zip(members, names, strict=True) for i in positions}
    circles = [of_person.get(i) for i in range(len(ties.people))]
    return pd.Series(circles, index=ties.person_index(), dtype="str", name="circle")


def _communities(ties: TieArrays, seed: int) -> dict[int, int]:
    """Return the community of each person who has a tie, by position."""
    if not len(ties.left):
        return {}
    matrix = ties.adjacency()
    rows = (matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32), matrix.data.astype(np.float64))
    size = len(ties.people)
    _, found = graspologic_native.leiden_csr(*rows, size, seed=seed, iterations=ITERATIONS)
    tied = np.diff(matrix.indptr) > 0
    return {person: found[person] for person in np.flatnonzero(tied).tolist()}


def _members(communities: dict[int, int]) -> list[list[int]]:
    """Return the positions of each circle's members, the largest circle first."""
    together: dict[int, list[int]] = {}
    for person, community in sorted(communities.items()):
        together.setdefault(community, []).append(person)
    return sorted(together.values(), key=lambda positions: (-len(positions), positions))


def _names(graph: nx.Graph[Any], ties: TieArrays, members: list[list[int]]) -> list[str]:
    shared = [_shared_traits(graph, [ties.people[i] for i in positions]) for positions in members]
    namesakes = Counter(traits[0] for traits in shared if traits)
    told_apart = Counter((traits[0], second) for traits in shared for second in traits[1:])
    strength = ties.per_person(ties.weight)
    names = []
    for number, (positions, traits) in enumerate(zip(members, shared, strict=True), start=1):
        if not traits:
            central = ties.people[max(positions, key=lambda i: (strength[i], -i))]
            names.append(_around(graph, central, number))
            continue
        first, *more = traits
        second = [trait for trait in more if namesakes[first] > 1 and told_apart[first, trait] == 1]
        names.append(", ".join([first, *second[:1]]))
    return _numbered(names)


def _shared_traits(graph: nx.Graph[Any], members: list[Hashable]) -> list[str]:
    """Return what a clear part of the members share, the most telling trait first."""
    shared = []
    for trait in TRAITS:
        values = (graph.nodes[person].get(trait) for person in members)
        known = Counter(value for value in values if isinstance(value, str))
        value, times = min(known.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
        if times >= max(2, known.total() / 2) and times > 0.4 * len(members):
            shared.append(value)
    return shared


def _around(graph: nx.Graph[Any], person: Hashable, number: int) -> str:
    known = graph.nodes[person]
    return f"around {known['name'] or person}" if "name" in known else f"circle {number}"


def _numbered(names: list[str]) -> list[str]:
    """Return the names, with a number behind each one that was taken before."""
    unique: dict[str, None] = {}
    for name in names:
        again = (f"{name} {number}" for number in count(2))
        unique[next(candidate for candidate in chain([name], again) if candidate not in unique)] = None
    return list(unique)
