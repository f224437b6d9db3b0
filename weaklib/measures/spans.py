"""How embedded each tie is: overlap, local bridges and their span, and who is lost if one falls silent.

All of it rests on ties among contacts. Where none is known nothing can be said: the tables have no row.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.closing import Ints, stretches
from weaklib.measures.cuts import Flags, bridges, fallen_off
from weaklib.measures.triangles import Floats, TieArrays, local_structure, ratio, tie_arrays

PATHS_AT_ONCE = 4_000_000


def tie_structure(graph: nx.Graph[Any], *, evidence: str = "all", max_span: int = 24) -> pd.DataFrame:
    """Tell for each tie how far its two ends have the same contacts, and how long the way round is.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it.
    evidence
        "all", or "observed" to look at observed ties only.
    max_span
        The longest way round to look for, in hops.

    Returns
    -------
    pd.DataFrame
        Indexed by `person` and `other`, in order:

        - `weight` (as in the graph) and `observed_share` (0 to 1): how much of it was seen.
        - `common_neighbours`: contacts tied to both ends.
        - `overlap` = n / ((k_i - 1) + (k_j - 1) - n), with n common neighbours and k ties each: 0 to 1; 0
          where neither end has another tie.
        - `local_bridge`: the ends have no contact in common.
        - `span`: the hops between the ends without the tie: 2 with common neighbours, 3 or more for a local
          bridge, inf for a bridge; nan where it is longer than `max_span`.
        - `bridge`: without the tie no known way leads from one end to the other.

        A known tie missing from the exports can only shorten a span and raise an overlap: both say what the
        exports show, and a bridge may be none.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Onnela et al. 2007, PNAS 104, 7332; Granovetter 1973, American Journal of Sociology 78, 1361; Lyu et al.
    2022, Communications Physics 5, 87 (span as the range of a tie).

    Examples
    --------
    >>> square_and_tail = nx.Graph(["ab", "bc", "cd", "da", "ac", "de"])
    >>> tie_structure(square_and_tail)["span"].tolist()
    [2.0, 2.0, 2.0, 2.0, 2.0, inf]
    >>> tie_structure(nx.cycle_graph(5))["span"].tolist()
    [4.0, 4.0, 4.0, 4.0, 4.0]
    """
    ties = tie_arrays(graph, evidence=evidence)
    structure = local_structure(ties)
    common = structure.common_neighbours
    bridge = bridges(ties.left, ties.right, len(ties.people))
    return pd.DataFrame(
        {
            "weight": ties.weight,
            "observed_share": ratio(ties.observed, ties.weight),
            "common_neighbours": common,
            "overlap": _overlap(ties, common),
            "local_bridge": common == 0,
            "span": _spans(ties, common, bridge, max_span),
            "bridge": bridge,
        },
        index=ties.tie_index(),
    )


def overlap(graph: nx.Graph[Any], *, evidence: str = "all") -> pd.Series:
    """Tell for each tie how far the contacts of its two ends are the same.

    O_ij = n_ij / ((k_i - 1) + (k_j - 1) - n_ij), with n_ij common neighbours and k ties each.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it.
    evidence
        "all", or "observed" to look at observed ties only.

    Returns
    -------
    pd.Series
        `overlap`, 0 to 1, indexed by `person` and `other`; 0 where neither end knows anybody else.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Onnela et al. 2007, PNAS 104, 7332.

    Examples
    --------
    >>> overlap(nx.Graph(["ab", "bc", "ac", "cd"])).round(3).tolist()
    [1.0, 0.5, 0.5, 0.0]
    """
    ties = tie_arrays(graph, evidence=evidence)
    values = _overlap(ties, local_structure(ties).common_neighbours)
    return pd.Series(values, index=ties.tie_index(), name="overlap")


def local_bridges(graph: nx.Graph[Any], *, evidence: str = "all") -> pd.DataFrame:
    """List the ties whose two ends have no contact in common: local bridges.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it.
    evidence
        "all", or "observed" to look at observed ties only.

    Returns
    -------
    pd.DataFrame
        `span`, the hops between the two ends without the tie (3 or more; inf where the tie is the only
        way: a bridge), and `observed_share`, indexed by `person` and `other`.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Granovetter 1973, American Journal of Sociology 78, 1361.

    Examples
    --------
    >>> local_bridges(nx.Graph(["ab", "bc", "ac", "cd"]))["span"].to_dict()
    {('c', 'd'): inf}
    """
    table = tie_structure(graph, evidence=evidence, max_span=max(len(graph), 3))
    return table.loc[table["local_bridge"], ["span", "observed_share"]]


def articulation(graph: nx.Graph[Any], *, evidence: str = "all") -> pd.DataFrame:
    """List the contacts whose silence would cut others off: if this one goes silent, you lose sight of these.

    Without the contact, those whom they are tied to fall apart into several groups without a known tie
    between them. The largest stays in sight; of equal ones, that with the first person.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it.
    evidence
        "all", or "observed" to look at observed ties only.

    Returns
    -------
    pd.DataFrame
        Indexed by `person`, who cuts off most first: `lost`, a tuple of people, `people`, how many, and
        `observed_share`, the part of the weight of the contact's ties that was seen. Who is not in it cuts
        nobody off, as far as the exports show.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Hopcroft & Tarjan 1973, Communications of the ACM 16, 372.

    Examples
    --------
    >>> articulation(nx.Graph(["ab", "bc", "ac", "cd", "de"]))["lost"].to_dict()
    {'c': ('d', 'e'), 'd': ('e',)}
    """
    ties = tie_arrays(graph, evidence=evidence)
    lost = fallen_off(ties.left, ties.right, len(ties.people))
    share = ratio(ties.per_person(ties.observed), ties.per_person(ties.weight))
    who = [*lost]
    table = pd.DataFrame(
        {
            "lost": pd.Series(
                [tuple(ties.people[i] for i in people) for people in lost.values()], dtype=object
            ),
            "people": np.array([len(people) for people in lost.values()], dtype=np.int64),
            "observed_share": share[who] if who else np.empty(0),
        },
    ).set_axis(ties.person_index()[who])
    return table.sort_values("people", ascending=False, kind="stable")


def _overlap(ties: TieArrays, common: Ints) -> Floats:
    degree = ties.per_person(np.ones(len(common)))
    either = degree[ties.left] + degree[ties.right] - 2 - common
    values: Floats = np.divide(common, either, out=np.zeros(len(common)), where=either > 0)
    return values


def _spans(ties: TieArrays, common: Ints, bridge: Flags, max_span: int) -> Floats:
    """Return the hops between the ends of each tie without it, by looking only as far as needed."""
    spans = np.full(len(common), 2.0)
    spans[common == 0] = np.nan
    spans[bridge] = np.inf
    sought = np.flatnonzero(np.isnan(spans))
    spans[sought[_way_of_three(ties, sought)]] = 3
    matrix = ties.adjacency()
    neighbours = np.split(matrix.indices.astype(np.int64), matrix.indptr[1:-1])
    for tie in np.flatnonzero(np.isnan(spans)).tolist():
        spans[tie] = _span(neighbours, int(ties.left[tie]), int(ties.right[tie]), max_span)
    spans[spans > max_span] = np.where(bridge, np.inf, np.nan)[spans > max_span]
    return spans


def _way_of_three(ties: TieArrays, sought: Ints) -> Flags:
    """Tell which local bridges i-j have a way round of three hops, over a contact q of i and one of j's.

    It takes one such q, and most ties have many: so all ties try their first, those left their second, ...
    The end with fewer ties is i, who is always one of the common neighbours of q and j.
    """
    there: Any = ties.adjacency()
    there.data[:] = 1
    degree = np.diff(there.indptr)
    swap = degree[ties.left[sought]] > degree[ties.right[sought]]
    start, end = np.where(
        swap, [ties.right[sought], ties.left[sought]], [ties.left[sought], ties.right[sought]]
    )
    further, left = np.zeros(len(sought), dtype=np.bool_), np.arange(len(sought))
    for turn in range(int(degree[start].max(initial=0))):
        left = left[~further[left] & (degree[start[left]] > turn)]
        q = there.indices[there.indptr[start[left]] + turn]
        for here in stretches((degree[q] + degree[end[left]]).astype(np.float64), PATHS_AT_ONCE):
            common = there[q[here]].multiply(there[end[left[here]]]).sum(axis=1)
            further[left[here]] = (common > 1) & (q[here] != end[left[here]])
    return further


def _span(neighbours: list[Ints], one: int, other: int, longest: int) -> float:
    """Return the hops between the ends of a local bridge without it: two waves meet, the smaller steps."""
    near, far = np.setdiff1d(neighbours[one], other), np.setdiff1d(neighbours[other], one)
    seen_near, seen_far = np.append(near, one), np.append(far, other)
    for span in range(3, longest + 1):
        if len(near) > len(far):
            near, far, seen_near, seen_far = far, near, seen_far, seen_near
        if not len(near):
            break
        near = np.setdiff1d(np.concatenate([neighbours[person] for person in near]), seen_near)
        if np.isin(near, seen_far).any():
            return float(span)
        seen_near = np.append(seen_near, near)
    return np.nan
