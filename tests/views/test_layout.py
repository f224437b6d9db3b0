"""Where people stand: islands apart, everybody on theirs, the same places from the same seed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Hashable
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from weaklib.measures.circles import communities
from weaklib.measures.triangles import TieArrays, tie_arrays
from weaklib.views import bays
from weaklib.views.archipelago import middles, reach_of
from weaklib.views.bays import MANY, parts_of
from weaklib.views.layout import SHORE, WIDE, islands, place
from weaklib.views.seats import seats
from weaklib.views.spread import clear
from weaklib.views.strokes import land_under

from .conftest import HOSTILE, Planted, planted

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
    assert (land["radius"] - 0.8).to_numpy() == pytest.approx(np.sqrt(land["members"]))


def test_the_beach_of_a_large_island_is_six_steps_wide() -> None:
    network = planted([2_500, 40])
    land = islands(network.graph, network.circles)
    # .55 of .8 and the root of 2,500 or 40; the beach of the small one is .45 of that
    assert land["radius"].tolist() == pytest.approx([0.55 * 50.8 + 6, 0.8 + 40**0.5])


def test_the_islands_under_people_are_those_that_were_laid_out(network: Planted) -> None:
    land = islands(network.graph, network.circles)
    found = land_under(place(network.graph, network.circles)).reindex(land.index)
    assert found.to_numpy(float) == pytest.approx(land.to_numpy(float), abs=2e-3)


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
        assert stands @ towards / np.hypot(*towards) > 0.4 * SHORE * here["radius"]


@pytest.mark.parametrize("seed", range(6))
def test_circles_with_ties_lie_nearer_than_circles_without(seed: int) -> None:
    network = planted([12] * 10, seed=seed)
    land = islands(network.graph, network.circles, seed=seed)
    place_of = {name: complex(row.x, row.y) for name, row in land.iterrows()}
    chained = [abs(place_of[f"Circle {c}"] - place_of[f"Circle {c + 1}"]) for c in range(9)]
    others = [
        abs(place_of[f"Circle {a}"] - place_of[f"Circle {b}"]) for a in range(10) for b in range(a + 2, 10)
    ]
    assert np.mean(chained) < 0.6 * np.mean(others)


def test_what_a_circle_is_merged_from_stands_apart_on_its_island() -> None:
    """Two groups of 80, each known to half of its own, with one tie between them, in one circle."""
    draw = np.random.default_rng(0)
    graph: nx.Graph[str] = nx.Graph([("a0", "b0")])
    for group in "ab":
        graph.add_edges_from(
            (f"{group}{i}", f"{group}{j}") for i in range(80) for j in range(i) if draw.random() < 0.5
        )
    spots = place(graph, pd.Series("Both", index=list(graph), dtype="str"))
    first = spots.index.str.startswith("a")
    points = spots[["x", "y"]].to_numpy()
    axis = points[first].mean(axis=0) - points[~first].mean(axis=0)
    along = points @ axis
    assert along[first].min() > np.quantile(along[~first], 0.95)


def test_a_large_circle_in_which_all_know_one_another_alike_is_not_torn() -> None:
    draw = np.random.default_rng(0)
    graph: nx.Graph[int] = nx.Graph([(i, j) for i in range(160) for j in range(i) if draw.random() < 0.2])
    parts = parts_of(tie_arrays(graph), np.zeros(160, int))
    assert set(parts) == {0}
    graph.remove_edges_from([(i, j) for i, j in graph.edges if (i < 80) != (j < 80)])
    parts = parts_of(tie_arrays(graph), np.zeros(160, int))
    assert [set(parts[:80]), set(parts[80:])] in ([{0}, {1}], [{1}, {0}])


def test_among_a_great_many_people_who_know_nobody_a_circle_has_the_same_parts() -> None:
    draw = np.random.default_rng(0)
    graph: nx.Graph[int] = nx.empty_graph(MANY + 1)
    halves = [(i, j) for i in range(160) for j in range(i) if (i < 80) == (j < 80) and draw.random() < 0.4]
    graph.add_edges_from((MANY - i, MANY - j) for i, j in halves)
    parts = parts_of(tie_arrays(graph), np.r_[np.full(MANY - 159, -1), np.zeros(160, int)])
    assert set(parts[: MANY - 159]) == {-1}
    one, other = set(parts[-160:-80]), set(parts[-80:])
    assert (len(one), len(other), len(one | other)) == (1, 1, 2)


def test_a_part_that_stayed_whole_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counting(ties: TieArrays, *, seed: int) -> np.ndarray:
        asked.append(len(np.unique([ties.left, ties.right])))
        return communities(ties, seed=seed)

    monkeypatch.setattr(bays, "communities", counting)
    draw = np.random.default_rng(0)
    alike = [(i, j) for i in range(160) for j in range(i) if draw.random() < 0.2]
    halves = [
        (200 + i, 200 + j)
        for i in range(260)
        for j in range(i)
        if i // 130 == j // 130 and draw.random() < 0.3
    ]
    graph: nx.Graph[int] = nx.Graph([*alike, *halves])
    graph = nx.relabel_nodes(graph, {person: place for place, person in enumerate(sorted(graph))})
    circles = np.r_[np.zeros(160, int), np.ones(260, int)]
    parts = parts_of(tie_arrays(nx.Graph([*sorted(graph.edges)])), circles)
    assert len(set(parts)) == 3
    assert asked == [420, 260]


def test_the_same_network_in_another_order_has_the_same_places(network: Planted) -> None:
    shuffled: nx.Graph[str] = nx.Graph()
    shuffled.add_nodes_from(reversed(list(network.graph.nodes(data=True))))
    shuffled.add_edges_from((b, a, tie) for a, b, tie in reversed(list(network.graph.edges(data=True))))
    pd.testing.assert_frame_equal(
        place(network.graph, network.circles), place(shuffled, network.circles[::-1]), check_exact=True
    )


def test_another_process_with_another_hash_seed_and_more_threads_finds_the_same_places() -> None:
    code = (
        "from tests.views.conftest import planted\n"
        "from weaklib.views.layout import place\n"
        "network = planted([150, 90, 40, 30, 30, 20] + [12] * 60, loners=40)\n"
        "print(place(network.graph, network.circles).to_csv())"
    )
    root = Path(__file__).parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, threads in (("1", "1"), ("2", "2"))
    }
    assert len(runs) == 1
    assert "p01119" in runs.pop()


def test_nobody_at_all_and_nobody_with_ties() -> None:
    nobody: nx.Graph[str] = nx.Graph()
    assert place(nobody, pd.Series(dtype="str")).empty
    loners = planted([], loners=30)
    spots = place(loners.graph, loners.circles)
    assert spots["circle"].isna().all()
    assert spots[["x", "y"]].notna().all(axis=None)
    assert nearest(spots[["x", "y"]].to_numpy(), np.zeros(30)) > 0.7


def alone(fields: int, employers: int) -> tuple[nx.Graph[str], pd.Series[str]]:
    """30,000 people without a tie."""
    graph: nx.Graph[str] = nx.Graph()
    for i in range(30_000):
        told = {"field": f"field {i % fields}"} if fields else {}
        graph.add_node(f"p{i:05}", organisation=f"Firm {i % employers}", **told)
    return graph, pd.Series(None, index=list(graph), dtype="str")


def together(graph: nx.Graph[str]) -> tuple[nx.Graph[str], pd.Series[str]]:
    """Everybody in one circle."""
    graph = nx.relabel_nodes(graph, str)
    return graph, pd.Series("All", index=list(graph), dtype="str")


def alike(weight: float) -> tuple[nx.Graph[str], pd.Series[str]]:
    """A network in which all ties weigh the same."""
    network = planted([14, 9, 9, 4], loners=5)
    nx.set_edge_attributes(network.graph, weight, "weight")
    return two(network)


def two(network: Planted) -> tuple[nx.Graph[str], pd.Series[str]]:
    return network.graph, network.circles


def hostile() -> tuple[nx.Graph[str], pd.Series[str]]:
    """People whose ids are markup, end a string, or turn the direction of writing."""
    network = planted([20, 9, 9], loners=9, hostile=True)
    ids = {person: f"{HOSTILE}\0\u202e{person}" for person in network.graph}
    return nx.relabel_nodes(network.graph, ids), network.circles.rename(ids)


EXTREMES: dict[str, Callable[[], tuple[nx.Graph[str], pd.Series[str]]]] = {
    "one contact": lambda: (nx.empty_graph(["ada"]), pd.Series({"ada": None}, dtype="str")),
    "one contact in a circle": lambda: (nx.empty_graph(["ada"]), pd.Series({"ada": "Crew"}, dtype="str")),
    "two contacts": lambda: (
        nx.empty_graph(["ada", "ben"]),
        pd.Series({"ada": None, "ben": None}, dtype="str"),
    ),
    "two in a circle": lambda: together(nx.path_graph(2)),
    "3,000 without a tie": lambda: two(planted([], loners=3_000)),
    "a star": lambda: together(nx.star_graph(2_999)),
    "a circle of 3,000": lambda: together(nx.fast_gnp_random_graph(3_000, 0.004, seed=1)),
    "3,000 in cliques": lambda: together(nx.connected_caveman_graph(60, 50)),
    "2,000 circles of two": lambda: two(planted([2] * 2_000)),
    "a giant among pairs": lambda: two(planted([3_000] + [2] * 500, loners=50)),
    "30,000 in 5,000 firms": lambda: alone(0, 5_000),
    "30,000 in 20 fields": lambda: alone(20, 5_000),
    "weights equal": lambda: alike(0.5),
    "weights 0": lambda: alike(0.0),
    "weights tiny": lambda: alike(1e-300),
    "hostile ids": hostile,
}


@pytest.mark.parametrize("make", EXTREMES.values(), ids=EXTREMES)
def test_extremes_are_placed_like_everybody(
    make: Callable[[], tuple[nx.Graph[str], pd.Series[str]]],
) -> None:
    graph, circles = make()
    started = time.process_time()
    spots, land = place(graph, circles), islands(graph, circles)
    assert time.process_time() - started < 30, "it hangs"
    assert sorted(spots.index) == sorted(graph)
    points = spots[["x", "y"]].to_numpy()
    assert np.isfinite(points).all()
    settled = spots.dropna(subset="circle")
    own = land.loc[settled["circle"]]
    away = np.hypot(settled["x"].to_numpy() - own["x"], settled["y"].to_numpy() - own["y"])
    assert (away.to_numpy() <= reach_of(own["members"]) + 2e-3).all()
    assert nearest(land[["x", "y"]].to_numpy(), land["radius"].to_numpy()) > 1
    if len(spots) > 1:
        assert cKDTree(points).query(points, k=2)[0][:, 1].min() > 0.2


def test_ids_of_several_types_are_told_apart() -> None:
    graph: nx.Graph[Hashable] = nx.Graph([(1, "1"), ("1", 2.5), (("a", 1), 1)])
    graph.add_node("lone")
    people = pd.Index(list(graph), dtype="object", tupleize_cols=False)
    circles = pd.Series(["Crew"] * 4 + [None], index=people, dtype="str")
    spots = place(graph, circles)
    assert set(spots.index) == set(graph)
    assert spots.loc["1", "circle"] == "Crew"
    assert not spots[["x", "y"]].duplicated().any()


def test_where_islands_lie_can_be_had_from_where_people_stand(network: Planted) -> None:
    land, spots = islands(network.graph, network.circles), place(network.graph, network.circles)
    found = middles(spots).reindex(land.index)
    assert found.to_numpy() == pytest.approx(land[["x", "y"]].to_numpy(), abs=2e-3)


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


def test_a_group_sits_where_it_would_like_to_and_makes_way_for_others() -> None:
    (alone,) = seats([1], inner=30, wide=1, wanted=np.array([0.25]))  # a quarter of the way is to the right
    assert alone == pytest.approx([30, 0], abs=0.6)
    three = seats([1, 1, 1], inner=30, wide=1, wanted=np.array([0.25, 0.25, 0.5]))
    assert three[2] == pytest.approx([0, -30], abs=0.6)
    assert three[:2, 1] == pytest.approx([0.5, -0.5], abs=0.1)
