"""Ego betweenness: how far a contact stands between those to whom they are tied."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from weaklib.measures.closing import Ints, stretches
from weaklib.measures.triangles import Floats, TieArrays, corners, ratio, tie_arrays

PATHS_AT_ONCE = 4_000_000


def ego_betweenness(graph: nx.Graph[Any], *, evidence: str = "all") -> pd.DataFrame:
    """Tell how far each contact stands between those to whom they are tied, in the circle around them.

    The sum, over the pairs j, k of i's contacts who are not tied, of 1 / (A^2)_jk, with A the ties among i
    and i's contacts: of the shortest ways between j and k there, those through i.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it; weights do not count.
    evidence
        "all", or "observed" to look at observed ties only.

    Returns
    -------
    pd.DataFrame
        Indexed by `person`, in order: `ego_betweenness`, 0 to n(n - 1)/2 for n ties, and `observed_share`,
        the part of the weight of the contact's ties that was seen; nan without a tie. A low value does not
        tell that nobody depends on i: a way through people whom i does not know is not seen from here.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Everett & Borgatti 2005, Social Networks 27, 31.

    Examples
    --------
    >>> ego_betweenness(nx.Graph(["ab", "bc", "cd", "da"]))["ego_betweenness"].tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    ties = tie_arrays(graph, evidence=evidence)
    size, degree = len(ties.people), ties.per_person(np.ones(len(ties.left)))
    ego, among = _circle_around_each(ties)
    open_pairs = degree * (degree - 1) / 2 - np.bincount(ego, np.diff(among.indptr), size)
    through_others = np.zeros(size)
    near = np.diff(among.indptr) + np.bincount(among.indices, minlength=len(ego))
    of_ego: Any = np.bincount(ego, near.astype(np.float64) ** 2, size)
    begin = np.searchsorted(ego, np.arange(size + 1))
    for people in stretches(of_ego, PATHS_AT_ONCE):
        slots = slice(begin[people.start], begin[people.stop])
        shares = _shares_of_others(among[slots, slots])
        through_others += np.bincount(ego[slots], shares, size)
    table = {
        "ego_betweenness": np.where(degree > 0, open_pairs - through_others / 2, np.nan),
        "observed_share": ratio(ties.per_person(ties.observed), ties.per_person(ties.weight)),
    }
    return pd.DataFrame(table, index=ties.person_index())


def _circle_around_each(ties: TieArrays) -> tuple[Ints, sparse.csr_array]:
    """Return whose contact each place is, and which places are tied: a place is a person and a contact.

    Each triangle ties two places around each of its three people; each tie stands once.
    """
    count, size = len(ties.left), len(ties.people)
    one, other = np.r_[ties.left, ties.right], np.r_[ties.right, ties.left]
    order = np.lexsort((other, one))
    key: Ints = one[order] * size + other[order]
    a, b, c = corners(ties)
    ends = (np.r_[a * size + b, b * size + a, c * size + a], np.r_[a * size + c, b * size + c, c * size + b])
    rows, columns = (np.searchsorted(key, np.asarray(end)) for end in ends)
    shape = (2 * count, 2 * count)
    return one[order], sparse.csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)


def _shares_of_others(half: sparse.csr_array) -> Floats:
    """Return for each place the ways to those not tied to it that lead past the person in the middle.

    With w ways through others between two places, w / (w + 1) of all.
    """
    there: Any = half + half.T
    ways: Any = there @ there
    apart = sparse.csr_array(ways - ways.multiply(there))
    row = np.repeat(np.arange(len(apart.indptr) - 1), np.diff(apart.indptr))
    between = np.where(row == apart.indices, 0.0, apart.data / (apart.data + 1))
    total: Any = np.bincount(row, between, len(apart.indptr) - 1)
    return np.asarray(total, dtype=np.float64)
