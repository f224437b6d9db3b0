"""Circles: found by Leiden, named after what their members share."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.measures.circles import circle_table, communities, find_circles, modularity
from weaklib.measures.network import contact_network
from weaklib.measures.triangles import tie_arrays

KARATE = nx.Graph(nx.karate_club_graph().edges)


def cliques(*groups, ties=()):
    """Groups whose members all know each other, and the ties between them; a group is {person: attributes}."""
    graph = nx.Graph(ties)
    for group in groups:
        graph.add_edges_from(nx.complete_graph(list(group)).edges)
        for person, known in dict(group).items():
            graph.add_node(person, **{"name": f"Name of {person}", **known})
    return graph


def shared(people, **known):
    return dict.fromkeys(people, known)


def labels(graph):
    return find_circles(graph).groupby(find_circles(graph)).agg(lambda s: "".join(s.index)).to_dict()


def test_karate_has_its_four_circles_at_nearly_every_seed():
    found = [find_circles(KARATE, seed) for seed in range(20)]
    quality = [
        nx.community.modularity(KARATE, [set(c.index[c == name]) for name in c.unique()]) for c in found
    ]
    assert quality[0] == pytest.approx(0.419790, abs=1e-6)
    assert sum(q == pytest.approx(0.419790, abs=1e-6) for q in quality) >= 19
    assert found[0].nunique() == 4


def test_circles_without_attributes_are_numbered_by_size():
    circles = find_circles(KARATE, seed=0)
    sizes = circles.value_counts()
    assert sorted(sizes.index) == ["circle 1", "circle 2", "circle 3", "circle 4"]
    assert sizes.sort_index().is_monotonic_decreasing
    assert circles.index.tolist() == list(range(34))
    assert (circles.name, circles.index.name) == ("circle", "person")


def test_clubs_are_not_split_across_the_fission():
    """Leiden on weights finds circles within the two clubs, apart from the well-known doubtful members."""
    club = pd.Series(dict(nx.karate_club_graph().nodes(data="club")))
    larger = club.groupby(find_circles(KARATE)).agg(lambda names: names.value_counts(normalize=True).iloc[0])
    assert larger.min() > 0.8


def test_neither_order_nor_process_changes_circles():
    backwards = nx.Graph()
    backwards.add_nodes_from(sorted(KARATE, reverse=True))
    backwards.add_edges_from((b, a) for a, b in reversed([*KARATE.edges]))
    pd.testing.assert_series_equal(find_circles(backwards), find_circles(KARATE))
    code = (
        "import networkx as nx; from weaklib.measures.circles import find_circles;"
        "print(*find_circles(nx.Graph(nx.karate_club_graph().edges)), sep=';')"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == ";".join(find_circles(KARATE))


def test_weights_decide():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 9), ("c", "d", 9), ("a", "c", 1), ("b", "d", 1), ("a", "d", 1)])
    circles = find_circles(graph)
    assert circles["a"] == circles["b"] != circles["c"] == circles["d"]


def test_contacts_without_ties_have_no_circle():
    graph = nx.Graph(["ab"])
    graph.add_node("c")
    assert find_circles(graph).isna().to_dict() == {"a": False, "b": False, "c": True}


@pytest.mark.parametrize("nodes", [[], ["a"], ["a", "b"]])
def test_a_graph_without_ties_has_no_circles(nodes):
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    circles = find_circles(graph)
    assert circles.index.tolist() == nodes
    assert circles.isna().all()
    assert circles.dtype == "str"


def test_a_circle_is_called_after_its_organisation_else_its_field_else_its_function():
    graph = cliques(
        {**shared("abc", organisation="Posthorn", field="media"), **shared("d", organisation="Other")},
        {**shared("efg", field="music"), **shared("hi", organisation="Other")},
        shared("klmn", function="sales"),
    )
    assert labels(graph) == {"music": "efghi", "Posthorn": "abcd", "sales": "klmn"}


def test_what_a_few_share_is_no_name():
    graph = cliques({"a": {"organisation": "One"}, "b": {"organisation": "Two"}, **shared("cde")})
    assert set(find_circles(graph)) == {"around Name of a"}


def test_one_known_employer_does_not_speak_for_the_rest():
    graph = cliques({**shared("ab", organisation="One"), **shared("cdefgh")})
    assert set(find_circles(graph)) == {"around Name of a"}


def test_a_circle_that_shares_nothing_is_around_its_most_connected_member():
    graph = cliques(shared("abcd"))
    nx.set_edge_attributes(graph, {("c", other): 1.1 for other in "abd"}, "weight")
    assert set(find_circles(graph)) == {"around Name of c"}
    graph.add_node("c", name=None)
    assert set(find_circles(graph)) == {"around c"}


def test_two_circles_of_one_employer_differ_by_a_second_trait_or_a_number():
    graph = cliques(
        shared("abcde", organisation="Posthorn", function="sales"),
        shared("fghi", organisation="Posthorn", field="media"),
        shared("klm", organisation="Posthorn"),
        shared("no", organisation="Posthorn"),
        shared("0123pqrstuvwxyz", organisation="Elsewhere"),
    )
    assert labels(graph) == {
        "Elsewhere": "0123pqrstuvwxyz",
        "Posthorn, sales": "abcde",
        "Posthorn, media": "fghi",
        "Posthorn": "klm",
        "Posthorn 2": "no",
    }


def test_a_second_trait_that_namesakes_share_too_tells_nothing():
    graph = cliques(
        shared("abcd", organisation="Posthorn", field="media", function="sales"),
        shared("efg", organisation="Posthorn", field="media"),
        shared("pqrstuvwxyz", organisation="Elsewhere"),
    )
    assert labels(graph) == {"Elsewhere": "pqrstuvwxyz", "Posthorn, sales": "abcd", "Posthorn": "efg"}


def test_what_everybody_shares_tells_no_circle_apart():
    graph = cliques(
        shared("abcd", organisation="Posthorn", function="sales"),
        shared("efg", organisation="Posthorn", function="design"),
    )
    assert labels(graph) == {"sales": "abcd", "design": "efg"}


@pytest.mark.parametrize(("elsewhere", "name"), [("xxyy", "X"), ("xxxy", "around Name of a")])
def test_a_trait_twice_as_usual_inside_as_outside_names_a_circle(elsewhere, name):
    """Four in four here: two in four elsewhere is half of that, three in four is not."""
    graph = cliques(
        shared("abcd", organisation="X"),
        {f"{i}": {"organisation": letter.upper()} for i, letter in enumerate(elsewhere)},
    )
    assert find_circles(graph)["a"] == name


def test_names_are_never_given_twice():
    graph = cliques(*({f"{a}{b}": {"name": "Kim Lee"} for b in "123"} for a in "abcde"))
    assert sorted(find_circles(graph).unique()) == [
        "around Kim Lee",
        *(f"around Kim Lee {number}" for number in range(2, 6)),
    ]


def test_prepared_ties_give_the_same_circles(monkeypatch):
    ties = tie_arrays(KARATE)
    expected = find_circles(KARATE, seed=3)
    monkeypatch.setattr("weaklib.measures.circles.tie_arrays", None)
    pd.testing.assert_series_equal(find_circles(KARATE, seed=3, ties=ties), expected)


def test_a_finer_resolution_makes_more_circles():
    ties = tie_arrays(KARATE)
    numbers = [communities(ties, resolution=gamma).max() + 1 for gamma in (0.5, 1, 2)]
    assert numbers == [2, 4, 7]
    assert [len(set(communities(ties, resolution=gamma))) for gamma in (0.5, 1, 2)] == numbers


def test_numbers_go_by_size_then_by_the_first_member():
    graph = nx.Graph(["ab", "cd", "ef", "fg", "eg"])
    graph.add_node("h")
    assert communities(tie_arrays(graph)).tolist() == [1, 1, 2, 2, 0, 0, 0, -1]


def test_modularity_agrees_with_networkx():
    random = np.random.default_rng(4)
    for seed in range(20):
        graph = nx.gnm_random_graph(20, 50, seed=seed)
        nx.set_edge_attributes(graph, {tie: random.random() + 0.1 for tie in graph.edges}, "weight")
        codes = random.integers(0, 4, 20)
        groups = [set(np.flatnonzero(codes == code).tolist()) for code in range(4)]
        for gamma in (1, 2.5):
            expected = nx.community.modularity(graph, groups, resolution=gamma)
            assert modularity(tie_arrays(graph), codes, resolution=gamma) == pytest.approx(
                expected, abs=1e-12
            )


def test_without_ties_modularity_is_nan():
    assert np.isnan(modularity(tie_arrays(nx.empty_graph(3)), np.zeros(3, dtype=int)))


def test_who_has_no_group_is_one_of_their_own():
    alone = modularity(tie_arrays(KARATE), np.full(34, -1))
    assert alone == pytest.approx(nx.community.modularity(KARATE, [{i} for i in KARATE]), abs=1e-12)


def test_where_hardly_anybody_has_a_tie_employers_then_fields_are_the_circles():
    graph = nx.Graph()
    graph.add_nodes_from(["a", "b", "c"], organisation="Posthorn", field="media")
    graph.add_nodes_from(["d", "e"], field="energy")
    graph.add_node("f")
    expected = pd.DataFrame(
        {
            "circle": ["Posthorn"] * 3 + ["energy"] * 2 + [None],
            "basis": ["employer"] * 3 + ["field"] * 2 + [None],
        },
        index=pd.Index(list("abcdef"), name="person"),
        dtype="str",
    )
    pd.testing.assert_frame_equal(circle_table(graph), expected)
    pd.testing.assert_frame_equal(circle_table(nx.Graph()), expected.head(0))


def test_where_ties_tell_the_circles_they_are_the_basis():
    graph = nx.Graph(["ab", "bc", "ac"])
    graph.add_node("d", organisation="Posthorn")
    table = circle_table(graph)
    pd.testing.assert_series_equal(table["circle"], find_circles(graph))
    assert table["basis"].tolist()[:3] == ["ties"] * 3
    assert table.loc["d"].isna().all()
    assert circle_table(graph, least_tied=0.8)["basis"].tolist()[3] == "employer"


def test_numbered_names_never_collide_with_real_ones():
    graph = cliques(
        shared("abcde", organisation="Firm 2"),
        shared("fghi", organisation="Firm"),
        shared("klm", organisation="Firm"),
    )
    assert labels(graph) == {"Firm 2": "abcde", "Firm": "fghi", "Firm 3": "klm"}


def test_hostile_names_are_only_text():
    graph = cliques(shared("ab", organisation="<script>alert(1)</script>"))
    assert set(find_circles(graph)) == {"<script>alert(1)</script>"}


def test_observed_evidence_leaves_out_inferred_circles(typed_book):
    book = typed_book(
        "abc",
        interactions=[("2026-01-05", "group_meeting", "m", 3, "a b")],
        affiliations=[{"person": who, "organisation": "Nordlicht"} for who in "abc"],
    )
    graph = contact_network(book)
    assert find_circles(graph).tolist() == ["Nordlicht"] * 3
    assert find_circles(graph, evidence="observed").isna().to_dict() == {"a": False, "b": False, "c": True}
    with pytest.raises(InputError, match="evidence"):
        find_circles(graph, evidence="hearsay")


def test_planted_circles_are_found():
    sizes = [12, 10, 8, 6]
    graph = nx.random_partition_graph(sizes, 0.8, 0.02, seed=5)
    planted = pd.Series(np.repeat(range(4), sizes))
    found = find_circles(graph)
    assert (pd.crosstab(planted, found) > 0).sum().sum() == 4
