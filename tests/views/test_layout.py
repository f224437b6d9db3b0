"""Where people stand: islands apart, everybody on theirs, the same places from the same seed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.views.layout import SHORE, WIDE, islands, place
from weaklib.views.spread import clear, seats

from .conftest import Planted, planted

SHAPES = {
    "one circle": [17],
    "pairs only": [2] * 40,
    "a giant and dwarfs": [300, 2, 2, 3, 2],
    "twelve": [40, 34, 30, 26, 22, 20, 16, 13, 11, 9, 7, 5],
}


def nearest(points: np.ndarray, radii: np.ndarray) -> float:
    """The least water between two discs."""
    gap = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) - radii[:, None] - radii[None]
    return float(gap[~np.eye(len(points), dtype=bool)].min(initial=np.inf))


@pytest.mark.parametrize("sizes", SHAPES.values(), ids=SHAPES)
def test_no_two_islands_overlap(sizes: list[int]) -> None:
    network = planted(sizes)
    land = islands(network.graph, network.circles)
    assert len(land) == len(sizes)
    assert land["members"].tolist() == sorted(sizes, reverse=True)
    assert nearest(land[["x", "y"]].to_numpy(), land["radius"].to_numpy()) > 0


def test_an_island_is_as_large_as_the_root_of_its_members_asks_for(network: Planted) -> None:
    land = islands(network.graph, network.circles)
    assert (land["radius"] - 0.7).to_numpy() == pytest.approx(0.78 * np.sqrt(land["members"]))


def test_everybody_stands_on_their_own_island(network: Planted) -> None:
    land, spots = islands(network.graph, network.circles), place(network.graph, network.circles)
    settled = spots.dropna(subset="circle")
    own = land.loc[settled["circle"]]
    away = np.hypot(settled["x"].to_numpy() - own["x"], settled["y"].to_numpy() - own["y"])
    assert (away.to_numpy() <= own["radius"].to_numpy() * SHORE + 1e-3).all()
    pd.testing.assert_series_equal(spots["circle"], network.circles.reindex(spots.index), check_names=False)


def test_people_do_not_stand_on_one_another(network: Planted) -> None:
    spots = place(network.graph, network.circles)[["x", "y"]].to_numpy()
    assert nearest(spots, np.zeros(len(spots))) > 0.3


def test_loners_stand_outside_of_every_island_and_side_by_side_with_their_colleagues(
    network: Planted,
) -> None:
    land, spots = islands(network.graph, network.circles), place(network.graph, network.circles)
    loners = spots[spots["circle"].isna()]
    assert len(loners) == 80
    away = np.hypot(
        loners["x"].to_numpy()[:, None] - land["x"].to_numpy(),
        loners["y"].to_numpy()[:, None] - land["y"].to_numpy(),
    )
    assert (away > land["radius"].to_numpy() + 1).all()
    angle = np.arctan2(loners["x"] / WIDE, loners["y"] * WIDE) % (2 * np.pi)
    firm = pd.Series({p: network.graph.nodes[p]["organisation"] for p in loners.index}).fillna("none")
    around = firm.loc[angle.sort_values().index]
    changes = int((around != around.shift()).sum())
    assert changes == firm.nunique()


def test_who_has_ties_elsewhere_stands_on_the_side_that_faces_it() -> None:
    network = planted([30, 30])
    spots, land = place(network.graph, network.circles), islands(network.graph, network.circles)
    one, other = next((a, b) for a, b in network.graph.edges if network.circles[a] != network.circles[b])
    for person, friend in ((one, other), (other, one)):
        here, there = land.loc[network.circles[person]], land.loc[network.circles[friend]]
        towards = np.array([there["x"] - here["x"], there["y"] - here["y"]])
        stands = np.array([spots.loc[person, "x"] - here["x"], spots.loc[person, "y"] - here["y"]])
        assert stands @ towards / np.hypot(*towards) > 0.3 * here["radius"]


def test_circles_with_ties_lie_nearer_than_circles_without() -> None:
    network = planted([12] * 10)
    land = islands(network.graph, network.circles)
    place_of = {name: complex(row.x, row.y) for name, row in land.iterrows()}
    chained = [abs(place_of[f"Circle {c}"] - place_of[f"Circle {c + 1}"]) for c in range(9)]
    others = [
        abs(place_of[f"Circle {a}"] - place_of[f"Circle {b}"]) for a in range(10) for b in range(a + 2, 10)
    ]
    assert np.mean(chained) < 0.7 * np.mean(others)


def test_the_same_network_in_another_order_has_the_same_places(network: Planted) -> None:
    shuffled: nx.Graph[str] = nx.Graph()
    shuffled.add_nodes_from(reversed(list(network.graph.nodes(data=True))))
    shuffled.add_edges_from((b, a, tie) for a, b, tie in reversed(list(network.graph.edges(data=True))))
    pd.testing.assert_frame_equal(
        place(network.graph, network.circles), place(shuffled, network.circles[::-1]), check_exact=True
    )


def test_another_process_with_another_hash_seed_finds_the_same_places() -> None:
    code = (
        "import networkx as nx, pandas as pd\n"
        "from weaklib.views.layout import place\n"
        "graph = nx.connected_caveman_graph(5, 6)\n"
        "graph = nx.relabel_nodes(graph, str)\n"
        "circles = pd.Series({node: f'c{int(node) // 6}' for node in graph})\n"
        "print(place(graph, circles).to_csv())"
    )
    root = Path(__file__).parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_nobody_at_all_and_nobody_with_ties() -> None:
    nobody: nx.Graph[str] = nx.Graph()
    assert place(nobody, pd.Series(dtype="str")).empty
    loners = planted([], loners=30)
    spots = place(loners.graph, loners.circles)
    assert spots["circle"].isna().all()
    assert spots[["x", "y"]].notna().all(axis=None)
    assert nearest(spots[["x", "y"]].to_numpy(), np.zeros(30)) > 0.7


def test_300_people_are_placed_at_once_and_5000_in_3_seconds(network: Planted, crowd: Planted) -> None:
    for planted_network, limit in ((network, 0.5), (crowd, 3.0)):
        start = time.process_time()
        place(planted_network.graph, planted_network.circles)
        assert time.process_time() - start < limit


@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.5, 9)), min_size=1, max_size=40)
)
def test_discs_end_apart_wherever_they_start(discs: list[tuple[float, float, float]]) -> None:
    found = np.array(discs)
    cleared = clear(found[:, :2], found[:, 2])
    assert nearest(cleared, found[:, 2]) >= -1e-6


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30), st.floats(0.5, 20))
def test_a_ring_has_a_seat_for_everybody(groups: list[int], inner: float) -> None:
    inner = max(inner, 0.6 * sum(groups) ** 0.5)
    found = seats(groups, inner=inner, wide=1.2)
    assert len(found) == sum(groups)
    assert nearest(found, np.zeros(len(found))) > 0.4
    assert np.hypot(found[:, 0] / 1.2, found[:, 1] * 1.2).min() >= inner - 1e-9
