"""Bridging, sole ways in, overlap and local bridges: published values and small cases worked by hand."""

from __future__ import annotations

import math

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from weaklib.book import InputError
from weaklib.measures.bridging import COLUMNS, bridge_table, local_bridges, overlap
from weaklib.measures.circles import find_circles
from weaklib.measures.network import contact_network

CLUB = pd.Series(dict(nx.karate_club_graph().nodes(data="club")))
KARATE = nx.Graph(nx.karate_club_graph().edges)
FLORENTINE = nx.florentine_families_graph()
KITE = nx.krackhardt_kite_graph()


def spans(graph):
    return {frozenset(ends): span for ends, span in local_bridges(graph)["span"].items()}


@pytest.mark.parametrize(
    ("graph", "person", "expected"),
    [
        (KARATE, 0, {"efficiency": 0.859375, "constraint": 0.155423, "effective_size": 13.75}),
        (KARATE, 33, {"efficiency": 0.896194, "constraint": 0.156419, "effective_size": 15.235294}),
        (KARATE, 2, {"efficiency": 0.78, "constraint": 0.185177}),
        (KARATE, 9, {"efficiency": 1, "constraint": 0.5}),
        (KARATE, 16, {"efficiency": 0.5, "constraint": 0.78125}),
        (KARATE, 11, {"constraint": 1}),
        (FLORENTINE, "Medici", {"efficiency": 0.944444, "constraint": 0.209877}),
        (FLORENTINE, "Guadagni", {"efficiency": 1, "constraint": 0.25}),
        (FLORENTINE, "Strozzi", {"efficiency": 0.75, "constraint": 0.458333}),
        (KITE, 7, {"efficiency": 2.333333 / 3, "constraint": 0.431111}),
    ],
)
def test_published_values(graph, person, expected):
    found = bridge_table(graph).loc[person, list(expected)]
    assert found.to_dict() == pytest.approx(expected, abs=1e-6)


def test_participation_over_the_clubs():
    found = bridge_table(KARATE, circles=CLUB)["participation"]
    expected = {0: 0.117188, 2: 0.48, 8: 0.48, 31: 0.277778, 33: 0.290657}
    assert found[list(expected)].to_dict() == pytest.approx(expected, abs=1e-6)


def test_bridging_is_the_sum_of_its_parts():
    row = bridge_table(KARATE, circles=CLUB).loc[0]
    rarity = -math.log(17 / 34) / math.log(34)
    assert row["rarity"] == pytest.approx(rarity)
    assert row["bridging"] == pytest.approx(0.40 * 0.859375 + 0.35 * rarity + 0.25 * 0.1171875)
    parts = {"efficiency": 1.0, "rarity": 0.0, "participation": 0.0}
    assert bridge_table(KARATE, circles=CLUB, parts=parts).loc[0, "bridging"] == pytest.approx(0.859375)


def test_weighted_participation_by_hand():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("j", "a", 3.0), ("j", "b", 1.0)])
    circles = pd.Series({"j": "one", "a": "one", "b": "two"})
    assert bridge_table(graph, circles=circles).loc["j", "participation"] == pytest.approx(1 - (9 + 1) / 16)


def test_columns_index_and_order():
    table = bridge_table(KARATE)
    assert tuple(table.columns) == COLUMNS
    assert table.index.name == "person"
    assert sorted(table.index) == list(range(34))
    assert table["bridging"].dropna().is_monotonic_decreasing
    assert table.loc[11, "bridging"] != table.loc[11, "bridging"]
    assert table.index[-1] == 11
    equal = bridge_table(nx.Graph([("c", "b"), ("b", "a"), ("a", "c")]))
    assert equal.index.tolist() == ["a", "b", "c"]


def test_a_bridge_between_two_circles_is_tagged_and_a_core_member_is_not():
    left, right = nx.complete_graph(["a1", "a2", "a3"]), nx.complete_graph(["b1", "b2", "b3"])
    graph = nx.compose(left, right)
    graph.add_edges_from([("j", "a1"), ("j", "b1")])
    table = bridge_table(graph)
    assert table.index[0] == "j"
    assert table.loc["j", ["bridge", "local_bridge"]].tolist() == [True, True]
    assert table.loc["a2", ["bridge", "local_bridge"]].tolist() == [False, False]
    assert table["bridge"].dtype == bool
    assert table["local_bridge"].dtype == bool
    assert not bridge_table(graph, bridge_at=0.99)["bridge"].any()


def test_without_ties_nothing_is_measurable_but_sole_ways_in_are():
    graph = nx.Graph()
    graph.add_node("a", organisation="Nordlicht Energie", field="energy")
    graph.add_node("b", organisation="Posthorn", field="media")
    graph.add_node("c", organisation="Posthorn", field=None)
    graph.add_node("d", organisation=None, field=None)
    table = bridge_table(graph)
    numbers = ["bridging", "efficiency", "constraint", "effective_size", "participation", "rarity"]
    assert table[[*numbers, "observed_share", "circle"]].isna().all(axis=None)
    assert not table[["local_bridge", "bridge"]].any(axis=None)
    assert table["opens"].to_dict() == {
        "a": ("organisation Nordlicht Energie", "field energy"),
        "b": ("field media",),
        "c": (),
        "d": (),
    }


def test_below_two_ties_or_without_a_circle_bridging_is_nan():
    graph = nx.Graph(["ab", "bc", "cd"])
    circles = pd.Series({"a": "x", "b": "x", "c": np.nan, "d": "y"})
    table = bridge_table(graph, circles=circles)
    assert table["bridging"].notna().to_dict() == {"a": False, "b": True, "c": False, "d": False}
    assert table.loc["d", "effective_size"] == 1
    # only the ties into known circles count: c's two go into x and y
    assert table.loc["c", "participation"] == pytest.approx(0.5)
    assert table.loc["b", "rarity"] == pytest.approx(-math.log(2 / 3) / math.log(3))


def test_contacts_of_unknown_circle_change_nobodys_rarity():
    crowd = KARATE.copy()
    crowd.add_nodes_from(range(100, 200))
    pd.testing.assert_series_equal(
        bridge_table(crowd)["rarity"].dropna().sort_index(), bridge_table(KARATE)["rarity"].sort_index()
    )


def test_who_alone_has_a_tie_into_a_circle_opens_it():
    graph = nx.Graph(["ab", "ac", "bc", "de", "ef", "df", "cd"])
    table = bridge_table(graph, circles=pd.Series(dict(zip("abcdef", "XXXYYY", strict=True))))
    assert table.loc["c", "opens"] == ("circle Y",)
    assert table.loc["d", "opens"] == ("circle X",)
    assert table.loc["a", "opens"] == ()
    second_way = nx.Graph([*graph.edges, ("b", "e")])
    table = bridge_table(second_way, circles=pd.Series(dict(zip("abcdef", "XXXYYY", strict=True))))
    assert (table["opens"] == ()).all()


def test_a_circle_of_one_is_opened_by_nobody():
    circles = pd.Series({"a": "X", "b": "X", "c": "Y"})
    assert bridge_table(nx.Graph(["ab", "bc"]), circles=circles).loc["b", "opens"] == ()


def test_a_contact_without_a_circle_can_be_the_way_into_one():
    circles = pd.Series({"a": "X", "b": "X"})
    assert bridge_table(nx.Graph(["ab", "bc"]), circles=circles).loc["c", "opens"] == ("circle X",)


def test_observed_evidence_measures_on_what_was_seen(typed_book):
    book = typed_book(
        "abcd",
        interactions=[("2026-01-05", "group_meeting", "m", 3, "a b"), ("2026-01-06", "mail", "n", 3, "b c")],
        affiliations=[{"person": who, "organisation": "Nordlicht"} for who in "abcd"],
    )
    graph = contact_network(book)
    everything, seen = bridge_table(graph), bridge_table(graph, evidence="observed")
    assert everything.loc["a", "constraint"] != pytest.approx(seen.loc["a", "constraint"])
    assert seen.loc["b", ["efficiency", "constraint", "observed_share"]].tolist() == [1, 0.5, 1]
    assert np.isnan(seen.loc["d", "constraint"])
    assert everything.loc["a", "observed_share"] == pytest.approx(0.5 / (0.5 + 3 * 0.15))
    assert everything.loc["d", "observed_share"] == 0
    rebuilt = bridge_table(contact_network(book, evidence="observed"))
    pd.testing.assert_frame_equal(seen, rebuilt)
    with pytest.raises(InputError, match="evidence"):
        bridge_table(graph, evidence="hearsay")


@pytest.mark.parametrize("seed", range(3))
def test_weighted_graphs_agree_with_igraph_and_networkx(seed):
    graph = nx.gnp_random_graph(30, 0.2, seed=seed)
    draw = np.random.default_rng(seed)
    nx.set_edge_attributes(graph, {tie: draw.uniform(0.05, 2) for tie in graph.edges}, "weight")
    table = bridge_table(graph).loc[range(30)]
    expected = igraph.Graph.from_networkx(graph).constraint(weights="weight")
    np.testing.assert_allclose(table["constraint"], expected)
    sizes = nx.effective_size(graph, nodes=[*graph], weight="weight")
    np.testing.assert_allclose(table["efficiency"], [sizes[i] / graph.degree(i) for i in range(30)])
    ends = {frozenset(ends): span for *ends, span in nx.local_bridges(graph)}
    assert spans(graph) == ends
    touched = {person for tie in ends for person in tie}
    assert set(table.index[table["local_bridge"]]) == touched


def test_the_order_of_adding_makes_no_difference():
    backwards = nx.Graph()
    backwards.add_nodes_from(sorted(KARATE, reverse=True))
    backwards.add_edges_from((b, a) for a, b in reversed([*KARATE.edges]))
    pd.testing.assert_frame_equal(bridge_table(backwards), bridge_table(KARATE))


def test_circles_are_found_when_not_given():
    pd.testing.assert_frame_equal(bridge_table(KARATE), bridge_table(KARATE, circles=find_circles(KARATE)))


@pytest.mark.parametrize("nodes", [[], ["a"]])
def test_nobody_and_one_person(nodes):
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    table = bridge_table(graph)
    assert table.index.tolist() == nodes
    assert tuple(table.columns) == COLUMNS
    assert len(overlap(graph)) == len(local_bridges(graph)) == 0


def test_hostile_names_are_only_text():
    graph = nx.Graph([("<b>", "</b>"), ("</b>", "'; --")])
    graph.add_node("<b>", organisation="<script>x</script>", field="%{x}")
    assert bridge_table(graph).loc["<b>", "opens"] == ("organisation <script>x</script>", "field %{x}")


def test_local_bridges_of_karate():
    three = [(0, 31), (1, 30), (2, 9), (2, 27), (2, 28), (13, 33), (19, 33), (9, 33), (24, 27), (23, 25)]
    assert spans(KARATE) == {**{frozenset(ends): 3 for ends in three}, frozenset((0, 11)): np.inf}


def test_local_bridges_of_florence():
    found = spans(FLORENTINE)
    bridges = {ends for ends, span in found.items() if span == np.inf}
    assert bridges == {frozenset(ends) for ends in nx.bridges(FLORENTINE)}
    assert len(bridges) == 5
    four = ["Medici-Barbadori", "Castellani-Barbadori", "Strozzi-Ridolfi", "Bischeri-Guadagni"]
    three = ["Medici-Albizzi", "Tornabuoni-Guadagni", "Albizzi-Guadagni"]
    for hops, ties in ((4, four), (3, three)):
        assert {ends for ends, span in found.items() if span == hops} == {
            frozenset(tie.split("-")) for tie in ties
        }


@pytest.mark.parametrize("seed", range(20))
def test_spans_agree_with_networkx_on_sparse_graphs(seed):
    graph = nx.gnm_random_graph(30, 25 + 2 * seed, seed=seed)
    assert spans(graph) == {frozenset(ends): span for *ends, span in nx.local_bridges(graph)}


def test_overlap_of_karate():
    found = overlap(KARATE)
    expected = {(0, 1): 0.4375, (32, 33): 10 / 17, (0, 2): 0.263158, (0, 31): 0, (0, 11): 0}
    assert found[list(expected)].to_dict() == pytest.approx(expected, abs=1e-6)
    assert found.mean() == pytest.approx(0.177089, abs=1e-6)
    assert found.index.names == ["person", "other"]
    weight = [nx.karate_club_graph().edges[ends]["weight"] for ends in found.index]
    result = spearmanr(weight, found)
    assert result.statistic == pytest.approx(0.449, abs=5e-4)
    assert result.pvalue == pytest.approx(3.7e-5, abs=5e-7)


@pytest.mark.parametrize(
    ("graph", "ends", "expected"),
    [
        (FLORENTINE, ("Medici", "Ridolfi"), 1 / 6),
        (FLORENTINE, ("Peruzzi", "Strozzi"), 2 / 3),
        (KITE, (0, 3), 0.6),
        (KITE, (5, 7), 0.2),
        (KITE, (7, 8), 0),
        (KITE, (8, 9), 0),
    ],
)
def test_overlap(graph, ends, expected):
    assert overlap(graph)[ends] == pytest.approx(expected)


def test_overlap_where_two_know_only_each_other_is_zero():
    assert overlap(nx.Graph(["ab"])).tolist() == [0]
