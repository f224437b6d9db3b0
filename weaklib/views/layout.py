"""Where everybody stands on the map: circles first, then the people inside, and a ring for the rest.

A force layout of everybody hides the circles; here each circle is an island, as large as the root
of its members asks for, near the circles that it has ties with. Distances are in steps: about one
step lies between neighbours.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.triangles import TieArrays, tie_arrays
from weaklib.views.archipelago import SHORE, WIDE, land_of
from weaklib.views.islanders import on_islands
from weaklib.views.ring import around

__all__ = ["SHORE", "WIDE", "islands", "place"]


def place(
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
    *,
    seed: int = 0,
    land: pd.DataFrame | None = None,
    before: pd.DataFrame | None = None,
    ties: TieArrays | None = None,
) -> pd.DataFrame:
    """Return where each person stands.

    Members of a circle stand on its island, by a small force layout; a large circle is split again, and
    each of its parts keeps together. Whoever has more ties into other circles than is usual in theirs stands
    on the side that faces these. Everybody without a circle stands in a ring around, those of one field and
    of one employer together.

    A month later most stand about where they did, since all hangs on lots of the people themselves. Where a
    circle merged or split that moves others, too; with `before` it does not.

    Parameters
    ----------
    graph
        The ties among contacts, with `organisation` and `field` on the nodes.
    circles
        The circle of each person; nan for contacts without ties.
    seed
        Of the force layouts; the same seed gives the same places to the last bit.
    land
        The islands, where `islands` has been called already.
    before
        What this returned for an earlier day: who was there stays about where they were. For the months of
        a year to agree, `weaklib.views.anchor.anchor`.
    ties
        The ties of the graph where `tie_arrays` has laid them out already.

    Returns
    -------
    DataFrame
        Index `person`, sorted; `x`, `y` in steps; `circle`, nan in the ring.

    Examples
    --------
    >>> circles = pd.Series({"ada": "Crew", "ben": "Crew", "cy": None}, dtype="str")
    >>> place(nx.empty_graph(["ada", "ben", "cy"]), circles)["circle"].tolist()
    ['Crew', 'Crew', nan]
    """
    ties = _sorted(tie_arrays(graph) if ties is None else ties)
    people = pd.Index(ties.people, name="person", dtype="object")
    home = circles.reindex(people).astype("str")
    land = land_of(ties, home, seed=seed, before=before) if land is None else land
    settled = home.notna().to_numpy()
    spots = np.zeros((len(people), 2))
    spots[settled] = on_islands(ties, home, land, seed=seed, before=before)
    spots[~settled] = around(graph, list(people[~settled]), land)
    return pd.DataFrame({"x": spots[:, 0].round(3), "y": spots[:, 1].round(3), "circle": home}, index=people)


def islands(
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
    *,
    seed: int = 0,
    before: pd.DataFrame | None = None,
    ties: TieArrays | None = None,
) -> pd.DataFrame:
    """Return where each circle lies: near those it has ties with, and overlapping none.

    Parameters
    ----------
    graph
        The ties among contacts.
    circles
        The circle of each person; nan for contacts without ties, who are not placed.
    seed
        Of the force layout of the circles.
    before
        What `place` returned for an earlier day: a circle most of whose members were one stays there.
    ties
        The ties of the graph where `tie_arrays` has laid them out already.

    Returns
    -------
    DataFrame
        Index `circle`, the largest first; `x`, `y`, `radius` in steps, and `members`.
    """
    ties = _sorted(tie_arrays(graph) if ties is None else ties)
    home = circles.reindex(pd.Index(ties.people, dtype="object")).astype("str")
    return land_of(ties, home, seed=seed, before=before)


def _sorted(ties: TieArrays) -> TieArrays:
    """Return the ties by name, so that the order in which a graph was made does not matter."""
    names = [str(person) for person in ties.people]
    if names == sorted(names):
        return ties
    order = sorted(range(len(names)), key=names.__getitem__)
    place_of = np.empty(len(order), np.int64)
    place_of[order] = np.arange(len(order))
    ends = np.sort(np.column_stack([place_of[ties.left], place_of[ties.right]]), axis=1)
    by_name = np.lexsort((ends[:, 1], ends[:, 0]))
    people = [ties.people[number] for number in order]
    left, right = ends[by_name].T
    return TieArrays(people, left, right, ties.weight[by_name], ties.observed[by_name])
