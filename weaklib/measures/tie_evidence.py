"""From which evidence each tie of a graph is known, as numbers."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from weaklib.measures.acquaintance import EVIDENCE
from weaklib.measures.roll import Ints
from weaklib.measures.told_ties import kept
from weaklib.measures.triangles import TieArrays


def evidence_bits(graph: nx.Graph[Any], ties: TieArrays) -> Ints:
    """Return the kinds of evidence of each tie: the sum of 2^k over the places k in `EVIDENCE`.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it.
    ties
        All of its ties, as `tie_arrays` lays them out.
    """
    return kept(graph, "evidence", lambda _: _read(graph, ties))


def _read(graph: nx.Graph[Any], ties: TieArrays) -> Ints:
    power = {kind: 1 << place for place, kind in enumerate(EVIDENCE)}
    rows = dict(graph.adjacency())
    ends = zip(ties.left.tolist(), ties.right.tolist(), strict=True)
    found = [tuple(rows[ties.people[one]][ties.people[other]].get("evidence", ())) for one, other in ends]
    bits = {kinds: sum(power.get(kind, 0) for kind in kinds) for kinds in set(found)}
    return np.array([bits[kinds] for kinds in found], np.int64)
