"""The map from month to month: who stays, stays about where they were, and newcomers join their circle."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from weaklib.measures.circles import find_circles
from weaklib.measures.network import contact_network
from weaklib.views.anchor import anchor
from weaklib.views.layout import SHORE, islands, place

from .conftest import Planted, planted

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
Network = tuple["nx.Graph[Any]", "pd.Series[Any]"]


@pytest.fixture(scope="module")
def months() -> dict[pd.Timestamp, Network]:
    """The example at the end of each of its last months."""
    book = wl.read(EXAMPLE)
    graphs = {
        day: contact_network(book, as_of=day) for day in pd.date_range("2025-08-31", "2026-10-31", freq="ME")
    }
    return {day: (graph, find_circles(graph, seed=0)) for day, graph in graphs.items()}


def moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.Series[float]:
    """How far each who stayed moved, in widths of the map."""
    stayed = before.index.intersection(after.index)
    way = after.loc[stayed, ["x", "y"]] - before.loc[stayed, ["x", "y"]]
    return np.hypot(way["x"], way["y"]) / (after["x"].max() - after["x"].min())


def typical(maps: list[pd.DataFrame]) -> list[float]:
    """The median move from each map to the next."""
    return [float(moved(before, after).median()) for before, after in pairwise(maps)]


def test_a_month_moves_who_stays_by_little_though_the_maps_know_nothing_of_each_other(
    months: dict[pd.Timestamp, Network],
) -> None:
    steps = typical([place(graph, circles) for graph, circles in months.values()])
    assert steps[-1] < 0.05, "the last month"
    assert sum(step < 0.05 for step in steps) >= len(steps) - 1
    assert np.median(steps) < 0.02


def test_a_map_that_starts_from_that_of_the_month_before_is_calm_in_every_month(
    months: dict[pd.Timestamp, Network],
) -> None:
    maps: list[pd.DataFrame] = []
    for graph, circles in months.values():
        maps.append(place(graph, circles, before=maps[-1] if maps else None))
    assert max(typical(maps)) < 0.04


def test_a_map_that_starts_from_the_last_year_end_is_calm_over_the_turn_of_the_year_too(
    months: dict[pd.Timestamp, Network],
) -> None:
    book = wl.read(EXAMPLE)
    anchors = {year: anchor(book, f"{year}-06-30") for year in (2025, 2026)}
    maps = [place(*network, before=anchors[day.year]) for day, network in months.items()]
    assert max(typical(maps)) < 0.05
    pd.testing.assert_frame_equal(anchors[2026], maps[list(months).index(pd.Timestamp("2025-12-31"))])


def test_the_anchor_hangs_on_the_year_alone_and_large_or_new_books_have_none() -> None:
    book = wl.read(EXAMPLE)
    early = anchor(book, "2021-02-03")
    assert early is not None
    pd.testing.assert_frame_equal(early, anchor(book, "2021-12-31"), check_exact=True)
    assert anchor(book, "2021-02-03", most=10) is None
    assert anchor(book, "1990-02-03") is None


def with_newcomer(network: Planted, friends: list[str]) -> Network:
    graph, circles = network.graph.copy(), network.circles.copy()
    graph.add_node("newcomer", organisation=None)
    graph.add_edges_from((("newcomer", friend) for friend in friends), weight=1.0)
    circles["newcomer"] = circles[friends[0]] if friends else None
    return graph, circles


def test_a_newcomer_joins_their_circle_and_the_others_stay() -> None:
    network = planted([14, 12, 9, 7])
    friends = network.circles.index[network.circles == "Circle 2"][:3].tolist()
    before = place(network.graph, network.circles)
    joined = with_newcomer(network, friends)
    after = place(*joined, before=before)
    island = islands(*joined, before=before).loc["Circle 2"]
    away = np.hypot(after.loc["newcomer", "x"] - island["x"], after.loc["newcomer", "y"] - island["y"])
    assert away <= SHORE * island["radius"] + 2e-3
    assert moved(before, after).median() < 0.03


def test_a_circle_that_is_called_otherwise_stays() -> None:
    network = planted([14, 12, 9, 7])
    before = place(network.graph, network.circles)
    renamed = network.circles.map({f"Circle {c}": f"Ring {9 - c}" for c in range(4)})
    again = place(network.graph, network.circles, before=before)
    after = place(network.graph, renamed, before=before)
    assert after["circle"].str.startswith("Ring").all()
    assert moved(again, after).max() < 1e-6


def test_a_map_that_is_carried_on_comes_to_rest_and_stays_readable() -> None:
    network = planted([14, 12, 9, 7, 5, 2, 2], loners=9)
    maps = [place(network.graph, network.circles)]
    for _ in range(24):
        maps.append(place(network.graph, network.circles, before=maps[-1]))
    assert typical(maps)[-1] < 0.01
    land = islands(network.graph, network.circles, before=maps[-2])
    points, radius = land[["x", "y"]].to_numpy(), land["radius"].to_numpy()
    gap = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) - radius[:, None] - radius[None]
    assert gap[~np.eye(len(land), dtype=bool)].min() > 1
    assert np.hypot(*points.T).max() < 3 * radius.sum()


@pytest.mark.parametrize("organisation", [None, "Firm 3", "A firm of its own"])
def test_the_ring_does_not_turn_when_somebody_joins_it(network: Planted, organisation: str | None) -> None:
    before = place(network.graph, network.circles)
    graph, circles = with_newcomer(network, [])
    graph.nodes["newcomer"]["organisation"] = organisation
    after = place(graph, circles)
    ring = before.index[before["circle"].isna()]
    way = after.loc[ring, ["x", "y"]] - before.loc[ring, ["x", "y"]]
    steps = np.hypot(way["x"], way["y"])
    # whoever joins takes one seat, for which the ring makes way by half a seat to each side
    assert steps.median() < 0.6
    assert steps.max() < 2.5
