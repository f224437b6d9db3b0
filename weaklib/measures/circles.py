"""Circles: the groups in which contacts know each other, named after what their members share."""

from __future__ import annotations

from typing import Any

import graspologic_native
import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.circle_names import Traits, name_circles, traits_of
from weaklib.measures.groupings import Ints
from weaklib.measures.triangles import TieArrays, tie_arrays

ITERATIONS = 2
BASES = {"organisation": "employer", "field": "field"}


def find_circles(
    graph: nx.Graph[Any], seed: int = 0, *, evidence: str = "all", ties: TieArrays | None = None
) -> pd.Series:
    """Find the circles of contacts who know each other: communities of highest modularity, by Leiden.

    A circle is called after the organisation that a clear part of its members share (at least half of those
    whose organisation is known, more than two in five of all, and at least twice the share that it has among
    everybody else), else after such a field or function, else "around <its member with the heaviest ties>".
    Circles of one name add a second trait that tells them apart, else a number; in a graph without attributes
    they are "circle 1", "circle 2", ... by size.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it; any undirected graph will do.
    seed
        The same seed gives the same circles, whatever the order in which the graph was built.
    evidence
        "all", or "observed" for circles of observed ties only.
    ties
        The ties of the graph where `tie_arrays` has laid them out already; `evidence` is then theirs.

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
    ties = tie_arrays(graph, evidence=evidence) if ties is None else ties
    return called(graph, ties, communities(ties, seed=seed))


def called(graph: Traits, ties: TieArrays, codes: Ints) -> pd.Series:
    """Return communities that were found as `find_circles` returns them: by name.

    Parameters
    ----------
    graph
        As for `find_circles`; the table of its nodes will do.
    ties
        As for `find_circles`.
    codes
        From `communities`.
    """
    names = pd.array([*name_circles(graph, ties, codes), None], dtype="str")
    return pd.Series(names.take(codes), index=ties.person_index(), name="circle")


def circle_table(
    graph: nx.Graph[Any], seed: int = 0, *, evidence: str = "all", least_tied: float = 0.1
) -> pd.DataFrame:
    """Find the circles, or fall back to employers where hardly any ties are known, and say which it was.

    Parameters
    ----------
    graph, seed, evidence
        As for `find_circles`.
    least_tied
        The least share of contacts who must have a tie, 0 to 1; below it ties tell of no circles.

    Returns
    -------
    pd.DataFrame
        Indexed by `person`: `circle`, and its `basis`: "ties"; or, in a graph (nearly) without ties,
        "employer" (the circle is who works there) or "field" where the employer is not known. Both are nan
        where none of them is.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    Examples
    --------
    >>> alone = nx.Graph()
    >>> alone.add_nodes_from("ab", organisation="Posthorn")
    >>> circle_table(alone).loc["a"].tolist()
    ['Posthorn', 'employer']
    """
    ties = tie_arrays(graph, evidence=evidence)
    index = ties.person_index()
    tied = ties.per_person(np.ones(len(ties.left))) > 0
    if tied.sum() > least_tied * len(index):
        circle = find_circles(graph, seed, ties=ties)
        basis = pd.Series("ties", index=index, dtype="str").where(circle.notna())
        return pd.DataFrame({"circle": circle, "basis": basis})
    circle, basis = (pd.Series(None, index=index, dtype="str") for _ in range(2))
    for trait, name in BASES.items():
        told = traits_of(graph, ties.people, trait).set_axis(index)
        basis = basis.mask(circle.isna() & told.notna(), name)
        circle = circle.fillna(told)
    return pd.DataFrame({"circle": circle, "basis": basis})


def communities(ties: TieArrays, *, seed: int = 0, resolution: float = 1.0) -> Ints:
    """Return the community of each person by Leiden: numbers from 0, the largest community first.

    Parameters
    ----------
    ties
        The graph, as `tie_arrays` lays it out.
    seed
        The same seed gives the same communities.
    resolution
        The gamma of modularity; the higher, the more and the smaller communities.

    Returns
    -------
    Ints
        One number a person, in the order of `ties.people`; -1 for who has no tie.

    References
    ----------
    Traag, Waltman & van Eck 2019, Scientific Reports 9, 5233; Reichardt & Bornholdt 2006, Physical Review E
    74, 016110 (resolution).
    """
    codes = np.full(len(ties.people), -1)
    if not len(ties.left):
        return codes
    matrix = ties.adjacency()
    rows = (matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32), matrix.data.astype(np.float64))
    _, found = graspologic_native.leiden_csr(
        *rows, len(codes), resolution=resolution, seed=seed, iterations=ITERATIONS
    )
    tied = np.flatnonzero(np.diff(matrix.indptr) > 0)
    codes[tied] = _by_size(np.fromiter(map(found.__getitem__, tied.tolist()), np.int64, len(tied)))
    return codes


def _by_size(found: Ints) -> Ints:
    """Number communities anew: the largest is 0, and among equals the one with the first person."""
    _, first, code, size = np.unique(found, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(first))
    return rank[code]


def modularity(ties: TieArrays, codes: Ints, *, resolution: float = 1.0) -> float:
    """Return how much more of the tie weight lies within groups than chance would put there.

    Q = sum over groups of (weight within / m - resolution * (strength of the group / 2m)^2), with m the
    weight of all ties.

    Parameters
    ----------
    ties
        The graph; with all weights 1 this is the unweighted modularity.
    codes
        The group of each person, a number from 0; every -1 is a group of its own.
    resolution
        gamma; 1 is Newman's modularity.

    Returns
    -------
    float
        -0.5 to 1; nan without a tie.

    References
    ----------
    Newman & Girvan 2004, Physical Review E 69, 026113.
    """
    total = ties.weight.sum()
    if not total > 0:
        return np.nan
    alone = codes < 0
    groups = codes.copy()
    groups[alone] = codes.max(initial=-1) + 1 + np.arange(alone.sum())
    within = ties.weight[groups[ties.left] == groups[ties.right]].sum() / total
    strength = np.bincount(groups, ties.per_person(ties.weight)) / (2 * total)
    return float(within - resolution * np.sum(strength**2))
