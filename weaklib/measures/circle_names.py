"""What circles are called: after what their members share and others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import chain, count
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.groupings import Ints
from weaklib.measures.triangles import TieArrays

TRAITS = ("organisation", "field", "function")
TELLING = 2.0
"""How many times as usual among the members as among everybody else a trait must be to name a circle."""


def name_circles(graph: nx.Graph[Any], ties: TieArrays, codes: Ints) -> list[str]:
    """Name each circle after what its members share, else after the member with the heaviest ties.

    A trait (organisation, else field, else function) names a circle if at least two members have it, half of
    those in whom it is known and more than two in five of all; and if it is at least twice as usual among
    them as among everybody else. Circles of one name add a second such trait that tells them apart, else a
    number.

    Parameters
    ----------
    graph
        Contacts with their attributes.
    ties
        The same graph, as `tie_arrays` lays it out.
    codes
        The circle of each person, a number from 0; -1 for none.

    Returns
    -------
    list of str
        One name a circle, in the order of their numbers; no name twice.
    """
    members = _members(codes)
    shared = _shared_traits(graph, ties.people, codes, len(members))
    namesakes = Counter(traits[0] for traits in shared if traits)
    told_apart = Counter((traits[0], second) for traits in shared for second in traits[1:])
    strength = ties.per_person(ties.weight)
    names = []
    for number, (positions, traits) in enumerate(zip(members, shared, strict=True), start=1):
        if not traits:
            central = ties.people[positions[int(np.argmax(strength[positions]))]]
            names.append(_around(graph, central, number))
            continue
        first, *more = traits
        second = [trait for trait in more if namesakes[first] > 1 and told_apart[first, trait] == 1]
        names.append(", ".join([first, *second[:1]]))
    return _numbered(names)


def _members(codes: Ints) -> list[Ints]:
    """Return the positions of each community's members."""
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(codes.max(initial=-1) + 1))
    return np.split(order, starts)[1:]


def _shared_traits(
    graph: nx.Graph[Any], people: Sequence[Hashable], codes: Ints, circles: int
) -> list[list[str]]:
    """Return for each circle what a clear part of its members share, and few others do, in order of trait."""
    shared: list[list[str]] = [[] for _ in range(circles)]
    for trait in TRAITS:
        value, names = pd.factorize(traits_of(graph, people, trait))
        inside = (value >= 0) & (codes >= 0)
        pairs, held = np.unique(np.stack([codes[inside], value[inside]]), axis=1, return_counts=True)
        circle, name = pairs
        size = np.bincount(codes[codes >= 0], minlength=circles)[circle]
        known = np.bincount(codes[inside], minlength=circles)[circle]
        everywhere = np.bincount(value[value >= 0], minlength=len(names))[name]
        others = (value >= 0).sum() - known
        # shares compared without dividing: nobody else may be known
        telling = held * others >= TELLING * (everywhere - held) * known
        clear = (held >= np.maximum(2, known / 2)) & (held > 0.4 * size) & telling
        found = pd.DataFrame({"circle": circle, "held": -held, "name": names[name]})[clear]
        for row in found.sort_values(["circle", "held", "name"]).drop_duplicates("circle").itertuples():
            shared[row.circle].append(str(row.name))
    return shared


def traits_of(graph: nx.Graph[Any], people: Sequence[Hashable], trait: str) -> pd.Series:
    """Return what the graph says of each person in one trait; nan where it says nothing."""
    told = dict(graph.nodes(data=True))
    said = [told[person].get(trait) for person in people]
    return pd.Series([value if isinstance(value, str) else None for value in said], dtype="str", name=trait)


def _around(graph: nx.Graph[Any], person: Hashable, number: int) -> str:
    known = graph.nodes[person]
    return f"around {known['name'] or person}" if "name" in known else f"circle {number}"


def _numbered(names: list[str]) -> list[str]:
    """Return the names, with a number behind each one that was taken before."""
    unique: dict[str, None] = {}
    for name in names:
        again = (f"{name} {number}" for number in count(2))
        unique[next(candidate for candidate in chain([name], again) if candidate not in unique)] = None
    return list(unique)
