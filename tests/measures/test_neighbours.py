"""A graph whose ties are laid out when they are asked for: what networkx sees is what it would hold itself."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest

import weaklib as wl
from weaklib.measures.acquaintance import ContactTies
from weaklib.measures.network import graph_of, graph_when_asked

NODES = pd.DataFrame({"name": ["Ada", "Ben", None, "Dora"]}, index=pd.Index([*"abcd"], name="person"))


def small() -> ContactTies:
    """Ben knows Ada and the nameless c, who know each other; Dora nobody."""
    left, right, seen, supposed, kinds = zip(
        (0, 1, 0.5, 0.1, 0b101), (0, 2, 0.0, 0.15, 0b100), (1, 2, 1.0, 0.0, 0b010), strict=True
    )
    columns = [pd.Series(each).to_numpy() for each in (left, right, seen, supposed, kinds)]
    return ContactTies(NODES, *columns)


def test_each_has_their_ties_in_order_and_either_end_has_the_same() -> None:
    graph = graph_when_asked(small())
    assert {person: [*row] for person, row in graph.adjacency()} == {
        "a": ["b", "c"],
        "b": ["a", "c"],
        "c": ["a", "b"],
        "d": [],
    }
    assert graph["a"]["b"] == {
        "weight": 0.6,
        "observed": 0.5,
        "inferred": 0.1,
        "observed_share": pytest.approx(5 / 6),
        "evidence": ("meeting", "employer"),
    }
    assert graph["a"]["b"] is graph["b"]["a"]
    assert "x" not in graph.adj
    assert not graph.has_edge("a", "d")
    with pytest.raises(KeyError):
        graph.adj["x"]


def test_networkx_sees_the_same_as_of_a_graph_of_dicts() -> None:
    asked, whole = graph_when_asked(small()), graph_of(small())
    assert [*asked.edges(data=True)] == [*whole.edges(data=True)]
    assert nx.utils.graphs_equal(asked, whole)
    assert dict(asked.degree(weight="weight")) == dict(whole.degree(weight="weight"))
    assert nx.betweenness_centrality(asked) == nx.betweenness_centrality(whole)
    assert [*asked.subgraph("ab").edges(data=True)] == [*whole.subgraph("ab").edges(data=True)]


def test_it_is_frozen_and_a_copy_may_be_changed() -> None:
    graph = graph_when_asked(small())
    with pytest.raises(nx.NetworkXError):
        graph.add_edge("a", "d")
    copied = graph.copy()
    copied.add_edge("a", "d", weight=1.0)
    assert copied.has_edge("d", "a")
    assert not graph.has_edge("d", "a")


def test_nobody_and_no_tie() -> None:
    none = ContactTies(NODES, *(column[:0] for column in small()[1:]))
    assert graph_when_asked(none).number_of_edges() == 0
    assert [*graph_when_asked(none).adj["a"]] == []
    assert len(graph_when_asked(none._replace(nodes=NODES.iloc[:0]))) == 0


def test_measures_of_a_month_lay_out_the_ties_of_nobody() -> None:
    now = wl.history.on(wl.read("data/example"))
    assert len(now.circles) == len(now.bridges) == len(now.graph)
    assert not now.graph.adj._atlas._of
    somebody = now.bridges.index[0]
    assert len(now.graph[somebody]) > 1
    assert [*now.graph.adj._atlas._of] == [somebody]
