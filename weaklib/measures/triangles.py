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
from weaklib.measures.closing import Ints, PointedTies, count_places, list_triangles, point_ties
from weaklib.measures.told_ties import kept, laid_out

Floats = NDArray[np.float64]

WEIGHT_OF_EVIDENCE = {"all": "weight", "observed": "observed"}


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

    def per_person(self, per_tie: Floats | Ints) -> Floats:
        """Return for each person the sum over their ties."""
        size = len(self.people)
        total: NDArray[Any] = np.bincount(self.left, per_tie, size) + np.bincount(self.right, per_tie, size)
        return total

    def chosen(self, which: NDArray[Any]) -> TieArrays:
        """Return those ties that are flagged, or named by position, among the same people."""
        left, right, weight, observed = (field[which] for field in self[1:])
        return TieArrays(self.people, left, right, weight, observed)

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
        Indexed by person: `degree`, `triangles`, `constraint`, `effective_size`, `clustering`, `hierarchy`.
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
    return kept(graph, evidence, lambda told: TieArrays(*laid_out(graph, told, WEIGHT_OF_EVIDENCE[evidence])))


def ratio(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    """Return the part of each whole; nan where there is none."""
    shares: Floats = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return shares


def triangle_blocks(ties: TieArrays, *, block: int = 1 << 20) -> Iterator[Ints]:
    """List every triangle once, as the positions of its three ties.

    Parameters
    ----------
    ties
        The graph.
    block
        About how many triangles to list in one go; it bounds the memory.

    Yields
    ------
    NDArray[np.int64]
        Three rows, one column a triangle: ties a-b, a-c and b-c, where a has the fewest ties.
    """
    pointed = point_ties(ties.left, ties.right, len(ties.people))
    for part in list_triangles(pointed, block=min(block, 1 << 15), at_least=block):
        first = np.repeat(np.arange(part.start, part.stop), np.diff(part.pointer))
        yield pointed.tie[np.stack([first, *part.sides])]


def corners(ties: TieArrays) -> Ints:
    """Return the three people of every triangle, as three rows of positions.

    Parameters
    ----------
    ties
        The graph.
    """
    pointed = point_ties(ties.left, ties.right, len(ties.people))
    found = [np.zeros((3, 0), dtype=np.int64)]
    for part in list_triangles(pointed):
        first = np.repeat(np.arange(part.start, part.stop), np.diff(part.pointer))
        ranks = [pointed.low[first], pointed.high[first], pointed.high[part.sides[0]]]
        found.append(pointed.person[np.stack(ranks)])
    return np.concatenate(found, axis=1)


def local_structure(ties: TieArrays) -> LocalStructure:
    """Tell for each person how far their contacts know each other, and for each tie who knows both ends.

    With p_ij the share that the tie to j has in the weight of i's ties, and m_jq the weight of j-q divided
    by j's largest:

    - constraint = sum over j of (p_ij + sum over q of p_iq p_qj)^2: how far a few linked contacts hold i;
    - effective size = sum over j of (1 - sum over q of p_iq m_jq): i's contacts less their redundancy, for
      unweighted ties n - 2t/n;
    - hierarchy = sum over j of r_ij ln r_ij / (n ln n), with r_ij the share of j in the constraint, times n
      ties: 0 where it comes from all alike, 1 from a single tie;
    - clustering = triangles / pairs of contacts (unweighted).

    Returns
    -------
    LocalStructure
        nan for who has no tie; clustering is nan below two ties.

    References
    ----------
    Burt 1992, Structural Holes, chapter 2; Borgatti 1997, Connections 20(1).
    """
    pointed = point_ties(ties.left, ties.right, len(ties.people))
    # sums run along the ranks, in order; people return to theirs at the end
    ranked = TieArrays(ties.people, pointed.low, pointed.high, ties.weight[pointed.tie], ties.observed[:0])
    common, shared, through = _over_triangles(pointed, ranked)
    common_neighbours = np.empty(len(common), dtype=np.int64)
    common_neighbours[pointed.tie] = common
    columns = _of_people(ranked, common, shared, through)
    rank = np.argsort(pointed.person)
    people = {name: values[rank] for name, values in columns.items()}
    return LocalStructure(pd.DataFrame(people, index=ties.person_index()), common_neighbours)


def _of_people(ties: TieArrays, common: Ints, shared: Floats, through: Floats) -> dict[str, NDArray[Any]]:
    """Gather the sums of each tie at its two ends."""
    size = len(ties.people)
    degree, strength, largest = (
        ties.per_person(np.ones(len(common))),
        ties.per_person(ties.weight),
        heaviest(ties),
    )
    redundant = np.bincount(ties.left, shared / largest[ties.right], size)
    redundant += np.bincount(ties.right, shared / largest[ties.left], size)
    held = (ties.weight + through) ** 2
    closed, whole = ties.per_person(common) / 2, ties.per_person(held)
    with np.errstate(divide="ignore", invalid="ignore"):
        # of shares h of the whole, sum of r ln r / (n ln n) is 1 + sum of h ln h / ln n
        spread = (ties.per_person(held * np.log(held)) / whole - np.log(whole)) / np.log(degree)
        return {
            "degree": degree.astype(np.int64),
            "triangles": closed.astype(np.int64),
            "constraint": whole / strength**2,
            "effective_size": np.where(degree > 0, degree - redundant / strength, np.nan),
            "clustering": np.where(degree > 1, closed / (degree * (degree - 1) / 2), np.nan),
            "hierarchy": np.where(degree == 1, 1.0, np.maximum(1 + spread, 0.0)),
        }


def heaviest(ties: TieArrays) -> Floats:
    """Return the weight of each person's heaviest tie; 0 without one."""
    largest = np.zeros(len(ties.people))
    np.maximum.at(largest, ties.left, ties.weight)
    np.maximum.at(largest, ties.right, ties.weight)
    return largest


def _over_triangles(pointed: PointedTies, ties: TieArrays) -> tuple[Ints, Floats, Floats]:
    """Sum over the triangles of each tie: 1, u v, and u v / s, where the other two ties weigh u and v.

    `ties` are in the order of `pointed`; s is the strength of the third person. A sparse matrix of first ties
    by second ties, which holds what the third ones weigh, sums for the first. With one of first ties by third
    ones, which holds what the second ones weigh, below it, it sums transposed for the other two.
    """
    weight, count, strength = ties.weight, len(ties.weight), ties.per_person(ties.weight)
    common, shared, through = np.zeros(count, dtype=np.int64), np.zeros(count), np.zeros(count)
    to_high, to_low = weight / strength[ties.right], weight / strength[ties.left]
    for part in list_triangles(pointed):
        here, found = slice(part.start, part.stop), part.sides.shape[1]
        facing, ends = weight.take(part.sides[::-1]).ravel(), part.sides.ravel()
        pointer = np.append(part.pointer, part.pointer[1:] + np.int32(found))
        below: Any = sparse.csr_array((facing, ends, pointer), shape=(len(pointer) - 1, count)).T
        upper: Any = sparse.csr_array(
            (facing[:found], ends[:found], part.pointer), shape=(len(part.pointer) - 1, count)
        )
        common[here] += np.diff(part.pointer)
        common += count_places(ends, count)
        shared[here] += upper @ weight
        shared += below @ np.append(weight[here], weight[here])
        through[here] += upper @ to_high
        through += below @ np.append(to_high[here], to_low[here])
    return common, shared, through
