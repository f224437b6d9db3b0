"""The ties among contacts as columns for a page: each once, by its first end."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.acquaintance import EVIDENCE
from weaklib.measures.roll import Ints
from weaklib.measures.tie_evidence import evidence_bits
from weaklib.measures.triangles import tie_arrays
from weaklib.views.card_words import RESTS_ON, SEEN
from weaklib.views.packing import packed

MAX_TIES = 150_000
"""Of more ties than this a page holds those that are among the strongest of either end."""


def ties_data(graph: nx.Graph[Any], people: pd.Index[Any]) -> dict[str, Any]:
    """Return the ties of a graph as columns ready for JSON.

    Parameters
    ----------
    graph
        The ties among the contacts.
    people
        Everybody, in the order of their numbers; ties with others are left out.

    Returns
    -------
    dict
        `known` and `seen`: how many ties each person has, and how many of them were observed. Of each tie
        that is kept `other`, its greater end, and `many` says how many begin with each person in turn;
        `weight`, a number that grows with it; and `evidence` as bits in the order of `kinds`, the highest for
        an observed tie. `kinds` has the words of each kind of evidence and whether it is an observation.
    """
    laid = tie_arrays(graph)
    place = people.get_indexer(pd.Index(laid.people, tupleize_cols=False))
    among = (place[laid.left] >= 0) & (place[laid.right] >= 0)
    laid, bits = laid.chosen(among), evidence_bits(graph, laid)[among]
    observed = laid.observed > 0
    one, other = np.sort(np.column_stack([place[laid.left], place[laid.right]]), axis=1).T
    size = len(people)
    kept = _strongest(one, other, laid.weight)
    kept = kept[np.lexsort((other[kept], one[kept]))]
    return {
        "known": packed(_ends(one, other, size)),
        "seen": packed(_ends(one[observed], other[observed], size)),
        "many": packed(np.bincount(one[kept], minlength=size)),
        "other": packed(other[kept]),
        "weight": packed(_grades(laid.weight[kept])),
        "evidence": packed(bits[kept] + (observed[kept].astype(np.int64) << len(EVIDENCE))),
        "kinds": [[RESTS_ON[kind], kind in SEEN] for kind in EVIDENCE],
    }


def _ends(one: Ints, other: Ints, size: int) -> Ints:
    return np.bincount(np.r_[one, other], minlength=size)


def _strongest(one: Ints, other: Ints, weight: np.ndarray[Any, np.dtype[np.float64]]) -> Ints:
    """The ties to keep: all, or the first `MAX_TIES` by how near the top of either end each is."""
    if len(one) <= MAX_TIES:
        return np.arange(len(one))
    tie = np.tile(np.arange(len(one)), 2)
    order = np.lexsort((tie, -weight[tie], np.r_[one, other]))
    person = np.r_[one, other][order]
    rank = np.empty(len(tie), np.int64)
    rank[order] = np.arange(len(tie)) - np.searchsorted(person, person)
    best = np.minimum(rank[: len(one)], rank[len(one) :])
    return np.lexsort((-weight, best))[:MAX_TIES]


def _grades(weight: np.ndarray[Any, np.dtype[np.float64]]) -> Ints:
    """Weights on a scale of 255 steps, each 4% above the one before: enough to put them in order."""
    steps: Ints = np.rint(16 * np.log2(np.clip(weight * 1000, 1, None))).astype(np.int64)
    return np.minimum(steps, 255)
