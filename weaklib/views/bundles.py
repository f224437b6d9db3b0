"""Which ties the map draws: the strongest inside circles, those of bridges, and a route a pair of circles.

Ties cost smoothness and clarity, people do not; so only these few are in the figure at all.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.measures.triangles import tie_arrays
from weaklib.views.connectors import connectors
from weaklib.views.spread import Positions

MAX_TIES_EACH = 3
"""The strongest ties of each person that are drawn inside a circle."""
MAX_TIES = 1_500
"""The most ties that are drawn inside circles, the strongest first."""
MAX_BRIDGES_EACH, EACH_OF_MANY, MANY = 5, 3, 60
"""The most ties between circles that are drawn of each who connects them, and of each among more circles than
the last number; more would be haze."""
MAX_ROUTES_EACH, MAX_ROUTES = 2, 45
"""The routes that are drawn: the closest of each circle for their size, and of these the closest."""
MOSTLY = 0.5
"""A route is drawn as observed where at least this part of what it stands for was observed."""


class Strands(NamedTuple):
    """The ties among those on the map, the strongest first; one entry a tie.

    Attributes
    ----------
    one, other
        Both ends, by position.
    weight, seen
        What it weighs, and how much of that was observed.
    across
        Whether it leads from one circle to another.
    """

    one: Positions
    other: Positions
    weight: NDArray[np.float64]
    seen: NDArray[np.float64]
    across: NDArray[np.bool_]

    def chosen(self, which: NDArray[Any]) -> Strands:
        """Return those ties that are flagged, or named by position."""
        return Strands(*(field[which] for field in self))

    @property
    def observed(self) -> NDArray[np.bool_]:
        """Whether any of the tie was observed; all of the others is inferred."""
        flags: NDArray[np.bool_] = self.seen > 0
        return flags


def strands(graph: nx.Graph[Any], people: pd.DataFrame) -> Strands:
    """Return the ties among `people`, the strongest first; equals by their ends.

    Parameters
    ----------
    graph
        The ties among contacts.
    people
        One row a person, with `circle`; their positions name the ends.
    """
    ties = tie_arrays(graph)
    place = people.index.get_indexer(pd.Index(ties.people, tupleize_cols=False))
    left, right = place[ties.left], place[ties.right]
    one, other = np.minimum(left, right), np.maximum(left, right)
    home = circle_codes(people)
    across = home[one] != home[other]
    order = np.lexsort((other, one, -ties.weight))
    return Strands(one, other, ties.weight, ties.observed, across).chosen(order)


def circle_codes(people: pd.DataFrame) -> Positions:
    """Return the circle of each person as a number, by the order of their names; -1 without one."""
    codes: Positions = pd.Categorical(people["circle"]).codes.astype(np.intp)
    return codes


def strongest_inside(ties: Strands) -> Strands:
    """Return the ties inside circles that are drawn: the strongest few of each person."""
    inside = ties.chosen(~ties.across)
    ends = np.column_stack([inside.one, inside.other]).reshape(-1)
    among_first = (_rank(ends) < MAX_TIES_EACH).reshape(-1, 2).any(axis=1)
    return inside.chosen(np.flatnonzero(among_first)[:MAX_TIES])


def strongest_bridges(ties: Strands, people: pd.DataFrame) -> Strands:
    """Return the ties between circles that are drawn: of those who connect them, one a pair of circles."""
    across, home = ties.chosen(ties.across), circle_codes(people)
    rank = np.full(len(people), len(people))
    first = people.index.get_indexer(connectors(people).index)
    rank[first] = np.arange(len(first))
    bridge = np.where(rank[across.one] <= rank[across.other], across.one, across.other)
    best_first = np.argsort(rank[bridge], kind="stable")
    best_first = best_first[rank[bridge[best_first]] < len(people)]
    across, bridge = across.chosen(best_first), bridge[best_first]
    _, firsts = np.unique(_pairs(across, home), return_index=True)
    firsts = np.sort(firsts)
    each = MAX_BRIDGES_EACH if people["circle"].nunique() <= MANY else EACH_OF_MANY
    return across.chosen(firsts[_rank(bridge[firsts]) < each])


def routes(ties: Strands, people: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of circles between which a route is drawn: the closest of each circle.

    How close two circles are is what is tied between them, over the root of what each has tied to others:
    else all routes would lead to the largest.

    Parameters
    ----------
    ties
        The ties among `people`.
    people
        One row a person, with `circle`.

    Returns
    -------
    DataFrame
        One row a pair, the closest first: `of` and `to` (names of circles), `weight` (what is tied
        between them) and `observed` (whether at least half of that was observed).
    """
    home = circle_codes(people)
    across = ties.chosen(ties.across & (home[ties.one] >= 0) & (home[ties.other] >= 0))
    names = pd.Categorical(people["circle"]).categories
    pair, number = np.unique(_pairs(across, home), return_inverse=True)
    weight = np.bincount(number, across.weight, len(pair))
    share = np.bincount(number, across.seen, len(pair)) / np.maximum(weight, 1e-12)
    low, high = np.divmod(pair, max(len(names), 1))
    total = np.bincount(low, weight, len(names)) + np.bincount(high, weight, len(names))
    order = np.argsort(-weight / np.sqrt(total[low] * total[high]), kind="stable")
    few = (_rank(np.column_stack([low, high])[order].reshape(-1)) < MAX_ROUTES_EACH).reshape(-1, 2)
    order = order[few.any(axis=1)][:MAX_ROUTES]
    return pd.DataFrame(
        {
            "of": names[low[order]],
            "to": names[high[order]],
            "weight": weight[order],
            "observed": share[order] >= MOSTLY,
        }
    )


def _pairs(ties: Strands, home: Positions) -> Positions:
    """The two circles that each tie links, as one number."""
    one, other = home[ties.one], home[ties.other]
    pairs: Positions = np.minimum(one, other) * (home.max(initial=0) + 1) + np.maximum(one, other)
    return pairs


def _rank(values: Positions) -> Positions:
    """How often each value stood before: 0 where it comes first."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(values) else np.empty(0, int)
    rank = np.empty(len(values), np.intp)
    rank[order] = np.arange(len(values)) - np.repeat(starts, np.diff(np.r_[starts, len(values)]))
    return rank
