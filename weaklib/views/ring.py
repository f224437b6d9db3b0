"""The ring around the islands: contacts without a known tie, those of one field and one employer together."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.views.archipelago import WIDE
from weaklib.views.forces import hashed
from weaklib.views.seats import seats
from weaklib.views.spread import Points

WATER = 2.0
"""Between the outermost shore and the ring, in steps."""


def around(graph: nx.Graph[Any], people: Sequence[Hashable], land: pd.DataFrame) -> Points:
    """Return places around all islands, in the order of `people`.

    Each field, or employer where the field is not known, has a place of its own in the ring that hangs on its
    name. So somebody who joins moves the neighbours a little and nobody else.

    Parameters
    ----------
    graph
        The contacts, with `field` and `organisation`.
    people
        Who has no circle.
    land
        The islands.
    """
    if not len(people):
        return np.empty((0, 2))
    groups = _groups(graph, people)
    lots = hashed([name for name, _ in groups])
    wanted = np.arctan2(lots[:, 0], lots[:, 1]) / (2 * np.pi) % 1
    order = np.argsort(wanted, kind="stable")
    sitting = [groups[number][1] for number in order]
    inner = max(_shore(land) + WATER, 0.6 * len(people) ** 0.5)
    places = seats([len(group) for group in sitting], inner=inner, wide=WIDE, wanted=wanted[order])
    where = {person: seat for seat, person in enumerate(itertools.chain.from_iterable(sitting))}
    return places[[where[person] for person in people]]


def _groups(graph: nx.Graph[Any], people: Sequence[Hashable]) -> list[tuple[str, list[Hashable]]]:
    """The people of each field (employer, where it has none), one employer after the other, each by name."""
    told = [(_told(graph, person, "organisation"), _told(graph, person, "field")) for person in people]
    field_of = _field_of_each(told)
    groups: dict[str, list[tuple[bool, str, str, Hashable]]] = {}
    for person, (employer, field) in zip(people, told, strict=True):
        name = field_of.get(employer) or field or employer
        groups.setdefault(name, []).append((not employer, employer, str(person), person))
    return [
        (name, [person for *_, person in sorted(groups[name], key=lambda one: one[:3])]) for name in groups
    ]


def _field_of_each(told: list[tuple[str, str]]) -> dict[str, str]:
    """The field of most at each employer: it stands in one place, though people there work in several."""
    counts = Counter((employer, field) for employer, field in told if employer and field)
    return {
        employer: field for (employer, field), _ in sorted(counts.items(), key=lambda one: (one[1], one[0]))
    }


def _told(graph: nx.Graph[Any], person: Hashable, key: str) -> str:
    value = graph.nodes[person].get(key)
    return value if isinstance(value, str) else ""


def _shore(land: pd.DataFrame) -> float:
    """How far the outermost shore is from the middle, in the measure of the ring."""
    turn = np.linspace(0, 2 * np.pi, 33)[:, None]
    x, y, radius = (land[column].to_numpy(float) for column in ("x", "y", "radius"))
    shores = np.hypot((x + radius * np.cos(turn)) / WIDE, (y + radius * np.sin(turn)) * WIDE)
    return float(shores.max(initial=0.0))
