"""How the map fills the picture: with islands and people, not with water."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from weaklib.views.layout import WIDE, islands, place

from .conftest import planted


def covered(land: pd.DataFrame, spots: pd.DataFrame) -> float:
    """The part of the box around everybody that islands cover."""
    low = np.minimum(land[["x", "y"]].sub(land["radius"], axis=0).min(), spots[["x", "y"]].min())
    high = np.maximum(land[["x", "y"]].add(land["radius"], axis=0).max(), spots[["x", "y"]].max())
    return float(np.pi * (land["radius"] ** 2).sum() / np.prod(high - low))


@pytest.mark.parametrize("seed", range(3))
def test_islands_take_the_picture_and_the_sea_does_not(seed: int) -> None:
    sizes = [40, 34, 30, 26, 22, 20, 16, 13, 11, 9, 7, 5, *[2] * 8]
    for loners in (0, 2, 80):  # few in the ring must not push it out
        network = planted(sizes, loners=loners, seed=seed)
        land, spots = (f(network.graph, network.circles, seed=seed) for f in (islands, place))
        assert covered(land, spots) > 0.25
    alone = planted(sizes)
    alone.graph.remove_edges_from(
        [(a, b) for a, b in alone.graph.edges if alone.circles[a] != alone.circles[b]]
    )
    assert covered(islands(alone.graph, alone.circles), place(alone.graph, alone.circles)) > 0.25


def test_the_ring_lies_close_around_the_archipelago_and_is_no_thicker_than_it_needs() -> None:
    network = planted([40, 34, 30, 26, 22, 20, 16, 13, 11, 9, 7, 5], loners=80)
    land, spots = islands(network.graph, network.circles), place(network.graph, network.circles)
    ring = spots[spots["circle"].isna()]
    gaps = (
        np.hypot(
            ring["x"].to_numpy()[:, None] - land["x"].to_numpy(),
            ring["y"].to_numpy()[:, None] - land["y"].to_numpy(),
        )
        - land["radius"].to_numpy()
    )
    away = np.hypot(ring["x"] / WIDE, ring["y"] * WIDE)
    assert away.max() - away.min() < 0.01, "80 have room in one row"
    turn = np.linspace(0, 2 * np.pi, 361)[:, None]
    x, y, radius = land["x"].to_numpy(), land["y"].to_numpy(), land["radius"].to_numpy()
    shore = np.hypot((x + radius * np.cos(turn)) / WIDE, (y + radius * np.sin(turn)) * WIDE).max()
    assert away.min() - shore < 2.6
    assert gaps.min() > 1


@pytest.mark.parametrize("seed", range(4))
def test_pairs_without_ties_to_other_circles_lie_no_farther_out_than_the_large_ones(seed: int) -> None:
    network = planted([20] * 30 + [2] * 6, seed=seed)
    graph, circles = network.graph, network.circles
    paired = circles.map(circles.value_counts()) == 2
    graph.remove_edges_from(
        [(a, b) for a, b in graph.edges if circles[a] != circles[b] and (paired[a] or paired[b])]
    )
    land = islands(graph, circles, seed=seed)
    shore = np.hypot(land["x"] / WIDE, land["y"] * WIDE) + land["radius"]
    assert shore[land["members"] == 2].max() < shore[land["members"] == 20].max()
