"""Which contacts bridge to other circles, and what nobody else opens.

All of it rests on ties among contacts: where none is known, a measure is nan, "not measurable", never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.brokerage import participation_of
from weaklib.measures.circle_names import traits_of
from weaklib.measures.circles import find_circles
from weaklib.measures.closing import Ints
from weaklib.measures.owner import OwnerStructure, owner_structure
from weaklib.measures.sole_ways import KINDS_OF_WAY, sole_holders, sole_keepers
from weaklib.measures.spans import articulation, local_bridges, overlap, tie_structure
from weaklib.measures.triangles import Floats, TieArrays, local_structure, ratio, tie_arrays

__all__ = [
    "COLUMNS",
    "PARTS",
    "OwnerStructure",
    "articulation",
    "bridge_table",
    "local_bridges",
    "overlap",
    "owner_structure",
    "tie_structure",
]

PARTS: Mapping[str, float] = MappingProxyType({"efficiency": 0.40, "rarity": 0.35, "participation": 0.25})
SMALL_CIRCLE = 3


def bridge_table(
    graph: nx.Graph[Any],
    *,
    circles: pd.Series | None = None,
    evidence: str = "all",
    parts: Mapping[str, float] = PARTS,
    bridge_at: float = 0.6,
    ties: TieArrays | None = None,
) -> pd.DataFrame:
    """Tell for each contact how far they bridge to other circles, and what they alone open.

    bridging = 0.40 efficiency + 0.35 rarity + 0.25 participation, where

    - efficiency = effective size / number of ties: the share of j's contacts that are not redundant;
    - rarity = -ln(share of contacts in j's circle) / ln(contacts), among contacts whose circle is known;
    - participation = 1 - sum over circles of (share of j's tie weight in the circle)^2.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it; an unweighted tie weighs 1.
    circles
        The circle of each person, as `find_circles` returns it; found with seed 0 when not given.
    evidence
        "all", or "observed" to measure on the observed part of each tie only.
    parts
        The weights of the three parts of `bridging`.
    bridge_at
        The least `bridging` of a bridge.
    ties
        The ties of the graph where they are laid out already, as `tie_arrays` does; of the graph, only the
        people then count, and `evidence` is that of the ties.

    Returns
    -------
    pd.DataFrame
        Indexed by `person`, the strongest bridge first:

        - `bridging`, 0 to 1; nan below two ties or without a circle.
        - `efficiency`, `constraint` (j's own: how far a few linked contacts hold j; low is free),
          `effective_size` (contacts); nan without a tie.
        - `participation` (0 to 1), nan without a tie into a known circle; `rarity` (0 to 1), nan without a
          circle.
        - `local_bridge`: j has a tie whose two ends share no contact.
        - `opens`: a tuple of what only j gives a way into: "organisation X" and "field Y" that nobody else
          has, "circle C" (of two or more, not j's own) to which nobody else outside it has a tie.
        - `observed_share`: the part of the weight of j's ties that was seen; nan without a tie.
        - `circle`; nan if none is known.
        - `bridge`: bridging of at least `bridge_at`, and a circle of at most 3 or a local bridge.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Burt 1992, Structural Holes; Guimera & Amaral 2005, Nature 433, 895; Granovetter 1973, American Journal
    of Sociology 78, 1361.

    Examples
    --------
    >>> table = bridge_table(nx.Graph(["ab", "bc", "ac", "cd", "de", "ef", "df"]))
    >>> table.loc["c", ["efficiency", "participation", "rarity"]].astype(float).round(3).tolist()
    [0.778, 0.444, 0.387]
    >>> table.loc["c", "opens"]
    ('circle circle 2',)
    """
    ties = tie_arrays(graph, evidence=evidence) if ties is None else ties
    structure = local_structure(ties)
    table = structure.people[["constraint", "effective_size"]].copy()
    degree = structure.people["degree"]
    circle = (find_circles(graph, ties=ties) if circles is None else circles).reindex(table.index)
    table["circle"] = circle.astype("str")
    codes, names = pd.factorize(circle, sort=True)
    known = codes >= 0
    size = np.where(known, np.bincount(codes[known], minlength=1)[codes], np.nan)
    strength = ties.per_person(ties.weight)
    table["efficiency"] = table["effective_size"] / degree
    table["rarity"] = _rarity(size, int(known.sum()))
    table["participation"] = participation_of(ties, codes)
    table["observed_share"] = ratio(ties.per_person(ties.observed), strength)
    local = ties.per_person((structure.common_neighbours == 0).astype(np.float64))
    table["local_bridge"] = local > 0
    table["opens"] = _opens(graph, ties, codes, names)
    score = table[list(parts)].mul(pd.Series(parts)).sum(axis=1, skipna=False)
    table["bridging"] = score.where((degree >= 2) & known)
    table["bridge"] = (table["bridging"] >= bridge_at) & ((size <= SMALL_CIRCLE) | table["local_bridge"])
    return table[list(COLUMNS)].sort_values("bridging", ascending=False, kind="stable", na_position="last")


COLUMNS = (
    *("bridging", "efficiency", "constraint", "effective_size", "participation", "rarity"),
    *("local_bridge", "opens", "observed_share", "circle", "bridge"),
)
"""The columns of `bridge_table`."""


def _rarity(size: Floats, contacts: int) -> Floats:
    """Return -ln(share of the contacts in one's circle) / ln(contacts): 0 in the only circle, 1 alone."""
    if contacts < 2:
        return size * np.nan
    rarity: Floats = 1 - np.log(size) / np.log(contacts)
    return rarity


def _opens(graph: nx.Graph[Any], ties: TieArrays, codes: Ints, names: pd.Index[Any]) -> list[tuple[str, ...]]:
    """Return for each person what nobody else opens: organisations, fields, then circles by name."""
    opens: dict[int, list[str]] = {}
    for trait in KINDS_OF_WAY:
        told = traits_of(graph, ties.people, trait)
        only = sole_holders(told)
        for position, value in zip(only.tolist(), told.take(only).tolist(), strict=True):
            opens.setdefault(position, []).append(f"{trait} {value}")
    for circle, position in enumerate(sole_keepers(ties, codes).tolist()):
        if position >= 0:
            opens.setdefault(position, []).append(f"circle {names[circle]}")
    return [tuple(opens.get(position, ())) for position in range(len(ties.people))]
