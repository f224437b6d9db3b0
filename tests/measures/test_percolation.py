"""What falls apart first: each share removed is held to networkx, and the planted circles to theory."""

from __future__ import annotations

import time

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.book import InputError
from weaklib.example.planted import planted_ties
from weaklib.measures.percolation import LEVELS, ORDERS, Pieces, fall, mean_curves, pieces, removal_curves
from weaklib.measures.spans import overlap
from weaklib.measures.temporal import contact_record, tie_graph, tie_strengths
from weaklib.measures.triangles import tie_arrays

KARATE = nx.karate_club_graph()


def by_hand(graph, removed_first, share):
    """The largest component and the susceptibility, by taking the ties out of a copy."""
    people = [person for person, degree in graph.degree if degree]
    left = nx.Graph(graph.edges).subgraph(people).copy()
    kept = round((1 - share) * len(removed_first))
    left.remove_edges_from(removed_first[: len(removed_first) - kept])
    sizes = sorted(map(len, nx.connected_components(left)))
    return sizes[-1] / len(people), sum(size**2 for size in sizes[:-1]) / len(people)


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=1, max_size=50), st.randoms())
def test_every_share_removed_is_what_networkx_finds(pairs, random):
    graph = nx.Graph([pair for pair in pairs if pair[0] != pair[1]])
    graph.add_nodes_from(range(20))
    ties = tie_arrays(graph)
    if not len(ties.left):
        return
    order = list(range(len(ties.left)))
    random.shuffle(order)
    shares = np.arange(len(order) + 1) / len(order)
    found = pieces(ties, np.array(order[::-1]), shares)
    removed_first = [ties.tie_index()[position] for position in order]
    for share, largest, susceptibility in zip(shares, *found, strict=True):
        assert (largest, susceptibility) == pytest.approx(by_hand(graph, removed_first, share))


def test_karate_by_weight_is_what_networkx_finds():
    graph = KARATE.copy()
    draw = np.random.default_rng(0).permutation(len(graph.edges)) + 1.0
    nx.set_edge_attributes(graph, dict(zip(graph.edges, draw, strict=True)), "weight")
    curves = mean_curves(removal_curves(graph, steps=20))
    ascending = sorted(graph.edges, key=lambda tie: graph.edges[tie]["weight"])
    for order, ties in (("weak first", ascending), ("strong first", ascending[::-1])):
        for share, row in curves.xs(order).iterrows():
            expected = by_hand(graph, ties, share)
            assert (row["largest"], row["susceptibility"]) == pytest.approx(expected), (order, share)


def test_two_cliques_hang_on_the_tie_without_overlap():
    graph = nx.barbell_graph(6, 0)
    nx.set_edge_attributes(graph, {tie: 1 + sum(tie) for tie in graph.edges}, "weight")
    nx.set_edge_attributes(graph, {(5, 6): 0.5}, "weight")
    first = mean_curves(removal_curves(graph, steps=31))["largest"].xs(1 / 31, level="removed")
    assert first["weak first"] == first["low overlap first"] == 0.5
    assert first["strong first"] == 1
    assert 0.5 < first["random"] <= 1


def test_the_ends_of_every_curve():
    draws = removal_curves(KARATE, steps=10)
    curves = mean_curves(draws)
    assert list(curves.index.get_level_values("order").unique()) == list(ORDERS)
    for order in ORDERS:
        assert curves.loc[(order, 0.0), "largest"] == 1
        assert curves.loc[(order, 1.0), "largest"] == pytest.approx(1 / 34)
        assert curves.loc[(order, 1.0), "susceptibility"] == pytest.approx(33 / 34)
        assert curves.loc[order, "largest"].is_monotonic_decreasing
    assert tuple(draws.index.names) == LEVELS
    assert len(draws) == 11 * 20 * 4  # the weights of the club repeat, so that every order is drawn
    areas = fall(draws)
    assert (areas["area_low"] <= areas["area"]).all()
    assert (areas["area"] <= areas["area_high"]).all()


def test_equal_scores_are_shuffled_and_the_seed_decides():
    one, same, other = (removal_curves(KARATE, seed=seed) for seed in (0, 0, 1))
    pd.testing.assert_frame_equal(one, same)
    assert not one.equals(other)
    area = fall(one).loc["random"]
    assert area["area_low"] < area["area"] < area["area_high"]


def test_distinct_scores_leave_nothing_to_chance():
    scores = pd.Series(np.arange(78.0), index=tie_arrays(KARATE).tie_index())
    curves = [removal_curves(KARATE, orders={"mine": scores}, seed=seed) for seed in (0, 1)]
    pd.testing.assert_frame_equal(*curves)
    assert set(curves[0].index.get_level_values("draw")) == {0}


def test_an_order_must_score_every_tie():
    scores = overlap(KARATE).iloc[1:]
    with pytest.raises(InputError, match="'mine' has no score for the tie 0 – 1"):
        removal_curves(KARATE, orders={"mine": scores})


def test_without_ties_there_is_nothing_to_measure():
    lonely = nx.Graph()
    lonely.add_nodes_from("abc")
    for graph in (nx.Graph(), lonely):
        curves = removal_curves(graph)
        assert curves.empty
        assert list(curves.columns) == list(Pieces._fields)
        assert fall(curves).empty


def test_a_pair_is_never_less_than_half_of_itself():
    summary = fall(removal_curves(nx.Graph(["ab"]), steps=4))
    assert summary["half_at"].isna().all()
    assert summary["area"].between(0.5, 1).all()


def test_who_has_no_tie_is_left_out_from_the_start():
    graph = nx.Graph(["ab"])
    graph.add_node("c")
    assert removal_curves(graph, steps=1).loc[("random", 0, 0.0), "largest"] == 1


@pytest.mark.parametrize("rhythm", ["slow", "fast", "mixed"])
def test_weak_ties_hold_the_planted_circles_together(rhythm):
    """Weak ties first leaves less than chance, chance less than strong ties first: in the paired mean."""
    weak, strong, at_70, at_90 = [], [], [], []
    for seed in range(10):
        record = contact_record(planted_ties(rhythm=rhythm, seed=seed))
        curves = removal_curves(tie_graph(tie_strengths(record)), seed=seed)
        area = fall(curves)["area"]
        weak.append(area["random"] - area["weak first"])
        strong.append(area["strong first"] - area["random"])
        largest = mean_curves(curves)["largest"]
        at_70.append(largest[("random", 0.7)] - largest[("weak first", 0.7)])
        at_90.append(largest[("strong first", 0.9)] - largest[("random", 0.9)])
    assert min(weak) > 0.1
    assert np.mean(strong) > 0
    assert np.mean(np.array(strong) > 0) >= 0.8
    assert min(at_70) > 0.2
    assert np.mean(at_90) > 0


def test_shuffled_strengths_do_what_chance_does():
    """The finding is not built into the measure: without its order, strength is chance."""
    record = contact_record(planted_ties(seed=1))
    strengths = tie_strengths(record)
    shuffled = strengths.assign(
        weighted_days=np.random.default_rng(1).permutation(strengths["weighted_days"])
    )
    area = fall(removal_curves(tie_graph(shuffled), seed=1))["area"]
    assert abs(area["weak first"] - area["random"]) < 0.02
    assert abs(area["strong first"] - area["random"]) < 0.02


def test_many_ties_are_removed_quickly():
    graph = nx.gnm_random_graph(5_000, 100_000, seed=0)
    ties = tie_arrays(graph)
    shares, rng = np.arange(51) / 50, np.random.default_rng(0)
    began = time.process_time()
    for _ in range(5):
        pieces(ties, rng.permutation(len(ties.left)), shares)
    assert time.process_time() - began < 3
