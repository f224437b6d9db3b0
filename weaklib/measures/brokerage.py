"""Between whom each contact stands: brokerage by circle, participation, and ego betweenness beside them.

All of it rests on ties among contacts: two of them without a known tie count as not tied, which is unknown
rather than true. So each table carries which part of the ties it rests on was seen.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from weaklib.measures.closing import Ints
from weaklib.measures.egonets import ego_betweenness
from weaklib.measures.triangles import Floats, TieArrays, corners, ratio, tie_arrays

__all__ = ["ROLES", "ego_betweenness", "into_circles", "participation", "participation_of", "roles"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""The roles of Gould & Fernandez, in the order of the columns."""


def roles(
    graph: nx.Graph[Any],
    circles: pd.Series,
    *,
    evidence: str = "all",
    permutations: int = 0,
    seed: int = 0,
) -> pd.DataFrame:
    """Count how often each contact stands between two who are not tied, by the circles of the three.

    For a - b - c, with a and c not tied and b in the middle, counted in both directions:

    - coordinator: all three of one circle;
    - itinerant (consultant): a and c of one circle, b of another;
    - gatekeeper: b and c of one circle, a of another: b lets into the circle;
    - representative: a and b of one circle, c of another: b speaks for the circle;
    - liaison: three circles.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it; weights do not count.
    circles
        The circle of each person, as `find_circles` returns it.
    evidence
        "all", or "observed" to look at observed ties only.
    permutations
        How many times to deal the circles out anew, among those whose circle is known, for comparison.
    seed
        The same seed deals alike.

    Returns
    -------
    pd.DataFrame
        Indexed by `person`, in order: one column a role and `total`, all nan for a contact without a circle
        or without a tie to somebody of a known circle; `observed_share`, the part of the weight of the
        contact's ties that was seen, nan without a tie. With `permutations` also `expected_<role>`, the mean
        of the counts when circles are dealt out anew, and `z_<role>`, how many standard deviations the count
        lies above it, nan where the deals do not differ.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Gould & Fernandez 1989, Sociological Methodology 19, 89.

    Examples
    --------
    >>> circles = pd.Series({"a": "X", "b": "X", "c": "Y"})
    >>> roles(nx.Graph(["ab", "bc"]), circles).loc["b", list(ROLES)].tolist()
    [0.0, 0.0, 1.0, 1.0, 0.0]
    """
    ties = tie_arrays(graph, evidence=evidence)
    code = pd.factorize(circles.reindex(ties.person_index()), sort=True)[0].astype(np.int64)
    triangles = corners(ties)
    known = code >= 0
    met = np.bincount(np.r_[ties.left, ties.right], known[np.r_[ties.right, ties.left]], len(known)) > 0
    counts = _counts(ties, triangles, code)
    counts[:, ~(known & met)] = np.nan
    table = pd.DataFrame(dict(zip(ROLES, counts, strict=True)), index=ties.person_index())
    table["total"] = table.sum(axis=1, skipna=False)
    table["observed_share"] = ratio(ties.per_person(ties.observed), ties.per_person(ties.weight))
    if permutations:
        expected, spread = _dealt_anew(ties, triangles, code, permutations, seed)
        for role, mean, width in zip(ROLES, expected, spread, strict=True):
            table[f"expected_{role}"] = np.where(table[role].notna(), mean, np.nan)
            table[f"z_{role}"] = ratio(table[role].to_numpy() - mean, width)
    return table


def participation(graph: nx.Graph[Any], circles: pd.Series, *, evidence: str = "all") -> pd.Series:
    """Tell over how many circles each contact's ties spread.

    P_i = 1 - sum over circles s of (k_is / k_i)^2, with k the weight of i's ties into known circles.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it.
    circles
        The circle of each person, as `find_circles` returns it.
    evidence
        "all", or "observed" to count the observed part of each tie only.

    Returns
    -------
    pd.Series
        `participation`, indexed by `person`: 0 where all ties go into one circle, at most 1 - 1/m over m
        circles; nan without a tie into a known circle.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Guimera & Amaral 2005, Nature 433, 895.

    Examples
    --------
    >>> circles = pd.Series({"a": "X", "b": "X", "c": "Y"})
    >>> participation(nx.Graph(["ab", "bc"]), circles).tolist()
    [0.0, 0.5, 0.0]
    """
    ties = tie_arrays(graph, evidence=evidence)
    codes = pd.factorize(circles.reindex(ties.person_index()), sort=True)[0].astype(np.int64)
    return pd.Series(participation_of(ties, codes), index=ties.person_index(), name="participation")


def participation_of(ties: TieArrays, codes: Ints) -> Floats:
    """Return `participation` for ties that are laid out already, with the code of each person's circle."""
    person, code, weight = into_circles(ties, codes)
    names = int(code.max(initial=-1)) + 1
    size = len(ties.people)
    into = sparse.csr_array((weight, (person, code)), shape=(size, max(names, 1)))
    squares: Floats = (into * into).sum(axis=1)
    shares: Floats = 1 - ratio(squares, into.sum(axis=1) ** 2)
    return shares


def into_circles(ties: TieArrays, codes: Ints) -> tuple[Ints, Ints, Floats]:
    """Return each tie from either end, as the person, the other's circle (a code) and the weight."""
    person, into = np.r_[ties.left, ties.right], codes[np.r_[ties.right, ties.left]]
    known = into >= 0
    return person[known], into[known], np.r_[ties.weight, ties.weight][known]


def _counts(ties: TieArrays, triangles: Ints, code: Ints) -> Floats:
    """Return one row a role: the ordered pairs in it, less those who are tied to each other."""
    size, names = len(code), int(code.max(initial=0)) + 1
    person, other = np.r_[ties.left, ties.right], np.r_[ties.right, ties.left]
    known = code[other] >= 0
    cells = (person[known], code[other][known])
    into = sparse.csr_array((np.ones(len(cells[0])), cells), shape=(size, names))
    every, squares = into.sum(axis=1), (into * into).sum(axis=1)
    own = np.bincount(person, (code[person] == code[other]) & known, size)
    rest, others = every - own, squares - own**2
    inside, edge, same, apart = _tied_pairs(triangles, code)
    gate = own * rest - edge
    return np.stack(
        [own * (own - 1) - 2 * inside, others - rest - 2 * same, gate, gate, rest**2 - others - 2 * apart]
    )


def _tied_pairs(triangles: Ints, code: Ints) -> Floats:
    """Count for each person the pairs of their contacts who are tied to each other.

    One row each: both in the person's circle, one of them, both in another, in two others.
    """
    tied = np.zeros((4, len(code)))
    a, b, c = code[triangles]
    for middle, (own, one, other) in zip(triangles, ((a, b, c), (b, a, c), (c, a, b)), strict=True):
        first, second = own == one, own == other
        kind = np.where(first & second, 0, np.where(first | second, 1, np.where(one == other, 2, 3)))
        seen = (one >= 0) & (other >= 0)
        cell = middle[seen] * 4 + kind[seen]
        tied += np.bincount(cell, minlength=4 * len(code)).reshape(-1, 4).T
    return tied


def _dealt_anew(ties: TieArrays, triangles: Ints, code: Ints, times: int, seed: int) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the counts when the known circles are dealt out anew."""
    draw = np.random.default_rng(seed)
    known = code >= 0
    dealt = code.copy()
    total, squares = np.zeros((len(ROLES), len(code))), np.zeros((len(ROLES), len(code)))
    for _ in range(times):
        dealt[known] = draw.permutation(code[known])
        counts = _counts(ties, triangles, dealt)
        total += counts
        squares += counts**2
    mean = total / times
    # counts are whole numbers: what rounding leaves of equal ones is far below one
    spread = np.maximum(squares / times - mean**2, 0.0)
    return mean, np.sqrt(np.where(spread > 1e-9 * np.maximum(mean**2, 1), spread, 0.0))
