"""What circles are called: after what their members share and others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import chain, count
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.groupings import Ints
from weaklib.measures.told_ties import TRAITS_TOLD, remembered
from weaklib.measures.triangles import TieArrays

TRAITS = ("organisation", "field", "function")
TELLING = 2.0
"""How many times as usual among the members as among everybody else a trait must be to name a circle."""


Traits: TypeAlias = "nx.Graph[Any] | pd.DataFrame"
"""Contacts with their attributes: a graph, or the table of its nodes in the order of the people."""


def name_circles(graph: Traits, ties: TieArrays, codes: Ints) -> list[str]:
    """Name each circle after what its members share, else after the member with the heaviest ties.

    A trait (organisation, else field, else function) names a circle if at least two members have it, half of
    those in whom it is known and more than two in five of all; and if it is at least twice as usual among
    them as among everybody else. Circles of one name add a second such trait that tells them apart, else a
    number.

    Parameters
    ----------
    graph
        Contacts with their attributes, as a graph or as the table of its nodes.
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
    called = graph["name"].tolist() if isinstance(graph, pd.DataFrame) else None
    names = []
    for number, (positions, traits) in enumerate(zip(members, shared, strict=True), start=1):
        if not traits:
            central = positions[int(np.argmax(strength[positions]))]
            names.append(_around(graph, ties.people[central], called[central] if called else None, number))
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


def _shared_traits(graph: Traits, people: Sequence[Hashable], codes: Ints, circles: int) -> list[list[str]]:
    """Return for each circle what a clear part of its members share, and few others do, in order of trait."""
    shared: list[list[str]] = [[] for _ in range(circles)]
    in_one = codes >= 0
    sizes = np.bincount(codes[in_one], minlength=circles)
    for trait in TRAITS:
        value, names = pd.factorize(traits_of(graph, people, trait))
        told, inside = value >= 0, (value >= 0) & in_one
        pairs, held = np.unique(codes[inside] * max(len(names), 1) + value[inside], return_counts=True)
        circle, name = np.divmod(pairs, max(len(names), 1))
        known = np.bincount(codes[inside], minlength=circles)[circle]
        everywhere = np.bincount(value[told], minlength=len(names))[name]
        others = told.sum() - known
        # shares compared without dividing: nobody else may be known
        telling = held * others >= TELLING * (everywhere - held) * known
        clear = (held >= np.maximum(2, known / 2)) & (held > 0.4 * sizes[circle]) & telling
        found = pd.DataFrame({"circle": circle[clear], "held": -held[clear], "name": names[name[clear]]})
        first = found.sort_values(["circle", "held", "name"]).drop_duplicates("circle")
        for number, called in zip(first["circle"].tolist(), first["name"].tolist(), strict=True):
            shared[number].append(str(called))
    return shared


def traits_of(graph: Traits, people: Sequence[Hashable], trait: str) -> pd.Series:
    """Return what the graph says of each person in one trait; nan where it says nothing."""
    told = graph if isinstance(graph, pd.DataFrame) else remembered(graph, TRAITS_TOLD)
    if told is not None and len(told) == len(people):
        return pd.Series(told[trait].array, dtype="str", name=trait)
    assert not isinstance(graph, pd.DataFrame)  # noqa: S101 - a table has a row for each of the people
    known = dict(graph.nodes(data=True))
    said = [known[person].get(trait) for person in people]
    return pd.Series([value if isinstance(value, str) else None for value in said], dtype="str", name=trait)


def _around(graph: Traits, person: Hashable, called: object, number: int) -> str:
    if isinstance(graph, pd.DataFrame):
        return f"around {called if isinstance(called, str) and called else person}"
    known = graph.nodes[person]
    return f"around {known['name'] or person}" if "name" in known else f"circle {number}"


def _numbered(names: list[str]) -> list[str]:
    """Return the names, with a number behind each one that was taken before."""
    unique: dict[str, None] = {}
    for name in names:
        again = (f"{name} {number}" for number in count(2))
        unique[next(candidate for candidate in chain([name], again) if candidate not in unique)] = None
    return list(unique)
