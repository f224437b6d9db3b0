"""Local structure from one pass over the triangles: published values, networkx and igraph."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.book import InputError
from weaklib.measures import closing, triangles
from weaklib.measures.triangles import corners, local_structure, tie_arrays, triangle_blocks


def unweighted(graph):
    return nx.Graph(graph.edges)


KARATE = unweighted(nx.karate_club_graph())
FLORENTINE = nx.florentine_families_graph()
KITE = nx.krackhardt_kite_graph()
BORGATTI = nx.Graph(["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"])


@pytest.mark.parametrize(
    ("graph", "person", "expected"),
    [
        (KARATE, 0, {"degree": 16, "constraint": 0.15542329764660498, "effective_size": 13.75}),
        (KARATE, 33, {"degree": 17, "constraint": 0.156419, "effective_size": 15.235294}),
        (KARATE, 32, {"degree": 12, "constraint": 0.249223, "effective_size": 9.833333}),
        (KARATE, 2, {"degree": 10, "constraint": 0.185177, "effective_size": 7.8}),
        (KARATE, 9, {"degree": 2, "constraint": 0.5, "effective_size": 2}),
        (KARATE, 16, {"degree": 2, "constraint": 0.781250, "effective_size": 1}),
        (KARATE, 11, {"degree": 1, "constraint": 1}),
        (FLORENTINE, "Medici", {"degree": 6, "constraint": 0.209877, "effective_size": 5.666667}),
        (FLORENTINE, "Guadagni", {"constraint": 0.25, "effective_size": 4}),
        (FLORENTINE, "Strozzi", {"constraint": 0.458333, "effective_size": 3}),
        (FLORENTINE, "Peruzzi", {"constraint": 0.655864, "effective_size": 1.666667}),
        (KITE, 3, {"degree": 6, "constraint": 0.470170}),
        (KITE, 5, {"constraint": 0.445089}),
        (KITE, 7, {"constraint": 0.431111, "effective_size": 2.333333}),
        (KITE, 8, {"constraint": 0.5}),
        (KITE, 9, {"constraint": 1}),
        (nx.karate_club_graph(), 0, {"constraint": 0.190623}),
        (nx.karate_club_graph(), 33, {"constraint": 0.186287}),
    ],
)
def test_published_values(graph, person, expected):
    found = local_structure(tie_arrays(graph)).people.loc[person, list(expected)]
    assert found.to_dict() == pytest.approx(expected, abs=1e-6)


def test_borgattis_example():
    people = local_structure(tie_arrays(BORGATTI)).people
    constraint = {"A": 0.595, "B": 0.643, "C": 1.0, "D": 0.785, "E": 0.731, "F": 0.731, "G": 0.400}
    assert people["constraint"].to_dict() == pytest.approx(constraint, abs=1e-3)
    size = {"A": 2.50, "B": 1.67, "C": 1.0, "D": 1.0, "E": 1.0, "F": 1.0, "G": 4.67}
    assert people["effective_size"].to_dict() == pytest.approx(size, abs=1e-2)


@pytest.mark.parametrize(
    ("graph", "person", "expected"),
    [
        (KARATE, 0, 0.087545),
        (KARATE, 33, 0.241609),
        (KARATE, 11, 1),
        (FLORENTINE, "Medici", 0.022456),
        (nx.complete_graph(5), 0, 0),
        (nx.star_graph(5), 0, 0),
        (nx.Graph(["ab"]), "a", 1),
    ],
)
def test_published_hierarchy(graph, person, expected):
    found = local_structure(tie_arrays(graph)).people.loc[person, "hierarchy"]
    assert found == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_hierarchy_is_what_the_dyadic_constraints_give(seed):
    graph = weighted(seed)
    found = local_structure(tie_arrays(graph)).people["hierarchy"]
    for person in graph:
        held = np.array(
            [nx.local_constraint(graph, person, other, weight="weight") for other in graph[person]]
        )
        r = held * len(held) / held.sum()
        expected = np.sum(r * np.log(r)) / (len(r) * np.log(len(r))) if len(r) > 1 else len(r) or np.nan
        assert found[person] == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_karate_as_a_whole():
    people, common = local_structure(tie_arrays(KARATE))
    assert (len(people), len(common)) == (34, 78)
    assert people["clustering"].fillna(0).mean() == pytest.approx(0.570638, abs=1e-6)
    degree = people["degree"]
    assert people["triangles"].sum() / (degree * (degree - 1) / 2).sum() == pytest.approx(0.255682, abs=1e-6)


def weighted(seed, people=40, density=0.25):
    graph = nx.gnp_random_graph(people, density, seed=seed)
    draw = np.random.default_rng(seed)
    nx.set_edge_attributes(graph, {tie: draw.uniform(0.01, 3) for tie in graph.edges}, "weight")
    return graph


@pytest.mark.parametrize("seed", range(6))
def test_weighted_graphs_agree_with_networkx_and_igraph(seed):
    graph = weighted(seed)
    people, common = local_structure(tie_arrays(graph))
    assert people["constraint"].to_dict() == pytest.approx(nx.constraint(graph, weight="weight"))
    # `nodes` keeps networkx 3.6 off its matrix path, which divides by the wrong person's largest weight
    effective = nx.effective_size(graph, nodes=[*graph], weight="weight")
    assert people["effective_size"].to_dict() == pytest.approx(effective)
    clustering = people["clustering"].fillna(0).to_dict()
    assert clustering == pytest.approx(nx.clustering(graph))
    assert people["triangles"].to_dict() == nx.triangles(graph)
    theirs = igraph.Graph.from_networkx(graph)
    np.testing.assert_allclose(people["constraint"], theirs.constraint(weights="weight"))
    expected = [len(set(graph[a]) & set(graph[b])) for a, b in tie_arrays(graph).tie_index()]
    assert common.tolist() == expected


def overlaps(people, common, ties):
    """Onnela's overlap from what the pass gives."""
    degree = people["degree"].to_numpy()
    either = degree[ties.left] + degree[ties.right] - 2 - common
    return np.divide(common, either, out=np.zeros(len(common)), where=either > 0)


@pytest.mark.parametrize("kind", ["weighted", "unweighted"])
@pytest.mark.parametrize("seed", range(100))
def test_two_hundred_random_graphs_agree_with_igraph_and_networkx(seed, kind):
    draw = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(int(draw.integers(2, 36)), draw.uniform(0.02, 0.9), seed=seed)
    weights = draw.uniform(0.01, 3, graph.number_of_edges()) if kind == "weighted" else 1.0
    for number, tie in enumerate(graph.edges):
        graph.edges[tie]["weight"] = weights if kind == "unweighted" else weights[number]
    ties = tie_arrays(graph)
    people, common = local_structure(ties)
    close = {"rtol": 0, "atol": 1e-9, "equal_nan": True}
    order = [*graph]
    theirs = igraph.Graph(n=len(order), edges=[*graph.edges])
    constraint = theirs.constraint(weights=[tie["weight"] for *_, tie in graph.edges(data=True)])
    np.testing.assert_allclose(people["constraint"], constraint, **close)
    also = nx.constraint(graph, weight="weight")
    np.testing.assert_allclose(people["constraint"], [also[i] for i in order], **close)
    # `nodes` keeps networkx 3.6 off its matrix path, which divides by the wrong person's largest weight
    size = nx.effective_size(graph, nodes=order, weight="weight")
    np.testing.assert_allclose(people["effective_size"], [size[i] for i in order], **close)
    if kind == "unweighted":
        k, closed = np.array(theirs.degree()), np.array(theirs.transitivity_local_undirected(mode="zero"))
        np.testing.assert_allclose(people["effective_size"][k > 0], (k - closed * (k - 1))[k > 0], **close)
    pairs = [*zip(ties.left.tolist(), ties.right.tolist(), strict=True)]
    shared = [len(set(graph[a]) & set(graph[b])) for a, b in pairs]
    either = [graph.degree(a) + graph.degree(b) - 2 - n for (a, b), n in zip(pairs, shared, strict=True)]
    found = overlaps(people, common, ties)
    np.testing.assert_allclose(
        found, [n / of if of else 0 for n, of in zip(shared, either, strict=True)], **close
    )
    # igraph's similarity counts the two ends themselves among all the contacts of either
    alike = np.array(theirs.similarity_jaccard(pairs=pairs, loops=False)) if pairs else np.empty(0)
    both = np.array([graph.degree(a) + graph.degree(b) for a, b in pairs])
    n = alike * both / (1 + alike)
    np.testing.assert_allclose(
        found, np.divide(n, both - 2 - n, out=np.zeros(len(n)), where=both > 2), **close
    )


def test_weighted_effective_size_by_hand():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("a", "c", 2), ("b", "c", 3), ("c", "d", 9)])
    # of a's weight 1/3 goes to b and 2/3 to c; b-c is b's heaviest tie and a third of c's
    expected = 2 - (2 / 3 * 1 + 1 / 3 * (3 / 9))
    assert local_structure(tie_arrays(graph)).people.loc["a", "effective_size"] == pytest.approx(expected)


@pytest.mark.parametrize("size", [30, 200])
def test_tables_that_overflow_lose_no_triangle(size, monkeypatch):
    graph = nx.gnp_random_graph(size, 0.3, seed=size)
    monkeypatch.setattr(closing, "ROOM", 1)
    people = local_structure(tie_arrays(graph)).people
    assert people["triangles"].to_dict() == nx.triangles(graph)


def test_corners_name_each_triangle_once():
    found = [frozenset(people) for people in corners(tie_arrays(KARATE)).T.tolist()]
    expected = {frozenset(clique) for clique in nx.enumerate_all_cliques(KARATE) if len(clique) == 3}
    assert len(found) == len(expected) == 45
    assert set(found) == expected


@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=60),
    st.integers(1, 7),
)
def test_every_triangle_is_listed_once_however_small_the_blocks(pairs, block):
    graph = nx.Graph([pair for pair in pairs if pair[0] != pair[1]])
    ties = tie_arrays(graph)
    ends = [*ties.tie_index()]
    found = [
        frozenset(person for position in triangle for person in ends[position])
        for listed in triangle_blocks(ties, block=block)
        for triangle in listed.T.tolist()
    ]
    expected = {frozenset(clique) for clique in nx.enumerate_all_cliques(graph) if len(clique) == 3}
    assert len(found) == len(expected)
    assert set(found) == expected


def test_blocks_add_up_to_the_whole(monkeypatch):
    ties = tie_arrays(weighted(3))
    whole = local_structure(ties)
    listed = triangles.list_triangles
    monkeypatch.setattr(triangles, "list_triangles", lambda ties: listed(ties, block=20, at_least=50))
    parts = local_structure(ties)
    np.testing.assert_allclose(parts.people, whole.people)
    assert parts.common_neighbours.tolist() == whole.common_neighbours.tolist()


def test_people_without_ties_are_nan_and_nobody_is_no_row():
    graph = nx.Graph(["ab"])
    graph.add_node("c")
    people, _ = local_structure(tie_arrays(graph))
    assert people.loc["c", ["constraint", "effective_size", "clustering", "hierarchy"]].isna().all()
    assert people.loc["a"].tolist()[:4] == [1, 0, 1, 1]
    assert len(local_structure(tie_arrays(nx.Graph())).people) == 0


def test_loops_and_weightless_ties_are_no_ties():
    graph = nx.Graph([("a", "a"), ("a", "b")])
    graph.add_edge("b", "c", weight=0.0)
    graph.add_edge("a", "c", weight=float("nan"))
    assert [*tie_arrays(graph).tie_index()] == [("a", "b")]


def test_the_order_of_adding_makes_no_difference():
    one, other = nx.Graph(["ab", "bc", "ca"]), nx.Graph(["ca", "cb", "ba"])
    for arrays, same in zip(tie_arrays(one), tie_arrays(other), strict=True):
        assert list(arrays) == list(same)


def test_numbers_are_in_order_of_value_and_mixed_nodes_as_text():
    assert tie_arrays(nx.Graph([(10, 9), (9, 2)])).people == [2, 9, 10]
    assert tie_arrays(nx.Graph([("b", 1), (1, "a"), (1, "1")])).people == [1, "1", "a", "b"]


def test_observed_counts_only_what_was_seen():
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=1.0, observed=0.25)
    graph.add_edge("b", "c", weight=0.15, observed=0.0)
    ties = tie_arrays(graph, evidence="observed")
    assert [*ties.tie_index()] == [("a", "b")]
    assert ties.weight.tolist() == [0.25]
    with pytest.raises(InputError, match="write 'all' or 'observed'"):
        tie_arrays(graph, evidence="both")


def test_a_graph_with_directions_is_refused():
    with pytest.raises(InputError, match="no direction"):
        tie_arrays(nx.DiGraph([("a", "b")]))
