"""What falls apart first when ties are taken out one by one: weak ones, strong ones, or bridging ones.

Ties are taken out in an order; at each share removed, what still hangs together is looked at. Nothing is
taken out in fact: the ties are put back in reverse, and each pair of components that meets is merged once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import minimum_spanning_tree

from weaklib.book import InputError
from weaklib.measures.ranking import Floats, Ints
from weaklib.measures.spans import overlap
from weaklib.measures.triangles import TieArrays, tie_arrays

ORDERS = ("weak first", "low overlap first", "random", "strong first")
"""The orders of removal that are compared when none are given."""


class Pieces(NamedTuple):
    """What is left of a network along one order of removal, by share of the ties removed.

    Attributes
    ----------
    largest
        The share of people in the largest component.
    susceptibility
        The sum over all other components of size squared, by people: high where large pieces break off.
    """

    largest: Floats
    susceptibility: Floats


def removal_curves(
    graph: nx.Graph[Any],
    *,
    orders: Mapping[str, pd.Series[Any]] | None = None,
    steps: int = 50,
    draws: int = 20,
    seed: int = 0,
) -> pd.DataFrame:
    """Tell how much of a network hangs together while its ties are removed, in several orders.

    largest = people in the largest component / people; susceptibility = sum over the other components of
    size^2 / people. It is small while only crumbs break off, and peaks where the network falls apart.

    Parameters
    ----------
    graph
        People and their ties, with `weight` as strength. Who has no tie is left out from the start.
    orders
        For each order a score of each tie, indexed as `overlap` returns it; the lowest is removed first.
        By default `ORDERS`: by weight from either end, by overlap from the lowest, and at random.
    steps
        At how many equal steps of the share removed to look.
    draws
        How many times ties with equal scores (in a random order: all) are shuffled.
    seed
        The same seed gives the same table.

    Returns
    -------
    pd.DataFrame
        Indexed by `order`, `draw` and `removed` (share of ties, 0 to 1): `largest` (0 to 1) and
        `susceptibility` (people). Where all scores differ, one draw says all. Without a tie there are no
        rows: not measurable.

    Raises
    ------
    InputError
        If an order leaves a tie without a score, or the graph is directed.

    References
    ----------
    Onnela et al. 2007, PNAS 104, 7332; Granovetter 1973, American Journal of Sociology 78, 1361.

    Examples
    --------
    >>> pair_of_triangles = nx.Graph(["ab", "bc", "ca", "cd", "de", "ef", "fd"])
    >>> curves = mean_curves(removal_curves(pair_of_triangles, steps=7))
    >>> curves["largest"].xs("low overlap first").head(2).tolist()
    [1.0, 0.5]
    """
    ties = tie_arrays(graph)
    shares = np.arange(steps + 1) / steps  # 0.7 is 0.7, as a reader writes it
    scores = _scores(graph, ties) if orders is None else _aligned(ties, orders)
    if not len(ties.left) or not scores:
        index = pd.MultiIndex.from_arrays([[], [], []], names=LEVELS)
        return pd.DataFrame(columns=list(Pieces._fields), index=index, dtype="float64")
    rng = np.random.default_rng(seed)
    found = {
        (name, draw): pd.DataFrame(each._asdict(), index=shares)
        for name, score in scores.items()
        for draw, each in enumerate(_drawn(ties, score, shares, (rng, draws)))
    }
    curves: pd.DataFrame = pd.concat(found, names=list(LEVELS))
    return curves


LEVELS = ("order", "draw", "removed")
"""What `removal_curves` is indexed by."""


def mean_curves(curves: pd.DataFrame) -> pd.DataFrame:
    """Return the means of the draws, by `order` and `removed`.

    Parameters
    ----------
    curves
        What `removal_curves` returns.
    """
    return curves.groupby(level=["order", "removed"], sort=False).mean()


def fall(curves: pd.DataFrame) -> pd.DataFrame:
    """Sum up each order of removal in three numbers.

    Parameters
    ----------
    curves
        What `removal_curves` returns.

    Returns
    -------
    pd.DataFrame
        Indexed by `order`: `area`, the mean share of people in the largest component over all shares
        removed (0 to 1; low means that the network falls apart early), with `area_low` and `area_high`, the
        5th and 95th percentile of the draws; and of the mean curve `half_at`, the share removed at which
        the largest component first holds less than half of those whom it held at the start (nan where it
        never does), and `peak_at`, the share removed at which susceptibility is highest.

    Examples
    --------
    >>> fall(removal_curves(nx.star_graph(4), steps=4)).loc["random", ["area", "half_at"]].round(2).tolist()
    [0.6, 0.75]
    """
    rows = {}
    for order, curve in mean_curves(curves).groupby(level="order", sort=False):
        largest = curve["largest"].droplevel("order")
        each = curves["largest"].xs(order, level="order").to_numpy().reshape(-1, len(largest))
        areas = np.trapezoid(each, largest.index, axis=1)
        gone = largest.index[largest < largest.iloc[0] / 2]
        rows[order] = {
            "area": areas.mean(),
            "area_low": np.percentile(areas, 5),
            "area_high": np.percentile(areas, 95),
            "half_at": gone[0] if len(gone) else np.nan,
            "peak_at": largest.index[int(curve["susceptibility"].argmax())],
        }
    columns = ["area", "area_low", "area_high", "half_at", "peak_at"]
    return pd.DataFrame.from_dict(rows, "index", columns=columns, dtype="float64").rename_axis("order")


def pieces(ties: TieArrays, last: Ints, shares: Floats) -> Pieces:
    """Return what hangs together at each share of ties removed.

    Only the ties of a spanning forest, drawn up from the tie removed last to the one removed first, ever
    join two components; so the rest of the ties need no look.

    Parameters
    ----------
    ties
        At least one.
    last
        The positions of the ties, the one removed last first.
    shares
        The shares of ties removed, 0 to 1.
    """
    size, count = len(ties.people), len(ties.left)
    place = np.empty(count)
    place[last] = np.arange(1, count + 1)
    ends = (ties.left, ties.right)
    forest = minimum_spanning_tree(sparse.csr_array((place, ends), shape=(size, size))).tocoo()
    order = np.argsort(forest.data)
    people = np.unique(np.concatenate(ends)).size
    left, right = (end[order].astype(np.int64) for end in forest.coords)
    largest, squares = np.array([*_merged(size, left, right)]).T
    squares = squares - (size - people)  # who never had a tie is no piece
    kept = np.rint((1 - shares) * count)
    merges = np.searchsorted(forest.data[order], kept, side="right")
    return Pieces(largest[merges] / people, (squares - largest**2)[merges] / people)


def _merged(size: int, left: Ints, right: Ints) -> Iterator[tuple[float, float]]:
    """Yield the largest component and the sum of squared sizes, before and after each merge."""
    root, held = list(range(size)), [1] * size
    largest, squares = 1, size
    yield largest, squares
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        small, large = _root(root, one), _root(root, other)
        if held[small] > held[large]:
            small, large = large, small
        squares += 2 * held[small] * held[large]
        root[small] = large
        held[large] += held[small]
        largest = max(largest, held[large])
        yield largest, squares


def _root(root: list[int], person: int) -> int:
    while root[person] != person:
        root[person] = root[root[person]]
        person = root[person]
    return person


def _scores(graph: nx.Graph[Any], ties: TieArrays) -> dict[str, Floats]:
    shared = overlap(graph).to_numpy()
    scores = (ties.weight, shared, np.zeros(len(shared)), -ties.weight)
    return dict(zip(ORDERS, scores, strict=True))


def _aligned(ties: TieArrays, orders: Mapping[str, pd.Series[Any]]) -> dict[str, Floats]:
    index = ties.tie_index()
    found = {name: score.reindex(index).to_numpy(np.float64) for name, score in orders.items()}
    for name, score in found.items():
        if np.isnan(score).any():
            one, other = index[int(np.isnan(score).argmax())]
            msg = f"The order {name!r} has no score for the tie {one} – {other}; give one for every tie."
            raise InputError(msg)
    return found


def _drawn(
    ties: TieArrays, score: Floats, shares: Floats, drawing: tuple[np.random.Generator, int]
) -> Iterator[Pieces]:
    rng, draws = drawing
    differ = np.unique(score).size == len(score)  # then there is nothing to shuffle
    for _ in range(1 if differ else draws):
        yield pieces(ties, np.lexsort((rng.random(len(score)), -score)), shares)
