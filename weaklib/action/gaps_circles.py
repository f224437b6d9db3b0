"""Circles that hang on one contact: without whom no known tie joins them to the other contacts."""

from __future__ import annotations

from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.circles import find_circles
from weaklib.measures.cuts import fallen_off
from weaklib.measures.triangles import tie_arrays

FEWEST_MEMBERS = 3


class Hanging(NamedTuple):
    """A circle that hangs on one contact.

    Attributes
    ----------
    name
        Of the circle.
    on
        The contact without whom it falls off.
    members
        Everybody in the circle, in order.
    tied
        To whom of the circle that contact has a tie, in order.
    """

    name: str
    on: str
    members: tuple[str, ...]
    tied: tuple[str, ...]


def hanging(graph: nx.Graph[Any], circles: pd.Series[Any] | None = None) -> list[Hanging]:
    """Return the circles of three or more that hang on one contact, each once, by name.

    A circle hangs on a contact, of the circle or not, if without them all its other members are in parts
    that fall off the graph. Of several contacts in a row it hangs on the nearest.

    Parameters
    ----------
    graph
        The ties among contacts.
    circles
        The circle of each person; found with seed 0 where not given.

    References
    ----------
    Tarjan 1972, SIAM Journal on Computing 1, 146 (articulation).
    """
    ties = tie_arrays(graph)
    circle = (find_circles(graph, ties=ties) if circles is None else circles).reindex(ties.person_index())
    codes, names = pd.factorize(circle, sort=True)
    size = np.bincount(codes[codes >= 0], minlength=len(names))
    nearest: dict[int, tuple[int, int]] = {}
    for person, lost in fallen_off(ties.left, ties.right, len(ties.people)).items():
        inside = codes[lost]
        count = np.bincount(inside[inside >= 0], minlength=len(names))
        needed = size - (np.arange(len(names)) == codes[person])
        for code in np.flatnonzero((count == needed) & (size >= FEWEST_MEMBERS)).tolist():
            nearest[code] = min(nearest.get(code, (len(lost), person)), (len(lost), person))
    return [
        _told(graph, ties.people, codes, code, str(names[code]), on)
        for code, (_, on) in sorted(nearest.items())
    ]


def _told(
    graph: nx.Graph[Any], people: list[Any], codes: np.ndarray[Any, Any], code: int, name: str, on: int
) -> Hanging:
    members = tuple(str(people[place]) for place in np.flatnonzero(codes == code).tolist())
    hub = str(people[on])
    tied = tuple(person for person in members if graph.has_edge(hub, person))
    return Hanging(name, hub, members, tied)
