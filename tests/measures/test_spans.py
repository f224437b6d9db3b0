"""Overlap, local bridges, spans and who is lost: published values, networkx, and every removal tried out."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.book import InputError
from weaklib.measures.spans import articulation, local_bridges, overlap, tie_structure

KARATE = nx.Graph(nx.karate_club_graph().edges)
FLORENTINE = nx.florentine_families_graph()
KITE = nx.krackhardt_kite_graph()
COLUMNS = ["weight", "observed_share", "common_neighbours", "overlap", "local_bridge", "span", "bridge"]


def by_ends(column: pd.Series) -> dict[frozenset, float]:
    return {frozenset(ends): value for ends, value in column.items()}


def span_without(graph: nx.Graph, one: object, other: object) -> float:
    """The distance between the ends of a tie once it is taken away."""
    rest = graph.copy()
    rest.remove_edge(one, other)
    return nx.shortest_path_length(rest, one, other) if nx.has_path(rest, one, other) else np.inf


def sparse_graphs() -> st.SearchStrategy[nx.Graph]:
    pairs = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=40)
    return pairs.map(lambda ends: nx.Graph([(a, b) for a, b in ends if a != b]))


def test_karate():
    table = tie_structure(KARATE)
    assert [*table.columns] == COLUMNS
    assert table.index.names == ["person", "other"]
    expected = {(0, 1): 0.4375, (32, 33): 10 / 17, (0, 2): 0.263158, (0, 31): 0, (0, 11): 0}
    assert table["overlap"][list(expected)].to_dict() == pytest.approx(expected, abs=1e-6)
    three = [(0, 31), (1, 30), (2, 9), (2, 27), (2, 28), (13, 33), (19, 33), (9, 33), (24, 27), (23, 25)]
    local = table[table["local_bridge"]]
    assert by_ends(local["span"]) == {**{frozenset(ends): 3 for ends in three}, frozenset((0, 11)): np.inf}
    assert table.index[table["bridge"]].tolist() == [(0, 11)]
    assert (table.loc[~table["local_bridge"], "span"] == 2).all()


def test_florence():
    table = tie_structure(FLORENTINE)
    spans = by_ends(table["span"])
    four = ["Medici-Barbadori", "Castellani-Barbadori", "Strozzi-Ridolfi", "Bischeri-Guadagni"]
    three = ["Medici-Albizzi", "Tornabuoni-Guadagni", "Albizzi-Guadagni"]
    assert {ends for ends, span in spans.items() if span == 4} == {frozenset(tie.split("-")) for tie in four}
    assert {ends for ends, span in spans.items() if span == 3} == {frozenset(tie.split("-")) for tie in three}
    assert table["bridge"].sum() == 5
    shared = by_ends(table["overlap"])
    assert shared[frozenset(("Medici", "Ridolfi"))] == pytest.approx(1 / 6)
    assert shared[frozenset(("Strozzi", "Peruzzi"))] == pytest.approx(2 / 3)


def test_kite():
    shared = tie_structure(KITE)["overlap"]
    expected = {(0, 3): 0.6, (5, 7): 0.2, (7, 8): 0, (8, 9): 0}
    assert shared[list(expected)].to_dict() == pytest.approx(expected)


@given(sparse_graphs())
def test_every_column_is_what_its_definition_says(graph):
    table = tie_structure(graph, max_span=40)
    assert len(table) == graph.number_of_edges()
    bridges = {frozenset(ends) for ends in nx.bridges(graph)}
    for (one, other), row in table.iterrows():
        common = len(set(graph[one]) & set(graph[other]))
        either = graph.degree(one) + graph.degree(other) - 2 - common
        assert row["common_neighbours"] == common
        assert row["overlap"] == (common / either if either else 0)
        assert row["span"] == span_without(graph, one, other)
        assert row["bridge"] == (frozenset((one, other)) in bridges)
        assert row["local_bridge"] == (common == 0)


@pytest.mark.parametrize("seed", range(20))
def test_local_bridges_agree_with_networkx(seed):
    graph = nx.gnm_random_graph(40, 35 + 4 * seed, seed=seed)
    assert by_ends(local_bridges(graph)["span"]) == {
        frozenset(ends): span for *ends, span in nx.local_bridges(graph)
    }


def test_a_span_beyond_the_search_is_unknown_and_a_bridge_is_not():
    ring = nx.cycle_graph(12)
    ring.add_edge(0, "tail")
    table = tie_structure(ring, max_span=10)
    assert table["span"].isna().sum() == 12
    assert table.loc[table["bridge"], "span"].tolist() == [np.inf]
    assert set(tie_structure(ring, max_span=11)["span"]) == {11, np.inf}
    assert set(tie_structure(nx.cycle_graph(5), max_span=3)["span"].fillna(-1)) == {-1}


def test_only_seen_ties_count_on_request_and_each_says_how_much_was_seen():
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=1.0, observed=1.0)
    graph.add_edge("b", "c", weight=1.0, observed=0.25)
    graph.add_edge("a", "c", weight=0.15, observed=0.0)
    everything, seen = tie_structure(graph), tie_structure(graph, evidence="observed")
    assert everything["observed_share"].tolist() == [1, 0, 0.25]
    assert not everything["local_bridge"].any()
    assert seen.index.tolist() == [("a", "b"), ("b", "c")]
    assert seen["bridge"].all()
    assert seen["weight"].tolist() == [1, 0.25]
    assert articulation(graph).empty
    assert articulation(graph, evidence="observed")["lost"].to_dict() == {"b": ("c",)}
    assert len(overlap(graph, evidence="observed")) == len(local_bridges(graph, evidence="observed")) == 2
    for measure in (tie_structure, overlap, local_bridges, articulation):
        with pytest.raises(InputError, match="evidence"):
            measure(graph, evidence="hearsay")


def test_karate_loses_six_of_its_members_with_node_0():
    assert articulation(KARATE)["lost"].to_dict() == {0: (4, 5, 6, 10, 11, 16)}


def test_florence_loses_three_houses_with_the_medici():
    assert articulation(FLORENTINE)["lost"].to_dict() == {
        "Medici": ("Acciaiuoli", "Pazzi", "Salviati"),
        "Albizzi": ("Ginori",),
        "Guadagni": ("Lamberteschi",),
        "Salviati": ("Pazzi",),
    }


@given(sparse_graphs())
def test_who_is_lost_is_what_falls_off_when_the_contact_is_taken_away(graph):
    found = articulation(graph)["lost"].to_dict()
    assert set(found) == set(nx.articulation_points(graph))
    for person, lost in found.items():
        rest = graph.subgraph(nx.node_connected_component(graph, person) - {person})
        parts = sorted(map(sorted, nx.connected_components(rest)), key=lambda part: (-len(part), part[0]))
        assert lost == tuple(sorted(someone for part in parts[1:] for someone in part))


@pytest.mark.parametrize("seed", range(5))
def test_cuts_agree_with_igraph_on_larger_graphs(seed):
    graph = nx.connected_caveman_graph(40, 6)
    draw = np.random.default_rng(seed)
    ends = [[*graph.edges][i] for i in draw.choice(graph.number_of_edges(), 80, replace=False)]
    graph.remove_edges_from(ends)
    peer = igraph.Graph(n=len(graph), edges=[*graph.edges])
    assert set(articulation(graph).index) == set(peer.articulation_points())
    table = tie_structure(graph)
    assert {tuple(sorted(peer.es[tie].tuple)) for tie in peer.bridges()} == set(table.index[table["bridge"]])


def test_a_long_chain_is_walked_without_recursion():
    chain = nx.path_graph(3_000)
    table = articulation(chain)
    assert len(table) == 2_998
    assert table["people"].max() == 1_499
    assert tie_structure(chain)["bridge"].all()


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(1), nx.empty_graph(5)])
def test_without_ties_there_is_no_row(graph):
    assert tie_structure(graph).empty
    assert [*tie_structure(graph).columns] == COLUMNS
    assert articulation(graph).empty
    assert [*articulation(graph).columns] == ["lost", "people", "observed_share"]


def test_star_and_clique():
    star = tie_structure(nx.star_graph(5))
    assert star["bridge"].all()
    assert (star["overlap"] == 0).all()
    assert articulation(nx.star_graph(5))["people"].to_dict() == {0: 4}
    clique = tie_structure(nx.complete_graph(5))
    assert (clique["overlap"] == 1).all()
    assert not clique["local_bridge"].any()
    assert articulation(nx.complete_graph(5)).empty


def test_a_pair_cuts_nobody_off():
    assert articulation(nx.Graph(["ab"])).empty
    assert articulation(nx.Graph(["ab", "bc"]))["lost"].to_dict() == {"b": ("c",)}


def test_the_order_of_adding_makes_no_difference():
    backwards = nx.Graph([(b, a) for a, b in reversed([*KARATE.edges])])
    pd.testing.assert_frame_equal(tie_structure(backwards), tie_structure(KARATE))
    pd.testing.assert_frame_equal(articulation(backwards), articulation(KARATE))
