"""Brokerage by circle, participation, ego betweenness: published values and counting pair by pair."""

from __future__ import annotations

from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.measures.brokerage import ROLES, ego_betweenness, participation, roles

KARATE = nx.Graph(nx.karate_club_graph().edges)
CLUB = pd.Series(dict(nx.karate_club_graph().nodes(data="club")))
FLORENTINE = nx.florentine_families_graph()
KITE = nx.krackhardt_kite_graph()


def role_of(a: str, b: str, c: str) -> str:
    if a == b == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if b == c:
        return "gatekeeper"
    return "representative" if a == b else "liaison"


def counted_pair_by_pair(graph: nx.Graph, circles: dict[object, str]) -> pd.DataFrame:
    table = pd.DataFrame(0.0, index=sorted(graph), columns=[*ROLES])
    for b in graph:
        for a, c in permutations(graph[b], 2):
            if not graph.has_edge(a, c) and {a, b, c} <= circles.keys():
                table.loc[b, role_of(circles[a], circles[b], circles[c])] += 1
        if b not in circles or not any(a in circles for a in graph[b]):
            table.loc[b] = np.nan
    return table


def betweenness_pair_by_pair(graph: nx.Graph, ego: object) -> float:
    around = graph.subgraph([ego, *graph[ego]])
    apart = [(j, k) for j, k in combinations(graph[ego], 2) if not graph.has_edge(j, k)]
    return sum(1 / len(set(around[j]) & set(around[k])) for j, k in apart)


def random_graph(seed: int) -> nx.Graph:
    draw = np.random.default_rng(seed)
    return nx.gnp_random_graph(int(draw.integers(2, 30)), draw.uniform(0.05, 0.7), seed=seed)


def test_the_clubs_of_karate():
    found = roles(KARATE, CLUB)
    expected = {
        0: {"coordinator": 174, "gatekeeper": 15, "representative": 15, "itinerant": 0, "liaison": 0},
        2: {"coordinator": 10, "gatekeeper": 23, "representative": 23, "itinerant": 12, "liaison": 0},
        33: {"coordinator": 156, "gatekeeper": 40, "representative": 40, "itinerant": 6, "liaison": 0},
    }
    assert {person: found.loc[person, list(ROLES)].to_dict() for person in expected} == expected
    assert found.loc[0, "total"] == 204
    assert (found["observed_share"] == 1).all()
    assert found.index.tolist() == [*range(34)]


@pytest.mark.parametrize("seed", range(30))
def test_roles_are_what_counting_every_pair_gives(seed):
    graph = random_graph(seed)
    draw = np.random.default_rng(seed)
    circles = {person: str(draw.integers(4)) for person in graph if draw.random() < 0.85}
    found = roles(graph, pd.Series(circles, dtype="str"))
    pd.testing.assert_frame_equal(
        found[[*ROLES]], counted_pair_by_pair(graph, circles), check_names=False, check_index_type=False
    )


def test_circles_dealt_out_anew_tell_what_chance_would_give():
    found = roles(KARATE, CLUB, permutations=400, seed=1)
    pd.testing.assert_frame_equal(found, roles(KARATE, CLUB, permutations=400, seed=1))
    assert not found.equals(roles(KARATE, CLUB, permutations=400, seed=2))
    # all three in one of two clubs of 17: (16 * 15) / (33 * 32) of the 204 pairs of node 0
    exact = 204 * (16 * 15) / (33 * 32)
    assert found.loc[0, "expected_coordinator"] == pytest.approx(exact, rel=0.05)
    assert found.loc[0, "z_coordinator"] > 3
    assert found.loc[0, "z_gatekeeper"] < -3
    sums = found[[f"expected_{role}" for role in ROLES]].sum(axis=1)
    np.testing.assert_allclose(sums, found["total"])


def test_where_no_deal_differs_there_is_no_z():
    found = roles(KARATE, pd.Series("one", index=[*KARATE]), permutations=5)
    assert found.filter(like="z_").isna().all(axis=None)
    assert (found["expected_coordinator"] == found["coordinator"]).all()


def test_participation_over_the_clubs():
    expected = {0: 0.117188, 2: 0.48, 8: 0.48, 31: 0.277778, 33: 0.290657}
    found = participation(KARATE, CLUB)
    assert found[list(expected)].to_dict() == pytest.approx(expected, abs=1e-6)
    assert found.name == "participation"


def test_participation_weighs_ties_and_leaves_unknown_circles_out():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("j", "a", 3.0), ("j", "b", 1.0), ("j", "x", 9.0), ("x", "y", 1.0)])
    found = participation(graph, pd.Series({"j": "one", "a": "one", "b": "two"}))
    assert found["j"] == pytest.approx(1 - (9 + 1) / 16)
    assert np.isnan(found["y"])


@pytest.mark.parametrize(
    ("graph", "person", "expected"),
    [
        (KARATE, 0, 88.416667),
        (KARATE, 33, 97.0),
        (KARATE, 2, 30.75),
        (FLORENTINE, "Medici", 14),
        (KITE, 7, 2),
    ],
)
def test_published_ego_betweenness(graph, person, expected):
    assert ego_betweenness(graph).loc[person, "ego_betweenness"] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("seed", range(30))
def test_ego_betweenness_is_what_every_pair_gives(seed, monkeypatch):
    monkeypatch.setattr("weaklib.measures.egonets.PATHS_AT_ONCE", 50)
    graph = random_graph(seed)
    found = ego_betweenness(graph)["ego_betweenness"]
    expected = [betweenness_pair_by_pair(graph, ego) if graph[ego] else np.nan for ego in sorted(graph)]
    np.testing.assert_allclose(found, expected, atol=1e-9)


def test_heather_is_a_broker_whom_ego_betweenness_misses():
    """She lies on most ways through the kite, but her contacts are few."""
    everywhere = nx.betweenness_centrality(KITE, normalized=False)
    assert max(everywhere, key=everywhere.get) == 7
    assert everywhere[7] == pytest.approx(14)
    assert ego_betweenness(KITE)["ego_betweenness"].idxmax() != 7


def test_observed_evidence_and_the_share_that_was_seen():
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=1.0, observed=1.0)
    graph.add_edge("b", "c", weight=1.0, observed=0.5)
    graph.add_edge("b", "d", weight=0.5, observed=0.0)
    circles = pd.Series(dict.fromkeys("abcd", "X"))
    for measure in (
        lambda **kind: roles(graph, circles, **kind),
        lambda **kind: ego_betweenness(graph, **kind),
    ):
        everything, seen = measure(), measure(evidence="observed")
        assert everything.loc["b", "observed_share"] == pytest.approx(1.5 / 2.5)
        assert everything.loc["d", "observed_share"] == 0
        assert seen.loc["d"].isna().all()
        with pytest.raises(InputError, match="evidence"):
            measure(evidence="hearsay")
    assert roles(graph, circles, evidence="observed").loc["b", "coordinator"] == 2
    assert ego_betweenness(graph, evidence="observed").loc["b", "ego_betweenness"] == 1
    assert np.isnan(participation(graph, circles, evidence="observed")["d"])


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(1), nx.empty_graph(4)])
def test_without_ties_nothing_is_measurable(graph):
    circles = pd.Series("X", index=[*graph], dtype="str")
    found = roles(graph, circles, permutations=3)
    assert len(found) == len(graph)
    assert found.isna().all(axis=None)
    assert ego_betweenness(graph).isna().all(axis=None)
    assert participation(graph, circles).isna().all()


def test_who_has_no_circle_has_no_role():
    found = roles(nx.Graph(["ab", "bc", "bd"]), pd.Series({"a": "X", "b": "X", "c": "Y"}))
    assert found.loc["d", [*ROLES, "total"]].isna().all()
    assert found.loc["b", "total"] == 2


def test_star_and_clique():
    star = roles(nx.star_graph(4), pd.Series([*"XXYYZ"]))
    assert star.loc[0, [*ROLES]].to_dict() == {
        "coordinator": 0,
        "itinerant": 2,
        "gatekeeper": 3,
        "representative": 3,
        "liaison": 4,
    }
    assert ego_betweenness(nx.star_graph(4))["ego_betweenness"].tolist() == [6, 0, 0, 0, 0]
    assert (roles(nx.complete_graph(5), pd.Series([*"XXYYZ"]))["total"] == 0).all()
    assert (ego_betweenness(nx.complete_graph(5))["ego_betweenness"] == 0).all()
