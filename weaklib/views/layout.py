"""Where everybody stands on the map: circles first, then the people inside, and a ring for the rest.

A force layout of everybody hides the circles; here each circle is an island, as large as the root
of its members asks for, near the circles that it has ties with. Distances are in steps: about one
step lies between neighbours.
"""

from __future__ import annotations

import itertools
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.views.spread import Points, Positions, apart, clear, length, seats, sunflower

WIDE = 1.4**0.5
"""The archipelago is drawn out by this in width and pressed by it in height."""
SOUND = 1.8
"""Half the water between two islands, in steps."""
SHORE = 0.84
"""The part of an island's radius within which its people stand."""
DRAWN_TOGETHER = 30
"""How often the islands are drawn a little closer before they are pushed apart for good."""
MIN_FORCES, MAX_FORCES = 7, 120
"""The circles that are laid out by forces; larger ones cost too much, smaller ones show no shape."""
MAX_MAINLAND = 200
"""The number of circles that are placed by their ties; further ones, the smallest, lie around them."""


def place(
    graph: nx.Graph[Any], circles: pd.Series, *, seed: int = 0, land: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return where each person stands.

    Members of a circle stand on its island: by a small force layout, or as a sunflower with the
    best connected in the middle where the circle is large. Whoever has ties into other circles
    stands on the side that faces them. Everybody without a circle stands in a ring around,
    contacts at the same organisation together.

    Parameters
    ----------
    graph
        The ties among contacts, with `organisation` on the nodes.
    circles
        The circle of each person; nan for contacts without ties.
    seed
        Of the force layouts; the same seed gives the same places to the last bit.
    land
        The islands, where `islands` has been called already.

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
    people = pd.Index(sorted(graph.nodes), name="person", dtype="object")
    home = circles.reindex(people).astype("str")
    land = islands(graph, circles, seed=seed) if land is None else land
    settled = home.notna().to_numpy()
    spots = np.zeros((len(people), 2))
    spots[settled] = _on_islands(graph, home[settled], land, seed)
    spots[~settled] = _ring(graph, list(people[~settled]), land)
    return pd.DataFrame({"x": spots[:, 0].round(4), "y": spots[:, 1].round(4), "circle": home}, index=people)


def islands(graph: nx.Graph[Any], circles: pd.Series, *, seed: int = 0) -> pd.DataFrame:
    """Return where each circle lies: near those it has ties with, and overlapping none.

    Parameters
    ----------
    graph
        The ties among contacts.
    circles
        The circle of each person; nan for contacts without ties, who are not placed.
    seed
        Of the force layout of the circles.

    Returns
    -------
    DataFrame
        Index `circle`, the largest first; `x`, `y`, `radius` in steps, and `members`.
    """
    on_map = circles[circles.index.isin(list(graph))].dropna().astype("str")
    counts = on_map.value_counts().rename("members").rename_axis("circle").reset_index()
    land = counts.sort_values(["members", "circle"], ascending=[False, True]).set_index("circle")
    radius = 0.7 + 0.78 * np.sqrt(land["members"].to_numpy(float))
    centres = _start(_between(graph, on_map), list(land.index), radius + SOUND, seed)
    for pull in np.linspace(0.05, 0, DRAWN_TOGETHER):
        centres = apart(_drawn_together(centres, radius, float(pull)), radius + SOUND, rounds=8)
    centres = clear(centres, radius + SOUND)
    if len(centres):
        centres -= ((centres - radius[:, None]).min(axis=0) + (centres + radius[:, None]).max(axis=0)) / 2
    return land.assign(x=centres[:, 0], y=centres[:, 1], radius=radius)[["x", "y", "radius", "members"]]


def _between(graph: nx.Graph[Any], circles: pd.Series) -> nx.Graph[Any]:
    """The graph of circles that have ties with others: weight is what is tied, for their size."""
    home, size = circles.to_dict(), circles.value_counts().to_dict()
    sums: dict[tuple[str, str], float] = {}
    for one, other, weight in _ties(graph):
        if one in home and other in home and home[one] != home[other]:
            ends = min(home[one], home[other]), max(home[one], home[other])
            sums[ends] = sums.get(ends, 0.0) + weight
    tied: nx.Graph[Any] = nx.Graph()
    for (one, other), total in sorted(sums.items()):
        tied.add_edge(one, other, weight=total / (size[one] * size[other]) ** 0.5)
    return tied


def _ties(graph: nx.Graph[Any]) -> list[tuple[str, str, float]]:
    """Both ends and the weight of each tie, in an order that does not depend on how the graph was made."""
    ties = graph.edges(data="weight", default=1.0)
    return sorted((min(one, other), max(one, other), weight) for one, other, weight in ties)


def _start(tied: nx.Graph[Any], labels: list[str], room: Points, seed: int) -> Points:
    """First places of the circles: by forces where they have ties, the others around these."""
    mainland = [label for label in labels if label in tied][:MAX_MAINLAND]
    rank = {label: i for i, label in enumerate(sorted(labels, key=lambda label: label not in mainland))}
    order = np.array([rank[label] for label in labels], int)
    within = np.sqrt(np.cumsum(room[np.argsort(order)] ** 2))[order]
    start = sunflower(order) * within[:, None]
    if len(mainland) > 2:
        inside = order < len(mainland)
        forces = _forces(tied.subgraph(mainland), [label for label in labels if label in mainland], seed, 200)
        start[inside] = forces / np.abs(forces).max() * 0.75 * within[inside].max()
    drawn_out: Points = start * [WIDE, 1 / WIDE]
    return drawn_out


def _drawn_together(centres: Points, radius: Points, pull: float) -> Points:
    """The islands a little closer, and more so along the side on which the archipelago is too long."""
    if len(centres) < 2:
        return centres
    width, height = (centres + radius[:, None]).max(axis=0) - (centres - radius[:, None]).min(axis=0)
    long = 2.5 * np.log(width / height / WIDE**2)
    closer: Points = centres * np.exp(-pull * np.clip([1 + long, 1 - long], 0, 2))
    return closer


def _forces(graph: nx.Graph[Any], order: list[str], seed: int, iterations: int = 50) -> Points:
    """A force layout around the origin; the order in which the graph was made does not matter."""
    ordered: nx.Graph[Any] = nx.Graph()
    ordered.add_nodes_from(order)
    ordered.add_weighted_edges_from(_ties(graph))
    found = nx.spring_layout(ordered, seed=seed, iterations=iterations, weight="weight")
    points: Points = np.array([found[node] for node in order], float)
    points -= points.mean(axis=0)
    return points


def _on_islands(graph: nx.Graph[Any], home: pd.Series, land: pd.DataFrame, seed: int) -> Points:
    """The places of the members of circles, in the order of `home`."""
    centre = land.loc[home, ["x", "y"]].to_numpy(float)
    reach = land.loc[home, "radius"].to_numpy(float) * SHORE
    points = np.zeros_like(centre)
    for rows in home.reset_index(drop=True).groupby(home.to_numpy(), sort=True).indices.values():
        points[rows] = _inside(graph.subgraph(home.index[rows]), seed) * reach[rows, None]
    points = _facing(graph, home, centre, points, reach)
    room = reach * np.sqrt(0.95 / home.map(home.value_counts()).to_numpy(float))
    for _ in range(60):  # away from neighbours, and back onto the island
        points = apart(centre + points, room, rounds=1) - centre
        points *= np.minimum(1, reach / np.maximum(length(points), 1e-9))[:, None]
    return centre + points


def _inside(circle: nx.Graph[Any], seed: int) -> Points:
    """Places in the unit disc for one circle, spread evenly over it; rows as `circle` sorted."""
    people = sorted(circle.nodes)
    if not MIN_FORCES <= len(people) <= MAX_FORCES:
        weight = dict(circle.degree(weight="weight"))
        rank = _ranked(np.array([-float(weight[person]) for person in people]))
        away = sunflower(rank)
    else:
        forces = _forces(circle, people, seed)
        rank = _ranked(length(forces))
        away = forces / np.maximum(length(forces), 1e-9)[:, None]
    return away * np.sqrt((rank + 0.5) / len(people))[:, None] * (len(people) > 1)


def _ranked(values: Points) -> Positions:
    """The rank of each value from 0; rounding and position decide among equals."""
    return np.argsort(np.argsort(values.round(9), kind="stable"), kind="stable")


def _facing(graph: nx.Graph[Any], home: pd.Series, centre: Points, points: Points, reach: Points) -> Points:
    """Those with ties into other circles, moved towards the shore that faces these circles."""
    row, label = {person: i for i, person in enumerate(home.index)}, home.to_list()
    pull, outside, total = np.zeros_like(points), np.zeros(len(points)), np.zeros(len(points))
    for one, other, weight in _ties(graph):
        if one not in row or other not in row:
            continue
        for person, friend in ((row[one], row[other]), (row[other], row[one])):
            total[person] += weight
            if label[person] != label[friend]:
                way = centre[friend] - centre[person]
                pull[person] += weight * way / np.hypot(*way)
                outside[person] += weight
    moved = outside > 0
    agreed = (length(pull[moved]) / outside[moved])[:, None]  # 1 where all lead the same way
    aim = pull[moved] / outside[moved, None] + 0.8 * points[moved] / reach[moved, None]
    aim /= np.maximum(length(aim), 1e-9)[:, None]
    shore = (0.7 + 0.3 * outside[moved] / total[moved]) * reach[moved]
    points[moved] = (1 - agreed) * points[moved] + agreed * aim * shore[:, None]
    return points


def _ring(graph: nx.Graph[Any], people: list[str], land: pd.DataFrame) -> Points:
    """Places around all islands, in the order of `people`; one organisation after the other."""
    turn = np.linspace(0, 2 * np.pi, 33)[:, None]
    x, y, radius = (land[column].to_numpy(float) for column in ("x", "y", "radius"))
    shores = np.hypot((x + radius * np.cos(turn)) / WIDE, (y + radius * np.sin(turn)) * WIDE)
    shore = shores.max(initial=0.0) + 3.0
    inner = max(shore, 0.6 * len(people) ** 0.5)
    groups = _by_organisation(graph, people)
    places = seats([len(group) for group in groups], inner=inner, wide=WIDE)
    where = {person: i for i, person in enumerate(itertools.chain.from_iterable(groups))}
    return places[[where[person] for person in people]] if people else np.empty((0, 2))


def _by_organisation(graph: nx.Graph[Any], people: list[str]) -> list[list[str]]:
    """The people of each organisation, the largest first; those without one last."""
    groups: dict[str, list[str]] = {}
    for person in people:
        organisation = graph.nodes[person].get("organisation")
        groups.setdefault("" if pd.isna(organisation) else str(organisation), []).append(person)
    return [groups[name] for name in sorted(groups, key=lambda name: (not name, -len(groups[name]), name))]
