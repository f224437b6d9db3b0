"""What METRICS.md gives for measures that weaklib leaves to networkx: the library must still say the same.

A contact network is a plain nx.Graph, so a reader takes these from networkx. Karate carries weights by default;
they are left out, as METRICS.md says.
"""

from __future__ import annotations

import networkx as nx
import pytest

KARATE = nx.Graph(nx.karate_club_graph().edges)
FLORENCE = nx.florentine_families_graph()
KITE = nx.krackhardt_kite_graph()


def to_the_digits(value: float) -> object:
    """A number with six digits after the point."""
    return pytest.approx(value, abs=1e-6)


def test_density() -> None:
    assert (len(KARATE), KARATE.size()) == (34, 78)
    assert nx.density(KARATE) == to_the_digits(0.139037)


@pytest.mark.parametrize(
    ("graph", "person", "value"),
    [
        (KARATE, 0, 231.071429),
        (KARATE, 33, 160.551587),
        (KARATE, 2, 75.850794),
        (KARATE, 11, 0),
        (FLORENCE, "Medici", 47.5),
        (FLORENCE, "Guadagni", 23.166667),
        (FLORENCE, "Strozzi", 9.333333),
        (KITE, 3, 3.666667),
        (KITE, 5, 8.333333),
        (KITE, 7, 14),
    ],
)
def test_betweenness(graph: nx.Graph, person: object, value: float) -> None:
    assert nx.betweenness_centrality(graph, normalized=False)[person] == to_the_digits(value)


def test_normalised_betweenness_and_closeness() -> None:
    assert nx.betweenness_centrality(KITE)[7] == to_the_digits(0.388889)
    assert nx.closeness_centrality(KITE)[5] == to_the_digits(0.642857)


@pytest.mark.parametrize(
    ("other", "raw", "normalised"), [(1, 15, 2.142857), (2, 4, 0.8), (31, 0, 0)], ids=["1", "2", "31"]
)
def test_dispersion(other: int, raw: float, normalised: float) -> None:
    assert nx.dispersion(KARATE, 0, other, normalized=False) == raw
    assert nx.dispersion(KARATE, 0, other, alpha=1, b=0, c=0) == to_the_digits(normalised)
