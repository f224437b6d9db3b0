"""The owner's network as a whole: the owner put into the graph and measured by networkx and igraph."""

from __future__ import annotations

import math

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from weaklib.book import InputError
from weaklib.measures.owner import OwnerStructure, owner_structure
from weaklib.measures.triangles import local_structure, tie_arrays

WHOLE = ("constraint", "effective_size", "efficiency", "hierarchy", "observed_share")


def strengths(**strength: float) -> pd.DataFrame:
    return pd.DataFrame({"strength": strength})


def with_owner(ties: pd.DataFrame, graph: nx.Graph) -> nx.Graph:
    """The graph with the owner in it, as the package never draws it."""
    joined = graph.copy()
    joined.add_node("owner")
    weighed = ties["strength"][ties["strength"] > 0]
    joined.add_weighted_edges_from(("owner", person, weight) for person, weight in weighed.items())
    return joined


def random_case(seed: int) -> tuple[pd.DataFrame, nx.Graph]:
    draw = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(int(draw.integers(4, 25)), draw.uniform(0.2, 0.8), seed=seed)
    for tie in graph.edges:
        graph.edges[tie].update(weight=draw.uniform(0.05, 3), observed=draw.choice([0.0, 0.05]))
    strength = draw.uniform(0, 1, len(graph))
    strength[draw.random(len(graph)) < 0.15] = np.nan
    strength[draw.random(len(graph)) < 0.1] = 0
    return pd.DataFrame({"strength": strength}, index=[*graph]), graph


@pytest.mark.parametrize("seed", range(25))
def test_it_is_what_networkx_and_igraph_find_with_the_owner_in_the_graph(seed):
    ties, graph = random_case(seed)
    joined = with_owner(ties, graph)
    found = owner_structure(ties, graph)
    assert found.constraint == pytest.approx(nx.constraint(joined, nodes=["owner"], weight="weight")["owner"])
    size = nx.effective_size(joined, nodes=["owner"], weight="weight")["owner"]
    assert found.effective_size == pytest.approx(size)
    assert found.efficiency == pytest.approx(size / joined.degree("owner"))
    whole = igraph.Graph.from_networkx(joined)
    assert found.constraint == pytest.approx(whole.constraint(len(joined) - 1, weights="weight"))
    held = {
        person: nx.local_constraint(joined, "owner", person, weight="weight") for person in joined["owner"]
    }
    assert found.contacts["dyadic_constraint"].to_dict() == pytest.approx(held)
    assert found.contacts["dyadic_constraint"].is_monotonic_decreasing


@pytest.mark.parametrize("seed", range(25))
def test_hierarchy_is_that_of_the_owner_as_one_of_the_people(seed):
    ties, graph = random_case(seed)
    joined = nx.relabel_nodes(with_owner(ties, graph), str)
    expected = local_structure(tie_arrays(joined)).people.loc["owner", "hierarchy"]
    assert owner_structure(ties, graph).hierarchy == pytest.approx(expected, abs=1e-12)


def test_by_hand():
    # a and b know each other; c, twice as close, is known to know nobody
    found = owner_structure(strengths(a=1.0, b=1.0, c=2.0), nx.Graph(["ab"]))
    a = (1 / 4 + 1 / 4 * 1 / 2) ** 2
    assert found.contacts["dyadic_constraint"].to_dict() == pytest.approx({"c": 1 / 4, "a": a, "b": a})
    assert found.constraint == pytest.approx(1 / 4 + 2 * a)
    assert found.effective_size == pytest.approx(3 - 2 / 4)
    assert found.efficiency == pytest.approx(2.5 / 3)
    r = np.array([0.25, a, a]) * 3 / (0.25 + 2 * a)
    assert found.hierarchy == pytest.approx((r * np.log(r)).sum() / (3 * math.log(3)))
    assert found.contacts["p"].to_dict() == {"c": 0.5, "a": 0.25, "b": 0.25}
    assert found.coverage == 0.5


def test_a_contact_without_a_known_tie_has_no_redundancy_rather_than_none():
    contacts = owner_structure(strengths(a=1.0, b=1.0, c=2.0), nx.Graph(["ab"])).contacts
    assert contacts.loc["a", "redundancy"] == pytest.approx(1 / 4)
    assert contacts.loc["c", ["redundancy", "observed_share"]].isna().all()


@pytest.mark.parametrize(
    ("ties", "graph"),
    [
        (strengths(a=0.5, b=0.5), nx.Graph()),
        (strengths(a=0.5, b=0.5), nx.empty_graph(["a", "b"])),
        (strengths(a=0.5), nx.Graph(["ab"])),
        (strengths(a=0.5, b=0.0), nx.Graph(["ab"])),
        (strengths(a=0.5, b=np.nan), nx.Graph(["ab"])),
        (strengths(a=0.5, b=0.5), nx.Graph(["xy", "ax"])),
        (strengths(a=np.nan, b=0.0), nx.Graph(["ab"])),
        (pd.DataFrame({"strength": []}), nx.Graph(["ab"])),
    ],
)
def test_where_no_tie_among_contacts_is_known_nothing_is_measurable(ties, graph):
    found = owner_structure(ties, graph)
    assert all(math.isnan(getattr(found, name)) for name in WHOLE)
    assert found.contacts[["dyadic_constraint", "redundancy", "observed_share"]].isna().all(axis=None)
    assert found.contacts["p"].sum() == pytest.approx(1 if (ties["strength"] > 0).any() else 0)


def test_the_closed_and_the_open_end_of_the_scale():
    clique = owner_structure(strengths(a=1.0, b=1.0, c=1.0), nx.complete_graph("abc"))
    assert clique.effective_size == pytest.approx(1)
    assert clique.hierarchy == pytest.approx(0)
    pair = owner_structure(strengths(a=1.0, b=1.0), nx.Graph(["ab"]))
    assert pair.constraint == pytest.approx(1.125)
    many = {f"p{i:03}": 1.0 for i in range(200)}
    loose = owner_structure(strengths(**many), nx.Graph([("p000", "p001")]))
    assert loose.constraint == pytest.approx((198 + 2 * 1.5**2) / 200**2)


def test_observed_evidence_and_the_share_that_was_seen():
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=1.0, observed=0.75)
    graph.add_edge("b", "c", weight=1.0, observed=0.0)
    ties = strengths(a=1.0, b=1.0, c=1.0)
    everything, seen = owner_structure(ties, graph), owner_structure(ties, graph, evidence="observed")
    assert everything.observed_share == pytest.approx(0.375)
    assert everything.contacts["observed_share"].to_dict() == pytest.approx({"a": 0.75, "b": 0.375, "c": 0.0})
    assert (seen.observed_share, seen.coverage) == (1, pytest.approx(2 / 3))
    only_seen = nx.Graph()
    only_seen.add_edge("a", "b", weight=0.75)
    assert seen.constraint == pytest.approx(owner_structure(ties, only_seen).constraint)
    with pytest.raises(InputError, match="evidence"):
        owner_structure(ties, graph, evidence="hearsay")


def test_what_cannot_be_used_is_refused_with_its_reason():
    with pytest.raises(InputError, match="no column 'strength'"):
        owner_structure(pd.DataFrame({"weight": [1.0]}), nx.Graph())
    with pytest.raises(InputError, match="'a' is -1"):
        owner_structure(strengths(a=-1.0, b=1.0), nx.Graph())
    with pytest.raises(InputError, match="'a' twice"):
        owner_structure(pd.DataFrame({"strength": [1.0, 1.0]}, index=["a", "a"]), nx.Graph())


def test_the_order_of_rows_and_ties_makes_no_difference():
    ties, graph = random_case(1)
    backwards = nx.Graph([(b, a, tie) for a, b, tie in reversed([*graph.edges(data=True)])])
    one, other = owner_structure(ties, graph), owner_structure(ties[::-1], backwards)
    assert one.constraint == pytest.approx(other.constraint, rel=1e-12)
    pd.testing.assert_frame_equal(one.contacts.sort_index(), other.contacts.sort_index())


def test_bridging_shows_it_and_the_example_has_one():
    book = wl.read("data/example")
    found = wl.bridging.owner_structure(wl.ties.tie_table(book), wl.network.contact_network(book))
    assert isinstance(found, OwnerStructure)
    assert found.contacts["dyadic_constraint"].sum() == pytest.approx(found.constraint)
    assert 0 < found.constraint < 1
    assert 0 < found.efficiency < 1
    assert 0 < found.coverage <= 1
