"""Every triangle of a graph, listed once, and the local measures that are sums over triangles.

A graph is laid out as sorted arrays; each triangle then adds to the redundancy of its three people and to
the common neighbours of its three ties. What is left are array sums, for weighted ties too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from weaklib.book import InputError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WEIGHT_OF_EVIDENCE = {"all": "weight", "observed": "observed"}
TIE = np.dtype([("one", "i8"), ("other", "i8"), ("weight", "f8"), ("observed", "f8")])


class TieArrays(NamedTuple):
    """The ties of a graph as arrays, one entry a tie.

    Attributes
    ----------
    people
        The nodes in order; the other fields name them by position.
    left, right
        The two ends of each tie, `left < right`, sorted.
    weight, observed
        The weight that counts here, and how much of it was observed.
    """

    people: list[Hashable]
    left: Ints
    right: Ints
    weight: Floats
    observed: Floats

    def per_person(self, per_tie: Floats) -> Floats:
        """Return for each person the sum over their ties."""
        size = len(self.people)
        total: NDArray[Any] = np.bincount(self.left, per_tie, size) + np.bincount(self.right, per_tie, size)
        return total

    def adjacency(self) -> sparse.csr_array:
        """Return the symmetric matrix of weights, with sorted rows."""
        rows, columns = np.r_[self.left, self.right], np.r_[self.right, self.left]
        size = len(self.people)
        matrix = sparse.csr_array((np.r_[self.weight, self.weight], (rows, columns)), shape=(size, size))
        matrix.sort_indices()
        return matrix

    def person_index(self) -> pd.Index[Any]:
        """Return the people as the index `person`."""
        index = pd.Index(self.people, name="person", tupleize_cols=False)
        return index if self.people else index.astype("str")

    def tie_index(self) -> pd.MultiIndex:
        """Return the two ends of each tie as the index `person`, `other`."""
        ends = [[self.people[i] for i in side] for side in (self.left, self.right)]
        return pd.MultiIndex.from_arrays(ends, names=["person", "other"])


class LocalStructure(NamedTuple):
    """What one pass over the triangles tells of people and ties.

    Attributes
    ----------
    people
        Indexed by person: `degree`, `triangles`, `constraint`, `effective_size`, `clustering`.
    common_neighbours
        How many people are tied to both ends of each tie, in the order of the ties.
    """

    people: pd.DataFrame
    common_neighbours: Ints


def tie_arrays(graph: nx.Graph[Any], *, evidence: str = "all") -> TieArrays:
    """Lay out the ties of a graph as sorted arrays, whatever the order in which they were added.

    A tie without a `weight` weighs 1; one that does not say what was `observed` of it counts as observed.
    Loops, and ties that weigh nothing, are left out.

    Parameters
    ----------
    graph
        An undirected graph; its nodes are people.
    evidence
        "all", or "observed" to count the observed part of each tie only.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.
    """
    if evidence not in WEIGHT_OF_EVIDENCE:
        msg = f"evidence is {evidence!r}; write 'all' or 'observed'."
        raise InputError(msg)
    if graph.is_directed() or graph.is_multigraph():
        msg = "Ties among contacts have no direction and stand once: give a plain nx.Graph."
        raise InputError(msg)
    people = in_order(graph)
    place = {person: i for i, person in enumerate(people)}
    rows = ((place[a], place[b], *_weights(tie)) for a, b, tie in graph.edges(data=True))
    table = np.fromiter(rows, dtype=TIE, count=graph.number_of_edges())
    left, right = np.minimum(table["one"], table["other"]), np.maximum(table["one"], table["other"])
    counted = (left < right) & (table[WEIGHT_OF_EVIDENCE[evidence]] > 0)
    order = np.lexsort((right, left))
    order = order[counted[order]]
    weight, observed = table[WEIGHT_OF_EVIDENCE[evidence]][order], table["observed"][order]
    return TieArrays(people, left[order], right[order], weight, observed)


def _weights(tie: dict[str, Any]) -> tuple[float, float]:
    weight = tie.get("weight", 1.0)
    return weight, tie.get("observed", weight)


def in_order(graph: nx.Graph[Any]) -> list[Hashable]:
    """Return the nodes sorted: numbers by value, everything else as text."""
    try:
        return sorted(graph)
    except TypeError:
        return sorted(graph, key=lambda node: (str(node), type(node).__name__))


def triangle_blocks(ties: TieArrays, *, block: int = 1_000_000) -> Iterator[NDArray[np.int64]]:
    """List every triangle once, as the positions of its three ties.

    Each tie points from the person with fewer ties to the one with more, so that nobody points to many; two
    ties that leave the same person close a triangle if a third joins their ends.

    Parameters
    ----------
    ties
        The graph.
    block
        About how many pairs of ties to look at in one go; it bounds the memory.

    Yields
    ------
    NDArray[np.int64]
        Three rows, one column a triangle: ties a-b, a-c and b-c, where a has the fewest ties.
    """
    size = len(ties.people)
    degree = ties.per_person(np.ones(len(ties.left)))
    rank = np.empty(size, dtype=np.int64)
    rank[np.argsort(degree, kind="stable")] = np.arange(size)
    low, high = np.sort([rank[ties.left], rank[ties.right]], axis=0)
    tie = np.lexsort((high, low))
    low, high = low[tie], high[tie]
    key = low * size + high
    later = np.searchsorted(low, low, side="right") - np.arange(len(low)) - 1
    pairs_before = np.cumsum(later) - later
    for start, stop in _stretches(pairs_before, block):
        count = later[start:stop]
        first = np.repeat(np.arange(start, stop), count)
        pairs = pairs_before[start] + np.arange(len(first))
        second = first + 1 + pairs - np.repeat(pairs_before[start:stop], count)
        wanted = high[first] * size + high[second]
        third = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        closed = key[third] == wanted
        yield tie[np.stack([first[closed], second[closed], third[closed]])]


def _stretches(pairs_before: Ints, block: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(pairs_before):
        stop = int(np.searchsorted(pairs_before, pairs_before[start] + block, side="right"))
        yield start, stop
        start = stop


def local_structure(ties: TieArrays) -> LocalStructure:
    """Tell for each person how far their contacts know each other, and for each tie who knows both ends.

    With p_ij the share that the tie to j has in the weight of i's ties, and m_jq the weight of j-q divided
    by j's largest:

    - constraint = sum over j of (p_ij + sum over q of p_iq p_qj)^2: how far a few linked contacts hold i;
    - effective size = sum over j of (1 - sum over q of p_iq m_jq): i's contacts less their redundancy, for
      unweighted ties n - 2t/n;
    - clustering = triangles / pairs of contacts (unweighted).

    Returns
    -------
    LocalStructure
        nan for who has no tie; clustering is nan below two ties.

    References
    ----------
    Burt 1992, Structural Holes, chapter 2; Borgatti 1997, Connections 20(1).
    """
    size, count = len(ties.people), len(ties.left)
    strength = ties.per_person(ties.weight)
    largest = np.zeros(size)
    np.maximum.at(largest, ties.left, ties.weight)
    np.maximum.at(largest, ties.right, ties.weight)
    common, through, redundant = np.zeros(count), np.zeros(count), np.zeros(size)
    for triangle in triangle_blocks(ties):
        ab, ac, bc = triangle
        a, b, c = _corners(ties, ab, ac, bc)
        sides = ((ab, ac, bc, c, a, b), (ac, ab, bc, b, a, c), (bc, ab, ac, a, b, c))
        for tie, one, other, apex, left, right in sides:
            w, u, v = ties.weight[tie], ties.weight[one], ties.weight[other]
            common += np.bincount(tie, minlength=count)
            through += np.bincount(tie, u * v / strength[apex], count)
            redundant += np.bincount(apex, w * (u / largest[right] + v / largest[left]), size)
    held = (ties.weight + through) ** 2
    degree = ties.per_person(np.ones(count))
    closed = ties.per_person(common) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        people = {
            "degree": degree.astype(np.int64),
            "triangles": closed.astype(np.int64),
            "constraint": ties.per_person(held) / strength**2,
            "effective_size": np.where(degree > 0, degree - redundant / strength, np.nan),
            "clustering": np.where(degree > 1, closed / (degree * (degree - 1) / 2), np.nan),
        }
    return LocalStructure(pd.DataFrame(people, index=ties.person_index()), common.astype(np.int64))


def _corners(ties: TieArrays, ab: Ints, ac: Ints, bc: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the three people of each triangle: a is on both of the first two ties."""
    shared_left = (ties.left[ab] == ties.left[ac]) | (ties.left[ab] == ties.right[ac])
    a = np.where(shared_left, ties.left[ab], ties.right[ab])
    b = ties.left[ab] + ties.right[ab] - a
    return a, b, ties.left[bc] + ties.right[bc] - b
