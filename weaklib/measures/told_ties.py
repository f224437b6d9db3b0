"""What a graph tells of its ties, read into arrays once, for as long as it tells the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from weaklib.measures.neighbours import Neighbours

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Told = tuple[list[float], list[float]]
"""The weight and the observed part of each tie, as each of its ends tells them."""

Made = TypeVar("Made")

KEPT = "weaklib: what its ties tell"
TRAITS_TOLD = "traits"
"""Under which the attributes of the people of a frozen graph are remembered, as the table they came from."""


def kept(graph: nx.Graph[Any], name: str, make: Callable[[Told], Made]) -> Made:
    """Return what is made of the ties of a graph, made again only where they tell something else.

    Parameters
    ----------
    graph
        Its own methods forget what is kept with it when they change who is tied to whom.
    name
        Under which it is kept.
    make
        Makes it; nobody may change it.
    """
    known: tuple[Told | None, dict[str, Any]] = graph.__networkx_cache__.get(KEPT) or (None, {})
    if name not in known[1] or not nx.is_frozen(graph):  # of a frozen graph nobody changes a tie either
        told = _told(graph)
        if known[0] != told:
            known = (told, known[1] if nx.is_frozen(graph) else {})
        if isinstance(
            getattr(graph, "_adj", None), dict | Neighbours
        ):  # a view of another does not hear of its changes
            graph.__networkx_cache__[KEPT] = known
        if name not in known[1]:
            known[1][name] = make(told)
    made: Made = known[1][name]
    return made


def remember(graph: nx.Graph[Any], name: str, made: object) -> None:
    """Keep what was made of the ties of a frozen graph by whoever made the graph: for `kept`.

    Parameters
    ----------
    graph, name, made
        As for `kept`, and what it returns.
    """
    told, before = graph.__networkx_cache__.get(KEPT) or (None, {})
    graph.__networkx_cache__[KEPT] = (told, {**before, name: made})


def remembered(graph: nx.Graph[Any], name: str) -> Any | None:
    """Return what was remembered of a graph that is frozen still; None where nothing was."""
    known: tuple[Told | None, dict[str, Any]] = graph.__networkx_cache__.get(KEPT) or (None, {})
    return known[1].get(name) if nx.is_frozen(graph) else None


def _told(graph: nx.Graph[Any]) -> Told:
    ties = [tie for _, row in graph.adjacency() for tie in row.values()]
    weight = [tie.get("weight", 1.0) for tie in ties]
    return weight, [tie.get("observed", heavy) for tie, heavy in zip(ties, weight, strict=True)]


def laid_out(
    graph: nx.Graph[Any], told: Told, weighed_by: str
) -> tuple[list[Hashable], Ints, Ints, Floats, Floats]:
    """Return the nodes in order and, sorted, the two ends of each tie, what it weighs and what was observed.

    Parameters
    ----------
    graph, told
        The graph, and what its ties tell.
    weighed_by
        "weight" or "observed".
    """
    people = in_order(graph)
    place = {person: at for at, person in enumerate(people)}
    rows = [(place[person], row) for person, row in graph.adjacency()]
    one = np.repeat([at for at, _ in rows], [len(row) for _, row in rows]).astype(np.int64)
    other = np.array([place[person] for _, row in rows for person in row], np.int64)
    weight, observed = (np.array(part, np.float64) for part in told)
    weighs = weight if weighed_by == "weight" else observed
    counted = np.flatnonzero((one < other) & (weighs > 0))
    order = counted[np.lexsort((other[counted], one[counted]))]
    return people, one[order], other[order], weighs[order], observed[order]


def in_order(graph: nx.Graph[Any]) -> list[Hashable]:
    """Return the nodes sorted: numbers by value, everything else as text."""
    try:
        return sorted(graph)
    except TypeError:
        return sorted(graph, key=lambda node: (str(node), type(node).__name__))
