"""Mixing: the E-I index on the karate club, beside every way to deal the groups."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.measures.mixing import ei_by_group, ei_index, modularity

WEIGHTED = nx.karate_club_graph()
CLUB = pd.Series(dict(WEIGHTED.nodes(data="club")))


def test_the_club_as_published():
    """METRICS.md: E-I = (11 - 67)/78; modularity .358235 unweighted and .391438 weighted."""
    table = ei_index(WEIGHTED, CLUB)
    assert table.loc["ties", ["external", "internal"]].tolist() == [11, 67]
    assert table.loc["ties", "ei"] == pytest.approx(-0.717949, abs=1e-6)
    assert modularity(WEIGHTED, CLUB).tolist() == pytest.approx([0.358235, 0.391438], abs=1e-6)
    assert table["unknown_share"].tolist() == [0, 0]


def test_weights_count_where_they_are_asked_for():
    across = [w for a, b, w in WEIGHTED.edges(data="weight") if CLUB[a] != CLUB[b]]
    total = sum(w for *_, w in WEIGHTED.edges(data="weight"))
    row = ei_index(WEIGHTED, CLUB).loc["weight"]
    assert row["external"] == pytest.approx(sum(across))
    assert row["ei"] == pytest.approx((2 * sum(across) - total) / total)


def test_the_club_keeps_to_itself_more_than_its_sizes_make_likely():
    """17 and 17 of 34: a pair is inside with 2 * 17 * 16 / (34 * 33) = .484848, so 1 - 2 * .484848."""
    row = ei_index(WEIGHTED, CLUB).loc["ties"]
    assert row["expected"] == pytest.approx(1 - 4 * 17 * 16 / (34 * 33))
    assert row["ei"] < row["low"] < row["expected"] < row["high"]


def small():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 2.0), ("b", "c", 1.0), ("c", "d", 0.5), ("a", "e", 3.0)])
    return graph, pd.Series(list("xxyyz"), index=list("abcde"))


def test_the_expected_value_is_the_mean_of_every_way_to_deal():
    graph, groups = small()
    ways = [pd.Series(dealt, index=groups.index) for dealt in permutations(groups)]
    for counted, weight in (("ties", None), ("weight", "weight")):
        edges = [(a, b, 1 if weight is None else w) for a, b, w in graph.edges(data="weight")]
        total = sum(w for *_, w in edges)
        every = [sum(w if way[a] != way[b] else -w for a, b, w in edges) / total for way in ways]
        row = ei_index(graph, groups, permutations=4_000).loc[counted]
        assert row["expected"] == pytest.approx(np.mean(every))
        assert [row["low"], row["high"]] == pytest.approx(
            np.percentile(every, [2.5, 97.5]).tolist(), abs=0.05
        )


def test_groups_count_the_ties_that_touch_them_once():
    graph, groups = small()
    table = ei_by_group(graph, groups)
    ties = table.xs("ties", level="counted")
    assert ties.index.tolist() == ["x", "y", "z"]
    assert ties["external"].tolist() == [2, 1, 1]
    assert ties["internal"].tolist() == [1, 1, 0]
    assert ties["ei"].tolist() == pytest.approx([1 / 3, 0, 1])
    assert ties["people"].tolist() == [2, 2, 1]
    weight = table.xs("weight", level="counted")
    assert weight["external"].tolist() == [4, 1, 3]
    assert weight["ei"].tolist() == pytest.approx([(4 - 2) / 6, (1 - 0.5) / 1.5, 1])
    assert (ties["low"] <= ties["expected"]).all()
    assert (ties["expected"] <= ties["high"]).all()
    # who is alone in a group has no tie inside, however the groups are dealt
    assert ties.loc["z", ["low", "expected", "high"]].tolist() == [1, 1, 1]


def test_the_clubs_one_by_one():
    table = ei_by_group(WEIGHTED, CLUB).xs("ties", level="counted")
    assert table["external"].tolist() == [11, 11]
    assert table["internal"].sum() == 67
    assert (table["ei"] < table["low"]).all()


def test_ties_into_the_unknown_are_left_out_and_told():
    graph, groups = small()
    table = ei_index(graph, groups.drop("e"))
    assert table["unknown_share"].tolist() == pytest.approx([1 / 4, 3 / 6.5])
    assert table.loc["ties", ["external", "internal"]].tolist() == [1, 2]
    pd.testing.assert_frame_equal(ei_index(graph, groups.where(groups != "z")), table)


def test_the_same_seed_deals_the_same_groups():
    pd.testing.assert_frame_equal(ei_index(WEIGHTED, CLUB, seed=1), ei_index(WEIGHTED, CLUB, seed=1))
    assert ei_index(WEIGHTED, CLUB, seed=1)["low"].notna().all()
    shuffled = nx.Graph([(b, a, tie) for a, b, tie in reversed([*WEIGHTED.edges(data=True)])])
    pd.testing.assert_frame_equal(
        ei_index(shuffled, CLUB.sample(frac=1, random_state=0)), ei_index(WEIGHTED, CLUB)
    )


@pytest.mark.parametrize(
    ("graph", "groups"),
    [
        (nx.Graph(), pd.Series(dtype="str")),
        (nx.empty_graph(1), pd.Series(["x"])),
        (nx.Graph(["ab"]), pd.Series(dtype="str")),
        (nx.Graph(["ab"]), pd.Series([None, None], index=["a", "b"], dtype="str")),
        (nx.Graph(["ab"]), pd.Series({"a": "x"})),
    ],
    ids=["nobody", "one person", "no group", "all unknown", "one known"],
)
def test_nothing_to_measure_is_nan(graph, groups):
    table = ei_index(graph, groups)
    assert table[["external", "internal"]].eq(0).all(axis=None)
    assert table[["ei", "expected", "low", "high"]].isna().all(axis=None)
    by_group = ei_by_group(graph, groups)
    assert by_group[["ei", "expected", "low", "high"]].isna().all(axis=None)


def test_without_ties_modularity_is_nan():
    assert modularity(nx.empty_graph(2), pd.Series(["x", "y"])).isna().all()


def test_one_group_holds_every_tie():
    row = ei_index(nx.Graph(["ab", "bc"]), pd.Series("x", index=list("abc"))).loc["ties"]
    assert row[["ei", "expected", "low", "high"]].tolist() == [-1, -1, -1, -1]


def test_evidence_is_all_or_observed():
    with pytest.raises(InputError, match="evidence"):
        ei_index(WEIGHTED, CLUB, evidence="hearsay")
