"""Mixing: whether ties stay inside groups or cross them, beside what the sizes of the groups make likely."""

from __future__ import annotations

from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.circles import modularity as modularity_of
from weaklib.measures.groupings import Floats, Ints
from weaklib.measures.triangles import TieArrays, tie_arrays

COUNTED = ("ties", "weight")
COLUMNS = ("external", "internal", "ei", "expected", "low", "high", "unknown_share")


class Mixed(NamedTuple):
    """The ties of a graph among people whose group is known.

    Attributes
    ----------
    ties
        All ties.
    code
        The group of each person by number; -1 where it is not known.
    groups
        The names of the groups, in the order of their numbers.
    left, right, weight
        The ties whose two ends both have a known group.
    """

    ties: TieArrays
    code: Ints
    groups: pd.Index[Any]
    left: Ints
    right: Ints
    weight: Floats


def ei_index(
    graph: nx.Graph[Any],
    groups: pd.Series,
    *,
    permutations: int = 200,
    seed: int = 0,
    evidence: str = "all",
) -> pd.DataFrame:
    """Tell whether ties rather cross the groups or stay inside them: (E - I) / (E + I).

    E are the ties between different groups and I those inside one. Large groups hold many ties by their size
    alone, so the index means nothing without the one to expect if the same people had been dealt into groups
    of the same sizes by lot. Below `low` ties keep inside more than chance has it, above `high` they cross
    more.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it.
    groups
        The group of each person, indexed by person: circles, employers, fields, ...; nan for unknown.
    permutations
        How often the groups are dealt anew, for the interval.
    seed
        The same seed deals the same groups.
    evidence
        "all", or "observed" to count the observed part of each tie only.

    Returns
    -------
    pd.DataFrame
        Indexed by `counted`: "ties" (each counts 1) and "weight".

        - `external` and `internal`, E and I: the sums over ties whose two ends have a known group.
        - `ei`, -1 (all inside) to 1 (all across).
        - `expected`, its mean over all ways to deal the groups, exactly; `low` and `high`, the 2.5th and the
          97.5th percentile of the ways tried.
        - `unknown_share`: the part of all ties (or weight) with an end whose group is not known, 0 to 1.

        All but the sums are nan where no tie can be counted.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Krackhardt & Stern 1988, Social Psychology Quarterly 51, 123.

    Examples
    --------
    >>> two_triangles = nx.Graph(["ab", "bc", "ac", "cd", "de", "ef", "df"])
    >>> sides = pd.Series(list("xxxyyy"), index=list("abcdef"))
    >>> ei_index(two_triangles, sides).loc["ties", ["external", "internal", "ei", "expected"]].tolist()
    [1.0, 6.0, -0.7142857142857143, 0.19999999999999996]
    """
    mixed = _mixed(graph, groups, evidence)
    every = np.array([len(mixed.ties.left), mixed.ties.weight.sum()])
    total = np.array([len(mixed.left), mixed.weight.sum()])
    internal = _inside(mixed, mixed.code)
    tried = np.array([_inside(mixed, code) for code in _dealt(mixed, permutations, seed)]).reshape(-1, 2)
    low, high = _interval(_ei(total - tried, tried))
    expected = np.where(total > 0, _expected(mixed), np.nan)
    unknown = 1 - np.divide(total, every, out=np.full(2, np.nan), where=every > 0)
    columns = (total - internal, internal, _ei(total - internal, internal), expected, low, high, unknown)
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), index=pd.Index(COUNTED, name="counted"))


def ei_by_group(
    graph: nx.Graph[Any],
    groups: pd.Series,
    *,
    permutations: int = 200,
    seed: int = 0,
    evidence: str = "all",
) -> pd.DataFrame:
    """Tell of each group whether its members' ties rather leave it or stay inside.

    Parameters
    ----------
    graph, groups, permutations, seed, evidence
        As for `ei_index`.

    Returns
    -------
    pd.DataFrame
        Indexed by `group`, then `counted` ("ties", "weight"): `external`, `internal`, `ei`, `expected` (the
        mean of the ways tried), `low` and `high` as for `ei_index`, over the ties that touch the group, each
        once; `people`, how many are in it. nan where the group has no tie.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Krackhardt & Stern 1988, Social Psychology Quarterly 51, 123.
    """
    mixed = _mixed(graph, groups, evidence)
    dealt = _dealt(mixed, permutations, seed)
    people = np.bincount(mixed.code[mixed.code >= 0], minlength=len(mixed.groups))
    tables = []
    for counted, weight in zip(COUNTED, (np.ones(len(mixed.left)), mixed.weight), strict=True):
        external, internal = _by_group(mixed, mixed.code, weight)
        tried = np.array([_ei(*_by_group(mixed, code, weight)) for code in dealt])
        tried = tried.reshape(len(dealt), len(people))
        low, high = _interval(tried)
        columns = (external, internal, _ei(external, internal), _mean(tried), low, high)
        table = pd.DataFrame(dict(zip(COLUMNS, columns, strict=False)), index=mixed.groups)
        tables.append(table.assign(people=people, counted=counted).set_index("counted", append=True))
    return pd.concat(tables).sort_index(level=0, sort_remaining=False, kind="stable")


def modularity(graph: nx.Graph[Any], groups: pd.Series, *, evidence: str = "all") -> pd.Series:
    """Return how much more of the ties lies inside groups than people's numbers of ties make likely.

    Unlike `ei_index` it expects of each person the ties that they have, not those of an average person.

    Parameters
    ----------
    graph
        Contacts and their ties.
    groups
        The group of each person, indexed by person; who has none is a group of their own.
    evidence
        "all", or "observed".

    Returns
    -------
    pd.Series
        `modularity`, indexed by `counted`: "ties" (each counts 1) and "weight"; -0.5 to 1, nan without ties.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Newman & Girvan 2004, Physical Review E 69, 026113.
    """
    ties, code, *_ = _mixed(graph, groups, evidence)
    plain = ties._replace(weight=np.ones(len(ties.left)))
    values = [modularity_of(counted, code) for counted in (plain, ties)]
    return pd.Series(values, index=pd.Index(COUNTED, name="counted"), name="modularity")


def _mixed(graph: nx.Graph[Any], groups: pd.Series, evidence: str) -> Mixed:
    ties = tie_arrays(graph, evidence=evidence)
    code, names = pd.factorize(groups.reindex(ties.person_index()), sort=True)
    known = (code[ties.left] >= 0) & (code[ties.right] >= 0)
    counted = (ties.left[known], ties.right[known], ties.weight[known])
    return Mixed(ties, code.astype(np.int64), pd.Index(names, name="group"), *counted)


def _dealt(mixed: Mixed, permutations: int, seed: int) -> list[Ints]:
    """Return the known groups, dealt to the same people by lot."""
    random, known = np.random.default_rng(seed), mixed.code >= 0
    dealt = [mixed.code.copy() for _ in range(permutations)]
    for code in dealt:
        code[known] = random.permutation(code[known])
    return dealt


def _inside(mixed: Mixed, code: Ints) -> Floats:
    """Return how many of the counted ties are inside a group, and their weight."""
    same = code[mixed.left] == code[mixed.right]
    return np.array([np.count_nonzero(same), mixed.weight[same].sum()])


def _by_group(mixed: Mixed, code: Ints, weight: Floats) -> tuple[Floats, Floats]:
    """Return for each group the weight of the ties that leave it, and of those inside."""
    left, right, size = code[mixed.left], code[mixed.right], len(mixed.groups)
    same = left == right
    inside: Floats = np.bincount(left[same], weight[same], size).astype(np.float64)
    touching = np.bincount(left, weight, size) + np.bincount(right, weight, size)
    return touching - 2 * inside, inside


def _ei(external: Any, internal: Any) -> Any:
    total = np.asarray(external + internal, dtype=np.float64)
    return np.divide(external - internal, total, out=np.full(total.shape, np.nan), where=total > 0)


def _expected(mixed: Mixed) -> float:
    """Return the mean index over all ways to deal the groups: any tie is inside as often as any pair is."""
    size = np.bincount(mixed.code[mixed.code >= 0])
    pairs = size.sum() * (size.sum() - 1)
    return float(1 - 2 * np.sum(size * (size - 1)) / pairs) if pairs else np.nan


def _interval(tried: Any) -> tuple[Any, Any]:
    """Return the 2.5th and 97.5th percentile of each column; nan where nothing was tried, or nothing is."""
    known = ~np.isnan(tried).all(axis=0)
    interval = np.full((2, *np.shape(tried)[1:]), np.nan)
    if np.any(known):
        interval[:, known] = np.nanpercentile(tried[:, known], [2.5, 97.5], axis=0)
    return interval[0], interval[1]


def _mean(tried: Floats) -> Any:
    known = ~np.isnan(tried)
    sums, numbers = np.where(known, tried, 0.0).sum(axis=0), known.sum(axis=0)
    return np.divide(sums, numbers, out=np.full(len(sums), np.nan), where=numbers > 0)
